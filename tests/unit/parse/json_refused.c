/* SPDX-License-Identifier: Apache-2.0 */
/* What is no JSON, or no I-JSON, with its check and place. */
#include <criterion/criterion.h>

#include <string.h>

#include "parse/check.h"
#include "parse/json.h"

struct bad {
    const char *text, *check;
    uint32_t line, column;
};

static void expect_refusal(struct tg_span octets, const struct bad *row)
{
    struct tg_arena arena = {0};
    struct tg_json *root = NULL;
    toegang_report report = {0};
    toegang_status status = tg_json_read(octets, &tg_json_token_limits, &arena, &root, &report);
    cr_expect_eq(status, TOEGANG_REFUSED, "%s", row->text);
    cr_expect_str_eq(report.check, row->check, "%s: %s", row->text, report.check);
    cr_expect(report.line == row->line && report.column == row->column, "%s: %u:%u", row->text, report.line,
              report.column);
    cr_expect_null(root);
    tg_arena_free(&arena);
}

#define EXPECT_REFUSALS(rows) \
    for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++) \
    expect_refusal(tg_span_of((rows)[i].text), &(rows)[i])

Test(json_refused, structure_that_is_none)
{
    static const struct bad rows[] = {
        {"", CHECK_JSON_EMPTY, 1, 1},
        {" ", CHECK_JSON_EMPTY, 1, 2},
        {"\n\n", CHECK_JSON_EMPTY, 3, 1},
        {"\r\n\r ", CHECK_JSON_EMPTY, 3, 2},
        {"\xef\xbb\xbf{}", CHECK_JSON_BOM, 1, 1},
        {"\xef\xbb\xbf", CHECK_JSON_BOM, 1, 1},
        {" \xef\xbb\xbf{}", CHECK_JSON_SYNTAX, 1, 2},
        {"\xff\xfe{", CHECK_JSON_ENCODING, 1, 1},
        {"[\xff]", CHECK_JSON_ENCODING, 1, 2},
        {"[1\xe2\x82]", CHECK_JSON_ENCODING, 1, 3},
        {"{}\xc0", CHECK_JSON_ENCODING, 1, 3},
        {"[\xc2\xa0]", CHECK_JSON_SYNTAX, 1, 2},
        {"[\xe2\x80\xa8]", CHECK_JSON_SYNTAX, 1, 2},
        {"[\f]", CHECK_JSON_SYNTAX, 1, 2},
        {"[\v]", CHECK_JSON_SYNTAX, 1, 2},
        {"[\x01]", CHECK_JSON_SYNTAX, 1, 2},
        {"[", CHECK_JSON_SYNTAX, 1, 2},
        {"]", CHECK_JSON_SYNTAX, 1, 1},
        {"{", CHECK_JSON_SYNTAX, 1, 2},
        {"}", CHECK_JSON_SYNTAX, 1, 1},
        {",", CHECK_JSON_SYNTAX, 1, 1},
        {":", CHECK_JSON_SYNTAX, 1, 1},
        {"[,]", CHECK_JSON_SYNTAX, 1, 2},
        {"[1,]", CHECK_JSON_SYNTAX, 1, 4},
        {"[1,,2]", CHECK_JSON_SYNTAX, 1, 4},
        {"[,1]", CHECK_JSON_SYNTAX, 1, 2},
        {"[1 2]", CHECK_JSON_SYNTAX, 1, 4},
        {"[1,\n 2\n 3]", CHECK_JSON_SYNTAX, 3, 2},
        {"[1\r 2]", CHECK_JSON_SYNTAX, 2, 2},
        {"[1\r\n 2]", CHECK_JSON_SYNTAX, 2, 2},
        {"[1:2]", CHECK_JSON_SYNTAX, 1, 3},
        {"[1}", CHECK_JSON_SYNTAX, 1, 3},
        {"[\"a\"", CHECK_JSON_SYNTAX, 1, 5},
        {"[\"a\",", CHECK_JSON_SYNTAX, 1, 6},
        {"[\"a\" \"b\"]", CHECK_JSON_SYNTAX, 1, 6},
        {"[1;2]", CHECK_JSON_SYNTAX, 1, 3},
        {"[1a]", CHECK_JSON_SYNTAX, 1, 3},
        {"[0x1]", CHECK_JSON_SYNTAX, 1, 3},
        {"[1_000]", CHECK_JSON_SYNTAX, 1, 3},
        {"[truex]", CHECK_JSON_SYNTAX, 1, 6},
        {"[nullnull]", CHECK_JSON_SYNTAX, 1, 6},
        {"[1]]", CHECK_JSON_TRAILING, 1, 4},
        {"{\"a\":1", CHECK_JSON_SYNTAX, 1, 7},
        {"{\"a\":1,", CHECK_JSON_SYNTAX, 1, 8},
        {"{\"a\":", CHECK_JSON_SYNTAX, 1, 6},
        {"{\"a\"", CHECK_JSON_SYNTAX, 1, 5},
        {"{\"a\"}", CHECK_JSON_SYNTAX, 1, 5},
        {"{\"a\":}", CHECK_JSON_SYNTAX, 1, 6},
        {"{\"a\" 1}", CHECK_JSON_SYNTAX, 1, 6},
        {"{\"a\",1}", CHECK_JSON_SYNTAX, 1, 5},
        {"{\"a\"::1}", CHECK_JSON_SYNTAX, 1, 6},
        {"{\"a\"=1}", CHECK_JSON_SYNTAX, 1, 5},
        {"{\"a\":1,}", CHECK_JSON_SYNTAX, 1, 8},
        {"{,}", CHECK_JSON_SYNTAX, 1, 2},
        {"{,\"a\":1}", CHECK_JSON_SYNTAX, 1, 2},
        {"{\"a\":1,,\"b\":2}", CHECK_JSON_SYNTAX, 1, 8},
        {"{\"a\":1 \"b\":2}", CHECK_JSON_SYNTAX, 1, 8},
        {"{\"a\":1]", CHECK_JSON_SYNTAX, 1, 7},
        {"{a:1}", CHECK_JSON_SYNTAX, 1, 2},
        {"{1:1}", CHECK_JSON_SYNTAX, 1, 2},
        {"{null:1}", CHECK_JSON_SYNTAX, 1, 2},
        {"{[]:1}", CHECK_JSON_SYNTAX, 1, 2},
        {"{'a':1}", CHECK_JSON_SYNTAX, 1, 2},
        {"{\"a\":'b'}", CHECK_JSON_SYNTAX, 1, 6},
        {"['a']", CHECK_JSON_SYNTAX, 1, 2},
        {"[`a`]", CHECK_JSON_SYNTAX, 1, 2},
        {"(1)", CHECK_JSON_SYNTAX, 1, 1},
        {"<a/>", CHECK_JSON_SYNTAX, 1, 1},
        {"/* a */{}", CHECK_JSON_SYNTAX, 1, 1},
        {"//a\n{}", CHECK_JSON_SYNTAX, 1, 1},
        {"#a\n{}", CHECK_JSON_SYNTAX, 1, 1},
        {"[1/*a*/]", CHECK_JSON_SYNTAX, 1, 3},
        {"{\"a\"/**/:1}", CHECK_JSON_SYNTAX, 1, 5},
        {"[*]", CHECK_JSON_SYNTAX, 1, 2},
        {"\\u007b}", CHECK_JSON_SYNTAX, 1, 1},
        {"[\\n]", CHECK_JSON_SYNTAX, 1, 2},
        {"\"", CHECK_JSON_SYNTAX, 1, 2},
        {"\"a", CHECK_JSON_SYNTAX, 1, 3},
        {"\"a\\\"", CHECK_JSON_SYNTAX, 1, 5},
        {"\"\\n", CHECK_JSON_SYNTAX, 1, 4},
        {"{\"a", CHECK_JSON_SYNTAX, 1, 4},
    };
    EXPECT_REFUSALS(rows);
}

