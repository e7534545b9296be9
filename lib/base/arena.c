/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#define ALIGNMENT alignof(max_align_t)
#define FIRST_CHUNK ((size_t)4096)
#define LARGEST_STEP ((size_t)1 << 20)
#define FIRST_ROOM 32
/* The system gives so much as pages that are zero, and there once they are written. */
#define LARGE ((size_t)1 << 17)

struct tg_arena_chunk {
    struct tg_arena_chunk *next;
    size_t size; /* octets after the header */
    size_t used;
    bool zeroed; /* as it came */
    alignas(max_align_t) unsigned char octets[];
};

/* The one place of the library that calls malloc, or calloc, for itself. */
static struct tg_arena_chunk *new_chunk(struct tg_arena *arena, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct tg_arena_chunk)) return NULL;
    bool large = size >= LARGE;
    struct tg_arena_chunk *chunk = large ? calloc(1, sizeof *chunk + size) : malloc(sizeof *chunk + size);
    if (!chunk) return NULL;
    *chunk = (struct tg_arena_chunk){arena->chunks, size, 0, large};
    arena->chunks = chunk;
    return chunk;
}

static size_t next_size(const struct tg_arena *arena, size_t wanted)
{
    size_t first = arena->first != 0 ? arena->first : FIRST_CHUNK;
    size_t size = arena->chunks ? arena->chunks->size * 2 : first;
    if (size > LARGEST_STEP) size = LARGEST_STEP;
    return size > wanted ? size : wanted;
}

static bool round_up(size_t *size)
{
    if (*size > SIZE_MAX - ALIGNMENT) return false;
    *size = (*size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return true;
}

void *tg_arena_take(struct tg_arena *arena, size_t size)
{
    if (!round_up(&size)) return NULL;
    if (arena->limit != 0 && (arena->used > arena->limit || size > arena->limit - arena->used)) return NULL;
    struct tg_arena_chunk *chunk = arena->chunks;
    if (!chunk || size > chunk->size - chunk->used) chunk = new_chunk(arena, next_size(arena, size));
    if (!chunk) return NULL;
    void *out = chunk->octets + chunk->used;
    if (!chunk->zeroed) memset(out, 0, size);
    chunk->used += size;
    arena->used += size;
    return out;
}

void *tg_arena_array(struct tg_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) return NULL;
    return tg_arena_take(arena, count * size);
}

void *tg_arena_grown(struct tg_arena *arena, void *list, size_t count, size_t *room, size_t size)
{
    if (count < *room) return list;
    if (*room > SIZE_MAX / 2) return NULL;
    size_t larger = *room > 0 ? *room * 2 : FIRST_ROOM;
    void *out = tg_arena_array(arena, larger, size);
    if (!out) return NULL;
    if (count > 0) memcpy(out, list, count * size);
    *room = larger;
    return out;
}

char *tg_arena_text(struct tg_arena *arena, struct tg_span span)
{
    if (span.length == SIZE_MAX) return NULL;
    char *out = tg_arena_take(arena, span.length + 1);
    if (out && span.length > 0) memcpy(out, span.at, span.length);
    return out;
}

void tg_arena_free(struct tg_arena *arena)
{
    while (arena->chunks) {
        struct tg_arena_chunk *chunk = arena->chunks;
        arena->chunks = chunk->next;
        explicit_bzero(chunk->octets, chunk->used);
        free(chunk);
    }
    *arena = (struct tg_arena){.limit = arena->limit, .first = arena->first};
}
