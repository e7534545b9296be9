/* SPDX-License-Identifier: Apache-2.0 */
/* The world of one question, as the directories tell it. */
#ifndef TG_FACTS_H
#define TG_FACTS_H

#include "base/arena.h"
#include "decision/decide.h"

/* Set to {0} with the patience. world.facts points into the arena and grows. */
struct tg_facts {
    struct tg_world world;
    struct tg_arena arena;
    const toegang_fact **facts;
    size_t room;
    int64_t patience_ms; /* for the questions together; 0: the directories' own limits */
};

/*
 * Asks one question and adds its facts. A register that cannot answer is noted in the world, and what it told
 * before it fell counts for nothing. NO_MEMORY is the only status but GOOD.
 */
toegang_status tg_facts_ask(struct tg_facts *facts, toegang_directory *layer,
                            const toegang_directory_question *question);
void tg_facts_free(struct tg_facts *facts);

#endif
