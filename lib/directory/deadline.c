/* SPDX-License-Identifier: Apache-2.0 */
/* The one place that reads a clock, the monotonic one. */
#include "directory/deadline.h"

#include <limits.h>
#include <time.h>

static int64_t now_by(clockid_t clock)
{
    struct timespec time;
    (void)clock_gettime(clock, &time); /* fails for an unknown clock only */
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static int64_t now(void)
{
    return now_by(CLOCK_MONOTONIC);
}

/* A machine that slept did not stop the world: what it kept is that much older. */
#ifndef CLOCK_BOOTTIME
#define CLOCK_BOOTTIME CLOCK_MONOTONIC
#endif

static int64_t now_awake_or_not(void *context)
{
    (void)context;
    return now_by(CLOCK_BOOTTIME);
}

const struct tg_clock tg_clock = {now_awake_or_not, NULL};

bool tg_patience(int64_t asked_ms, int64_t *out)
{
    if (asked_ms < 0 || asked_ms > TG_PATIENCE_MAX) return false;
    *out = asked_ms ? asked_ms : TG_PATIENCE;
    return true;
}

struct tg_deadline tg_deadline_in(int64_t milliseconds)
{
    return (struct tg_deadline){now() + milliseconds};
}

int tg_deadline_left(struct tg_deadline deadline)
{
    int64_t left = deadline.at - now();
    return left <= 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

#define NEVER INT64_MAX

struct tg_deadline tg_deadline_of(int64_t patience_ms)
{
    int64_t begin = now();
    if (patience_ms <= 0 || patience_ms >= NEVER - begin) return (struct tg_deadline){NEVER};
    return (struct tg_deadline){begin + patience_ms};
}

bool tg_deadline_share(struct tg_deadline deadline, size_t parts, int64_t *patience_ms)
{
    if (deadline.at == NEVER) return *patience_ms = 0, true;
    int64_t left = tg_deadline_left(deadline), count = parts > 0 ? (int64_t)parts : 1;
    *patience_ms = left < count ? left : left / count;
    return left > 0;
}
