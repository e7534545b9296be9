/* SPDX-License-Identifier: Apache-2.0 */
/* A body in, a body out. What is secret in a request lives in one arena and is wiped with it. */
#include <stdio.h>

#include "authzen.h"
#include "base/report.h"
#include "base/text.h"
#include "check.h"

/* Everything of a thousand evaluations, each with its own subject, action, resource and properties. */
static const struct tg_json_limits limits = {
    .octets = TOEGANG_AUTHZEN_OCTETS_MAX, .depth = 16, .values = 65536};

struct toegang_answer {
    struct tg_arena arena;
    const char *text;
    size_t length;
    int http;
    char check[48];
    size_t counts[3];
};

enum tg_authzen_status tg_authzen_status_of(toegang_status status)
{
    if (status == TOEGANG_GOOD) return TG_AUTHZEN_GOOD;
    if (status == TOEGANG_REFUSED) return TG_AUTHZEN_MALFORMED;
    return status == TOEGANG_MISUSE ? TG_AUTHZEN_UNKNOWN : TG_AUTHZEN_UNJUDGED;
}

toegang_status tg_authzen_full(const struct tg_authzen *request)
{
    if (!request->out.full) return tg_no_memory(request->report);
    return tg_report(request->report, TOEGANG_UNAVAILABLE, CHECK_AUTHZEN_ANSWER, "an answer of at most 8 MiB",
                     TG_SPAN("a longer one"));
}

static toegang_status read_body(struct tg_authzen *request)
{
    struct tg_json *root = NULL;
    struct tg_span body = {request->asked->octets, request->asked->length};
    toegang_status status = tg_json_read(body, &limits, &request->arena, &root, request->report);
    if (status != TOEGANG_GOOD) return status;
    request->root = root;
    return tg_authzen_object(request, root, "the request");
}

static toegang_status answer_by_kind(struct tg_authzen *request)
{
    switch (request->asked->kind) {
    case TOEGANG_AUTHZEN_EVALUATION:
        return tg_authzen_evaluation(request);
    case TOEGANG_AUTHZEN_EVALUATIONS:
        return tg_authzen_evaluations(request);
    case TOEGANG_AUTHZEN_SEARCH_SUBJECT:
    case TOEGANG_AUTHZEN_SEARCH_RESOURCE:
    case TOEGANG_AUTHZEN_SEARCH_ACTION:
        return tg_authzen_search(request);
    }
    return TOEGANG_MISUSE;
}

void tg_authzen_message(const struct tg_authzen *request, char out[TG_AUTHZEN_MESSAGE])
{
    const toegang_report *why = request->report;
    if (toegang_report_explain(why, request->asked->language, out, TG_AUTHZEN_MESSAGE) >= TG_AUTHZEN_MESSAGE)
        (void)snprintf(out, TG_AUTHZEN_MESSAGE, "%s", why->check);
}

/* 10.1.6: the body of an error is a message, a JSON string. */
static toegang_status write_error(struct tg_authzen *request)
{
    char message[TG_AUTHZEN_MESSAGE];
    tg_authzen_message(request, message);
    request->out.length = 0;
    (void)snprintf(request->check, sizeof request->check, "%s", request->report->check);
    return tg_grown_json(&request->out, message) ? TOEGANG_GOOD : TOEGANG_NO_MEMORY;
}

static toegang_answer *answer_new(const struct tg_authzen *request, enum tg_authzen_status status)
{
    struct tg_arena arena = {0};
    toegang_answer *answer = tg_arena_take(&arena, sizeof *answer);
    if (!answer) return NULL;
    answer->text = tg_arena_text(&arena, (struct tg_span){request->out.at, request->out.length});
    answer->length = request->out.length;
    answer->http = (int)status;
    memcpy(answer->check, request->check, sizeof answer->check);
    memcpy(answer->counts, request->counts, sizeof answer->counts);
    answer->arena = arena;
    if (answer->text) return answer;
    tg_arena_free(&arena);
    return NULL;
}

static toegang_status answer(struct tg_authzen *request, toegang_answer **out)
{
    toegang_status status = read_body(request);
    if (status == TOEGANG_GOOD) status = answer_by_kind(request);
    if (status == TOEGANG_NO_MEMORY || status == TOEGANG_INTERNAL) return status;
    enum tg_authzen_status http = tg_authzen_status_of(status);
    if (http == TG_AUTHZEN_UNKNOWN) http = TG_AUTHZEN_MALFORMED;
    if (http != TG_AUTHZEN_GOOD && write_error(request) != TOEGANG_GOOD) return TOEGANG_NO_MEMORY;
    *out = answer_new(request, http);
    return *out ? TOEGANG_GOOD : TOEGANG_NO_MEMORY;
}

static bool is_request(const toegang *all, const toegang_authzen *request, toegang_answer **out)
{
    return all && request && out && request->size >= sizeof *request &&
           (request->octets || request->length == 0) && request->kind >= TOEGANG_AUTHZEN_EVALUATION &&
           request->kind <= TOEGANG_AUTHZEN_SEARCH_ACTION && request->patience_ms >= 0;
}

toegang_status toegang_authzen_answer(const toegang *all, const toegang_authzen *request,
                                      toegang_answer **out, toegang_report *report)
{
    toegang_report told = {0};
    if (!is_request(all, request, out))
        return tg_misuse(report, "a configuration and a request with its size and kind");
    struct tg_authzen answering = {
        .all = all, .asked = request, .deadline = tg_deadline_of(request->patience_ms), .report = &told};
    toegang_status status = answer(&answering, out);
    tg_arena_free(&answering.arena);
    tg_arena_free(&answering.out.arena);
    if (status == TOEGANG_GOOD) return TOEGANG_GOOD;
    return told.status == status ? tg_report_pass(report, &told) : tg_no_memory(report);
}

const char *toegang_answer_text(const toegang_answer *answer, size_t *length)
{
    if (length) *length = answer->length;
    return answer->text;
}

int toegang_answer_http(const toegang_answer *answer)
{
    return answer->http;
}

const char *toegang_answer_check(const toegang_answer *answer)
{
    return answer->check;
}

size_t toegang_answer_count(const toegang_answer *answer, toegang_outcome outcome)
{
    return (unsigned)outcome < 3 ? answer->counts[outcome] : 0;
}

void toegang_answer_free(toegang_answer *answer)
{
    if (!answer) return;
    struct tg_arena arena = answer->arena;
    tg_arena_free(&arena);
}
