/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <toegang/number.h>

#include "number/check.h"
#include "number_maker.h"

typedef toegang_status parser(const char *, size_t, toegang_organisation *, toegang_report *);

struct row {
    const char *text, *check;
};

/* With value "" when it is refused. */
static void expect(parser *parse, const struct row *row, const char *value)
{
    toegang_organisation out, before;
    toegang_report report = {0};
    memset(&out, 0x5a, sizeof out);
    before = out;
    toegang_status status = parse(row->text, strlen(row->text), &out, &report);
    cr_expect_str_eq(report.check, row->check, "'%s': %s", row->text, report.check);
    cr_expect_eq(status, *row->check ? TOEGANG_REFUSED : TOEGANG_GOOD, "'%s'", row->text);
    if (*row->check)
        cr_expect_eq(memcmp(&out, &before, sizeof out), 0, "'%s' touched out", row->text);
    else
        cr_expect_str_eq(out.value, value, "'%s'", row->text);
}

Test(kbo, every_written_form_is_the_same_number)
{
    static const char *const texts[] = {"0999999922",    "0999.999.922",    "0999 999 922",   "BE0999999922",
                                        "BE 0999999922", "BE 0999.999.922", "BE0999.999.922", "999999922",
                                        "999.999.922",   "BE 999.999.922",  "0999.999922"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect(toegang_kbo_parse, &(struct row){texts[i], ""}, "0999999922");
}

Test(kbo, refusals)
{
    static const struct row rows[] = {
        {"", CHECK_KBO_LENGTH},
        {"BE", CHECK_KBO_LENGTH},
        {"54321", CHECK_KBO_LENGTH},
        {"20000000032", CHECK_KBO_LENGTH},
        {"00999999922", CHECK_KBO_LENGTH},
        {"0999999922000000000000000000000000000000000000000000000000000000000000", CHECK_KBO_LENGTH},
        {"test", CHECK_KBO_FORM},
        {"be0999999922", CHECK_KBO_FORM},
        {"NL0999999922", CHECK_KBO_FORM},
        {"BE  0999999922", CHECK_KBO_FORM},
        {"BE-0999999922", CHECK_KBO_FORM},
        {" 0999999922", CHECK_KBO_FORM},
        {"0999999922 ", CHECK_KBO_FORM},
        {"0999-999-922", CHECK_KBO_FORM},
        {"099.999.9922", CHECK_KBO_FORM},
        {"0.999.999.922", CHECK_KBO_FORM},
        {"0999..999.922", CHECK_KBO_FORM},
        {"0999.999.922.", CHECK_KBO_FORM},
        {"0999/999/922", CHECK_KBO_FORM},
        {"9999999922", CHECK_KBO_SERIES},
        {"2297964444", CHECK_KBO_ESTABLISHMENT},
        {"2.297.964.444", CHECK_KBO_ESTABLISHMENT},
        {"8111111111", CHECK_KBO_ESTABLISHMENT},
        {"0000000000", CHECK_KBO_ZERO},
        {"000000000", CHECK_KBO_ZERO},
        {"0999999923", CHECK_KBO_CHECKSUM},
        {"0884303370", CHECK_KBO_CHECKSUM},
        {"0456765432", CHECK_KBO_CHECKSUM}, /* popular fakes */
        {"0123456789", CHECK_KBO_CHECKSUM},
        {"0874713140", CHECK_KBO_CHECKSUM},
        {"0404221000", CHECK_KBO_CHECKSUM},
        {"0999999900", CHECK_KBO_CHECKSUM},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) expect(toegang_kbo_parse, &rows[i], "");
}

Test(kbo, an_octet_zero_is_no_digit)
{
    toegang_organisation out;
    toegang_report report = {0};
    cr_expect_eq(toegang_kbo_parse("099999992\0", 10, &out, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, CHECK_KBO_FORM);
    cr_expect_eq(toegang_kbo_parse(NULL, 0, &out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_kbo_parse("0999999922", 10, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_establishment_parse(NULL, 0, &out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_establishment_parse("2297964444", 10, NULL, NULL), TOEGANG_MISUSE);
}

/* In the 0-series, the 1-series of 2023 and among establishment units. */
Test(kbo, all_residues)
{
    for (unsigned first = 0; first <= 9; first++)
        for (unsigned i = 1; i <= 97; i++) {
            char eight[9], text[11];
            snprintf(eight, sizeof eight, "%u%07u", first, 1234000 + i);
            make_kbo(eight, text);
            const char *kbo = first <= 1 ? "" : first <= 8 ? CHECK_KBO_ESTABLISHMENT : CHECK_KBO_SERIES;
            const char *unit = first >= 2 && first <= 8 ? "" : CHECK_ESTABLISHMENT_SERIES;
            expect(toegang_kbo_parse, &(struct row){text, kbo}, text);
            expect(toegang_establishment_parse, &(struct row){text, unit}, text);
            for (unsigned check = 0; check < 100; check++) {
                char other[11];
                snprintf(other, sizeof other, "%s%02u", eight, check);
                if (strcmp(other, text) == 0)
                    continue; /* 00, 98 and 99 are never right: python-stdnum takes them */
                expect(toegang_kbo_parse, &(struct row){other, *kbo ? kbo : CHECK_KBO_CHECKSUM}, "");
                expect(toegang_establishment_parse,
                       &(struct row){other, *unit ? unit : CHECK_ESTABLISHMENT_CHECKSUM}, "");
            }
        }
}

Test(kbo, the_report_says_which_check_digits_fit)
{
    toegang_report report = {0};
    toegang_organisation out;
    cr_expect_eq(toegang_kbo_parse("0999999923", 10, &out, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.expected, "check digits 22");
    cr_expect_str_eq(report.came, "check digits 23");
}

Test(establishment, forms_and_refusals)
{
    static const struct row rows[] = {
        {"2297964444", ""},
        {"2.297.964.444", ""},
        {"2 297 964 444", ""},
        {"", CHECK_ESTABLISHMENT_LENGTH},
        {"297964444", CHECK_ESTABLISHMENT_LENGTH},
        {"22979644440", CHECK_ESTABLISHMENT_LENGTH},
        {"2297964444000000000000000000000000000000000000000000000000000000000000",
         CHECK_ESTABLISHMENT_LENGTH},
        {"BE2297964444", CHECK_ESTABLISHMENT_FORM},
        {"22.97.964.444", CHECK_ESTABLISHMENT_FORM},
        {"2.297.964.444 ", CHECK_ESTABLISHMENT_FORM},
        {"0884303369", CHECK_ESTABLISHMENT_SERIES},
        {"9297964444", CHECK_ESTABLISHMENT_SERIES},
        {"2111111111", CHECK_ESTABLISHMENT_CHECKSUM},
        {"2297964445", CHECK_ESTABLISHMENT_CHECKSUM},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect(toegang_establishment_parse, &rows[i], "2297964444");
}
