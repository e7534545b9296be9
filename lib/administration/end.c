/* SPDX-License-Identifier: Apache-2.0 */
/* What ends: all of it, whoever gave it. A leaver is end-dated, not deleted. */
#include "administration/check.h"
#include "decision/check.h"
#include "directory/fact.h"
#include "planning.h"

/* Somebody else is HTB of the organisation when this ends. */
static bool another_stays(const struct tg_planning *planning)
{
    const toegang_act *asked = planning->act->asked;
    for (size_t i = 0; i < planning->facts->count; i++) {
        const toegang_fact *fact = planning->facts->facts[i];
        if (fact->kind == TOEGANG_FACT_APPOINTMENT && !toegang_rrn_equal(&fact->holder, &asked->to) &&
            toegang_organisation_equal(&fact->organisation, &asked->organisation) &&
            tg_fact_live(fact, planning->act->begin))
            return true;
    }
    return false;
}

/* A wider block, on the person everywhere or at every e-counter, is not ours to lift, but is to be known. */
static bool stays_blocked(const struct tg_planning *planning)
{
    const toegang_act *asked = planning->act->asked;
    for (size_t i = 0; i < planning->facts->count; i++) {
        const toegang_fact *fact = planning->facts->facts[i];
        bool here = fact->eloket[0] == '\0' || tg_span_is(tg_span_of(fact->eloket), asked->eloket);
        bool him = toegang_rrn_equal(&fact->holder, &asked->to);
        bool us = fact->organisation.scheme == TOEGANG_SCHEME_NONE ||
                  toegang_organisation_equal(&fact->organisation, &asked->organisation);
        if (fact->kind == TOEGANG_FACT_SUSPENSION && here && him && us && !tg_planning_concerns(planning, fact) &&
            tg_fact_live(fact, planning->act->begin))
            return true;
    }
    return false;
}

void tg_planning_end_all(struct tg_planning *planning)
{
    const struct tg_act *act = planning->act;
    for (size_t i = 0; i < planning->facts->count; i++)
        if (tg_planning_concerns(planning, planning->facts->facts[i]))
            tg_planning_end(planning, planning->facts->facts[i], act->begin);
    if (act->kind == TG_DISMISS && planning->plan->change_count > 0 && !another_stays(planning))
        tg_planning_warn(planning, CHECK_APPOINTMENT_LAST);
    if (act->kind == TG_RESUME && stays_blocked(planning)) tg_planning_warn(planning, CHECK_SUSPENSION_LIVE);
}
