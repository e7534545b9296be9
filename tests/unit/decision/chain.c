/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "../../conformance/decision/small.h"
#include "decision/chain.h"

static size_t companies(struct small *small, unsigned hops, struct tg_companies *out)
{
    toegang_organisation asked = enterprise(0);
    small->policy.company_chain = hops;
    cr_assert(tg_companies_of(out, &small->policy, &asked, small->world.facts, small->world.count));
    return out->count;
}

/* 3 and 1 hold functions in 0, 2 in 1, 0 in 2 (a cycle), 4 in 3. */
Test(chain, lists_companies_by_distance_then_number)
{
    static const int expected[] = {1, 3, 2, 4};
    static const size_t counts[] = {0, 2, 4, 5, 5, 5};
    struct small small;
    struct tg_companies found;
    small_open(&small);
    small_add(&small, company_function(3, 0, "10002", LONG_AGO, PAST));
    small_add(&small, company_function(1, 0, "10006", PAST, LATER));
    small_add(&small, company_function(2, 1, "10002", PAST, LATER));
    small_add(&small, company_function(0, 2, "10002", PAST, LATER));
    small_add(&small, company_function(4, 3, "10002", PAST, LATER));
    small_add(&small, company_function(5, 0, "10021", PAST, LATER)); /* an auditor */
    small_add(&small, permanent(0, 6, 0, PAST, LATER));              /* a person, for a company */
    for (unsigned hops = 0; hops < 6; hops++) {
        cr_expect_eq(companies(&small, hops, &found), counts[hops], "%u hops: %zu", hops, found.count);
        for (size_t i = 0; i < found.count && i < 4; i++) {
            toegang_organisation one = enterprise(expected[i]);
            cr_expect(toegang_organisation_equal(&found.list[i], &one), "%u hops, %zu: %s", hops, i,
                      found.list[i].value);
        }
    }
}

/* Nobody is told no because a list was full. */
Test(chain, more_companies_than_the_list_holds)
{
    struct small small;
    struct tg_companies found;
    toegang_fact facts[TG_COMPANIES_MAX + 1];
    const toegang_fact *list[TG_COMPANIES_MAX + 1];
    toegang_organisation asked = enterprise(0);
    small_open(&small);
    small.policy.company_chain = 1;
    for (int i = 0; i <= TG_COMPANIES_MAX; i++) {
        facts[i] = company_function(1 + i % 60, 0, "10002", PAST, LATER);
        facts[i].held_by.value[2] = (char)('0' + i / 60);
        list[i] = &facts[i];
    }
    cr_expect(tg_companies_of(&found, &small.policy, &asked, list, TG_COMPANIES_MAX));
    cr_expect_not(tg_companies_of(&found, &small.policy, &asked, list, TG_COMPANIES_MAX + 1));
    small.policy.legal_representative = TG_AUTOMATIC;
    small.policy.others = TG_NEVER;
    small.policy.htb = TG_NEVER;
    small.world.facts = list;
    small.world.count = TG_COMPANIES_MAX + 1;
    toegang_decision *decision = small_ask(&small);
    cr_expect_eq(toegang_decision_outcome(decision), TOEGANG_OUTCOME_INDETERMINATE);
    cr_expect_str_eq(toegang_decision_check(decision), "decision.limit");
    toegang_decision_free(decision);
}
