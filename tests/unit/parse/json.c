/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "json_written.h"

struct good {
    const char *text, *tree; /* tree NULL: as the text */
};

static void expect_tree(struct tg_span octets, const char *tree)
{
    char written[4096];
    struct tg_text out = tg_text_of(written, sizeof written);
    struct tg_arena arena = {0};
    struct tg_json *root = NULL;
    toegang_report report = {0};
    toegang_status status = tg_json_read(octets, &tg_json_token_limits, &arena, &root, &report);
    cr_expect_eq(status, TOEGANG_GOOD, "%.*s: %s, %s", (int)octets.length, octets.at, report.check,
                 report.came);
    if (root) json_write(&out, root);
    cr_expect_str_eq(written, tree, "%.*s: %s", (int)octets.length, octets.at, written);
    tg_arena_free(&arena);
}

Test(json, what_is_read)
{
    static const struct good rows[] = {
        {"null", NULL},
        {"false", NULL},
        {"true", NULL},
        {"0", NULL},
        {"\"\"", NULL},
        {"\"a\"", NULL},
        {"[]", NULL},
        {"{}", NULL},
        {" \t\r\n[ \t\r\n] \t\r\n", "[]"},
        {" { } ", "{}"},
        {" null ", "null"},
        {"[1]", NULL},
        {"[1,2,3]", NULL},
        {"[ 1 , 2 ]", "[1,2]"},
        {"[null,false,true,0,\"\",[],{}]", NULL},
        {"[[[]],[]]", NULL},
        {"{\"a\":1}", NULL},
        {"{ \"a\" : 1 , \"b\" : [ ] }", "{\"a\":1,\"b\":[]}"},
        {"{\"\":0}", NULL},
        {"{\"a\":{\"a\":{\"a\":1}}}", NULL},
        {"{\"a\":1,\"A\":2,\"aa\":3}", NULL},
        {"{\"x\\ny\":1}", NULL},
        {"[{\"a\":1},{\"a\":1}]", NULL},
        {"{\"\\u0061\":1}", "{\"a\":1}"},
        {"{\"__proto__\":1,\"constructor\":2}", NULL},
        /* numbers, as they were written */
        {"-0", NULL},
        {"-1", NULL},
        {"10", NULL},
        {"0.0", NULL},
        {"-0.5", NULL},
        {"1e0", NULL},
        {"1E0", NULL},
        {"1e+0", NULL},
        {"1e-05", NULL},
        {"0e1", NULL},
        {"0E+00", NULL},
        {"1.5e300", NULL},
        {"1e999999", NULL},
        {"9007199254740991", NULL},
        {"123456789012345678901234567890", NULL},
        {"0.30000000000000000000000000004", NULL},
        /* escapes */
        {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\""},
        {"\"\\u0001\\u001f\\u007f\"", NULL},
        {"\"\\u0041\\u00e9\\u20ac\\u20AC\"", "\"A\xc3\xa9\xe2\x82\xac\xe2\x82\xac\""},
        {"\"\\ud83d\\ude00\"", "\"\xf0\x9f\x98\x80\""},
        {"\"\\uD800\\uDC00\\uDBFF\\uDFFD\"", "\"\xf0\x90\x80\x80\xf4\x8f\xbf\xbd\""},
        {"\"\\u0080\\u07ff\\u0800\\ufffd\"", "\"\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbd\""},
        {"\"\\ud7ff\\ue000\"", "\"\xed\x9f\xbf\xee\x80\x80\""},
        {"\"\\ufdcf\\ufdf0\"", "\"\xef\xb7\x8f\xef\xb7\xb0\""},
        {"\"\\ufeff\"", "\"\xef\xbb\xbf\""},
        {"\"a\\tb\\tc\"", NULL},
        {"[\"\\n\",\"plain\",\"\\t\",\"x\\ty\"]", NULL},
        {"\"\\\\u0000\"", NULL},
        /* characters that stand for themselves */
        {"\"\x7f\"", "\"\\u007f\""},
        {"\"\xc2\x80\xdf\xbf\"", NULL},
        {"\"\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbd\"", NULL},
        {"\"\xf0\x90\x80\x80\xf4\x8f\xbf\xbd\"", NULL},
        {"\"\xef\xb7\x8f\xef\xb7\xb0\"", NULL},
        {"\"\xe2\x80\xa8\xe2\x80\xa9\"", NULL},
        {"\"a\xef\xbb\xbf\"", NULL},
        {"\"//\"", NULL},
        {"\"[{,:}]\"", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_tree(tg_span_of(rows[i].text), rows[i].tree ? rows[i].tree : rows[i].text);
}

Test(json, integers)
{
    static const struct {
        const char *text;
        bool is_integer;
        int64_t integer;
    } rows[] = {
        {"0", true, 0},
        {"1", true, 1},
        {"-1", true, -1},
        {"1764097782", true, 1764097782},
        {"9007199254740990", true, INT64_C(9007199254740990)},
        {"9007199254740991", true, INT64_C(9007199254740991)},
        {"-9007199254740991", true, INT64_C(-9007199254740991)},
        {"9007199254740992", false, 0},
        {"-9007199254740992", false, 0},
        {"9999999999999999", false, 0},
        {"99999999999999999", false, 0},
        {"9223372036854775807", false, 0},
        {"-9223372036854775808", false, 0},
        {"18446744073709551616", false, 0},
        {"18446744073709551617", false, 0},
        {"340282366920938463463374607431768211457", false, 0},
        {"-0", false, 0},
        {"0.0", false, 0},
        {"1.0", false, 0},
        {"1e0", false, 0},
        {"10e-1", false, 0},
        {"1E2", false, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_json *root = NULL;
        struct tg_span octets = tg_span_of(rows[i].text);
        cr_assert_eq(tg_json_read(octets, &tg_json_token_limits, &arena, &root, NULL), TOEGANG_GOOD, "%s",
                     rows[i].text);
        cr_expect_eq(root->kind, TG_JSON_NUMBER, "%s", rows[i].text);
        cr_expect(tg_span_is(root->text, rows[i].text), "%s", rows[i].text);
        cr_expect(root->is_integer == rows[i].is_integer && root->integer == rows[i].integer, "%s",
                  rows[i].text);
        tg_arena_free(&arena);
    }
}

Test(json, members_by_name_and_places)
{
    static const char text[] = "{\n  \"iss\": \"x\",\r\n\t\"\\u0061ud\" :[ \"y\",\r\"z\"]\n}";
    struct tg_arena arena = {0};
    struct tg_json *root = NULL;
    cr_assert_eq(tg_json_read(TG_SPAN(text), &tg_json_token_limits, &arena, &root, NULL), TOEGANG_GOOD);
    const struct tg_json *issuer = tg_json_get(root, "iss"), *audience = tg_json_get(root, "aud");
    cr_assert(issuer && audience);
    cr_expect(root->line == 1 && root->column == 1 && root->count == 2 && root->text.length == 0);
    cr_expect(issuer->line == 2 && issuer->column == 10 && tg_span_is(issuer->text, "x"));
    cr_expect(audience->line == 3 && audience->column == 14 && audience->count == 2);
    cr_expect(audience->first->next->line == 4 && audience->first->next->column == 1);
    cr_expect(tg_span_is(audience->name, "aud") && audience->first->name.length == 0);
    const char *absent[] = {"", "is", "issu", "Iss", "z"};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        cr_expect_null(tg_json_get(root, absent[i]), "%s", absent[i]);
    cr_expect_null(tg_json_get(audience, "y"));
    cr_expect_null(tg_json_get(issuer, "x"));
    cr_expect_null(tg_json_get(NULL, "x"));
    tg_arena_free(&arena);
}

Test(json, texts_borrow_the_octets_unless_they_have_escapes)
{
    static const char text[] = "[\"plain\",\"esc\\naped\",\"caf\xc3\xa9\"]";
    struct tg_arena arena = {0};
    struct tg_json *root = NULL;
    cr_assert_eq(tg_json_read(TG_SPAN(text), &tg_json_token_limits, &arena, &root, NULL), TOEGANG_GOOD);
    const struct tg_json *plain = root->first, *escaped = plain->next, *wide = escaped->next;
    cr_expect(plain->text.at == text + 2 && wide->text.at == strstr(text, "caf"));
    cr_expect(tg_span_is(escaped->text, "esc\naped"));
    cr_expect(escaped->text.at < text || escaped->text.at >= text + sizeof text);
    tg_arena_free(&arena);
}

static const char document[] =
    "{\"iss\":\"https://"
    "op.example\",\"sub\":\"\\u0041\\ud83d\\ude00\",\"aud\":[\"a\",\"b\"],\"exp\":1764097782,"
    "\"amr\":[],\"act\":{\"n\":null,\"t\":true,\"f\":false},\"x\":-1.5e-3,\"caf\xc3\xa9\":{}}";

/* An object is complete with its last octet only. Each beginning is its own piece of memory, so that a reader
 * that looks one octet too far is caught. */
Test(json, every_beginning_of_a_document_is_refused)
{
    for (size_t length = 0; length < sizeof document - 1; length++) {
        char *octets = malloc(length + 1);
        struct tg_arena arena = {0};
        struct tg_json *root = NULL;
        toegang_report report = {0};
        memcpy(octets + 1, document, length);
        cr_expect_eq(
            tg_json_read((struct tg_span){octets + 1, length}, &tg_json_token_limits, &arena, &root, &report),
            TOEGANG_REFUSED, "%zu", length);
        cr_expect(report.line == 1 && report.column > 0 && report.check[0] != '\0', "%zu", length);
        tg_arena_free(&arena);
        free(octets);
    }
}

Test(json, without_memory_nothing_is_judged)
{
    bool good = false;
    for (size_t limit = 1; limit < 8192; limit += 16) {
        struct tg_arena arena = {.limit = limit};
        struct tg_json *root = NULL;
        toegang_report report = {0};
        toegang_status status =
            tg_json_read(TG_SPAN(document), &tg_json_token_limits, &arena, &root, &report);
        cr_expect_eq(status, root ? TOEGANG_GOOD : TOEGANG_NO_MEMORY, "%zu", limit);
        cr_expect(!good || root, "%zu", limit);
        good = root != NULL;
        tg_arena_free(&arena);
    }
    cr_expect(good);
}
