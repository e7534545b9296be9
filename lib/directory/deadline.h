/* SPDX-License-Identifier: Apache-2.0 */
/* When a question to a store outside the process must have its answer. */
#ifndef TG_DIRECTORY_DEADLINE_H
#define TG_DIRECTORY_DEADLINE_H

#include <stdbool.h>
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

#endif
