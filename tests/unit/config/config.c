/* SPDX-License-Identifier: Apache-2.0 */
/* What a configuration becomes when it is read; of mistakes, that all are told at once. */
#include "mistakes.h"

#include "internal.h"

TestSuite(config, .init = folder_make, .fini = folder_remove);

Test(config, all_mistakes_are_told_at_once_in_the_order_of_their_lines)
{
    toegang *all = NULL;
    toegang_report report = {0};
    const char *path =
        folder_write("toegang.yaml", "trust:\n  - entity-id: a\n    metadata: absent.xml\n    audience: b\n"
                                     "    recipient: c\n    clams: acm\ndirectories: {kbo: \"x:y\"}\n"
                                     "e-lokets:\n  a: {htb: ja, self: nee}\n  b: {rigth: c}\nhandels: {}\n");
    static const unsigned lines[] = {3, 6, 7, 9, 9, 10, 11};
    cr_assert_eq(toegang_open(path, problems_take, &found, &all, &report), TOEGANG_CONFIGURATION);
    cr_assert_eq(found.count, sizeof lines / sizeof *lines);
    for (size_t i = 0; i < found.count; i++)
        cr_expect_eq(found.reports[i].line, lines[i], "%zu: %s in line %u", i, found.reports[i].check,
                     found.reports[i].line);
    cr_expect_str_eq(found.lines[3], "  a: {htb: ja, self: nee}");
    cr_expect_eq(memcmp(&report, &found.reports[0], sizeof report), 0, "the first one is the report");
    cr_expect_null(all);
}

Test(config, a_flood_of_mistakes_is_cut_but_refused)
{
    static char text[20000] = "e-lokets:\n";
    toegang *all = NULL;
    for (unsigned i = 0; i < 500; i++) sprintf(text + strlen(text), "  a%u: {htb: x}\n", i);
    cr_expect_eq(toegang_open(folder_write("toegang.yaml", text), problems_take, &found, &all, NULL),
                 TOEGANG_CONFIGURATION);
    cr_expect_eq(found.count, TG_PROBLEMS_MAX);
    cr_expect_null(all);
}

static const char policy_text[] = "e-lokets:\n"
                                  "  a.B-c_9:\n"
                                  "    legal-representative: automatic\n"
                                  "    htb: never\n"
                                  "    others: with-right\n"
                                  "    self: automatic\n"
                                  "    right: r\n"
                                  "    rights: [q, r]\n"
                                  "    register: rollenbeheer\n"
                                  "    assurance: substantial\n"
                                  "    capacity: [EA, LB]\n"
                                  "    functions: [10002, \"90001\", 00001]\n"
                                  "    context: required\n"
                                  "    grantor-loss: grace 90d\n"
                                  "    company-chain: 8\n"
                                  "    staleness: {kbo: 24h, btb: 3600}\n"
                                  "    self-registration: https://a.example/\n";

Test(config, a_policy_is_read_as_it_is_written)
{
    toegang *all = NULL;
    const char *path = folder_write("toegang.yaml", policy_text);
    cr_assert_eq(toegang_open_strict(path, NULL, NULL, &all, NULL), TOEGANG_GOOD);
    const struct tg_policy *policy = tg_policy_find(all, TG_SPAN("a.B-c_9"));
    cr_assert_not_null(policy);
    cr_expect_str_eq(policy->source, "toegang.yaml:2");
    cr_expect(policy->legal_representative == TG_AUTOMATIC && policy->htb == TG_NEVER &&
              policy->others == TG_WITH_RIGHT && policy->self == TG_AUTOMATIC);
    cr_expect_str_eq(policy->right, "r");
    cr_expect_eq(policy->right_count, 2);
    cr_expect_eq(policy->reg, TOEGANG_ROLLENBEHEER);
    cr_expect_eq(policy->assurance, TOEGANG_ASSURANCE_SUBSTANTIAL);
    cr_expect(policy->capacity_count == 2 && strcmp(policy->capacities[1], "LB") == 0);
    cr_expect(policy->function_count == 3 && strcmp(policy->functions[2], "00001") == 0);
    cr_expect(policy->context_required && policy->grantor_loss == TG_LOSS_GRACE &&
              policy->grace == 90 * 86400);
    cr_expect_eq(policy->company_chain, 8);
    cr_expect(policy->staleness[TOEGANG_KBO] == 86400 && policy->staleness[TOEGANG_BTB] == 3600 &&
              policy->staleness[TOEGANG_GEBRUIKERSBEHEER] == 0);
    cr_expect_str_eq(policy->self_registration, "https://a.example/");
    toegang_free(all);
}

