/* SPDX-License-Identifier: Apache-2.0 */
#include "fact_maker.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/time.h"
#include "directory/check.h"
#include "directory/directory.h"
#include "number/check.h"

#define PROBLEMS_KEPT 8
struct problems {
    size_t count;
    toegang_report reports[PROBLEMS_KEPT];
    char lines[PROBLEMS_KEPT][128];
};

static void keep_problem(void *context, const char *file, const char *source_line,
                         const toegang_report *problem)
{
    struct problems *problems = context;
    cr_expect_not_null(strstr(file, "toegang-test"));
    if (problems->count < PROBLEMS_KEPT) {
        problems->reports[problems->count] = *problem;
        snprintf(problems->lines[problems->count], 128, "%s", source_line);
    }
    problems->count++;
}

/* Opens a file with this text; tests is whether test numbers are allowed. */
static toegang_status open_text(const char *text, bool tests, toegang_directory **out,
                                struct problems *problems, toegang_report *report)
{
    char path[] = "/tmp/toegang-test-XXXXXX";
    int file = mkstemp(path);
    cr_assert_geq(file, 0);
    cr_assert_eq(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
    toegang_yaml_settings settings = {.size = sizeof settings,
                                      .allow_test_numbers = tests,
                                      .problems = problems ? keep_problem : NULL,
                                      .problems_context = problems};
    toegang_status status = toegang_directory_yaml_open(path, &settings, out, report);
    unlink(path);
    return status;
}

static struct kept ask(toegang_directory *directory, toegang_register reg, toegang_fact_kind kind)
{
    struct kept kept = {0};
    toegang_report report = {0};
    toegang_directory_question question = question_of(reg, kind, NULL, NULL);
    cr_expect_eq(toegang_directory_read(directory, &question, keep, &kept, &report), TOEGANG_GOOD, "%s",
                 report.check);
    return kept;
}

static toegang_time instant(const char *text)
{
    toegang_time time = 0;
    cr_assert(tg_time_read(tg_span_of(text), TG_ROUND_DOWN, &time), "%s", text);
    return time;
}

static const char whole[] =
    "as-of: 2026-11-23\n"
    "functions:\n"
    "  - {holder: \"" ANN "\", organisation: \"" ONE
    "\", code: \"10007\", from: 2019-03-01, until: 2027-03-01}\n"
    "  - {held-by: \"" COMPANY "\", organisation: 0999999922, code: 10002}\n"
    "  - holder: 81050103522\n"
    "    held-by: " COMPANY "\n"
    "    organisation: kbo:0999999922\n"
    "    code: 10003\n"
    "    from: 0001-01-01\n"
    "    until: 9999-12-31\n"
    "appointments: [{holder: \"" ANN "\", organisation: \"" ONE
    "\", role: htb, from: 2024-01-12, granted-by: \"" BOB "\",\n"
    "    granted-at: 2024-01-11T10:00:00Z, granted-as: legal-representative}]\n"
    "rights:\n"
    "  - {holder: \"" ANN "\", organisation: \"" ONE
    "\", eloket: subsidieloket, right: subsidie-indienen, context: \"50042\",\n"
    "     from: 2026-03-29, until: 2026-10-25}\n"
    "  - {holder: \"" ANN
    "\", eloket: loket, right: own, from: 2026-01-01T00:00:00.5Z, until: 2026-06-01T00:00:00.5Z}\n";

Test(yaml, a_whole_file)
{
    toegang_directory *directory = NULL;
    struct problems problems = {0};
    toegang_report report = {0};
    cr_assert_eq(open_text(whole, false, &directory, &problems, &report), TOEGANG_GOOD, "%s %s at %u:%u",
                 report.check, report.came, report.line, report.column);
    cr_expect_eq(problems.count, 0);
    struct kept functions = ask(directory, TOEGANG_KBO, TOEGANG_FACT_FUNCTION);
    cr_assert_eq(functions.count, 3);
    const toegang_fact *ann = &functions.facts[0], *company = &functions.facts[1], *bob = &functions.facts[2];
    cr_expect(toegang_rrn_equal(&ann->holder, &(toegang_rrn[]){rrn_of(ANN)}[0]));
    cr_expect_str_eq(ann->code, "10007");
    cr_expect_eq(ann->from, instant("2019-02-28T23:00:00Z"));
    cr_expect_eq(ann->until, instant("2027-03-01T23:00:00Z"), "the last day counts");
    cr_expect_eq(ann->as_of, instant("2026-11-22T23:00:00Z"));
    cr_expect_not_null(strstr(ann->source, "toegang-test-"));
    cr_expect_null(strchr(ann->source, '/'));
    cr_expect_not_null(strstr(ann->source, ":3"), "%s", ann->source);
    cr_expect_eq(company->holder.kind, TOEGANG_RRN_NONE);
    cr_expect_str_eq(company->held_by.value, "0406798006");
    cr_expect_eq(company->from, TOEGANG_ALWAYS);
    cr_expect_eq(company->until, TOEGANG_NEVER);
    cr_expect_eq(bob->held_by.scheme, TOEGANG_SCHEME_KBO);
    cr_expect_eq(bob->from, TOEGANG_ALWAYS);
    cr_expect_eq(bob->until, TOEGANG_NEVER);

    struct kept appointments = ask(directory, TOEGANG_BTB, TOEGANG_FACT_APPOINTMENT);
    cr_assert_eq(appointments.count, 1);
    cr_expect_eq(appointments.facts[0].granted_by.kind, TOEGANG_RRN_NATIONAL);
    cr_expect_eq(appointments.facts[0].granted_at, instant("2024-01-11T10:00:00Z"));
    cr_expect_str_eq(appointments.facts[0].granted_as, "legal-representative");

    struct kept rights = ask(directory, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT);
    cr_assert_eq(rights.count, 2);
    const toegang_fact *own = &rights.facts[0], *given = &rights.facts[1];
    cr_expect_eq(own->organisation.scheme, TOEGANG_SCHEME_NONE);
    cr_expect_eq(own->from, instant("2026-01-01T00:00:01Z"), "a begun second is not yet there");
    cr_expect_eq(own->until, instant("2026-06-01T00:00:00Z"));
    cr_expect_str_eq(given->context, "50042");
    cr_expect_eq(given->from, instant("2026-03-28T23:00:00Z"));
    cr_expect_eq(given->until, instant("2026-10-25T23:00:00Z"), "a day of 25 hours");
    cr_expect_eq(ask(directory, TOEGANG_ROLLENBEHEER, TOEGANG_FACT_RIGHT).count, 0);
    toegang_directory_free(directory);
}

Test(yaml, registers_and_empty_files)
{
    static const struct {
        const char *text;
        size_t flemish, federal;
    } rows[] = {
        {"", 0, 0},
        {"{}", 0, 0},
        {"# nothing\n", 0, 0},
        {"rights: []\nfunctions: []\nappointments: []\n", 0, 0},
        {"register: kbo\n", 0, 0},
        {"register: btb\nfunctions: []\n", 0, 0},
        {"rights: [{holder: 85073003328, eloket: e, right: r}]\n", 1, 0},
        {"register: gebruikersbeheer\nrights: [{holder: 85073003328, eloket: e, right: r}]\n", 1, 0},
        {"register: rollenbeheer\nrights: [{holder: 85073003328, eloket: e, right: r}]\n", 0, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_directory *directory = NULL;
        cr_assert_eq(open_text(rows[i].text, false, &directory, NULL, NULL), TOEGANG_GOOD, "row %zu", i);
        cr_expect_eq(ask(directory, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT).count, rows[i].flemish,
                     "row %zu", i);
        cr_expect_eq(ask(directory, TOEGANG_ROLLENBEHEER, TOEGANG_FACT_RIGHT).count, rows[i].federal,
                     "row %zu", i);
        toegang_directory_free(directory);
    }
}

#define HOLDER "holder: 85073003328, "
#define FUNCTION "functions: [{" HOLDER "organisation: 0999999922, code: 10007"

Test(yaml, one_problem_with_its_place)
{
    static const struct {
        const char *text, *check, *expected; /* expected: NULL when any */
        uint32_t line, column;
    } rows[] = {
        {"[]", CHECK_FACT_SHAPE, "a mapping", 1, 1},
        {"text", CHECK_FACT_SHAPE, "a mapping", 1, 1},
        {"fonctions: []", CHECK_FACT_KEY, "functions", 1, 1},
        {"\nwhatever: 1", CHECK_FACT_KEY, "functions, appointments, rights, suspensions, register, as-of", 2, 1},
        {"functions: {}", CHECK_FACT_SHAPE, "a list", 1, 12},
        {"functions: ~", CHECK_FACT_SHAPE, "a list", 1, 12},
        {"functions: [x]", CHECK_FACT_SHAPE, "a mapping", 1, 13},
        {"functions: [[]]", CHECK_FACT_SHAPE, "a mapping", 1, 13},
        {"register: kbo2", CHECK_FACT_REGISTER, NULL, 1, 11},
        {"register: [kbo]", CHECK_FACT_REGISTER, NULL, 1, 11},
        {"register: kbo\nrights: []", CHECK_FACT_REGISTER, "gebruikersbeheer, rollenbeheer", 1, 11},
        {"as-of: yesterday", CHECK_FACT_TIME, NULL, 1, 8},
        {"as-of: []", CHECK_FACT_TIME, NULL, 1, 8},
        {FUNCTION ", untill: 2027-03-01}]", CHECK_FACT_KEY, "until", 1, 74},
        {FUNCTION ", granted-by: 85073003328}]", CHECK_FACT_KEY, NULL, 1, 74},
        {FUNCTION ", role: htb}]", CHECK_FACT_KEY, NULL, 1, 74},
        {FUNCTION ", until: 2027-02-29}]", CHECK_FACT_TIME, NULL, 1, 81},
        {FUNCTION ", until: 01/03/2027}]", CHECK_FACT_TIME, NULL, 1, 81},
        {FUNCTION ", until: 2027-03-01T10:00:00}]", CHECK_FACT_TIME, NULL, 1, 81},
        {FUNCTION ", until: }]", CHECK_FACT_TIME, NULL, 1, 81},
        {FUNCTION ", until: [2027-03-01]}]", CHECK_FACT_SHAPE, "a value", 1, 81},
        {FUNCTION ", from: 2027-03-02, until: 2027-03-01}]", CHECK_FACT_PERIOD, NULL, 1, 99},
        {FUNCTION ", from: 2027-03-02, until: 0001-01-01}]", CHECK_FACT_PERIOD, NULL, 1, 99},
        {FUNCTION ", from: 9999-12-31, until: 2027-03-01}]", CHECK_FACT_PERIOD, NULL, 1, 99},
        {FUNCTION ", held-by: 0406.798.006}]", CHECK_FACT_HELD_BY, NULL, 1, 83},
        {"functions: [{held-by: OVO002949, organisation: 0999999922, code: 10002}]", CHECK_FACT_HELD_BY, NULL,
         1, 23},
        {"functions: [{held-by: 2297964444, organisation: 0999999922, code: 10002}]", CHECK_KBO_ESTABLISHMENT,
         NULL, 1, 23},
        {"functions: [{organisation: 0999999922, code: 10002}]", CHECK_FACT_HOLDER, NULL, 1, 13},
        {"functions: [{" HOLDER "code: 10002}]", CHECK_FACT_MISSING, "organisation", 1, 13},
        {"functions: [{" HOLDER "organisation: 0999999922}]", CHECK_FACT_MISSING, "code", 1, 13},
        {"functions: [{" HOLDER "organisation: 0999999922, code: director}]", CHECK_FACT_CODE, NULL, 1, 67},
        {"functions: [{" HOLDER "organisation: 2297964444, code: 10002}]", CHECK_KBO_ESTABLISHMENT, NULL, 1,
         49},
        {"functions: [{" HOLDER "organisation: 0999999923, code: 10002}]", CHECK_KBO_CHECKSUM, NULL, 1, 49},
        {"functions: [{" HOLDER "organisation: \"\", code: 10002}]", CHECK_ORGANISATION_ABSENT, NULL, 1, 49},
        {"functions: [{holder: 85073003329, organisation: 0999999922, code: 10002}]", CHECK_RRN_CHECKSUM,
         NULL, 1, 22},
        {"functions: [{holder: 85670103357, organisation: 0999999922, code: 10002}]", CHECK_RRN_TEST, NULL, 1,
         22},
        {"functions: [{holder: , organisation: 0999999922, code: 10002}]", CHECK_RRN_LENGTH, NULL, 1, 22},
        {"appointments: [{" HOLDER "organisation: 0999999922}]", CHECK_FACT_MISSING, "role", 1, 16},
        {"appointments: [{organisation: 0999999922, role: htb}]", CHECK_FACT_MISSING, "holder", 1, 16},
        {"appointments: [{" HOLDER "organisation: 0999999922, role: HTB}]", CHECK_FACT_CODE, "htb", 1, 70},
        {"appointments: [{" HOLDER "organisation: 0999999922, role: htb, granted-by: x}]", CHECK_RRN_FORM,
         NULL, 1, 87},
        {"rights: [{" HOLDER "right: r}]", CHECK_FACT_MISSING, "eloket", 1, 10},
        {"rights: [{" HOLDER "eloket: e}]", CHECK_FACT_MISSING, "right", 1, 10},
        {"rights: [{eloket: e, right: r}]", CHECK_FACT_MISSING, "holder", 1, 10},
        {"rights: [{" HOLDER "eloket: \"\", right: r}]", CHECK_FACT_ELOKET, NULL, 1, 40},
        {"rights: [{" HOLDER "eloket: e, right: r, granted-at: now}]", CHECK_FACT_TIME, NULL, 1, 65},
        {"rights: [{" HOLDER "eloket: e, right: \"a\\tb\"}]", CHECK_FACT_TEXT, NULL, 1, 10},
        {"rights: &a []", "yaml.anchor", NULL, 1, 9},
        {"rights: []\nrights: []", "yaml.duplicate", NULL, 2, 1},
        {"rights: [", "yaml.syntax", NULL, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_directory *directory = NULL;
        struct problems problems = {0};
        toegang_report report = {0};
        const char *text = rows[i].text;
        cr_expect_eq(open_text(text, false, &directory, &problems, &report), TOEGANG_CONFIGURATION, "%s",
                     text);
        cr_expect_null(directory);
        cr_expect_eq(report.status, TOEGANG_CONFIGURATION, "%s", text);
        cr_expect_str_eq(report.check, rows[i].check, "%s: %s", text, report.check);
        if (rows[i].expected)
            cr_expect_str_eq(report.expected, rows[i].expected, "%s: %s", text, report.expected);
        if (rows[i].line > 0)
            cr_expect(report.line == rows[i].line && report.column == rows[i].column, "%s: %u:%u", text,
                      report.line, report.column);
        cr_expect_eq(problems.count, 1, "%s: %zu problems", text, problems.count);
        cr_expect_str_eq(problems.reports[0].check, report.check);
        cr_expect_str_eq(problems.reports[0].expected, report.expected);
        cr_expect_eq(problems.reports[0].column, report.column);
        cr_expect_not_null(strstr(report.came, "toegang-test-"), "the report names the file: %s",
                           report.came);
        cr_expect_not_null(strstr(report.came, problems.reports[0].came), "%s", report.came);
    }
}

Test(yaml, all_problems_are_told_and_no_number_with_them)
{
    static const char text[] = "functions:\n"
                               "  - {holder: 85073003329, organisation: 0999999923, code: 10007}\n"
                               "  - {holder: \"85.07.30-033.28\", organisaton: 0999999922, code: 10007}\n"
                               "rights: [{holder: 85073003328, eloket: e, right: r, until: soon}]\n";
    static const struct {
        const char *check;
        uint32_t line;
    } expected[] = {
        {CHECK_RRN_CHECKSUM, 2}, {CHECK_KBO_CHECKSUM, 2}, {CHECK_FACT_KEY, 3}, {CHECK_FACT_TIME, 4}};
    toegang_directory *directory = NULL;
    struct problems problems = {0};
    toegang_report report = {0};
    cr_expect_eq(open_text(text, false, &directory, &problems, &report), TOEGANG_CONFIGURATION);
    cr_expect_str_eq(report.check, CHECK_RRN_CHECKSUM, "the first");
    cr_assert_eq(problems.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < problems.count; i++) {
        cr_expect_str_eq(problems.reports[i].check, expected[i].check);
        cr_expect_eq(problems.reports[i].line, expected[i].line);
        cr_expect_null(strstr(problems.lines[i], "0033"), "%s", problems.lines[i]);
        cr_expect_null(strstr(problems.lines[i], "033."), "%s", problems.lines[i]);
        cr_expect_null(strstr(problems.lines[i], "332"), "%s", problems.lines[i]);
    }
    cr_expect_not_null(strstr(problems.lines[2], "organisaton"));
}

Test(yaml, a_hundred_problems_are_enough)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    fprintf(out, "functions:\n");
    for (int i = 0; i < 1000; i++) fprintf(out, "  - {unknown: 1, unheard-of: 2}\n");
    fclose(out);
    toegang_directory *directory = NULL;
    struct problems problems = {0};
    cr_expect_eq(open_text(text, false, &directory, &problems, NULL), TOEGANG_CONFIGURATION);
    cr_expect_eq(problems.count, 100);
    free(text);
}

Test(yaml, test_numbers_only_when_allowed)
{
    static const char text[] =
        "functions: [{holder: 85670103357, organisation: 0999999922, code: 10007}]\n"
        "appointments: [{holder: 85670103357, organisation: 0999999922, role: htb, granted-by: "
        "85670103357}]\n";
    toegang_directory *directory = NULL;
    struct problems problems = {0};
    cr_expect_eq(open_text(text, false, &directory, &problems, NULL), TOEGANG_CONFIGURATION);
    cr_expect_eq(problems.count, 3);
    cr_assert_eq(open_text(text, true, &directory, NULL, NULL), TOEGANG_GOOD);
    cr_expect_eq(ask(directory, TOEGANG_KBO, TOEGANG_FACT_FUNCTION).facts[0].holder.kind, TOEGANG_RRN_TEST);
    toegang_directory_free(directory);
}

Test(yaml, files_that_cannot_be_read)
{
    static const struct {
        const char *path, *check;
    } rows[] = {{"/tmp/toegang-test-absent/kbo.yaml", "file.absent"},
                {"/tmp", "file.kind"},
                {"/dev/zero", "file.kind"},
                {"", "file.absent"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_directory *directory = NULL;
        toegang_report report = {0};
        cr_expect_eq(toegang_directory_yaml_open(rows[i].path, NULL, &directory, &report),
                     TOEGANG_UNAVAILABLE);
        cr_expect_str_eq(report.check, rows[i].check, "%s: %s", rows[i].path, report.check);
        cr_expect_null(directory);
    }
    toegang_directory *directory = NULL;
    toegang_yaml_settings small = {.size = 4};
    cr_expect_eq(toegang_directory_yaml_open(NULL, NULL, &directory, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_yaml_open("x", NULL, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_yaml_open("x", &small, &directory, NULL), TOEGANG_MISUSE);
}

/* Without as-of the file's own time of change says how old its facts are. */
Test(yaml, age_of_a_file)
{
    toegang_directory *directory = NULL;
    cr_assert_eq(open_text(FUNCTION "}]", false, &directory, NULL, NULL), TOEGANG_GOOD);
    toegang_time as_of = ask(directory, TOEGANG_KBO, TOEGANG_FACT_FUNCTION).facts[0].as_of;
    cr_expect_gt(as_of, instant("2020-01-01T00:00:00Z"));
    toegang_directory_free(directory);
}
