/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include <toegang/replay.h>

#include "directory/check_replay.h"

#define KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* What a store does when it is asked, and what it was asked. */
struct store {
    toegang_status status, told;
    const char *check;
    char key[65];
    toegang_time until, at;
    int uses, closes;
};

static toegang_status use(void *self, const char *key, toegang_time until, toegang_time at,
                          toegang_report *report)
{
    struct store *store = self;
    store->uses++;
    (void)snprintf(store->key, sizeof store->key, "%s", key);
    store->until = until;
    store->at = at;
    cr_expect_eq(report->status, TOEGANG_GOOD, "a fresh report");
    report->status = store->told;
    memset(report->check, 'x', sizeof report->check);
    if (store->check) (void)snprintf(report->check, sizeof report->check, "%s", store->check);
    memset(report->expected, 'e', sizeof report->expected);
    (void)snprintf(report->came, sizeof report->came, "85.07.30-033.28 came");
    return store->status;
}

static void end(void *self)
{
    struct store *store = self;
    store->closes++;
}

static const toegang_replay_class good_class = {sizeof good_class, TOEGANG_REPLAY_CONCURRENT, "mine", use,
                                                end};

static toegang_replay *replay_of(struct store *store)
{
    toegang_replay *replay = NULL;
    cr_assert_eq(toegang_replay_new(&good_class, store, &replay, NULL), TOEGANG_GOOD);
    return replay;
}

