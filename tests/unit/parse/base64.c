/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <string.h>

#include "parse/base64.h"
#include "parse/check.h"

struct row {
    const char *text, *octets, *check; /* octets or check */
};

typedef toegang_status (*reader)(struct tg_span, size_t, struct tg_arena *, struct tg_span *,
                                 toegang_report *);

static void compare(reader read, const struct row *row)
{
    struct tg_arena arena = {0};
    struct tg_span out = {"untouched", 9};
    toegang_report report = {0};
    toegang_status status = read(tg_span_of(row->text), 64, &arena, &out, &report);
    if (row->check) {
        cr_expect_eq(status, TOEGANG_REFUSED, "%s", row->text);
        cr_expect_str_eq(report.check, row->check, "%s: %s", row->text, report.check);
        cr_expect(tg_span_is(out, "untouched"), "%s", row->text);
    } else {
        cr_expect_eq(status, TOEGANG_GOOD, "%s: %s", row->text, report.check);
        cr_expect(tg_span_is(out, row->octets), "%s: %.*s", row->text, (int)out.length, out.at);
    }
    tg_arena_free(&arena);
}

/* RFC 4648 section 10, and what a lax reader lets through. */
Test(base64, padded)
{
    static const struct row rows[] = {
        {"", "", NULL},
        {"Zg==", "f", NULL},
        {"Zm8=", "fo", NULL},
        {"Zm9v", "foo", NULL},
        {"Zm9vYg==", "foob", NULL},
        {"Zm9vYmE=", "fooba", NULL},
        {"Zm9vYmFy", "foobar", NULL},
        {" Zm9v\r\n\tYm Fy\n", "foobar", NULL},
        {"Zg = =\n", "f", NULL},
        {"+/+/", "\xfb\xff\xbf", NULL},
        {"Zg", NULL, CHECK_BASE64_PADDING},
        {"Zg=", NULL, CHECK_BASE64_PADDING},
        {"Zm8", NULL, CHECK_BASE64_PADDING},
        {"Zm8==", NULL, CHECK_BASE64_PADDING},
        {"Zm9v=", NULL, CHECK_BASE64_PADDING},
        {"Zg===", NULL, CHECK_BASE64_PADDING},
        {"====", NULL, CHECK_BASE64_PADDING},
        {"Zg==Zg==", NULL, CHECK_BASE64_PADDING},
        {"Z=g=", NULL, CHECK_BASE64_PADDING},
        {"=", NULL, CHECK_BASE64_PADDING},
        {"Z", NULL, CHECK_BASE64_LENGTH},
        {"Zm9vY", NULL, CHECK_BASE64_LENGTH},
        {"Z==", NULL, CHECK_BASE64_LENGTH},
        {"Zh==", NULL, CHECK_BASE64_TAIL},
        {"Zm9=", NULL, CHECK_BASE64_TAIL},
        {"Zm9v-_", NULL, CHECK_BASE64_CHARACTER},
        {"Zm9v\x0b", NULL, CHECK_BASE64_CHARACTER},
        {"Zm9v\xc2\xa0", NULL, CHECK_BASE64_CHARACTER},
        {"Zm9v\xff", NULL, CHECK_BASE64_CHARACTER},
        {"Zm<9v", NULL, CHECK_BASE64_CHARACTER},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) compare(tg_base64_read, &rows[i]);
}

Test(base64, url)
{
    static const struct row rows[] = {
        {"", "", NULL},
        {"Zg", "f", NULL},
        {"Zm8", "fo", NULL},
        {"Zm9v", "foo", NULL},
        {"-_-_", "\xfb\xff\xbf", NULL},
        {"Z", NULL, CHECK_BASE64_LENGTH},
        {"Zh", NULL, CHECK_BASE64_TAIL},
        {"Zm9", NULL, CHECK_BASE64_TAIL},
        {"Zg==", NULL, CHECK_BASE64_CHARACTER},
        {"Zm9v ", NULL, CHECK_BASE64_CHARACTER},
        {"Zm\n9v", NULL, CHECK_BASE64_CHARACTER},
        {"+/+/", NULL, CHECK_BASE64_CHARACTER},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) compare(tg_base64url_read, &rows[i]);
}

Test(base64, nul_is_no_character_and_the_place_is_told)
{
    struct tg_arena arena = {0};
    struct tg_span out;
    toegang_report report = {0};
    cr_expect_eq(tg_base64_read((struct tg_span){"Zm9vZm\0v", 8}, 64, &arena, &out, &report),
                 TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, CHECK_BASE64_CHARACTER);
    cr_expect_eq(report.offset, 6);
    tg_arena_free(&arena);
}

Test(base64, no_more_octets_than_the_limit)
{
    static const struct {
        const char *text;
        size_t limit;
        bool good;
    } rows[] = {{"Zm9v", 3, true},  {"Zm9v", 2, false}, {"Zm8=", 2, true},      {"Zm8=", 1, false},
                {"Zg==", 0, false}, {"", 0, true},      {" Z m 9 v ", 3, true}, {" Z m 9 v ", 2, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_span out;
        toegang_report report = {0};
        toegang_status status =
            tg_base64_read(tg_span_of(rows[i].text), rows[i].limit, &arena, &out, &report);
        cr_expect_eq(status == TOEGANG_GOOD, rows[i].good, "row %zu", i);
        if (!rows[i].good) cr_expect_str_eq(report.check, CHECK_BASE64_SIZE, "row %zu", i);
        tg_arena_free(&arena);
    }
}

Test(base64, what_is_written_reads_back)
{
    char octets[100], text[140];
    for (size_t i = 0; i < sizeof octets; i++) octets[i] = (char)(i * 89 + 7);
    for (size_t length = 0; length <= sizeof octets; length++) {
        struct tg_arena arena = {0};
        struct tg_span out, in = {octets, length};
        tg_base64url_write(in, text);
        cr_assert_eq(tg_base64url_read(tg_span_of(text), sizeof octets, &arena, &out, NULL), TOEGANG_GOOD);
        cr_assert(tg_span_equal(in, out), "%zu", length);
        tg_arena_free(&arena);
    }
}

Test(base64, without_memory_nothing_is_judged)
{
    struct tg_arena arena = {.limit = 1};
    struct tg_span out;
    toegang_report report = {0};
    cr_expect_eq(tg_base64_read(TG_SPAN("Zm9v"), 64, &arena, &out, &report), TOEGANG_NO_MEMORY);
    tg_arena_free(&arena);
}
