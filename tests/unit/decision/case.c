/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "../../conformance/decision/small.h"
#include "decision/case.h"

static toegang_time valid_through(struct small *small)
{
    toegang_decision *decision = small_ask(small);
    toegang_time through = toegang_decision_valid_through(decision);
    toegang_decision_free(decision);
    return through;
}

Test(case_, what_bounds_a_verdict)
{
    struct small small;
    small_open(&small);
    cr_expect_eq(valid_through(&small), TOEGANG_NEVER, "nothing");
    small_add(&small, function_of(0, 0, "10006", PAST, LATER));
    cr_expect_eq(valid_through(&small), LATER, "a function's end");
    small_add(&small, right_of(0, 0, 0, "r", NOBODY, SOON, TOEGANG_NEVER));
    cr_expect_eq(valid_through(&small), SOON, "a right that begins");
    small.identity.until = SOON - 1;
    cr_expect_eq(valid_through(&small), SOON - 1, "the sign-in");
    small_add(&small, function_of(1, 0, "10006", PAST, NOW + 1));
    cr_expect_eq(valid_through(&small), SOON - 1, "another's function does not");
    small_add(&small, right_of(0, 0, 1, "r", NOBODY, PAST, NOW + 1));
    cr_expect_eq(valid_through(&small), SOON - 1, "a right at another e-counter does not");
    small_silence(&small, TOEGANG_GEBRUIKERSBEHEER);
    cr_expect_eq(valid_through(&small), NOW, "what is not judged is not kept");
}

Test(case_, grace_bounds_too)
{
    struct small small;
    small_open(&small);
    small.policy.grantor_loss = TG_LOSS_GRACE;
    small.policy.grace = 100;
    small_add(&small, function_of(1, 0, "10006", LONG_AGO, NOW - 10));
    small_add(&small, right_of(0, 0, 0, "r", 1, LONG_AGO, TOEGANG_NEVER));
    cr_expect_eq(valid_through(&small), NOW + 90);
}

/* Fresh for that many seconds, then unknown: to the tick. */
Test(case_, stale_facts_are_not_known)
{
    static const struct {
        toegang_time as_of;
        toegang_outcome outcome;
        toegang_time through;
    } rows[] = {{NOW, TOEGANG_OUTCOME_PERMIT, NOW + 100},
                {NOW - 99, TOEGANG_OUTCOME_PERMIT, NOW + 1},
                {NOW - 100, TOEGANG_OUTCOME_INDETERMINATE, NOW},
                {TOEGANG_ALWAYS, TOEGANG_OUTCOME_PERMIT, TOEGANG_NEVER}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small;
        small_open(&small);
        small.policy.legal_representative = TG_AUTOMATIC;
        small.policy.staleness[TOEGANG_KBO] = 100;
        toegang_fact fact = function_of(0, 0, "10006", PAST, TOEGANG_NEVER);
        fact.as_of = rows[i].as_of;
        small_add(&small, fact);
        cr_expect_eq(small_outcome(&small), rows[i].outcome, "row %zu", i);
        cr_expect_eq(valid_through(&small), rows[i].through, "row %zu", i);
        small.policy.staleness[TOEGANG_KBO] = 0;
        small.policy.staleness[TOEGANG_BTB] = 1;
        cr_expect_eq(small_outcome(&small), TOEGANG_OUTCOME_PERMIT, "row %zu: another register's bound", i);
    }
}

/* Nothing is known of who is not there when the source is too old, and that is no "no". */
Test(case_, a_stale_answer_without_facts_is_not_known)
{
    static const struct {
        const char *told, *check;
    } rows[] = {{"directory.stale", "directory.stale"}, {"directory.connection", "directory.unavailable"},
                {"", "directory.unavailable"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small;
        small_open(&small);
        cr_expect_eq(small_outcome(&small), TOEGANG_OUTCOME_DENY);
        small_silence(&small, TOEGANG_GEBRUIKERSBEHEER);
        strcpy(small.world.answers[TOEGANG_GEBRUIKERSBEHEER].report.check, rows[i].told);
        toegang_decision *decision = small_ask(&small);
        cr_expect_eq(toegang_decision_outcome(decision), TOEGANG_OUTCOME_INDETERMINATE);
        cr_expect_str_eq(toegang_decision_check(decision), rows[i].check, "%s", toegang_decision_check(decision));
        toegang_decision_free(decision);
    }
}

Test(case_, work_has_a_limit)
{
    struct small small;
    struct tg_arena arena = {0};
    struct tg_case c;
    small_open(&small);
    small_add(&small, function_of(0, 0, "10006", PAST, TOEGANG_NEVER));
    cr_assert(tg_case_open(&c, &small.policy, &small.question, &small.world, &arena));
    cr_expect_eq(tg_case_unproven(&c, TOEGANG_KBO), TG_FALSE);
    while (tg_case_walk(&c)) {
    }
    cr_expect_gt(c.work, TG_WORK_MAX);
    cr_expect_eq(tg_case_unproven(&c, TOEGANG_KBO), TG_UNKNOWN);
    tg_arena_free(&arena);
}
