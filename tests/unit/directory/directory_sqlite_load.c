/* SPDX-License-Identifier: Apache-2.0 */
/* A register that is loaded anew, in one go or in several; and many threads at once. */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "directory_sqlite_support.h"

/* A source of so many lines, each a function of ANN; it breaks after some, and may hold a line that is no
 * fact. */
struct source {
    uint64_t lines, breaks_after, begun_at, every;
    size_t added, refused;
    toegang_status seal;
};

static toegang_status fill(void *context, const toegang_loading *loading, uint64_t line,
                           toegang_report *report)
{
    struct source *source = context;
    source->begun_at = line;
    for (uint64_t i = line + 1; i <= source->lines; i++) {
        char name[32];
        toegang_fact fact = function_of(ANN, ONE, i % 10 == 0 ? "1" : "10002");
        toegang_report refused = {0};
        (void)snprintf(name, sizeof name, "kbo.csv:%" PRIu64, i);
        fact.source = name;
        fact.from = (toegang_time)i;
        toegang_status status = loading->add(loading->state, &fact, &refused);
        if (status < TOEGANG_GOOD) return *report = refused, status;
        source->added += status == TOEGANG_GOOD;
        source->refused += status > TOEGANG_GOOD;
        if (i % source->every == 0 && loading->keep(loading->state, i, report) != TOEGANG_GOOD)
            return report->status;
        if (i == source->breaks_after)
            return *report = (toegang_report){.status = TOEGANG_UNAVAILABLE, .check = "file.read"},
                   TOEGANG_UNAVAILABLE;
    }
    return TOEGANG_GOOD;
}

static toegang_status seal(void *context, const toegang_writing *writing, toegang_report *report)
{
    const struct source *source = context;
    toegang_status status = writing->append(writing->state, "a line", 6, report);
    return status == TOEGANG_GOOD ? source->seal : status;
}

static const char *load(toegang_directory *directory, struct source *source, const char *mark,
                        toegang_time as_of)
{
    static toegang_report report;
    const toegang_load what = {sizeof what, TOEGANG_KBO, mark, as_of, fill, seal, source};
    report = (toegang_report){.status = TOEGANG_GOOD};
    source->added = source->refused = 0;
    toegang_status status = toegang_directory_load(directory, &what, &report);
    return status > TOEGANG_GOOD ? "refused" : report.check;
}

static size_t functions(toegang_directory *directory, struct brought *brought)
{
    cr_expect_str_eq(ask(directory, TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, NULL, brought), "", "%s",
                     brought->report.came);
    return brought->count;
}

/* Each row begins with what the one before left. */
Test(directory_sqlite_load, attempts, .init = make_folder, .fini = remove_folder)
{
    static const struct {
        const char *mark;
        toegang_time as_of;
        uint64_t lines, breaks_after;
        toegang_status seal;
        const char *check;
        uint64_t begun_at;
        size_t functions, trail;
        toegang_time age;
    } rows[] = {{"a", 500, 100, 57, TOEGANG_GOOD, "file.read", 0, 0, 0, 0},
                {"a", 500, 100, 58, TOEGANG_GOOD, "file.read", 50, 0, 0, 0},
                {"a", 500, 100, 0, TOEGANG_REFUSED, "refused", 50, 0, 0, 0},
                {"a", 500, 100, 0, TOEGANG_GOOD, "", 100, 90, 1, 500},
                {"a", 500, 100, 0, TOEGANG_GOOD, "", 0, 90, 2, 500},
                {"b", 600, 40, 35, TOEGANG_GOOD, "file.read", 0, 90, 2, 500},
                {"c", 600, 60, 55, TOEGANG_GOOD, "file.read", 0, 90, 2, 500},
                {"c", 601, 60, 0, TOEGANG_GOOD, "", 0, 54, 3, 601},
                {"d", 700, 0, 0, TOEGANG_GOOD, "", 0, 0, 4, 700},
                {"e", TOEGANG_NEVER, 5, 0, TOEGANG_GOOD, "", 0, 5, 5, 0}};
    toegang_directory *directory = new_sqlite(NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct source source = {rows[i].lines, rows[i].breaks_after, 0, 25, 0, 0, rows[i].seal};
        struct brought brought = {0};
        cr_expect_str_eq(load(directory, &source, rows[i].mark, rows[i].as_of), rows[i].check, "row %zu", i);
        cr_expect_eq(source.begun_at, rows[i].begun_at, "row %zu: %" PRIu64, i, source.begun_at);
        cr_expect_eq(functions(directory, &brought), rows[i].functions, "row %zu: %zu", i, brought.count);
        cr_expect_eq(lines_of(directory), rows[i].trail, "row %zu", i);
        if (brought.count > 0 && rows[i].age) cr_expect_eq(brought.first.as_of, rows[i].age, "row %zu", i);
        if (brought.count > 0)
            cr_expect_eq(strncmp(brought.source, "sqlite:kbo.csv:1#", 17), 0, "%s", brought.source);
    }
    toegang_directory_free(directory);
}

