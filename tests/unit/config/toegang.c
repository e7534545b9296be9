/* SPDX-License-Identifier: Apache-2.0 */
/* Questions to a configuration with directories; who represents whom; handles. */
#include "folder.h"

#include <toegang/sys/identity.h>

#include "assertion/identity.h"

TestSuite(toegang, .init = folder_make, .fini = folder_remove);

#define AT 1795428000 /* 2026-11-23T10:00:00Z */

static toegang *open_world(const char *config)
{
    toegang *all = NULL;
    toegang_report report = {0};
    folder_write("kbo.yaml",
                 "functions:\n"
                 "  - {holder: \"85.07.30-033.28\", organisation: \"0999.999.922\", code: \"10007\", from: "
                 "2019-03-01}\n"
                 "  - {holder: \"90.01.01-001.23\", organisation: \"0999.999.922\", code: \"20090\"}\n"
                 "  - {holder: \"90.01.01-001.23\", organisation: \"0999.999.922\", code: \"10007\", until: "
                 "2025-12-31}\n"
                 "appointments:\n"
                 "  - {holder: \"90.01.01-001.23\", organisation: \"0999.999.922\", role: htb, from: "
                 "2024-01-12, granted-by: \"85.07.30-033.28\"}\n");
    toegang_status status = toegang_open(folder_write("toegang.yaml", config), NULL, NULL, &all, &report);
    cr_assert_eq(status, TOEGANG_GOOD, "%s %s", report.check, report.came);
    return all;
}

#define WORLD \
    "directories: {kbo: \"yaml:kbo.yaml\", btb: \"yaml:kbo.yaml\"}\n" \
    "e-lokets:\n" \
    "  open: {legal-representative: automatic}\n" \
    "  closed: {right: enter, rights: [enter, leave]}\n" \
    "  own: {self: automatic}\n"

static toegang_rrn number(const char *text)
{
    toegang_rrn rrn;
    cr_assert_eq(toegang_rrn_parse(text, strlen(text), TOEGANG_RRN_ALLOW_TEST, &rrn, NULL), TOEGANG_GOOD);
    return rrn;
}

static toegang_identity *person(const char *text)
{
    toegang_identity *identity = NULL;
    toegang_statement statement = {.size = sizeof statement, .holder = number(text)};
    cr_assert_eq(toegang_identity_attest(&statement, &identity, NULL), TOEGANG_GOOD);
    return identity;
}

static toegang_status ask(const toegang *all, const char *holder, const char *organisation,
                          const char *eloket, const char *right, toegang_report *report)
{
    toegang_decision *decision = NULL;
    toegang_identity *identity = person(holder);
    toegang_question question = {
        .size = sizeof question, .identity = identity, .eloket = eloket, .right = right, .at = AT};
    if (organisation)
        cr_assert_eq(toegang_kbo_parse(organisation, strlen(organisation), &question.organisation, NULL),
                     TOEGANG_GOOD);
    toegang_status status = toegang_check(all, &question, &decision, report);
    cr_expect_eq(decision != NULL,
                 status == TOEGANG_GOOD || status == TOEGANG_REFUSED || status == TOEGANG_INDETERMINATE);
    toegang_decision_free(decision);
    toegang_identity_free(identity);
    return status;
}

Test(toegang, questions)
{
    static const struct {
        const char *holder, *organisation, *eloket, *right;
        toegang_status status;
        const char *check, *expected;
    } rows[] = {
        {"85073003328", "0999999922", "open", NULL, TOEGANG_GOOD, "", ""},
        {"90010100123", "0999999922", "open", NULL, TOEGANG_REFUSED, "right.absent", NULL},
        {"85073003328", "0999999922", "closed", NULL, TOEGANG_REFUSED, "right.absent", NULL},
        {"85073003328", NULL, "open", NULL, TOEGANG_REFUSED, "self.never", NULL},
        {"85073003328", NULL, "own", NULL, TOEGANG_GOOD, "", ""},
        {"85073003328", "0999999922", "opn", NULL, TOEGANG_MISUSE, "eloket.unknown", "open"},
        {"85073003328", "0999999922", "closed", "entre", TOEGANG_MISUSE, "right.unknown", "enter"},
        {"85073003328", "0999999922", "open", "whatever", TOEGANG_GOOD, "", ""},
    };
    toegang *all = open_world(WORLD);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        toegang_status status =
            ask(all, rows[i].holder, rows[i].organisation, rows[i].eloket, rows[i].right, &report);
        cr_expect_eq(status, rows[i].status, "row %zu: %d %s", i, status, report.check);
        cr_expect_str_eq(report.check, rows[i].check, "row %zu: %s", i, report.check);
        if (rows[i].expected)
            cr_expect_str_eq(report.expected, rows[i].expected, "row %zu: %s", i, report.expected);
    }
    toegang_free(all);
}