Test(json_refused, words_that_are_none)
{
    static const struct bad rows[] = {
        {"NaN", CHECK_JSON_LITERAL, 1, 1},        {"[nan]", CHECK_JSON_LITERAL, 1, 2},
        {"Infinity", CHECK_JSON_LITERAL, 1, 1},   {"inf", CHECK_JSON_LITERAL, 1, 1},
        {"True", CHECK_JSON_LITERAL, 1, 1},       {"TRUE", CHECK_JSON_LITERAL, 1, 1},
        {"FALSE", CHECK_JSON_LITERAL, 1, 1},      {"Null", CHECK_JSON_LITERAL, 1, 1},
        {"nul", CHECK_JSON_LITERAL, 1, 1},        {"tru", CHECK_JSON_LITERAL, 1, 1},
        {"fals", CHECK_JSON_LITERAL, 1, 1},       {"n", CHECK_JSON_LITERAL, 1, 1},
        {"undefined", CHECK_JSON_LITERAL, 1, 1},  {"None", CHECK_JSON_LITERAL, 1, 1},
        {"abc", CHECK_JSON_LITERAL, 1, 1},        {"[yes]", CHECK_JSON_LITERAL, 1, 2},
        {"{\"a\":b}", CHECK_JSON_LITERAL, 1, 6},  {"e1", CHECK_JSON_LITERAL, 1, 1},
        {"[1,\n nul]", CHECK_JSON_LITERAL, 2, 2}, {"u0022", CHECK_JSON_LITERAL, 1, 1},
    };
    EXPECT_REFUSALS(rows);
}

