/* SPDX-License-Identifier: Apache-2.0 */
#include "requests.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "parse/json.h"

#define PATH_ROOM 512
#define SHORT_ROOM 4096

static const struct tg_json_limits limits = {.octets = 64 << 20, .depth = 32, .values = 1 << 20};

static const char *path_of(const char *name)
{
    static char path[PATH_ROOM];
    snprintf(path, sizeof path, "%s/%s", TG_AUTHZEN, name);
    return path;
}

toegang *requests_open(const char *config)
{
    toegang *all = NULL;
    toegang_report report = {0};
    cr_assert_eq(toegang_open(path_of(config), NULL, NULL, &all, &report), TOEGANG_GOOD, "%s:%u: %s %s",
                 config, report.line, report.check, report.came);
    return all;
}

toegang_answer *requests_ask(const toegang *all, toegang_authzen_kind kind, const char *body, size_t length)
{
    toegang_answer *answer = NULL;
    toegang_report report = {0};
    const toegang_authzen request = {.size = sizeof request,
                                     .kind = kind,
                                     .octets = body,
                                     .length = length,
                                     .at = REQUESTS_AT,
                                     .language = TOEGANG_EN};
    cr_assert_eq(toegang_authzen_answer(all, &request, &answer, &report), TOEGANG_GOOD, "%s", report.check);
    return answer;
}

/* Every 11 digits that a check digit holds together are a number. */
void requests_check_shown(const toegang_answer *answer, const char *place)
{
    const char *text = toegang_answer_text(answer, NULL);
    toegang_rrn rrn;
    for (const char *at = text; *at; at++)
        if (strnlen(at, 11) == 11)
            cr_assert_neq(
                toegang_rrn_parse(at, 11, TOEGANG_RRN_DIGITS_ONLY | TOEGANG_RRN_ALLOW_TEST, &rrn, NULL),
                TOEGANG_GOOD, "%s: %.11s", place, at);
}

static void add_decision(struct tg_text *out, const struct tg_json *decision)
{
    const struct tg_json *value = tg_json_get(decision, "decision");
    cr_assert(value && (value->kind == TG_JSON_TRUE || value->kind == TG_JSON_FALSE));
    tg_text_add(out, value->kind == TG_JSON_TRUE ? "true" : "false");
}

static void add_result(struct tg_text *out, const struct tg_json *result)
{
    const struct tg_json *id = tg_json_get(result, "id");
    if (!id) id = tg_json_get(result, "name");
    cr_assert(id && id->kind == TG_JSON_STRING);
    tg_text_add_span(out, id->text);
}

static void add_list(struct tg_text *out, const struct tg_json *list,
                     void add(struct tg_text *, const struct tg_json *))
{
    for (const struct tg_json *one = list->first; one; one = one->next) {
        if (one != list->first) tg_text_add(out, ",");
        add(out, one);
    }
}

void requests_shorten(const toegang_answer *answer, char *out, size_t size)
{
    struct tg_arena arena = {0};
    struct tg_json *root = NULL;
    struct tg_span body = {NULL, 0};
    toegang_report report = {0};
    struct tg_text text = tg_text_of(out, size);
    body.at = toegang_answer_text(answer, &body.length);
    cr_assert_eq(strlen(body.at), body.length);
    cr_assert_eq(tg_json_read(body, &limits, &arena, &root, &report), TOEGANG_GOOD, "%s: %s", report.check,
                 body.at);
    const struct tg_json *evaluations = tg_json_get(root, "evaluations"),
                         *results = tg_json_get(root, "results");
    const struct tg_json *token = tg_json_get(tg_json_get(root, "page"), "next_token");
    if (root->kind == TG_JSON_STRING)
        tg_text_add(&text, "-");
    else if (evaluations)
        add_list(&text, evaluations, add_decision);
    else if (results)
        add_list(&text, results, add_result);
    else
        add_decision(&text, root);
    if (token) tg_text_add(&text, token->text.length > 0 ? " > " : " >");
    if (token) tg_text_add_span(&text, token->text);
    tg_arena_free(&arena);
}

static toegang_authzen_kind kind_of(const char *word)
{
    static const char *const words[] = {"evaluation", "evaluations", "subject", "resource", "action"};
    for (unsigned i = 0; i < 5; i++)
        if (strcmp(words[i], word) == 0) return (toegang_authzen_kind)(i + 1);
    cr_assert_fail("kind %s", word);
    return TOEGANG_AUTHZEN_EVALUATION;
}

static const char *field(char **line)
{
    const char *one = strsep(line, "\t");
    return one ? one : "";
}

static void run_line(const toegang *all, char *line, const char *place)
{
    char came[SHORT_ROOM];
    const char *kind = field(&line), *body = field(&line);
    int http = atoi(field(&line));
    const char *expected = field(&line), *check = field(&line);
    toegang_answer *answer = requests_ask(all, kind_of(kind), body, strlen(body));
    requests_shorten(answer, came, sizeof came);
    requests_check_shown(answer, place);
    cr_expect_eq(toegang_answer_http(answer), http, "%s: %d %s", place, toegang_answer_http(answer),
                 toegang_answer_check(answer));
    cr_expect_str_eq(came, expected, "%s: %s, expected %s", place, came, expected);
    if (check[0])
        cr_expect_str_eq(toegang_answer_check(answer), check, "%s: %s", place, toegang_answer_check(answer));
    toegang_answer_free(answer);
}

size_t requests_run(const char *config, const char *file)
{
    toegang *all = requests_open(config);
    FILE *in = fopen(path_of(file), "r");
    char *line = NULL, place[PATH_ROOM];
    size_t room = 0, count = 0, number = 0;
    cr_assert_not_null(in, "%s", file);
    while (getline(&line, &room, in) > 0) {
        line[strcspn(line, "\n")] = '\0';
        snprintf(place, sizeof place, "%s:%zu", file, ++number);
        if (line[0] == '#') continue;
        run_line(all, line, place);
        count++;
    }
    free(line);
    fclose(in);
    toegang_free(all);
    return count;
}
