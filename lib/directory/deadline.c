/* SPDX-License-Identifier: Apache-2.0 */
/* The one place that reads a clock, the monotonic one. */
#include "deadline.h"

#include <limits.h>
#include <time.h>

static int64_t now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time); /* fails for an unknown clock only */
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

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
