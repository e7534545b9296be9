/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <string.h>

#include "base/time.h"

#define DAY 86400

Test(time, reads_instants_and_nothing_else)
{
    static const struct {
        const char *text;
        enum tg_rounding rounding;
        bool good;
        toegang_time time;
    } rows[] = {
        {"1970-01-01T00:00:00Z", TG_ROUND_DOWN, true, 0},
        {"2026-11-23T10:00:00Z", TG_ROUND_DOWN, true, 1795428000},
        {"2026-11-23T10:00:00.999Z", TG_ROUND_DOWN, true, 1795428000},
        {"2026-11-23T10:00:00.001Z", TG_ROUND_UP, true, 1795428001},
        {"2026-11-23T10:00:00.000Z", TG_ROUND_UP, true, 1795428000},
        {"2016-12-31T23:59:60Z", TG_ROUND_DOWN, true, 1483228800},
        {"0001-01-01T00:00:00Z", TG_ROUND_DOWN, true, -62135596800},
        {"9999-12-31T23:59:59Z", TG_ROUND_DOWN, true, 253402300799},
        {"2026-11-23T10:00:00", TG_ROUND_DOWN, false, 0},
        {"2026-11-23T10:00:00+00:00", TG_ROUND_DOWN, false, 0},
        {"2026-11-23T24:00:00Z", TG_ROUND_DOWN, false, 0},
        {"2026-11-23T10:60:00Z", TG_ROUND_DOWN, false, 0},
        {"2026-11-23T10:00:60Z", TG_ROUND_DOWN, false, 0},
        {"2026-11-23T10:00:00.Z", TG_ROUND_DOWN, false, 0},
        {"2026-02-29T10:00:00Z", TG_ROUND_DOWN, false, 0},
        {"2026-13-01T10:00:00Z", TG_ROUND_DOWN, false, 0},
        {"0000-01-01T00:00:00Z", TG_ROUND_DOWN, false, 0},
        {"12026-01-01T00:00:00Z", TG_ROUND_DOWN, false, 0},
        {" 2026-11-23T10:00:00Z", TG_ROUND_DOWN, false, 0},
        {"2026-11-23T10:00:00Z ", TG_ROUND_DOWN, false, 0},
        {"2026-11-23t10:00:00z", TG_ROUND_DOWN, false, 0},
        {"", TG_ROUND_DOWN, false, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_time time = 0;
        cr_expect_eq(tg_time_read(tg_span_of(rows[i].text), rows[i].rounding, &time), rows[i].good, "%s", rows[i].text);
        if (rows[i].good) cr_expect_eq(time, rows[i].time, "%s: %lld", rows[i].text, (long long)time);
    }
}

Test(time, instants_come_back)
{
    for (toegang_time time = -62135596800; time < 253402300799; time += 86400 * 97 + 3601) {
        char text[32];
        toegang_time back = 0;
        toegang_time_format(time, text);
        cr_assert(tg_time_read(tg_span_of(text), TG_ROUND_DOWN, &back), "%s", text);
        cr_assert_eq(time, back, "%s", text);
    }
}

/* A caller's clock may be anything: no text overflows and none is cut off. */
Test(time, writes_any_instant)
{
    static const toegang_time rows[] = {TOEGANG_ALWAYS + 1, TOEGANG_ALWAYS + 86400, -62135596801, 253402300800, TOEGANG_NEVER - 1};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[32];
        toegang_time_format(rows[i], text);
        cr_expect(strlen(text) >= 20 && text[strlen(text) - 1] == 'Z', "%s", text);
    }
}

/* Expected offsets: the tz database, Europe/Brussels. */
Test(time, belgian_days_begin_at_local_midnight)
{
    static const struct {
        struct tg_day day;
        const char *begin, *end;
    } rows[] = {
        {{2026, 11, 23}, "2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z"},
        {{2026, 7, 1}, "2026-06-30T22:00:00Z", "2026-07-01T22:00:00Z"},
        {{2026, 3, 29}, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"}, /* 23 hours */
        {{2026, 10, 25}, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"}, /* 25 hours */
        {{2024, 2, 29}, "2024-02-28T23:00:00Z", "2024-02-29T23:00:00Z"},
        {{1995, 9, 24}, "1995-09-23T22:00:00Z", "1995-09-24T23:00:00Z"},
        {{1979, 4, 1}, "1979-03-31T23:00:00Z", "1979-04-01T22:00:00Z"},
        {{1970, 7, 1}, "1970-06-30T23:00:00Z", "1970-07-01T23:00:00Z"},
        {{9999, 12, 31}, "9999-12-30T23:00:00Z", "9999-12-31T23:00:00Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char begin[32], end[32];
        toegang_time_format(tg_day_begin(rows[i].day), begin);
        toegang_time_format(tg_day_end(rows[i].day), end);
        cr_expect_str_eq(begin, rows[i].begin);
        cr_expect_str_eq(end, rows[i].end);
    }
}

Test(time, every_instant_lies_in_its_day)
{
    for (toegang_time time = 0; time < (toegang_time)DAY * 365 * 80; time += 3599) {
        struct tg_day day = tg_day_at(time);
        cr_assert(tg_day_begin(day) <= time && time < tg_day_end(day), "%lld", (long long)time);
    }
}

Test(time, durations)
{
    static const struct {
        const char *text;
        int64_t seconds; /* -1: refused */
    } rows[] = {{"90d", 7776000}, {"24h", 86400}, {"15m", 900}, {"30s", 30}, {"0", 0},   {"0d", 0},
                {"90", -1},       {"d", -1},      {"-1d", -1},  {"1w", -1},  {"1d ", -1}, {"99999999d", -1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t seconds = -1;
        bool good = tg_duration_read(tg_span_of(rows[i].text), &seconds);
        cr_expect_eq(good, rows[i].seconds >= 0, "%s", rows[i].text);
        if (good) cr_expect_eq(seconds, rows[i].seconds, "%s", rows[i].text);
    }
}

Test(time, sums_stop_at_the_open_ends)
{
    cr_expect_eq(tg_time_add(TOEGANG_NEVER, -5), TOEGANG_NEVER);
    cr_expect_eq(tg_time_add(TOEGANG_ALWAYS, 5), TOEGANG_ALWAYS);
    cr_expect_eq(tg_time_add(TOEGANG_NEVER - 2, 5), TOEGANG_NEVER);
    cr_expect_eq(tg_time_add(TOEGANG_ALWAYS + 2, -5), TOEGANG_ALWAYS);
    cr_expect_eq(tg_time_add(100, -5), 95);
}

Test(time, a_day_for_people_is_a_belgian_one)
{
    static const struct {
        toegang_time time;
        const char *day;
    } rows[] = {{1551394799, "2019-02-28"}, {1551394800, "2019-03-01"}, {TOEGANG_ALWAYS, "always"}, {TOEGANG_NEVER, "never"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char day[32];
        toegang_day_format(rows[i].time, day);
        cr_expect_str_eq(day, rows[i].day);
    }
}
