/* SPDX-License-Identifier: Apache-2.0 */
/* Does this function represent? Shared by the decision and by toegang_represent. */
#ifndef TG_DECISION_REPRESENTATION_H
#define TG_DECISION_REPRESENTATION_H

#include "decision/decide.h"

/* Permanent representative of a company: counts with the company only. */
#define TG_FUNCTION_PERMANENT "10003"

enum tg_truth { TG_FALSE = 0, TG_UNKNOWN, TG_TRUE };

/* Strong Kleene. */
enum tg_truth tg_and(enum tg_truth one, enum tg_truth other);
enum tg_truth tg_or(enum tg_truth one, enum tg_truth other);

/* The policy counts this KBO code. */
bool tg_function_listed(const struct tg_policy *policy, const char *code);

/*
 * Whether this KBO function makes its holder a legal representative of its organisation at that instant,
 * judged with the other functions of the world (10003 needs the company that it represents). When not TRUE,
 * *check says why.
 */
enum tg_truth tg_function_represents(const struct tg_policy *policy, const struct tg_world *world,
                                     const toegang_fact *function, toegang_time at, const char **check);

#endif
