/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The configuration that holds now. A new one is read beside it and takes its place whole; who began with
 * the old one ends with it, and the last of them frees it.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "serve.h"

static void log_problem(void *context, const char *file, const char *source_line,
                        const toegang_report *problem)
{
    (void)source_line;
    *(size_t *)context += 1;
    log_report(LEVEL_ERROR, "configuration", file, problem);
}

static void free_held(struct held *held)
{
    if (!held) return;
    toegang_free(held->all);
    explicit_bzero(held->key, sizeof held->key);
    free(held);
}

static toegang_status open_file(const char *path, bool strict, struct held *held, toegang_report *report)
{
    size_t told = 0;
    toegang_status status = strict ? toegang_open_strict(path, log_problem, &told, &held->all, report)
                                   : toegang_open(path, log_problem, &told, &held->all, report);
    if (status != TOEGANG_GOOD && told == 0) log_report(LEVEL_ERROR, "configuration", path, report);
    return status;
}

bool held_open(struct server *server, bool strict)
{
    toegang_report report = {0};
    struct held *held = calloc(1, sizeof *held);
    if (!held) return log_event(LEVEL_ERROR, "memory", "the configuration has no room"), false;
    if (open_file(server->settings.config, strict, held, &report) != TOEGANG_GOOD)
        return free_held(held), false;
    held->has_key = toegang_handle_key(held->all, held->key) == 1;
    held->users = 1; /* the server itself */
    atomic_store(&server->counts.read_at, (int_fast64_t)time(NULL));
    pthread_mutex_lock(&server->held_mutex);
    struct held *old = server->held;
    server->held = held;
    pthread_mutex_unlock(&server->held_mutex);
    if (old) held_give(server, old);
    return true;
}

struct held *held_take(struct server *server)
{
    pthread_mutex_lock(&server->held_mutex);
    struct held *held = server->held;
    held->users++;
    pthread_mutex_unlock(&server->held_mutex);
    return held;
}

void held_give(struct server *server, struct held *held)
{
    pthread_mutex_lock(&server->held_mutex);
    bool last = --held->users == 0;
    pthread_mutex_unlock(&server->held_mutex);
    if (last) free_held(held);
}
