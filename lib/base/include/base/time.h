/* SPDX-License-Identifier: Apache-2.0 */
/* Instants and Belgian civil days. No clock: time is an argument. */
#ifndef TG_BASE_TIME_H
#define TG_BASE_TIME_H

#include <toegang/base.h>

#include "base/span.h"

struct tg_day {
    int year; /* 1 to 9999 */
    unsigned month;
    unsigned day;
};

enum tg_rounding {
    TG_ROUND_DOWN, /* an until: the fraction is cut off */
    TG_ROUND_UP    /* a from: a begun second counts as not yet there */
};

/*
 * xs:dateTime or RFC 3339 in UTC with a mandatory Z: 2026-11-23T10:00:00[.fraction]Z, years 0001 to 9999, no 24:00,
 * a leap second only as :60 at 23:59 (read as the next second). False for anything else.
 */
bool tg_time_read(struct tg_span text, enum tg_rounding rounding, toegang_time *out);

/* A civil day 2026-11-23 that exists in the proleptic Gregorian calendar. */
bool tg_day_read(struct tg_span text, struct tg_day *out);
bool tg_day_exists(struct tg_day day);
/* Days since 1970-01-01. */
int64_t tg_day_number(struct tg_day day);
struct tg_day tg_day_of_number(int64_t number);
/* The instant at which the day begins in Europe/Brussels, and the one at which it ends (the next begins). */
toegang_time tg_day_begin(struct tg_day day);
toegang_time tg_day_end(struct tg_day day);
/* The Belgian civil day at an instant. */
struct tg_day tg_day_at(toegang_time time);
/* "2026-11-23" of the Belgian day at the instant. */
void tg_day_format(toegang_time time, char out[16]);
/* "90d", "24h", "15m", "30s" or "0" to seconds; false for anything else or more than 100 years. */
bool tg_duration_read(struct tg_span text, int64_t *out);

/* Sums that stop at the open ends. */
toegang_time tg_time_add(toegang_time time, int64_t seconds);

#endif
