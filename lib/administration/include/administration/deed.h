/* SPDX-License-Identifier: Apache-2.0 */
/* What became of an act, as it is kept: everything that it shows is its own copy. */
#ifndef TG_ADMINISTRATION_DEED_H
#define TG_ADMINISTRATION_DEED_H

#include "administration/plan.h"

/* Lies in its own arena and is its first piece. */
struct toegang_deed {
    struct tg_arena arena;
    enum tg_act_kind kind;
    toegang_register reg;
    toegang_rrn whom;
    toegang_organisation organisation;
    const char *eloket, *right, *context; /* "" for none */
    toegang_time at, begin, end;
    toegang_effect effect;
    toegang_decision *decision;
    const char *ground; /* NULL: none */
    struct tg_change *changes;
    size_t change_count;
    const toegang_fact *standing;
    const char *warnings[TG_WARNINGS_MAX];
    size_t warning_count;
};

/* Takes the decision of the plan, also when it fails; NULL when memory is at its end. */
toegang_deed *tg_deed_new(const struct tg_act *act, struct tg_plan *plan);
/* Nothing came of it after all, for that reason. NO_MEMORY: the deed is as it was. */
toegang_status tg_deed_fall(toegang_deed *deed, const toegang_report *why);

#endif
