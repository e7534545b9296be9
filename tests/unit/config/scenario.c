/* SPDX-License-Identifier: Apache-2.0 */
#include "folder.h"

TestSuite(scenario, .init = folder_make, .fini = folder_remove);

#define GOOD "name: a, config: c.yaml, holder: \"85.07.30-033.28\", eloket: e, expect: permit"

static toegang_status count_one(void *context, const toegang_scenario *scenario)
{
    (void)scenario;
    ++*(size_t *)context;
    return TOEGANG_GOOD;
}

Test(scenario, every_mistake_has_its_check_and_its_place)
{
    static const struct {
        const char *text, *check;
        unsigned line, column;
    } rows[] = {
        {"scenarios: [{" GOOD "}]\n", "", 0, 0},
        {"scenarios: [{" GOOD
         ", at: 2026-11-23T10:00:00Z, check: right.none, right: r, context: c, assurance: low, "
         "capacity: EA, organisation: 0999.999.922}]\n",
         "", 0, 0},
        {"scenarios: [{name: a, config: c.yaml, saml: r.xml, in-response-to: _1, eloket: e, expect: deny}]\n",
         "", 0, 0},
        {"", "config.key.missing", 1, 1},
        {"scenarios: []\n", "config.empty", 1, 12},
        {"scenarios: {}\n", "config.kind", 1, 12},
        {"scenarois: []\n", "config.key.unknown", 1, 1},
        {"scenarios:\n  - {config: c.yaml, holder: 85073003328, eloket: e, expect: permit}\n",
         "config.key.missing", 2, 5},
        {"scenarios:\n  - {name: a, config: c.yaml, eloket: e, expect: permit}\n", "scenario.holder", 2, 5},
        {"scenarios:\n  - {" GOOD ", saml: r.xml, in-response-to: _1}\n", "scenario.holder", 2, 5},
        {"scenarios:\n  - {name: a, config: c.yaml, saml: r.xml, eloket: e, expect: deny}\n",
         "config.key.missing", 2, 5},
        {"scenarios:\n  - {name: a, config: c.yaml, holder: 85073003329, eloket: e, expect: deny}\n",
         "rrn.checksum", 2, 39},
        {"scenarios:\n  - {" GOOD ", organisation: 0999.999.923}\n", "kbo.checksum", 2, 99},
        {"scenarios:\n  - {" GOOD ", at: tomorrow}\n", "time.form", 2, 89},
        {"scenarios: [{name: a, config: c.yaml, holder: 85073003328, eloket: e, expect: yes}]\n",
         "config.value", 1, 79},
        {"scenarios: [a]\n", "config.kind", 1, 13},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        size_t count = 0;
        toegang_status status = toegang_scenarios_read(folder_write("scenarios.yaml", rows[i].text), NULL,
                                                       NULL, count_one, &count, &report);
        cr_expect_eq(status, *rows[i].check ? TOEGANG_CONFIGURATION : TOEGANG_GOOD, "%s", rows[i].text);
        cr_expect_str_eq(report.check, rows[i].check, "%s: %s", rows[i].text, report.check);
        cr_expect(report.line == rows[i].line && report.column == rows[i].column, "%s: %u:%u", rows[i].text,
                  report.line, report.column);
        cr_expect_eq(count, *rows[i].check ? 0 : 1, "%s", rows[i].text);
    }
}

static toegang_status compare(void *context, const toegang_scenario *scenario)
{
    ++*(size_t *)context;
    if (strcmp(scenario->name, "two") == 0) return TOEGANG_REFUSED;
    cr_expect_str_eq(scenario->config, folder_path("c.yaml"), "relative to the file with the scenarios");
    cr_expect_str_eq(scenario->saml, folder_path("deep/r.xml"));
    cr_expect_str_eq(scenario->in_response_to, "_1");
    cr_expect_eq(scenario->holder.kind, TOEGANG_RRN_NONE);
    cr_expect_str_eq(scenario->organisation.value, "0999999922");
    cr_expect_eq(scenario->at, 1795428000);
    cr_expect_eq(scenario->expect, TOEGANG_OUTCOME_INDETERMINATE);
    cr_expect_str_eq(scenario->check, "");
    cr_expect_eq(scenario->line, 2);
    return TOEGANG_GOOD;
}

Test(scenario, a_scenario_is_read_as_it_is_written_and_the_sink_may_end_it)
{
    size_t count = 0;
    const char *path = folder_write(
        "scenarios.yaml",
        "scenarios:\n"
        "  - {name: one, config: c.yaml, saml: deep/r.xml, in-response-to: _1, organisation: 0999.999.922,"
        " eloket: e, at: \"2026-11-23T10:00:00Z\", expect: indeterminate}\n"
        "  - {name: two, config: c.yaml, holder: 85073003328, eloket: e, expect: deny}\n"
        "  - {name: three, config: c.yaml, holder: 85073003328, eloket: e, expect: deny}\n");
    cr_expect_eq(toegang_scenarios_read(path, NULL, NULL, compare, &count, NULL), TOEGANG_REFUSED);
    cr_expect_eq(count, 2);
}

Test(scenario, ten_thousand_and_no_more)
{
    static char text[100000] = "scenarios: [";
    size_t count = 0, length = strlen(text);
    toegang_report report = {0};
    for (unsigned i = 0; i < 10001; i++) length += (size_t)sprintf(text + length, "{},");
    strcpy(text + length, "]\n");
    cr_expect_eq(
        toegang_scenarios_read(folder_write("scenarios.yaml", text), NULL, NULL, count_one, &count, &report),
        TOEGANG_CONFIGURATION);
    cr_expect_str_eq(report.check, "config.limit");
    cr_expect_eq(count, 0);
}
