/* SPDX-License-Identifier: Apache-2.0 */
/* Memory that is taken piece by piece and given back at once: one malloc site, one free, one wipe. */
#ifndef TG_BASE_ARENA_H
#define TG_BASE_ARENA_H

#include "base/span.h"

struct tg_arena_chunk;

/* Zero is a good empty arena without a limit. Used by one thread at a time. */
struct tg_arena {
    struct tg_arena_chunk *chunks;
    size_t used;  /* octets given out */
    size_t limit; /* octets that it may give out at most; 0: no limit but memory */
    size_t first; /* octets of its first piece from the system, where it is known what will lie in it; 0: 4096 */
};

/* Zeroed octets, aligned for anything; NULL when memory or the limit is at its end. */
void *tg_arena_take(struct tg_arena *arena, size_t size);
/* Room for count items of size octets, guarded against overflow. */
void *tg_arena_array(struct tg_arena *arena, size_t count, size_t size);
/* A list of *room items with room for one more than count: itself, or a larger copy. NULL as above. */
void *tg_arena_grown(struct tg_arena *arena, void *list, size_t count, size_t *room, size_t size);
/* A copy that ends in NUL; NULL when memory is at its end. */
char *tg_arena_text(struct tg_arena *arena, struct tg_span span);
/* Wipes and frees everything; the arena is empty and may be used again. */
void tg_arena_free(struct tg_arena *arena);

#endif
