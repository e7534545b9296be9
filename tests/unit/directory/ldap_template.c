/* SPDX-License-Identifier: Apache-2.0 */
/* Filters: what is one, what is put in, and that nothing put in ends a value. */
#include <stdio.h>

#include "../../../lib/directory/ldap_template.h"
#include "fact_maker.h"

Test(ldap_template, escaping)
{
    static const struct {
        const char *text;
        size_t length;
        const char *expected;
    } rows[] = {
        {"", 0, ""},
        {"85073003328", 11, "85073003328"},
        {"kbo:0999999922", 14, "kbo:0999999922"},
        {"a*b", 3, "a\\2ab"},
        {"(cn=*)", 6, "\\28cn\\3d\\2a\\29"},
        {"\\2a", 3, "\\5c2a"},
        {"a\0b", 3, "a\\00b"},
        {"\0", 1, "\\00"},
        {" a b ", 5, "\\20a\\20b\\20"},
        {"\xc3\xa9", 2, "\\c3\\a9"},
        {"\xff\x7f\x01", 3, "\\ff\\7f\\01"},
        {"#<>=~!&|\"',;+{}", 15, "\\23\\3c\\3e\\3d\\7e\\21\\26\\7c\\22\\27\\2c\\3b\\2b\\7b\\7d"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[64];
        struct tg_text text = tg_text_of(out, sizeof out);
        tg_ldap_escape(&text, (struct tg_span){rows[i].text, rows[i].length});
        cr_expect_str_eq(out, rows[i].expected, "row %zu", i);
    }
}

Test(ldap_template, templates)
{
    static const struct {
        const char *filter;
        bool good;
    } rows[] = {
        {"(uid={holder})", true},
        {"(&(objectClass=person)(|(uid={holder})(cn=x*y))(!(l=*)))", true},
        {"(member=uid={holder},ou=people,dc=example)", true},
        {"(cn:caseExactMatch:={eloket})", true},
        {"(a>={register})", true},
        {"(a={organisation}{organisation-value})", true},
        {"(a=)", true},
        {"(a=\\2a\\7bholder\\7d)", true},
        {"(&(!(a=b))(uid={holder}))", true}, /* beside a !, not below it */
        {"(a=\xc3\xa9)", true},
        {"", false},
        {"uid={holder}", false},
        {"(uid={holder}", false},
        {"(uid={holder}))", false},
        {"(a=b)(c=d)", false},
        {" (a=b)", false},
        {"(a=b) ", false},
        {"(&(a=b) (c=d))", false},
        {"()", false},
        {"(a)", false},
        {"(=b)", false},
        {"((a=b))", false},
        {"(a=(b))", false},
        {"({holder}=b)", false},
        {"(a{holder}=b)", false},
        {"(a={holder)", false},
        {"(a={})", false},
        {"(a={Holder})", false},
        {"(a={holder }x)", false},
        {"(a=}x)", false},
        {"(a=\\zz)", false},
        {"(a=\\2)", false},
        {"(a=\\)", false},
        {"(!(uid={holder}))", false},
        {"(&(a=b)(!(|(c=d)(uid={holder}))))", false},
        {"(a=\xff)", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *wrong = tg_ldap_template_wrong(rows[i].filter);
        cr_expect_eq(wrong == NULL, rows[i].good, "%s: %s", rows[i].filter, wrong ? wrong : "good");
    }
}

Test(ldap_template, limits)
{
    char filter[TG_LDAP_FILTER_MAX + 16];
    for (unsigned depth = 1; depth <= TG_LDAP_DEPTH_MAX + 1; depth++) {
        struct tg_text text = tg_text_of(filter, sizeof filter);
        for (unsigned i = 1; i < depth; i++) tg_text_add(&text, "(&");
        tg_text_add(&text, "(a=b)");
        for (unsigned i = 1; i < depth; i++) tg_text_add_char(&text, ')');
        cr_expect_eq(tg_ldap_template_wrong(filter) == NULL, depth <= TG_LDAP_DEPTH_MAX, "depth %u", depth);
    }
    for (size_t length = TG_LDAP_FILTER_MAX; length <= TG_LDAP_FILTER_MAX + 1; length++) {
        (void)snprintf(filter, sizeof filter, "(a=%0*d)", (int)length - 4, 0);
        cr_expect_eq(tg_ldap_template_wrong(filter) == NULL, length <= TG_LDAP_FILTER_MAX, "%zu octets",
                     length);
    }
}

Test(ldap_template, writing)
{
    static const char all[] =
        "(&(u={holder})(o={organisation})(v=x{organisation-value}y)(e={eloket})(r={register}))";
    const toegang_rrn ann = rrn_of(ANN);
    const toegang_organisation one = organisation_of(ONE);
    const struct {
        const char *filter;
        toegang_directory_question question;
        const char *expected;
    } rows[] = {
        {all,
         {.holder = ann, .organisation = one, .eloket = "a)(b", .reg = TOEGANG_ROLLENBEHEER},
         "(&(u=85073003328)(o=kbo:0999999922)(v=x0999999922y)(e=a\\29\\28b)(r=rollenbeheer))"},
        {all, {.reg = TOEGANG_KBO}, "(&(objectClass=*)(objectClass=*)(objectClass=*)(objectClass=*)(r=kbo))"},
        {all,
         {.holder = ann, .for_oneself = 1, .reg = TOEGANG_BTB},
         "(&(u=85073003328)(objectClass=*)(objectClass=*)(objectClass=*)(r=btb))"},
        {"(|(u={holder})(p=*))", {.reg = TOEGANG_KBO}, "(|(objectClass=*)(p=*))"},
        {"(a=x{holder}y{eloket}z)", {.holder = ann, .reg = TOEGANG_KBO}, "(objectClass=*)"},
        {"(e={eloket})", {.eloket = "", .reg = TOEGANG_KBO}, "(e=)"},
        {"(e={eloket})", {.eloket = "{holder}", .reg = TOEGANG_KBO}, "(e=\\7bholder\\7d)"},
        {"(&(!(a=b*))(c=\\28))", {.reg = TOEGANG_KBO}, "(&(!(a=b*))(c=\\28))"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[512];
        struct tg_text text = tg_text_of(out, sizeof out);
        cr_assert_null(tg_ldap_template_wrong(rows[i].filter));
        tg_ldap_template_write(&text, rows[i].filter, &rows[i].question);
        cr_expect_str_eq(out, rows[i].expected, "row %zu", i);
        cr_expect_eq(text.length, strlen(rows[i].expected));
    }
}
