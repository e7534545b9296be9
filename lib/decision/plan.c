/* SPDX-License-Identifier: Apache-2.0 */
/* From a denial to a permit: what has to happen, all of it. The property test applies it and asks again. */
#include <string.h>

#include "decision/asserted.h"
#include "decision/check.h"
#include "decision/decision.h"

static void add(toegang_decision *decision, enum tg_action_kind action)
{
    for (size_t i = 0; i < decision->action_count; i++)
        if (decision->actions[i] == action) return;
    if (decision->action_count < TG_ACTIONS_MAX) decision->actions[decision->action_count++] = action;
}

/* A gate without a row cannot be opened by anybody: a test number never counts here. */
static bool plan_gates(const struct tg_verdict *verdict, toegang_decision *decision)
{
    static const struct {
        const char *check;
        enum tg_action_kind action;
    } rows[] = {{CHECK_IDENTITY_EXPIRED, TG_ACTION_SIGN_IN_AGAIN},
                {CHECK_SUSPENSION_LIVE, TG_ACTION_LIFT_SUSPENSION},
                {CHECK_ASSURANCE_LOW, TG_ACTION_STRONGER_KEY},
                {CHECK_CAPACITY_OTHER, TG_ACTION_CHOOSE_CAPACITY}};
    for (size_t i = 0; i < verdict->closed_count; i++) {
        size_t planned = decision->action_count;
        for (size_t row = 0; row < sizeof rows / sizeof *rows; row++)
            if (strcmp(rows[row].check, verdict->closed[i]) == 0) add(decision, rows[row].action);
        if (decision->action_count == planned) return false;
    }
    return true;
}

static bool function_can_be_registered(const struct tg_policy *policy)
{
    for (size_t i = 0; i < policy->function_count; i++)
        if (strcmp(policy->functions[i], TG_FUNCTION_PERMANENT) != 0) return true;
    return false;
}

/* Where rights are known by assertions alone, the next one tells of it. */
static void plan_right(const struct tg_case *c, const struct tg_verdict *verdict, toegang_decision *decision)
{
    bool ended = strcmp(verdict->check, CHECK_RIGHT_ENDED) == 0;
    if (tg_verdict_right(verdict) == TG_TRUE) return;
    add(decision, ended ? TG_ACTION_RENEW_RIGHT : TG_ACTION_GRANT_RIGHT);
    if (c->world->answers[c->policy->reg].absent && !tg_asserted_bar(c, TOEGANG_STATED_RIGHT))
        add(decision, TG_ACTION_SIGN_IN_AGAIN);
}

/* Where the role is unknown the right is what is known to be missing. */
static bool plan_role(const struct tg_case *c, const struct tg_verdict *verdict, enum tg_truth role,
                      enum tg_action_kind action, enum tg_way way, toegang_decision *decision)
{
    if (role == TG_FALSE) add(decision, action);
    if (way == TG_WITH_RIGHT) plan_right(c, verdict, decision);
    return true;
}

/* A right is easier to get than an appointment, an appointment easier than a function; a mandate comes last.
 */
static bool plan_paths(const struct tg_case *c, const struct tg_verdict *verdict, toegang_decision *decision)
{
    const struct tg_policy *policy = c->policy;
    if (verdict->paths != TG_FALSE) return true;
    if (tg_right_would_do(c, verdict, TG_TRUE)) return plan_right(c, verdict, decision), true;
    if (c->for_oneself) return false;
    if (policy->htb != TG_NEVER && verdict->htb != TG_TRUE)
        return plan_role(c, verdict, verdict->htb, TG_ACTION_APPOINT_HTB, policy->htb, decision);
    if (policy->legal_representative != TG_NEVER && function_can_be_registered(policy))
        return plan_role(c, verdict, verdict->legal, TG_ACTION_REGISTER_FUNCTION,
                         policy->legal_representative, decision);
    if (tg_asserted_bar(c, TOEGANG_STATED_MANDATE)) return false;
    return plan_role(c, verdict, TG_FALSE, TG_ACTION_SIGN_IN_WITH_MANDATE, policy->mandate, decision);
}

void tg_decision_plan(const struct tg_case *c, const struct tg_verdict *verdict, toegang_decision *decision)
{
    decision->action_count = 0;
    decision->may_grant = tg_verdict_legal(verdict) == TG_TRUE || verdict->htb == TG_TRUE;
    if (!plan_gates(verdict, decision) || !plan_paths(c, verdict, decision)) decision->action_count = 0;
}
