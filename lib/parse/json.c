/* SPDX-License-Identifier: Apache-2.0 */
#include "parse/json.h"

#include <stdio.h>

#include "base/report.h"
#include "base/utf8.h"
#include "json_reader.h"
#include "parse/check.h"
#include "parse/place.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define DEPTH_MAX 32 /* whatever the limits say: the reader calls itself for each level */

const struct tg_json_limits tg_json_token_limits = {.octets = 65536, .depth = 8, .values = 4096};
const struct tg_json_limits tg_json_header_limits = {.octets = 4096, .depth = 3, .values = 64};
const struct tg_json_limits tg_json_keys_limits = {.octets = 131072, .depth = 8, .values = 8192};

toegang_status tg_json_refuse(const struct tg_json_reader *reader, size_t offset, const char *check,
                              const char *expected, struct tg_span came)
{
    return tg_refuse_at(reader->report, reader->octets, offset, check, expected, came);
}

toegang_status tg_json_refuse_next(const struct tg_json_reader *reader, const char *check,
                                   const char *expected)
{
    struct tg_span rest = tg_span_from(reader->octets, reader->next);
    if (rest.length == 0) return tg_json_refuse(reader, reader->next, check, expected, TG_SPAN("the end"));
    size_t width = tg_utf8_width(rest);
    if (width == 0)
        return tg_json_refuse(reader, reader->next, CHECK_JSON_ENCODING, "UTF-8", TG_SPAN("another octet"));
    return tg_json_refuse(reader, reader->next, check, expected, tg_span_until(rest, width));
}

/* A line ends in LF, CR or both; neither can stand within a value. */
static void skip_space(struct tg_json_reader *reader)
{
    for (int octet = tg_json_peek(reader); octet == ' ' || octet == '\t' || octet == '\n' || octet == '\r';
         octet = tg_json_peek(reader)) {
        reader->next++;
        if (octet == '\n' || (octet == '\r' && tg_json_peek(reader) != '\n')) {
            reader->line++;
            reader->line_start = reader->next;
        }
    }
}

static bool next_is(struct tg_json_reader *reader, char octet)
{
    skip_space(reader);
    return tg_json_skip(reader, octet);
}

static toegang_status add_value(struct tg_json_reader *reader, struct tg_json **out)
{
    if (++reader->values > reader->limits->values)
        return tg_json_refuse(reader, reader->next, CHECK_JSON_VALUES, "fewer values", TG_SPAN("more"));
    struct tg_json *node = tg_arena_take(reader->arena, sizeof *node);
    if (!node) return tg_no_memory(reader->report);
    node->line = reader->line;
    node->column = (uint32_t)(reader->next - reader->line_start + 1);
    return *out = node, TOEGANG_GOOD;
}

static toegang_status read_literal(struct tg_json_reader *reader, struct tg_json *node)
{
    static const struct {
        const char *word;
        enum tg_json_kind kind;
    } literals[] = {{"null", TG_JSON_NULL}, {"false", TG_JSON_FALSE}, {"true", TG_JSON_TRUE}};
    struct tg_span rest = tg_span_from(reader->octets, reader->next);
    for (size_t i = 0; i < sizeof literals / sizeof *literals; i++) {
        if (!tg_span_starts(rest, literals[i].word)) continue;
        node->kind = literals[i].kind;
        reader->next += strlen(literals[i].word);
        return TOEGANG_GOOD;
    }
    return tg_json_refuse(reader, reader->next, CHECK_JSON_LITERAL, "null, false, true",
                          TG_SPAN("another word"));
}

typedef toegang_status (*read_child)(struct tg_json_reader *, struct tg_json **);

/* What stands after the opening bracket, up to and with the closing one. */
static toegang_status read_children(struct tg_json_reader *reader, struct tg_json *node, read_child read,
                                    char closing)
{
    struct tg_json **last = &node->first;
    if (next_is(reader, closing)) return TOEGANG_GOOD;
    do {
        toegang_status status = read(reader, last);
        if (status != TOEGANG_GOOD) return status;
        last = &(*last)->next;
        node->count++;
    } while (next_is(reader, ','));
    if (next_is(reader, closing)) return TOEGANG_GOOD;
    return tg_json_refuse_next(reader, CHECK_JSON_SYNTAX, closing == ']' ? ", or ]" : ", or }");
}

static toegang_status read_value(struct tg_json_reader *reader, struct tg_json **out);

