/* SPDX-License-Identifier: Apache-2.0 */
/* The limits, and documents that were made to be slow. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "parse/check.h"
#include "parse/json.h"

static const struct tg_json_limits wide = {.octets = (size_t)1 << 26, .depth = 1000, .values = 10000000};

/* Reads and gives the processor's seconds; check "" means good. */
static double read_text(struct tg_span octets, const struct tg_json_limits *limits, const char *check)
{
    struct tg_arena arena = {0};
    struct tg_json *root = NULL;
    toegang_report report = {0};
    clock_t start = clock();
    toegang_status status = tg_json_read(octets, limits, &arena, &root, &report);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    cr_expect_eq(status, *check ? TOEGANG_REFUSED : TOEGANG_GOOD, "%.40s: %d", octets.at, status);
    cr_expect_str_eq(report.check, check, "%.40s: %s", octets.at, report.check);
    cr_expect_eq(root != NULL, *check == '\0');
    tg_arena_free(&arena);
    return seconds;
}

/* before, count times piece, after. */
static double read_repeated(const char *before, const char *piece, size_t count, const char *after,
                            const struct tg_json_limits *limits, const char *check)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    fputs(before, out);
    for (size_t i = 0; i < count; i++) fputs(piece, out);
    fputs(after, out);
    fclose(out);
    double seconds = read_text((struct tg_span){text, size}, limits, check);
    free(text);
    return seconds;
}

static const struct {
    const struct tg_json_limits *limits;
    size_t octets, depth, values;
} kinds[] = {{&tg_json_token_limits, 65536, 8, 4096},
             {&tg_json_header_limits, 4096, 3, 64},
             {&tg_json_keys_limits, 131072, 8, 8192}};
#define KINDS (sizeof kinds / sizeof *kinds)

Test(json_limits, octets)
{
    for (size_t i = 0; i < KINDS; i++) {
        size_t most = kinds[i].octets;
        read_repeated("\"", "a", most - 3, "\"", kinds[i].limits, "");
        read_repeated("\"", "a", most - 2, "\"", kinds[i].limits, "");
        read_repeated("\"", "a", most - 1, "\"", kinds[i].limits, CHECK_JSON_SIZE);
        read_repeated("", " ", most - 2, "{}", kinds[i].limits, "");
        read_repeated("", " ", most - 1, "{}", kinds[i].limits, CHECK_JSON_SIZE);
        read_repeated("{}", " ", most, "", kinds[i].limits, CHECK_JSON_SIZE);
        read_repeated("", " ", most, "", kinds[i].limits, CHECK_JSON_EMPTY);
    }
}

