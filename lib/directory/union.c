/* SPDX-License-Identifier: Apache-2.0 */
/* What all parts know, together. Nothing is passed on before all have answered: one that cannot may know a
 * fact more. */
#include <stdlib.h>
#include <string.h>

#include "base/report.h"
#include "gathered.h"
#include "number/compare.h"
#include "parts.h"

static toegang_status gather_all(const struct tg_parts *parts, const toegang_directory_question *question,
                                 struct tg_gathered *gathered, toegang_report *report)
{
    toegang_directory_question asked = *question;
    struct tg_deadline deadline = tg_parts_deadline(parts, question);
    toegang_status status = TOEGANG_GOOD;
    for (size_t i = 0; status == TOEGANG_GOOD && i < parts->count; i++) {
        if (!tg_deadline_share(deadline, parts->count - i, &asked.patience_ms)) return tg_no_time(report);
        status = tg_gather(parts->parts[i], &asked, gathered, report);
    }
    return status;
}

/* ---- one fact that several parts know ---- */

struct place {
    const toegang_fact *fact;
    size_t ordinal; /* in which it came */
};

static int compare_numbers(int64_t one, int64_t other)
{
    return (one > other) - (one < other);
}

static int compare_texts(const toegang_fact *one, const toegang_fact *other)
{
    int order = strcmp(one->code, other->code);
    if (order == 0) order = strcmp(one->eloket, other->eloket);
    if (order == 0) order = strcmp(one->context, other->context);
    return order != 0 ? order : strcmp(one->granted_as, other->granted_as);
}

static int compare_moments(const toegang_fact *one, const toegang_fact *other)
{
    int order = compare_numbers(one->from, other->from);
    if (order == 0) order = compare_numbers(one->until, other->until);
    return order != 0 ? order : compare_numbers(one->granted_at, other->granted_at);
}

/* In everything but source and as_of. */
static int compare_facts(const toegang_fact *one, const toegang_fact *other)
{
    int order = compare_numbers(one->kind, other->kind);
    if (order == 0) order = tg_rrn_compare(&one->holder, &other->holder);
    if (order == 0) order = tg_organisation_compare(&one->organisation, &other->organisation);
    if (order == 0) order = tg_organisation_compare(&one->held_by, &other->held_by);
    if (order == 0) order = tg_rrn_compare(&one->granted_by, &other->granted_by);
    if (order == 0) order = compare_moments(one, other);
    return order != 0 ? order : compare_texts(one, other);
}

/* Of equal ones the younger stands first, and then the one that came first. */
static int by_fact(const void *one, const void *other)
{
    const struct place *a = one, *b = other;
    int order = compare_facts(a->fact, b->fact);
    if (order == 0) order = compare_numbers(b->fact->as_of, a->fact->as_of);
    return order != 0 ? order : (a->ordinal > b->ordinal) - (a->ordinal < b->ordinal);
}

static int by_ordinal(const void *one, const void *other)
{
    const struct place *a = one, *b = other;
    return (a->ordinal > b->ordinal) - (a->ordinal < b->ordinal);
}

static size_t each_once(struct place *places, size_t count)
{
    size_t kept = 0;
    qsort(places, count, sizeof *places, by_fact);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || compare_facts(places[kept - 1].fact, places[i].fact) != 0)
            places[kept++] = places[i];
    qsort(places, kept, sizeof *places, by_ordinal);
    return kept;
}

static toegang_status push_each_once(struct tg_gathered *gathered, toegang_fact_sink *sink, void *context,
                                     toegang_report *report)
{
    size_t count = 0;
    struct place *places = tg_arena_array(&gathered->arena, gathered->count, sizeof *places);
    if (!places) return tg_no_memory(report);
    for (const struct tg_gathered_fact *at = gathered->first; at; at = at->next, count++)
        places[count] = (struct place){&at->fact, count};
    if (count > 1) count = each_once(places, count);
    toegang_status status = TOEGANG_GOOD;
    for (size_t i = 0; status == TOEGANG_GOOD && i < count; i++) status = sink(context, places[i].fact);
    return status;
}

static toegang_status read_union(void *self, const toegang_directory_question *question,
                                 toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct tg_gathered gathered = {0};
    toegang_status status = gather_all(self, question, &gathered, report);
    if (status == TOEGANG_GOOD) status = push_each_once(&gathered, sink, context, report);
    tg_gathered_free(&gathered);
    return status;
}

/* ---- the directory ---- */

static toegang_directory *writer_of(void *self, toegang_register reg)
{
    const struct tg_parts *parts = self;
    for (size_t i = 0; i < parts->count; i++)
        if (toegang_directory_writer(parts->parts[i], reg)) return parts->parts[i];
    return NULL;
}

static toegang_status describe_union(void *self, int64_t patience_ms, toegang_detail_sink *sink,
                                     void *context, toegang_report *report)
{
    const struct tg_parts *parts = self;
    toegang_report told = {0};
    if (tg_parts_describe(parts, patience_ms, sink, context, &told) == parts->count) return TOEGANG_GOOD;
    return tg_report_pass(report, &told);
}

static const toegang_directory_class union_class = {
    .size = sizeof union_class,
    .flags = TG_DIRECTORY_PASSES_ON,
    .name = "union",
    .read = read_union,
    .close = tg_parts_close,
    .generation = tg_parts_generation,
    .describe = describe_union,
    .inner = writer_of,
};

toegang_status toegang_directory_union_new(toegang_directory *const parts[], size_t count,
                                           int64_t patience_ms, toegang_directory **out,
                                           toegang_report *report)
{
    return tg_parts_new(&union_class, parts, count, patience_ms, out, report);
}
