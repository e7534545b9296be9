/* SPDX-License-Identifier: Apache-2.0 */
/* Used-once memories: in the process, in a file of each call, and in a server that is not there. */
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "allocation.h"

#define KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* A store that is not compiled in says so: that is an answer as well. */
static toegang_status absent(toegang_status status, const toegang_report *report, char *answer)
{
    if (strcmp(report->check, "replay.adapter") != 0) return status;
    (void)snprintf(answer, ANSWER_MAX, "not compiled in");
    return TOEGANG_GOOD;
}

/* The first is good, the second is not. */
static toegang_status use_twice(toegang_replay *replay, char *answer)
{
    toegang_report report = {0};
    toegang_status status = toegang_replay_use(replay, KEY, 9, 1, NULL);
    if (status != TOEGANG_GOOD) return status;
    status = toegang_replay_use(replay, KEY, 9, 1, &report);
    if (status < 0) return status;
    (void)snprintf(answer, ANSWER_MAX, "%d %s", (int)status, report.check);
    return TOEGANG_GOOD;
}

static toegang_status end(toegang_replay *replay, toegang_status status)
{
    toegang_replay_free(replay);
    return status;
}

toegang_status replay_memory(const struct world *world, char *answer)
{
    toegang_replay *replay = NULL;
    (void)world;
    toegang_status status = toegang_replay_memory_new(20, &replay, NULL);
    return status == TOEGANG_GOOD ? end(replay, use_twice(replay, answer)) : status;
}

toegang_status replay_sqlite(const struct world *world, char *answer)
{
    static atomic_uint count;
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    char path[128], name[160];
    toegang_replay *replay = NULL;
    toegang_report report = {0};
    (void)snprintf(path, sizeof path, "%s/used-%u", world->folder, atomic_fetch_add(&count, 1));
    toegang_status status = toegang_replay_sqlite_open(path, 0, &replay, &report);
    status = status == TOEGANG_GOOD ? end(replay, use_twice(replay, answer)) : absent(status, &report, answer);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        (void)snprintf(name, sizeof name, "%s%s", path, ends[i]);
        (void)unlink(name);
    }
    return status;
}

toegang_status replay_postgresql(const struct world *world, char *answer)
{
    char conninfo[160];
    toegang_replay *replay = NULL;
    toegang_report report = {0};
    (void)snprintf(conninfo, sizeof conninfo, "host='%s' user=nobody dbname=nothing", world->folder);
    toegang_status status = toegang_replay_postgresql_open(conninfo, 0, &replay, &report);
    if (status != TOEGANG_GOOD) return absent(status, &report, answer);
    status = end(replay, toegang_replay_use(replay, KEY, 9, 1, &report));
    if (status != TOEGANG_UNAVAILABLE) return status == TOEGANG_GOOD ? TOEGANG_REFUSED : status;
    (void)snprintf(answer, ANSWER_MAX, "%s", report.check);
    return TOEGANG_GOOD;
}

static toegang_status always_new(void *self, const char *key, toegang_time until, toegang_time at, toegang_report *report)
{
    (void)self, (void)key, (void)until, (void)at, (void)report;
    return TOEGANG_GOOD;
}

toegang_status replay_new(const struct world *world, char *answer)
{
    static const toegang_replay_class mine = {sizeof mine, TOEGANG_REPLAY_CONCURRENT, "mine", always_new, NULL};
    toegang_replay *replay = NULL;
    (void)world;
    toegang_status status = toegang_replay_new(&mine, NULL, &replay, NULL);
    return status == TOEGANG_GOOD ? end(replay, use_twice(replay, answer)) : status;
}
