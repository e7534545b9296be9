/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A process that uses a store, for replay.py. Public headers only.
 *   replay_tool STORE PLACE PATIENCE            answers lines "KEY UNTIL AT" with "STATUS CHECK MILLISECONDS came: CAME"
 *   replay_tool STORE PLACE PATIENCE COUNT THREADS [SEED]   notes that many keys from each thread, prints each it won
 * STORE is memory (PLACE: how many), sqlite (a path) or postgresql (a conninfo).
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <toegang.h>

static const toegang_time until = 2000000000, at = 1999999000;
static toegang_replay *store;
static size_t count;
static pthread_mutex_t printing = PTHREAD_MUTEX_INITIALIZER;
static size_t faults;

static toegang_status open_store(char **words, toegang_report *report)
{
    int64_t patience = atoll(words[2]);
    if (strcmp(words[0], "memory") == 0) return toegang_replay_memory_new((size_t)atoll(words[1]), &store, report);
    if (strcmp(words[0], "sqlite") == 0) return toegang_replay_sqlite_open(words[1], patience, &store, report);
    return toegang_replay_postgresql_open(words[1], patience, &store, report);
}

static long long now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void tell(toegang_status status, const toegang_report *report, long long begun)
{
    printf("%d %s %lld came: %s\n", (int)status, *report->check ? report->check : "-", now() - begun, report->came);
    (void)fflush(stdout);
}

/* A number spread over 64 digits, as a digest would. */
static void key_of(uint64_t number, char out[65])
{
    for (int i = 0; i < 4; i++) {
        number += 0x9e3779b97f4a7c15U;
        uint64_t mixed = (number ^ number >> 30) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebU;
        (void)snprintf(out + 16 * i, 17, "%016" PRIx64, mixed ^ mixed >> 31);
    }
}

static void answer_lines(void)
{
    char line[256], word[80], key[65];
    while (fgets(line, sizeof line, stdin)) {
        long long end, moment, begun = now();
        toegang_report report = {0};
        if (sscanf(line, "%79s %lld %lld", word, &end, &moment) != 3) exit(2);
        if (strlen(word) < 16) key_of(strtoull(word, NULL, 10), key);
        const char *used = strlen(word) < 16 ? key : word;
        toegang_status status = toegang_replay_use(store, used, end, moment, &report);
        tell(status, &report, begun);
    }
}

/* Every thread goes through the same keys, from another place: each must be won once. */
static void *race(void *context)
{
    size_t first = *(size_t *)context;
    char key[65];
    for (size_t i = 0; i < count; i++) {
        size_t number = (first + i) % count;
        toegang_report report = {0};
        key_of(number, key);
        toegang_status status = toegang_replay_use(store, key, until, at, &report);
        (void)pthread_mutex_lock(&printing);
        if (status == TOEGANG_GOOD) {
            printf("%zu\n", number);
            (void)fflush(stdout);
        } else if (status != TOEGANG_REFUSED || strcmp(report.check, "replay.used") != 0) {
            if (faults++ == 0) fprintf(stderr, "%d %s %s\n", (int)status, report.check, report.came);
        }
        (void)pthread_mutex_unlock(&printing);
    }
    return NULL;
}

static void run_threads(size_t threads, size_t seed)
{
    pthread_t ids[64];
    size_t firsts[64];
    for (size_t i = 0; i < threads; i++) {
        firsts[i] = (i * 7919 + seed) % count;
        if (pthread_create(&ids[i], NULL, race, &firsts[i]) != 0) exit(3);
    }
    for (size_t i = 0; i < threads; i++) (void)pthread_join(ids[i], NULL);
}

int main(int words, char **word)
{
    toegang_report report = {0};
    if (words < 4) return 2;
    long long begun = now();
    toegang_status status = open_store(word + 1, &report);
    if (status != TOEGANG_GOOD) {
        tell(status, &report, begun);
        return 1;
    }
    if (words >= 6) {
        size_t threads = (size_t)atoll(word[5]);
        count = (size_t)atoll(word[4]);
        run_threads(threads < 64 ? threads : 64, words > 6 ? (size_t)atoll(word[6]) : 0);
    } else
        answer_lines();
    toegang_replay_free(store);
    return faults ? 4 : 0;
}