Test(json_refused, numbers_that_are_none)
{
    static const struct bad rows[] = {
        {"01", CHECK_JSON_NUMBER, 1, 1},        {"-01", CHECK_JSON_NUMBER, 1, 2},
        {"00", CHECK_JSON_NUMBER, 1, 1},        {"-00", CHECK_JSON_NUMBER, 1, 2},
        {"012.5", CHECK_JSON_NUMBER, 1, 1},     {"[007]", CHECK_JSON_NUMBER, 1, 2},
        {"+1", CHECK_JSON_NUMBER, 1, 1},        {"++1", CHECK_JSON_NUMBER, 1, 1},
        {"+", CHECK_JSON_NUMBER, 1, 1},         {"-", CHECK_JSON_NUMBER, 1, 2},
        {"--1", CHECK_JSON_NUMBER, 1, 2},       {"-+1", CHECK_JSON_NUMBER, 1, 2},
        {"- 1", CHECK_JSON_NUMBER, 1, 2},       {"-a", CHECK_JSON_NUMBER, 1, 2},
        {"-Infinity", CHECK_JSON_NUMBER, 1, 2}, {"-NaN", CHECK_JSON_NUMBER, 1, 2},
        {"+Infinity", CHECK_JSON_NUMBER, 1, 1}, {".", CHECK_JSON_NUMBER, 1, 1},
        {".5", CHECK_JSON_NUMBER, 1, 1},        {"-.5", CHECK_JSON_NUMBER, 1, 2},
        {"1.", CHECK_JSON_NUMBER, 1, 3},        {"[1.]", CHECK_JSON_NUMBER, 1, 4},
        {"0.", CHECK_JSON_NUMBER, 1, 3},        {"1.e1", CHECK_JSON_NUMBER, 1, 3},
        {"0.e1", CHECK_JSON_NUMBER, 1, 3},      {"1..2", CHECK_JSON_NUMBER, 1, 3},
        {"1.-2", CHECK_JSON_NUMBER, 1, 3},      {"1e", CHECK_JSON_NUMBER, 1, 3},
        {"1E", CHECK_JSON_NUMBER, 1, 3},        {"1e+", CHECK_JSON_NUMBER, 1, 4},
        {"1e-", CHECK_JSON_NUMBER, 1, 4},       {"1e+-1", CHECK_JSON_NUMBER, 1, 4},
        {"1ee1", CHECK_JSON_NUMBER, 1, 3},      {"1e.5", CHECK_JSON_NUMBER, 1, 3},
        {"0e", CHECK_JSON_NUMBER, 1, 3},        {"0e+", CHECK_JSON_NUMBER, 1, 4},
        {"0.3e", CHECK_JSON_NUMBER, 1, 5},      {"0.3e+", CHECK_JSON_NUMBER, 1, 6},
        {"[1.x]", CHECK_JSON_NUMBER, 1, 4},     {"-\xef\xbc\x91", CHECK_JSON_NUMBER, 1, 2},
        {"-\xff", CHECK_JSON_ENCODING, 1, 2},
    };
    EXPECT_REFUSALS(rows);
}

