/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The end of a change. A commit that waits for a synchronous replica and is cancelled is told as done, with a
 * warning: it is on one host only, and lost when that one is. And an answer that does not come says nothing
 * at all. Then we look for the last line of the trail, under the lock that the transaction held to its very
 * end.
 */
#include <poll.h>
#include <string.h>

#include "base/report.h"
#include "directory/check.h"
#include "directory_postgresql.h"

#define PAUSE 50 /* milliseconds between two looks */

enum kept { KEPT, NOT_KEPT, UNKNOWN };

static toegang_status nobody_knows(toegang_report *report)
{
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_COMMIT, "an answer of PostgreSQL",
                     TG_SPAN("not known"));
}

/* COMMIT of a transaction that had failed already answers ROLLBACK. */
static enum kept judge(const struct tg_pg_change *change, PGresult *answer)
{
    if (tg_postgresql_good(answer) && strcmp(PQcmdStatus(answer), "COMMIT") == 0)
        return change->asking.link->warned ? UNKNOWN : KEPT;
    return tg_postgresql_lost(answer) ? UNKNOWN : NOT_KEPT;
}

/* A time-out of the server's may not cut it short. */
static bool prepare(struct tg_pg_change *change)
{
    PGresult *answer =
        tg_pg_change_ask(change,
                         "SELECT set_config('statement_timeout', '0', true),"
                         " set_config('lock_timeout', '0', true), pg_notify('" TG_POSTGRESQL_CHANNEL "', '')",
                         0, NULL);
    PQclear(answer);
    return answer != NULL;
}

/* NOT_KEPT comes with a report, UNKNOWN without a connection. */
static enum kept commit(struct tg_pg_change *change, struct tg_deadline deadline)
{
    struct tg_asking *asking = &change->asking;
    asking->link->warned = false;
    PGresult *answer = tg_postgresql_ask(asking->link->connection, "COMMIT", 0, NULL, deadline);
    enum kept kept = judge(change, answer);
    if (kept == NOT_KEPT) {
        change->again = tg_postgresql_state(answer, "40");
        (void)tg_postgresql_fault(answer, asking->deadline, asking->report);
    }
    PQclear(answer);
    if (kept == UNKNOWN) tg_asking_lose(asking);
    return kept;
}

/* What stands in the trail now stands before this message in the log: once that is replicated, so is the
 * line. */
static enum kept look_for_line(struct tg_pg_change *look, const struct tg_pg_change *change)
{
    const char *const values[] = {change->number, change->line};
    PGresult *answer = tg_pg_change_ask(look,
                                        "SELECT pg_logical_emit_message(true, 'toegang', '') FROM "
                                        "toegang_trail WHERE number = $1 AND line = $2",
                                        2, values);
    if (!answer) return UNKNOWN;
    bool is_there = PQntuples(answer) == 1;
    PQclear(answer);
    if (!prepare(look)) return UNKNOWN;
    enum kept kept = commit(look, look->asking.deadline);
    if (kept != KEPT) return UNKNOWN;
    return is_there ? KEPT : NOT_KEPT;
}

static void pause_within(struct tg_deadline deadline)
{
    int left = tg_deadline_left(deadline);
    (void)poll(NULL, 0, left < PAUSE ? left : PAUSE);
}

/* The host may be starting again, or another one be taking its place: we try as long as there is time. */
static enum kept find_out(const struct tg_pg_change *change)
{
    enum kept kept = UNKNOWN;
    while (kept == UNKNOWN && change->line && tg_deadline_left(change->asking.deadline) > 0) {
        toegang_report nobody = {0};
        struct tg_pg_change look = {.asking = change->asking};
        look.asking.report = &nobody;
        if (tg_pg_change_begin(&look) == TOEGANG_GOOD)
            kept = look_for_line(&look, change);
        else
            pause_within(change->asking.deadline);
        if (kept == UNKNOWN) tg_asking_lose(&look.asking);
    }
    return kept;
}

toegang_status tg_pg_change_commit(struct tg_pg_change *change)
{
    struct tg_asking *asking = &change->asking;
    if (!change->wrote) return tg_pg_change_undo(change), TOEGANG_GOOD;
    if (!prepare(change)) return tg_pg_change_undo(change), asking->report->status;
    /* A part of the time is for finding out. */
    enum kept kept = commit(change, tg_deadline_in(tg_deadline_left(asking->deadline) * 3 / 4));
    if (kept == NOT_KEPT) return asking->report->status;
    if (kept == UNKNOWN) kept = find_out(change);
    if (kept == KEPT) return TOEGANG_GOOD;
    if (kept == UNKNOWN) return nobody_knows(asking->report);
    return tg_report(asking->report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_CONNECTION,
                     "an answer of PostgreSQL", TG_SPAN("none"));
}
