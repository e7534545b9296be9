/* SPDX-License-Identifier: Apache-2.0 */
/* The persons of one decision, each once, in the order of their numbers: so that a replay can sort as it did. */
#ifndef TG_ADMINISTRATION_PEOPLE_H
#define TG_ADMINISTRATION_PEOPLE_H

#include <toegang/directory.h>

#include "base/arena.h"

struct tg_people {
    toegang_rrn *list;
    size_t count;
};

/* The holder, and who holds or granted these facts; false when memory is at its end. */
bool tg_people_of(struct tg_people *out, const toegang_rrn *holder, const toegang_fact *const *facts, size_t count,
                  struct tg_arena *arena);
/* Its index; count for nobody. */
size_t tg_people_find(const struct tg_people *people, const toegang_rrn *rrn);

#endif