Test(toegang, a_directory_that_cannot_be_read_is_no_denial)
{
    toegang_report report = {0};
    toegang *all = open_world("directories: {kbo: \"yaml:absent.yaml\"}\ne-lokets: {open: "
                              "{legal-representative: automatic}, own: {self: automatic}}\n");
    cr_expect_eq(ask(all, "85073003328", "0999999922", "open", NULL, &report), TOEGANG_INDETERMINATE);
    cr_expect_eq(ask(all, "85073003328", NULL, "own", NULL, &report), TOEGANG_GOOD, "it is not needed");
    toegang_free(all);
}

Test(toegang, a_test_number_is_no_number_where_the_configuration_does_not_say_so)
{
    toegang_report report = {0};
    toegang *all = open_world(WORLD);
    cr_expect_eq(ask(all, "85673003360", NULL, "own", NULL, &report), TOEGANG_MISUSE);
    cr_expect_str_eq(report.check, "question.test");
    toegang_free(all);
    all = open_world(WORLD "test-numbers: allow\n");
    cr_expect_eq(ask(all, "85673003360", NULL, "own", NULL, &report), TOEGANG_GOOD);
    toegang_free(all);
}

Test(toegang, a_question_that_is_none)
{
    toegang_report report = {0};
    toegang_decision *decision = NULL;
    toegang *all = open_world(WORLD);
    toegang_question question = {.size = sizeof question, .eloket = "own"};
    cr_expect_eq(toegang_check(all, &question, &decision, &report), TOEGANG_MISUSE);
    cr_expect_eq(toegang_check(all, NULL, &decision, NULL), TOEGANG_MISUSE);
    cr_expect_null(decision);
    toegang_free(all);
}

