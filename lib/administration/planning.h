/* SPDX-License-Identifier: Apache-2.0 */
/* One act being planned: what the rooms of a plan look at. */
#ifndef TG_ADMINISTRATION_PLANNING_H
#define TG_ADMINISTRATION_PLANNING_H

#include "administration/plan.h"
#include "decision/case.h"

struct tg_planning {
    const struct tg_act *act;
    struct tg_case authority;     /* who had, and has, authority in the organisation */
    const struct tg_world *facts; /* of the person whom it is about */
    struct tg_arena *arena;
    struct tg_plan *plan;
    bool no_memory;
};

/* The fact is of this person, organisation, e-counter, right and context. */
bool tg_planning_concerns(const struct tg_planning *planning, const toegang_fact *fact);
/* The fact counts: the register's own word, or of somebody who had authority then and has it by the policy. */
enum tg_truth tg_planning_counts(struct tg_planning *planning, const toegang_fact *fact);
void tg_planning_add(struct tg_planning *planning, const toegang_fact *before, const toegang_fact *after);
/* Ends the fact at that instant, or takes it back where it has not begun by then; one that ended is left. */
void tg_planning_end(struct tg_planning *planning, const toegang_fact *fact, toegang_time end);
void tg_planning_warn(struct tg_planning *planning, const char *check);

/* give.c, end.c */
toegang_status tg_planning_give(struct tg_planning *planning, toegang_report *report);
void tg_planning_end_all(struct tg_planning *planning);

#endif
