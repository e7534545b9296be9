/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a grantor had, and has, the authority to grant for the asked organisation. */
#ifndef TG_DECISION_AUTHORITY_H
#define TG_DECISION_AUTHORITY_H

#include "decision/case.h"

/* BTB's word for the chief access manager: the code of an appointment. */
#define TG_CODE_HTB "htb"

bool tg_is_appointment(const struct tg_case *c, const toegang_fact *fact, const toegang_rrn *person);
/* At that instant a legal representative, or an HTB by BTB's word, whoever appointed him. */
enum tg_truth tg_authority(struct tg_case *c, const toegang_rrn *person, toegang_time at, tg_proof *proof);
/*
 * The same, but an HTB that somebody appointed counts only while that person has authority himself:
 * reachability from a live root (a representing function, or an appointment that is the register's own word).
 */
enum tg_truth tg_authority_rooted(struct tg_case *c, const toegang_rrn *person, toegang_time at,
                                  tg_proof *proof);
/*
 * What the policy makes of a grantor's later loss. *left: he has none any more, and that is known, though
 * what he granted still counts.
 */
enum tg_truth tg_authority_lasts(struct tg_case *c, const toegang_rrn *grantor, bool *left, tg_proof *proof);

#endif
