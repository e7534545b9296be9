/* SPDX-License-Identifier: Apache-2.0 */
/* Facts in one order, each once: the verdict must not depend on how a directory happens to sort its rows. */
#include "decision/order.h"

#include <string.h>

#include "base/sort.h"
#include "number/compare.h"

static int compare_text(const char *one, const char *other)
{
    return strcmp(one ? one : "", other ? other : "");
}

static int compare_number(int64_t one, int64_t other)
{
    return (one > other) - (one < other);
}

static int compare_what(const toegang_fact *one, const toegang_fact *other)
{
    int order = compare_number(one->kind, other->kind);
    if (order == 0) order = tg_rrn_compare(&one->holder, &other->holder);
    if (order == 0) order = tg_organisation_compare(&one->organisation, &other->organisation);
    if (order == 0) order = tg_organisation_compare(&one->held_by, &other->held_by);
    if (order == 0) order = compare_text(one->eloket, other->eloket);
    if (order == 0) order = compare_text(one->code, other->code);
    return order != 0 ? order : compare_text(one->context, other->context);
}

/* Without a grantor first: the shorter chain. The longest period first: it holds the longest. */
static int compare_how(const toegang_fact *one, const toegang_fact *other)
{
    int order = tg_rrn_compare(&one->granted_by, &other->granted_by);
    if (order == 0) order = compare_number(other->until, one->until);
    if (order == 0) order = compare_number(one->from, other->from);
    if (order == 0) order = compare_number(one->granted_at, other->granted_at);
    if (order == 0) order = compare_text(one->granted_as, other->granted_as);
    if (order == 0) order = compare_text(one->source, other->source);
    return order != 0 ? order : compare_number(other->as_of, one->as_of);
}

int tg_fact_compare(const toegang_fact *one, const toegang_fact *other)
{
    int order = compare_what(one, other);
    return order != 0 ? order : compare_how(one, other);
}

static int compare(const void *one, const void *other)
{
    return tg_fact_compare(*(const toegang_fact *const *)one, *(const toegang_fact *const *)other);
}

const toegang_fact **tg_facts_sorted(const toegang_fact *const *facts, size_t *count, struct tg_arena *arena)
{
    const toegang_fact **copy = tg_arena_array(arena, *count + 1, sizeof *copy);
    if (!copy) return NULL;
    if (*count > 0) memcpy(copy, facts, *count * sizeof *copy);
    *count = tg_sort_once(copy, *count, sizeof *copy, compare);
    return copy;
}
