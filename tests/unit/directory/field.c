/* SPDX-License-Identifier: Apache-2.0 */
/* The fields of a fact by name: which row knows which, and what each makes of a text. */
#include "fact_maker.h"

#include "directory/check.h"
#include "directory/field.h"

#define FUNCTION TOEGANG_FACT_FUNCTION
#define APPOINTMENT TOEGANG_FACT_APPOINTMENT
#define RIGHT TOEGANG_FACT_RIGHT
#define BLOCK TOEGANG_FACT_SUSPENSION

Test(field, names)
{
    static const struct {
        const char *name;
        toegang_fact_kind kind;
        bool of_list, of_row;
    } rows[] = {
        {"holder", FUNCTION, true, true},      {"held-by", FUNCTION, true, true},
        {"held_by", FUNCTION, false, true},    {"held-by", RIGHT, false, false},
        {"code", FUNCTION, true, true},        {"code", RIGHT, false, true},
        {"right", RIGHT, true, true},          {"right", APPOINTMENT, false, false},
        {"role", APPOINTMENT, true, true},     {"granted_by", RIGHT, false, true},
        {"granted-by", FUNCTION, false, false}, {"granted-at", BLOCK, true, true},
        {"eloket", BLOCK, true, true},         {"eloket", FUNCTION, false, false},
        {"as_of", RIGHT, false, true},         {"source", RIGHT, false, true},
        {"", RIGHT, false, false},             {"holde", RIGHT, false, false},
        {"holders", RIGHT, false, false},      {"_older", RIGHT, false, false},
        {"HOLDER", RIGHT, false, false},       {"granted__by", RIGHT, false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_span name = tg_span_of(rows[i].name);
        cr_expect_eq(tg_field_of_list(name, rows[i].kind) != NULL, rows[i].of_list, "list %s", rows[i].name);
        cr_expect_eq(tg_field_of_row(name, rows[i].kind) != NULL, rows[i].of_row, "row %s", rows[i].name);
    }
}

Test(field, what_a_list_must_have_it_may_have)
{
    for (size_t i = 0; i < TG_FIELDS; i++) {
        cr_expect_eq(tg_fields[i].must & ~tg_fields[i].lists, 0U, "%s", tg_fields[i].name);
        cr_expect_eq(tg_fields[i].lists & ~tg_fields[i].rows, 0U, "%s", tg_fields[i].name);
    }
}

Test(field, texts_to_values)
{
    static const struct {
        const char *name, *text, *check;
        toegang_time from, until;
    } rows[] = {
        {"from", "2027-03-01", "", 1803855600, TOEGANG_NEVER},
        {"until", "2027-03-01", "", TOEGANG_ALWAYS, 1803942000},
        {"until", "2027-03-01T10:00:00Z", "", TOEGANG_ALWAYS, 1803895200},
        {"from", "0001-01-01", "", TOEGANG_ALWAYS, TOEGANG_NEVER},
        {"until", "9999-12-31", "", TOEGANG_ALWAYS, TOEGANG_NEVER},
        {"from", "9999-12-31", "", 253402210800, TOEGANG_NEVER},
        {"from", "2027-02-30", CHECK_FACT_TIME, 0, 0},
        {"from", "1803859200", CHECK_FACT_TIME, 0, 0},
        {"from", "", CHECK_FACT_TIME, 0, 0},
        {"holder", "85.07.30-033.29", "rrn.checksum", 0, 0},
        {"organisation", "0999.999.923", "kbo.checksum", 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        toegang_fact fact = tg_fact_empty(RIGHT);
        const struct tg_field *field = tg_field_of_row(tg_span_of(rows[i].name), RIGHT);
        cr_assert_not_null(field, "%s", rows[i].name);
        toegang_status status = field->take(tg_span_of(rows[i].text), 0, &fact, &report);
        cr_expect_eq(status == TOEGANG_GOOD, !*rows[i].check, "%s %s", rows[i].name, rows[i].text);
        cr_expect_str_eq(report.check, rows[i].check, "%s %s", rows[i].name, rows[i].text);
        if (status != TOEGANG_GOOD) continue;
        cr_expect_eq(fact.from, rows[i].from, "%s %s: %lld", rows[i].name, rows[i].text, (long long)fact.from);
        cr_expect_eq(fact.until, rows[i].until, "%s %s: %lld", rows[i].name, rows[i].text, (long long)fact.until);
    }
}

Test(field, a_company_holds_a_function_and_nothing_else_does)
{
    toegang_report report = {0};
    toegang_fact fact = tg_fact_empty(FUNCTION);
    const struct tg_field *field = tg_field_of_row(TG_SPAN("held_by"), FUNCTION);
    cr_expect_eq(field->take(TG_SPAN("ovo:OVO002949"), 0, &fact, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, CHECK_FACT_HELD_BY);
    cr_expect_eq(field->take(TG_SPAN("0406.798.006"), 0, &fact, &report), TOEGANG_GOOD);
    cr_expect_eq(fact.held_by.scheme, TOEGANG_SCHEME_KBO);
}
