/* SPDX-License-Identifier: Apache-2.0 */
/* AuthZEN over text: handles, limits, what is counted, what is logged. Requests line by line:
 * tests/conformance/authzen. */
#include "folder.h"

#include <toegang/administration.h>
#include <toegang/authzen.h>
#include <toegang/sys/directory.h>

TestSuite(toegang_authzen, .init = folder_make, .fini = folder_remove);

#define AT 1795428000 /* 2026-11-23T10:00:00Z */
#define JAN "85073003328"
#define SUBJECT "\"subject\":{\"type\":\"person\",\"id\":\"" JAN "\"}"
#define ENTER "\"action\":{\"name\":\"enter\"}"
#define OPEN \
    "\"resource\":{\"type\":\"eloket\",\"id\":\"open\",\"properties\":{\"organisation\":\"kbo:0999999922\"}" \
    "}"

static toegang *open_world(const char *more)
{
    static char config[1024];
    toegang *all = NULL;
    toegang_report report = {0};
    folder_write("facts.yaml",
                 "functions:\n"
                 "  - {holder: \"85.07.30-033.28\", organisation: \"0999.999.922\", code: \"10007\"}\n"
                 "  - {holder: \"90.01.01-001.23\", organisation: \"0999.999.922\", code: \"10002\"}\n");
    const char *key =
        folder_write("key.hex", "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n");
    cr_assert_eq(chmod(key, 0600), 0);
    snprintf(
        config, sizeof config,
        "directories: {kbo: \"yaml:facts.yaml\"}\ne-lokets:\n  open: {legal-representative: automatic}\n%s",
        more);
    cr_assert_eq(toegang_open_strict(folder_write("toegang.yaml", config), NULL, NULL, &all, &report),
                 TOEGANG_GOOD, "%s %s", report.check, report.came);
    return all;
}

static toegang_answer *ask(const toegang *all, toegang_authzen_kind kind, const char *body, size_t length)
{
    toegang_answer *answer = NULL;
    toegang_report report = {0};
    toegang_authzen request = {.size = sizeof request,
                               .kind = kind,
                               .octets = body,
                               .length = length,
                               .at = AT,
                               .language = TOEGANG_EN};
    cr_assert_eq(toegang_authzen_answer(all, &request, &answer, &report), TOEGANG_GOOD, "%s", report.check);
    return answer;
}

static toegang_answer *ask_text(const toegang *all, toegang_authzen_kind kind, const char *body)
{
    return ask(all, kind, body, strlen(body));
}

/* Handles go out, and what went out comes in again. */
Test(toegang_authzen, people_are_handles)
{
    toegang *all = open_world("handles: {key: key.hex}\n");
    char body[512];
    toegang_answer *found = ask_text(all, TOEGANG_AUTHZEN_SEARCH_SUBJECT,
                                     "{\"subject\":{\"type\":\"person\"}," ENTER "," OPEN "}");
    const char *handle = strchr(toegang_answer_text(found, NULL), '~');
    cr_assert_eq(toegang_answer_http(found), 200);
    cr_assert_not_null(handle);
    cr_expect_null(strstr(toegang_answer_text(found, NULL), JAN));
    snprintf(body, sizeof body, "{\"subject\":{\"type\":\"person\",\"id\":\"%.39s\"}," ENTER "," OPEN "}",
             handle);
    toegang_answer *answer = ask_text(all, TOEGANG_AUTHZEN_EVALUATION, body);
    cr_expect_eq(toegang_answer_count(answer, TOEGANG_OUTCOME_PERMIT), 1, "%s",
                 toegang_answer_text(answer, NULL));
    toegang_answer_free(answer);
    body[38] ^= 1;
    answer = ask_text(all, TOEGANG_AUTHZEN_EVALUATION, body);
    cr_expect_eq(toegang_answer_http(answer), 400);
    cr_expect_eq(strncmp(toegang_answer_check(answer), "handle.", 7), 0, "%s", toegang_answer_check(answer));
    toegang_answer_free(answer);
    toegang_answer_free(found);
    toegang_free(all);
}

/* What an evaluation permits a search of e-counters finds: where a policy names no rights, any name is one.
 */
