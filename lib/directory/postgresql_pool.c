/* SPDX-License-Identifier: Apache-2.0 */
/* Connections that are taken in turn, and which of several hosts they go to. */
#include <string.h>

#include "base/report.h"
#include "directory/check.h"
#include "directory_postgresql.h"

bool tg_pool_new(struct tg_pool *pool, struct tg_arena *arena, enum tg_wanted wanted, unsigned count)
{
    pool->wanted = wanted;
    pool->links = tg_arena_array(arena, count, sizeof *pool->links);
    if (!pool->links || !tg_turns_new(&pool->turns, count)) return false;
    pool->count = count;
    return true;
}

/* One that was never made has no links that count. */
void tg_pool_end(struct tg_pool *pool)
{
    if (pool->count == 0 || !tg_turns_end(&pool->turns)) return;
    for (unsigned i = 0; i < pool->count; i++) PQfinish(pool->links[i].connection);
}

struct tg_pool *tg_postgresql_pool(struct tg_postgresql *server, bool is_fresh)
{
    return is_fresh && server->hosts.count > 1 ? &server->fresh : &server->questions;
}

struct tg_deadline tg_postgresql_deadline(const struct tg_postgresql *server, int64_t patience_ms)
{
    int64_t patience = patience_ms > 0 ? patience_ms : server->patience;
    return tg_deadline_in(patience < TG_PATIENCE_MAX ? patience : TG_PATIENCE_MAX);
}

toegang_status tg_asking_begin(struct tg_asking *asking)
{
    asking->turn = tg_turns_take(&asking->pool->turns, asking->deadline);
    if (asking->turn == TG_TURN_LATE)
        return tg_turns_failed(asking->turn, CHECK_DIRECTORY_TIME_OUT, asking->report);
    if (asking->turn < 0) return tg_turns_failed(asking->turn, CHECK_DIRECTORY_CONNECTION, asking->report);
    asking->link = &asking->pool->links[asking->turn];
    return TOEGANG_GOOD;
}

void tg_asking_end(struct tg_asking *asking)
{
    tg_turns_give(&asking->pool->turns, asking->turn);
}

void tg_asking_lose(const struct tg_asking *asking)
{
    PQfinish(asking->link->connection);
    *asking->link = (struct tg_pg_link){.connection = NULL};
}

bool tg_postgresql_state(const PGresult *answer, const char *begin)
{
    const char *state = answer ? PQresultErrorField(answer, PG_DIAG_SQLSTATE) : NULL;
    return state && strncmp(state, begin, strlen(begin)) == 0;
}

/* An error without a state is libpq's own. The server says 57P01 … 57P05 before it closes, a pooler 08. */
bool tg_postgresql_lost(const PGresult *answer)
{
    if (tg_postgresql_good(answer)) return false;
    if (!answer || !PQresultErrorField(answer, PG_DIAG_SQLSTATE)) return true;
    return tg_postgresql_state(answer, "57P") || tg_postgresql_state(answer, "08");
}

static toegang_status late(toegang_report *report)
{
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_TIME_OUT, "an answer in time",
                     TG_SPAN("none"));
}

toegang_status tg_postgresql_fault(const PGresult *answer, struct tg_deadline deadline,
                                   toegang_report *report)
{
    if (!answer && tg_deadline_left(deadline) == 0) return late(report);
    if (tg_postgresql_state(answer, "57014") || tg_postgresql_state(answer, "55P03")) return late(report);
    if (tg_postgresql_lost(answer)) return tg_postgresql_failed(answer, CHECK_DIRECTORY_CONNECTION, report);
    return tg_postgresql_failed(answer, CHECK_DIRECTORY_STORE, report);
}

PGresult *tg_asking_ask(const struct tg_asking *asking, const char *text, int count,
                        const char *const *values)
{
    PGresult *answer = tg_postgresql_ask(asking->link->connection, text, count, values, asking->deadline);
    if (tg_postgresql_good(answer)) return answer;
    (void)tg_postgresql_fault(answer, asking->deadline, asking->report);
    if (tg_postgresql_lost(answer)) tg_asking_lose(asking);
    PQclear(answer);
    return NULL;
}