Test(json_refused, octets_after_the_value)
{
    static const struct bad rows[] = {
        {"{}{}", CHECK_JSON_TRAILING, 1, 3},    {"{} {}", CHECK_JSON_TRAILING, 1, 4},
        {"{}\n{}", CHECK_JSON_TRAILING, 2, 1},  {"{},", CHECK_JSON_TRAILING, 1, 3},
        {"{}}", CHECK_JSON_TRAILING, 1, 3},     {"[]]", CHECK_JSON_TRAILING, 1, 3},
        {"[]a", CHECK_JSON_TRAILING, 1, 3},     {"1 2", CHECK_JSON_TRAILING, 1, 3},
        {"1,2", CHECK_JSON_TRAILING, 1, 2},     {"1.2.3", CHECK_JSON_TRAILING, 1, 4},
        {"1e1.5", CHECK_JSON_TRAILING, 1, 4},   {"1-2", CHECK_JSON_TRAILING, 1, 2},
        {"0x1", CHECK_JSON_TRAILING, 1, 2},     {"1a", CHECK_JSON_TRAILING, 1, 2},
        {"0-1", CHECK_JSON_TRAILING, 1, 2},     {"\"a\"\"b\"", CHECK_JSON_TRAILING, 1, 4},
        {"\"a\":1", CHECK_JSON_TRAILING, 1, 4}, {"truefalse", CHECK_JSON_TRAILING, 1, 5},
        {"nulls", CHECK_JSON_TRAILING, 1, 5},   {"{}//a", CHECK_JSON_TRAILING, 1, 3},
        {"{}/*a*/", CHECK_JSON_TRAILING, 1, 3}, {"{}#a", CHECK_JSON_TRAILING, 1, 3},
        {"{}\f", CHECK_JSON_TRAILING, 1, 3},    {"{}\xef\xbb\xbf", CHECK_JSON_TRAILING, 1, 3},
        {"{};", CHECK_JSON_TRAILING, 1, 3},     {"{}\x1e", CHECK_JSON_TRAILING, 1, 3},
    };
    EXPECT_REFUSALS(rows);
}

Test(json_refused, escapes_that_are_none)
{
    static const struct bad rows[] = {
        {"\"\\x41\"", CHECK_JSON_ESCAPE, 1, 3},
        {"\"\\a\"", CHECK_JSON_ESCAPE, 1, 3},
        {"\"\\0\"", CHECK_JSON_ESCAPE, 1, 3},
        {"\"\\'\"", CHECK_JSON_ESCAPE, 1, 3},
        {"\"\\v\"", CHECK_JSON_ESCAPE, 1, 3},
        {"\"\\U0041\"", CHECK_JSON_ESCAPE, 1, 3},
        {"\"\\N\"", CHECK_JSON_ESCAPE, 1, 3},
        {"\"\\ \"", CHECK_JSON_ESCAPE, 1, 3},
        {"\"\\\n\"", CHECK_JSON_ESCAPE, 1, 3},
        {"\"\\\t\"", CHECK_JSON_ESCAPE, 1, 3},
        {"\"\\\xc3\xa9\"", CHECK_JSON_ESCAPE, 1, 3},
        {"\"\\\xff\"", CHECK_JSON_ENCODING, 1, 3},
        {"\"\\", CHECK_JSON_ESCAPE, 1, 3},
        {"\"\\u", CHECK_JSON_ESCAPE, 1, 4},
        {"\"\\u\"", CHECK_JSON_ESCAPE, 1, 4},
        {"\"\\u0\"", CHECK_JSON_ESCAPE, 1, 5},
        {"\"\\u00\"", CHECK_JSON_ESCAPE, 1, 6},
        {"\"\\u004\"", CHECK_JSON_ESCAPE, 1, 7},
        {"\"\\u004", CHECK_JSON_ESCAPE, 1, 7},
        {"\"\\u004g\"", CHECK_JSON_ESCAPE, 1, 7},
        {"\"\\uG041\"", CHECK_JSON_ESCAPE, 1, 4},
        {"\"\\u+041\"", CHECK_JSON_ESCAPE, 1, 4},
        {"\"\\u 041\"", CHECK_JSON_ESCAPE, 1, 4},
        {"\"\\u-041\"", CHECK_JSON_ESCAPE, 1, 4},
        {"\"\\u0x41\"", CHECK_JSON_ESCAPE, 1, 5},
        {"\"\\u{41}\"", CHECK_JSON_ESCAPE, 1, 4},
        {"\"\\ud83d\\u12\"", CHECK_JSON_ESCAPE, 1, 12},
        {"{\"\\x\":1}", CHECK_JSON_ESCAPE, 1, 4},
        /* halves of a pair */
        {"\"\\ud800\"", CHECK_JSON_SURROGATE, 1, 2},
        {"\"\\udbff\"", CHECK_JSON_SURROGATE, 1, 2},
        {"\"\\udc00\"", CHECK_JSON_SURROGATE, 1, 2},
        {"\"\\udfff\"", CHECK_JSON_SURROGATE, 1, 2},
        {"\"\\uDFFF\"", CHECK_JSON_SURROGATE, 1, 2},
        {"\"a\\ud800b\"", CHECK_JSON_SURROGATE, 1, 3},
        {"\"\\ud800\\n\"", CHECK_JSON_SURROGATE, 1, 2},
        {"\"\\ud800\\u0041\"", CHECK_JSON_SURROGATE, 1, 2},
        {"\"\\ud800\\ud800\"", CHECK_JSON_SURROGATE, 1, 2},
        {"\"\\ud800\\udbff\"", CHECK_JSON_SURROGATE, 1, 2},
        {"\"\\ud800\\ue000\"", CHECK_JSON_SURROGATE, 1, 2},
        {"\"\\udc00\\ud800\"", CHECK_JSON_SURROGATE, 1, 2},
        {"\"\\ud83d\\ude00\\ude00\"", CHECK_JSON_SURROGATE, 1, 14},
        {"\"\\ud800", CHECK_JSON_SURROGATE, 1, 2},
        {"\"\\ud800\\", CHECK_JSON_SURROGATE, 1, 2},
        {"{\"\\ud800\":1}", CHECK_JSON_SURROGATE, 1, 3},
    };
    EXPECT_REFUSALS(rows);
}

