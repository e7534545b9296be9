/* SPDX-License-Identifier: Apache-2.0 */
/* How far an import or an export is, as a person and as a program see it. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli.h"

#define REJECTS_SHOWN 20

struct progress {
    const struct options *options;
    const char *name; /* of the file, without its folders */
    int64_t began;    /* milliseconds of the monotonic clock */
    int64_t drawn;    /* when the line was written last; 0: never */
    unsigned step;    /* tenths of the file, or half millions of rows, that were told */
    bool terminal;    /* one line that is written again and again */
    bool resumed_told;
    uint64_t rejected;
    char *rejects[REJECTS_SHOWN]; /* the first of them, as sentences */
};

void progress_begin(struct progress *progress, const struct options *options);
/* Sinks of the library, which give them a struct progress. */
void progress_show(void *context, const toegang_exchanged *so_far);
void progress_reject(void *context, const char *file, const char *source_line, const toegang_report *problem);
/* Takes the line off the terminal. */
void progress_clear(const struct progress *progress);
/* The rejects that were kept. */
void progress_rejects(struct progress *progress);
void progress_free(struct progress *progress);
int64_t progress_seconds(const struct progress *progress);
/* "1,2 M", "38 k", "940". */
#define COUNT_ROOM 32
void write_count(toegang_language language, uint64_t count, char out[COUNT_ROOM]);
/* "3 000 000": in groups of three. */
void write_number(uint64_t number, char out[COUNT_ROOM]);

#endif