Test(toegang_authzen, a_search_finds_what_is_permitted)
{
    static const char *const actions[] = {"enter", "read", "read-all"};
    toegang *all = open_world("");
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        char body[512];
        snprintf(body, sizeof body, "{" SUBJECT ",\"action\":{\"name\":\"%s\"}," OPEN "}", actions[i]);
        toegang_answer *answer = ask_text(all, TOEGANG_AUTHZEN_EVALUATION, body);
        cr_assert_eq(toegang_answer_count(answer, TOEGANG_OUTCOME_PERMIT), 1, "%s", actions[i]);
        toegang_answer_free(answer);
        snprintf(body, sizeof body,
                 "{" SUBJECT ",\"action\":{\"name\":\"%s\"},\"resource\":{\"type\":\"eloket\",\"properties\":"
                 "{\"organisation\":\"kbo:0999999922\"}}}",
                 actions[i]);
        answer = ask_text(all, TOEGANG_AUTHZEN_SEARCH_RESOURCE, body);
        cr_expect_str_eq(toegang_answer_text(answer, NULL),
                         "{\"results\":[{\"type\":\"eloket\",\"id\":\"open\"}]}", "%s", actions[i]);
        toegang_answer_free(answer);
    }
    toegang_free(all);
}

/* An e-counter that demands a context is found by who names one: without it no evaluation permits. */
Test(toegang_authzen, a_search_names_a_context_where_one_is_demanded)
{
    static const struct {
        const char *context, *found;
    } rows[] = {{"", "[{\"type\":\"eloket\",\"id\":\"open\"}]"},
                {",\"context\":\"2026\"",
                 "[{\"type\":\"eloket\",\"id\":\"open\"},{\"type\":\"eloket\",\"id\":\"yearly\"}]"}};
    toegang *all =
        open_world("  yearly: {legal-representative: automatic, right: submit, context: required}\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char body[512];
        snprintf(body, sizeof body,
                 "{" SUBJECT "," ENTER ",\"resource\":{\"type\":\"eloket\",\"properties\":"
                 "{\"organisation\":\"kbo:0999999922\"%s}}}",
                 rows[i].context);
        toegang_answer *answer = ask_text(all, TOEGANG_AUTHZEN_SEARCH_RESOURCE, body);
        cr_expect_not_null(strstr(toegang_answer_text(answer, NULL), rows[i].found), "%s",
                           toegang_answer_text(answer, NULL));
        toegang_answer_free(answer);
    }
    toegang_free(all);
}

/* Pages of handles join to the whole, each person once. */
Test(toegang_authzen, pages_join)
{
    toegang *all = open_world("handles: {key: key.hex}\n");
    toegang_answer *first =
        ask_text(all, TOEGANG_AUTHZEN_SEARCH_SUBJECT,
                 "{\"subject\":{\"type\":\"person\"}," ENTER "," OPEN ",\"page\":{\"limit\":1}}");
    char body[512], handle[40];
    const char *token = strstr(toegang_answer_text(first, NULL), "next_token\":\"~");
    cr_assert_not_null(token);
    snprintf(handle, sizeof handle, "%.39s", strchr(token, '~'));
    snprintf(body, sizeof body,
             "{\"subject\":{\"type\":\"person\"}," ENTER "," OPEN ",\"page\":{\"token\":\"%s\"}}", handle);
    toegang_answer *second = ask_text(all, TOEGANG_AUTHZEN_SEARCH_SUBJECT, body);
    cr_expect_not_null(
        strstr(toegang_answer_text(second, NULL), "\"next_token\":\"\",\"count\":1,\"total\":2"));
    cr_expect_null(strstr(toegang_answer_text(second, NULL), handle));
    toegang_answer_free(second);
    toegang_answer_free(first);
    toegang_free(all);
}

static size_t repeat(char *out, const char *before, const char *one, size_t times, const char *after)
{
    char *at = stpcpy(out, before);
    for (size_t i = 0; i < times; i++) at = stpcpy(stpcpy(at, i > 0 ? "," : ""), one);
    return (size_t)(stpcpy(at, after) - out);
}

Test(toegang_authzen, limits)
{
    static char body[(size_t)4 << 20];
    static const char before[] = "{" SUBJECT "," ENTER "," OPEN ",\"evaluations\":[";
    static const struct {
        const char *name, *one;
        size_t times;
        int http;
        const char *check;
    } rows[] = {
        {"as many as there may be", "{}", TOEGANG_AUTHZEN_EVALUATIONS_MAX, 200, ""},
        {"one more", "{}", TOEGANG_AUTHZEN_EVALUATIONS_MAX + 1, 400, "authzen.limit"},
        {"values", "0", 65536, 400, "json.values"},
        {"octets", "\"a text of some thirty octets\"", 40000, 400, "json.size"},
    };
    toegang *all = open_world("");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t length = repeat(body, before, rows[i].one, rows[i].times, "]}");
        toegang_answer *answer = ask(all, TOEGANG_AUTHZEN_EVALUATIONS, body, length);
        cr_expect_eq(toegang_answer_http(answer), rows[i].http, "%s", rows[i].name);
        cr_expect_str_eq(toegang_answer_check(answer), rows[i].check, "%s: %s", rows[i].name,
                         toegang_answer_check(answer));
        cr_expect_eq(toegang_answer_count(answer, TOEGANG_OUTCOME_PERMIT),
                     rows[i].http == 200 ? rows[i].times : 0);
        toegang_answer_free(answer);
    }
    toegang_free(all);
}

