/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/csv.h"

/* Gives the octets in pieces: a reader may not care how large they are. */
struct pieces {
    struct tg_span left;
    size_t most;
};

static toegang_status give(void *context, char *out, size_t room, size_t *length, toegang_report *report)
{
    struct pieces *pieces = context;
    (void)report;
    *length = pieces->left.length < pieces->most ? pieces->left.length : pieces->most;
    if (*length > room) *length = room;
    if (*length > 0) memcpy(out, pieces->left.at, *length);
    pieces->left = tg_span_from(pieces->left, *length);
    return TOEGANG_GOOD;
}

/* "1:a|b;2:c|d;" and the check that fell, a fault of one record as "2!csv.encoding;". */
static void read_all(struct tg_span octets, size_t most, char *out, size_t size)
{
    struct tg_arena arena = {0};
    struct pieces pieces = {octets, most};
    struct tg_csv_record record;
    toegang_report report = {0};
    size_t length = 0;
    struct tg_csv *csv = tg_csv_new(&arena, give, &pieces);
    cr_assert_not_null(csv);
    out[0] = '\0';
    toegang_status status = tg_csv_next(csv, &record, &report);
    while (status == TOEGANG_GOOD && record.count > 0) {
        length += (size_t)snprintf(out + length, size - length, "%ju", (uintmax_t)record.line);
        if (record.end > record.line)
            length += (size_t)snprintf(out + length, size - length, "-%ju", (uintmax_t)record.end);
        if (record.fault) length += (size_t)snprintf(out + length, size - length, "!%s", record.fault);
        for (size_t i = 0; !record.fault && i < record.count; i++) {
            cr_expect_eq(record.fields[i].at[record.fields[i].length], '\0');
            length += (size_t)snprintf(out + length, size - length, "%c%s", i > 0 ? '|' : ':', record.fields[i].at);
        }
        length += (size_t)snprintf(out + length, size - length, ";");
        status = tg_csv_next(csv, &record, &report);
    }
    if (status != TOEGANG_GOOD) snprintf(out + length, size - length, "%u %s", report.line, report.check);
    if (status != TOEGANG_GOOD) cr_expect_eq(tg_csv_next(csv, &record, NULL), TOEGANG_REFUSED);
    tg_arena_free(&arena);
}

static const struct {
    const char *name, *octets, *out;
} rows[] = {
    {"nothing", "", ""},
    {"one field", "a", "1:a;"},
    {"line feeds", "a,b\nc,d\n", "1:a|b;2:c|d;"},
    {"carriage returns too", "a,b\r\nc,d\r\n", "1:a|b;2:c|d;"},
    {"no end of the last line", "a,b\nc,d", "1:a|b;2:c|d;"},
    {"empty fields", ",\n,,\n", "1:|;2:||;"},
    {"empty lines", "\na\n\n\r\nb\n\n", "2:a;5:b;"},
    {"spaces are kept", " a , b \n", "1: a | b ;"},
    {"quoted", "\"a\",\"b\"\n", "1:a|b;"},
    {"quoted and empty", "\"\",\"\"\n", "1:|;"},
    {"quoted comma", "\"a,b\",c\n", "1:a,b|c;"},
    {"doubled quote", "\"a\"\"b\",\"\"\"\"\n", "1:a\"b|\";"},
    {"quoted line end", "\"a\nb\",c\nd,e\n", "1-2:a\nb|c;3:d|e;"},
    {"quoted at the very end", "a,\"b\"", "1:a|b;"},
    {"quote within a bare field", "a\"b,c\"d\n", "1 csv.quote"},
    {"quote behind a space", "a, \"b\"\n", "1 csv.quote"},
    {"text behind a quoted field", "x\n\"a\"b\n", "1:x;2 csv.quote"},
    {"carriage return behind a quoted field", "\"a\"\rb\n", "1 csv.quote"},
    {"quote that is not closed", "a\nb,\"c\nd\n", "1:a;2 csv.quote"},
    {"a single quote", "\"", "1 csv.quote"},
    {"three quotes", "\"\"\"", "1 csv.quote"},
    {"carriage return alone ends nothing", "a\rb\n", "1:a\rb;"},
    {"apostrophes are text", "'a','b'\n", "1:'a'|'b';"},
    {"semicolons are text", "a;b\n", "1:a;b;"},
    {"mark at the beginning", "\xef\xbb\xbf" "a,b\n", "1:a|b;"},
    {"mark before a quote", "\xef\xbb\xbf" "\"a\"\n", "1:a;"},
    {"half a mark", "\xef\xbb" "a\nb\n", "1!csv.encoding;2:b;"},
    {"beyond ASCII", "caf\xc3\xa9\n", "1:caf\xc3\xa9;"},
    {"not UTF-8", "a\n\xff,x\nb\n", "1:a;2!csv.encoding;3:b;"},
    {"a surrogate", "\xed\xa0\x80\n", "1!csv.encoding;"},
};

