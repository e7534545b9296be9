/* SPDX-License-Identifier: Apache-2.0 */
/* When a question must have its answer, and how long what was kept is old. */
#ifndef TG_DIRECTORY_DEADLINE_H
#define TG_DIRECTORY_DEADLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TG_PATIENCE 2000 /* milliseconds, where none are asked */
#define TG_PATIENCE_MAX 60000

/* Milliseconds of the monotonic clock, which no setting of the time moves. */
struct tg_deadline {
    int64_t at;
};

/* 0 becomes TG_PATIENCE; false for what is below 0 or above the most. */
bool tg_patience(int64_t asked_ms, int64_t *out);
struct tg_deadline tg_deadline_in(int64_t milliseconds);
/* Milliseconds that are left, 0 when it has passed: fits poll. */
int tg_deadline_left(struct tg_deadline deadline);

/* Of a question: patience 0 leaves each directory its own limit, and there is no deadline. */
struct tg_deadline tg_deadline_of(int64_t patience_ms);
/*
 * What is left, divided over the parts that are still to be asked: the patience of the next one, 0 for its own limit.
 * False when nothing is left: then it is not asked.
 */
bool tg_deadline_share(struct tg_deadline deadline, size_t parts, int64_t *patience_ms);

/* Milliseconds since some moment, those in which the machine slept counted too: for what may only live so long. */
struct tg_clock {
    int64_t (*now)(void *context);
    void *context; /* for the clock of a test */
};
extern const struct tg_clock tg_clock;

#endif