Test(replay, classes)
{
    struct {
        const char *name;
        toegang_replay_class class_;
        toegang_status status;
    } rows[] = {
        {"good", good_class, TOEGANG_GOOD},
        {"larger", {sizeof good_class + 8, 0, "mine", use, NULL}, TOEGANG_GOOD},
        {"smaller", {sizeof good_class - 8, 0, "mine", use, end}, TOEGANG_MISUSE},
        {"no size", {0, 0, "mine", use, end}, TOEGANG_MISUSE},
        {"no name", {sizeof good_class, 0, NULL, use, end}, TOEGANG_MISUSE},
        {"an empty name", {sizeof good_class, 0, "", use, end}, TOEGANG_MISUSE},
        {"no use", {sizeof good_class, 0, "mine", NULL, end}, TOEGANG_MISUSE},
        {"an unknown flag", {sizeof good_class, 2, "mine", use, end}, TOEGANG_MISUSE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct store store = {0};
        toegang_replay *replay = NULL;
        cr_expect_eq(toegang_replay_new(&rows[i].class_, &store, &replay, NULL), rows[i].status, "%s",
                     rows[i].name);
        cr_expect_eq(replay != NULL, rows[i].status == TOEGANG_GOOD, "%s", rows[i].name);
        toegang_replay_free(replay);
        cr_expect_eq(store.closes, replay && rows[i].class_.close, "%s", rows[i].name);
    }
    toegang_replay *replay = NULL;
    cr_expect_eq(toegang_replay_new(NULL, NULL, &replay, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_replay_new(&good_class, NULL, NULL, NULL), TOEGANG_MISUSE);
    toegang_replay_free(NULL);
}

/* Only a good status with nothing told, and a no or a failure that the report bears out, pass. */
Test(replay, answers)
{
    static const struct {
        toegang_status status, told;
        const char *check;
        toegang_status wanted;
        const char *wanted_check;
    } rows[] = {
        {TOEGANG_GOOD, TOEGANG_GOOD, "", TOEGANG_GOOD, ""},
        {TOEGANG_REFUSED, TOEGANG_REFUSED, "replay.used", TOEGANG_REFUSED, CHECK_REPLAY_USED},
        {TOEGANG_REFUSED, TOEGANG_REFUSED, "mine.used", TOEGANG_REFUSED, "mine.used"},
        {TOEGANG_UNAVAILABLE, TOEGANG_UNAVAILABLE, "mine.down", TOEGANG_UNAVAILABLE, "mine.down"},
        {TOEGANG_NO_MEMORY, TOEGANG_NO_MEMORY, "library.memory", TOEGANG_NO_MEMORY, "library.memory"},
        {TOEGANG_INTERNAL, TOEGANG_INTERNAL, "mine.defect", TOEGANG_INTERNAL, "mine.defect"},
        /* A yes with a reason against it, a no without one, one status in the report and another outside. */
        {TOEGANG_GOOD, TOEGANG_REFUSED, "replay.used", TOEGANG_UNAVAILABLE, CHECK_REPLAY_STATUS},
        {TOEGANG_GOOD, TOEGANG_UNAVAILABLE, "mine.down", TOEGANG_UNAVAILABLE, CHECK_REPLAY_STATUS},
        {TOEGANG_REFUSED, TOEGANG_REFUSED, "", TOEGANG_UNAVAILABLE, CHECK_REPLAY_STATUS},
        {TOEGANG_REFUSED, TOEGANG_REFUSED, NULL, TOEGANG_UNAVAILABLE, CHECK_REPLAY_STATUS},
        {TOEGANG_REFUSED, TOEGANG_REFUSED, "No Check", TOEGANG_UNAVAILABLE, CHECK_REPLAY_STATUS},
        {TOEGANG_REFUSED, TOEGANG_GOOD, "replay.used", TOEGANG_UNAVAILABLE, CHECK_REPLAY_STATUS},
        {TOEGANG_UNAVAILABLE, TOEGANG_REFUSED, "mine.down", TOEGANG_UNAVAILABLE, CHECK_REPLAY_STATUS},
        {TOEGANG_UNAVAILABLE, TOEGANG_GOOD, "", TOEGANG_UNAVAILABLE, CHECK_REPLAY_STATUS},
        {2, 2, "mine.two", TOEGANG_UNAVAILABLE, CHECK_REPLAY_STATUS},
        {-7, -7, "mine.seven", TOEGANG_UNAVAILABLE, CHECK_REPLAY_STATUS},
        {INT32_MIN, INT32_MIN, "mine.least", TOEGANG_UNAVAILABLE, CHECK_REPLAY_STATUS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct store store = {.status = rows[i].status, .told = rows[i].told, .check = rows[i].check};
        toegang_report report = {0};
        toegang_replay *replay = replay_of(&store);
        cr_expect_eq(toegang_replay_use(replay, KEY, 9, -5, &report), rows[i].wanted, "row %zu", i);
        cr_expect_str_eq(report.check, rows[i].wanted_check, "row %zu", i);
        cr_expect_eq(report.status, rows[i].wanted, "row %zu", i);
        cr_expect_null(strstr(report.came, "85.07.30-033.28"), "row %zu: masked", i);
        cr_expect_eq(toegang_replay_use(replay, KEY, 9, -5, NULL), rows[i].wanted, "row %zu", i);
        cr_expect_str_eq(store.key, KEY);
        cr_expect_eq(store.until, 9);
        cr_expect_eq(store.at, -5);
        toegang_replay_free(replay);
        cr_expect_eq(store.closes, 1);
    }
}

Test(replay, what_no_store_is_asked)
{
    static const struct {
        const char *name, *key;
        toegang_time until, at;
    } rows[] = {
        {"no key", NULL, 2, 1},
        {"an empty key", "", 2, 1},
        {"63 digits", KEY + 1, 2, 1},
        {"65 digits", KEY "0", 2, 1},
        {"a large letter", "0123456789Abcdef0123456789abcdef0123456789abcdef0123456789abcdef", 2, 1},
        {"no digit", "0123456789abcdeg0123456789abcdef0123456789abcdef0123456789abcdef", 2, 1},
        {"a line", KEY "\n", 2, 1},
        {"ended now", KEY, 1, 1},
        {"ended before", KEY, 0, 1},
        {"the end of time", KEY, TOEGANG_NEVER, TOEGANG_NEVER},
        {"its beginning", KEY, TOEGANG_ALWAYS, TOEGANG_ALWAYS},
    };
    struct store store = {0};
    toegang_replay *replay = replay_of(&store);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(toegang_replay_use(replay, rows[i].key, rows[i].until, rows[i].at, NULL), TOEGANG_MISUSE,
                     "%s", rows[i].name);
    cr_expect_eq(toegang_replay_use(NULL, KEY, 2, 1, NULL), TOEGANG_MISUSE);
    cr_expect_eq(store.uses, 0);
    toegang_replay_free(replay);
}
