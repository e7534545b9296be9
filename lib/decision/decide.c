/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/decide.h"

#include "base/report.h"
#include "decision/decision.h"
#include "directory/fact.h"

/* The decision lies in the arena that it holds: after the last piece was taken the arena is written back. */
static toegang_decision *new_decision(void)
{
    struct tg_arena arena = {0};
    toegang_decision *decision = tg_arena_take(&arena, sizeof *decision);
    if (decision)
        *decision = (toegang_decision){.arena = arena, .check = "", .valid_through = TOEGANG_ALWAYS};
    return decision;
}

static bool keep(toegang_decision *decision, const char *text, const char **out)
{
    *out = NULL;
    if (!text) return true;
    return (*out = tg_arena_text(&decision->arena, tg_span_of(text))) != NULL;
}

static bool keep_identity(toegang_decision *decision, const toegang_identity *identity)
{
    struct tg_shown_identity *shown = tg_arena_take(&decision->arena, sizeof *shown);
    if (!shown) return false;
    *shown = (struct tg_shown_identity){.origin = toegang_identity_origin(identity),
                                        .holder = toegang_identity_holder(identity),
                                        .assurance = toegang_identity_assurance(identity),
                                        .organisation = toegang_identity_organisation(identity),
                                        .authenticated_at = toegang_identity_authenticated_at(identity),
                                        .until = toegang_identity_until(identity)};
    decision->identity = shown;
    return keep(decision, toegang_identity_issuer(identity), &shown->issuer) &&
           keep(decision, toegang_identity_authentication(identity), &shown->authentication) &&
           keep(decision, toegang_identity_capacity(identity), &shown->capacity);
}

static bool keep_policy(toegang_decision *decision, const struct tg_policy *policy)
{
    const char **capacities =
        tg_arena_array(&decision->arena, policy->capacity_count + 1, sizeof *capacities);
    struct tg_policy *kept = &decision->policy;
    if (!capacities) return false;
    *kept = *policy;
    kept->rights = NULL, kept->functions = NULL;
    kept->right_count = 0, kept->function_count = 0;
    kept->capacities = capacities;
    for (size_t i = 0; i < policy->capacity_count; i++)
        if (!keep(decision, policy->capacities[i], &capacities[i])) return false;
    return keep(decision, policy->eloket, &kept->eloket) && keep(decision, policy->source, &kept->source) &&
           keep(decision, policy->right, &kept->right) &&
           keep(decision, policy->self_registration, &kept->self_registration);
}

static bool keep_question(toegang_decision *decision, const struct tg_case *c)
{
    decision->at = c->at;
    decision->organisation = c->question->organisation;
    return keep(decision, c->right, &decision->right) &&
           keep(decision, c->question->context, &decision->context) &&
           keep_identity(decision, c->question->identity) && keep_policy(decision, c->policy);
}

static toegang_outcome outcome_of(enum tg_truth truth)
{
    if (truth == TG_TRUE) return TOEGANG_OUTCOME_PERMIT;
    return truth == TG_UNKNOWN ? TOEGANG_OUTCOME_INDETERMINATE : TOEGANG_OUTCOME_DENY;
}

static toegang_status status_of(toegang_outcome outcome)
{
    if (outcome == TOEGANG_OUTCOME_PERMIT) return TOEGANG_GOOD;
    return outcome == TOEGANG_OUTCOME_INDETERMINATE ? TOEGANG_INDETERMINATE : TOEGANG_REFUSED;
}

static bool write_down(toegang_decision *decision, struct tg_case *c, const struct tg_verdict *verdict)
{
    decision->outcome = outcome_of(tg_verdict_truth(verdict));
    decision->check = verdict->check;
    decision->ground = decision->outcome == TOEGANG_OUTCOME_PERMIT ? verdict->ground : TG_GROUND_NONE;
    decision->with_right = verdict->with_right;
    decision->asserted = decision->outcome == TOEGANG_OUTCOME_PERMIT && verdict->rests != 0;
    /* What was not judged must never be kept. */
    decision->valid_through = decision->outcome == TOEGANG_OUTCOME_INDETERMINATE ? c->at : c->valid_through;
    if (decision->outcome == TOEGANG_OUTCOME_DENY) tg_decision_plan(c, verdict, decision);
    if (decision->outcome == TOEGANG_OUTCOME_INDETERMINATE)
        decision->actions[decision->action_count++] = TG_ACTION_TRY_LATER;
    return keep_question(decision, c) && tg_decision_evidence(c, verdict, decision);
}

static toegang_decision *decide(const struct tg_policy *policy, const toegang_question *question,
                                const struct tg_world *world, struct tg_arena *scratch)
{
    struct tg_case c;
    struct tg_verdict verdict;
    if (!tg_case_open(&c, policy, question, world, scratch) || !tg_judge(&c, &verdict)) return NULL;
    toegang_decision *decision = new_decision();
    if (decision && write_down(decision, &c, &verdict)) return decision;
    toegang_decision_free(decision);
    return NULL;
}

/* The reason also goes into the report, for a caller that keeps no decision. */
static toegang_status tell(const toegang_decision *decision, toegang_report *report)
{
    toegang_status status = status_of(decision->outcome);
    if (status == TOEGANG_GOOD) return TOEGANG_GOOD;
    return tg_report(report, status, decision->check, "permit",
                     tg_span_of(toegang_outcome_name(decision->outcome)));
}

toegang_status tg_decide(const struct tg_policy *policy, const toegang_question *question,
                         const struct tg_world *world, toegang_decision **out, toegang_report *report)
{
    struct tg_arena scratch = {0};
    if (!question->identity) return tg_misuse(report, "an identity");
    toegang_decision *decision = decide(policy, question, world, &scratch);
    tg_arena_free(&scratch);
    if (!decision) return tg_no_memory(report);
    *out = decision;
    return tell(decision, report);
}

toegang_status toegang_decision_refusal(const toegang_report *why, toegang_decision **out,
                                        toegang_report *report)
{
    if (!why || !out || why->status == TOEGANG_GOOD) return tg_misuse(report, "a report with a reason");
    toegang_decision *decision = new_decision();
    if (!decision) return tg_no_memory(report);
    toegang_report *kept = tg_arena_take(&decision->arena, sizeof *kept);
    if (!kept) return toegang_decision_free(decision), tg_no_memory(report);
    *kept = *why;
    decision->why = kept;
    decision->check = kept->check;
    decision->outcome = why->status > 0 ? TOEGANG_OUTCOME_DENY : TOEGANG_OUTCOME_INDETERMINATE;
    return *out = decision, TOEGANG_GOOD;
}
