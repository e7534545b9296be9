/* SPDX-License-Identifier: Apache-2.0 */
/* A whole file into an arena. */
#ifndef TG_PARSE_FILE_H
#define TG_PARSE_FILE_H

#include <toegang/base.h>

#include "base/arena.h"

/*
 * Reads a regular file of at most limit octets. UNAVAILABLE with file.absent, file.kind (a directory, a device),
 * file.access, file.size, file.read; the report names the path. *modified (may be NULL) is its time of change.
 */
toegang_status tg_file_read(const char *path, size_t limit, struct tg_arena *arena, struct tg_span *out,
                            toegang_time *modified, toegang_report *report);
/* Whether nobody but its owner may read or write what stands under that name. */
bool tg_file_is_private(const char *path);
/* Whether there is none of that name, in a folder where this process may make it. */
bool tg_file_is_to_come(const char *path, struct tg_arena *arena);
/* path relative to the folder of the file `beside`, in the arena; NULL when memory is at its end. */
char *tg_file_beside(struct tg_arena *arena, const char *beside, struct tg_span path);

#endif
