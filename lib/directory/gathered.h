/* SPDX-License-Identifier: Apache-2.0 */
/* Answers that are known whole before the first fact is passed on. */
#ifndef TG_DIRECTORY_GATHERED_H
#define TG_DIRECTORY_GATHERED_H

#include "directory/directory.h"

struct tg_gathered_fact {
    toegang_fact fact;
    struct tg_gathered_fact *next;
};

/* Zero is a good empty one. */
struct tg_gathered {
    struct tg_arena arena;
    struct tg_gathered_fact *first, *last;
    size_t count;
};

/* Adds the directory's whole answer. On anything but GOOD what is gathered counts for nothing. */
toegang_status tg_gather(toegang_directory *directory, const toegang_directory_question *question,
                         struct tg_gathered *gathered, toegang_report *report);
/* In the order in which they came. */
toegang_status tg_gathered_push(const struct tg_gathered *gathered, toegang_fact_sink *sink, void *context);
/* Empty again, and wiped. */
void tg_gathered_free(struct tg_gathered *gathered);

#endif
