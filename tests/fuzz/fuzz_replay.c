/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small used-once memory beside a plain array that forgets nothing. Each four octets are one use: which
 * key, how long, how the clock moves. What counts is never good again, what does not is never refused, and
 * only a memory that is full, or a clock that went back behind what was forgotten, gives no answer.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <toegang/replay.h>

#include "harness.h"

#define MOST 5
#define KEYS 32

struct plain {
    toegang_time until[KEYS];
    toegang_time at, latest;
};

static size_t count_of(const struct plain *plain)
{
    size_t count = 0;
    for (size_t i = 0; i < KEYS; i++) count += plain->until[i] > plain->at;
    return count;
}

static void compare(struct plain *plain, size_t key, toegang_time until, toegang_status status)
{
    int counts = plain->until[key] > plain->at;
    demand(status == TOEGANG_GOOD || status == TOEGANG_REFUSED || status == TOEGANG_UNAVAILABLE);
    if (status == TOEGANG_GOOD) {
        demand(!counts);
        plain->until[key] = until;
    } else if (status == TOEGANG_REFUSED)
        demand(counts);
    else
        demand(count_of(plain) >= MOST || plain->at < plain->latest);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct plain plain = {.at = 0};
    toegang_replay *replay = NULL;
    for (size_t i = 0; i < KEYS; i++) plain.until[i] = TOEGANG_ALWAYS;
    if (toegang_replay_memory_new(MOST, &replay, NULL) != TOEGANG_GOOD) return 0;
    for (; size >= 4; data += 4, size -= 4) {
        char text[65];
        size_t key = data[0] % KEYS;
        (void)snprintf(text, sizeof text, "%02x%062x", (unsigned)key & 3, (unsigned)key);
        plain.at += (int8_t)data[1] / 4;
        if (plain.at > plain.latest) plain.latest = plain.at;
        /* A key has one end, as an assertion has. */
        toegang_time until = plain.until[key] > plain.at ? plain.until[key] : plain.at + 1 + data[2];
        compare(&plain, key, until, toegang_replay_use(replay, text, until, plain.at, NULL));
    }
    toegang_replay_free(replay);
    return 0;
}
