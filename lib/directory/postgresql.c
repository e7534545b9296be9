/* SPDX-License-Identifier: Apache-2.0 */
/* libpq's own time-outs do not hold with PQconnectPoll, and PQexec has none: everything waits in one poll of
 * ours. */
#include "postgresql.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>

#include "base/report.h"

/* False when the time is over, and when the connection has no socket any more. */
static bool wait_for(PGconn *connection, short events, struct tg_deadline deadline)
{
    struct pollfd socket = {.fd = PQsocket(connection), .events = events};
    int ready, left;
    if (socket.fd < 0) return false;
    do {
        left = tg_deadline_left(deadline);
        ready = left > 0 ? poll(&socket, 1, left) : 0;
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
}

static void say_nothing(void *context, const PGresult *notice)
{
    (void)context, (void)notice;
}

static bool shake_hands(PGconn *connection, struct tg_deadline deadline)
{
    PostgresPollingStatusType next = PGRES_POLLING_WRITING;
    if (PQstatus(connection) == CONNECTION_BAD) return false;
    while (next == PGRES_POLLING_READING || next == PGRES_POLLING_WRITING) {
        if (!wait_for(connection, next == PGRES_POLLING_READING ? POLLIN : POLLOUT, deadline)) return false;
        next = PQconnectPoll(connection);
    }
    return next == PGRES_POLLING_OK;
}

/*
 * The server gives up before we do: as a rule, what was not answered was not done. What it acknowledges is on
 * disk, and a conflict is seen by the statement itself, whatever the defaults of the role are.
 */
static bool prepare_session(PGconn *connection, int64_t patience_ms, struct tg_deadline deadline)
{
    char text[256];
    (void)snprintf(text, sizeof text,
                   "SET statement_timeout = %d; SET synchronous_commit = on;"
                   " SET default_transaction_isolation = 'read committed'",
                   (int)(patience_ms - patience_ms / 8));
    PGresult *answer = tg_postgresql_ask(connection, text, 0, NULL, deadline);
    bool is_good = tg_postgresql_good(answer);
    PQclear(answer);
    return is_good;
}

/* The server has seen no data yet, so its first line may be told. */
static void tell_why(const PGconn *connection, struct tg_deadline deadline, const char *check,
                     toegang_report *report)
{
    struct tg_span said = tg_span_of(PQerrorMessage(connection));
    if (tg_deadline_left(deadline) == 0)
        said = TG_SPAN("none in time");
    else if (said.length == 0)
        said = TG_SPAN("none");
    tg_report(report, TOEGANG_UNAVAILABLE, check, "a connection to PostgreSQL",
              tg_span_trim(tg_span_until(said, tg_span_find(said, '\n'))));
}

PGconn *tg_postgresql_dial(const char *settings, struct tg_deadline deadline, const char *check,
                           toegang_report *report)
{
    PGconn *connection = PQconnectStart(settings);
    if (!connection) return (void)tg_no_memory(report), NULL;
    (void)PQsetNoticeReceiver(connection, say_nothing, NULL);
    (void)PQsetErrorVerbosity(connection, PQERRORS_TERSE);
    if (shake_hands(connection, deadline) && PQsetnonblocking(connection, 1) == 0) return connection;
    tell_why(connection, deadline, check, report);
    PQfinish(connection);
    return NULL;
}

PGconn *tg_postgresql_connect(const char *settings, int64_t patience_ms, struct tg_deadline deadline,
                              const char *check, toegang_report *report)
{
    PGconn *connection = tg_postgresql_dial(settings, deadline, check, report);
    if (!connection || prepare_session(connection, patience_ms, deadline)) return connection;
    tell_why(connection, deadline, check, report);
    PQfinish(connection);
    return NULL;
}

/* What comes uncalled is the end of it, or settings that changed: begin anew. */
bool tg_postgresql_stands(PGconn *connection)
{
    struct pollfd socket = {.fd = PQsocket(connection), .events = POLLIN};
    return PQstatus(connection) == CONNECTION_OK && PQtransactionStatus(connection) == PQTRANS_IDLE &&
           poll(&socket, 1, 0) == 0;
}

static bool send(PGconn *connection, const char *text, int count, const char *const *values)
{
    if (count == 0) return PQsendQuery(connection, text) == 1;
    return PQsendQueryParams(connection, text, count, NULL, values, NULL, NULL, 0) == 1;
}

/* The server may want to say something before it takes the rest. */
bool tg_postgresql_flush(PGconn *connection, struct tg_deadline deadline)
{
    int left;
    while ((left = PQflush(connection)) == 1) {
        if (!wait_for(connection, POLLIN | POLLOUT, deadline)) return false;
        if (PQconsumeInput(connection) != 1) return false;
    }
    return left == 0;
}

bool tg_postgresql_next(PGconn *connection, struct tg_deadline deadline, PGresult **out)
{
    while (PQisBusy(connection)) {
        if (!wait_for(connection, POLLIN, deadline)) return false;
        if (PQconsumeInput(connection) != 1) return false;
    }
    *out = PQgetResult(connection);
    return true;
}

/* The last answer, or the first that is not good. */
static PGresult *last_answer(PGconn *connection, struct tg_deadline deadline)
{
    PGresult *last = NULL, *next;
    for (;;) {
        if (!tg_postgresql_next(connection, deadline, &next)) return PQclear(last), NULL;
        if (!next) return last;
        if (last && !tg_postgresql_good(last)) {
            PQclear(next);
            continue;
        }
        PQclear(last);
        last = next;
    }
}

PGresult *tg_postgresql_ask(PGconn *connection, const char *text, int count, const char *const *values,
                            struct tg_deadline deadline)
{
    if (!send(connection, text, count, values) || !tg_postgresql_flush(connection, deadline)) return NULL;
    return last_answer(connection, deadline);
}

bool tg_postgresql_good(const PGresult *answer)
{
    ExecStatusType status = PQresultStatus(answer);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

toegang_status tg_postgresql_failed(const PGresult *answer, const char *check, toegang_report *report)
{
    const char *state = answer ? PQresultErrorField(answer, PG_DIAG_SQLSTATE) : NULL;
    if (state)
        return tg_reportf(report, TOEGANG_UNAVAILABLE, check, "an answer of PostgreSQL", "SQLSTATE %s",
                          state);
    return tg_report(report, TOEGANG_UNAVAILABLE, check, "an answer of PostgreSQL", TG_SPAN("none"));
}
