/* SPDX-License-Identifier: Apache-2.0 */
#include "trail_maker.h"

TestSuite(trail_chain, .init = keys_make, .fini = keys_free);

static struct tg_span make(const struct tg_link *before, const char *detail, struct tg_arena *arena,
                           struct tg_link *after)
{
    struct tg_span line = {0};
    struct tg_entry entry = entry_of(detail);
    struct tg_entry_line what = line_of(&entry);
    cr_assert_eq(tg_line_make(&keys, before, tg_entry_body, &what, arena, &line, after, NULL), TOEGANG_GOOD);
    return line;
}

Test(trail_chain, steps_from_line_to_line)
{
    struct tg_arena arena = {0};
    struct tg_link link = {0}, after = {0}, walked = {0}, alone;
    for (uint64_t i = 1; i <= 12; i++) {
        struct tg_span line = make(&link, "words", &arena, &after);
        cr_expect_eq(after.number, i);
        cr_expect_eq(tg_link_step(&keys, line, &walked, NULL), TOEGANG_GOOD);
        cr_expect_eq(memcmp(&walked, &after, sizeof after), 0);
        cr_expect_eq(tg_link_of(&keys, line, &alone, NULL), TOEGANG_GOOD);
        cr_expect_eq(memcmp(&alone, &after, sizeof after), 0);
        link = after;
    }
    tg_arena_free(&arena);
}

/* Every bit of every octet, and every length. */
Test(trail_chain, refuses_what_was_altered)
{
    struct tg_arena arena = {0};
    struct tg_link before = {0}, after;
    struct tg_span line = make(&before, "words", &arena, &after);
    char *copy = tg_arena_text(&arena, line);
    for (size_t i = 0; i < 8 * line.length; i++) {
        struct tg_link link = {0};
        toegang_report report = {0};
        copy[i / 8] = (char)(copy[i / 8] ^ 1 << i % 8);
        cr_expect_eq(tg_link_step(&keys, (struct tg_span){copy, line.length}, &link, &report), TOEGANG_REFUSED,
                     "bit %zu", i);
        cr_expect_str_eq(report.check, CHECK_AUDIT_ALTERED);
        cr_expect_eq(link.number, 0);
        copy[i / 8] = (char)(copy[i / 8] ^ 1 << i % 8);
    }
    for (size_t length = 0; length < line.length; length++) {
        struct tg_link link = {0};
        cr_expect_eq(tg_link_step(&keys, tg_span_until(line, length), &link, NULL), TOEGANG_REFUSED, "%zu", length);
        cr_expect_eq(tg_link_step(&keys, tg_span_from(line, line.length - length), &link, NULL), TOEGANG_REFUSED);
    }
    tg_arena_free(&arena);
}

Test(trail_chain, refuses_a_line_that_follows_another)
{
    struct tg_arena arena = {0};
    struct tg_link none = {0}, one, two, other;
    struct tg_span first = make(&none, "first", &arena, &one), second = make(&one, "second", &arena, &two);
    struct tg_span fork = make(&none, "fork", &arena, &other);
    struct tg_link link = none;
    cr_expect_eq(tg_link_step(&keys, second, &link, NULL), TOEGANG_REFUSED, "the first is left out");
    cr_expect_eq(tg_link_step(&keys, first, &link, NULL), TOEGANG_GOOD);
    cr_expect_eq(tg_link_step(&keys, first, &link, NULL), TOEGANG_REFUSED, "twice");
    cr_expect_eq(tg_link_step(&keys, fork, &link, NULL), TOEGANG_REFUSED, "another first");
    link = other;
    cr_expect_eq(tg_link_step(&keys, second, &link, NULL), TOEGANG_REFUSED, "after another first");
    keys.chain[0] ^= 1;
    link = none;
    cr_expect_eq(tg_link_step(&keys, first, &link, NULL), TOEGANG_REFUSED, "another key");
    tg_arena_free(&arena);
}

Test(trail_chain, has_no_room_for_a_line_that_is_too_long)
{
    struct tg_arena arena = {0};
    struct tg_link before = {0}, after;
    struct tg_span line;
    toegang_report report = {0};
    char *long_text = tg_arena_take(&arena, TG_LINE_MAX + 1);
    memset(long_text, 'x', TG_LINE_MAX);
    struct tg_entry entry = entry_of(long_text);
    struct tg_entry_line what = line_of(&entry);
    cr_expect_eq(tg_line_make(&keys, &before, tg_entry_body, &what, &arena, &line, &after, &report),
                 TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, CHECK_AUDIT_LINE);
    tg_arena_free(&arena);
}