/* Whatever opens without one: what asks had a context to name, and it came out empty. */
Test(toegang, an_empty_context_is_no_context_at_all)
{
    toegang_report report = {0};
    toegang_decision *decision = NULL;
    toegang_identity *identity = person("85073003328");
    toegang *all = open_world(WORLD);
    toegang_question question = {
        .size = sizeof question, .identity = identity, .eloket = "own", .context = "", .at = AT};
    cr_expect_eq(toegang_check(all, &question, &decision, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "right.context");
    cr_assert_not_null(decision);
    cr_expect_eq(toegang_decision_outcome(decision), TOEGANG_OUTCOME_DENY);
    cr_expect_str_eq(toegang_decision_check(decision), "right.context");
    toegang_decision_free(decision);
    question.context = NULL, decision = NULL;
    cr_expect_eq(toegang_check(all, &question, &decision, &report), TOEGANG_GOOD);
    toegang_decision_free(decision);
    toegang_identity_free(identity);
    toegang_free(all);
}

static toegang_status ask_stated(const char *directories, toegang_report *report)
{
    static const char elokets[] = "e-lokets:\n  open: {legal-representative: automatic, others: never}\n"
                                  "  closed: {right: enter, rights: [enter, leave]}\n";
    char config[512];
    toegang_organisation organisation;
    toegang_decision *decision = NULL;
    cr_assert_eq(toegang_kbo_parse("0999999922", 10, &organisation, NULL), TOEGANG_GOOD);
    toegang_stated stated = {TOEGANG_STATED_LEGAL_REPRESENTATIVE, "wv_orgcode", "0999999922", organisation};
    toegang_role role = {"a_rol_3d", "enter:0999999922", "enter", "", organisation, 1};
    toegang_identity *identity = person("90010100123");
    identity->asserts = TOEGANG_ASSERTS_RIGHTS | TOEGANG_ASSERTS_LEGAL_REPRESENTATIVE;
    identity->stated = &stated, identity->stated_count = 1;
    identity->roles = &role, identity->role_count = 1;
    (void)snprintf(config, sizeof config, "directories: {%s}\n%s", directories, elokets);
    toegang *all = open_world(config);
    toegang_question question = {.size = sizeof question,
                                 .identity = identity,
                                 .organisation = organisation,
                                 .eloket = strstr(directories, "kbo") ? "closed" : "open",
                                 .at = AT};
    toegang_status status = toegang_check(all, &question, &decision, report);
    toegang_decision_free(decision);
    toegang_identity_free(identity);
    toegang_free(all);
    return status;
}

/* What an assertion states counts where the register that would know is not configured, and there alone. */
Test(toegang, a_register_that_is_not_configured)
{
    static const struct {
        const char *directories; /* with kbo a right is asked, without it representation */
        toegang_status status;
    } rows[] = {{"btb: \"yaml:kbo.yaml\"", TOEGANG_GOOD},
                {"kbo: \"yaml:kbo.yaml\"", TOEGANG_GOOD},
                {"kbo: \"yaml:kbo.yaml\", rollenbeheer: \"yaml:kbo.yaml\"", TOEGANG_GOOD},
                {"kbo: \"yaml:kbo.yaml\", gebruikersbeheer: \"yaml:kbo.yaml\"", TOEGANG_REFUSED},
                {"kbo: \"yaml:kbo.yaml\", gebruikersbeheer: \"yaml:absent.yaml\"", TOEGANG_INDETERMINATE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        toegang_status status = ask_stated(rows[i].directories, &report);
        cr_expect_eq(status, rows[i].status, "%s: %d %s", rows[i].directories, (int)status, report.check);
    }
}

struct rows {
    size_t count;
    char text[8][64];
};

static toegang_status take_row(void *context, const toegang_representation *row)
{
    struct rows *rows = context;
    if (rows->count < 8)
        snprintf(rows->text[rows->count], 64, "%.11s %s %s %s", row->holder.digits, row->organisation.value,
                 row->as, row->fact->code);
    rows->count++;
    return TOEGANG_GOOD;
}

Test(toegang, who_represents_whom)
{
    toegang *all = open_world(WORLD);
    struct rows rows = {0};
    toegang_organisation organisation;
    toegang_rrn holder = number("90010100123");
    cr_assert_eq(toegang_kbo_parse("0999999922", 10, &organisation, NULL), TOEGANG_GOOD);
    cr_expect_eq(toegang_represent(all, &organisation, NULL, AT, take_row, &rows, NULL), TOEGANG_GOOD);
    cr_assert_eq(rows.count, 2, "a skill and a function that has ended represent nobody");
    cr_expect_str_eq(rows.text[0], "85073003328 0999999922 legal-representative 10007");
    cr_expect_str_eq(rows.text[1], "90010100123 0999999922 htb htb");
    rows.count = 0;
    cr_expect_eq(toegang_represent(all, NULL, &holder, AT, take_row, &rows, NULL), TOEGANG_GOOD);
    cr_assert_eq(rows.count, 1);
    cr_expect_str_eq(rows.text[0], "90010100123 0999999922 htb htb");
    rows.count = 0;
    cr_expect_eq(toegang_represent(all, NULL, &holder, AT - 2 * 365 * 86400, take_row, &rows, NULL),
                 TOEGANG_GOOD);
    cr_expect_eq(rows.count, 2, "two years before both were live");
    cr_expect_eq(toegang_represent(all, NULL, NULL, AT, take_row, &rows, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_represent(all, &organisation, &holder, AT, take_row, &rows, NULL), TOEGANG_MISUSE);
    toegang_free(all);
}

Test(toegang, representation_that_cannot_be_known_is_not_told_by_half)
{
    toegang *all = open_world("directories: {kbo: \"yaml:kbo.yaml\", btb: \"yaml:absent.yaml\"}\n");
    struct rows rows = {0};
    toegang_report report = {0};
    toegang_rrn holder = number("85073003328");
    cr_expect_eq(toegang_represent(all, NULL, &holder, AT, take_row, &rows, &report), TOEGANG_UNAVAILABLE);
    cr_expect_eq(rows.count, 0);
    cr_expect_str_eq(report.check, "file.absent");
    toegang_free(all);
}

Test(toegang, handles)
{
    static const uint8_t key[32] = {1, 2, 3}, other[32] = {1, 2, 4};
    char handle[TOEGANG_HANDLE_MAX], again[TOEGANG_HANDLE_MAX], changed[TOEGANG_HANDLE_MAX];
    toegang_rrn holder = number("85073003328"), opened = {{0}, 0};
    toegang_report report = {0};
    cr_assert_eq(toegang_handle_seal(key, &holder, handle, NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_handle_seal(key, &holder, again, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(handle, again, "the same number and key give the same handle");
    cr_expect(handle[0] == '~' && strlen(handle) == 39 && !strstr(handle, "850730"));
    cr_expect_eq(toegang_handle_open(key, handle, &opened, NULL), TOEGANG_GOOD);
    cr_expect(toegang_rrn_equal(&holder, &opened) && opened.kind == TOEGANG_RRN_NATIONAL);
    opened = (toegang_rrn){{0}, 0};
    cr_expect_eq(toegang_handle_open(other, handle, &opened, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "handle.seal");
    for (size_t i = 0; i < strlen(handle); i++) {
        strcpy(changed, handle);
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        cr_expect_eq(toegang_handle_open(key, changed, &opened, NULL), TOEGANG_REFUSED, "%s", changed);
    }
    static const char *const forms[] = {"",
                                        "~!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!",
                                        "~",
                                        "85073003328",
                                        "~AAAA",
                                        "~AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                                        "~AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        report = (toegang_report){0};
        cr_expect_eq(toegang_handle_open(key, forms[i], &opened, &report), TOEGANG_REFUSED, "%s", forms[i]);
        cr_expect_str_eq(report.check, "handle.form", "%s", forms[i]);
    }
    cr_expect_eq(opened.kind, TOEGANG_RRN_NONE, "untouched");
}
