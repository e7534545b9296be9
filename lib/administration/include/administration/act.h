/* SPDX-License-Identifier: Apache-2.0 */
/* An act: what somebody wants to change, and by which policy it is judged whether he may. */
#ifndef TG_ADMINISTRATION_ACT_H
#define TG_ADMINISTRATION_ACT_H

#include <toegang/administration.h>

#include "decision/policy.h"

enum tg_act_kind { TG_APPOINT = 0, TG_DISMISS, TG_GRANT, TG_REVOKE, TG_SUSPEND, TG_RESUME };
#define TG_ACTS 6

/* What the configuration has to say about acts of this register. */
struct tg_office {
    const struct tg_policy *eloket; /* of the e-counter whose rights or blocks change; NULL: an appointment */
    const struct tg_policy *own;    /* of the e-counter that has the name of the register; NULL: none has */
    bool test_numbers;
};

/* An act that can be planned: what was asked is well-formed. The policy borrows from those of the office. */
struct tg_act {
    enum tg_act_kind kind;
    const toegang_act *asked;
    toegang_register reg;    /* where it is written */
    toegang_time begin, end; /* of what is given; of what ends: its end, and TOEGANG_NEVER */
    struct tg_policy policy; /* who may */
};

/* "appoint", "dismiss", … */
const char *tg_act_name(enum tg_act_kind kind);
/* What kind of fact it gives or ends. */
toegang_fact_kind tg_act_fact_kind(enum tg_act_kind kind);
/* It gives something; else it ends something. */
bool tg_act_gives(enum tg_act_kind kind);

/* Where it is written: the register of rights of that e-counter; an appointment, which has no policy, in BTB. */
toegang_register tg_act_register(const struct tg_policy *policy);

/* MISUSE: what was asked cannot be planned, whoever asks it. */
toegang_status tg_act_open(struct tg_act *out, enum tg_act_kind kind, const toegang_act *asked,
                           const struct tg_office *office, toegang_report *report);

/*
 * Who may: a legal representative and an HTB, and nobody else; by the functions, companies, ages and loss of grantors
 * of the e-counter; with the digital key, capacity and blocks of the one that has the name of the register.
 */
void tg_office_policy(struct tg_policy *out, const struct tg_office *office, toegang_register reg);

/* The question of floor 6: may he? */
toegang_question tg_act_question(const struct tg_act *act);
/* What to ask besides the facts of that question; false where they are enough. */
bool tg_act_wants(const struct tg_act *act, toegang_directory_question *out);

#endif
