/* SPDX-License-Identifier: Apache-2.0 */
/* The answer of a register service: what becomes facts, and everything that does not. */
#include <stdio.h>

#include "../../../lib/directory/http_register.h"
#include "directory/check.h"
#include "fact_maker.h"

#define AT 1767225600 /* 2026-01-01T00:00:00Z */
#define QUESTION "{\"register\":\"kbo\",\"kind\":\"function\",\"at\":\"2026-01-01T00:00:00Z\"}"
#define WITH(facts) \
    "{\"question\":" QUESTION ",\"as_of\":\"2025-12-31T00:00:00.9Z\",\"complete\":true,\"facts\":[" facts "]}"
#define HOLDER "\"holder\":\"85073003328\""
#define PLACE "\"organisation\":\"kbo:0999999922\",\"code\":\"10007\""

struct read {
    struct tg_arena arena; /* of what was kept */
    struct kept kept;
    toegang_report report;
    toegang_status status;
};

static struct read read_as(const char *octets, size_t length, const toegang_directory_question *question,
                           toegang_status sink)
{
    struct read read = {.kept = {.answer = sink}};
    struct tg_asked asked;
    tg_asked_of(question, &asked);
    const struct tg_register_reading reading = {question, &asked, "register.example", TOEGANG_RRN_DIGITS_ONLY,
                                                &read.arena, &read.report};
    read.status = tg_register_read((struct tg_span){octets, length}, &reading, keep, &read.kept);
    return read;
}

static toegang_directory_question functions(void)
{
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, NULL);
    question.at = AT;
    return question;
}

Test(http_register, facts)
{
    toegang_directory_question question = functions();
    const char *json = WITH("{" HOLDER "," PLACE ",\"from\":\"2019-03-01\",\"until\":\"2027-03-01\",\"source\":\"12\"},"
                            "{\"held_by\":\"kbo:0406798006\",\"organisation\":\"kbo:0884303369\",\"code\":\"10002\","
                            "\"from\":\"2020-01-01T00:00:00Z\"}");
    struct read read = read_as(json, strlen(json), &question, TOEGANG_GOOD);
    cr_assert_eq(read.status, TOEGANG_GOOD, "%s %s", read.report.check, read.report.came);
    cr_assert_eq(read.kept.count, 2);
    const toegang_fact *one = &read.kept.facts[0], *two = &read.kept.facts[1];
    toegang_rrn ann = rrn_of(ANN);
    toegang_organisation place = organisation_of(ONE), company = organisation_of(COMPANY);
    cr_expect(toegang_rrn_equal(&one->holder, &ann) && toegang_organisation_equal(&one->organisation, &place));
    cr_expect_eq(one->kind, TOEGANG_FACT_FUNCTION);
    cr_expect_str_eq(one->code, "10007");
    cr_expect_str_eq(one->source, "http:register.example#12");
    cr_expect_eq(one->from, 1551394800, "a Belgian day");
    cr_expect_eq(one->until, 1803942000, "the last day included");
    cr_expect_eq(one->as_of, 1767139200, "no younger than it is");
    cr_expect(two->holder.kind == TOEGANG_RRN_NONE && toegang_organisation_equal(&two->held_by, &company));
    cr_expect_str_eq(two->source, "http:register.example");
    cr_expect_eq(two->until, TOEGANG_NEVER);
    tg_arena_free(&read.arena);
}

