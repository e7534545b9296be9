/* SPDX-License-Identifier: Apache-2.0 */
/* Everything, however much it is: row by row, so that no more than one lies in memory. */
#include <stdio.h>

#include "base/report.h"
#include "directory/check.h"
#include "directory_postgresql.h"

typedef toegang_status row_taker(void *context, const PGresult *row, toegang_report *report);

/* The server has the patience of a question for each row. */
static toegang_status take_rows(const struct tg_asking *asking, row_taker *take, void *context)
{
    PGresult *answer = NULL;
    toegang_status status = TOEGANG_GOOD;
    while (status == TOEGANG_GOOD) {
        struct tg_deadline deadline = tg_postgresql_deadline(asking->server, 0);
        if (!tg_postgresql_next(asking->link->connection, deadline, &answer))
            return tg_postgresql_fault(NULL, deadline, asking->report);
        if (!answer) return TOEGANG_GOOD;
        if (PQresultStatus(answer) == PGRES_SINGLE_TUPLE)
            status = take(context, answer, asking->report);
        else if (!tg_postgresql_good(answer))
            status = tg_postgresql_fault(answer, deadline, asking->report);
        PQclear(answer);
    }
    return status;
}

static toegang_status stream(const struct tg_asking *asking, const char *text, row_taker *take, void *context)
{
    PGconn *connection = asking->link->connection;
    if (PQsendQuery(connection, text) != 1 || PQsetSingleRowMode(connection) != 1 ||
        !tg_postgresql_flush(connection, asking->deadline))
        return tg_postgresql_fault(NULL, asking->deadline, asking->report);
    return take_rows(asking, take, context);
}

/* Rows that still come would be taken for the answer to the next question: the connection ends with what
 * failed. */
static toegang_status with_connection(struct tg_postgresql *server, struct tg_pool *pool,
                                      toegang_status (*run)(const struct tg_asking *asking, void *context),
                                      void *context, toegang_report *report)
{
    struct tg_asking asking = {
        .server = server, .pool = pool, .deadline = tg_postgresql_deadline(server, 0), .report = report};
    toegang_status status = tg_asking_begin(&asking);
    if (status != TOEGANG_GOOD) return status;
    status = tg_asking_connect(&asking);
    if (status == TOEGANG_GOOD) status = tg_asking_schema(&asking);
    if (status == TOEGANG_GOOD) status = run(&asking, context);
    if (status != TOEGANG_GOOD) tg_asking_lose(&asking);
    tg_asking_end(&asking);
    return status;
}

/* ---- facts ---- */

struct scan {
    struct tg_pg_rows rows;
    toegang_fact_sink *sink;
    void *context;
};

static toegang_status take_fact(void *context, const PGresult *row, toegang_report *report)
{
    struct scan *scan = context;
    toegang_status status = tg_pg_rows_read(&scan->rows, row, 0, report);
    return status == TOEGANG_GOOD ? scan->sink(scan->context, &scan->rows.fact) : status;
}

static toegang_status scan_facts(const struct tg_asking *asking, void *context)
{
    struct scan *scan = context;
    char text[512];
    const char *const reg[] = {toegang_register_name(scan->rows.reg)};
    PGresult *age = tg_asking_ask(asking, tg_postgresql_age_text, 1, reg);
    if (!age) return asking->report->status;
    toegang_status status = tg_postgresql_age(age, NULL, &scan->rows.as_of, asking->report);
    PQclear(age);
    (void)snprintf(text, sizeof text, "SELECT id, kind, " TG_POSTGRESQL_COLUMNS " FROM %s",
                   tg_sql_tables[scan->rows.reg]);
    return status == TOEGANG_GOOD ? stream(asking, text, take_fact, scan) : status;
}

toegang_status tg_postgresql_scan(void *self, toegang_register reg, toegang_fact_sink *sink, void *context,
                                  toegang_report *report)
{
    struct tg_postgresql *server = self;
    struct scan scan = {{.server = server, .reg = reg}, sink, context};
    return with_connection(server, tg_postgresql_pool(server, false), scan_facts, &scan, report);
}

/* ---- lines ---- */

struct trail {
    toegang_line_sink *sink;
    void *context;
};

static toegang_status take_line(void *context, const PGresult *row, toegang_report *report)
{
    const struct trail *trail = context;
    (void)report;
    return trail->sink(trail->context, PQgetvalue(row, 0, 0), (size_t)PQgetlength(row, 0, 0));
}

static toegang_status read_trail(const struct tg_asking *asking, void *context)
{
    return stream(asking, "SELECT line FROM toegang_trail ORDER BY number", take_line, context);
}

/* Of the primary: a trail that a replica does not have whole yet would seem cut. */
toegang_status tg_postgresql_trail(void *self, toegang_line_sink *sink, void *context, toegang_report *report)
{
    struct tg_postgresql *server = self;
    struct trail trail = {sink, context};
    return with_connection(server, tg_postgresql_pool(server, true), read_trail, &trail, report);
}
