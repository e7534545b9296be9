/* SPDX-License-Identifier: Apache-2.0 */
/* Candidates in one order, each once. */
#include <string.h>

#include "base/report.h"
#include "base/sort.h"
#include "check.h"
#include "number/compare.h"
#include "search.h"

/* Without a right first: that he may enter. */
static int compare_right(const char *one, const char *other)
{
    return strcmp(one ? one : "", other ? other : "");
}

static int compare(const void *left, const void *right)
{
    const struct tg_candidate *one = left, *other = right;
    int order = tg_rrn_compare(&one->holder, &other->holder);
    if (order == 0) order = tg_organisation_compare(&one->organisation, &other->organisation);
    if (order == 0) order = strcmp(one->policy->eloket, other->policy->eloket);
    return order != 0 ? order : compare_right(one->right, other->right);
}

toegang_status tg_candidates_sort(struct tg_search *search)
{
    search->count = tg_sort_once(search->list, search->count, sizeof *search->list, compare);
    if (search->count <= TOEGANG_CANDIDATES_MAX) return TOEGANG_GOOD;
    return tg_report(search->report, TOEGANG_UNAVAILABLE, CHECK_SEARCH_LIMIT, "at most 1000 candidates",
                     TG_SPAN("more"));
}
