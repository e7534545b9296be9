/* SPDX-License-Identifier: Apache-2.0 */
/* Companies that hold functions in companies: what a company-chain may have to look at. */
#ifndef TG_DECISION_CHAIN_H
#define TG_DECISION_CHAIN_H

#include "decision/case.h"

struct tg_companies {
    toegang_organisation list[TG_COMPANIES_MAX];
    size_t count;
};

/* The function is held by a company and would make it a representative: listed, and not 10003, which a person
 * exercises. */
bool tg_function_is_companys(const struct tg_policy *policy, const toegang_fact *fact);
/*
 * Every company that at any time held a representing function in the organisation, or in such a company, up
 * to policy.company_chain hops away: nearest first, then by number. False when there are more than the list
 * holds.
 */
bool tg_companies_of(struct tg_companies *out, const struct tg_policy *policy,
                     const toegang_organisation *organisation, const toegang_fact *const *facts,
                     size_t count);

#endif
