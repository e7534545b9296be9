/* SPDX-License-Identifier: Apache-2.0 */
/* AuthZEN: which questions can be asked, how they are written, which answers are a decision. */
#include "../../../lib/directory/http_authzen.h"
#include "directory/check.h"
#include "fact_maker.h"

static toegang_directory_question asked(const char *organisation)
{
    toegang_directory_question question = question_of(TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, organisation);
    question.at = 1767225600;
    question.eloket = "wse-loket";
    question.for_oneself = organisation == NULL;
    return question;
}

Test(http_authzen, fits)
{
    toegang_directory_question question = asked(ONE), other;
    cr_expect(tg_authzen_fits(&question, "gebruiker"));
    cr_expect(!tg_authzen_fits(&question, NULL), "any right");
    cr_expect(!tg_authzen_fits(&question, ""), "a right without a name");
    other = asked(NULL);
    cr_expect(tg_authzen_fits(&other, "gebruiker"), "for oneself");
    other.for_oneself = 0;
    cr_expect(!tg_authzen_fits(&other, "gebruiker"), "any organisation");
    other = question;
    other.holder = (toegang_rrn){.kind = TOEGANG_RRN_NONE};
    cr_expect(!tg_authzen_fits(&other, "gebruiker"), "anybody");
    other = question;
    other.eloket = NULL;
    cr_expect(!tg_authzen_fits(&other, "gebruiker"), "any e-counter");
    other.eloket = "";
    cr_expect(!tg_authzen_fits(&other, "gebruiker"), "an e-counter without a name");
    static const toegang_fact_kind kinds[] = {TOEGANG_FACT_FUNCTION, TOEGANG_FACT_APPOINTMENT, TOEGANG_FACT_SUSPENSION};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        other = question;
        other.kind = kinds[i];
        cr_expect(!tg_authzen_fits(&other, "gebruiker"), "kind %d", (int)kinds[i]);
    }
}

static void expect(const toegang_directory_question *question, const char *right, const char *expected)
{
    struct tg_arena arena = {0};
    struct tg_span came = tg_authzen_write(question, right, &arena);
    cr_expect(tg_span_is(came, expected), "%.*s instead of %s", (int)came.length, came.at, expected);
    tg_arena_free(&arena);
}

Test(http_authzen, writes)
{
    toegang_directory_question question = asked(ONE);
    expect(&question, "gebruiker",
           "{\"subject\":{\"type\":\"person\",\"id\":\"85073003328\"},\"action\":{\"name\":\"gebruiker\"},"
           "\"resource\":{\"type\":\"e-loket\",\"id\":\"wse-loket\",\"properties\":{\"organisation\":\"kbo:0999999922\"}},"
           "\"context\":{\"time\":\"2026-01-01T00:00:00Z\"}}");
    question = asked(NULL);
    question.eloket = "\"}}";
    expect(&question, "a\"b\\\n",
           "{\"subject\":{\"type\":\"person\",\"id\":\"85073003328\"},\"action\":{\"name\":\"a\\\"b\\\\\\n\"},"
           "\"resource\":{\"type\":\"e-loket\",\"id\":\"\\\"}}\"},\"context\":{\"time\":\"2026-01-01T00:00:00Z\"}}");
}

Test(http_authzen, reads)
{
    static const struct {
        const char *json;
        int decision; /* -1: none */
    } rows[] = {
        {"{\"decision\":true}", 1},
        {"{\"decision\":false}", 0},
        {"{\"decision\":true,\"context\":{\"reason_user\":{\"en\":\"yes\"}},\"more\":[1]}", 1},
        {"{\"decision\":false,\"context\":{\"outcome\":\"deny\"}}", 0},
        {"{\"decision\":false,\"context\":{\"outcome\":\"indeterminate\"}}", -1},
        {"{\"decision\":false,\"context\":{\"error\":{\"status\":503,\"message\":\"later\"}}}", -1},
        {"{\"decision\":true,\"context\":{\"error\":null}}", -1},
        {"{\"decision\":false,\"context\":[]}", -1},
        {"{\"decision\":false,\"context\":\"\"}", -1},
        {"{\"decision\":\"true\"}", -1},
        {"{\"decision\":1}", -1},
        {"{\"decision\":null}", -1},
        {"{\"Decision\":true}", -1},
        {"{\"decision\":true,\"decision\":true}", -1},
        {"{\"error\":\"x\"}", -1},
        {"{\"evaluations\":[{\"decision\":true}]}", -1},
        {"[{\"decision\":true}]", -1},
        {"true", -1},
        {"{}", -1},
        {"", -1},
        {"{\"decision\":true} ]", -1},
        {"{\"decision\":true", -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        toegang_report report = {0};
        bool came = rows[i].decision == 0;
        toegang_status status = tg_authzen_read(tg_span_of(rows[i].json), &arena, &came, &report);
        cr_expect_eq(status, rows[i].decision < 0 ? TOEGANG_UNAVAILABLE : TOEGANG_GOOD, "%s", rows[i].json);
        cr_expect_str_eq(report.check, rows[i].decision < 0 ? CHECK_DIRECTORY_ANSWER : "", "%s", rows[i].json);
        if (rows[i].decision >= 0) cr_expect_eq(came, rows[i].decision == 1, "%s", rows[i].json);
        tg_arena_free(&arena);
    }
}
