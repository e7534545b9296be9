/* SPDX-License-Identifier: Apache-2.0 */
/* Searches: for whom may somebody act, who may act for an organisation, what may he do there. */
#ifndef TOEGANG_SEARCH_H
#define TOEGANG_SEARCH_H

#include <toegang/config.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is found: one question that toegang_check permits. Borrowed by the sink. */
typedef struct toegang_found {
    size_t size;
    toegang_rrn holder;
    toegang_organisation organisation; /* scheme NONE: for oneself */
    const char *eloket;
    const char *right;                /* NULL: the right that the e-counter's policy asks, if it asks one */
    const toegang_decision *decision; /* the permit with its evidence */
} toegang_found;
/* Any status but GOOD ends the search and is returned. */
typedef toegang_status toegang_found_sink(void *context, const toegang_found *found);

/* Candidates that one search decides at most. */
#define TOEGANG_CANDIDATES_MAX 1000

/*
 * Candidates come from the directories and from the assertion; each is decided as toegang_check decides it,
 * and what is permitted is pushed, sorted, once all are decided. Nothing is noted in the trail: nobody was
 * let in. Exact or UNAVAILABLE, never cut short: the check of the register that could not answer; decision.*
 * where a candidate is indeterminate; search.limit: more than 1000 candidates; search.everyone: the policy
 * lets everybody in, so that no list is whole; search.company-chain: companies that the person represents may
 * hold functions elsewhere, and no register lists those; directory.at-hand: a register would have to be
 * waited for, and the question may not wait. MISUSE as toegang_check; REFUSED for a context "" (right.context).
 * question->patience_ms is for the whole.
 */

/* For whom this identity may act there; question->organisation is not looked at. */
TOEGANG_CHECKED toegang_status toegang_search_organisations(const toegang *all,
                                                            const toegang_question *question,
                                                            toegang_found_sink *sink, void *context,
                                                            toegang_report *report);
/*
 * Who may act there for question->organisation (scheme NONE: for himself), if he signs in with that assurance
 * and that capacity (NULL: none). question->identity is not looked at: what assertions state is not known
 * before people sign in.
 */
TOEGANG_CHECKED toegang_status toegang_search_holders(const toegang *all, const toegang_question *question,
                                                      toegang_assurance assurance, const char *capacity,
                                                      toegang_found_sink *sink, void *context,
                                                      toegang_report *report);
/*
 * Where this identity may act for question->organisation, and with which rights. question->eloket NULL: every
 * e-counter. question->right NULL: entering, which a row without a right says, and every right that the policy
 * names; where it names none any name is one, and those that were granted are told. Else that right alone, at
 * the e-counters where it may be asked.
 */
TOEGANG_CHECKED toegang_status toegang_search_rights(const toegang *all, const toegang_question *question,
                                                     toegang_found_sink *sink, void *context,
                                                     toegang_report *report);

#ifdef __cplusplus
}
#endif
#endif
