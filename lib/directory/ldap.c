/* SPDX-License-Identifier: Apache-2.0 */
/* Facts from an LDAP server: connections that threads take in turn. */
#include <toegang/directory.h>

#include "base/report.h"
#include "directory/check.h"
#include "directory/directory.h"
#include "ldap_server.h"

#define GOODBYE 100 /* milliseconds, for all connections together */

struct pool {
    struct tg_ldap_server server;
    struct tg_turns turns;
    struct tg_ldap connections[TG_LDAP_CONNECTIONS]; /* of a turn */
};

static struct tg_deadline deadline_of(const struct pool *pool, int64_t patience_ms)
{
    if (patience_ms <= 0) return tg_deadline_in(pool->server.patience);
    return tg_deadline_in(patience_ms < TG_PATIENCE_MAX ? patience_ms : TG_PATIENCE_MAX);
}

static toegang_status no_turn(int turn, toegang_report *report)
{
    return tg_turns_failed(turn, turn == TG_TURN_LATE ? CHECK_DIRECTORY_TIME_OUT : CHECK_DIRECTORY_CONNECTION,
                           report);
}

static toegang_status read(void *self, const toegang_directory_question *question, toegang_fact_sink *sink,
                           void *context, toegang_report *report)
{
    struct pool *pool = self;
    const struct tg_ldap_reading reading = {.server = &pool->server,
                                            .question = question,
                                            .kind = &pool->server.kinds[question->kind],
                                            .sink = sink,
                                            .context = context,
                                            .report = report};
    struct tg_deadline deadline = deadline_of(pool, question->patience_ms);
    int turn = tg_turns_take(&pool->turns, deadline);
    if (turn < 0) return no_turn(turn, report);
    pool->connections[turn].deadline = deadline;
    toegang_status status = tg_ldap_ask(&pool->connections[turn], &reading);
    tg_turns_give(&pool->turns, turn);
    return status;
}

/* ---- the rest of the class ---- */

static toegang_status describe(void *self, int64_t patience_ms, toegang_detail_sink *sink, void *context,
                               toegang_report *report)
{
    struct pool *pool = self;
    const struct tg_ldap_server *server = &pool->server;
    struct tg_deadline deadline = deadline_of(pool, patience_ms);
    sink(context, "server", server->address);
    sink(context, "base", server->base);
    sink(context, "tls", server->has_tls ? "yes" : "no");
    int turn = tg_turns_take(&pool->turns, deadline);
    if (turn < 0) return no_turn(turn, report);
    struct tg_ldap *ldap = &pool->connections[turn];
    tg_ldap_close(ldap); /* one that is idle proves nothing */
    ldap->deadline = deadline;
    toegang_status status = tg_ldap_connect(ldap, server, report);
    tg_turns_give(&pool->turns, turn);
    return status;
}

static void close_all(void *self)
{
    struct pool *pool = self;
    const struct tg_deadline goodbye = tg_deadline_in(GOODBYE);
    if (!tg_turns_end(&pool->turns)) return;
    for (size_t i = 0; i < TG_LDAP_CONNECTIONS; i++) {
        pool->connections[i].deadline = goodbye;
        tg_ldap_close(&pool->connections[i]);
    }
}

static const toegang_directory_class ldap_class = {
    .size = sizeof ldap_class,
    .flags = TOEGANG_DIRECTORY_CONCURRENT,
    .name = "ldap",
    .read = read,
    .close = close_all,
    .describe = describe,
};

/* libldap looks up the name of this machine once, which may take its time: here, and in no question. */
static void begin_library(void)
{
    int level = 0;
    (void)ldap_get_option(NULL, LDAP_OPT_DEBUG_LEVEL, &level);
}

static toegang_status make(const char *url, const toegang_ldap_settings *settings, struct tg_arena *arena,
                           toegang_directory **out, toegang_report *report)
{
    struct pool *pool = tg_arena_take(arena, sizeof *pool);
    if (!pool) return tg_no_memory(report);
    toegang_status status = tg_ldap_settings(url, settings, arena, &pool->server, report);
    if (status != TOEGANG_GOOD) return status;
    for (size_t i = 0; i < TG_LDAP_CONNECTIONS; i++) pool->connections[i].socket = -1;
    if (!tg_turns_new(&pool->turns, pool->server.connections)) return tg_no_memory(report);
    begin_library();
    status = tg_directory_own(&ldap_class, pool, arena, out, report);
    if (status != TOEGANG_GOOD) (void)tg_turns_end(&pool->turns);
    return status;
}

toegang_status toegang_directory_ldap_open(const char *url, const toegang_ldap_settings *settings,
                                           toegang_directory **out, toegang_report *report)
{
    struct tg_arena arena = {0};
    if (!out) return tg_misuse(report, "out");
    toegang_status status = make(url, settings, &arena, out, report);
    if (status != TOEGANG_GOOD) tg_arena_free(&arena);
    return status;
}
