/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "parse/deflate.h"

#define LIMIT ((size_t)256 * 1024)

/* Folded by zlib itself with that window (raw, with its header, or as gzip) and dictionary. */
static struct tg_span folded_with(const char *octets, size_t length, int window, const char *dictionary,
                                  unsigned char *out, size_t size)
{
    z_stream stream = {0};
    unsigned char *copy = malloc(length + 1);
    memcpy(copy, octets, length);
    cr_assert_eq(deflateInit2(&stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    if (dictionary) {
        unsigned char words[64];
        memcpy(words, dictionary, strlen(dictionary));
        cr_assert_eq(deflateSetDictionary(&stream, words, (uInt)strlen(dictionary)), Z_OK);
    }
    stream.next_in = copy, stream.avail_in = (uInt)length, stream.next_out = out, stream.avail_out = (uInt)size;
    cr_assert_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
    struct tg_span span = {(const char *)out, stream.total_out};
    deflateEnd(&stream);
    free(copy);
    return span;
}

static struct tg_span folded_by(const char *octets, size_t length, int window, unsigned char *out, size_t size)
{
    return folded_with(octets, length, window, NULL, out, size);
}

static const char *check_of(struct tg_span octets, size_t limit, size_t *length)
{
    static toegang_report report;
    struct tg_arena arena = {0};
    struct tg_span out = {NULL, 0};
    report = (toegang_report){0};
    toegang_status status = tg_inflate(octets, limit, &arena, &out, &report);
    cr_expect_eq(status, report.status);
    *length = out.length;
    tg_arena_free(&arena);
    return report.check;
}

Test(deflate, forms)
{
    unsigned char room[4096];
    size_t length;
    struct tg_span raw = folded_by("<a/>", 4, -15, room, sizeof room);
    cr_expect_str_eq(check_of(raw, LIMIT, &length), "");
    cr_expect_eq(length, 4);
    room[raw.length] = 0;
    cr_expect_str_eq(check_of((struct tg_span){raw.at, raw.length + 1}, LIMIT, &length), "deflate.trailing");
    for (size_t i = 0; i < raw.length; i++)
        cr_expect_str_eq(check_of((struct tg_span){raw.at, i}, LIMIT, &length), "deflate.form", "%zu", i);
    cr_expect_str_eq(check_of(folded_by("<a/>", 4, 15, room, sizeof room), LIMIT, &length), "deflate.form");
    cr_expect_str_eq(check_of(folded_by("<a/>", 4, 31, room, sizeof room), LIMIT, &length), "deflate.form");
    cr_expect_str_eq(check_of(TG_SPAN("<samlp:LogoutRequest/>"), LIMIT, &length), "deflate.form");
    struct tg_span known = folded_with("samlp:LogoutRequest", 19, -15, "samlp:LogoutRequest", room, sizeof room);
    cr_expect_str_eq(check_of(known, LIMIT, &length), "deflate.form", "a dictionary that is not there");
}

Test(deflate, the_limit_is_one_octet_sharp)
{
    static unsigned char room[LIMIT];
    char *zeros = calloc(1, LIMIT * 40);
    size_t length;
    cr_expect_str_eq(check_of(folded_by(zeros, LIMIT, -15, room, sizeof room), LIMIT, &length), "");
    cr_expect_eq(length, LIMIT);
    cr_expect_str_eq(check_of(folded_by(zeros, LIMIT + 1, -15, room, sizeof room), LIMIT, &length), "deflate.size");
    cr_expect_str_eq(check_of(folded_by(zeros, LIMIT * 40, -15, room, sizeof room), LIMIT, &length), "deflate.size");
    cr_expect_str_eq(check_of((struct tg_span){zeros, TG_DEFLATED_MAX + 1}, LIMIT, &length), "deflate.size");
    free(zeros);
}

Test(deflate, both_ways)
{
    char text[3000];
    for (size_t length = 0; length <= sizeof text; length += 250) {
        struct tg_arena arena = {0};
        struct tg_span folded, unfolded;
        for (size_t i = 0; i < length; i++) text[i] = (char)(i * i % 251);
        cr_assert_eq(tg_deflate((struct tg_span){text, length}, &arena, &folded, NULL), TOEGANG_GOOD);
        cr_assert_eq(tg_inflate(folded, LIMIT, &arena, &unfolded, NULL), TOEGANG_GOOD);
        cr_expect(tg_span_equal(unfolded, (struct tg_span){text, length}), "%zu", length);
        tg_arena_free(&arena);
    }
}

Test(deflate, memory_that_ends_is_told)
{
    for (size_t limit = 1; limit < 400000; limit += 9973) {
        struct tg_arena arena = {.limit = limit};
        struct tg_span out;
        toegang_status status = tg_deflate(TG_SPAN("<a>text</a>"), &arena, &out, NULL);
        if (status == TOEGANG_GOOD) status = tg_inflate(out, 1000, &arena, &out, NULL);
        cr_expect(status == TOEGANG_GOOD || status == TOEGANG_NO_MEMORY, "%zu: %d", limit, status);
        tg_arena_free(&arena);
    }
}
