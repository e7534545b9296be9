/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include <toegang/replay.h>

#include "directory/check_replay.h"

static void key_of(uint64_t number, char out[65])
{
    for (int i = 0; i < 4; i++) {
        number = (number ^ number >> 29) * 0x9e3779b97f4a7c15U + 0x1234567;
        (void)snprintf(out + 16 * i, 17, "%016llx", (unsigned long long)(number ^ number >> 32));
    }
}

static toegang_replay *memory_of(size_t most)
{
    toegang_replay *replay = NULL;
    cr_assert_eq(toegang_replay_memory_new(most, &replay, NULL), TOEGANG_GOOD);
    return replay;
}

static toegang_status use(toegang_replay *replay, uint64_t number, toegang_time until, toegang_time at)
{
    char key[65];
    key_of(number, key);
    return toegang_replay_use(replay, key, until, at, NULL);
}

Test(replay_memory, arguments)
{
    toegang_replay *replay = NULL;
    cr_expect_eq(toegang_replay_memory_new(10000001, &replay, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_replay_memory_new(SIZE_MAX, &replay, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_replay_memory_new(0, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_null(replay);
}

/* In a memory of each size exactly so many fit, and the next one is told. */
Test(replay_memory, sizes)
{
    static const size_t sizes[] = {1, 2, 3, 15, 16, 17, 1000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        toegang_replay *replay = memory_of(sizes[i]);
        toegang_report report = {0};
        char key[65];
        for (size_t n = 0; n < sizes[i]; n++)
            cr_assert_eq(use(replay, n, 100, 1), TOEGANG_GOOD, "%zu of %zu", n, sizes[i]);
        key_of(sizes[i], key);
        cr_expect_eq(toegang_replay_use(replay, key, 100, 99, &report), TOEGANG_UNAVAILABLE, "%zu", sizes[i]);
        cr_expect_str_eq(report.check, CHECK_REPLAY_FULL);
        for (size_t n = 0; n < sizes[i]; n++) cr_assert_eq(use(replay, n, 100, 99), TOEGANG_REFUSED);
        cr_expect_eq(use(replay, sizes[i], 200, 100), TOEGANG_GOOD, "%zu: the first have ended", sizes[i]);
        toegang_replay_free(replay);
    }
}

Test(replay_memory, default_size)
{
    toegang_replay *replay = memory_of(0);
    size_t good = 0;
    for (size_t n = 0; n < 100100; n++) good += use(replay, n, 100, 1) == TOEGANG_GOOD;
    cr_expect_eq(good, 100000);
    toegang_replay_free(replay);
}

/* Beside a plain array that remembers everything: a small memory may say "full", and never anything else that
 * differs. */
Test(replay_memory, as_a_plain_one)
{
    enum { KEYS = 200, STEPS = 200000, MOST = 60 };
    static toegang_time until[KEYS];
    toegang_replay *replay = memory_of(MOST);
    toegang_time at = 0;
    size_t good = 0, used = 0, full = 0;
    srandom(41);
    for (size_t i = 0; i < STEPS; i++) {
        size_t key = (size_t)random() % KEYS, live = 0;
        toegang_time end = at + 1 + random() % 90;
        toegang_status status = use(replay, key, end, at);
        for (size_t n = 0; n < KEYS; n++) live += until[n] > at;
        if (status == TOEGANG_GOOD) cr_assert(until[key] <= at, "step %zu: used before", i);
        if (status == TOEGANG_REFUSED) cr_assert(until[key] > at, "step %zu: not used before", i);
        if (status == TOEGANG_UNAVAILABLE) cr_assert(live >= MOST, "step %zu: %zu of them count", i, live);
        if (status == TOEGANG_GOOD) until[key] = end;
        good += status == TOEGANG_GOOD;
        used += status == TOEGANG_REFUSED;
        full += status == TOEGANG_UNAVAILABLE;
        at += random() % 4 == 0;
    }
    cr_expect_eq(good + used + full, STEPS);
    cr_expect(good > 1000 && used > 1000 && full > 1000, "%zu %zu %zu", good, used, full);
    toegang_replay_free(replay);
}
