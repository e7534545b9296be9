/* SPDX-License-Identifier: Apache-2.0 */
/* Facts in memory with an index: what the memory and the YAML directory have in common. */
#ifndef TG_DIRECTORY_STORE_H
#define TG_DIRECTORY_STORE_H

#include "directory/directory.h"

struct tg_store {
    const toegang_fact *facts;
    size_t count;
    unsigned registers; /* bit 1 << register: rights and blocks of this register are here; others have no say */
    toegang_time as_of; /* how old the whole is; TOEGANG_ALWAYS: not known */
    const toegang_fact **by_holder;       /* all facts, sorted by holder, then as they came */
    const toegang_fact **by_organisation; /* all facts, sorted by organisation, then as they came */
};

#define TG_STORE_ALL_REGISTERS ((1U << TOEGANG_REGISTERS) - 1)

/* Sorts facts that are well-formed and lie in the arena; NULL when memory is at its end. */
struct tg_store *tg_store_new(struct tg_arena *arena, const toegang_fact *facts, size_t count,
                              unsigned registers);
/* The read of a class whose self is a tg_store. */
toegang_status tg_store_read(void *self, const toegang_directory_question *question, toegang_fact_sink *sink,
                             void *context, toegang_report *report);

#endif
