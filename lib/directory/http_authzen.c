/* SPDX-License-Identifier: Apache-2.0 */
#include "http_authzen.h"

#include <string.h>

#include "base/report.h"
#include "base/text.h"
#include "directory/check.h"
#include "parse/json.h"

static const struct tg_json_limits limits = {.octets = TG_AUTHZEN_OCTETS, .depth = 8, .values = 4096};

bool tg_authzen_fits(const toegang_directory_question *question, const char *right)
{
    bool is_for_one = question->organisation.scheme != TOEGANG_SCHEME_NONE || question->for_oneself;
    return question->kind == TOEGANG_FACT_RIGHT && question->holder.kind != TOEGANG_RRN_NONE && question->eloket &&
           *question->eloket && right && *right && is_for_one;
}

static void write_resource(struct tg_text *text, const toegang_directory_question *question)
{
    char organisation[TOEGANG_ORGANISATION_KEY_MAX];
    toegang_organisation_key(&question->organisation, organisation);
    tg_text_add(text, ",\"resource\":{\"type\":\"e-loket\",\"id\":");
    tg_text_add_json(text, tg_span_of(question->eloket));
    if (!question->for_oneself)
        tg_text_addf(text, ",\"properties\":{\"organisation\":\"%s\"}", organisation);
    tg_text_add_char(text, '}');
}

static void write_evaluation(struct tg_text *text, const toegang_directory_question *question, const char *right)
{
    char at[32];
    tg_text_addf(text, "{\"subject\":{\"type\":\"person\",\"id\":\"%.11s\"},\"action\":{\"name\":",
                 question->holder.digits);
    tg_text_add_json(text, tg_span_of(right));
    tg_text_add_char(text, '}');
    write_resource(text, question);
    toegang_time_format(question->at, at);
    tg_text_addf(text, ",\"context\":{\"time\":\"%s\"}}", at);
}

struct tg_span tg_authzen_write(const toegang_directory_question *question, const char *right, struct tg_arena *arena)
{
    char none[1];
    struct tg_text text = tg_text_of(none, sizeof none);
    write_evaluation(&text, question, right);
    size_t size = text.length + 1;
    char *out = tg_arena_take(arena, size);
    if (!out) return (struct tg_span){0};
    text = tg_text_of(out, size);
    write_evaluation(&text, question, right);
    return (struct tg_span){out, text.length};
}

/* Section 6.2: what stands beside the decision may only take it back. The outcome is our own word for a decision. */
static bool is_taken_back(const struct tg_json *context)
{
    const struct tg_json *outcome = tg_json_get(context, "outcome");
    if (!context) return false;
    return context->kind != TG_JSON_OBJECT || tg_json_get(context, "error") ||
           (outcome && tg_span_is(outcome->text, "indeterminate"));
}

static toegang_status no_decision(toegang_report *report, struct tg_span came)
{
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_ANSWER, "a decision, true or false", came);
}

toegang_status tg_authzen_read(struct tg_span octets, struct tg_arena *arena, bool *out, toegang_report *report)
{
    struct tg_json *root = NULL;
    toegang_report fault = {0};
    toegang_status status = tg_json_read(octets, &limits, arena, &root, &fault);
    if (status == TOEGANG_NO_MEMORY) return tg_no_memory(report);
    if (status != TOEGANG_GOOD) return no_decision(report, tg_span_of(fault.check));
    const struct tg_json *decision = tg_json_get(root, "decision");
    if (!decision || (decision->kind != TG_JSON_TRUE && decision->kind != TG_JSON_FALSE))
        return no_decision(report, TG_SPAN("none"));
    if (is_taken_back(tg_json_get(root, "context"))) return no_decision(report, TG_SPAN("context.error"));
    *out = decision->kind == TG_JSON_TRUE;
    return TOEGANG_GOOD;
}