Test(http_register, the_fields_of_a_right)
{
    toegang_directory_question question = question_of(TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, NULL);
    question.at = TOEGANG_ALWAYS;
    const char *json = "{\"facts\":[{" HOLDER ",\"eloket\":\"wse\",\"code\":\"gebruiker\",\"context\":\"caf\\u00e9 \\\"x\\\"\","
                       "\"granted_by\":\"81050103522\",\"granted_at\":\"2024-01-01T00:00:00Z\",\"granted_as\":\"htb\"}],"
                       "\"complete\":true,\"as_of\":\"2025-12-31T00:00:00Z\","
                       "\"question\":{\"kind\":\"right\",\"holder\":\"85073003328\",\"register\":\"gebruikersbeheer\"}}";
    struct read read = read_as(json, strlen(json), &question, TOEGANG_GOOD);
    cr_assert_eq(read.status, TOEGANG_GOOD, "%s %s", read.report.check, read.report.came);
    cr_assert_eq(read.kept.count, 1);
    const toegang_fact *fact = read.kept.facts;
    toegang_rrn bob = rrn_of(BOB);
    cr_expect_str_eq(fact->context, "caf\xc3\xa9 \"x\"");
    cr_expect_str_eq(fact->granted_as, "htb");
    cr_expect(toegang_rrn_equal(&fact->granted_by, &bob));
    cr_expect_eq(fact->granted_at, 1704067200);
    cr_expect_eq(fact->organisation.scheme, TOEGANG_SCHEME_NONE);
    tg_arena_free(&read.arena);
}

Test(http_register, nothing_found_is_an_answer)
{
    toegang_directory_question question = functions();
    struct read read = read_as(WITH(""), strlen(WITH("")), &question, TOEGANG_GOOD);
    cr_expect_eq(read.status, TOEGANG_GOOD);
    cr_expect_eq(read.kept.count, 0);
    tg_arena_free(&read.arena);
}

Test(http_register, the_sink_has_the_last_word)
{
    toegang_directory_question question = functions();
    const char *json = WITH("{" HOLDER "," PLACE "},{" HOLDER "," PLACE "}");
    struct read read = read_as(json, strlen(json), &question, (toegang_status)77);
    cr_expect_eq(read.status, 77);
    cr_expect_eq(read.kept.count, 1);
    tg_arena_free(&read.arena);
}

#define OTHER(members) "{" members "}"
#define AS_OF "\"as_of\":\"2025-12-31T00:00:00Z\""
#define ASKED "\"question\":" QUESTION

