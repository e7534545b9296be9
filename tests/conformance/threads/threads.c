/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Eight threads ask everything of one trust and one configuration at once; every answer must be the one that a single
 * thread got. Built with the thread sanitizer by threads.py.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../allocation/allocation.h"

enum { THREADS = 8, ROUNDS = 15 };

static struct world world;
static char (*expected)[ANSWER_MAX];

struct worker {
    pthread_t thread;
    size_t wrong;
    char answer[ANSWER_MAX];
};

static void *work(void *context)
{
    struct worker *worker = context;
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < row_count; i++) {
            memset(worker->answer, 0, sizeof worker->answer);
            toegang_status status = rows[i].make(&world, worker->answer);
            worker->wrong += status != TOEGANG_GOOD || strcmp(worker->answer, expected[i]) != 0;
        }
    return NULL;
}

static size_t run(struct worker *workers)
{
    size_t wrong = 0;
    for (size_t i = 0; i < THREADS; i++)
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) abort();
    for (size_t i = 0; i < THREADS; i++) {
        (void)pthread_join(workers[i].thread, NULL);
        wrong += workers[i].wrong;
    }
    return wrong;
}

int main(void)
{
    world_make(&world);
    expected = calloc(row_count, sizeof *expected);
    struct worker *workers = calloc(THREADS, sizeof *workers);
    if (!expected || !workers) return 99;
    for (size_t i = 0; i < row_count; i++)
        if (rows[i].make(&world, expected[i]) != TOEGANG_GOOD) return 98;
    size_t wrong = run(workers);
    printf("%zu answers, %zu wrong\n", THREADS * ROUNDS * row_count, wrong);
    free(workers);
    free(expected);
    world_free(&world);
    return wrong == 0 ? 0 : 1;
}
