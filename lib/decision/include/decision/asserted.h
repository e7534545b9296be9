/* SPDX-License-Identifier: Apache-2.0 */
/* What the assertion itself states about the question: who may say it, what it fits, whether it counts. */
#ifndef TG_DECISION_ASSERTED_H
#define TG_DECISION_ASSERTED_H

#include "decision/verdict.h"

#define TG_STATED_BIT(kind) (1U << (kind))

/* Fills the statements of a case that is otherwise complete. */
void tg_asserted_read(struct tg_case *c);
/* Why nothing of that kind can count here, whatever the assertion states; NULL when it can. */
const char *tg_asserted_bar(const struct tg_case *c, toegang_stated_kind kind);
/* The statements that count: TG_STATED_BIT of their kinds together. */
unsigned tg_asserted_counts(const struct tg_case *c);
/* Those kinds that a register proves already. */
unsigned tg_asserted_proven(const struct tg_verdict *verdict);
/* A register that answered does not hold what the assertion states. */
bool tg_asserted_differs(const struct tg_case *c, const struct tg_verdict *verdict);

#endif
