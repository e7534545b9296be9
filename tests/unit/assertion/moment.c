/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "assertion/moment.h"

#define NOON 1795428000 /* 2026-11-23T10:00:00Z */

Test(moment, boundaries)
{
    static const struct {
        toegang_time stated, at;
        int64_t skew;
        toegang_status past, before;
    } rows[] = {
        {NOON, NOON, 0, TOEGANG_GOOD, TOEGANG_REFUSED},
        {NOON, NOON - 1, 0, TOEGANG_REFUSED, TOEGANG_GOOD},
        {NOON, NOON + 1, 0, TOEGANG_GOOD, TOEGANG_REFUSED},
        {NOON, NOON - 60, 60, TOEGANG_GOOD, TOEGANG_GOOD},
        {NOON, NOON - 61, 60, TOEGANG_REFUSED, TOEGANG_GOOD},
        {NOON, NOON + 59, 60, TOEGANG_GOOD, TOEGANG_GOOD},
        {NOON, NOON + 60, 60, TOEGANG_GOOD, TOEGANG_REFUSED},
        {NOON, TOEGANG_ALWAYS, 60, TOEGANG_REFUSED, TOEGANG_GOOD},
        {NOON, TOEGANG_NEVER, 60, TOEGANG_GOOD, TOEGANG_REFUSED},
        {-NOON, TOEGANG_NEVER, 60, TOEGANG_GOOD, TOEGANG_REFUSED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(tg_moment_past(rows[i].stated, rows[i].at, rows[i].skew, "a.check", NULL), rows[i].past,
                     "row %zu", i);
        cr_expect_eq(tg_moment_before(rows[i].stated, rows[i].at, rows[i].skew, "a.check", NULL),
                     rows[i].before, "row %zu", i);
    }
}

Test(moment, both_clocks_are_told)
{
    toegang_report early = {0}, late = {0};
    cr_expect_eq(tg_moment_past(NOON, NOON - 70, 60, "a.check", &early), TOEGANG_REFUSED);
    cr_expect_str_eq(early.expected, "from 2026-11-23T10:00:00Z - 60 s");
    cr_expect_str_eq(early.came, "2026-11-23T09:58:50Z, 10 s early");
    cr_expect_eq(tg_moment_before(NOON, NOON + 70, 60, "a.check", &late), TOEGANG_REFUSED);
    cr_expect_str_eq(late.expected, "before 2026-11-23T10:00:00Z + 60 s");
    cr_expect_str_eq(late.came, "2026-11-23T10:01:10Z, 10 s late");
}
