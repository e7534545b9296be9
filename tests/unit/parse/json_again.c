/* SPDX-License-Identifier: Apache-2.0 */
/* A tree that is written out and read again is the same tree, for thousands of documents made by chance. */
#include <criterion/criterion.h>

#include "json_written.h"

#define DOCUMENTS 5000
#define ROOM 65536

static uint32_t state;

/* xorshift: the same documents at each run. */
static uint32_t chance(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % below;
}

static void add_space(struct tg_text *out)
{
    static const char *const spaces[] = {"", "", "", " ", "\n", "\r\n", "\t", "  "};
    tg_text_add(out, spaces[chance(8)]);
}

static void add_string(struct tg_text *out, unsigned unique)
{
    static const char *const pieces[] = {"a",
                                         "Z",
                                         "\\n",
                                         "\\\"",
                                         "\\u0001",
                                         "\\u20ac",
                                         "\\ud83d\\ude00",
                                         "\xc3\xa9",
                                         "\xe2\x82\xac",
                                         "\xf0\x9f\x98\x80",
                                         "\x7f",
                                         "\\/",
                                         "\\\\",
                                         "0",
                                         " "};
    tg_text_addf(out, "\"%u", unique);
    for (uint32_t i = chance(6); i > 0; i--) tg_text_add(out, pieces[chance(sizeof pieces / sizeof *pieces)]);
    tg_text_add(out, "\"");
}

static void add_number(struct tg_text *out)
{
    static const char *const ends[] = {"", "", "", ".5", "e10", "E-3", ".25e+2"};
    tg_text_addf(out, "%s%u%s", chance(2) ? "-" : "", chance(3) ? chance(1000000000) : 0, ends[chance(7)]);
}

static void add_value(struct tg_text *out, unsigned depth);

/* Names begin with their number, and so differ. */
static void add_container(struct tg_text *out, unsigned depth, bool object)
{
    tg_text_add(out, object ? "{" : "[");
    uint32_t count = chance(5);
    for (uint32_t i = 0; i < count; i++) {
        add_space(out);
        if (object) add_string(out, i * 10);
        if (object) add_space(out), tg_text_add(out, ":");
        add_value(out, depth - 1);
        if (i + 1 < count) tg_text_add(out, ",");
    }
    add_space(out);
    tg_text_add(out, object ? "}" : "]");
}

static void add_value(struct tg_text *out, unsigned depth)
{
    static const char *const words[] = {"null", "false", "true"};
    uint32_t kind = chance(depth > 0 ? 6 : 3);
    add_space(out);
    if (kind == 0) tg_text_add(out, words[chance(3)]);
    if (kind == 1) add_number(out);
    if (kind == 2) add_string(out, chance(10));
    if (kind > 2) add_container(out, depth, kind > 3);
    add_space(out);
}

static struct tg_json *read_good(const struct tg_text *text, struct tg_arena *arena, uint32_t number)
{
    struct tg_json *root = NULL;
    toegang_report report = {0};
    struct tg_span octets = {text->out, text->length};
    cr_assert_lt(text->length, ROOM);
    cr_assert_eq(tg_json_read(octets, &tg_json_token_limits, arena, &root, &report), TOEGANG_GOOD,
                 "%u: %s: %s", number, report.check, text->out);
    return root;
}

Test(json_again, what_is_written_reads_the_same)
{
    static char first[ROOM], second[ROOM];
    for (uint32_t number = 1; number <= DOCUMENTS; number++) {
        struct tg_arena arena = {0};
        struct tg_text made = tg_text_of(first, sizeof first), written = tg_text_of(second, sizeof second);
        state = number * 2654435761u;
        add_value(&made, 7);
        const struct tg_json *tree = read_good(&made, &arena, number);
        json_write(&written, tree);
        const struct tg_json *again = read_good(&written, &arena, number);
        cr_assert(json_same(tree, again), "%u: %s", number, first);
        tg_arena_free(&arena);
    }
}
