/* SPDX-License-Identifier: Apache-2.0 */
/* One change: a transaction that no other change interleaves with. postgresql_commit.c makes it durable. */
#include <stdio.h>

#include "base/report.h"
#include "directory/check.h"
#include "directory_postgresql.h"

#define TRIES 64 /* of one change */

/*
 * The server gives up before we do, and ends a transaction whose owner hangs. What it acknowledges is on
 * disk, and with its synchronous replicas, whatever the default of the role is. After the lock every
 * statement sees what the change before it left.
 */
static const char begin_form[] =
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;"
    "SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'remote_apply'"
    " THEN 'remote_apply' ELSE 'on' END, true), set_config('lock_timeout', '%1$d', true),"
    " set_config('statement_timeout', '%1$d', true),"
    " set_config('idle_in_transaction_session_timeout', '%2$d', true);"
    "SELECT pg_advisory_xact_lock(" TG_POSTGRESQL_LOCK ");";

/* A transaction cannot write there (25006), and cannot even be begun so on a replica (0A000). */
static bool is_no_primary(const PGresult *answer)
{
    return tg_postgresql_state(answer, "25006") || tg_postgresql_state(answer, "0A000");
}

/* What passes by itself: a conflict, a connection that was lost, a primary that is none any more. */
static bool passes(const PGresult *answer)
{
    return tg_postgresql_lost(answer) || tg_postgresql_state(answer, "40") || is_no_primary(answer);
}

PGresult *tg_pg_change_ask(struct tg_pg_change *change, const char *text, int count,
                           const char *const *values)
{
    struct tg_asking *asking = &change->asking;
    if (!asking->link->connection)
        return (void)tg_postgresql_fault(NULL, asking->deadline, asking->report), NULL;
    PGresult *answer = tg_postgresql_ask(asking->link->connection, text, count, values, asking->deadline);
    if (tg_postgresql_good(answer)) return answer;
    change->again = change->again || passes(answer);
    (void)tg_postgresql_fault(answer, asking->deadline, asking->report);
    if (tg_postgresql_lost(answer) || is_no_primary(answer)) tg_asking_lose(asking);
    PQclear(answer);
    return NULL;
}

toegang_status tg_pg_change_begin(struct tg_pg_change *change)
{
    char text[1024];
    struct tg_asking *asking = &change->asking;
    toegang_status status = tg_asking_connect(asking);
    if (status != TOEGANG_GOOD) return status;
    int left = tg_deadline_left(asking->deadline);
    (void)snprintf(text, sizeof text, begin_form, left > 0 ? left : 1, left + 1000);
    PGresult *answer = tg_pg_change_ask(change, text, 0, NULL);
    if (!answer) return asking->report->status;
    PQclear(answer);
    return tg_asking_schema(asking);
}

void tg_pg_change_undo(struct tg_pg_change *change)
{
    struct tg_asking *asking = &change->asking;
    toegang_report nobody = {0};
    struct tg_asking aside = {asking->server, asking->pool,     asking->link,
                              asking->turn,   asking->deadline, &nobody};
    if (!asking->link->connection) return;
    PGresult *answer = tg_asking_ask(&aside, "ROLLBACK", 0, NULL);
    if (!answer && asking->link->connection) tg_asking_lose(asking);
    PQclear(answer);
}

/* ---- the body in it ---- */

/* One attempt. Whatever did not end well is undone. */
static toegang_status attempt(struct tg_pg_change *change, toegang_change_body *body, void *context)
{
    toegang_report *report = change->asking.report;
    const toegang_writing writing = {sizeof writing, change, tg_pg_put, tg_pg_last, tg_pg_append};
    toegang_status status = tg_pg_change_begin(change);
    if (status == TOEGANG_GOOD) status = body(context, &writing, report);
    change->asking.report = report;
    if (status == TOEGANG_GOOD) return tg_pg_change_commit(change);
    tg_pg_change_undo(change);
    return status;
}

/* Begins again after a conflict, and on another connection when this one was lost before the end. */
static toegang_status run_body(struct tg_asking *asking, toegang_change_body *body, void *context)
{
    toegang_report told = {0};
    toegang_status status = TOEGANG_UNAVAILABLE;
    for (int try = 0; try < TRIES; try++) {
        struct tg_pg_change change = {.asking = *asking};
        told = (toegang_report){0};
        change.asking.report = &told;
        status = attempt(&change, body, context);
        tg_arena_free(&change.arena);
        if (status == TOEGANG_GOOD || !change.again || tg_deadline_left(asking->deadline) == 0) break;
    }
    if (status != TOEGANG_GOOD) (void)tg_report_pass(asking->report, &told);
    return status;
}

toegang_status tg_postgresql_change(struct tg_postgresql *server, struct tg_deadline deadline,
                                    toegang_change_body *body, void *context, toegang_report *report)
{
    struct tg_asking asking = {
        .server = server, .pool = &server->changes, .deadline = deadline, .report = report};
    toegang_status status = tg_asking_begin(&asking);
    if (status != TOEGANG_GOOD) return status;
    status = run_body(&asking, body, context);
    tg_asking_end(&asking);
    atomic_fetch_add(&server->generation, 1);
    return status;
}

toegang_status tg_postgresql_write(void *self, int64_t patience_ms, toegang_change_body *body, void *context,
                                   toegang_report *report)
{
    struct tg_postgresql *server = self;
    return tg_postgresql_change(server, tg_postgresql_deadline(server, patience_ms), body, context, report);
}
