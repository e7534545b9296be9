/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <string.h>

#include <toegang/number.h>

#include "number/check.h"

static toegang_status parse(const char *text, toegang_organisation *out, toegang_report *report)
{
    return toegang_organisation_parse(text, strlen(text), out, report);
}

Test(organisation, typed_keys)
{
    static const struct {
        const char *text;
        toegang_scheme scheme;
        const char *value, *shown;
    } rows[] = {
        {"0999.999.922", TOEGANG_SCHEME_KBO, "0999999922", "0999.999.922"},
        {"999.999.922", TOEGANG_SCHEME_KBO, "0999999922", "0999.999.922"},
        {"BE 0999.999.922", TOEGANG_SCHEME_KBO, "0999999922", "0999.999.922"},
        {"kbo:0999999922", TOEGANG_SCHEME_KBO, "0999999922", "0999.999.922"},
        {"kbo:0999.999.922", TOEGANG_SCHEME_KBO, "0999999922", "0999.999.922"},
        {"establishment:2297964444", TOEGANG_SCHEME_ESTABLISHMENT, "2297964444", "2.297.964.444"},
        {"establishment:2.297.964.444", TOEGANG_SCHEME_ESTABLISHMENT, "2297964444", "2.297.964.444"},
        {"OVO002949", TOEGANG_SCHEME_OVO, "OVO002949", "OVO002949"},
        {"ovo:OVO002949", TOEGANG_SCHEME_OVO, "OVO002949", "OVO002949"},
        {"nis:44021", TOEGANG_SCHEME_NIS, "44021", "44021"},
        {"nis:02000", TOEGANG_SCHEME_NIS, "02000", "02000"},
        {"school:27", TOEGANG_SCHEME_SCHOOL, "27", "27"},
        {"school:000027", TOEGANG_SCHEME_SCHOOL, "27", "27"},
        {"school:123456", TOEGANG_SCHEME_SCHOOL, "123456", "123456"},
        {"V0001001", TOEGANG_SCHEME_VCODE, "V0001001", "V0001001"},
        {"vcode:V9999999", TOEGANG_SCHEME_VCODE, "V9999999", "V9999999"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_organisation out = {.scheme = TOEGANG_SCHEME_NONE};
        char shown[24];
        cr_assert_eq(parse(rows[i].text, &out, NULL), TOEGANG_GOOD, "%s", rows[i].text);
        cr_expect_eq(out.scheme, rows[i].scheme, "%s", rows[i].text);
        cr_expect_str_eq(out.value, rows[i].value);
        toegang_organisation_format(&out, shown);
        cr_expect_str_eq(shown, rows[i].shown);
    }
}

Test(organisation, refusals)
{
    static const struct {
        const char *text, *check;
    } rows[] = {
        {"", CHECK_ORGANISATION_ABSENT},
        {"2297964444", CHECK_KBO_ESTABLISHMENT},
        {"kbo:2297964444", CHECK_KBO_ESTABLISHMENT},
        {"establishment:0999999922", CHECK_ESTABLISHMENT_SERIES},
        {"85073003328", CHECK_KBO_LENGTH}, /* a person is no organisation */
        {"85.07.30-033.28", CHECK_KBO_FORM},
        {":", CHECK_ORGANISATION_SCHEME},
        {" ", CHECK_KBO_LENGTH},
        {":0999999922", CHECK_ORGANISATION_SCHEME},
        {"KBO:0999999922", CHECK_ORGANISATION_SCHEME},
        {"kbo :0999999922", CHECK_ORGANISATION_SCHEME},
        {"vat:0999999922", CHECK_ORGANISATION_SCHEME},
        {"kbo:kbo:0999999922", CHECK_KBO_FORM},
        {"kbo:", CHECK_ORGANISATION_ABSENT},
        {"establishment:", CHECK_ORGANISATION_ABSENT},
        {"ovo:", CHECK_ORGANISATION_ABSENT},
        {"ovo:002949", CHECK_OVO_FORM},
        {"ovo002949", CHECK_KBO_FORM},
        {"OVO02949", CHECK_OVO_FORM},
        {"OVO0029490", CHECK_OVO_FORM},
        {"OVO00294x", CHECK_OVO_FORM},
        {"OVO002949'; --", CHECK_OVO_FORM},
        {"OVO002949*)(", CHECK_OVO_FORM},
        {"nis:", CHECK_ORGANISATION_ABSENT},
        {"nis:4402", CHECK_NIS_FORM},
        {"nis:440210", CHECK_NIS_FORM},
        {"nis:00000", CHECK_NIS_FORM},
        {"44021", CHECK_KBO_LENGTH}, /* without its prefix it could be a school as well */
        {"school:", CHECK_ORGANISATION_ABSENT},
        {"school:0", CHECK_SCHOOL_FORM},
        {"school:000000", CHECK_SCHOOL_FORM},
        {"school:1234567", CHECK_SCHOOL_FORM},
        {"school:12a", CHECK_SCHOOL_FORM},
        {"vcode:", CHECK_ORGANISATION_ABSENT},
        {"V0001000", CHECK_VCODE_FORM},
        {"V0000000", CHECK_VCODE_FORM},
        {"V001001", CHECK_VCODE_FORM},
        {"V00010010", CHECK_VCODE_FORM},
        {"v0001001", CHECK_KBO_FORM},
        {"vcode:v0001001", CHECK_VCODE_FORM},
        {"\"APOTHEEK DE LINDE\"", CHECK_KBO_FORM},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_organisation out, before;
        toegang_report report = {0};
        memset(&out, 0x5a, sizeof out);
        before = out;
        cr_expect_eq(parse(rows[i].text, &out, &report), TOEGANG_REFUSED, "%s", rows[i].text);
        cr_expect_str_eq(report.check, rows[i].check, "%s: %s", rows[i].text, report.check);
        cr_expect_eq(memcmp(&out, &before, sizeof out), 0, "%s", rows[i].text);
    }
    toegang_organisation out;
    cr_expect_eq(toegang_organisation_parse(NULL, 0, &out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_organisation_parse("0999999922", 10, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_organisation_parse("OVO002949\0", 10, &out, NULL), TOEGANG_REFUSED);
}

Test(organisation, a_national_number_in_its_place_is_not_told)
{
    static const char *const texts[] = {"nis:85073003328", "ovo:85073003328", "school:85.07.30-033.28",
                                        "85073003328:x"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        toegang_organisation out;
        toegang_report report = {0};
        cr_expect_eq(parse(texts[i], &out, &report), TOEGANG_REFUSED);
        cr_expect_null(strstr(report.came, "033"), "%s", report.came);
        cr_expect_null(strstr(report.came, "3328"), "%s", report.came);
    }
}

Test(organisation, equality_needs_two_keys_of_one_kind)
{
    toegang_organisation kbo, same, other, nis, school, zero;
    memset(&zero, 0, sizeof zero);
    cr_assert_eq(parse("0999.999.922", &kbo, NULL), TOEGANG_GOOD);
    cr_assert_eq(parse("kbo:0999999922", &same, NULL), TOEGANG_GOOD);
    cr_assert_eq(parse("0884303369", &other, NULL), TOEGANG_GOOD);
    cr_assert_eq(parse("nis:44021", &nis, NULL), TOEGANG_GOOD);
    cr_assert_eq(parse("school:44021", &school, NULL), TOEGANG_GOOD);
    cr_expect(toegang_organisation_equal(&kbo, &same));
    cr_expect_not(toegang_organisation_equal(&kbo, &other));
    cr_expect_not(toegang_organisation_equal(&nis, &school), "the same digits of another kind");
    cr_expect_not(toegang_organisation_equal(&zero, &zero));
    cr_expect_not(toegang_organisation_equal(&kbo, &zero));
    cr_expect_not(toegang_organisation_equal(NULL, &kbo));
    cr_expect_not(toegang_organisation_equal(&kbo, NULL));
}

Test(organisation, key)
{
    static const char *const rows[] = {"kbo:0999999922", "establishment:2297964444", "ovo:OVO002949", "nis:44021",
                                       "school:123", "vcode:V0001001"};
    char key[TOEGANG_ORGANISATION_KEY_MAX];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_organisation organisation = {0}, again = {0};
        cr_assert_eq(parse(rows[i], &organisation, NULL), TOEGANG_GOOD, "%s", rows[i]);
        toegang_organisation_key(&organisation, key);
        cr_expect_str_eq(key, rows[i]);
        cr_assert_eq(parse(key, &again, NULL), TOEGANG_GOOD);
        cr_expect(toegang_organisation_equal(&organisation, &again), "%s", rows[i]);
    }
    const toegang_organisation none[] = {{.scheme = TOEGANG_SCHEME_NONE}, {.value = "0999999922"}, {"1", 99}};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        toegang_organisation_key(&none[i], key);
        cr_expect_str_eq(key, "", "row %zu", i);
    }
    toegang_organisation_key(NULL, key);
    cr_expect_str_eq(key, "");
}

Test(organisation, names_of_schemes)
{
    static const char *const names[] = {NULL, "kbo", "establishment", "ovo", "nis", "school", "vcode", NULL};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *name = toegang_scheme_name((toegang_scheme)i);
        cr_expect_eq(name == NULL, names[i] == NULL);
        if (name) cr_expect_str_eq(name, names[i]);
    }
    cr_expect_null(toegang_scheme_name((toegang_scheme)-1));
    char shown[24];
    toegang_organisation_format(NULL, shown);
    cr_expect_str_eq(shown, "");
    toegang_organisation_format(&(toegang_organisation){.scheme = TOEGANG_SCHEME_NONE}, shown);
    cr_expect_str_eq(shown, "");
}
