/* SPDX-License-Identifier: Apache-2.0 */
/* Several statements in one way to and fro. */
#include "postgresql.h"

static bool send(PGconn *connection, const struct tg_statement *statement)
{
    if (statement->name && statement->text)
        return PQsendPrepare(connection, statement->name, statement->text, 0, NULL) == 1;
    if (statement->name)
        return PQsendQueryPrepared(connection, statement->name, statement->count, statement->values, NULL,
                                   NULL, 0) == 1;
    return PQsendQueryParams(connection, statement->text, statement->count, NULL, statement->values, NULL,
                             NULL, 0) == 1;
}

/* Each answer is followed by a NULL. */
static bool take_answer(PGconn *connection, PGresult **out, struct tg_deadline deadline)
{
    PGresult *end = NULL;
    if (!tg_postgresql_next(connection, deadline, out) || !*out) return false;
    if (!tg_postgresql_next(connection, deadline, &end)) return false;
    PQclear(end);
    return end == NULL;
}

static bool take_end(PGconn *connection, struct tg_deadline deadline)
{
    PGresult *end = NULL;
    if (!tg_postgresql_next(connection, deadline, &end)) return false;
    bool is_end = PQresultStatus(end) == PGRES_PIPELINE_SYNC;
    PQclear(end);
    return is_end && PQexitPipelineMode(connection) == 1;
}

bool tg_postgresql_pipeline(PGconn *connection, const struct tg_statement *statements, unsigned count,
                            PGresult **answers, struct tg_deadline deadline)
{
    for (unsigned i = 0; i < count; i++) answers[i] = NULL;
    if (PQenterPipelineMode(connection) != 1) return false;
    for (unsigned i = 0; i < count; i++)
        if (!send(connection, &statements[i])) return false;
    if (PQpipelineSync(connection) != 1 || !tg_postgresql_flush(connection, deadline)) return false;
    for (unsigned i = 0; i < count; i++)
        if (!take_answer(connection, &answers[i], deadline)) return false;
    return take_end(connection, deadline);
}
