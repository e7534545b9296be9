/* SPDX-License-Identifier: Apache-2.0 */
/* Files of any size: read piece by piece, and written beside the one that they take the place of. */
#ifndef TG_PARSE_STREAM_H
#define TG_PARSE_STREAM_H

#include <toegang/base.h>

#include "base/arena.h"

/* Zero is none open. */
struct tg_stream {
    const char *path;      /* borrowed */
    int file;              /* the descriptor */
    uint64_t size, read;   /* octets, and those read so far */
    toegang_time modified; /* with its part of a second */
    uint32_t nanoseconds;
};

/* A regular file; checks as tg_file_read. */
toegang_status tg_stream_open(const char *path, struct tg_stream *out, toegang_report *report);
/* At most room octets; 0 is the end. A file that changed meanwhile is file.read. */
toegang_status tg_stream_read(struct tg_stream *stream, char *out, size_t room, size_t *length,
                              toegang_report *report);
void tg_stream_close(struct tg_stream *stream);

struct tg_new_file;

/*
 * A file that is written beside path, readable by its owner only, and takes its place when it is whole. UNAVAILABLE
 * with file.write. It lies in the arena; *out must be kept or left.
 */
toegang_status tg_new_file_open(const char *path, struct tg_arena *arena, struct tg_new_file **out,
                                toegang_report *report);
toegang_status tg_new_file_put(struct tg_new_file *file, struct tg_span octets, toegang_report *report);
/* Durable, under its own name. Anything but GOOD: what stood there still does. */
toegang_status tg_new_file_keep(struct tg_new_file *file, toegang_report *report);
/* Away with it, unless it was kept; NULL is nothing. */
void tg_new_file_leave(struct tg_new_file *file);

#endif
