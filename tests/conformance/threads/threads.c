/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Eight threads ask everything of one trust and one configuration at once, while a ninth replaces the keys of the issuer
 * of tokens without end; every answer must be the one that a single thread got, and a refresh is allowed once. Built with
 * the thread sanitizer by threads.py.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../allocation/allocation.h"
#include "forge_issuer.h"

enum { THREADS = 8, ROUNDS = 15, SIGN_INS = 1250 };

static struct world world;
static char (*expected)[ANSWER_MAX];

struct worker {
    pthread_t thread;
    size_t wrong, refreshes;
    char answer[ANSWER_MAX];
};

static void make(struct worker *worker, size_t row)
{
    memset(worker->answer, 0, sizeof worker->answer);
    toegang_status status = rows[row].make(&world, worker->answer);
    worker->wrong += status != TOEGANG_GOOD || strcmp(worker->answer, expected[row]) != 0;
}

/* Ten thousand sign-ins over all threads, after everything else that may be asked at once. */
static void *work(void *context)
{
    struct worker *worker = context;
    worker->refreshes = (size_t)toegang_trust_may_refresh(world.trust, FORGE_OP, FORGE_AT);
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < row_count; i++)
            if (!(rows[i].flags & ALONE)) make(worker, i);
    for (size_t i = 0; i < row_count; i++)
        for (int sign_in = 0; sign_in < SIGN_INS && strcmp(rows[i].name, "verify_saml") == 0; sign_in++) make(worker, i);
    return NULL;
}

static atomic_bool finished;

/* Both sets hold the key that verifies, so that no answer changes. */
static void *replace_keys(void *context)
{
    static const char *const more[] = {"idp-p256", "idp-p521"};
    char *keys = forge_jwks(more, 2);
    size_t *wrong = context;
    for (bool even = false; !atomic_load(&finished); even = !even) {
        const char *next = even ? world.keys : keys;
        *wrong += toegang_trust_update(world.trust, FORGE_OP, next, strlen(next), FORGE_AT, NULL) != TOEGANG_GOOD;
    }
    free(keys);
    return NULL;
}

static size_t run(struct worker *workers)
{
    size_t wrong = 0, refreshes = 0;
    pthread_t replacing;
    if (pthread_create(&replacing, NULL, replace_keys, &wrong) != 0) abort();
    for (size_t i = 0; i < THREADS; i++)
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) abort();
    for (size_t i = 0; i < THREADS; i++) {
        (void)pthread_join(workers[i].thread, NULL);
        refreshes += workers[i].refreshes;
    }
    atomic_store(&finished, true);
    (void)pthread_join(replacing, NULL);
    for (size_t i = 0; i < THREADS; i++) wrong += workers[i].wrong;
    return wrong + (refreshes != 1);
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
    printf("%zu answers, %zu wrong\n", THREADS * (ROUNDS * row_count + SIGN_INS), wrong);
    free(workers);
    free(expected);
    world_free(&world);
    return wrong == 0 ? 0 : 1;
}