Test(config, what_is_absent_has_its_safe_meaning)
{
    toegang *all = NULL;
    cr_assert_eq(toegang_open(folder_write("toegang.yaml", "e-lokets: {a: {right: r}, b: {staleness: 1h}}\n"),
                              NULL, NULL, &all, NULL),
                 TOEGANG_GOOD);
    const struct tg_policy *policy = tg_policy_find(all, TG_SPAN("a"));
    cr_assert_not_null(policy);
    cr_expect(policy->legal_representative == TG_WITH_RIGHT && policy->htb == TG_WITH_RIGHT &&
              policy->others == TG_WITH_RIGHT && policy->self == TG_NEVER);
    cr_expect(policy->right_count == 1 && strcmp(policy->rights[0], "r") == 0,
              "the right is among the rights");
    cr_expect_eq(policy->function_count, tg_policy_function_count);
    cr_expect_not(policy->test_numbers);
    cr_expect_eq(tg_policy_find(all, TG_SPAN("b"))->staleness[TOEGANG_ROLLENBEHEER], 3600,
                 "one bound for all");
    cr_expect_null(tg_policy_find(all, TG_SPAN("c")));
    cr_expect_null(toegang_trusted(all));
    cr_expect_eq(toegang_allows_test_numbers(all), 0);
    toegang_free(all);
}

Test(config, ten_thousand_counters_and_no_more)
{
    static char text[400000];
    char name[16];
    for (unsigned count = 10000; count <= 10001; count++) {
        toegang *all = NULL;
        toegang_report report = {0};
        size_t length = (size_t)sprintf(text, "e-lokets:\n");
        for (unsigned i = 0; i < count; i++) length += (size_t)sprintf(text + length, "  loket-%u: {}\n", i);
        toegang_status status = toegang_open(folder_write("toegang.yaml", text), NULL, NULL, &all, &report);
        cr_expect_eq(status, count == 10000 ? TOEGANG_GOOD : TOEGANG_CONFIGURATION, "%u: %s", count,
                     report.check);
        for (unsigned i = 0; all && i < count; i++) {
            sprintf(name, "loket-%u", i);
            cr_expect_not_null(tg_policy_find(all, tg_span_of(name)), "%s", name);
        }
        if (!all) cr_expect_str_eq(report.check, "config.limit");
        toegang_free(all);
    }
}

Test(config, one_file_for_two_registers_is_opened_once_and_closed_once)
{
    toegang *all = NULL;
    folder_write("rights.yaml", "appointments: []\nfunctions: []\n");
    const char *path =
        folder_write("toegang.yaml", "directories: {kbo: \"yaml:rights.yaml\", btb: \"yaml:rights.yaml\"}\n");
    cr_assert_eq(toegang_open_strict(path, NULL, NULL, &all, NULL), TOEGANG_GOOD);
    toegang_free(all);
}

Test(config, a_broken_directory_stops_only_the_strict_one_and_is_told_with_its_own_lines)
{
    toegang *all = NULL;
    toegang_report report = {0};
    folder_write(
        "kbo.yaml",
        "functions:\n  - {holder: \"85.07.30-033.29\", organisation: \"0999.999.922\", code: \"10007\"}\n");
    const char *path = folder_write("toegang.yaml", "directories: {kbo: \"yaml:kbo.yaml\"}\n");
    cr_assert_eq(toegang_open(path, problems_take, &found, &all, &report), TOEGANG_GOOD);
    cr_expect_eq(found.count, 0);
    toegang_free(all);
    all = NULL;
    cr_expect_eq(toegang_open_strict(path, problems_take, &found, &all, &report), TOEGANG_CONFIGURATION);
    cr_expect_geq(found.count, 1);
    cr_expect_str_eq(report.check, "rrn.checksum");
    cr_expect_eq(report.line, 2);
    cr_expect_null(strstr(found.lines[0], "033.29"), "masked: %s", found.lines[0]);
    cr_expect_null(all);
}

Test(config, a_file_that_cannot_be_a_configuration)
{
    static const struct {
        const char *path, *check;
    } files[] = {
        {"/nonexistent/toegang.yaml", "file.absent"}, {"/", "file.kind"}, {"/dev/zero", "file.kind"}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        toegang *all = NULL;
        toegang_report report = {0};
        cr_expect_eq(toegang_open(files[i].path, NULL, NULL, &all, &report), TOEGANG_CONFIGURATION);
        cr_expect_str_eq(report.check, files[i].check);
        cr_expect_null(all);
    }
    cr_assert_eq(truncate(folder_write("toegang.yaml", "a"), 100 << 20), 0);
    toegang *all = NULL;
    toegang_report report = {0};
    cr_expect_eq(toegang_open(folder_path("toegang.yaml"), NULL, NULL, &all, &report), TOEGANG_CONFIGURATION);
    cr_expect_str_eq(report.check, "file.size");
}

