/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/moment.h"

#include <stdio.h>

#include "base/report.h"

/* The caller's clock may be anything, the ends of time included. */
static toegang_time between(toegang_time earlier, toegang_time later)
{
    if (earlier < 0 && later > TOEGANG_NEVER + earlier) return TOEGANG_NEVER;
    return later - earlier;
}

/* Both clocks and how far they are apart: who operates this sees at once whether a clock is wrong. */
toegang_status tg_moment_past(toegang_time time, toegang_time at, int64_t skew, const char *check,
                              toegang_report *report)
{
    char from_text[32], now_text[32], expected[96];
    toegang_time from = tg_time_add(time, -skew);
    if (at >= from) return TOEGANG_GOOD;
    toegang_time_format(time, from_text);
    toegang_time_format(at, now_text);
    snprintf(expected, sizeof expected, "from %s - %lld s", from_text, (long long)skew);
    return tg_reportf(report, TOEGANG_REFUSED, check, expected, "%s, %lld s early", now_text,
                      (long long)between(at, from));
}

toegang_status tg_moment_before(toegang_time end, toegang_time at, int64_t skew, const char *check,
                                toegang_report *report)
{
    char end_text[32], now_text[32], expected[96];
    toegang_time until = tg_time_add(end, skew);
    if (at < until) return TOEGANG_GOOD;
    toegang_time_format(end, end_text);
    toegang_time_format(at, now_text);
    snprintf(expected, sizeof expected, "before %s + %lld s", end_text, (long long)skew);
    return tg_reportf(report, TOEGANG_REFUSED, check, expected, "%s, %lld s late", now_text,
                      (long long)between(until, at));
}
