/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "../../conformance/decision/small.h"
#include "decision/check.h"

static void expect(struct small *small, toegang_outcome outcome, const char *check, const char *name)
{
    toegang_decision *decision = small_ask(small);
    cr_expect_eq(toegang_decision_outcome(decision), outcome, "%s: %s", name,
                 toegang_outcome_name(toegang_decision_outcome(decision)));
    cr_expect_str_eq(toegang_decision_check(decision), check, "%s: %s", name,
                     toegang_decision_check(decision));
    toegang_decision_free(decision);
}

static void open_to_all(struct small *small)
{
    small_open(small);
    small->policy.others = TG_AUTOMATIC;
}

Test(gates, assurance)
{
    for (unsigned asked = 0; asked < 4; asked++)
        for (unsigned came = 0; came < 4; came++) {
            struct small small;
            open_to_all(&small);
            small.policy.assurance = (toegang_assurance)asked;
            small.identity.assurance = (toegang_assurance)came;
            bool open = came >= asked;
            expect(&small, open ? TOEGANG_OUTCOME_PERMIT : TOEGANG_OUTCOME_DENY,
                   open ? "" : CHECK_ASSURANCE_LOW, toegang_assurance_name((toegang_assurance)asked));
        }
}

Test(gates, capacity)
{
    static const char *const admitted[] = {"EA", "LB"};
    static const struct {
        const char *capacity;
        bool open;
    } rows[] = {{"EA", true}, {"LB", true}, {"BUR", false}, {"", false}, {"ea", false}, {"EAA", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small;
        open_to_all(&small);
        small.identity.capacity = rows[i].capacity;
        expect(&small, TOEGANG_OUTCOME_PERMIT, "", "no demand");
        small.policy.capacities = admitted;
        small.policy.capacity_count = 2;
        expect(&small, rows[i].open ? TOEGANG_OUTCOME_PERMIT : TOEGANG_OUTCOME_DENY,
               rows[i].open ? "" : CHECK_CAPACITY_OTHER, rows[i].capacity);
    }
}

/* A closed gate denies whatever is silent; several are told in their order. */
Test(gates, closed_gates_deny_at_once)
{
    struct small small;
    small_open(&small);
    for (unsigned reg = 0; reg < 3; reg++) small_silence(&small, (toegang_register)reg);
    expect(&small, TOEGANG_OUTCOME_INDETERMINATE, CHECK_DIRECTORY_UNAVAILABLE, "all open");
    small.policy.assurance = TOEGANG_ASSURANCE_HIGH;
    small.identity.assurance = TOEGANG_ASSURANCE_LOW;
    expect(&small, TOEGANG_OUTCOME_DENY, CHECK_ASSURANCE_LOW, "assurance");
    small.identity.until = NOW;
    expect(&small, TOEGANG_OUTCOME_DENY, CHECK_IDENTITY_EXPIRED, "assurance and end");
}

/* Only where the register of rights holds blocks does its silence stop somebody whose path is proven. */
Test(gates, silence_of_a_register_with_blocks)
{
    struct small small;
    small_open(&small);
    small.policy.legal_representative = TG_AUTOMATIC;
    small_add(&small, function_of(0, 0, "10006", PAST, LATER));
    small_silence(&small, TOEGANG_GEBRUIKERSBEHEER);
    expect(&small, TOEGANG_OUTCOME_PERMIT, "", "no blocks there");
    small.policy.blocks = true;
    expect(&small, TOEGANG_OUTCOME_INDETERMINATE, CHECK_DIRECTORY_UNAVAILABLE, "blocks there");
    small.policy.reg = TOEGANG_ROLLENBEHEER;
    expect(&small, TOEGANG_OUTCOME_PERMIT, "", "another register's silence");
}

Test(gates, test_numbers)
{
    struct small small;
    open_to_all(&small);
    small.identity.holder.kind = TOEGANG_RRN_TEST;
    expect(&small, TOEGANG_OUTCOME_DENY, CHECK_IDENTITY_TEST, "not allowed");
    small.policy.test_numbers = true;
    expect(&small, TOEGANG_OUTCOME_PERMIT, "", "allowed");
    small.identity.holder.kind = TOEGANG_RRN_BIS;
    small.policy.test_numbers = false;
    expect(&small, TOEGANG_OUTCOME_PERMIT, "", "a BIS number");
}