Test(json_limits, the_size_is_told)
{
    struct tg_arena arena = {0};
    struct tg_json *root = NULL;
    toegang_report report = {0};
    char octets[4097] = {0};
    struct tg_span large = {octets, sizeof octets};
    cr_expect_eq(tg_json_read(large, &tg_json_header_limits, &arena, &root, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.expected, "at most 4096 octets");
    cr_expect_str_eq(report.came, "4097");
    tg_arena_free(&arena);
}

/* A tower of arrays, one of objects; a scalar at its top adds no depth. */
static void read_towers(size_t depth, const struct tg_json_limits *limits, const char *check)
{
    char arrays[128] = "", objects[512] = "";
    for (size_t i = 0; i < depth; i++) strcat(arrays, "["), strcat(objects, "{\"a\":");
    strcat(arrays, "0"), strcat(objects, "0");
    for (size_t i = 0; i < depth; i++) strcat(arrays, "]"), strcat(objects, "}");
    read_text(tg_span_of(arrays), limits, check);
    read_text(tg_span_of(objects), limits, check);
}

Test(json_limits, depth)
{
    for (size_t i = 0; i < KINDS; i++) {
        for (size_t depth = 0; depth <= kinds[i].depth; depth++) read_towers(depth, kinds[i].limits, "");
        read_towers(kinds[i].depth + 1, kinds[i].limits, CHECK_JSON_DEPTH);
    }
    read_towers(32, &wide, "");
    read_towers(33, &wide, CHECK_JSON_DEPTH);
}

Test(json_limits, depth_is_of_what_is_open)
{
    read_repeated("[", "[[{\"a\":[]},{}]],", 100, "0]", &tg_json_keys_limits, "");
    read_text(TG_SPAN("[[[]],[[]],{\"a\":[]}]"), &tg_json_header_limits, "");
    read_text(TG_SPAN("[[[]],[[[]]]]"), &tg_json_header_limits, CHECK_JSON_DEPTH);
}

/* The array counts; names do not. */
Test(json_limits, values)
{
    for (size_t i = 0; i < KINDS; i++) {
        size_t most = kinds[i].values;
        read_repeated("[", "0,", most - 2, "0]", kinds[i].limits, "");
        read_repeated("[", "0,", most - 1, "0]", kinds[i].limits, CHECK_JSON_VALUES);
        read_repeated("[", "{},", most - 2, "[]]", kinds[i].limits, "");
        read_repeated("[", "[],", most - 1, "{}]", kinds[i].limits, CHECK_JSON_VALUES);
        read_repeated("[", "{\"a\":0},", most / 2 - 1, "0]", kinds[i].limits, "");
        read_repeated("[", "{\"a\":0},", most / 2 - 1, "0,0]", kinds[i].limits, CHECK_JSON_VALUES);
    }
}

Test(json_limits, bombs_end_soon)
{
    static const struct {
        const char *before, *piece;
        size_t count;
        const char *after, *check;
    } rows[] = {
        {"", "[", 1000000, "", CHECK_JSON_DEPTH},
        {"", "{\"a\":", 1000000, "", CHECK_JSON_DEPTH},
        {"", "[{\"a\":", 1000000, "", CHECK_JSON_DEPTH},
        {"", "[\n", 1000000, "", CHECK_JSON_DEPTH},
        {"[", "[],", 1000000, "0]", ""},
        {"[", "{},", 1000000, "0]", ""},
        {"\"", "\\n", 2000000, "\"", ""},
        {"\"", "\\u00e9", 2000000, "\"", ""},
        {"\"", "\\ud83d\\ude00", 1000000, "\"", ""},
        {"\"", "\\", 2000000, "\"", ""},
        {"[", "\"\\n\",", 1000000, "0]", ""},
        {"", "\n", 4000000, "0", ""},
        {"", "\r", 4000000, "", CHECK_JSON_EMPTY},
        {"", "9", 4000000, "", ""},
        {"1.", "0", 4000000, "e", CHECK_JSON_NUMBER},
        {"\"", "a", 4000000, "", CHECK_JSON_SYNTAX},
        {"{", "\"a\":0,", 1000000, "\"b\":0}", CHECK_JSON_DUPLICATE},
        {"[", "{\"a\":0,\"a\":0},", 1000000, "0]", CHECK_JSON_DUPLICATE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double seconds =
            read_repeated(rows[i].before, rows[i].piece, rows[i].count, rows[i].after, &wide, rows[i].check);
        cr_expect_lt(seconds, 2, "%s%s: %f", rows[i].before, rows[i].piece, seconds);
    }
}

#define MANY 100000u

/* The names in some order, and one more. */
static double read_members(const char *beginning, unsigned step, unsigned last, const char *check)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    fputc('{', out);
    for (unsigned i = 0; i < MANY; i++)
        fprintf(out, "\"%s%u\":0,", beginning, (unsigned)((unsigned long)i * step % MANY));
    fprintf(out, "\"%s%u\":0}", beginning, last);
    fclose(out);
    double seconds = read_text((struct tg_span){text, size}, &wide, check);
    free(text);
    return seconds;
}

/* In order, backwards, scattered; decoded first; with a long beginning that all share. */
Test(json_limits, an_object_of_a_hundred_thousand_members)
{
    static const char *const beginnings[] = {"", "\\u00e9",
                                             "0123456789012345678901234567890123456789012345678"};
    static const unsigned steps[] = {1, MANY - 1, 7919};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        for (size_t j = 0; j < sizeof steps / sizeof *steps; j++) {
            double seconds = read_members(beginnings[i], steps[j], MANY, "");
            seconds += read_members(beginnings[i], steps[j], 0, CHECK_JSON_DUPLICATE);
            seconds += read_members(beginnings[i], steps[j], MANY - 1, CHECK_JSON_DUPLICATE);
            cr_expect_lt(seconds, 6, "%s, %u: %f", beginnings[i], steps[j], seconds);
        }
}

/* Around the number of names that need no memory of the arena: every pair of equal ones is found. */
Test(json_limits, every_pair_of_equal_names_is_found)
{
    for (unsigned count = 2; count <= 20; count++)
        for (unsigned one = 0; one < count; one++)
            for (unsigned other = one + 1; other < count; other++) {
                char text[256] = "{";
                for (unsigned i = 0; i < count; i++)
                    sprintf(text + strlen(text), "%s\"%c\":%u", i > 0 ? "," : "",
                            (char)('a' + (i == other ? one : i) * 7 % 23), i);
                strcat(text, "}");
                read_text(tg_span_of(text), &tg_json_header_limits, CHECK_JSON_DUPLICATE);
            }
}
