/* SPDX-License-Identifier: Apache-2.0 */
/* Borrowed octets, and a cursor that cannot leave them. */
#ifndef TG_BASE_SPAN_H
#define TG_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct tg_span {
    const char *at; /* not terminated; may be NULL only when length is 0 */
    size_t length;
};

struct tg_cursor {
    const char *at;
    const char *end;
};

#define TG_SPAN(literal) ((struct tg_span){(literal), sizeof(literal) - 1})

/* The few that a validation calls thousands of times lie here: with a literal their strlen is no call. */
static inline struct tg_span tg_span_of(const char *text)
{
    return (struct tg_span){text, text ? strlen(text) : 0};
}

static inline bool tg_span_equal(struct tg_span one, struct tg_span other)
{
    return one.length == other.length && (one.length == 0 || memcmp(one.at, other.at, one.length) == 0);
}

static inline bool tg_span_is(struct tg_span span, const char *text)
{
    return tg_span_equal(span, tg_span_of(text));
}

static inline bool tg_span_starts(struct tg_span span, const char *text)
{
    size_t length = strlen(text);
    return span.length >= length && memcmp(span.at, text, length) == 0;
}

static inline struct tg_span tg_span_from(struct tg_span span, size_t start)
{
    if (start >= span.length) return (struct tg_span){NULL, 0};
    return (struct tg_span){span.at + start, span.length - start};
}

static inline struct tg_span tg_span_until(struct tg_span span, size_t end)
{
    return (struct tg_span){span.at, end < span.length ? end : span.length};
}

/* By octets, the shorter first where one begins the other: below 0, 0 or above 0. */
/* Equal but for the case of letters of ASCII. */
bool tg_span_alike(struct tg_span one, struct tg_span other);
int tg_span_compare(struct tg_span one, struct tg_span other);
/* Without white space (space, tab, CR, LF) at both ends. */
struct tg_span tg_span_trim(struct tg_span span);
/* Where the octet first and last stands; span.length when nowhere. */
size_t tg_span_find(struct tg_span span, char octet);
size_t tg_span_find_last(struct tg_span span, char octet);

struct tg_cursor tg_cursor_of(struct tg_span span);
size_t tg_cursor_left(const struct tg_cursor *cursor);
/* The next octet as unsigned char, -1 at the end. */
int tg_cursor_peek(const struct tg_cursor *cursor);
int tg_cursor_next(struct tg_cursor *cursor);
/* Passes over the octet when it is next. */
bool tg_cursor_skip(struct tg_cursor *cursor, char octet);
/* Between min and max decimal digits; false without moving when there are fewer than min. */
bool tg_cursor_number(struct tg_cursor *cursor, unsigned min, unsigned max, uint32_t *out);

#endif
