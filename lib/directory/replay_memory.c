/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A hash table for the keys and a heap for their ends, in arrays of a size that never changes. What ends
 * first stands on top of the heap and goes when its place is needed, not before: a clock that goes back a
 * little brings nothing back.
 */
#include "directory/replay.h"

#include <pthread.h>
#include <string.h>

#include "base/report.h"
#include "directory/check_replay.h"

#define DEFAULT_MOST 100000U
#define MOST 10000000U
#define KEY_OCTETS (TG_REPLAY_KEY / 2)

/* Places are counted from 1, so that 0 is none and a zeroed array is an empty one. */
struct entry {
    uint8_t key[KEY_OCTETS];
    toegang_time until;
    uint32_t next; /* in its chain */
    uint32_t rank; /* where it stands in the heap */
};

struct memory {
    pthread_mutex_t mutex;
    uint32_t most, count, mask;
    toegang_time forgotten; /* the last end of what made room */
    struct entry *entries;  /* most + 1; the first is unused, as in the heap */
    uint32_t *chains;       /* mask + 1; the first entry of each */
    uint32_t *heap;         /* most + 1; the entry that ends first is at 1 */
};

static uint8_t nibble(char digit)
{
    return (uint8_t)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

static void read_key(const char *digits, uint8_t out[KEY_OCTETS])
{
    for (size_t i = 0; i < KEY_OCTETS; i++)
        out[i] = (uint8_t)(nibble(digits[2 * i]) << 4 | nibble(digits[2 * i + 1]));
}

/* The key is a digest, whose octets nobody chooses: its first ones are the hash. */
static uint32_t *chain_of(const struct memory *memory, const uint8_t *key)
{
    uint32_t hash;
    memcpy(&hash, key, sizeof hash);
    return &memory->chains[hash & memory->mask];
}

static uint32_t find(const struct memory *memory, const uint8_t *key)
{
    uint32_t at = *chain_of(memory, key);
    while (at && memcmp(memory->entries[at].key, key, KEY_OCTETS) != 0) at = memory->entries[at].next;
    return at;
}

static toegang_time end_at(const struct memory *memory, uint32_t rank)
{
    return memory->entries[memory->heap[rank]].until;
}

static void stand(struct memory *memory, uint32_t rank, uint32_t entry)
{
    memory->heap[rank] = entry;
    memory->entries[entry].rank = rank;
}

static void rise(struct memory *memory, uint32_t rank)
{
    uint32_t entry = memory->heap[rank];
    toegang_time until = memory->entries[entry].until;
    for (; rank > 1 && end_at(memory, rank / 2) > until; rank /= 2)
        stand(memory, rank, memory->heap[rank / 2]);
    stand(memory, rank, entry);
}

static void sink(struct memory *memory, uint32_t rank)
{
    uint32_t entry = memory->heap[rank];
    toegang_time until = memory->entries[entry].until;
    for (uint32_t child; (child = 2 * rank) <= memory->count; rank = child) {
        if (child < memory->count && end_at(memory, child + 1) < end_at(memory, child)) child++;
        if (end_at(memory, child) >= until) break;
        stand(memory, rank, memory->heap[child]);
    }
    stand(memory, rank, entry);
}

static void leave_chain(struct memory *memory, uint32_t entry)
{
    uint32_t *link = chain_of(memory, memory->entries[entry].key);
    while (*link != entry) link = &memory->entries[*link].next;
    *link = memory->entries[entry].next;
}

/* A place for one more: a new one, or that of the entry which ended first. 0: all of them still count. */
static uint32_t take_place(struct memory *memory, toegang_time at)
{
    if (memory->count < memory->most) {
        memory->count++;
        stand(memory, memory->count, memory->count);
        return memory->count;
    }
    uint32_t first = memory->heap[1];
    if (memory->entries[first].until > at) return 0;
    memory->forgotten = memory->entries[first].until;
    leave_chain(memory, first);
    return first;
}

static toegang_status full(const struct memory *memory, toegang_report *report)
{
    return tg_reportf(report, TOEGANG_UNAVAILABLE, CHECK_REPLAY_FULL, "room for one more",
                      "%lu entries that still count", (unsigned long)memory->count);
}

static toegang_status note(struct memory *memory, const uint8_t *key, toegang_time until, toegang_time at,
                           toegang_report *report)
{
    /* The clock went back this far, and this may be what was forgotten. */
    if (until <= memory->forgotten) return full(memory, report);
    uint32_t place = take_place(memory, at);
    if (!place) return full(memory, report);
    struct entry *entry = &memory->entries[place];
    uint32_t *chain = chain_of(memory, key);
    memcpy(entry->key, key, KEY_OCTETS);
    entry->next = *chain;
    *chain = place;
    entry->until = until;
    rise(memory, entry->rank);
    sink(memory, entry->rank);
    return TOEGANG_GOOD;
}

/* An entry that has ended is noted anew: its end moves back. */
static toegang_status note_again(struct memory *memory, uint32_t place, toegang_time until, toegang_time at,
                                 toegang_report *report)
{
    struct entry *entry = &memory->entries[place];
    if (entry->until > at) return tg_replay_used(report);
    entry->until = until;
    sink(memory, entry->rank);
    return TOEGANG_GOOD;
}

static toegang_status use(void *self, const char *digits, toegang_time until, toegang_time at,
                          toegang_report *report)
{
    struct memory *memory = self;
    uint8_t key[KEY_OCTETS];
    read_key(digits, key);
    if (pthread_mutex_lock(&memory->mutex) != 0) return tg_no_memory(report);
    uint32_t place = find(memory, key);
    toegang_status status =
        place ? note_again(memory, place, until, at, report) : note(memory, key, until, at, report);
    (void)pthread_mutex_unlock(&memory->mutex);
    return status;
}

static void end(void *self)
{
    struct memory *memory = self;
    (void)pthread_mutex_destroy(&memory->mutex);
}

static const toegang_replay_class memory_class = {
    .size = sizeof memory_class,
    .flags = TOEGANG_REPLAY_CONCURRENT,
    .name = "memory",
    .use = use,
    .close = end,
};

static uint32_t mask_for(uint32_t most)
{
    uint32_t mask = 15;
    while (mask < most) mask = mask << 1 | 1;
    return mask;
}

static struct memory *new_memory(struct tg_arena *arena, uint32_t most)
{
    struct memory *memory = tg_arena_take(arena, sizeof *memory);
    if (!memory) return NULL;
    memory->most = most;
    memory->mask = mask_for(most);
    memory->forgotten = TOEGANG_ALWAYS;
    memory->entries = tg_arena_array(arena, (size_t)most + 1, sizeof *memory->entries);
    memory->chains = tg_arena_array(arena, (size_t)memory->mask + 1, sizeof *memory->chains);
    memory->heap = tg_arena_array(arena, (size_t)most + 1, sizeof *memory->heap);
    return memory->entries && memory->chains && memory->heap ? memory : NULL;
}

toegang_status toegang_replay_memory_new(size_t most, toegang_replay **out, toegang_report *report)
{
    struct tg_arena arena = {0};
    if (most > MOST || !out) return tg_misuse(report, "at most 10000000 entries, and out");
    struct memory *memory = new_memory(&arena, most ? (uint32_t)most : DEFAULT_MOST);
    bool is_made = memory && pthread_mutex_init(&memory->mutex, NULL) == 0;
    toegang_status status =
        is_made ? tg_replay_own(&memory_class, memory, &arena, out, report) : tg_no_memory(report);
    if (status == TOEGANG_GOOD) return status;
    if (is_made) end(memory);
    tg_arena_free(&arena);
    return status;
}