Test(http_register, no_answer)
{
    static const struct {
        const char *json, *check;
    } rows[] = {
        {"", CHECK_DIRECTORY_ANSWER},
        {"<html>", CHECK_DIRECTORY_ANSWER},
        {"null", CHECK_DIRECTORY_ANSWER},
        {"[]", CHECK_DIRECTORY_ANSWER},
        {"{}", CHECK_DIRECTORY_ANSWER},
        {WITH("") "x", CHECK_DIRECTORY_ANSWER},
        {OTHER(AS_OF ",\"complete\":true,\"facts\":[]"), CHECK_DIRECTORY_ANSWER},
        {OTHER(ASKED ",\"complete\":true,\"facts\":[]"), CHECK_DIRECTORY_ANSWER},
        {OTHER(ASKED "," AS_OF ",\"facts\":[]"), CHECK_DIRECTORY_ANSWER},
        {OTHER(ASKED "," AS_OF ",\"complete\":true"), CHECK_DIRECTORY_ANSWER},
        {OTHER(ASKED "," AS_OF ",\"complete\":false,\"facts\":[]"), CHECK_DIRECTORY_ANSWER},
        {OTHER(ASKED "," AS_OF ",\"complete\":\"true\",\"facts\":[]"), CHECK_DIRECTORY_ANSWER},
        {OTHER(ASKED "," AS_OF ",\"complete\":null,\"facts\":[]"), CHECK_DIRECTORY_ANSWER},
        {OTHER(ASKED "," AS_OF ",\"complete\":true,\"facts\":{}"), CHECK_DIRECTORY_ANSWER},
        {OTHER(ASKED "," AS_OF ",\"complete\":true,\"facts\":null"), CHECK_DIRECTORY_ANSWER},
        {OTHER(ASKED "," AS_OF ",\"complete\":true,\"facts\":[],\"next\":2"), CHECK_DIRECTORY_ANSWER},
        {OTHER(ASKED "," AS_OF ",\"complete\":true,\"fact\":[]"), CHECK_DIRECTORY_ANSWER},
        {OTHER(ASKED "," AS_OF ",\"complete\":true,\"facts\":[],\"facts\":[]"), CHECK_DIRECTORY_ANSWER},
        {OTHER(ASKED ",\"as_of\":0,\"complete\":true,\"facts\":[]"), CHECK_DIRECTORY_ANSWER},
        {OTHER(ASKED ",\"as_of\":\"2025-12-31\",\"complete\":true,\"facts\":[]"), CHECK_DIRECTORY_ANSWER},
        {OTHER(ASKED ",\"as_of\":\"2025-12-31T00:00:00+01:00\",\"complete\":true,\"facts\":[]"), CHECK_DIRECTORY_ANSWER},
        {OTHER("\"question\":{\"register\":\"btb\"}," AS_OF ",\"complete\":true,\"facts\":[]"), CHECK_DIRECTORY_ANSWER},
        {OTHER("\"question\":null," AS_OF ",\"complete\":true,\"facts\":[]"), CHECK_DIRECTORY_ANSWER},
        {WITH("[]"), CHECK_DIRECTORY_ROW},
        {WITH("null"), CHECK_DIRECTORY_ROW},
        {WITH("{}"), CHECK_DIRECTORY_ROW},
        {WITH("{" HOLDER "}"), CHECK_DIRECTORY_ROW},
        {WITH("{" PLACE "}"), CHECK_DIRECTORY_ROW},
        {WITH("{" HOLDER "," PLACE ",\"held-by\":\"kbo:0406798006\"}"), CHECK_DIRECTORY_ROW},
        {WITH("{" HOLDER "," PLACE ",\"right\":\"x\"}"), CHECK_DIRECTORY_ROW},
        {WITH("{" HOLDER "," PLACE ",\"eloket\":\"x\"}"), CHECK_DIRECTORY_ROW},
        {WITH("{" HOLDER "," PLACE ",\"as_of\":\"2025-12-31T00:00:00Z\"}"), CHECK_DIRECTORY_ROW},
        {WITH("{" HOLDER "," PLACE ",\"kind\":\"function\"}"), CHECK_DIRECTORY_ROW},
        {WITH("{" HOLDER "," PLACE ",\"from\":\"\"}"), CHECK_DIRECTORY_ROW},
        {WITH("{" HOLDER "," PLACE ",\"from\":null}"), CHECK_DIRECTORY_ROW},
        {WITH("{" HOLDER "," PLACE ",\"from\":1551394800}"), CHECK_DIRECTORY_ROW},
        {WITH("{" HOLDER "," PLACE ",\"from\":\"yesterday\"}"), CHECK_DIRECTORY_ROW},
        {WITH("{" HOLDER "," PLACE ",\"from\":\"2020-01-02\",\"until\":\"2020-01-01\"}"), CHECK_DIRECTORY_ROW},
        {WITH("{\"holder\":\"85.07.30-033.28\"," PLACE "}"), CHECK_DIRECTORY_ROW},
        {WITH("{\"holder\":\"85073003329\"," PLACE "}"), CHECK_DIRECTORY_ROW},
        {WITH("{\"holder\":85073003328," PLACE "}"), CHECK_DIRECTORY_ROW},
        {WITH("{" HOLDER ",\"organisation\":\"kbo:0999999923\",\"code\":\"10007\"}"), CHECK_DIRECTORY_ROW},
        {WITH("{" HOLDER ",\"organisation\":\"kbo:0999999922\",\"code\":\"1007\"}"), CHECK_DIRECTORY_ROW},
        {WITH("{" HOLDER "," PLACE ",\"source\":\"a\\nb\"}"), CHECK_DIRECTORY_ROW},
    };
    toegang_directory_question question = functions();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct read read = read_as(rows[i].json, strlen(rows[i].json), &question, TOEGANG_GOOD);
        cr_expect_eq(read.status, TOEGANG_UNAVAILABLE, "row %zu: %s", i, rows[i].json);
        cr_expect_str_eq(read.report.check, rows[i].check, "row %zu: %s", i, rows[i].json);
        cr_expect_eq(read.kept.count, 0, "row %zu: %s", i, rows[i].json);
        cr_expect_null(strstr(read.report.came, "8507300332"), "row %zu: %s", i, rows[i].json);
        tg_arena_free(&read.arena);
    }
}

