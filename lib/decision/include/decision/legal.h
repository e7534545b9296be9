/* SPDX-License-Identifier: Apache-2.0 */
/* Legal representation of an organisation by a person, through companies where the policy follows them. */
#ifndef TG_DECISION_LEGAL_H
#define TG_DECISION_LEGAL_H

#include "decision/case.h"

/* The first live representing function that the company holds in the organisation; count when there is none.
 */
size_t tg_company_function(const struct tg_policy *policy, const toegang_fact *const *facts, size_t count,
                           const toegang_organisation *organisation, const toegang_organisation *company,
                           toegang_time at);
/*
 * Why this function does not make its holder a representative; NULL when it does. For a 10003 *company is the
 * function of the company that it leans on, count for any other.
 */
const char *tg_function_fault(const struct tg_policy *policy, const toegang_fact *const *facts, size_t count,
                              const toegang_fact *function, toegang_time at, size_t *company);
/* The person represents the asked organisation at that instant. The proof gets each function of the way. */
enum tg_truth tg_represents(struct tg_case *c, const toegang_rrn *person, toegang_time at, tg_proof *proof);

#endif
