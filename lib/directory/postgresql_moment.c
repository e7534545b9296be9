/* SPDX-License-Identifier: Apache-2.0 */
/* Instants as PostgreSQL writes them with DateStyle ISO: "2027-03-01 10:00:00.5+01". */
#include "base/time.h"
#include "directory_postgresql.h"

#define HOUR 3600

struct clock {
    struct tg_day day;
    int64_t seconds; /* since the day began */
    bool has_fraction;
};

static bool read_clock(struct tg_cursor *cursor, struct clock *out)
{
    uint32_t hour, minute, second;
    if (!tg_cursor_number(cursor, 2, 2, &hour) || !tg_cursor_skip(cursor, ':')) return false;
    if (!tg_cursor_number(cursor, 2, 2, &minute) || !tg_cursor_skip(cursor, ':')) return false;
    if (!tg_cursor_number(cursor, 2, 2, &second) || hour > 23 || minute > 59 || second > 59) return false;
    out->seconds = hour * HOUR + minute * 60 + second;
    uint32_t fraction = 0;
    if (tg_cursor_skip(cursor, '.') && !tg_cursor_number(cursor, 1, 6, &fraction)) return false;
    out->has_fraction = fraction > 0;
    return true;
}

/* "+01", "-05:30", and before there were zones "+00:17:30". */
static bool read_offset(struct tg_cursor *cursor, int64_t *out)
{
    uint32_t hour, minute = 0, second = 0;
    bool is_west = tg_cursor_peek(cursor) == '-';
    if (!is_west && tg_cursor_peek(cursor) != '+') return false;
    (void)tg_cursor_next(cursor);
    if (!tg_cursor_number(cursor, 2, 2, &hour) || hour > 23) return false;
    if (tg_cursor_skip(cursor, ':') && (!tg_cursor_number(cursor, 2, 2, &minute) || minute > 59))
        return false;
    if (tg_cursor_skip(cursor, ':') && (!tg_cursor_number(cursor, 2, 2, &second) || second > 59))
        return false;
    int64_t offset = hour * HOUR + minute * 60 + second;
    *out = is_west ? -offset : offset;
    return true;
}

/*
 * Without an offset it is Belgian time, as days are. Of the hour that is there twice it is the one that makes
 * the period shorter; the hour that is not there is none.
 */
static bool belgian(const struct clock *clock, bool is_until, toegang_time *out)
{
    toegang_time begin = tg_day_begin(clock->day);
    int64_t longer = tg_day_end(clock->day) - begin - 24 * HOUR, at = clock->seconds;
    bool is_in_between = at >= 2 * HOUR && at < 3 * HOUR;
    if (longer < 0 && is_in_between) return false;
    bool is_after = at >= 3 * HOUR || (is_in_between && !is_until);
    *out = begin + at + (is_after ? longer : 0);
    return true;
}

static bool read_timestamp(struct tg_span text, bool is_until, toegang_time *out)
{
    struct clock clock;
    int64_t offset = 0;
    if (!tg_day_read(tg_span_until(text, 10), &clock.day)) return false;
    struct tg_cursor cursor = tg_cursor_of(tg_span_from(text, 10));
    if (!tg_cursor_skip(&cursor, ' ') && !tg_cursor_skip(&cursor, 'T')) return false;
    if (!read_clock(&cursor, &clock)) return false;
    if (tg_cursor_left(&cursor) == 0) {
        if (!belgian(&clock, is_until, out)) return false;
    } else {
        if (!read_offset(&cursor, &offset) || tg_cursor_left(&cursor) > 0) return false;
        *out = tg_day_number(clock.day) * 24 * HOUR + clock.seconds - offset;
    }
    if (clock.has_fraction && !is_until) (*out)++;
    return true;
}

bool tg_postgresql_moment(struct tg_span text, bool is_until, toegang_time *out)
{
    if (tg_span_is(text, "infinity")) return *out = TOEGANG_NEVER, true;
    if (tg_span_is(text, "-infinity")) return *out = TOEGANG_ALWAYS, true;
    if (tg_moment_read(text, is_until ? TG_END_UNTIL : TG_END_FROM, out, NULL) == TOEGANG_GOOD) return true;
    return read_timestamp(text, is_until, out);
}