Test(http_register, a_wrong_row_has_its_place)
{
    toegang_directory_question question = functions();
    const char *json = WITH("{" HOLDER "," PLACE "},\n {" HOLDER ",\n  \"organisation\":\"x\"}");
    struct read read = read_as(json, strlen(json), &question, TOEGANG_GOOD);
    cr_expect_str_eq(read.report.check, CHECK_DIRECTORY_ROW);
    cr_expect_eq(read.report.line, 3);
    tg_arena_free(&read.arena);
}

Test(http_register, age)
{
    static const struct {
        toegang_time since;
        bool is_good;
    } rows[] = {{0, true},         {1767139200, true},      {1767139201, false},
                {-1000, true},     {TOEGANG_ALWAYS, true}, {TOEGANG_NEVER, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char json[512], since[64] = "", written[32];
        toegang_directory_question question = functions();
        question.since = rows[i].since;
        toegang_time_format(question.since, written);
        if (question.since != 0 && question.since != TOEGANG_ALWAYS && question.since != TOEGANG_NEVER)
            (void)snprintf(since, sizeof since, ",\"since\":\"%s\"", written);
        (void)snprintf(json, sizeof json,
                       "{\"question\":{\"register\":\"kbo\",\"kind\":\"function\",\"at\":\"2026-01-01T00:00:00Z\"%s},"
                       "\"as_of\":\"2025-12-31T00:00:00Z\",\"complete\":true,\"facts\":[{" HOLDER "," PLACE "}]}",
                       since);
        struct read read = read_as(json, strlen(json), &question, TOEGANG_GOOD);
        cr_expect_eq(read.status, rows[i].is_good ? TOEGANG_GOOD : TOEGANG_UNAVAILABLE, "row %zu", i);
        cr_expect_str_eq(read.report.check, rows[i].is_good ? "" : CHECK_DIRECTORY_STALE, "row %zu", i);
        cr_expect_eq(read.kept.count, rows[i].is_good, "row %zu", i);
        tg_arena_free(&read.arena);
    }
}

/* As many facts as a question may bring, all with every field; and what is larger. */
Test(http_register, the_largest)
{
    static char json[TG_REGISTER_OCTETS + 2];
    static const char row[] = "{" HOLDER "," PLACE ",\"from\":\"2019-03-01\",\"until\":\"2027-03-01\",\"source\":\"12\"}";
    toegang_directory_question question = functions();
    size_t length = (size_t)snprintf(json, sizeof json, "{%s,%s,\"complete\":true,\"facts\":[", ASKED, AS_OF);
    for (size_t i = 0; i < TOEGANG_FACTS_MAX; i++)
        length += (size_t)snprintf(json + length, sizeof json - length, "%s%s", i > 0 ? "," : "", row);
    length += (size_t)snprintf(json + length, sizeof json - length, "]}");
    struct read read = read_as(json, length, &question, TOEGANG_GOOD);
    cr_expect_eq(read.status, TOEGANG_GOOD, "%s %s", read.report.check, read.report.came);
    cr_expect_eq(read.kept.count, TOEGANG_FACTS_MAX);
    tg_arena_free(&read.arena);
    memset(json + length, ' ', sizeof json - length);
    read = read_as(json, TG_REGISTER_OCTETS + 1, &question, TOEGANG_GOOD);
    cr_expect_str_eq(read.report.check, CHECK_DIRECTORY_ANSWER);
    tg_arena_free(&read.arena);
}

Test(http_register, source)
{
    toegang_directory_question question = functions();
    for (int length = 127; length <= 130; length++) {
        char json[1024];
        (void)snprintf(json, sizeof json, "{%s,%s,\"complete\":true,\"facts\":[{%s,%s,\"source\":\"%0*d\"}]}", ASKED, AS_OF,
                       HOLDER, PLACE, length, 0);
        struct read read = read_as(json, strlen(json), &question, TOEGANG_GOOD);
        cr_expect_eq(read.status, length <= 128 ? TOEGANG_GOOD : TOEGANG_UNAVAILABLE, "%d octets", length);
        tg_arena_free(&read.arena);
    }
}
