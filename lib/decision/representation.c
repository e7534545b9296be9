/* SPDX-License-Identifier: Apache-2.0 */
/* One KBO function: does it represent, by itself or with the company that it speaks for? */
#include "decision/representation.h"

#include <string.h>

#include "decision/chain.h"
#include "decision/check.h"
#include "decision/legal.h"
#include "directory/fact.h"

bool tg_function_listed(const struct tg_policy *policy, const char *code)
{
    for (size_t i = 0; i < policy->function_count; i++)
        if (strcmp(policy->functions[i], code) == 0) return true;
    return false;
}

size_t tg_company_function(const struct tg_policy *policy, const toegang_fact *const *facts, size_t count,
                           const toegang_organisation *organisation, const toegang_organisation *company,
                           toegang_time at)
{
    for (size_t i = 0; i < count; i++) {
        if (!tg_function_is_companys(policy, facts[i]) || !tg_fact_live(facts[i], at)) continue;
        if (!toegang_organisation_equal(&facts[i]->organisation, organisation)) continue;
        if (toegang_organisation_equal(&facts[i]->held_by, company)) return i;
    }
    return count;
}

/*
 * Why the function does not represent by itself; NULL when it does. A function that names a company is the
 * company's: the person beside it only speaks for the company, and that takes a function 10003.
 */
static const char *own_fault(const struct tg_policy *policy, const toegang_fact *function, toegang_time at)
{
    bool permanent = strcmp(function->code, TG_FUNCTION_PERMANENT) == 0;
    bool has_company = function->held_by.scheme != TOEGANG_SCHEME_NONE;
    if (!tg_function_listed(policy, function->code)) return CHECK_FUNCTION_CODE;
    if (at >= function->until) return CHECK_FUNCTION_ENDED;
    if (at < function->from) return CHECK_FUNCTION_NOT_YET;
    if (function->holder.kind == TOEGANG_RRN_NONE || permanent != has_company) return CHECK_FUNCTION_COMPANY;
    return NULL;
}

const char *tg_function_fault(const struct tg_policy *policy, const toegang_fact *const *facts, size_t count,
                              const toegang_fact *function, toegang_time at, size_t *company)
{
    const char *fault = own_fault(policy, function, at);
    *company = count;
    if (fault || function->held_by.scheme == TOEGANG_SCHEME_NONE) return fault;
    *company = tg_company_function(policy, facts, count, &function->organisation, &function->held_by, at);
    return *company < count ? NULL : CHECK_FUNCTION_COMPANY;
}

enum tg_truth tg_function_represents(const struct tg_policy *policy, const struct tg_world *world,
                                     const toegang_fact *function, toegang_time at, const char **check)
{
    const struct tg_answer *answer = &world->answers[TOEGANG_KBO];
    size_t company;
    *check = CHECK_DIRECTORY_UNAVAILABLE;
    if (answer->asked && answer->status != TOEGANG_GOOD) return TG_UNKNOWN;
    const char *fault = tg_function_fault(policy, world->facts, world->count, function, at, &company);
    *check = fault ? fault : "";
    return fault ? TG_FALSE : TG_TRUE;
}
