/* SPDX-License-Identifier: Apache-2.0 */
#include "administration/deed.h"

#include "directory/fact.h"

static bool keep(toegang_deed *deed, const char *text, const char **out)
{
    *out = tg_arena_text(&deed->arena, tg_span_of(text ? text : ""));
    return *out != NULL;
}

static bool keep_fact(toegang_deed *deed, const toegang_fact *fact, const toegang_fact **out)
{
    *out = fact ? tg_fact_copy(&deed->arena, fact) : NULL;
    return !fact || *out;
}

static bool keep_changes(toegang_deed *deed, const struct tg_plan *plan)
{
    deed->changes = tg_arena_array(&deed->arena, plan->change_count + 1, sizeof *deed->changes);
    if (!deed->changes) return false;
    for (size_t i = 0; i < plan->change_count; i++) {
        struct tg_change *change = &deed->changes[i];
        change->reg = plan->changes[i].reg;
        if (!keep_fact(deed, plan->changes[i].before, &change->before) ||
            !keep_fact(deed, plan->changes[i].after, &change->after))
            return false;
    }
    deed->change_count = plan->change_count;
    return keep_fact(deed, plan->standing, &deed->standing);
}

/* Grounds and warnings are texts of the program. */
static bool keep_plan(toegang_deed *deed, const struct tg_plan *plan)
{
    deed->effect = plan->effect;
    deed->ground = plan->ground;
    deed->warning_count = plan->warning_count;
    for (size_t i = 0; i < plan->warning_count; i++) deed->warnings[i] = plan->warnings[i];
    return keep_changes(deed, plan);
}

static bool keep_act(toegang_deed *deed, const struct tg_act *act)
{
    deed->kind = act->kind;
    deed->reg = act->reg;
    deed->whom = act->asked->to;
    deed->organisation = act->asked->organisation;
    deed->at = act->asked->at;
    deed->begin = act->begin;
    deed->end = act->end;
    return keep(deed, act->asked->eloket, &deed->eloket) && keep(deed, act->asked->right, &deed->right) &&
           keep(deed, act->asked->context, &deed->context);
}

/* The deed lies in the arena that it holds: after the last piece was taken the arena is whole. */
toegang_deed *tg_deed_new(const struct tg_act *act, struct tg_plan *plan)
{
    struct tg_arena arena = {0};
    toegang_deed *deed = tg_arena_take(&arena, sizeof *deed);
    if (!deed) {
        toegang_decision_free(plan->decision);
        plan->decision = NULL;
        return NULL;
    }
    *deed = (toegang_deed){.arena = arena, .decision = plan->decision};
    plan->decision = NULL;
    if (keep_act(deed, act) && keep_plan(deed, plan)) return deed;
    toegang_deed_free(deed);
    return NULL;
}

toegang_status tg_deed_fall(toegang_deed *deed, const toegang_report *why)
{
    toegang_decision *decision = NULL;
    toegang_status status = toegang_decision_refusal(why, &decision, NULL);
    if (status != TOEGANG_GOOD) return status;
    toegang_decision_free(deed->decision);
    deed->decision = decision;
    deed->effect = TOEGANG_EFFECT_NONE;
    deed->change_count = deed->warning_count = 0;
    return TOEGANG_GOOD;
}

const toegang_decision *toegang_deed_decision(const toegang_deed *deed)
{
    return deed->decision;
}

toegang_effect toegang_deed_effect(const toegang_deed *deed)
{
    return deed->effect;
}

int toegang_deed_change(const toegang_deed *deed, size_t index, const toegang_fact **before,
                        const toegang_fact **after)
{
    if (index >= deed->change_count) return 0;
    if (before) *before = deed->changes[index].before;
    if (after) *after = deed->changes[index].after;
    return 1;
}

const char *toegang_deed_warning(const toegang_deed *deed, size_t index)
{
    return index < deed->warning_count ? deed->warnings[index] : NULL;
}

void toegang_deed_free(toegang_deed *deed)
{
    if (!deed) return;
    struct tg_arena arena = deed->arena;
    toegang_decision_free(deed->decision);
    tg_arena_free(&arena);
}
