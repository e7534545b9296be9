/* SPDX-License-Identifier: Apache-2.0 */
#include "administration/plan.h"

#include <string.h>

#include "administration/check.h"
#include "base/report.h"
#include "decision/authority.h"
#include "decision/check.h"
#include "decision/decision.h"
#include "directory/fact.h"
#include "planning.h"

static bool same(const char *one, const char *other)
{
    return strcmp(one ? one : "", other ? other : "") == 0;
}

/* Without a context a revocation is of every context. */
static bool context_fits(const struct tg_act *act, const toegang_fact *fact)
{
    if (act->kind == TG_REVOKE && !act->asked->context) return true;
    return same(fact->context, act->asked->context);
}

bool tg_planning_concerns(const struct tg_planning *planning, const toegang_fact *fact)
{
    const struct tg_act *act = planning->act;
    if (fact->kind != tg_act_fact_kind(act->kind) || !toegang_rrn_equal(&fact->holder, &act->asked->to)) return false;
    if (!toegang_organisation_equal(&fact->organisation, &act->asked->organisation)) return false;
    if (fact->kind == TOEGANG_FACT_APPOINTMENT) return same(fact->code, TG_CODE_HTB);
    if (!same(fact->eloket, act->asked->eloket)) return false;
    if (fact->kind == TOEGANG_FACT_SUSPENSION) return true;
    return same(fact->code, act->asked->right) && context_fits(act, fact);
}

/* A block counts whoever made it. */
enum tg_truth tg_planning_counts(struct tg_planning *planning, const toegang_fact *fact)
{
    struct tg_case *c = &planning->authority;
    bool left;
    if (fact->kind == TOEGANG_FACT_SUSPENSION || fact->granted_by.kind == TOEGANG_RRN_NONE) return TG_TRUE;
    enum tg_truth then = tg_authority(c, &fact->granted_by, tg_fact_granted_at(fact), NULL);
    if (then == TG_FALSE) return TG_FALSE;
    return tg_and(then, tg_authority_lasts(c, &fact->granted_by, &left, NULL));
}

void tg_planning_add(struct tg_planning *planning, const toegang_fact *before, const toegang_fact *after)
{
    struct tg_plan *plan = planning->plan;
    const toegang_fact *kept = after ? tg_fact_copy(planning->arena, after) : NULL;
    if (after && !kept) planning->no_memory = true;
    plan->changes[plan->change_count++] = (struct tg_change){planning->act->reg, before, kept};
}

void tg_planning_end(struct tg_planning *planning, const toegang_fact *fact, toegang_time end)
{
    toegang_fact ended = *fact;
    if (fact->until <= end) return;
    ended.until = end;
    /* What began in this very second did hold: it is kept as of the second before, since no period is empty. */
    if (fact->from == planning->act->asked->at && fact->from == end) ended.from = end - 1;
    tg_planning_add(planning, fact, ended.from < end ? &ended : NULL);
}

void tg_planning_warn(struct tg_planning *planning, const char *check)
{
    struct tg_plan *plan = planning->plan;
    if (plan->warning_count < TG_WARNINGS_MAX) plan->warnings[plan->warning_count++] = check;
}

/* What is shown of an act that fell after the person was let in: why, in the form of a decision. */
static toegang_status fall(struct tg_plan *plan, const toegang_report *why, toegang_report *report)
{
    toegang_decision *decision = NULL;
    if (toegang_decision_refusal(why, &decision, NULL) != TOEGANG_GOOD) return tg_no_memory(report);
    toegang_decision_free(plan->decision);
    plan->decision = decision;
    plan->effect = TOEGANG_EFFECT_NONE;
    plan->change_count = plan->warning_count = 0;
    return tg_report_pass(report, why);
}

static bool by_himself(const struct tg_act *act)
{
    toegang_rrn who = toegang_identity_holder(act->asked->as);
    return toegang_rrn_equal(&who, &act->asked->to);
}

