/* SPDX-License-Identifier: Apache-2.0 */
/* Which registers a policy can need, in a fixed order, so that the same question always asks the same. */
#include "decision/chain.h"

#include "base/time.h"

/* Who granted a right is judged by functions and appointments; who appointed an HTB where loss suspends. */
static bool needs_functions(const struct tg_policy *policy)
{
    return policy->legal_representative != TG_NEVER || tg_policy_asks_right(policy, false) ||
           (policy->htb != TG_NEVER && policy->grantor_loss != TG_LOSS_KEEP);
}

static bool needs_appointments(const struct tg_policy *policy)
{
    return policy->htb != TG_NEVER || tg_policy_asks_right(policy, false);
}

/* Counts down to the question that is asked for; the rest stays as tg_decide_wants prepared it. */
struct turn {
    size_t left;
    toegang_directory_question *out;
};

static bool take(struct turn *turn, bool needed, toegang_register reg, toegang_fact_kind kind)
{
    if (!needed || turn->left-- > 0) return false;
    turn->out->reg = reg;
    turn->out->kind = kind;
    return true;
}

static bool wants_suspensions(struct turn *turn, const struct tg_policy *policy,
                              const toegang_question *question)
{
    if (take(turn, policy->blocks, policy->reg, TOEGANG_FACT_SUSPENSION)) {
        turn->out->holder = toegang_identity_holder(question->identity);
        return true;
    }
    if (!take(turn, policy->blocks, policy->reg, TOEGANG_FACT_SUSPENSION)) return false;
    turn->out->eloket = policy->eloket;
    return true;
}

/* The right is told as well: a source that says yes or no must be asked for one. */
static bool wants_right(struct turn *turn, bool for_oneself, const struct tg_policy *policy,
                        const toegang_question *question)
{
    if (!take(turn, tg_policy_asks_right(policy, for_oneself), policy->reg, TOEGANG_FACT_RIGHT)) return false;
    turn->out->holder = toegang_identity_holder(question->identity);
    turn->out->eloket = policy->eloket;
    turn->out->for_oneself = for_oneself;
    turn->out->wanted = question->right ? question->right : policy->right;
    return true;
}

static bool wants_own(struct turn *turn, const struct tg_policy *policy, const toegang_question *question)
{
    return wants_right(turn, true, policy, question) || wants_suspensions(turn, policy, question);
}

/* A company of the chain, once KBO's word about the companies before it is known. */
static bool wants_company(struct turn *turn, const struct tg_policy *policy, const toegang_question *question,
                          const struct tg_world *world)
{
    const struct tg_answer *answer = &world->answers[TOEGANG_KBO];
    struct tg_companies companies;
    if (!needs_functions(policy) || !answer->asked || answer->status != TOEGANG_GOOD) return false;
    (void)tg_companies_of(&companies, policy, &question->organisation, world->facts, world->count);
    if (turn->left >= companies.count) return false;
    turn->out->reg = TOEGANG_KBO;
    turn->out->kind = TOEGANG_FACT_FUNCTION;
    turn->out->organisation = companies.list[turn->left];
    return true;
}

static bool wants_of_organisation(struct turn *turn, const struct tg_policy *policy,
                                  const toegang_question *question, const struct tg_world *world)
{
    turn->out->organisation = question->organisation;
    if (take(turn, needs_functions(policy), TOEGANG_KBO, TOEGANG_FACT_FUNCTION)) return true;
    if (take(turn, needs_appointments(policy), TOEGANG_BTB, TOEGANG_FACT_APPOINTMENT)) return true;
    if (wants_right(turn, false, policy, question)) return true;
    turn->out->organisation = (toegang_organisation){{0}, TOEGANG_SCHEME_NONE};
    return wants_suspensions(turn, policy, question) || wants_company(turn, policy, question, world);
}

/*
 * A fact is stale once it is as old as the policy allows (case.c); an answer without facts has none that could be, so
 * the source itself is asked for what stood since then. 0 would mean any age.
 */
toegang_time tg_decide_since(const struct tg_policy *policy, toegang_register reg, toegang_time at)
{
    if (policy->staleness[reg] <= 0) return 0;
    toegang_time first = tg_time_add(tg_time_add(at, -policy->staleness[reg]), 1);
    return first != 0 ? first : 1;
}

bool tg_decide_wants(const struct tg_policy *policy, const toegang_question *question,
                     const struct tg_world *world, size_t asked, toegang_directory_question *out)
{
    toegang_directory_question next = {.size = sizeof next, .at = question->at};
    struct turn turn = {asked, &next};
    bool wants = question->organisation.scheme == TOEGANG_SCHEME_NONE
                     ? wants_own(&turn, policy, question)
                     : wants_of_organisation(&turn, policy, question, world);
    if (!wants) return false;
    next.since = tg_decide_since(policy, next.reg, question->at);
    *out = next;
    return true;
}
