/* SPDX-License-Identifier: Apache-2.0 */
/* One search being made: candidates, and what became of each. */
#ifndef TG_SEARCH_H
#define TG_SEARCH_H

#include <toegang/search.h>

#include "facts.h"
#include "internal.h"

/* A question that may be permitted. */
struct tg_candidate {
    toegang_rrn holder;
    toegang_organisation organisation;
    const struct tg_policy *policy;
    const char *right;          /* NULL: as the policy says */
    toegang_decision *decision; /* once it is permitted; the search's */
};

struct tg_search {
    const toegang *all;
    const toegang_question *asked;
    const struct tg_policy *policy; /* of the e-counter; NULL: every one is looked at */
    struct tg_deadline deadline;    /* of all questions together */
    struct tg_facts known;          /* what candidates come from */
    struct tg_kept kept;            /* what the last candidates were judged by */
    struct tg_arena arena;
    struct tg_candidate *list;
    size_t count, room;
    toegang_report *report;
};

/* Candidates for each kind of search, unsorted; some may stand twice. */
toegang_status tg_candidates_organisations(struct tg_search *search);
toegang_status tg_candidates_holders(struct tg_search *search);
toegang_status tg_candidates_rights(struct tg_search *search);
/* Sorted, each once. UNAVAILABLE (search.limit): more than TOEGANG_CANDIDATES_MAX are left. */
toegang_status tg_candidates_sort(struct tg_search *search);

#endif
