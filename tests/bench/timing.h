/* SPDX-License-Identifier: Apache-2.0 */
/* Whether time tells one way of failing from another. */
#ifndef TG_BENCH_TIMING_H
#define TG_BENCH_TIMING_H

#include <stddef.h>
#include <stdint.h>

enum { BENCH_VARIANTS = 16, BENCH_WAYS = 16 };

/* One way of failing: messages that all fail in it, so that no accident of their octets passes for the way. */
struct bench_way {
    const char *name;
    char *messages[BENCH_VARIANTS];
    double *times; /* seconds */
};

/* Tries a message, and ends the process when it is not refused as it should be. */
typedef void bench_try(void *context, const char *message, size_t length);

/* Octets for a schedule and a resampling; not for secrets. */
uint64_t bench_random(uint64_t *state);
/* Times each way that often, in an order drawn anew for each turn, with the messages in one and the same place. */
void bench_ways_time(struct bench_way *ways, size_t count, size_t tries, bench_try *once, void *context, uint64_t seed);
/*
 * Prints each way beside the first: difference of the medians with its bootstrap interval, Welch's t. Then the pairs
 * of any two ways between which one of the two sees a difference.
 */
void bench_ways_print(const struct bench_way *ways, size_t count, size_t tries, uint64_t seed);

#endif
