/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "../../conformance/decision/small.h"
#include "decision/check.h"

/* An e-counter where the chief access manager walks in and nobody else does. */
static void expect(const char *name, toegang_fact fact, toegang_outcome outcome, const char *check)
{
    struct small small;
    small_open(&small);
    small.policy.legal_representative = TG_NEVER;
    small.policy.htb = TG_AUTOMATIC;
    small.policy.others = TG_NEVER;
    small_add(&small, fact);
    toegang_decision *decision = small_ask(&small);
    cr_expect_eq(toegang_decision_outcome(decision), outcome, "%s", name);
    cr_expect_str_eq(toegang_decision_check(decision), check, "%s: %s", name, toegang_decision_check(decision));
    toegang_decision_free(decision);
}

Test(appointment, counts_in_its_period_and_as_htb_only)
{
    toegang_fact other = htb_of(0, 0, NOBODY, PAST, LATER);
    other.code = "ltb";
    expect("live", htb_of(0, 0, NOBODY, PAST, LATER), TOEGANG_OUTCOME_PERMIT, "");
    expect("from this tick", htb_of(0, 0, NOBODY, NOW, LATER), TOEGANG_OUTCOME_PERMIT, "");
    expect("from the next", htb_of(0, 0, NOBODY, NOW + 1, LATER), TOEGANG_OUTCOME_DENY, CHECK_APPOINTMENT_NOT_YET);
    expect("until the next tick", htb_of(0, 0, NOBODY, PAST, NOW + 1), TOEGANG_OUTCOME_PERMIT, "");
    expect("until this one", htb_of(0, 0, NOBODY, PAST, NOW), TOEGANG_OUTCOME_DENY, CHECK_APPOINTMENT_ENDED);
    expect("another role", other, TOEGANG_OUTCOME_DENY, CHECK_APPOINTMENT_CODE);
}
