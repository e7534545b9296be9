/* SPDX-License-Identifier: Apache-2.0 */
/* The decision: a pure function of identity, facts, policy and moment. */
#ifndef TG_DECISION_DECIDE_H
#define TG_DECISION_DECIDE_H

#include "decision/policy.h"

/* What became of asking one register. */
struct tg_answer {
    bool absent; /* known not to be configured: nobody contradicts what an assertion states instead of it */
    bool asked;  /* false: nothing was asked of it, because it is not configured (empty) or not needed */
    toegang_status status; /* GOOD: facts are complete; else unknown */
    toegang_report report; /* why it could not answer */
};

/* All that is known for one question. */
struct tg_world {
    const toegang_fact *const *facts; /* of all registers, with functions of companies in the chain */
    size_t count;
    struct tg_answer answers[TOEGANG_REGISTERS];
};

/*
 * Which question to ask next so that the world suffices for this policy and question; false when all is
 * known. Called with what is known so far: first the registers, then the companies of a chain. The caller
 * asks, adds the facts, calls again. asked counts the calls so far, so that the order is fixed and it ends.
 */
bool tg_decide_wants(const struct tg_policy *policy, const toegang_question *question,
                     const struct tg_world *world, size_t asked, toegang_directory_question *out);

/* What a register must show things as of, an answer without facts too: as the policy's staleness asks; 0: any age. */
toegang_time tg_decide_since(const struct tg_policy *policy, toegang_register reg, toegang_time at);

/* GOOD permit, REFUSED deny, INDETERMINATE, each with *out, which has copies; NO_MEMORY without. */
toegang_status tg_decide(const struct tg_policy *policy, const toegang_question *question,
                         const struct tg_world *world, toegang_decision **out, toegang_report *report);

#endif
