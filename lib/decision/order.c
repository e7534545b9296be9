/* SPDX-License-Identifier: Apache-2.0 */
/* Facts in one order, each once: the verdict must not depend on how a directory happens to sort its rows. */
#include "decision/order.h"

#include <string.h>

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

static void merge(const toegang_fact **from, const toegang_fact **to, size_t start, size_t middle, size_t end)
{
    size_t left = start, right = middle;
    for (size_t i = start; i < end; i++) {
        bool takes_left = left < middle && (right >= end || tg_fact_compare(from[left], from[right]) <= 0);
        to[i] = takes_left ? from[left++] : from[right++];
    }
}

/* Bottom-up merge sort: libc's qsort may take memory of its own. */
static const toegang_fact **sort(const toegang_fact **facts, const toegang_fact **spare, size_t count)
{
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width) {
            size_t middle = start + width < count ? start + width : count;
            size_t end = middle + width < count ? middle + width : count;
            merge(facts, spare, start, middle, end);
        }
        const toegang_fact **swap = facts;
        facts = spare;
        spare = swap;
    }
    return facts;
}

const toegang_fact **tg_facts_sorted(const toegang_fact *const *facts, size_t *count, struct tg_arena *arena)
{
    const toegang_fact **copy = tg_arena_array(arena, *count + 1, sizeof *copy);
    const toegang_fact **spare = tg_arena_array(arena, *count + 1, sizeof *spare);
    if (!copy || !spare) return NULL;
    if (*count > 0) memcpy(copy, facts, *count * sizeof *copy);
    copy = sort(copy, spare, *count);
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++)
        if (kept == 0 || tg_fact_compare(copy[kept - 1], copy[i]) != 0) copy[kept++] = copy[i];
    *count = kept;
    return copy;
}
