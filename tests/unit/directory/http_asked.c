/* SPDX-License-Identifier: Apache-2.0 */
/* A question becomes JSON, and an object is that question or another. */
#include <stdio.h>

#include "../../../lib/directory/http_register.h"
#include "fact_maker.h"

#define AT 1767225600 /* 2026-01-01T00:00:00Z */

static toegang_directory_question asked_at(toegang_register reg, toegang_fact_kind kind)
{
    toegang_directory_question question = question_of(reg, kind, NULL, NULL);
    question.at = AT;
    return question;
}

static void expect(const toegang_directory_question *question, const char *expected)
{
    struct tg_arena arena = {0};
    struct tg_asked asked;
    struct tg_json *tree = NULL;
    static const struct tg_json_limits limits = {65536, 1, 20};
    tg_asked_of(question, &asked);
    struct tg_span came = tg_asked_write(&asked, &arena);
    cr_expect(tg_span_is(came, expected), "%.*s instead of %s", (int)came.length, came.at, expected);
    cr_assert_eq(tg_json_read(came, &limits, &arena, &tree, NULL), TOEGANG_GOOD, "%s", expected);
    cr_expect(tg_asked_same(&asked, tree), "%s", expected);
    tg_arena_free(&arena);
}

Test(http_asked, only_what_is_given)
{
    toegang_directory_question question = asked_at(TOEGANG_KBO, TOEGANG_FACT_FUNCTION);
    expect(&question, "{\"register\":\"kbo\",\"kind\":\"function\",\"at\":\"2026-01-01T00:00:00Z\"}");
    question.at = TOEGANG_ALWAYS;
    question.since = TOEGANG_NEVER;
    question.wanted = "not-told";
    question.patience_ms = 7;
    expect(&question, "{\"register\":\"kbo\",\"kind\":\"function\"}");
    question = asked_at(TOEGANG_ROLLENBEHEER, TOEGANG_FACT_RIGHT);
    question.holder = rrn_of(ANN);
    question.organisation = organisation_of(ONE);
    question.eloket = "wse-loket";
    question.since = AT - 60;
    question.fresh = 1;
    expect(&question, "{\"register\":\"rollenbeheer\",\"kind\":\"right\",\"holder\":\"85073003328\","
                      "\"organisation\":\"kbo:0999999922\",\"eloket\":\"wse-loket\",\"at\":\"2026-01-01T00:00:00Z\","
                      "\"since\":\"2025-12-31T23:59:00Z\",\"fresh\":true}");
    question = asked_at(TOEGANG_BTB, TOEGANG_FACT_SUSPENSION);
    question.for_oneself = 1;
    question.at = 0;
    expect(&question, "{\"register\":\"btb\",\"kind\":\"suspension\",\"for_oneself\":true,\"at\":\"1970-01-01T00:00:00Z\"}");
    question.for_oneself = 0;
    question.kind = TOEGANG_FACT_APPOINTMENT;
    question.organisation = organisation_of("ovo:OVO002949");
    expect(&question, "{\"register\":\"btb\",\"kind\":\"appointment\",\"organisation\":\"ovo:OVO002949\","
                      "\"at\":\"1970-01-01T00:00:00Z\"}");
}

/* Whatever a name of an e-counter is made of, it stays within its quotes. */
Test(http_asked, nothing_escapes)
{
    static const char *const rows[][2] = {
        {"\",\"holder\":\"85073003328", "\\\",\\\"holder\\\":\\\"85073003328"},
        {"a\nb\\", "a\\nb\\\\"},
        {"\x01\x7f", "\\u0001\\u007f"},
        {"' OR 1=1 --", "' OR 1=1 --"},
        {"*)(uid=*", "*)(uid=*"},
        {"caf\xc3\xa9", "caf\xc3\xa9"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char expected[256];
        toegang_directory_question question = asked_at(TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT);
        question.eloket = rows[i][0];
        (void)snprintf(expected, sizeof expected,
                       "{\"register\":\"gebruikersbeheer\",\"kind\":\"right\",\"eloket\":\"%s\","
                       "\"at\":\"2026-01-01T00:00:00Z\"}",
                       rows[i][1]);
        expect(&question, expected);
    }
}

/* What JSON cannot say is asked as something else, and no answer to that counts. */
Test(http_asked, what_is_no_text_is_never_the_same)
{
    struct tg_arena arena = {0};
    struct tg_asked asked;
    struct tg_json *tree = NULL;
    static const struct tg_json_limits limits = {65536, 1, 20};
    toegang_directory_question question = asked_at(TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT);
    question.eloket = "\xff\xfe";
    tg_asked_of(&question, &asked);
    cr_assert_eq(tg_json_read(tg_asked_write(&asked, &arena), &limits, &arena, &tree, NULL), TOEGANG_GOOD);
    cr_expect(!tg_asked_same(&asked, tree));
    tg_arena_free(&arena);
}

Test(http_asked, another_question)
{
    static const struct {
        const char *json;
        bool is_same;
    } rows[] = {
        {"{\"register\":\"kbo\",\"kind\":\"function\",\"holder\":\"85073003328\",\"fresh\":true}", true},
        {"{\"fresh\":true,\"holder\":\"85073003328\",\"kind\":\"function\",\"register\":\"kbo\"}", true},
        {"{\"register\":\"\\u006bbo\",\"kind\":\"function\",\"holder\":\"85073003328\",\"fresh\":true}", true},
        {"{\"register\":\"kbo\",\"kind\":\"function\",\"holder\":\"85073003328\"}", false},
        {"{\"register\":\"kbo\",\"kind\":\"function\",\"holder\":\"85073003328\",\"fresh\":true,\"at\":\"x\"}", false},
        {"{\"register\":\"kbo\",\"kind\":\"function\",\"holder\":\"85073003328\",\"fresh\":false}", false},
        {"{\"register\":\"kbo\",\"kind\":\"function\",\"holder\":\"85073003328\",\"fresh\":\"true\"}", false},
        {"{\"register\":\"kbo\",\"kind\":\"function\",\"holder\":85073003328,\"fresh\":true}", false},
        {"{\"register\":\"kbo\",\"kind\":\"function\",\"holder\":\"81050103522\",\"fresh\":true}", false},
        {"{\"register\":\"btb\",\"kind\":\"function\",\"holder\":\"85073003328\",\"fresh\":true}", false},
        {"{\"register\":\"kbo\",\"kind\":\"function\",\"Holder\":\"85073003328\",\"fresh\":true}", false},
        {"{}", false},
        {"[]", false},
        {"null", false},
        {"\"kbo\"", false},
    };
    toegang_directory_question question = asked_at(TOEGANG_KBO, TOEGANG_FACT_FUNCTION);
    question.holder = rrn_of(ANN);
    question.fresh = 1;
    question.at = TOEGANG_ALWAYS;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_asked asked;
        struct tg_json *tree = NULL;
        static const struct tg_json_limits limits = {65536, 2, 20};
        tg_asked_of(&question, &asked);
        cr_assert_eq(tg_json_read(tg_span_of(rows[i].json), &limits, &arena, &tree, NULL), TOEGANG_GOOD, "%zu", i);
        cr_expect_eq(tg_asked_same(&asked, tree), rows[i].is_same, "%s", rows[i].json);
        tg_arena_free(&arena);
    }
    struct tg_asked asked;
    tg_asked_of(&question, &asked);
    cr_expect(!tg_asked_same(&asked, NULL));
}
