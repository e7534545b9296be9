/* SPDX-License-Identifier: Apache-2.0 */
/* The head file of a trail: FILE.head, and FILE.btb.head of what a store keeps. */
#ifndef TG_ADMINISTRATION_HEAD_H
#define TG_ADMINISTRATION_HEAD_H

#include "administration/walk.h"

/* name: "" of the file itself, or of the register whose store keeps the trail. REFUSED: audit.head. */
toegang_status tg_head_read(const struct tg_trail_keys *keys, const char *path, const char *name,
                            struct tg_head *out, toegang_report *report);
/* Durable, and there as a whole or as it was. Only under the lock of the file. */
toegang_status tg_head_write(const struct tg_trail_keys *keys, const char *path, const char *name,
                             const struct tg_link *link, toegang_report *report);
/*
 * Moves on a head that is there and ours, at little cost: after a power failure it may be the one before, which says
 * less and nothing wrong.
 */
toegang_status tg_head_move(const struct tg_trail_keys *keys, const char *path, const char *name,
                            const struct tg_link *link, toegang_report *report);
/*
 * What the head, read with that status, makes of a trail whose last line that is; must: it cannot be without one.
 */
struct tg_sequel tg_head_place(const struct tg_head *head, toegang_status read, const struct tg_link *last, bool ours,
                              bool must);
/* The last line of a trail fits the head. REFUSED: audit.cut, audit.altered. */
toegang_status tg_head_fits(const struct tg_head *head, const struct tg_link *last, toegang_report *report);

#endif
