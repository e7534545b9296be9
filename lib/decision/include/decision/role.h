/* SPDX-License-Identifier: Apache-2.0 */
/* The two literals about the holder himself: HTB, and the right. */
#ifndef TG_DECISION_ROLE_H
#define TG_DECISION_ROLE_H

#include "decision/case.h"

/* A right with that context counts for the question: whether a register or an assertion says so. */
bool tg_context_fits(const struct tg_case *c, const char *context);

enum tg_right_warning { TG_WARN_GRANTOR_LEFT = 1, TG_WARN_SELF_GRANTED = 2 };

/* The holder is HTB of the organisation. *warnings gets what is to be known about the one that proves it. */
enum tg_truth tg_is_htb(struct tg_case *c, tg_proof *proof, unsigned *warnings);
/* The holder has the right that the policy asks, granted by somebody who could. Near misses are marked. */
enum tg_truth tg_has_right(struct tg_case *c, tg_proof *proof, unsigned *warnings);
/* A suspension that is live for this holder, organisation or e-counter: its index; count when there is none.
 */
size_t tg_suspension(struct tg_case *c);

#endif
