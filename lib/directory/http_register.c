/* SPDX-License-Identifier: Apache-2.0 */
/* The answer of a register service: nothing in it is believed before it is whole and answers this very question. */
#include "http_register.h"

#include <stdio.h>

#include "base/report.h"
#include "base/text.h"
#include "base/time.h"
#include "directory/check.h"
#include "directory/field.h"

/* Of a question (9 members), of the answer around it, and of each fact with its 12 fields. */
static const struct tg_json_limits limits = {
    .octets = TG_REGISTER_OCTETS, .depth = 3, .values = 16 + TOEGANG_FACTS_MAX * 13};

#define SOURCE_MAX 128 /* octets, as told; the host stands before it */
#define HOST_MAX 100

static toegang_status unavailable(const struct tg_register_reading *reading, const char *check, const char *expected,
                                  struct tg_span came, const struct tg_json *where)
{
    bool first = reading->report && reading->report->status == TOEGANG_GOOD;
    tg_report(reading->report, TOEGANG_UNAVAILABLE, check, expected, came);
    if (first && where) tg_report_place(reading->report, where->line, where->column, 0);
    return TOEGANG_UNAVAILABLE;
}

static toegang_status no_answer(const struct tg_register_reading *reading, struct tg_span came,
                                const struct tg_json *where)
{
    return unavailable(reading, CHECK_DIRECTORY_ANSWER, "an answer of the service", came, where);
}

static toegang_status no_fact(const struct tg_register_reading *reading, struct tg_span came,
                              const struct tg_json *where)
{
    return unavailable(reading, CHECK_DIRECTORY_ROW, "a row that is a fact", came, where);
}

/* ---- one fact ---- */

/* By the names of the service alone: one way to write each. */
static const struct tg_field *field_of(struct tg_span name, toegang_fact_kind kind)
{
    static const char *const names[] = {"holder", "held_by", "organisation", "code",       "eloket",     "context",
                                        "from",   "until",   "granted_by",   "granted_at", "granted_as", "source"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tg_span_is(name, names[i])) return tg_field_of_row(name, kind);
    return NULL;
}

static toegang_status read_field(const struct tg_register_reading *reading, const struct tg_json *value,
                                 toegang_fact *fact)
{
    toegang_report fault = {0};
    const struct tg_field *field = field_of(value->name, fact->kind);
    bool is_text = value->kind == TG_JSON_STRING && value->text.length > 0;
    if (!field || !is_text) return no_fact(reading, value->name, value);
    const char *text = tg_arena_text(reading->arena, value->text);
    if (!text) return tg_no_memory(reading->report);
    if (field->take((struct tg_span){text, value->text.length}, reading->options, fact, &fault) == TOEGANG_GOOD)
        return TOEGANG_GOOD;
    return no_fact(reading, tg_span_of(fault.check), value);
}

/* "http:register.example#12": who said so, and what it calls it. */
static toegang_status add_source(const struct tg_register_reading *reading, const struct tg_json *row,
                                 toegang_fact *fact)
{
    char written[HOST_MAX + SOURCE_MAX + 8];
    struct tg_text text = tg_text_of(written, sizeof written);
    struct tg_span told = tg_span_of(fact->source);
    if (told.length > SOURCE_MAX) return no_fact(reading, TG_SPAN("source"), row);
    tg_text_addf(&text, "http:%.*s", HOST_MAX, reading->service);
    if (told.length > 0) tg_text_addf(&text, "#%s", told.at);
    fact->source = tg_arena_text(reading->arena, tg_span_of(written));
    return fact->source ? TOEGANG_GOOD : tg_no_memory(reading->report);
}

static toegang_status read_fact(const struct tg_register_reading *reading, const struct tg_json *row,
                                toegang_time as_of, toegang_fact *fact)
{
    toegang_report fault = {0};
    toegang_status status = TOEGANG_GOOD;
    *fact = tg_fact_empty(reading->question->kind);
    fact->as_of = as_of;
    if (row->kind != TG_JSON_OBJECT) return no_fact(reading, TG_SPAN("something else"), row);
    for (const struct tg_json *value = row->first; value && status == TOEGANG_GOOD; value = value->next)
        status = read_field(reading, value, fact);
    if (status == TOEGANG_GOOD) status = add_source(reading, row, fact);
    if (status != TOEGANG_GOOD || tg_fact_check(fact, &fault) == TOEGANG_GOOD) return status;
    return no_fact(reading, tg_span_of(fault.check), row);
}