/* ---- which host ---- */

/*
 * Warnings are few: one at the end of a change says that it may not be on the other host. An error that comes
 * uncalled is the end of the connection.
 */
static void hear_notice(void *context, const PGresult *notice)
{
    static const char *const idle[] = {"NOTICE", "INFO", "LOG", "DEBUG"};
    struct tg_pg_link *link = context;
    const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    bool is_idle = false;
    for (size_t i = 0; severity && i < sizeof idle / sizeof *idle; i++)
        is_idle = is_idle || strcmp(severity, idle[i]) == 0;
    if (!is_idle) link->warned = true;
}

static PGconn *dial(const struct tg_asking *asking, unsigned host, struct tg_deadline deadline)
{
    const struct tg_hosts *hosts = &asking->server->hosts;
    return tg_postgresql_dial(hosts->settings[host], deadline, CHECK_DIRECTORY_CONNECTION, asking->report);
}

static bool is_replica(PGconn *connection, struct tg_deadline deadline, bool *out)
{
    PGresult *answer = tg_postgresql_ask(connection, "SELECT pg_is_in_recovery()", 0, NULL, deadline);
    bool is_good = tg_postgresql_good(answer) && PQntuples(answer) == 1;
    if (is_good) *out = strcmp(PQgetvalue(answer, 0, 0), "t") == 0;
    PQclear(answer);
    return is_good;
}

/* A host that hangs leaves the others their share of the time. */
static struct tg_deadline share_of(struct tg_deadline deadline, unsigned hosts)
{
    return hosts > 1 ? tg_deadline_in(tg_deadline_left(deadline) / (int)hosts) : deadline;
}

/* Looks at one host. *spare keeps a primary for who would rather have a standby. */
static PGconn *try_host(const struct tg_asking *asking, unsigned host, struct tg_deadline deadline,
                        PGconn **spare)
{
    bool replica = false, wants_replica = asking->pool->wanted == TG_WANTS_STANDBY;
    PGconn *connection = dial(asking, host, deadline);
    if (!connection || asking->pool->wanted == TG_WANTS_ANY) return connection;
    bool is_known = is_replica(connection, deadline, &replica);
    if (is_known && replica == wants_replica) return connection;
    if (is_known && wants_replica && !*spare)
        *spare = connection;
    else
        PQfinish(connection);
    return NULL;
}

/* Begins where the wanted one was. */
static PGconn *find_host(const struct tg_asking *asking)
{
    unsigned count = asking->server->hosts.count, first = atomic_load(&asking->pool->host);
    PGconn *spare = NULL;
    for (unsigned i = 0; i < count; i++) {
        unsigned host = (first + i) % count;
        PGconn *found = try_host(asking, host, share_of(asking->deadline, count - i), &spare);
        if (!found) continue;
        atomic_store(&asking->pool->host, host);
        PQfinish(spare);
        return found;
    }
    return spare;
}

/* Whether it stands by all that we know: a question that finds it broken asks again, a change does not. */
static bool stands(const struct tg_asking *asking)
{
    PGconn *connection = asking->link->connection;
    if (!connection) return false;
    if (asking->pool->wanted == TG_WANTS_PRIMARY) return tg_postgresql_stands(connection);
    return PQstatus(connection) == CONNECTION_OK && PQtransactionStatus(connection) == PQTRANS_IDLE;
}

toegang_status tg_asking_connect(const struct tg_asking *asking)
{
    if (stands(asking)) return TOEGANG_GOOD;
    toegang_report told = {0};
    struct tg_asking aside = *asking;
    aside.report = &told;
    tg_asking_lose(asking);
    asking->link->connection = find_host(&aside);
    if (asking->link->connection) {
        (void)PQsetNoticeReceiver(asking->link->connection, hear_notice, asking->link);
        return TOEGANG_GOOD;
    }
    if (told.status != TOEGANG_GOOD) return tg_report_pass(asking->report, &told);
    return tg_report(asking->report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_CONNECTION,
                     asking->pool->wanted == TG_WANTS_PRIMARY ? "a directory that takes changes"
                                                              : "a connection to PostgreSQL",
                     TG_SPAN("none"));
}
