/* SPDX-License-Identifier: Apache-2.0 */
/* The file of a trail, open and locked; and what is written to a file for good. */
#ifndef TG_ADMINISTRATION_LOCK_H
#define TG_ADMINISTRATION_LOCK_H

#include "base/arena.h"
#include <toegang/base.h>

enum tg_locking {
    TG_LOCK_READ, /* no file: file is -1 and size 0 */
    TG_LOCK_WRITE /* made when it is not there */
};

struct tg_locked {
    const char *path;
    int file;
    size_t size;
};

/* Waits for others a few seconds at most. UNAVAILABLE: audit.file. */
toegang_status tg_lock(const char *path, enum tg_locking how, struct tg_locked *out, toegang_report *report);
/* Others may write; the file stays open. */
void tg_lock_end(const struct tg_locked *locked);
void tg_locked_close(const struct tg_locked *locked);

/* Reads from there into room; false when there is less, or on a fault. */
bool tg_read_at(int file, char *room, size_t length, size_t from);
/* At the end of the file; false on a fault. */
bool tg_write_whole(int file, struct tg_span octets);
/* The same over what stands there. */
bool tg_write_at(int file, struct tg_span octets, size_t from);
/* Makes the new names in the folder of the path durable. */
bool tg_keep_folder(const char *path);
/* path and what follows, "audit.log" ".head"; NULL when memory is at its end. */
char *tg_path_with(struct tg_arena *arena, const char *path, const char *one, const char *two);
/* audit.file. */
toegang_status tg_file_failed(const char *expected, const char *path, toegang_report *report);

#endif