/* ---- the whole ---- */

/* Every member, and no other. */
static toegang_status check_members(const struct tg_register_reading *reading, const struct tg_json *root)
{
    static const char *const names[] = {"question", "as_of", "complete", "facts"};
    const size_t count = sizeof names / sizeof *names;
    if (root->kind != TG_JSON_OBJECT || root->count != count) return no_answer(reading, TG_SPAN("something else"), root);
    for (size_t i = 0; i < count; i++)
        if (!tg_json_get(root, names[i])) return no_answer(reading, TG_SPAN("something else"), root);
    return TOEGANG_GOOD;
}

static toegang_status check_answer(const struct tg_register_reading *reading, const struct tg_json *root)
{
    const struct tg_json *question = tg_json_get(root, "question"), *complete = tg_json_get(root, "complete");
    if (!tg_asked_same(reading->asked, question))
        return unavailable(reading, CHECK_DIRECTORY_ANSWER, "an answer to the same question", TG_SPAN("another answer"),
                           question);
    if (complete->kind != TG_JSON_TRUE)
        return unavailable(reading, CHECK_DIRECTORY_ANSWER, "a whole answer", TG_SPAN("a part of it"), complete);
    return TOEGANG_GOOD;
}

static toegang_status stale(const struct tg_register_reading *reading, struct tg_span came)
{
    char since[32], expected[64];
    toegang_time_format(reading->question->since, since);
    (void)snprintf(expected, sizeof expected, "facts of %s or later", since);
    return unavailable(reading, CHECK_DIRECTORY_STALE, expected, came, NULL);
}

/* Rounded down: no younger than it is. */
static toegang_status read_age(const struct tg_register_reading *reading, const struct tg_json *value,
                               toegang_time *out)
{
    toegang_time since = reading->question->since;
    if (value->kind != TG_JSON_STRING || !tg_time_read(value->text, TG_ROUND_DOWN, out))
        return no_answer(reading, TG_SPAN("as_of"), value);
    return since == 0 || *out >= since ? TOEGANG_GOOD : stale(reading, value->text);
}

static toegang_status push_facts(const struct tg_register_reading *reading, const struct tg_json *list,
                                 toegang_time as_of, toegang_fact_sink *sink, void *context)
{
    toegang_status status = TOEGANG_GOOD;
    if (list->kind != TG_JSON_ARRAY) return no_answer(reading, TG_SPAN("facts"), list);
    for (const struct tg_json *row = list->first; row && status == TOEGANG_GOOD; row = row->next) {
        toegang_fact fact;
        status = read_fact(reading, row, as_of, &fact);
        if (status == TOEGANG_GOOD) status = sink(context, &fact);
    }
    return status;
}

toegang_status tg_register_read(struct tg_span octets, const struct tg_register_reading *reading,
                                toegang_fact_sink *sink, void *context)
{
    struct tg_json *root = NULL;
    toegang_report fault = {0};
    toegang_time as_of = TOEGANG_ALWAYS;
    toegang_status status = tg_json_read(octets, &limits, reading->arena, &root, &fault);
    if (status == TOEGANG_NO_MEMORY) return tg_no_memory(reading->report);
    if (status != TOEGANG_GOOD) return no_answer(reading, tg_span_of(fault.check), NULL);
    status = check_members(reading, root);
    if (status == TOEGANG_GOOD) status = check_answer(reading, root);
    if (status == TOEGANG_GOOD) status = read_age(reading, tg_json_get(root, "as_of"), &as_of);
    if (status == TOEGANG_GOOD) status = push_facts(reading, tg_json_get(root, "facts"), as_of, sink, context);
    return status;
}
