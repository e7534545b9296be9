/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdalign.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"

Test(arena, gives_zeroed_aligned_pieces_of_any_size)
{
    struct tg_arena arena = {0};
    for (size_t size = 0; size < 20000; size += 313) {
        unsigned char *piece = tg_arena_take(&arena, size);
        cr_assert_not_null(piece);
        cr_assert_eq((uintptr_t)piece % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) cr_assert_eq(piece[i], 0);
        memset(piece, 0xff, size);
    }
    tg_arena_free(&arena);
    cr_expect_null(arena.chunks);
}

/* A table that is made for the most that may come takes memory as it fills: pages that nobody wrote are not there. */
Test(arena, gives_large_pieces_that_are_not_there_yet)
{
    static unsigned char resident[(size_t)1 << 16];
    size_t size = (size_t)64 << 20, page = (size_t)sysconf(_SC_PAGESIZE), there = 0;
    struct tg_arena arena = {0};
    unsigned char *piece = tg_arena_take(&arena, size);
    cr_assert_not_null(piece);
    unsigned char *first = piece + (page - (uintptr_t)piece % page) % page;
    size_t pages = size / page - 1;
    cr_assert(pages <= sizeof resident && mincore(first, pages * page, resident) == 0);
    for (size_t i = 0; i < pages; i++) there += resident[i] & 1;
    cr_expect_lt(there, pages / 4, "%zu of %zu", there, pages);
    for (size_t i = 0; i < size; i += page - 1) cr_assert_eq(piece[i], 0);
    tg_arena_free(&arena);
}

Test(arena, stops_at_its_limit_and_at_overflow)
{
    struct tg_arena arena = {.limit = 100};
    cr_expect_not_null(tg_arena_take(&arena, 64));
    cr_expect_null(tg_arena_take(&arena, 64));
    cr_expect_null(tg_arena_take(&arena, SIZE_MAX));
    cr_expect_null(tg_arena_array(&arena, SIZE_MAX / 2, 3));
    tg_arena_free(&arena);
}

Test(arena, lists_grow)
{
    struct tg_arena arena = {0};
    size_t *list = NULL, room = 0;
    for (size_t count = 0; count < 1000; count++) {
        const size_t *before = list;
        bool has_room = count < room;
        list = tg_arena_grown(&arena, list, count, &room, sizeof *list);
        cr_assert_not_null(list);
        cr_assert(room > count && (list == before) == has_room, "%zu", count);
        list[count] = count;
    }
    for (size_t i = 0; i < 1000; i++) cr_expect_eq(list[i], i);
    size_t before = room;
    arena.limit = arena.used;
    cr_expect_null(tg_arena_grown(&arena, list, room, &room, sizeof *list));
    cr_expect_eq(room, before);
    room = SIZE_MAX;
    cr_expect_null(tg_arena_grown(&arena, list, room, &room, 1));
    tg_arena_free(&arena);
}

/* What is known beforehand lies in one piece of that size. */
Test(arena, takes_as_much_as_it_is_told)
{
    struct tg_arena arena = {.first = 64};
    cr_expect_not_null(tg_arena_take(&arena, 48));
    const struct tg_arena_chunk *first = arena.chunks;
    cr_expect_not_null(tg_arena_take(&arena, 16));
    cr_expect_eq(arena.chunks, first);
    cr_expect_not_null(tg_arena_take(&arena, 16));
    cr_expect_neq(arena.chunks, first);
    cr_expect_eq(arena.used, 80);
    tg_arena_free(&arena);
    cr_expect_eq(arena.first, 64);
}

Test(arena, copies_text)
{
    struct tg_arena arena = {0};
    cr_expect_str_eq(tg_arena_text(&arena, (struct tg_span){"abcdef", 3}), "abc");
    cr_expect_str_eq(tg_arena_text(&arena, (struct tg_span){NULL, 0}), "");
    tg_arena_free(&arena);
}
