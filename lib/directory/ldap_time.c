/* SPDX-License-Identifier: Apache-2.0 */
#include "ldap_time.h"

#define MINUTE 60
#define HOUR 3600
#define DAY 86400
#define SUB_SECOND 1000000000 /* a fraction is kept to nine digits, and whether more follows */

static bool read_two(struct tg_cursor *cursor, uint32_t most, uint32_t *out)
{
    return tg_cursor_number(cursor, 2, 2, out) && *out <= most;
}

static bool is_digit(int octet)
{
    return octet >= '0' && octet <= '9';
}

static bool read_day(struct tg_cursor *cursor, struct tg_day *out)
{
    uint32_t year, month, day;
    if (!tg_cursor_number(cursor, 4, 4, &year) || !read_two(cursor, 12, &month) ||
        !read_two(cursor, 31, &day))
        return false;
    *out = (struct tg_day){(int)year, month, day};
    return tg_day_exists(*out);
}

/* Hour [minute [second]]; unit is what the last of them counts, of which a fraction may follow. */
static bool read_clock(struct tg_cursor *cursor, int64_t *seconds, int64_t *unit)
{
    uint32_t hour, minute = 0, second = 0;
    if (!read_two(cursor, 23, &hour)) return false;
    *unit = HOUR;
    if (is_digit(tg_cursor_peek(cursor))) {
        if (!read_two(cursor, 59, &minute)) return false;
        *unit = MINUTE;
    }
    if (*unit == MINUTE && is_digit(tg_cursor_peek(cursor))) {
        if (!read_two(cursor, 60, &second)) return false;
        *unit = 1;
    }
    *seconds = (int64_t)hour * HOUR + minute * MINUTE + second;
    return true;
}

/* In seconds, rounded down; more says whether something was cut off. */
static bool read_fraction(struct tg_cursor *cursor, int64_t unit, int64_t *seconds, bool *more)
{
    int64_t part = 0, scale = SUB_SECOND;
    *seconds = 0, *more = false;
    if (!tg_cursor_skip(cursor, '.') && !tg_cursor_skip(cursor, ',')) return true;
    if (!is_digit(tg_cursor_peek(cursor))) return false;
    while (is_digit(tg_cursor_peek(cursor))) {
        int digit = tg_cursor_next(cursor) - '0';
        scale /= 10;
        part += digit * scale; /* 0 from the tenth digit on */
        *more = *more || (scale == 0 && digit > 0);
    }
    *seconds = part * unit / SUB_SECOND;
    *more = *more || part * unit % SUB_SECOND > 0;
    return true;
}

/* Z, or what the clock is ahead of it. */
static bool read_zone(struct tg_cursor *cursor, int64_t *ahead)
{
    uint32_t hour, minute = 0;
    *ahead = 0;
    if (tg_cursor_skip(cursor, 'Z')) return true;
    bool west = tg_cursor_skip(cursor, '-');
    if (!west && !tg_cursor_skip(cursor, '+')) return false;
    if (!read_two(cursor, 23, &hour)) return false;
    if (is_digit(tg_cursor_peek(cursor)) && !read_two(cursor, 59, &minute)) return false;
    *ahead = (int64_t)hour * HOUR + minute * MINUTE;
    if (west) *ahead = -*ahead;
    return true;
}

bool tg_ldap_time_read(struct tg_span text, enum tg_rounding rounding, toegang_time *out)
{
    struct tg_cursor cursor = tg_cursor_of(text);
    struct tg_day day;
    int64_t clock, unit, fraction, ahead;
    bool more;
    if (!read_day(&cursor, &day) || !read_clock(&cursor, &clock, &unit)) return false;
    if (!read_fraction(&cursor, unit, &fraction, &more) || !read_zone(&cursor, &ahead)) return false;
    if (tg_cursor_left(&cursor) > 0) return false;
    *out = tg_day_number(day) * DAY + clock + fraction - ahead + (more && rounding == TG_ROUND_UP);
    return true;
}