/* Two that load the same register: the one that comes later wins, the other is told. */
static toegang_status fill_while_another_loads(void *context, const toegang_loading *loading, uint64_t line,
                                               toegang_report *report)
{
    toegang_directory *other = context;
    struct source source = {20, 0, 0, 25, 0, 0, TOEGANG_GOOD};
    (void)line;
    cr_assert_eq(loading->keep(loading->state, 1, report), TOEGANG_GOOD);
    cr_expect_str_eq(load(other, &source, "other", 900), "");
    return loading->keep(loading->state, 2, report);
}

Test(directory_sqlite_load, two_at_once, .init = make_folder, .fini = remove_folder)
{
    toegang_directory *directory = new_sqlite(NULL), *other = open_sqlite(NULL);
    const toegang_load what = {sizeof what, TOEGANG_KBO, "one", 1, fill_while_another_loads, seal, other};
    struct brought brought = {0};
    toegang_report report = {0};
    cr_expect_eq(toegang_directory_load(directory, &what, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, CHECK_DIRECTORY_CHANGED);
    cr_expect_eq(functions(directory, &brought), 18);
    toegang_directory_free(other);
    toegang_directory_free(directory);
}

static toegang_status count_fact(void *context, const toegang_fact *fact)
{
    cr_expect_eq(fact->kind, TOEGANG_FACT_FUNCTION);
    ++*(size_t *)context;
    return TOEGANG_GOOD;
}

/* More than one question may bring: all of them when everything is asked. */
Test(directory_sqlite_load, scan, .init = make_folder, .fini = remove_folder)
{
    toegang_directory *directory = new_sqlite(NULL);
    struct source source = {12000, 0, 0, 5000, 0, 0, TOEGANG_GOOD};
    struct brought brought = {0};
    size_t count = 0;
    cr_assert_str_eq(load(directory, &source, "a", 500), "");
    cr_expect_eq(source.refused, 1200);
    cr_expect_str_eq(ask(directory, TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, NULL, &brought),
                     CHECK_DIRECTORY_LIMIT);
    cr_expect_eq(toegang_directory_scan(directory, TOEGANG_KBO, count_fact, &count, NULL), TOEGANG_GOOD);
    cr_expect_eq(count, 10800);
    toegang_directory_free(directory);
}

/* ---- many threads ---- */

#define READERS 8
#define WRITERS 2
#define EACH 40

static toegang_directory *shared;
static atomic_size_t faults, writers_left;

static toegang_status count_only(void *context, const toegang_fact *fact)
{
    (void)fact;
    ++*(size_t *)context;
    return TOEGANG_GOOD;
}

/* What was seen once stays. */
static void *read_on(void *context)
{
    const toegang_directory_question question =
        question_of(TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, NULL);
    size_t before = 0;
    (void)context;
    while (atomic_load(&writers_left) > 0) {
        size_t now = 0;
        if (toegang_directory_read(shared, &question, count_only, &now, NULL) != TOEGANG_GOOD || now < before)
            faults++;
        before = now;
        (void)toegang_directory_generation(shared);
    }
    return NULL;
}

static toegang_status add_one(void *context, const toegang_writing *writing, toegang_report *report)
{
    toegang_status status = writing->put(writing->state, TOEGANG_GEBRUIKERSBEHEER, NULL, context, report);
    return status == TOEGANG_GOOD ? writing->append(writing->state, "a line", 6, report) : status;
}

static void *write_on(void *context)
{
    toegang_fact right = right_of(ANN, ONE, "loket", context);
    for (int i = 0; i < EACH; i++) {
        uint64_t before = toegang_directory_generation(shared);
        if (toegang_directory_write(shared, 30000, add_one, &right, NULL) != TOEGANG_GOOD) faults++;
        if (toegang_directory_generation(shared) == before) faults++;
    }
    writers_left--;
    return NULL;
}

Test(directory_sqlite_load, threads, .init = make_folder, .fini = remove_folder)
{
    static char names[WRITERS][8] = {"one", "two"};
    const toegang_sql_settings settings = {.size = sizeof settings, .patience_ms = 30000};
    pthread_t threads[READERS + WRITERS];
    struct brought brought = {0};
    shared = new_sqlite(&settings);
    writers_left = WRITERS;
    for (size_t i = 0; i < READERS; i++) cr_assert_eq(pthread_create(&threads[i], NULL, read_on, NULL), 0);
    for (size_t i = 0; i < WRITERS; i++)
        cr_assert_eq(pthread_create(&threads[READERS + i], NULL, write_on, names[i]), 0);
    for (size_t i = 0; i < READERS + WRITERS; i++) (void)pthread_join(threads[i], NULL);
    cr_expect_eq(faults, 0);
    cr_expect_str_eq(ask(shared, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, NULL, &brought), "");
    cr_expect_eq(brought.count, WRITERS * EACH);
    cr_expect_eq(lines_of(shared), WRITERS * EACH);
    toegang_directory_free(shared);
}
