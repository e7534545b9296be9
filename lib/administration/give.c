/* SPDX-License-Identifier: Apache-2.0 */
/* What is given: once, however often it is asked; with a later end it is renewed. */
#include "administration/check.h"
#include "base/report.h"
#include "base/time.h"
#include "decision/check.h"
#include "directory/fact.h"
#include "planning.h"

static bool overlaps(const struct tg_act *act, const toegang_fact *fact)
{
    return fact->from < act->end && act->begin < fact->until;
}

/* Seconds that an act may wait for its turn, and that the clocks of hosts may differ. */
#define TURN 60

/* What somebody who came first gave from his now on, is from now on here too, though his now is a little later. */
static bool begins_in_time(const struct tg_act *act, const toegang_fact *fact)
{
    bool now = act->begin == act->asked->at && fact->from == fact->granted_at;
    return fact->from <= act->begin || (now && fact->from <= tg_time_add(act->begin, TURN));
}

static bool covers(const struct tg_act *act, const toegang_fact *fact)
{
    return begins_in_time(act, fact) && act->end <= fact->until;
}

/* A fact of the whole period that counts; *unknown: whether one does hangs on a register that could not answer. */
static const toegang_fact *find_standing(struct tg_planning *planning, bool *unknown)
{
    *unknown = false;
    for (size_t i = 0; i < planning->facts->count; i++) {
        const toegang_fact *fact = planning->facts->facts[i];
        if (!tg_planning_concerns(planning, fact) || !overlaps(planning->act, fact)) continue;
        enum tg_truth truth = tg_planning_counts(planning, fact);
        if (truth == TG_TRUE && covers(planning->act, fact)) return fact;
        if (truth == TG_UNKNOWN) *unknown = true;
    }
    return NULL;
}

/* The check of the register that kept silent about who granted. */
static toegang_status not_known(const struct tg_planning *planning, toegang_report *report)
{
    const char *check = planning->authority.unknown[TOEGANG_KBO];
    if (!check) check = planning->authority.unknown[TOEGANG_BTB];
    if (!check) check = CHECK_DECISION_LIMIT;
    return tg_report(report, TOEGANG_INDETERMINATE, check, "who granted it", tg_span_of("not known"));
}

/* What counts and begins later but ends later too stays: nobody loses by being given more. */
static bool stays(struct tg_planning *planning, const toegang_fact *fact)
{
    return fact->until > planning->act->end && tg_planning_counts(planning, fact) == TG_TRUE;
}

static const char *text_or_empty(const char *text)
{
    return text ? text : "";
}

static toegang_fact new_fact(const struct tg_planning *planning)
{
    const struct tg_act *act = planning->act;
    toegang_fact_kind kind = tg_act_fact_kind(act->kind);
    return (toegang_fact){.size = sizeof(toegang_fact),
                          .kind = kind,
                          .holder = act->asked->to,
                          .organisation = act->asked->organisation,
                          .eloket = text_or_empty(act->asked->eloket),
                          .code = kind == TOEGANG_FACT_APPOINTMENT ? "htb" : text_or_empty(act->asked->right),
                          .context = text_or_empty(act->asked->context),
                          .from = act->begin,
                          .until = act->end,
                          .granted_by = toegang_identity_holder(act->asked->as),
                          .granted_as = text_or_empty(planning->plan->ground),
                          .granted_at = act->asked->at,
                          .source = "",
                          .as_of = TOEGANG_ALWAYS};
}

static toegang_status replace(struct tg_planning *planning, toegang_report *report)
{
    toegang_report fault = {0};
    toegang_fact fact = new_fact(planning);
    if (tg_fact_check(&fact, &fault) != TOEGANG_GOOD)
        return tg_report(report, TOEGANG_MISUSE, fault.check, fault.expected, tg_span_of(fault.came));
    for (size_t i = 0; i < planning->facts->count; i++) {
        const toegang_fact *old = planning->facts->facts[i];
        if (!tg_planning_concerns(planning, old) || !overlaps(planning->act, old)) continue;
        if (!stays(planning, old)) tg_planning_end(planning, old, planning->act->begin);
    }
    tg_planning_add(planning, NULL, &fact);
    return TOEGANG_GOOD;
}

toegang_status tg_planning_give(struct tg_planning *planning, toegang_report *report)
{
    bool unknown;
    planning->plan->standing = find_standing(planning, &unknown);
    if (planning->plan->standing) return TOEGANG_GOOD;
    return unknown ? not_known(planning, report) : replace(planning, report);
}
