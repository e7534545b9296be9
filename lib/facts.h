/* SPDX-License-Identifier: Apache-2.0 */
/* The world of one question, as the directories tell it. */
#ifndef TG_FACTS_H
#define TG_FACTS_H

#include "base/arena.h"
#include "decision/decide.h"
#include "directory/deadline.h"
#include "kept.h"

/* From tg_facts_begin. world.facts points into the arena and grows. */
struct tg_facts {
    struct tg_world world;
    struct tg_arena arena;
    const toegang_fact **facts;
    size_t room;
    struct tg_deadline deadline; /* of the questions together */
    bool at_hand;                /* only what is in memory of this process is asked */
    bool fresh;                  /* as the stores themselves know it now: changes are judged so */
    struct tg_kept *kept;        /* answers that questions about neighbours share; NULL: none */
};

/* Patience 0: each question has its directory's own limit, and the whole has none. */
struct tg_facts tg_facts_begin(int64_t patience_ms);

/*
 * Asks one question and adds its facts. left: how many are still to be asked, this one with them: what
 * remains of the patience is divided over them, so that a source that is slow leaves time for another that
 * may settle the matter. A register that cannot answer is noted in the world, and what it told before it fell
 * counts for nothing. Anything but GOOD ends the whole question: NO_MEMORY, or UNAVAILABLE where at hand it
 * would have to wait.
 */
toegang_status tg_facts_ask(struct tg_facts *facts, toegang_directory *layer,
                            const toegang_directory_question *question, size_t left);
/* All that the policy wants for the question. As tg_facts_ask, or INTERNAL: the questions have no end. */
toegang_status tg_facts_gather(struct tg_facts *facts, toegang_directory *layer,
                               const struct tg_policy *policy, const toegang_question *question);
/* A status of the two above into the report: those that they do not report themselves. */
toegang_status tg_facts_failed(toegang_status status, toegang_report *report);
void tg_facts_free(struct tg_facts *facts);

#endif
