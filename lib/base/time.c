/* SPDX-License-Identifier: Apache-2.0 */
#include "base/time.h"

#include <stdio.h>
#include <string.h>

#include "base/report.h"

#define CHECK_TIME_FORM "time.form"
#define DAY_SECONDS 86400
#define HOUR_SECONDS 3600

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static unsigned month_length(int year, unsigned month)
{
    static const unsigned char lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

bool tg_day_exists(struct tg_day day)
{
    return day.year >= 1 && day.year <= 9999 && day.month >= 1 && day.month <= 12 && day.day >= 1 &&
           day.day <= month_length(day.year, day.month);
}

/* Counts from 1 March, so that the leap day is the last of its year. */
int64_t tg_day_number(struct tg_day day)
{
    int64_t year = day.month > 2 ? day.year : day.year - 1;
    int64_t month = day.month > 2 ? (int64_t)day.month - 3 : (int64_t)day.month + 9;
    int64_t days_before_1970 = 719468; /* from 0000-03-01 */
    return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + (int64_t)day.day - 1 -
           days_before_1970;
}

struct tg_day tg_day_of_number(int64_t number)
{
    int64_t days = number + 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t of_era = days - era * 146097;
    int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (year_of_era * 365 + year_of_era / 4 - year_of_era / 100);
    int64_t month = (of_year * 5 + 2) / 153;
    int64_t year = era * 400 + year_of_era + (month >= 10);
    return (struct tg_day){(int)year, (unsigned)(month < 10 ? month + 3 : month - 9),
                           (unsigned)(of_year - (month * 153 + 2) / 5 + 1)};
}

static bool read_day(struct tg_cursor *cursor, struct tg_day *out)
{
    uint32_t year, month, day;
    if (!tg_cursor_number(cursor, 4, 4, &year) || !tg_cursor_skip(cursor, '-')) return false;
    if (!tg_cursor_number(cursor, 2, 2, &month) || !tg_cursor_skip(cursor, '-')) return false;
    if (!tg_cursor_number(cursor, 2, 2, &day)) return false;
    *out = (struct tg_day){(int)year, month, day};
    return tg_day_exists(*out);
}

bool tg_day_read(struct tg_span text, struct tg_day *out)
{
    struct tg_cursor cursor = tg_cursor_of(text);
    struct tg_day day;
    if (!read_day(&cursor, &day) || tg_cursor_left(&cursor) > 0) return false;
    return *out = day, true;
}

static bool read_clock(struct tg_cursor *cursor, int64_t *seconds)
{
    uint32_t hour, minute, second;
    if (!tg_cursor_number(cursor, 2, 2, &hour) || !tg_cursor_skip(cursor, ':')) return false;
    if (!tg_cursor_number(cursor, 2, 2, &minute) || !tg_cursor_skip(cursor, ':')) return false;
    if (!tg_cursor_number(cursor, 2, 2, &second)) return false;
    bool leap = second == 60 && hour == 23 && minute == 59;
    *seconds = (int64_t)hour * HOUR_SECONDS + minute * 60 + second;
    return hour < 24 && minute < 60 && (second < 60 || leap);
}

/* Passes over ".123"; says whether it is more than nothing. */
static bool read_fraction(struct tg_cursor *cursor, bool *more)
{
    *more = false;
    if (!tg_cursor_skip(cursor, '.')) return true;
    size_t digits = 0;
    for (int octet = tg_cursor_peek(cursor); octet >= '0' && octet <= '9'; octet = tg_cursor_peek(cursor)) {
        *more = tg_cursor_next(cursor) != '0' || *more;
        digits++;
    }
    return digits > 0;
}

bool tg_time_read(struct tg_span text, enum tg_rounding rounding, toegang_time *out)
{
    struct tg_cursor cursor = tg_cursor_of(text);
    struct tg_day day;
    int64_t seconds;
    bool more;
    if (!read_day(&cursor, &day) || !tg_cursor_skip(&cursor, 'T') || !read_clock(&cursor, &seconds)) return false;
    if (!read_fraction(&cursor, &more) || !tg_cursor_skip(&cursor, 'Z')) return false;
    if (tg_cursor_left(&cursor) > 0) return false;
    *out = tg_day_number(day) * DAY_SECONDS + seconds + (more && rounding == TG_ROUND_UP);
    return true;
}

toegang_status toegang_time_parse(const char *text, size_t length, toegang_time *out, toegang_report *report)
{
    struct tg_span span = {text, length};
    toegang_time time;
    if (!text || !out) return tg_misuse(report, "text and out");
    if (!tg_time_read(span, TG_ROUND_DOWN, &time))
        return tg_refuse(report, CHECK_TIME_FORM, "2026-11-23T10:00:00Z", span);
    return *out = time, TOEGANG_GOOD;
}

toegang_status toegang_day_parse(const char *text, size_t length, toegang_time *begins, toegang_time *ends,
                                 toegang_report *report)
{
    struct tg_span span = {text, length};
    struct tg_day day;
    if (!text || !begins || !ends) return tg_misuse(report, "text, begins and ends");
    if (!tg_day_read(span, &day)) return tg_refuse(report, CHECK_TIME_FORM, "2026-11-23", span);
    *begins = tg_day_begin(day);
    *ends = tg_day_end(day);
    return TOEGANG_GOOD;
}

static int64_t floor_divide(int64_t dividend, int64_t divisor)
{
    return dividend / divisor - (dividend % divisor < 0);
}

void toegang_time_format(toegang_time time, char out[32])
{
    if (time == TOEGANG_ALWAYS || time == TOEGANG_NEVER) {
        strcpy(out, time == TOEGANG_ALWAYS ? "always" : "never");
        return;
    }
    int64_t number = floor_divide(time, DAY_SECONDS), rest = time % DAY_SECONDS;
    if (rest < 0) rest += DAY_SECONDS; /* not time - number * DAY_SECONDS, which is too small for the first day of all */
    struct tg_day day = tg_day_of_number(number);
    snprintf(out, 32, "%04d-%02u-%02uT%02d:%02d:%02dZ", day.year % 10000, day.month % 100, day.day % 100,
             (int)(rest / HOUR_SECONDS), (int)(rest / 60 % 60), (int)(rest % 60));
}

/* The last Sunday of a month of 31 or 30 days, as a day number; 1970-01-04 was a Sunday. */
static int64_t last_sunday(int year, unsigned month)
{
    int64_t last = tg_day_number((struct tg_day){year, month, month_length(year, month)});
    return last - (((last - 3) % 7) + 7) % 7;
}

struct summer {
    int64_t from, until; /* instants */
};

/* Belgian summer time began anew on 3 April 1977; until 1980 each year had its own days (tz database, Europe/Brussels). */
static bool early_summer(int year, struct summer *out)
{
    static const struct {
        unsigned char month, day, until_month, until_day;
    } days[] = {{4, 3, 9, 25}, {4, 2, 10, 1}, {4, 1, 9, 30}, {4, 6, 9, 28}};
    if (year < 1977 || year > 1980) return false;
    size_t i = (size_t)(year - 1977);
    int64_t from = tg_day_number((struct tg_day){year, days[i].month, days[i].day});
    int64_t until = tg_day_number((struct tg_day){year, days[i].until_month, days[i].until_day});
    *out = (struct summer){from * DAY_SECONDS + HOUR_SECONDS, until * DAY_SECONDS + HOUR_SECONDS};
    return true;
}

/* From 1981 the last Sunday of March, 01:00 UTC, to that of September, from 1996 of October (Directive 2000/84/EC). */
static bool summer_of(int year, struct summer *out)
{
    if (year < 1981) return early_summer(year, out);
    int64_t from = last_sunday(year, 3), until = last_sunday(year, year < 1996 ? 9 : 10);
    *out = (struct summer){from * DAY_SECONDS + HOUR_SECONDS, until * DAY_SECONDS + HOUR_SECONDS};
    return true;
}

/* Seconds that Belgian clocks are ahead of UTC; before 1977 we count winter time only. */
static int64_t belgian_offset(int year, toegang_time time)
{
    struct summer summer;
    bool in_summer = summer_of(year, &summer) && time >= summer.from && time < summer.until;
    return in_summer ? 2 * HOUR_SECONDS : HOUR_SECONDS;
}

/* Clocks never change between 23:00 and 00:00 UTC of these rules, so the winter guess finds the right side. */
toegang_time tg_day_begin(struct tg_day day)
{
    toegang_time midnight = tg_day_number(day) * DAY_SECONDS;
    return midnight - belgian_offset(day.year, midnight - HOUR_SECONDS);
}

toegang_time tg_day_end(struct tg_day day)
{
    return tg_day_begin(tg_day_of_number(tg_day_number(day) + 1));
}

struct tg_day tg_day_at(toegang_time time)
{
    struct tg_day day = tg_day_of_number(floor_divide(time + HOUR_SECONDS, DAY_SECONDS));
    return tg_day_of_number(floor_divide(time + belgian_offset(day.year, time), DAY_SECONDS));
}

void tg_day_format(toegang_time time, char out[16])
{
    if (time == TOEGANG_ALWAYS || time == TOEGANG_NEVER) {
        strcpy(out, time == TOEGANG_ALWAYS ? "always" : "never");
        return;
    }
    struct tg_day day = tg_day_at(time);
    snprintf(out, 16, "%04d-%02u-%02u", day.year % 10000, day.month % 100, day.day % 100);
}

static int64_t unit_seconds(int unit)
{
    switch (unit) {
    case 's': return 1;
    case 'm': return 60;
    case 'h': return HOUR_SECONDS;
    case 'd': return DAY_SECONDS;
    default: return 0;
    }
}

bool tg_duration_read(struct tg_span text, int64_t *out)
{
    struct tg_cursor cursor = tg_cursor_of(text);
    uint32_t count;
    if (!tg_cursor_number(&cursor, 1, 8, &count)) return false;
    if (count == 0 && tg_cursor_left(&cursor) == 0) return *out = 0, true;
    int64_t seconds = count * unit_seconds(tg_cursor_next(&cursor));
    if (tg_cursor_left(&cursor) > 0 || (seconds == 0 && count > 0) || seconds > (int64_t)36525 * DAY_SECONDS)
        return false;
    return *out = seconds, true;
}

toegang_time tg_time_add(toegang_time time, int64_t seconds)
{
    if (time == TOEGANG_ALWAYS || time == TOEGANG_NEVER) return time;
    if (seconds > 0 && time > TOEGANG_NEVER - 1 - seconds) return TOEGANG_NEVER;
    if (seconds < 0 && time < TOEGANG_ALWAYS + 1 - seconds) return TOEGANG_ALWAYS;
    return time + seconds;
}

void toegang_day_format(toegang_time time, char out[32])
{
    tg_day_format(time, out);
}
