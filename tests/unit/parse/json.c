/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "parse/check.h"
#include "parse/json.h"

/* Written out again: names and texts as JSON writes them, numbers as they came. */
static void write_tree(struct tg_text *out, const struct tg_json *node)
{
    static const char *const words[] = {"", "null", "false", "true", "", "", "[", "{"};
    static const char *const closing[] = {"", "", "", "", "", "", "]", "}"};
    tg_text_add(out, words[node->kind]);
    if (node->kind == TG_JSON_NUMBER) tg_text_add_span(out, node->text);
    if (node->kind == TG_JSON_STRING) tg_text_add_json(out, node->text);
    for (const struct tg_json *child = node->first; child; child = child->next) {
        if (node->kind == TG_JSON_OBJECT) tg_text_add_json(out, child->name);
        if (node->kind == TG_JSON_OBJECT) tg_text_add(out, ":");
        write_tree(out, child);
        if (child->next) tg_text_add(out, ",");
    }
    tg_text_add(out, closing[node->kind]);
}

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
    if (root) write_tree(&out, root);
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