Test(json_refused, characters_that_may_not_stand_in_a_string)
{
    static const struct bad rows[] = {
        {"\"\x01\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"\t\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"a\nb\"", CHECK_JSON_CHARACTER, 1, 3},
        {"\"a\rb\"", CHECK_JSON_CHARACTER, 1, 3},
        {"\"\x1f\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"\\n\n\"", CHECK_JSON_CHARACTER, 1, 4},
        {"{\"a\tb\":1}", CHECK_JSON_CHARACTER, 1, 4},
        {"\"\\u0000\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"a\\u0000b\"", CHECK_JSON_CHARACTER, 1, 3},
        {"{\"sub\\u0000x\":1}", CHECK_JSON_CHARACTER, 1, 6},
        {"\"\\ufdd0\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"\\ufdef\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"\\ufffe\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"\\uFFFF\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"\\ud83f\\udffe\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"\\udbff\\udfff\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"\xef\xb7\x90\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"\xef\xb7\xaf\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"\xef\xbf\xbe\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"\xef\xbf\xbf\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"\xf0\x9f\xbf\xbe\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"\xf4\x8f\xbf\xbf\"", CHECK_JSON_CHARACTER, 1, 2},
        {"\"\\n\xef\xbf\xbf\"", CHECK_JSON_CHARACTER, 1, 4},
        /* no UTF-8: alone, cut short, longer than needed, surrogates, beyond U+10FFFF */
        {"\"\x80\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xbf\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xc3\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"a\xc3", CHECK_JSON_ENCODING, 1, 3},
        {"\"\xe2\x82\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xf0\x9f\x98\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xe9\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xc0\x80\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xc0\xa2\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xc1\xbf\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xe0\x80\xaf\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xe0\x9f\xbf\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xf0\x80\x80\xaf\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xf0\x8f\xbf\xbf\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xed\xa0\x80\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xed\xbf\xbf\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xed\xa0\xbd\xed\xb8\x80\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xf4\x90\x80\x80\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xf5\x80\x80\x80\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xf8\x88\x80\x80\x80\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xfc\x84\x80\x80\x80\x80\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xfe\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xff\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\xe2\x28\xa1\"", CHECK_JSON_ENCODING, 1, 2},
        {"\"\\n\xff\"", CHECK_JSON_ENCODING, 1, 4},
        {"{\"\xff\":1}", CHECK_JSON_ENCODING, 1, 3},
    };
    EXPECT_REFUSALS(rows);
}

/* Each is told at the place of the second value. */
Test(json_refused, names_that_stand_twice)
{
    static const struct bad rows[] = {
        {"{\"a\":1,\"a\":1}", CHECK_JSON_DUPLICATE, 1, 12},
        {"{\"a\":1,\n \"a\":2}", CHECK_JSON_DUPLICATE, 2, 6},
        {"{\"a\":1,\"b\":2,\"a\":3}", CHECK_JSON_DUPLICATE, 1, 18},
        {"{\"\":1,\"\":2}", CHECK_JSON_DUPLICATE, 1, 10},
        {"{\"a\":1,\"\\u0061\":2}", CHECK_JSON_DUPLICATE, 1, 17},
        {"{\"\\u0061\":1,\"a\":2}", CHECK_JSON_DUPLICATE, 1, 17},
        {"{\"\\u00e9\":1,\"\xc3\xa9\":2}", CHECK_JSON_DUPLICATE, 1, 18},
        {"{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":2}", CHECK_JSON_DUPLICATE, 1, 26},
        {"{\"\\/\":1,\"/\":2}", CHECK_JSON_DUPLICATE, 1, 13},
        {"{\"\\u005C\":1,\"\\\\\":2}", CHECK_JSON_DUPLICATE, 1, 18},
        {"[{\"a\":{\"b\":1,\"b\":2}}]", CHECK_JSON_DUPLICATE, 1, 18},
        {"{\"a\":{\"a\":1},\"a\":2}", CHECK_JSON_DUPLICATE, 1, 18},
        {"{\"a\":1,\"a\":1,}", CHECK_JSON_SYNTAX, 1, 14},
    };
    EXPECT_REFUSALS(rows);
}

/* A NUL ends nothing: it is refused wherever it stands. */
Test(json_refused, nul_in_the_octets)
{
    static const struct {
        struct tg_span octets;
        struct bad row;
    } rows[] = {
        {{"\0", 1}, {"NUL alone", CHECK_JSON_SYNTAX, 1, 1}},
        {{"{}\0", 3}, {"NUL after", CHECK_JSON_TRAILING, 1, 3}},
        {{"[\0]", 3}, {"NUL in a list", CHECK_JSON_SYNTAX, 1, 2}},
        {{"\"\0\"", 3}, {"NUL in a string", CHECK_JSON_CHARACTER, 1, 2}},
        {{"{\"a\0\":1}", 8}, {"NUL in a name", CHECK_JSON_CHARACTER, 1, 4}},
        {{"\"\\\0\"", 4}, {"NUL after a backslash", CHECK_JSON_ESCAPE, 1, 3}},
        {{"\"\\u\0\"", 5}, {"NUL as a digit", CHECK_JSON_ESCAPE, 1, 4}},
        {{"-\0", 2}, {"NUL in a number", CHECK_JSON_NUMBER, 1, 2}},
        {{"nul\0", 4}, {"NUL in a word", CHECK_JSON_LITERAL, 1, 1}},
        {{"{\0\"\0a", 5}, {"UTF-16", CHECK_JSON_SYNTAX, 1, 2}},
        {{NULL, 0}, {"nothing at all", CHECK_JSON_EMPTY, 1, 1}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) expect_refusal(rows[i].octets, &rows[i].row);
}

/* What a report says is no part of a value: it may be a secret. A name is told, masked where it has to be. */
Test(json_refused, reports_show_no_value)
{
    static const struct {
        const char *text, *expected, *came;
    } rows[] = {
        {"{\"k\":SECRET}", "null, false, true", "another word"},
        {"{\"k\":\"SECRET", "\"", "the end"},
        {"{\"k\":\"SECRET\\x\"}", "\" \\ / b f n r t u", "x"},
        {"{\"k\":1234567890a}", ", or }", "a"},
        {"[1}", ", or ]", "}"},
        {"{\"sub\":1,\"sub\":2}", "each name once", "sub"},
        {"{\"85073003328\":1,\"85073003328\":2}", "each name once", "850730*****"},
        {"[\xc3\xa9]", "a value", "\xc3\xa9"},
        {"[\x01]", "a value", "?"},
        {"[\xff]", "UTF-8", "another octet"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_json *root = NULL;
        toegang_report report = {0};
        cr_expect_eq(tg_json_read(tg_span_of(rows[i].text), &tg_json_token_limits, &arena, &root, &report),
                     TOEGANG_REFUSED, "%s", rows[i].text);
        cr_expect_str_eq(report.expected, rows[i].expected, "%s: %s", rows[i].text, report.expected);
        cr_expect_str_eq(report.came, rows[i].came, "%s: %s", rows[i].text, report.came);
        tg_arena_free(&arena);
    }
}

Test(json_refused, the_first_reason_stays)
{
    static const char *const rows[] = {"{\"a\":1,\"a\":2}", "[", "{} {}", ""};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_json *root = NULL;
        toegang_report report = {.status = TOEGANG_REFUSED, .line = 7, .check = "an.earlier"};
        cr_expect_eq(tg_json_read(tg_span_of(rows[i]), &tg_json_token_limits, &arena, &root, &report),
                     TOEGANG_REFUSED, "%s", rows[i]);
        cr_expect(report.line == 7 && strcmp(report.check, "an.earlier") == 0, "%s", rows[i]);
        cr_expect_eq(tg_json_read(tg_span_of(rows[i]), &tg_json_token_limits, &arena, &root, NULL),
                     TOEGANG_REFUSED, "%s", rows[i]);
        tg_arena_free(&arena);
    }
}
