/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "../../conformance/decision/small.h"
#include "decision/decision.h"

Test(decide, status_says_the_outcome)
{
    struct small small;
    toegang_decision *decision = NULL;
    toegang_report report = {0};
    small_open(&small);
    cr_expect_eq(tg_decide(&small.policy, &small.question, &small.world, &decision, &report),
                 TOEGANG_REFUSED);
    cr_expect_eq(report.status, TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "representation.absent");
    cr_expect_eq(toegang_decision_outcome(decision), TOEGANG_OUTCOME_DENY);
    toegang_decision_free(decision);
    report = (toegang_report){0};
    small_silence(&small, TOEGANG_KBO);
    small_add(&small, right_of(0, 0, 0, "r", 1, PAST, LATER));
    cr_expect_eq(tg_decide(&small.policy, &small.question, &small.world, &decision, &report),
                 TOEGANG_INDETERMINATE);
    cr_expect_eq(report.status, TOEGANG_INDETERMINATE);
    toegang_decision_free(decision);
    report = (toegang_report){0};
    small_add(&small, right_of(0, 0, 0, "r", NOBODY, PAST, LATER));
    cr_expect_eq(tg_decide(&small.policy, &small.question, &small.world, &decision, &report), TOEGANG_GOOD);
    cr_expect_eq(report.status, TOEGANG_GOOD);
    cr_expect_eq(toegang_decision_outcome(decision), TOEGANG_OUTCOME_PERMIT);
    cr_expect_str_eq(toegang_decision_check(decision), "");
    toegang_decision_free(decision);
    toegang_decision_free(NULL);
}

Test(decide, without_an_identity_is_misuse)
{
    struct small small;
    toegang_decision *decision = NULL;
    small_open(&small);
    small.policy.others = TG_AUTOMATIC;
    small.question.identity = NULL;
    cr_expect_eq(tg_decide(&small.policy, &small.question, &small.world, &decision, NULL), TOEGANG_MISUSE);
    cr_expect_null(decision);
}

/* A register that is not configured was not asked: it is empty, not silent. */
Test(decide, a_register_that_was_not_asked_is_empty)
{
    struct small small;
    small_open(&small);
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++)
        small.world.answers[reg] = (struct tg_answer){.asked = false, .status = TOEGANG_UNAVAILABLE};
    cr_expect_eq(small_outcome(&small), TOEGANG_OUTCOME_DENY);
}

Test(decide, refusals)
{
    static const struct {
        toegang_status status;
        toegang_outcome outcome;
    } rows[] = {{TOEGANG_REFUSED, TOEGANG_OUTCOME_DENY},
                {TOEGANG_UNAVAILABLE, TOEGANG_OUTCOME_INDETERMINATE},
                {TOEGANG_NO_MEMORY, TOEGANG_OUTCOME_INDETERMINATE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report why = {.status = rows[i].status, .check = "saml.conditions.expired"};
        toegang_decision *decision = NULL;
        cr_assert_eq(toegang_decision_refusal(&why, &decision, NULL), TOEGANG_GOOD);
        memset(&why, 0, sizeof why);
        cr_expect_eq(toegang_decision_outcome(decision), rows[i].outcome);
        cr_expect_str_eq(toegang_decision_check(decision), "saml.conditions.expired");
        cr_expect_eq(toegang_decision_evidence_count(decision), 0);
        cr_expect_eq(toegang_decision_valid_through(decision), TOEGANG_ALWAYS, "never to be kept");
        toegang_decision_free(decision);
    }
    toegang_decision *untouched = NULL;
    toegang_report good = {0};
    cr_expect_eq(toegang_decision_refusal(&good, &untouched, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_decision_refusal(NULL, &untouched, NULL), TOEGANG_MISUSE);
    good.status = TOEGANG_REFUSED;
    cr_expect_eq(toegang_decision_refusal(&good, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_null(untouched);
}

Test(decide, names_of_outcomes)
{
    cr_expect_str_eq(toegang_outcome_name(TOEGANG_OUTCOME_PERMIT), "permit");
    cr_expect_str_eq(toegang_outcome_name(TOEGANG_OUTCOME_DENY), "deny");
    cr_expect_str_eq(toegang_outcome_name(TOEGANG_OUTCOME_INDETERMINATE), "indeterminate");
    cr_expect_str_eq(toegang_outcome_name((toegang_outcome)9), "deny");
}