static toegang_status read_member(struct tg_json_reader *reader, struct tg_json **out)
{
    struct tg_span name = {0};
    skip_space(reader);
    if (tg_json_peek(reader) != '"')
        return tg_json_refuse_next(reader, CHECK_JSON_SYNTAX, "a name in quotes");
    toegang_status status = tg_json_read_string(reader, &name);
    if (status == TOEGANG_GOOD && !next_is(reader, ':'))
        status = tg_json_refuse_next(reader, CHECK_JSON_SYNTAX, ":");
    if (status == TOEGANG_GOOD) status = read_value(reader, out);
    if (status != TOEGANG_GOOD) return status;
    return (*out)->name = name, TOEGANG_GOOD;
}

static toegang_status read_inside(struct tg_json_reader *reader, struct tg_json *node)
{
    if (node->kind == TG_JSON_ARRAY) return read_children(reader, node, read_value, ']');
    toegang_status status = read_children(reader, node, read_member, '}');
    if (status == TOEGANG_GOOD) status = tg_json_check_names(reader, node);
    return status;
}

/* Deeper only when the depth is within its limit. */
static toegang_status read_container(struct tg_json_reader *reader, struct tg_json *node,
                                     enum tg_json_kind kind)
{
    if (reader->depth >= reader->limits->depth || reader->depth >= DEPTH_MAX)
        return tg_json_refuse(reader, reader->next, CHECK_JSON_DEPTH, "arrays and objects less deep",
                              TG_SPAN("deeper"));
    node->kind = kind;
    reader->next++;
    reader->depth++;
    toegang_status status = read_inside(reader, node);
    reader->depth--;
    return status;
}

static toegang_status read_text(struct tg_json_reader *reader, struct tg_json *node)
{
    node->kind = TG_JSON_STRING;
    return tg_json_read_string(reader, &node->text);
}

static bool begins_number(int octet)
{
    return (octet >= '0' && octet <= '9') || octet == '-' || octet == '+' || octet == '.';
}

static bool begins_word(int octet)
{
    return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
}

static toegang_status read_by_first(struct tg_json_reader *reader, struct tg_json *node)
{
    int octet = tg_json_peek(reader);
    if (octet == '"') return read_text(reader, node);
    if (octet == '{') return read_container(reader, node, TG_JSON_OBJECT);
    if (octet == '[') return read_container(reader, node, TG_JSON_ARRAY);
    if (begins_number(octet)) return tg_json_read_number(reader, node);
    if (begins_word(octet)) return read_literal(reader, node);
    return tg_json_refuse_next(reader, CHECK_JSON_SYNTAX, "a value");
}

static toegang_status read_value(struct tg_json_reader *reader, struct tg_json **out)
{
    skip_space(reader);
    toegang_status status = add_value(reader, out);
    if (status == TOEGANG_GOOD) status = read_by_first(reader, *out);
    return status;
}

static toegang_status check_size(size_t limit, size_t length, toegang_report *report)
{
    char most[64];
    if (length <= limit) return TOEGANG_GOOD;
    snprintf(most, sizeof most, "at most %zu octets", limit);
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_JSON_SIZE, most, "%zu", length);
}

static toegang_status check_beginning(struct tg_json_reader *reader)
{
    if (tg_span_starts(reader->octets, BYTE_ORDER_MARK))
        return tg_json_refuse(reader, 0, CHECK_JSON_BOM, "no byte order mark", TG_SPAN("one"));
    skip_space(reader);
    if (tg_json_peek(reader) < 0) return tg_json_refuse_next(reader, CHECK_JSON_EMPTY, "a value");
    return TOEGANG_GOOD;
}

static toegang_status check_end(struct tg_json_reader *reader)
{
    skip_space(reader);
    if (tg_json_peek(reader) < 0) return TOEGANG_GOOD;
    return tg_json_refuse_next(reader, CHECK_JSON_TRAILING, "the end");
}

toegang_status tg_json_read(struct tg_span octets, const struct tg_json_limits *limits,
                            struct tg_arena *arena, struct tg_json **out, toegang_report *report)
{
    struct tg_json *root = NULL;
    struct tg_json_reader reader = {
        .octets = octets, .line = 1, .limits = limits, .arena = arena, .report = report};
    toegang_status status = check_size(limits->octets, octets.length, report);
    if (status == TOEGANG_GOOD) status = check_beginning(&reader);
    if (status == TOEGANG_GOOD) status = read_value(&reader, &root);
    if (status == TOEGANG_GOOD) status = check_end(&reader);
    if (status != TOEGANG_GOOD) return status;
    return *out = root, TOEGANG_GOOD;
}
