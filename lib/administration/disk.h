/* SPDX-License-Identifier: Apache-2.0 */
/* The file of a trail, open and locked, and what is written for good: the only I/O of this floor. */
#ifndef TG_ADMINISTRATION_DISK_H
#define TG_ADMINISTRATION_DISK_H

#include <toegang/base.h>

#include "base/arena.h"

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
/* These are on the disk when they return; false on a fault. */
bool tg_add(int file, struct tg_span octets);               /* at the end of the file */
bool tg_end_with(int file, struct tg_span octets, size_t from); /* over what stands there, and nothing after it */
bool tg_add_to(const char *path, struct tg_span one, struct tg_span other);
bool tg_replace(const char *path, const char *fresh, struct tg_span octets); /* as a whole, or not at all */
bool tg_keep_folder(const char *path); /* the new names in the folder of the path */
/* Not yet on the disk when it returns: over a file of the same few octets, which are in one sector. */
bool tg_overwrite(const char *path, struct tg_span octets);
/* As it was; where that cannot be done it stays. */
void tg_take_back(int file, size_t size);

enum tg_small { TG_SMALL_ABSENT, TG_SMALL_WHOLE, TG_SMALL_OTHER, TG_SMALL_FAILED };
/* A file of exactly that many octets; other: of more or fewer. */
enum tg_small tg_read_small(const char *path, char *room, size_t length);

/* path and what follows, "audit.log" ".head"; NULL when memory is at its end. */
char *tg_path_with(struct tg_arena *arena, const char *path, const char *one, const char *two);
/* audit.file. */
toegang_status tg_file_failed(const char *expected, const char *path, toegang_report *report);

#endif
