/* SPDX-License-Identifier: Apache-2.0 */
/* Going through a trail from its first line, wherever it is kept. */
#ifndef TG_ADMINISTRATION_WALK_H
#define TG_ADMINISTRATION_WALK_H

#include "administration/trail.h"

/* What a head file says: how far the trail went at least. */
struct tg_head {
    bool there;
    struct tg_link link;
};

/* One line in its order, verified; borrowed. */
typedef toegang_status tg_trail_sink(void *context, struct tg_span line);

/* Set to {0} with keys, head and, where lines are wanted, sink and context. */
struct tg_walk {
    const struct tg_trail_keys *keys;
    struct tg_head head;
    tg_trail_sink *sink;
    void *context;
    struct tg_link link; /* of the last good line */
    uint64_t broken;     /* the line where the trail is broken; 0: whole so far */
    uint64_t torn;       /* the line that says of a repair, or where one is to be made; 0: none */
};

/* REFUSED: audit.altered, with walk->broken. A status of the sink is returned. */
toegang_status tg_walk_line(struct tg_walk *walk, struct tg_span line, toegang_report *report);
/* After the last line. REFUSED: audit.cut, with walk->broken. */
toegang_status tg_walk_end(struct tg_walk *walk, toegang_report *report);

#endif
