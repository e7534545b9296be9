/* SPDX-License-Identifier: Apache-2.0 */
/* Random facts, policies and questions over the small world, dense enough that they meet. */
#ifndef RANDOM_H
#define RANDOM_H

#include "small.h"

/* A positive fact (function, appointment or right), of any of 4 persons in any of 3 enterprises. */
toegang_fact random_fact(struct dice *dice);
toegang_fact random_block(struct dice *dice);
void random_statement(struct dice *dice, struct small *out);
/* Policy, question, identity, facts (up to most) and registers that may be silent. */
void random_small(struct dice *dice, struct small *out, unsigned most);
/* The same in another place: lists point to its own facts. */
void small_copy(struct small *to, const struct small *from);

#endif