Test(csv, rows)
{
    static const size_t pieces[] = {1, 2, 3, 7, 1000};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t j = 0; j < sizeof pieces / sizeof *pieces; j++) {
            char out[256];
            read_all(tg_span_of(rows[i].octets), pieces[j], out, sizeof out);
            cr_expect_str_eq(out, rows[i].out, "%s: %s", rows[i].name, out);
        }
    }
}

Test(csv, a_nul_is_in_no_text)
{
    char out[64];
    read_all(TG_SPAN("a\nb\0c,d\ne\n"), 4, out, sizeof out);
    cr_expect_str_eq(out, "1:a;2!csv.character;3:e;");
    read_all(TG_SPAN("\"a\0\"\"\",\"\0\"\nb\n"), 4, out, sizeof out);
    cr_expect_str_eq(out, "1!csv.character;2:b;");
}

Test(csv, limits)
{
    static const struct {
        const char *name;
        size_t length;
        char octet;
        const char *check;
    } limits[] = {
        {"longest record", TG_CSV_RECORD_MAX - 1, 'a', ""},
        {"a longer one", TG_CSV_RECORD_MAX, 'a', "csv.size"},
        {"far longer", 40 * TG_CSV_RECORD_MAX, 'a', "csv.size"},
        {"quotes without end", 40 * TG_CSV_RECORD_MAX + 1, '"', "csv.size"},
        {"most fields", TG_CSV_FIELDS_MAX - 1, ',', ""},
        {"more fields", TG_CSV_FIELDS_MAX, ',', "csv.fields"},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        size_t length = limits[i].length;
        char *octets = malloc(length + 1), *out = malloc(length + 64);
        memset(octets, limits[i].octet, length);
        octets[length] = '\n';
        read_all((struct tg_span){octets, length + 1}, 50000, out, length + 64);
        const char *check = strstr(out, "csv.");
        cr_expect_str_eq(check ? check : "", limits[i].check, "%s", limits[i].name);
        free(octets);
        free(out);
    }
}

/* Records that lie across the ends of the buffer come out as they went in. */
Test(csv, many_records)
{
    struct tg_arena arena = {0};
    size_t size = (size_t)4 << 20, length = 0;
    uint64_t line = 1;
    char *octets = malloc(size + 4096), expected[4096];
    for (unsigned i = 0; length < size; i++)
        length += (size_t)sprintf(octets + length, "%u,\"%*s\"\"\n\"\n", i, (int)(i * 7919 % 3000), "x");
    struct pieces pieces = {{octets, length}, 65537};
    struct tg_csv *csv = tg_csv_new(&arena, give, &pieces);
    struct tg_csv_record record;
    unsigned i = 0;
    for (;; i++, line += 2) {
        cr_assert_eq(tg_csv_next(csv, &record, NULL), TOEGANG_GOOD);
        if (record.count == 0) break;
        cr_assert_eq(record.line, line);
        cr_assert_eq(record.end, line + 1);
        cr_assert_eq(strtoul(record.fields[0].at, NULL, 10), i);
        sprintf(expected, "%*s\"\n", (int)(i * 7919 % 3000), "x");
        cr_assert_str_eq(record.fields[1].at, expected);
    }
    cr_expect_gt(i, 2000);
    free(octets);
    tg_arena_free(&arena);
}
