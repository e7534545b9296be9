/* SPDX-License-Identifier: Apache-2.0 */
/* The plan: may he, and what has to change. A pure function of the act and of what the registers know. */
#ifndef TG_ADMINISTRATION_PLAN_H
#define TG_ADMINISTRATION_PLAN_H

#include "administration/act.h"
#include "administration/entry.h"
#include "decision/decide.h"

#define TG_WARNINGS_MAX 4

struct tg_plan {
    toegang_decision *decision; /* whoever takes the plan frees it */
    toegang_effect effect;      /* DONE: once the changes are kept */
    const char *ground;         /* "legal-representative", "htb"; NULL: none */
    struct tg_change *changes;  /* in the arena, as their new facts; the facts before are borrowed */
    size_t change_count;
    const toegang_fact *standing; /* ALREADY: what was asked holds by this; NULL: nothing was there to end */
    const char *warnings[TG_WARNINGS_MAX];
    size_t warning_count;
};

/*
 * world: what tg_decide_wants asks for tg_act_question; facts: what tg_act_wants asks, NULL where that is nothing.
 * GOOD: ALREADY or DONE. REFUSED: he may not. INDETERMINATE: a register that has a say could not answer. In these
 * three out->decision is there. MISUSE: what would be written is no fact. NO_MEMORY.
 */
toegang_status tg_plan(const struct tg_act *act, const struct tg_world *world, const struct tg_world *facts,
                       struct tg_arena *arena, struct tg_plan *out, toegang_report *report);

#endif
