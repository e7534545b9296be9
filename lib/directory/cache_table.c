/* SPDX-License-Identifier: Apache-2.0 */
#include "cache_table.h"

#include <string.h>

/* ---- one answer ---- */

/* What the parts of an answer take at most, each aligned for anything. */
static size_t octets_for(const struct tg_gathered *gathered, const struct tg_cache_key *key)
{
    return sizeof(struct tg_kept) + key->length + gathered->arena.used + 64;
}

static bool copy_facts(struct tg_arena *arena, const struct tg_gathered *gathered, struct tg_kept *kept)
{
    toegang_fact *facts = tg_arena_array(arena, gathered->count, sizeof *facts);
    if (!facts) return false;
    for (const struct tg_gathered_fact *at = gathered->first; at; at = at->next)
        if (!tg_fact_copy_into(arena, &at->fact, &facts[kept->count++])) return false;
    kept->facts = facts;
    return true;
}

static bool pack(struct tg_arena *arena, const struct tg_gathered *gathered, const struct tg_cache_key *key,
                 struct tg_kept *kept)
{
    uint8_t *octets = tg_arena_take(arena, key->length);
    if (!octets || !copy_facts(arena, gathered, kept)) return false;
    memcpy(octets, key->octets, key->length);
    kept->key = octets;
    kept->key_length = key->length;
    kept->hash = key->hash;
    return true;
}

struct tg_kept *tg_kept_new(const struct tg_gathered *gathered, const struct tg_cache_key *key)
{
    struct tg_arena arena = {.first = octets_for(gathered, key)};
    struct tg_kept *kept = tg_arena_take(&arena, sizeof *kept);
    if (!kept || !pack(&arena, gathered, key, kept)) return tg_arena_free(&arena), NULL;
    kept->octets = arena.first;
    kept->arena = arena;
    atomic_init(&kept->users, 1);
    return kept;
}

void tg_kept_release(struct tg_kept *kept)
{
    if (atomic_fetch_sub(&kept->users, 1) != 1) return;
    struct tg_arena arena = kept->arena;
    tg_arena_free(&arena);
}

void tg_kept_release_all(struct tg_kept *dropped)
{
    while (dropped) {
        struct tg_kept *next = dropped->next;
        tg_kept_release(dropped);
        dropped = next;
    }
}

/* ---- all of them ---- */

/* The least that an answer takes: more chains than this were never used. */
#define LEAST_OCTETS sizeof(struct tg_kept)

bool tg_table_new(struct tg_cache_table *table, size_t most_entries, size_t most_octets,
                  struct tg_arena *arena)
{
    size_t mask = 15, most = most_octets / LEAST_OCTETS;
    if (most > most_entries) most = most_entries;
    while (mask < most) mask = mask << 1 | 1;
    *table = (struct tg_cache_table){.most_entries = most_entries, .most_octets = most_octets, .mask = mask};
    table->chains = tg_arena_array(arena, mask + 1, sizeof(struct tg_kept *));
    return table->chains != NULL;
}

static struct tg_kept **chain_of(const struct tg_cache_table *table, uint64_t hash)
{
    return &table->chains[hash & table->mask];
}

static void use(struct tg_cache_table *table, struct tg_kept *kept)
{
    kept->newer = NULL;
    kept->older = table->newest;
    *(table->newest ? &table->newest->newer : &table->oldest) = kept;
    table->newest = kept;
}

static void unuse(struct tg_cache_table *table, struct tg_kept *kept)
{
    *(kept->newer ? &kept->newer->older : &table->newest) = kept->older;
    *(kept->older ? &kept->older->newer : &table->oldest) = kept->newer;
}

static struct tg_kept *find(const struct tg_cache_table *table, uint64_t hash, const uint8_t *key,
                            size_t length)
{
    struct tg_kept *kept = *chain_of(table, hash);
    while (kept && (kept->hash != hash || kept->key_length != length || memcmp(kept->key, key, length) != 0))
        kept = kept->next;
    return kept;
}

struct tg_kept *tg_table_find(struct tg_cache_table *table, const struct tg_cache_key *key)
{
    struct tg_kept *kept = find(table, key->hash, key->octets, key->length);
    if (kept && kept != table->newest) {
        unuse(table, kept);
        use(table, kept);
    }
    return kept;
}

static void drop(struct tg_cache_table *table, struct tg_kept *kept, struct tg_kept **dropped)
{
    struct tg_kept **link = chain_of(table, kept->hash);
    while (*link != kept) link = &(*link)->next;
    *link = kept->next;
    unuse(table, kept);
    table->entries--;
    table->octets -= kept->octets;
    kept->next = *dropped;
    *dropped = kept;
}

static void add(struct tg_cache_table *table, struct tg_kept *kept)
{
    struct tg_kept **chain = chain_of(table, kept->hash);
    kept->next = *chain;
    *chain = kept;
    use(table, kept);
    table->entries++;
    table->octets += kept->octets;
    atomic_fetch_add(&kept->users, 1);
}

/* The answer that began later knows more; and one that would fill the whole is worth less than all it drives
 * out. */
static bool is_worth_it(const struct tg_cache_table *table, const struct tg_kept *kept,
                        const struct tg_kept *old)
{
    return kept->octets <= table->most_octets && (!old || old->asked <= kept->asked);
}

struct tg_kept *tg_table_keep(struct tg_cache_table *table, struct tg_kept *kept, int64_t now)
{
    struct tg_kept *dropped = NULL, *old = find(table, kept->hash, kept->key, kept->key_length);
    if (!is_worth_it(table, kept, old)) return NULL;
    if (old) drop(table, old, &dropped);
    for (int i = 0; i < 2 && table->oldest && table->oldest->ends <= now; i++)
        drop(table, table->oldest, &dropped);
    while (table->entries > 0 &&
           (table->entries >= table->most_entries || table->octets > table->most_octets - kept->octets))
        drop(table, table->oldest, &dropped);
    add(table, kept);
    return dropped;
}

struct tg_kept *tg_table_empty(struct tg_cache_table *table)
{
    struct tg_kept *dropped = NULL;
    while (table->oldest) drop(table, table->oldest, &dropped);
    return dropped;
}
