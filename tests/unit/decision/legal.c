/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "../../conformance/decision/small.h"
#include "decision/legal.h"

static enum tg_truth represents(struct small *small, unsigned hops, toegang_time at, size_t *proven)
{
    struct tg_arena arena = {0};
    struct tg_case c;
    tg_proof proof[FACTS_MAX] = {0};
    toegang_rrn holder = person(0);
    small->policy.company_chain = hops;
    cr_assert(tg_case_open(&c, &small->policy, &small->question, &small->world, &arena));
    enum tg_truth truth = tg_represents(&c, &holder, at, proof);
    *proven = 0;
    for (size_t i = 0; i < c.count; i++) *proven += proof[i];
    tg_arena_free(&arena);
    return truth;
}

/* Person 0 directs 3, which directs 2, which directs 1, which directs 0; and 0 directs 3, a cycle. */
Test(legal, follows_companies_as_far_as_the_policy_says)
{
    static const enum tg_truth expected[] = {TG_FALSE, TG_FALSE, TG_FALSE, TG_TRUE, TG_TRUE, TG_TRUE};
    struct small small;
    size_t proven;
    small_open(&small);
    small_add(&small, function_of(0, 3, "10006", PAST, LATER));
    for (int i = 0; i < 3; i++) small_add(&small, company_function(i + 1, i, "10002", PAST, LATER));
    small_add(&small, company_function(0, 3, "10002", PAST, LATER));
    for (unsigned hops = 0; hops < 6; hops++) {
        cr_expect_eq(represents(&small, hops, NOW, &proven), expected[hops], "%u hops", hops);
        cr_expect_eq(proven, expected[hops] == TG_TRUE ? 4 : 0, "%u hops: %zu facts", hops, proven);
    }
    cr_expect_eq(represents(&small, 3, LATER, &proven), TG_FALSE, "all have ended");
    cr_expect_eq(represents(&small, 3, LATER - 1, &proven), TG_TRUE, "the last second");
}

/* The permanent representative in a company of the chain counts as in the organisation itself. */
Test(legal, permanent_representatives_in_the_chain)
{
    struct small small;
    size_t proven;
    small_open(&small);
    small_add(&small, company_function(1, 0, "10002", PAST, LATER));
    small_add(&small, permanent(0, 2, 1, PAST, LATER));
    cr_expect_eq(represents(&small, 1, NOW, &proven), TG_FALSE);
    small_add(&small, company_function(2, 1, "10007", PAST, LATER));
    cr_expect_eq(represents(&small, 0, NOW, &proven), TG_FALSE);
    cr_expect_eq(represents(&small, 1, NOW, &proven), TG_TRUE);
    cr_expect_eq(proven, 3, "%zu", proven);
    small_silence(&small, TOEGANG_KBO);
    cr_expect_eq(represents(&small, 1, NOW, &proven), TG_UNKNOWN);
}
