/* SPDX-License-Identifier: Apache-2.0 */
/* :holder … in a query of one's own become $1 …, outside of quotes, comments and casts. */
#include <string.h>

#include "base/report.h"
#include "directory/check.h"
#include "directory_postgresql.h"

static const char *const names[TG_PARAMETERS] = {"holder", "organisation", "eloket", "register", "kind"};

struct reading {
    struct tg_span query;
    size_t at;
    struct tg_text out;
    struct tg_named *named;
};

static char peek(const struct reading *reading, size_t ahead)
{
    size_t at = reading->at + ahead;
    return at < reading->query.length ? reading->query.at[at] : '\0';
}

static bool is_letter(char octet)
{
    return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') || octet == '_' || (octet & 0x80);
}

static bool is_digit(char octet)
{
    return octet >= '0' && octet <= '9';
}

static void copy(struct reading *reading, size_t count)
{
    struct tg_span rest = tg_span_from(reading->query, reading->at);
    struct tg_span piece = tg_span_until(rest, count);
    tg_text_add_span(&reading->out, piece);
    reading->at += piece.length;
}

/* To the closing quote; one that is doubled ends it and begins another, which is the same. */
static void copy_quoted(struct reading *reading, char quote, bool with_backslash)
{
    copy(reading, 1);
    while (reading->at < reading->query.length && peek(reading, 0) != quote)
        copy(reading, with_backslash && peek(reading, 0) == '\\' ? 2 : 1);
    copy(reading, 1);
}

/* E'…', and not the end of a word. */
static bool has_backslash(const struct reading *reading)
{
    const char *at = reading->query.at + reading->at;
    bool is_e = reading->at > 0 && (at[-1] == 'e' || at[-1] == 'E');
    return is_e && (reading->at < 2 || (!is_letter(at[-2]) && !is_digit(at[-2])));
}

static void copy_line(struct reading *reading)
{
    while (reading->at < reading->query.length && peek(reading, 0) != '\n') copy(reading, 1);
}

/* Comments of PostgreSQL may lie in each other. */
static void copy_comment(struct reading *reading)
{
    size_t depth = 0;
    do {
        bool begins = peek(reading, 0) == '/' && peek(reading, 1) == '*';
        bool ends = peek(reading, 0) == '*' && peek(reading, 1) == '/';
        if (begins) depth++;
        if (ends) depth--;
        copy(reading, begins || ends ? 2 : 1);
    } while (depth > 0 && reading->at < reading->query.length);
}

/* The octets of $…$; 0: it is none. */
static size_t tag_length(const struct reading *reading)
{
    size_t length = 1;
    if (is_digit(peek(reading, 1))) return 0;
    while (is_letter(peek(reading, length)) || is_digit(peek(reading, length))) length++;
    return peek(reading, length) == '$' ? length + 1 : 0;
}

/* To the same tag again. */
static void copy_dollar(struct reading *reading, size_t length)
{
    struct tg_span tag = tg_span_until(tg_span_from(reading->query, reading->at), length);
    copy(reading, length);
    while (reading->at < reading->query.length) {
        struct tg_span here = tg_span_until(tg_span_from(reading->query, reading->at), length);
        if (tg_span_equal(here, tag)) return copy(reading, length);
        copy(reading, 1);
    }
}

/* The number of the parameter in the statement, from 1; one that stands twice has one number. */
static int number_of(struct tg_named *named, enum tg_parameter parameter)
{
    for (int i = 0; i < named->count; i++)
        if (named->parameters[i] == parameter) return i + 1;
    named->parameters[named->count++] = parameter;
    return named->count;
}

static bool take_parameter(struct reading *reading)
{
    size_t length = 0;
    while (is_letter(peek(reading, 1 + length)) || is_digit(peek(reading, 1 + length))) length++;
    struct tg_span name = tg_span_until(tg_span_from(reading->query, reading->at + 1), length);
    for (unsigned i = 0; i < TG_PARAMETERS; i++)
        if (tg_span_is(name, names[i])) {
            tg_text_addf(&reading->out, "$%d::text", number_of(reading->named, (enum tg_parameter)i));
            reading->at += 1 + length;
            return true;
        }
    return false;
}

/* One piece; false for a parameter that is not ours. */
static bool take(struct reading *reading)
{
    char first = peek(reading, 0), second = peek(reading, 1);
    bool in_word = reading->at > 0 && (is_letter(reading->query.at[reading->at - 1]) ||
                                       is_digit(reading->query.at[reading->at - 1]));
    size_t tag = first == '$' && !in_word ? tag_length(reading) : 0;
    if (first == '\'') return copy_quoted(reading, first, has_backslash(reading)), true;
    if (first == '"') return copy_quoted(reading, first, false), true;
    if (first == '-' && second == '-') return copy_line(reading), true;
    if (first == '/' && second == '*') return copy_comment(reading), true;
    if (tag > 0) return copy_dollar(reading, tag), true;
    if (first == '$' && !in_word && is_digit(second)) return false;
    if (first == ':' && second == ':') return copy(reading, 2), true;
    if (first == ':' && is_letter(second)) return take_parameter(reading);
    return copy(reading, 1), true;
}

static toegang_status wrong(toegang_report *report, const char *expected)
{
    return tg_report(report, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_SETTINGS, expected, TG_SPAN("others"));
}

/* As part of a SELECT of ours it cannot be more than one, and not hold what writes. */
static toegang_status read_all(struct reading *reading, toegang_report *report)
{
    tg_text_add(&reading->out, "SELECT * FROM (");
    while (reading->at < reading->query.length)
        if (!take(reading)) return wrong(report, ":holder, :organisation, :eloket, :register, :kind");
    tg_text_add_char(&reading->out, '\n'); /* it may end in a comment */
    tg_text_addf(&reading->out, ") AS facts LIMIT %d", TOEGANG_FACTS_MAX + 1);
    return TOEGANG_GOOD;
}

#define FRAME 128 /* octets around it */
#define LONGER 4  /* a parameter grows by less than twice its length */

toegang_status tg_named_read(const char *query, struct tg_arena *arena, struct tg_named *out,
                             toegang_report *report)
{
    size_t length = strnlen(query, TG_POSTGRESQL_QUERY_MAX + 1);
    if (length == 0 || length > TG_POSTGRESQL_QUERY_MAX) return wrong(report, "1 .. 65536 octets");
    size_t room = FRAME + LONGER * length;
    char *text = tg_arena_take(arena, room);
    if (!text) return tg_no_memory(report);
    struct reading reading = {{query, length}, 0, tg_text_of(text, room), out};
    toegang_status status = read_all(&reading, report);
    out->text = text;
    return status;
}
