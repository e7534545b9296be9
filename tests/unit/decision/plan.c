/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "../../conformance/decision/small.h"
#include "decision/decision.h"

/* All that is missing is told at once, gates first. */
Test(plan, gates_and_path_together)
{
    static const char *const capacities[] = {"LB"};
    static const enum tg_action_kind expected[] = {TG_ACTION_SIGN_IN_AGAIN, TG_ACTION_LIFT_SUSPENSION,
                                                   TG_ACTION_STRONGER_KEY, TG_ACTION_CHOOSE_CAPACITY,
                                                   TG_ACTION_GRANT_RIGHT};
    struct small small;
    small_open(&small);
    small.identity.until = NOW;
    small.identity.assurance = TOEGANG_ASSURANCE_LOW;
    small.policy.assurance = TOEGANG_ASSURANCE_HIGH;
    small.policy.capacities = capacities;
    small.policy.capacity_count = 1;
    small_add(&small, block_of(0, NOBODY, NOBODY, PAST, LATER));
    toegang_decision *decision = small_ask(&small);
    cr_assert_eq(decision->action_count, sizeof expected / sizeof *expected, "%zu", decision->action_count);
    for (size_t i = 0; i < decision->action_count; i++)
        cr_expect_eq(decision->actions[i], expected[i], "%zu", i);
    toegang_decision_free(decision);
}

/* What nobody can open has no plan, and the advice of its check serves. */
Test(plan, without_a_way_out)
{
    struct small small;
    char text[1024];
    small_open(&small);
    small.identity.holder.kind = TOEGANG_RRN_TEST;
    toegang_decision *decision = small_ask(&small);
    cr_expect_eq(decision->action_count, 0);
    cr_expect_gt(toegang_decision_remedy(decision, TOEGANG_EN, text, sizeof text), 0);
    toegang_decision_free(decision);
    small_open(&small);
    small.question.organisation = enterprise(NOBODY);
    decision = small_ask(&small);
    cr_expect_str_eq(decision->check, "self.never");
    cr_expect_eq(decision->action_count, 0);
    toegang_decision_free(decision);
}

static void expect_actions(struct small *small, size_t count, const enum tg_action_kind *expected)
{
    toegang_decision *decision = small_ask(small);
    cr_assert_eq(decision->action_count, count, "%zu actions", decision->action_count);
    for (size_t i = 0; i < count; i++) cr_expect_eq(decision->actions[i], expected[i], "%zu", i);
    toegang_decision_free(decision);
}

/* Where rights are known by assertions alone, a grant shows at the next sign-in. */
Test(plan, rights_by_assertion)
{
    static const enum tg_action_kind expected[] = {TG_ACTION_GRANT_RIGHT, TG_ACTION_SIGN_IN_AGAIN};
    struct small small;
    small_open(&small);
    small.policy.legal_representative = small.policy.htb = TG_NEVER;
    small_absent(&small, TOEGANG_GEBRUIKERSBEHEER);
    expect_actions(&small, 1, expected);
    small.identity.asserts = TOEGANG_ASSERTS_RIGHTS;
    expect_actions(&small, 2, expected);
}

/* A mandate is the last way, and only where it can count. */
Test(plan, with_a_mandate)
{
    static const enum tg_action_kind expected[] = {TG_ACTION_SIGN_IN_WITH_MANDATE, TG_ACTION_GRANT_RIGHT};
    struct small small;
    small_open(&small);
    small.policy.legal_representative = small.policy.htb = small.policy.others = TG_NEVER;
    small.policy.mandate = TG_WITH_RIGHT;
    expect_actions(&small, 0, expected);
    small.identity.asserts = TOEGANG_ASSERTS_MANDATE;
    expect_actions(&small, 2, expected);
    small.policy.mandate = TG_AUTOMATIC;
    expect_actions(&small, 1, expected);
    small.policy.asserted = TG_ASSERTED_NEVER;
    expect_actions(&small, 0, expected);
}

/* Only 10003 counts: no function that one can register by itself. */
Test(plan, functions_that_stand_alone)
{
    static const char *const functions[] = {"10003"};
    struct small small;
    small_open(&small);
    small.policy.legal_representative = TG_AUTOMATIC;
    small.policy.htb = small.policy.others = TG_NEVER;
    small.policy.functions = functions;
    small.policy.function_count = 1;
    toegang_decision *decision = small_ask(&small);
    cr_expect_eq(decision->action_count, 0);
    toegang_decision_free(decision);
}

Test(plan, who_represents_grants_himself)
{
    struct small small;
    char text[1024];
    small_open(&small);
    small.policy.right = "indienen";
    small_add(&small, function_of(0, 0, "10006", PAST, LATER));
    toegang_decision *decision = small_ask(&small);
    (void)toegang_decision_remedy(decision, TOEGANG_EN, text, sizeof text);
    cr_expect_str_eq(text, "You can grant yourself the right 'indienen' on e0 in Gebruikersbeheer.");
    toegang_decision_free(decision);
}
