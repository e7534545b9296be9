/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last answers of the directories, for questions about neighbours: the candidates of a search ask the
 * same about one organisation, or about one person. So all of them are judged by one answer, and a source is
 * asked it once.
 */
#ifndef TG_KEPT_H
#define TG_KEPT_H

#include <toegang/directory.h>

#include "base/arena.h"

#define TG_KEPT_ANSWERS 8

struct tg_kept_answer {
    /* Its texts are the asker's, and outlive this; size 0: nothing is kept. */
    toegang_directory_question question;
    struct tg_arena arena;
    const toegang_fact **facts;
    size_t count;
    toegang_report report; /* why there was none; status GOOD: there was one */
    size_t used;           /* when it last was */
};

/* Zero is good. */
struct tg_kept {
    struct tg_kept_answer answers[TG_KEPT_ANSWERS];
    size_t uses;
};

/* The same question, but for its patience. NULL: it is not kept, or kept is NULL. */
const struct tg_kept_answer *tg_kept_find(struct tg_kept *kept, const toegang_directory_question *question);
/* Keeps copies, instead of what was not used for longest. Nothing where memory ends or kept is NULL. */
void tg_kept_add(struct tg_kept *kept, const toegang_directory_question *question,
                 const toegang_fact *const *facts, size_t count);
/* Keeps that there was none: a source that is down is not waited for again. */
void tg_kept_fault(struct tg_kept *kept, const toegang_directory_question *question,
                   const toegang_report *why);
void tg_kept_free(struct tg_kept *kept);

#endif
