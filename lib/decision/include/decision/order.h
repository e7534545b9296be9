/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_DECISION_ORDER_H
#define TG_DECISION_ORDER_H

#include <toegang/directory.h>

#include "base/arena.h"

/* A total order of facts: what is preferred as proof first. 0 only for equal facts. */
int tg_fact_compare(const toegang_fact *one, const toegang_fact *other);
/* The facts in that order without duplicates, *count of them, in the arena; NULL when memory is at its end.
 */
const toegang_fact **tg_facts_sorted(const toegang_fact *const *facts, size_t *count, struct tg_arena *arena);

#endif
