/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "decision/texts.h"

Test(texts, languages)
{
    static const struct {
        const char *text;
        bool good;
        toegang_language language;
    } rows[] = {{"nl", true, TOEGANG_NL}, {"en", true, TOEGANG_EN}, {"fr", true, TOEGANG_FR},
                {"de", true, TOEGANG_DE}, {"NL", false, 0},         {"nl-BE", false, 0},
                {"", false, 0},           {"es", false, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_language language = TOEGANG_DE;
        toegang_report report = {0};
        toegang_status status = toegang_language_parse(rows[i].text, &language, &report);
        cr_expect_eq(status == TOEGANG_GOOD, rows[i].good, "%s", rows[i].text);
        cr_expect_eq(language, rows[i].good ? rows[i].language : TOEGANG_DE, "%s", rows[i].text);
        if (!rows[i].good) cr_expect_str_eq(report.check, "language.unknown");
    }
    toegang_language language;
    for (unsigned i = 0; i < TOEGANG_LANGUAGES; i++) {
        toegang_language again = TOEGANG_LANGUAGES;
        cr_assert_eq(toegang_language_parse(toegang_language_name((toegang_language)i), &again, NULL), TOEGANG_GOOD);
        cr_expect_eq((unsigned)again, i);
    }
    cr_expect_str_eq(toegang_language_name((toegang_language)TOEGANG_LANGUAGES), "en");
    cr_expect_eq(toegang_language_parse(NULL, &language, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_language_parse("nl", NULL, NULL), TOEGANG_MISUSE);
}

/* A Belgian day ends at 22:00 or 23:00 UTC. */
Test(texts, days)
{
    static const struct {
        toegang_time time;
        const char *said[TOEGANG_LANGUAGES];
    } rows[] = {{1551394800, {"01-03-2019", "2019-03-01", "01/03/2019", "01.03.2019"}},
                {1551394799, {"28-02-2019", "2019-02-28", "28/02/2019", "28.02.2019"}},
                {1759269600, {"01-10-2025", "2025-10-01", "01/10/2025", "01.10.2025"}},
                {TOEGANG_NEVER, {"31-12-9999", "9999-12-31", "31/12/9999", "31.12.9999"}},
                {TOEGANG_ALWAYS, {"02-01-0001", "0001-01-02", "02/01/0001", "02.01.0001"}},
                {1759269599, {"30-09-2025", "2025-09-30", "30/09/2025", "30.09.2025"}}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (unsigned language = 0; language < TOEGANG_LANGUAGES; language++) {
            char out[32];
            struct tg_text text = tg_text_of(out, sizeof out);
            tg_say_day(&text, rows[i].time, (toegang_language)language);
            cr_expect_str_eq(out, rows[i].said[language]);
        }
}

Test(texts, arguments_are_put_in_and_made_safe)
{
    static const struct tg_said said = {{"a {1} b {0} c {2}.", "{0}{0}", "{x} {0", "{9}"}};
    static const char *const arguments[] = {"one", "85073003328", NULL};
    static const char *const expected[] = {"a 850730***** b one c .", "oneone", "{x} {0", ""};
    for (unsigned language = 0; language < TOEGANG_LANGUAGES; language++) {
        char out[64];
        struct tg_text text = tg_text_of(out, sizeof out);
        tg_say(&text, &said, (toegang_language)language, arguments);
        cr_expect_str_eq(out, expected[language], "%s", out);
    }
    cr_expect_str_eq(tg_in(&said, (toegang_language)77), "{0}{0}", "a language out of range is English");
}

Test(texts, functions)
{
    static const struct {
        const char *code, *said;
    } rows[] = {{"10006", "manager (10006)"},
                {"10002", "director (10002)"},
                {"20090", "entrepreneurial skill (20090)"},
                {"43210", "function 43210"},
                {"2", "function 2"},
                {"", "function "}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[64];
        struct tg_text text = tg_text_of(out, sizeof out);
        tg_say_function(&text, rows[i].code, TOEGANG_EN);
        cr_expect_str_eq(out, rows[i].said);
    }
}

/* A check of an adapter that is not ours still gets a sentence, by its status. */
Test(texts, of_checks_that_are_not_ours)
{
    cr_expect_null(tg_check_text("my.adapter.down"));
    cr_expect_neq(tg_what_of("my.adapter.down", TOEGANG_UNAVAILABLE),
                  tg_what_of("my.adapter.down", TOEGANG_REFUSED));
    cr_expect_eq(tg_todo_of("my.adapter.down", TOEGANG_UNAVAILABLE), &tg_todo_try_later);
    cr_expect_not_null(tg_check_text("saml.signature.digest"));
}
