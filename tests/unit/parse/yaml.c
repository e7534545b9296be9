/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "parse/check.h"
#include "parse/yaml.h"

#define LIMIT ((size_t)1 << 26)

/* The tree on one line: {key:value} [value] 'plain "quoted. */
static void write_tree(FILE *out, const struct tg_yaml_node *node)
{
    static const char *const open[] = {"", "", "[", "{"}, *const close[] = {"", "", "]", "}"};
    fputs(open[node->kind], out);
    if (node->kind == TG_YAML_SCALAR) fprintf(out, "%c%s", node->plain ? '\'' : '"', node->text.at);
    for (const struct tg_yaml_node *child = node->first; child; child = child->next) {
        if (node->kind == TG_YAML_MAPPING) fprintf(out, "%s:", child->key.at);
        write_tree(out, child);
        if (child->next) fputc(',', out);
    }
    fputs(close[node->kind], out);
}

Test(yaml, trees)
{
    static const struct {
        const char *text, *tree;
    } rows[] = {
        {"", "{}"},
        {"# a comment only\n", "{}"},
        {"{}", "{}"},
        {"a: 1\nb: \"2\"\n", "{a:'1,b:\"2}"},
        {"\xef\xbb\xbf"
         "a: 1\n",
         "{a:'1}"},
        {"- x\n- [y, 'z']\n- k: v\n", "['x,['y,\"z],{k:'v}]"},
        {"a:\nb: ~\n", "{a:',b:'~}"},
        {"a: |\n  one\n  two\n", "{a:\"one\ntwo\n}"},
        {"---\na: 1\n", "{a:'1}"},
        {"---\na: 1\n...\n", "{a:'1}"},
        {"a: 1\r\nb: 2\r\n", "{a:'1,b:'2}"},
        {"? a\n: 1\n", "{a:'1}"},
        {"<<: 1\n", "{<<:'1}"},
        {"a: caf\xc3\xa9\n", "{a:'caf\xc3\xa9}"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_yaml_node *root = NULL;
        toegang_report report = {0};
        char *tree = NULL;
        size_t size;
        cr_assert_eq(tg_yaml_read(tg_span_of(rows[i].text), LIMIT, &arena, &root, &report), TOEGANG_GOOD,
                     "%s: %s", rows[i].text, report.came);
        FILE *out = open_memstream(&tree, &size);
        write_tree(out, root);
        fclose(out);
        cr_expect_str_eq(tree, rows[i].tree, "%s: %s", rows[i].text, tree);
        free(tree);
        tg_arena_free(&arena);
    }
}

#define DEEP_32 "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["

Test(yaml, refusals_with_their_place)
{
    static const struct {
        const char *text, *check;
        uint32_t line, column;
    } rows[] = {
        {"a: &x 1", CHECK_YAML_ANCHOR, 1, 4},
        {"a: 1\nb: &x [1]", CHECK_YAML_ANCHOR, 2, 4},
        {"&x a: 1", CHECK_YAML_ANCHOR, 1, 1},
        {"a: &x {b: 1}", CHECK_YAML_ANCHOR, 1, 4},
        {"a: 1\nb: *a", CHECK_YAML_ALIAS, 2, 4},
        {"*a : 1", CHECK_YAML_ALIAS, 1, 1},
        {"a: !!str 1", CHECK_YAML_TAG, 1, 4},
        {"a: ! 1", CHECK_YAML_TAG, 1, 4},
        {"a: !x [1]", CHECK_YAML_TAG, 1, 4},
        {"!x {a: 1}", CHECK_YAML_TAG, 1, 1},
        {"%YAML 1.1\n---\na: 1", CHECK_YAML_DIRECTIVE, 1, 1},
        {"%TAG ! tag:x,2026:\n---\na: 1", CHECK_YAML_DIRECTIVE, 1, 1},
        {"a: 1\n---\nb: 2", CHECK_YAML_DOCUMENT, 2, 1},
        {"a: 1\n...\n---\n", CHECK_YAML_DOCUMENT, 3, 1},
        {"? [a]\n: 1", CHECK_YAML_KEY, 1, 3},
        {"{{a: 1}: 1}", CHECK_YAML_KEY, 1, 2},
        {"a: 1\nb: 2\na: 3", CHECK_YAML_DUPLICATE, 3, 1},
        {"x: {a: 1, 'a': 2}", CHECK_YAML_DUPLICATE, 1, 11},
        {"\"\\x61\": 1\na: 2", CHECK_YAML_DUPLICATE, 2, 1},
        {"caf\xc3\xa9: 1\nx: {caf\xc3\xa9: 2, caf\xc3\xa9: 3}", CHECK_YAML_DUPLICATE, 2, 15},
        {"a: \"x\\0y\"", CHECK_YAML_CHARACTER, 1, 4},
        {"\"x\\0\": 1", CHECK_YAML_CHARACTER, 1, 1},
        {"a: \x01", CHECK_YAML_CHARACTER, 1, 4},
        {"a: \x7f", CHECK_YAML_CHARACTER, 1, 4},
        {"a: \xc2\x85", CHECK_YAML_CHARACTER, 1, 4},
        {"a: 1\nb: x\xe2\x80\xa8y", CHECK_YAML_CHARACTER, 2, 5},
        {"a: 1\n\xef\xbb\xbf"
         "b: 2",
         CHECK_YAML_CHARACTER, 2, 1},
        {"a: 1\nb: \xff", CHECK_YAML_ENCODING, 2, 4},
        {"a: \xc0\x80", CHECK_YAML_ENCODING, 1, 4},
        {"a: \xc2", CHECK_YAML_ENCODING, 1, 4},
        {"\xff\xfe"
         "a",
         CHECK_YAML_ENCODING, 1, 1},
        {"a: [1", CHECK_YAML_SYNTAX, 1, 6},
        {"a: 1\n b: 2", CHECK_YAML_SYNTAX, 2, 3},
        {"a: 1\n\tb: 2", CHECK_YAML_SYNTAX, 2, 1},
        {"a: 'x", CHECK_YAML_SYNTAX, 1, 6},
        {"a: b: c", CHECK_YAML_SYNTAX, 1, 5},
        {DEEP_32 "[", CHECK_YAML_DEPTH, 1, 33},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_yaml_node *root = NULL;
        toegang_report report = {0};
        cr_expect_eq(tg_yaml_read(tg_span_of(rows[i].text), LIMIT, &arena, &root, &report), TOEGANG_REFUSED,
                     "%s", rows[i].text);
        cr_expect_str_eq(report.check, rows[i].check, "%s: %s, %s", rows[i].text, report.check, report.came);
        cr_expect(report.line == rows[i].line && report.column == rows[i].column, "%s: %u:%u", rows[i].text,
                  report.line, report.column);
        cr_expect_null(root);
        tg_arena_free(&arena);
    }
}

Test(yaml, nul_and_size)
{
    struct tg_arena arena = {0};
    struct tg_yaml_node *root = NULL;
    toegang_report report = {0}, other = {0};
    cr_expect_eq(tg_yaml_read((struct tg_span){"a: 1\n\0", 6}, LIMIT, &arena, &root, &report),
                 TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, CHECK_YAML_CHARACTER);
    cr_expect_eq(tg_yaml_read(TG_SPAN("a: 1"), 3, &arena, &root, &other), TOEGANG_REFUSED);
    cr_expect_str_eq(other.check, CHECK_YAML_SIZE);
    tg_arena_free(&arena);
}

Test(yaml, one_value_for_eight_octets)
{
    static const char text[] = "[a, b, c, d, e, f, g]";
    for (size_t limit = 32; limit <= 64; limit += 8) {
        struct tg_arena arena = {0};
        struct tg_yaml_node *root = NULL;
        toegang_report report = {0};
        toegang_status status = tg_yaml_read(TG_SPAN(text), limit, &arena, &root, &report);
        cr_expect_eq(status, limit >= 56 ? TOEGANG_GOOD : TOEGANG_REFUSED, "%zu", limit);
        cr_expect_str_eq(report.check, limit >= 56 ? "" : CHECK_YAML_NODES, "%zu", limit);
        tg_arena_free(&arena);
    }
}

Test(yaml, values_know_their_place)
{
    struct tg_arena arena = {0};
    struct tg_yaml_node *root = NULL;
    cr_assert_eq(tg_yaml_read(TG_SPAN("a: 1\ncaf\xc3\xa9: [x, {k: v}]\n"), LIMIT, &arena, &root, NULL),
                 TOEGANG_GOOD);
    const struct tg_yaml_node *list = tg_yaml_get(root, "caf\xc3\xa9");
    cr_assert_not_null(list);
    cr_expect(list->line == 2 && list->column == 8 && list->key_line == 2 && list->key_column == 1);
    cr_expect(list->count == 2 && root->count == 2);
    const struct tg_yaml_node *value = tg_yaml_get(list->first->next, "k");
    cr_assert_not_null(value);
    cr_expect(value->line == 2 && value->column == 16 && value->key_column == 13);
    cr_expect_null(tg_yaml_get(root, "b"));
    cr_expect_null(tg_yaml_get(list, "b"));
    tg_arena_free(&arena);
}

Test(yaml, lines_of_the_source)
{
    static const struct {
        const char *text;
        uint32_t line;
        const char *out;
    } rows[] = {{"a\nb\nc", 1, "a"}, {"a\nb\nc", 3, "c"}, {"a\nb\nc", 4, ""}, {"a\r\nb\r\n", 2, "b"},
                {"a\rb", 2, "b"},    {"\n\nx\n", 3, "x"}, {"", 1, ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect(tg_span_is(tg_yaml_source_line(tg_span_of(rows[i].text), rows[i].line), rows[i].out),
                  "row %zu", i);
}

static double seconds_to_read(const char *text, size_t length, const char *check)
{
    struct tg_arena arena = {0};
    struct tg_yaml_node *root = NULL;
    toegang_report report = {0};
    clock_t start = clock();
    toegang_status status = tg_yaml_read((struct tg_span){text, length}, LIMIT, &arena, &root, &report);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    cr_expect_eq(status, *check ? TOEGANG_REFUSED : TOEGANG_GOOD);
    cr_expect_str_eq(report.check, check);
    tg_arena_free(&arena);
    return seconds;
}

static char *repeated(const char *piece, size_t count, size_t *length)
{
    size_t width = strlen(piece);
    char *out = malloc(width * count + 1);
    for (size_t i = 0; i < count; i++) memcpy(out + i * width, piece, width);
    return *length = width * count, out;
}

/* libyaml looks through all open brackets at each: with 128 KB of them it takes a minute when nobody stops
 * it. */
Test(yaml, bombs_end_soon)
{
    static const struct {
        const char *piece;
        size_t count;
        const char *check;
    } rows[] = {
        {"[", 131072, CHECK_YAML_DEPTH},
        {"{", 131072, CHECK_YAML_KEY},
        {"[\n", 65536, CHECK_YAML_DEPTH},
        {"{a: ", 32768, CHECK_YAML_DEPTH},
        {"- ", 65536, CHECK_YAML_DEPTH},
        {"? ", 65536, CHECK_YAML_KEY},
        {"a: [x,", 30000, CHECK_YAML_DEPTH},
        {"\"", 131073, CHECK_YAML_SYNTAX},
        {"# comment\n", 100000, ""},
        {"- a\n", 300000, ""},
        {"a ", 500000, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t length;
        char *text = repeated(rows[i].piece, rows[i].count, &length);
        double seconds = seconds_to_read(text, length, rows[i].check);
        cr_expect_lt(seconds, 2, "%s: %f", rows[i].piece, seconds);
        free(text);
    }
}

Test(yaml, a_mapping_of_a_hundred_thousand_keys)
{
    size_t size;
    char *text = NULL;
    FILE *out = open_memstream(&text, &size);
    for (unsigned i = 0; i < 100000; i++) fprintf(out, "key-%u: v\n", i * 7919 % 100003);
    fclose(out);
    cr_expect_lt(seconds_to_read(text, size, ""), 3);
    free(text);
    out = open_memstream(&text, &size);
    for (unsigned i = 0; i < 100000; i++) fprintf(out, "key-%u: v\n", i == 99999 ? 3 : i);
    fclose(out);
    cr_expect_lt(seconds_to_read(text, size, CHECK_YAML_DUPLICATE), 3);
    free(text);
}

Test(yaml, without_memory_nothing_is_judged)
{
    static const char text[] = "a: 1\nb: [1, 2, {c: d}]\n";
    for (size_t limit = 1; limit < 1200; limit += 16) {
        struct tg_arena arena = {.limit = limit};
        struct tg_yaml_node *root = NULL;
        toegang_status status = tg_yaml_read(TG_SPAN(text), LIMIT, &arena, &root, NULL);
        cr_expect_eq(status, root ? TOEGANG_GOOD : TOEGANG_NO_MEMORY);
        tg_arena_free(&arena);
    }
}
