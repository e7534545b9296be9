/* SPDX-License-Identifier: Apache-2.0 */
/* Candidates in one order, each once. */
#include <string.h>

#include "base/report.h"
#include "check.h"
#include "number/compare.h"
#include "search.h"

/* Without a right first: that he may enter. */
static int compare_right(const char *one, const char *other)
{
    return strcmp(one ? one : "", other ? other : "");
}

static int compare(const struct tg_candidate *one, const struct tg_candidate *other)
{
    int order = tg_rrn_compare(&one->holder, &other->holder);
    if (order == 0) order = tg_organisation_compare(&one->organisation, &other->organisation);
    if (order == 0) order = strcmp(one->policy->eloket, other->policy->eloket);
    return order != 0 ? order : compare_right(one->right, other->right);
}

static void merge(const struct tg_candidate *from, struct tg_candidate *to, size_t start, size_t middle,
                  size_t end)
{
    size_t left = start, right = middle;
    for (size_t i = start; i < end; i++) {
        bool takes_left = left < middle && (right >= end || compare(&from[left], &from[right]) <= 0);
        to[i] = takes_left ? from[left++] : from[right++];
    }
}

/* Bottom-up merge sort: libc's qsort may take memory of its own. */
static struct tg_candidate *sort(struct tg_candidate *list, struct tg_candidate *spare, size_t count)
{
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width) {
            size_t middle = start + width < count ? start + width : count;
            size_t end = middle + width < count ? middle + width : count;
            merge(list, spare, start, middle, end);
        }
        struct tg_candidate *swap = list;
        list = spare;
        spare = swap;
    }
    return list;
}

toegang_status tg_candidates_sort(struct tg_search *search)
{
    struct tg_candidate *spare = tg_arena_array(&search->arena, search->count + 1, sizeof *spare);
    size_t kept = 0;
    if (!spare) return tg_no_memory(search->report);
    struct tg_candidate *list = sort(search->list, spare, search->count);
    for (size_t i = 0; i < search->count; i++)
        if (kept == 0 || compare(&list[kept - 1], &list[i]) != 0) list[kept++] = list[i];
    search->list = list;
    search->count = kept;
    if (kept <= TOEGANG_CANDIDATES_MAX) return TOEGANG_GOOD;
    return tg_report(search->report, TOEGANG_UNAVAILABLE, CHECK_SEARCH_LIMIT, "at most 1000 candidates",
                     TG_SPAN("more"));
}
