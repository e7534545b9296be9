/* SPDX-License-Identifier: Apache-2.0 */
/* What a cache keeps: answers by their question, in the order in which they were last used. */
#ifndef TG_DIRECTORY_CACHE_TABLE_H
#define TG_DIRECTORY_CACHE_TABLE_H

#include <stdatomic.h>

#include "cache_key.h"
#include "gathered.h"

/*
 * One whole answer, in an arena of its own that is wiped with it. Its facts never change, so that whoever
 * counts among its users reads them without a lock; the rest is the table's.
 */
struct tg_kept {
    struct tg_arena arena; /* holds the answer itself */
    atomic_uint users;     /* the table, and each thread that passes it on */
    uint64_t hash;
    const uint8_t *key;
    size_t key_length;
    size_t octets; /* of memory */
    const toegang_fact *facts;
    size_t count;

    int64_t asked;       /* when its question began, by the clock of the cache */
    int64_t ends;        /* when it may not be given any more */
    int64_t renewed;     /* from when one who asks renews it */
    bool is_renewing;    /* and somebody does */
    uint64_t generation; /* of the directory, before it was asked */
    toegang_time shows;  /* the source said that it shows things as they stood then, or later */

    struct tg_kept *next;          /* in its chain */
    struct tg_kept *newer, *older; /* by use */
};

struct tg_cache_table {
    size_t most_entries, most_octets;
    size_t entries, octets;
    size_t mask;
    struct tg_kept **chains; /* mask + 1 */
    struct tg_kept *newest, *oldest;
};

/* Packs an answer, with one user: the caller. NULL when memory is at its end. */
struct tg_kept *tg_kept_new(const struct tg_gathered *gathered, const struct tg_cache_key *key);
void tg_kept_release(struct tg_kept *kept);

/* Chains lie in the arena; false when memory is at its end. */
bool tg_table_new(struct tg_cache_table *table, size_t most_entries, size_t most_octets,
                  struct tg_arena *arena);
/* The answer to that question, now the last one used; it stays the table's. NULL: none. */
struct tg_kept *tg_table_find(struct tg_cache_table *table, const struct tg_cache_key *key);
/*
 * Keeps the answer in the place of an older one to the same question, and lets go what was not used for
 * longest until all fits. Each that is added lets go as many as make its room, and two that have ended: never
 * a walk through all. Those that were let go hang together by `next`, for tg_kept_release_all once no lock is
 * held.
 */
struct tg_kept *tg_table_keep(struct tg_cache_table *table, struct tg_kept *kept, int64_t now);
struct tg_kept *tg_table_empty(struct tg_cache_table *table);
void tg_kept_release_all(struct tg_kept *dropped);

#endif
