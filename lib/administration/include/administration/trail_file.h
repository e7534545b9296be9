/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A trail in a file, for several processes: each append is made under a lock and is on the disk before it is
 * acknowledged. Beside FILE stands FILE.head, which says how far the trail went, so that a cut at its end shows.
 */
#ifndef TG_ADMINISTRATION_TRAIL_FILE_H
#define TG_ADMINISTRATION_TRAIL_FILE_H

#include "administration/walk.h"

/*
 * A line after the last one of the file. UNAVAILABLE: it is not there (audit.file, audit.line; audit.altered where
 * what stands there cannot be lines).
 */
toegang_status tg_trail_append(const struct tg_trail_keys *keys, const char *path, tg_line_body *body,
                               const void *what, toegang_report *report);

/*
 * Walks the whole file, no file at all as an empty one. REFUSED: audit.altered, audit.cut, audit.head, with
 * walk->broken. UNAVAILABLE: audit.file. walk: as set for tg_walk_line, without head.
 */
toegang_status tg_trail_read(struct tg_walk *walk, const char *path, toegang_report *report);

/*
 * Before a store takes another line: where it goes, by its last one (ours: it is) and by the head beside that file,
 * which then says this last line where it fits. UNAVAILABLE: audit.file.
 */
toegang_status tg_trail_follow(const struct tg_trail_keys *keys, const char *path, const char *name,
                               const struct tg_link *last, bool ours, struct tg_sequel *out, toegang_report *report);
/* The store kept that line: the head says so, unless it says more already. What fails is written the next time. */
void tg_trail_kept(const struct tg_trail_keys *keys, const char *path, const char *name, const struct tg_link *link);
/* That head, for a walk. */
toegang_status tg_trail_head(const struct tg_trail_keys *keys, const char *path, const char *name,
                             struct tg_head *out, toegang_report *report);

#endif