/* Denials that each name capacities of a thousand letters: a thousand of them are more than it may hold. */
Test(toegang_authzen, an_answer_has_a_limit)
{
    static char config[(size_t)1 << 14], body[(size_t)1 << 14];
    char *at = stpcpy(config, "directories: {kbo: \"yaml:facts.yaml\"}\ne-lokets:\n  open:\n    capacity:\n");
    for (int i = 0; i < 12; i++) {
        at += sprintf(at, "      - %c", 'a' + i);
        memset(at, 'x', 1000);
        at = stpcpy(at + 1000, "\n");
    }
    toegang *all = open_world("");
    toegang_free(all);
    cr_assert_eq(toegang_open_strict(folder_write("toegang.yaml", config), NULL, NULL, &all, NULL),
                 TOEGANG_GOOD);
    size_t length = repeat(body, "{" SUBJECT "," ENTER "," OPEN ",\"evaluations\":[", "{}", 1000, "]}");
    toegang_answer *answer = ask(all, TOEGANG_AUTHZEN_EVALUATIONS, body, length);
    cr_expect_eq(toegang_answer_http(answer), 503);
    cr_expect_str_eq(toegang_answer_check(answer), "authzen.answer");
    toegang_answer_free(answer);
    toegang_free(all);
}

/* Each evaluation is a decision, and leaves its line; a search lets nobody in, and leaves none. */
Test(toegang_authzen, evaluations_are_logged)
{
    toegang *all = open_world("audit: {file: audit.log, key: key.hex, decisions: yes}\n");
    toegang_answer *answer = ask_text(all, TOEGANG_AUTHZEN_EVALUATIONS,
                                      "{" SUBJECT "," ENTER "," OPEN ",\"evaluations\":[{},{}]}");
    toegang_answer_free(answer);
    answer = ask_text(all, TOEGANG_AUTHZEN_SEARCH_ACTION, "{" SUBJECT "," OPEN "}");
    toegang_answer_free(answer);
    uint64_t replayed = 0, others = 0;
    cr_expect_eq(toegang_audit_replay(all, NULL, NULL, &replayed, &others, NULL), TOEGANG_GOOD);
    cr_expect_eq(replayed, 2);
    toegang_free(all);
}

/* What nobody could judge is no denial, in a list as by itself; nor is what nobody knows. */
Test(toegang_authzen, what_is_no_decision_is_no_denial)
{
    static const char *const rows[] = {"7", "{\"subject\":{\"type\":\"user\",\"id\":\"x\"}}",
                                       "{\"resource\":{\"type\":\"eloket\",\"id\":\"opne\"}}"};
    toegang *all = open_world("");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char body[512];
        snprintf(body, sizeof body, "{" SUBJECT "," ENTER "," OPEN ",\"evaluations\":[%s,{}]}", rows[i]);
        toegang_answer *answer = ask_text(all, TOEGANG_AUTHZEN_EVALUATIONS, body);
        cr_expect_eq(toegang_answer_count(answer, TOEGANG_OUTCOME_INDETERMINATE), 1, "%s", rows[i]);
        cr_expect_eq(toegang_answer_count(answer, TOEGANG_OUTCOME_DENY), 0, "%s", rows[i]);
        cr_expect_eq(toegang_answer_count(answer, TOEGANG_OUTCOME_PERMIT), 1, "%s", rows[i]);
        toegang_answer_free(answer);
    }
    toegang_free(all);
}

/* What each evaluation may take; nothing is waited for. */
struct shares {
    int64_t most[2];
    size_t count;
};

static toegang_status read_share(void *self, const toegang_directory_question *question,
                                 toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct shares *shares = self;
    (void)sink, (void)context, (void)report;
    if (shares->count < 2) shares->most[shares->count] = question->patience_ms;
    shares->count++;
    return TOEGANG_GOOD;
}

static const toegang_directory_class sharing = {
    .size = sizeof sharing, .name = "sharing", .read = read_share};

