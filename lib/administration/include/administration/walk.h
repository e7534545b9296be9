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

/*
 * Where the next line goes: after the last one, or, with a gap, after the line that the head knows. A line that says so
 * is written first, so that nothing is covered up by going on.
 */
struct tg_sequel {
    struct tg_link link;
    bool gap;
    bool has_head;
    uint64_t known, there; /* the numbers of the head, and of the last line that is ours */
};
/* what: struct tg_sequel. */
void tg_continued_body(struct tg_line *line, const void *what);

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
    uint64_t continued;  /* the first line, which goes on where another trail ended; 0: it begins with 1 */
};

/* REFUSED: audit.altered, with walk->broken. A status of the sink is returned. */
toegang_status tg_walk_line(struct tg_walk *walk, struct tg_span line, toegang_report *report);
/* After the last line. REFUSED: audit.cut, with walk->broken. */
toegang_status tg_walk_end(struct tg_walk *walk, toegang_report *report);

#endif