/* BTB's first appointment comes from the law, not from BTB: judged again as if there were no HTBs. */
static toegang_status judge_self_appointment(const struct tg_act *act, const struct tg_world *world,
                                             struct tg_plan *plan, toegang_report *report)
{
    toegang_question question = tg_act_question(act);
    struct tg_policy policy = act->policy;
    toegang_decision *again = NULL;
    toegang_report why = {0};
    policy.htb = TG_NEVER;
    toegang_status status = tg_decide(&policy, &question, world, &again, &why);
    toegang_decision_free(again);
    if (status == TOEGANG_GOOD) return TOEGANG_GOOD;
    if (status == TOEGANG_NO_MEMORY) return tg_no_memory(report);
    if (status == TOEGANG_REFUSED) {
        why = (toegang_report){0};
        tg_refuse(&why, CHECK_APPOINTMENT_SELF, "a legal representative", tg_span_of("an HTB, for himself"));
    }
    return fall(plan, &why, report);
}

/* The register of the person's facts did not answer. */
static toegang_status judge_answer(const struct tg_act *act, const struct tg_world *facts, struct tg_plan *plan,
                                   toegang_report *report)
{
    const struct tg_answer *answer = &facts->answers[act->reg];
    return !answer->asked || answer->status == TOEGANG_GOOD ? TOEGANG_GOOD : fall(plan, &answer->report, report);
}

static toegang_status plan_changes(struct tg_planning *planning, toegang_report *report)
{
    toegang_report why = {0};
    toegang_status status = TOEGANG_GOOD;
    if (tg_act_gives(planning->act->kind))
        status = tg_planning_give(planning, &why);
    else
        tg_planning_end_all(planning);
    if (planning->no_memory) return tg_no_memory(report);
    if (status == TOEGANG_MISUSE) return tg_report_pass(report, &why);
    if (status != TOEGANG_GOOD) return fall(planning->plan, &why, report);
    planning->plan->effect = planning->plan->change_count > 0 ? TOEGANG_EFFECT_DONE : TOEGANG_EFFECT_ALREADY;
    return TOEGANG_GOOD;
}

/* Room for a change of each fact and one more. */
static bool open_planning(struct tg_planning *out, const struct tg_act *act, const toegang_question *question,
                          const struct tg_world *world, const struct tg_world *facts, struct tg_arena *arena,
                          struct tg_plan *plan)
{
    *out = (struct tg_planning){.act = act, .facts = facts, .arena = arena, .plan = plan};
    plan->changes = tg_arena_array(arena, facts->count + 1, sizeof *plan->changes);
    return plan->changes && tg_case_open(&out->authority, &act->policy, question, world, arena);
}

static const char *ground_of(const toegang_decision *decision)
{
    return decision->ground == TG_GROUND_LEGAL ? "legal-representative" : "htb";
}

static toegang_status plan_permitted(const struct tg_act *act, const toegang_question *question,
                                     const struct tg_world *world, const struct tg_world *facts,
                                     struct tg_arena *arena, struct tg_plan *plan, toegang_report *report)
{
    struct tg_planning planning;
    plan->ground = ground_of(plan->decision);
    toegang_status status = judge_answer(act, facts, plan, report);
    if (status != TOEGANG_GOOD) return status;
    if (!open_planning(&planning, act, question, world, facts, arena, plan)) return tg_no_memory(report);
    status = plan_changes(&planning, report);
    if (status != TOEGANG_GOOD || plan->effect != TOEGANG_EFFECT_DONE || !by_himself(act)) return status;
    if (act->kind == TG_GRANT) tg_planning_warn(&planning, CHECK_RIGHT_SELF_GRANTED);
    return act->kind == TG_APPOINT ? judge_self_appointment(act, world, plan, report) : TOEGANG_GOOD;
}

toegang_status tg_plan(const struct tg_act *act, const struct tg_world *world, const struct tg_world *facts,
                       struct tg_arena *arena, struct tg_plan *out, toegang_report *report)
{
    toegang_question question = tg_act_question(act);
    *out = (struct tg_plan){.effect = TOEGANG_EFFECT_NONE};
    toegang_status status = tg_decide(&act->policy, &question, world, &out->decision, report);
    if (status != TOEGANG_GOOD) return status;
    status = plan_permitted(act, &question, world, facts ? facts : world, arena, out, report);
    if (status == TOEGANG_MISUSE || status == TOEGANG_NO_MEMORY) {
        toegang_decision_free(out->decision);
        out->decision = NULL;
    }
    return status;
}