/* A slow register leaves time for the evaluations that follow. */
Test(toegang_authzen, evaluations_share_a_patience)
{
    struct shares shares = {0};
    toegang_directory *registers[TOEGANG_REGISTERS] = {NULL};
    toegang *all = NULL;
    toegang_answer *answer = NULL;
    static const char body[] = "{" SUBJECT "," ENTER "," OPEN ",\"evaluations\":[{},{}]}";
    const toegang_authzen request = {.size = sizeof request,
                                     .kind = TOEGANG_AUTHZEN_EVALUATIONS,
                                     .octets = body,
                                     .length = sizeof body - 1,
                                     .at = AT,
                                     .patience_ms = 60000};
    cr_assert_eq(toegang_directory_new(&sharing, &shares, &registers[TOEGANG_KBO], NULL), TOEGANG_GOOD);
    const char *config = "directories: {kbo: host}\ne-lokets: {open: {legal-representative: automatic, htb: "
                         "never, others: never}}\n";
    cr_assert_eq(
        toegang_open_with(folder_write("toegang.yaml", config), 1, registers, NULL, NULL, &all, NULL),
        TOEGANG_GOOD);
    cr_assert_eq(toegang_authzen_answer(all, &request, &answer, NULL), TOEGANG_GOOD);
    cr_expect_eq(shares.count, 2);
    cr_expect(shares.most[0] > 0 && shares.most[0] <= 30000, "%d", (int)shares.most[0]);
    cr_expect(shares.most[1] > 30000 && shares.most[1] <= 60000, "what the first one left: %d",
              (int)shares.most[1]);
    toegang_answer_free(answer);
    toegang_free(all);
}

Test(toegang_authzen, misuse)
{
    toegang *all = open_world("");
    toegang_answer *answer = NULL;
    toegang_report report = {0};
    toegang_authzen good = {
        .size = sizeof good, .kind = TOEGANG_AUTHZEN_EVALUATION, .octets = "{}", .length = 2, .at = AT};
    toegang_authzen rows[5];
    for (size_t i = 0; i < 5; i++) rows[i] = good;
    rows[0].size = 8;
    rows[1].kind = (toegang_authzen_kind)0;
    rows[2].kind = (toegang_authzen_kind)6;
    rows[3].octets = NULL;
    rows[4].patience_ms = -1;
    for (size_t i = 0; i < 5; i++) {
        report = (toegang_report){0};
        cr_expect_eq(toegang_authzen_answer(all, &rows[i], &answer, &report), TOEGANG_MISUSE, "%zu", i);
        cr_expect_str_eq(report.check, "library.misuse");
        cr_expect_null(answer);
    }
    cr_expect_eq(toegang_authzen_answer(NULL, &good, &answer, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_authzen_answer(all, &good, NULL, NULL), TOEGANG_MISUSE);
    toegang_answer_free(NULL);
    toegang_free(all);
}

/* A message is said in the language that the host asks. */
Test(toegang_authzen, messages_have_a_language)
{
    toegang *all = open_world("");
    toegang_authzen request = {.size = sizeof request, .kind = TOEGANG_AUTHZEN_EVALUATION, .at = AT};
    char texts[4][256];
    for (unsigned i = 0; i < 4; i++) {
        toegang_answer *answer = NULL;
        request.language = (toegang_language)i;
        cr_assert_eq(toegang_authzen_answer(all, &request, &answer, NULL), TOEGANG_GOOD);
        cr_expect_not_null(strstr(toegang_answer_text(answer, NULL), "[json.empty]"));
        snprintf(texts[i], sizeof texts[i], "%.255s", toegang_answer_text(answer, NULL));
        for (unsigned j = 0; j < i; j++) cr_expect_str_neq(texts[i], texts[j]);
        toegang_answer_free(answer);
    }
    toegang_free(all);
}

/* Who asks stands in the evidence as the one who vouched. */
Test(toegang_authzen, the_caller_is_told)
{
    toegang *all = open_world("");
    static const char body[] = "{" SUBJECT "," ENTER "," OPEN "}";
    static const char *const callers[][2] = {{NULL, "\"authentication\":\"authzen\""},
                                             {"", "\"authentication\":\"authzen\""},
                                             {"portal.example", "\"authentication\":\"portal.example\""}};
    for (size_t i = 0; i < 3; i++) {
        toegang_answer *answer = NULL;
        toegang_authzen request = {.size = sizeof request,
                                   .kind = TOEGANG_AUTHZEN_EVALUATION,
                                   .octets = body,
                                   .length = sizeof body - 1,
                                   .at = AT,
                                   .caller = callers[i][0]};
        cr_assert_eq(toegang_authzen_answer(all, &request, &answer, NULL), TOEGANG_GOOD);
        cr_expect_not_null(strstr(toegang_answer_text(answer, NULL), callers[i][1]), "%s",
                           toegang_answer_text(answer, NULL));
        toegang_answer_free(answer);
    }
    toegang_free(all);
}
