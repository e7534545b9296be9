/* SPDX-License-Identifier: Apache-2.0 */
/* An act: what somebody wants to change. */
#ifndef TG_ADMINISTRATION_ACT_H
#define TG_ADMINISTRATION_ACT_H

#include "decision/policy.h"

/* Where it is written: the register of rights of that e-counter; an appointment, which has no policy, in BTB. */
toegang_register tg_act_register(const struct tg_policy *policy);

#endif
