/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/chain.h"

#include <string.h>

#include "number/compare.h"

bool tg_function_is_companys(const struct tg_policy *policy, const toegang_fact *fact)
{
    return fact->kind == TOEGANG_FACT_FUNCTION && fact->held_by.scheme != TOEGANG_SCHEME_NONE &&
           strcmp(fact->code, TG_FUNCTION_PERMANENT) != 0 && tg_function_listed(policy, fact->code);
}

static bool holds(const struct tg_companies *companies, const toegang_organisation *company)
{
    for (size_t i = 0; i < companies->count; i++)
        if (toegang_organisation_equal(&companies->list[i], company)) return true;
    return false;
}

/* The lowest number among the companies of that organisation that are not in the list yet; NULL when all are.
 */
static const toegang_organisation *next_company(const struct tg_companies *known,
                                                const struct tg_policy *policy,
                                                const toegang_organisation *organisation,
                                                const toegang_fact *const *facts, size_t count)
{
    const toegang_organisation *lowest = NULL;
    for (size_t i = 0; i < count; i++) {
        const toegang_fact *fact = facts[i];
        if (!tg_function_is_companys(policy, fact)) continue;
        if (!toegang_organisation_equal(&fact->organisation, organisation) || holds(known, &fact->held_by))
            continue;
        if (!lowest || tg_organisation_compare(&fact->held_by, lowest) < 0) lowest = &fact->held_by;
    }
    return lowest;
}

bool tg_companies_of(struct tg_companies *out, const struct tg_policy *policy,
                     const toegang_organisation *organisation, const toegang_fact *const *facts, size_t count)
{
    size_t level_start = 0, level_end = 0;
    out->count = 0;
    for (unsigned hop = 0; hop < policy->company_chain; hop++) {
        for (size_t i = level_start; i < level_end || (hop == 0 && i == 0); i++) {
            const toegang_organisation *in = hop == 0 ? organisation : &out->list[i];
            const toegang_organisation *company;
            while ((company = next_company(out, policy, in, facts, count))) {
                if (out->count == TG_COMPANIES_MAX) return false;
                out->list[out->count++] = *company;
            }
        }
        level_start = level_end;
        level_end = out->count;
    }
    return true;
}
