/* SPDX-License-Identifier: Apache-2.0 */
/* A cache around a store that takes changes: what the store hears of is seen. */
#include "fact_maker.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[64], path[96];

static void make(void)
{
    strcpy(folder, "/tmp/toegang-cache-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/facts.db", folder);
}

static void clear(void)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char name[112];
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(name, sizeof name, "%s%s", path, ends[i]);
        (void)unlink(name);
    }
    (void)rmdir(folder);
}

TestSuite(cache_sqlite, .init = make, .fini = clear);

static const struct words manager = {TOEGANG_FACT_APPOINTMENT, ANN, ONE, "htb", NULL, NULL};

static toegang_directory *open_cached(void)
{
    const toegang_cache_settings settings = {
        .size = sizeof settings, .for_ms = 3600000, .negative_ms = 3600000};
    toegang_directory *store = NULL, *cache = NULL;
    toegang_report report = {0};
    cr_assert_eq(toegang_directory_sqlite_open(path, NULL, &store, &report), TOEGANG_GOOD);
    cr_assert_eq(toegang_directory_migrate(store, &report), TOEGANG_GOOD, "%s %s", report.check, report.came);
    cr_assert_eq(toegang_directory_cache_new(store, &settings, &cache, NULL), TOEGANG_GOOD);
    return cache;
}

static toegang_status put(void *context, const toegang_writing *writing, toegang_report *report)
{
    toegang_fact fact = fact_of(&manager);
    bool is_added = *(const bool *)context;
    return writing->put(writing->state, TOEGANG_BTB, is_added ? NULL : &fact, is_added ? &fact : NULL,
                        report);
}

static void change(toegang_directory *cache, bool is_added)
{
    toegang_report report = {0};
    toegang_directory *store = toegang_directory_writer(cache, TOEGANG_BTB);
    cr_assert_not_null(store);
    cr_assert_eq(toegang_directory_write(store, 0, put, &is_added, &report), TOEGANG_GOOD, "%s %s",
                 report.check, report.came);
}

static size_t managers(toegang_directory *cache)
{
    const toegang_directory_question question = question_of(TOEGANG_BTB, TOEGANG_FACT_APPOINTMENT, NULL, ONE);
    struct kept kept = {0};
    toegang_report report = {0};
    cr_assert_eq(toegang_directory_read(cache, &question, keep, &kept, &report), TOEGANG_GOOD, "%s %s",
                 report.check, report.came);
    return kept.count;
}

/* By this directory at once; by another one on the same file, as another process would, within milliseconds.
 */
Test(cache_sqlite, a_change_is_seen)
{
    toegang_directory *cache = open_cached(), *other = open_cached();
    toegang_directory *const changing[] = {cache, other};
    for (size_t i = 0; i < 2; i++) {
        cr_expect_eq(managers(cache), 0);
        for (size_t count = 2; count-- > 0;) {
            change(changing[i], count == 1);
            if (i == 1) (void)usleep(20000);
            cr_expect_eq(managers(cache), count, "%zu by %s", count, i == 0 ? "itself" : "the other");
            cr_expect_eq(managers(cache), count);
        }
    }
    toegang_directory_free(cache);
    toegang_directory_free(other);
}
