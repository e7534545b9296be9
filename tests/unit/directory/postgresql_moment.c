/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <inttypes.h>

#include "directory/directory_postgresql.h"

#define SUMMER 1782864000 /* 2026-07-01T00:00:00Z */
#define WINTER 1767225600 /* 2026-01-01T00:00:00Z */
#define SPRING 1774742400 /* 2026-03-29T00:00:00Z, the day on which an hour is left out */
#define AUTUMN 1792886400 /* 2026-10-25T00:00:00Z, the day on which an hour comes twice */
#define HOUR 3600

Test(postgresql_moment, as_postgresql_writes_it)
{
    static const struct {
        const char *text;
        toegang_time from, until;
    } rows[] = {
        {"infinity", TOEGANG_NEVER, TOEGANG_NEVER},
        {"-infinity", TOEGANG_ALWAYS, TOEGANG_ALWAYS},
        /* A day begins and ends in Belgium. */
        {"2026-01-01", WINTER - HOUR, WINTER + 23 * HOUR},
        {"2026-07-01", SUMMER - 2 * HOUR, SUMMER + 22 * HOUR},
        {"2026-07-01T00:00:00Z", SUMMER, SUMMER},
        /* With an offset. */
        {"2026-07-01 00:00:00+00", SUMMER, SUMMER},
        {"2026-07-01 02:00:00+02", SUMMER, SUMMER},
        {"2026-06-30 18:30:00-05:30", SUMMER, SUMMER},
        {"2026-07-01 00:17:30+00:17:30", SUMMER, SUMMER},
        {"2026-07-01T00:00:00+00:00", SUMMER, SUMMER},
        /* A begun second is not yet there, and has not yet passed. */
        {"2026-07-01 00:00:00.5+00", SUMMER + 1, SUMMER},
        {"2026-07-01 00:00:00.000000+00", SUMMER, SUMMER},
        {"2026-07-01 00:00:00.000001+00", SUMMER + 1, SUMMER},
        /* Without one it is Belgian time. */
        {"2026-01-01 01:00:00", WINTER, WINTER},
        {"2026-07-01 02:00:00", SUMMER, SUMMER},
        {"2026-03-29 01:59:59", SPRING + HOUR - 1, SPRING + HOUR - 1},
        {"2026-03-29 03:00:00", SPRING + HOUR, SPRING + HOUR},
        {"2026-03-29 23:00:00", SPRING + 21 * HOUR, SPRING + 21 * HOUR},
        {"2026-10-25 01:59:59", AUTUMN - 1, AUTUMN - 1},
        {"2026-10-25 02:30:00", AUTUMN + HOUR + HOUR / 2, AUTUMN + HOUR / 2},
        {"2026-10-25 03:00:00", AUTUMN + 2 * HOUR, AUTUMN + 2 * HOUR},
        {"9999-12-31 00:00:00+00", 253402214400, 253402214400},
        {"0001-01-01 00:00:00+00", -62135596800, -62135596800},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_time from = 1, until = 1;
        cr_expect(tg_postgresql_moment(tg_span_of(rows[i].text), false, &from), "%s", rows[i].text);
        cr_expect(tg_postgresql_moment(tg_span_of(rows[i].text), true, &until), "%s", rows[i].text);
        cr_expect_eq(from, rows[i].from, "from %s: %" PRId64, rows[i].text, from);
        cr_expect_eq(until, rows[i].until, "until %s: %" PRId64, rows[i].text, until);
    }
}

Test(postgresql_moment, anything_else)
{
    static const char *const texts[] = {
        "",
        " ",
        "now",
        "Infinity",
        "infinity ",
        "01/07/2026",
        "01.07.2026 00:00:00 CEST",
        "Wed Jul 01 00:00:00 2026",
        "2026-07-01 ",
        "2026-07-01 0:00:00",
        "2026-07-01 24:00:00",
        "2026-07-01 00:60:00+00",
        "2026-07-01 00:00:60+00",
        "2026-07-01 00:00",
        "2026-07-01 00:00:00.",
        "2026-07-01 00:00:00.1234567",
        "2026-07-01 00:00:00+",
        "2026-07-01 00:00:00+2",
        "2026-07-01 00:00:00+24",
        "2026-07-01 00:00:00+02:60",
        "2026-07-01 00:00:00+02x",
        "2026-07-01 00:00:00 BC",
        "0044-03-15 BC",
        "2026-02-29 00:00:00+00",
        "12026-07-01 00:00:00+00",
        "2026-03-29 02:30:00", /* there is no such hour */
        "2026-07-01_00:00:00+00",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        toegang_time time = 1;
        cr_expect_not(tg_postgresql_moment(tg_span_of(texts[i]), false, &time), "%s", texts[i]);
        cr_expect_not(tg_postgresql_moment(tg_span_of(texts[i]), true, &time), "%s", texts[i]);
        cr_expect_eq(time, 1, "%s", texts[i]);
    }
    cr_expect_not(
        tg_postgresql_moment((struct tg_span){"2026-07-01 00:00:00\0+00", 23}, false, &(toegang_time){0}));
}
