/* SPDX-License-Identifier: Apache-2.0 */
#include "base/span.h"

static bool is_space(char octet)
{
    return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
}

struct tg_span tg_span_trim(struct tg_span span)
{
    while (span.length > 0 && is_space(span.at[0])) span = tg_span_from(span, 1);
    while (span.length > 0 && is_space(span.at[span.length - 1])) span.length--;
    return span;
}

static char lower(char octet)
{
    return octet >= 'A' && octet <= 'Z' ? (char)(octet - 'A' + 'a') : octet;
}

bool tg_span_alike(struct tg_span one, struct tg_span other)
{
    if (one.length != other.length) return false;
    for (size_t i = 0; i < one.length; i++)
        if (lower(one.at[i]) != lower(other.at[i])) return false;
    return true;
}

int tg_span_compare(struct tg_span one, struct tg_span other)
{
    size_t shorter = one.length < other.length ? one.length : other.length;
    int order = shorter > 0 ? memcmp(one.at, other.at, shorter) : 0;
    return order != 0 ? order : (one.length > other.length) - (one.length < other.length);
}

size_t tg_span_find(struct tg_span span, char octet)
{
    const char *found = span.length > 0 ? memchr(span.at, octet, span.length) : NULL;
    return found ? (size_t)(found - span.at) : span.length;
}

size_t tg_span_find_last(struct tg_span span, char octet)
{
    for (size_t i = span.length; i > 0; i--)
        if (span.at[i - 1] == octet) return i - 1;
    return span.length;
}

struct tg_cursor tg_cursor_of(struct tg_span span)
{
    return (struct tg_cursor){span.at, span.length > 0 ? span.at + span.length : span.at};
}

size_t tg_cursor_left(const struct tg_cursor *cursor)
{
    return cursor->at ? (size_t)(cursor->end - cursor->at) : 0;
}

int tg_cursor_peek(const struct tg_cursor *cursor)
{
    return tg_cursor_left(cursor) > 0 ? (unsigned char)*cursor->at : -1;
}

int tg_cursor_next(struct tg_cursor *cursor)
{
    int octet = tg_cursor_peek(cursor);
    if (octet >= 0) cursor->at++;
    return octet;
}

bool tg_cursor_skip(struct tg_cursor *cursor, char octet)
{
    if (tg_cursor_peek(cursor) != (unsigned char)octet) return false;
    cursor->at++;
    return true;
}

bool tg_cursor_number(struct tg_cursor *cursor, unsigned min, unsigned max, uint32_t *out)
{
    struct tg_cursor start = *cursor;
    uint32_t value = 0;
    unsigned count = 0;
    for (int octet = tg_cursor_peek(cursor); count < max && octet >= '0' && octet <= '9';
         octet = tg_cursor_peek(cursor)) {
        value = value * 10 + (uint32_t)(tg_cursor_next(cursor) - '0');
        count++;
    }
    if (count < min) return *cursor = start, false;
    return *out = value, true;
}
