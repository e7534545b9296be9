/* SPDX-License-Identifier: Apache-2.0 */
/* What directories that are made of directories share. */
#ifndef TG_DIRECTORY_PARTS_H
#define TG_DIRECTORY_PARTS_H

#include "directory/deadline.h"
#include "directory/directory.h"

/* The state of those that are made of several, one behind the other. */
struct tg_parts {
    int64_t patience_ms; /* of a question that names none; 0: each part's own */
    size_t count;
    toegang_directory *parts[TOEGANG_PARTS_MAX];
};

/* Takes the parts on GOOD, as the state of a new directory of that class. */
toegang_status tg_parts_new(const toegang_directory_class *class_, toegang_directory *const parts[],
                            size_t count, int64_t patience_ms, toegang_directory **out,
                            toegang_report *report);
/* When a question to them must have its answer. */
struct tg_deadline tg_parts_deadline(const struct tg_parts *parts,
                                     const toegang_directory_question *question);
void tg_parts_close(void *self);
/* Another number when that of any part is. */
uint64_t tg_parts_generation(void *self);

/* Joins one more generation: another one gives another sum, whatever came before and comes after. */
uint64_t tg_generation_join(uint64_t sum, uint64_t one);

/* Describes one of several: its details with that prefix, and "check" where it cannot be reached. */
toegang_status tg_describe_part(toegang_directory *part, const char *prefix, int64_t patience_ms,
                                toegang_detail_sink *sink, void *context, toegang_report *report);
/* Describes all, "1.adapter"; how many could be reached. The report has the first reason why one could not.
 */
size_t tg_parts_describe(const struct tg_parts *parts, int64_t patience_ms, toegang_detail_sink *sink,
                         void *context, toegang_report *report);
void tg_tell_number(toegang_detail_sink *sink, void *context, const char *name, uint64_t number);
/* The patience of a question ended before this part was asked. */
toegang_status tg_no_time(toegang_report *report);

#endif
