/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two arrays of pointers, sorted by holder and by organisation. A question looks at the facts of its holder,
 * or of its organisation, and at no others; without either it looks at all.
 */
#include "directory/store.h"

#include <stdlib.h>

#include "base/report.h"
#include "base/text.h"
#include "directory/check.h"
#include "number/compare.h"

/* Facts lie in one array, so their addresses are the order in which they came. */
static int compare_places(const toegang_fact *one, const toegang_fact *other)
{
    return (one > other) - (one < other);
}

static int by_holder(const void *one, const void *other)
{
    const toegang_fact *a = *(const toegang_fact *const *)one, *b = *(const toegang_fact *const *)other;
    int order = tg_rrn_compare(&a->holder, &b->holder);
    return order != 0 ? order : compare_places(a, b);
}

static int by_organisation(const void *one, const void *other)
{
    const toegang_fact *a = *(const toegang_fact *const *)one, *b = *(const toegang_fact *const *)other;
    int order = tg_organisation_compare(&a->organisation, &b->organisation);
    return order != 0 ? order : compare_places(a, b);
}

static const toegang_fact **sorted(struct tg_arena *arena, const toegang_fact *facts, size_t count,
                                   int (*compare)(const void *, const void *))
{
    const toegang_fact **out = tg_arena_array(arena, count, sizeof *out);
    if (!out) return NULL;
    for (size_t i = 0; i < count; i++) out[i] = &facts[i];
    if (count > 1) qsort(out, count, sizeof *out, compare);
    return out;
}

struct tg_store *tg_store_new(struct tg_arena *arena, const toegang_fact *facts, size_t count,
                              unsigned registers)
{
    struct tg_store *store = tg_arena_take(arena, sizeof *store);
    if (!store) return NULL;
    *store = (struct tg_store){facts, count, registers, TOEGANG_ALWAYS, NULL, NULL};
    store->by_holder = sorted(arena, facts, count, by_holder);
    store->by_organisation = sorted(arena, facts, count, by_organisation);
    return store->by_holder && store->by_organisation ? store : NULL;
}

/* Where a question looks: which array, and how a fact of it lies to what is asked. */
struct search {
    const toegang_fact *const *facts;
    const toegang_directory_question *question;
    int (*compare)(const toegang_fact *fact, const toegang_directory_question *question); /* NULL: all */
};

static int holder_asked(const toegang_fact *fact, const toegang_directory_question *question)
{
    return tg_rrn_compare(&fact->holder, &question->holder);
}

static int organisation_asked(const toegang_fact *fact, const toegang_directory_question *question)
{
    return tg_organisation_compare(&fact->organisation, &question->organisation);
}

static struct search search_of(const struct tg_store *store, const toegang_directory_question *question)
{
    if (question->holder.kind != TOEGANG_RRN_NONE)
        return (struct search){store->by_holder, question, holder_asked};
    if (question->organisation.scheme != TOEGANG_SCHEME_NONE || question->for_oneself)
        return (struct search){store->by_organisation, question, organisation_asked};
    return (struct search){store->by_organisation, question, NULL};
}

/* The first fact that does not lie before what is asked. */
static size_t first_of(const struct search *search, size_t count)
{
    size_t low = 0, high = search->compare ? count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (search->compare(search->facts[middle], search->question) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has_say(const struct tg_store *store, const toegang_directory_question *question)
{
    bool of_register = question->kind == TOEGANG_FACT_RIGHT || question->kind == TOEGANG_FACT_SUSPENSION;
    return !of_register || (store->registers >> question->reg & 1U);
}

/* Where no fact fits, none can say how old the answer is. */
static toegang_status check_age(const struct tg_store *store, const toegang_directory_question *question,
                                toegang_report *report)
{
    char since[32], as_of[32], expected[64];
    struct tg_text text = tg_text_of(expected, sizeof expected);
    if (question->since == 0 || store->as_of == TOEGANG_ALWAYS || store->as_of >= question->since)
        return TOEGANG_GOOD;
    toegang_time_format(question->since, since);
    toegang_time_format(store->as_of, as_of);
    tg_text_addf(&text, "facts of %s or later", since);
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_STALE, expected, tg_span_of(as_of));
}

toegang_status tg_store_read(void *self, const toegang_directory_question *question, toegang_fact_sink *sink,
                             void *context, toegang_report *report)
{
    const struct tg_store *store = self;
    struct search search = search_of(store, question);
    if (!has_say(store, question)) return TOEGANG_GOOD;
    toegang_status age = check_age(store, question, report);
    if (age != TOEGANG_GOOD) return age;
    for (size_t i = first_of(&search, store->count); i < store->count; i++) {
        const toegang_fact *fact = search.facts[i];
        if (search.compare && search.compare(fact, question) != 0) break;
        toegang_status status = tg_fact_answers(fact, question) ? sink(context, fact) : TOEGANG_GOOD;
        if (status != TOEGANG_GOOD) return status;
    }
    return TOEGANG_GOOD;
}