Test(config, the_key_of_handles_is_its_owners_alone)
{
    uint8_t key[32];
    toegang *all = NULL;
    static const char hex[] = "000102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F\n";
    const char *path = folder_write("toegang.yaml", "handles: {key: key.hex}\n");
    cr_assert_eq(chmod(folder_write("key.hex", hex), 0640), 0);
    cr_expect_eq(toegang_open(path, NULL, NULL, &all, NULL), TOEGANG_CONFIGURATION);
    cr_assert_eq(chmod(folder_path("key.hex"), 0600), 0);
    cr_assert_eq(toegang_open(path, NULL, NULL, &all, NULL), TOEGANG_GOOD);
    cr_expect_eq(toegang_handle_key(all, key), 1);
    for (unsigned i = 0; i < sizeof key; i++) cr_expect_eq(key[i], i);
    toegang_free(all);
}

struct parts {
    size_t count;
    char text[8][256];
};

static void take_part(void *context, const char *section, const char *name, const char *detail)
{
    struct parts *parts = context;
    if (parts->count < 8) snprintf(parts->text[parts->count], 256, "%s|%s|%s", section, name, detail);
    parts->count++;
}

Test(config, the_parts_of_a_configuration)
{
    toegang *all = NULL;
    struct parts parts = {0};
    char key[160];
    write_world();
    const char *path = folder_write(
        "toegang.yaml",
        SAML "directories: {kbo: \"yaml:kbo.yaml\"}\ne-lokets: {a: {right: r}, b: {mandate: automatic, "
             "asserted: either}}\n");
    cr_assert_eq(toegang_open(path, NULL, NULL, &all, NULL), TOEGANG_GOOD);
    toegang_parts(all, take_part, &parts);
    snprintf(key, sizeof key, "trust|%s|sha256:%s", FORGE_ISSUER, forge_key_fingerprint(forge_key("idp")));
    cr_assert_eq(parts.count, 4);
    cr_expect_eq(strncmp(parts.text[0], key, strlen(key)), 0, "%s", parts.text[0]);
    cr_expect_str_eq(parts.text[1], "directories|kbo|yaml:kbo.yaml");
    cr_expect_str_eq(
        parts.text[2],
        "e-lokets|a|legal-representative with-right, htb with-right, others with-right, self never; right r");
    cr_expect_str_eq(parts.text[3], "e-lokets|b|legal-representative with-right, htb with-right, others "
                                    "with-right, self never; mandate automatic; asserted either");
    toegang_free(all);
}

Test(config, sixty_five_providers_are_too_many)
{
    static char text[4096] = "trust:\n";
    toegang *all = NULL;
    toegang_report report = {0};
    for (unsigned i = 0; i < TG_PROVIDERS_MAX + 1; i++)
        sprintf(text + strlen(text), "  - entity-id: %u\n", i);
    cr_expect_eq(toegang_open(folder_write("toegang.yaml", text), NULL, NULL, &all, &report),
                 TOEGANG_CONFIGURATION);
    cr_expect_str_eq(report.check, "config.limit");
    cr_expect_null(all);
}

/* Only a build with SQLite has the store; any other says which there are. */
Test(config, a_store_of_what_was_used)
{
    bool has = strstr(toegang_adapters(), "sqlite") != NULL;
    const struct {
        const char *text, *check;
    } stores[] = {{"replay: sqlite:used.db\n", has ? "" : "replay.adapter"},
                  {"replay: sqlite:absent/used.db\n", has ? "replay.unavailable" : "replay.adapter"},
                  {"replay: \"postgresql://user@/name\"\n",
                   strstr(toegang_adapters(), "postgresql") ? "replay.store" : "replay.adapter"}};
    for (size_t i = 0; i < sizeof stores / sizeof *stores; i++) {
        toegang *all = NULL;
        toegang_report report = {0};
        toegang_status status =
            toegang_open_strict(folder_write("toegang.yaml", stores[i].text), NULL, NULL, &all, &report);
        cr_expect_eq(status == TOEGANG_GOOD, stores[i].check[0] == '\0', "%s", stores[i].text);
        cr_expect_str_eq(report.check, stores[i].check, "%s: %s", stores[i].text, report.came);
        toegang_free(all);
    }
}
