/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_ADMINISTRATION_TRAIL_END_H
#define TG_ADMINISTRATION_TRAIL_END_H

#include "administration/trail.h"
#include "disk.h"

/* Where a file of lines ends, found from behind. */
struct tg_trail_end {
    struct tg_link link; /* of the last whole line, where it is ours */
    bool ours;           /* or there is none */
    size_t size;         /* of all whole lines */
    struct tg_span torn; /* what follows them */
};

/* REFUSED: audit.altered when what stands there cannot be lines of ours at all. */
toegang_status tg_trail_end_find(const struct tg_trail_keys *keys, const struct tg_locked *locked,
                                 struct tg_arena *arena, struct tg_trail_end *out, toegang_report *report);

#endif
