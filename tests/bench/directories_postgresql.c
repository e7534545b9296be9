/* SPDX-License-Identifier: Apache-2.0 */
/* libpq alone: two statements that stay prepared, every value read. */
#include "directories.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

#define COLUMNS \
    "SELECT id, source, kind, holder, organisation, held_by, eloket, code, context, from_at, until_at, granted_by," \
    " granted_as, granted_at FROM "

struct client {
    PGconn *connection;
    const struct asked *questions;
    size_t next_enterprise, next_holder;
    uintptr_t read; /* so that reading is not left out */
};

static int rows_of(struct client *client, const char *statement, int count, const char *const *values)
{
    PGresult *answer = PQexecPrepared(client->connection, statement, count, values, NULL, NULL, 0);
    int rows = PQresultStatus(answer) == PGRES_TUPLES_OK ? PQntuples(answer) : -1;
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < PQnfields(answer); column++)
            client->read += (uintptr_t)PQgetvalue(answer, row, column)[0];
    PQclear(answer);
    return rows;
}

static int of_enterprise(void *context)
{
    struct client *client = context;
    const struct asked *asked = &client->questions[client->next_enterprise++ % QUESTIONS];
    return rows_of(client, "of_enterprise", 1, (const char *const[]){asked->organisation}) != OF_AN_ENTERPRISE;
}

static int of_holder(void *context)
{
    struct client *client = context;
    const struct asked *asked = &client->questions[client->next_holder++ % QUESTIONS];
    return rows_of(client, "of_holder", 3, (const char *const[]){asked->holder, asked->organisation, THE_ELOKET}) != 1;
}

static void prepare(struct client *client, const char *name, const char *text)
{
    PGresult *answer = PQprepare(client->connection, name, text, 0, NULL);
    if (PQresultStatus(answer) != PGRES_COMMAND_OK) {
        (void)fprintf(stderr, "bench: %s", PQresultErrorMessage(answer));
        exit(2);
    }
    PQclear(answer);
}

struct raw raw_postgresql(const char *conninfo, const struct asked *questions)
{
    struct client *client = calloc(1, sizeof *client);
    if (!client) exit(2);
    client->connection = PQconnectdb(conninfo);
    client->questions = questions;
    if (PQstatus(client->connection) != CONNECTION_OK) exit(2);
    prepare(client, "of_enterprise", COLUMNS "toegang_kbo WHERE kind = 'function' AND organisation = $1");
    prepare(client, "of_holder",
            COLUMNS "toegang_gebruikersbeheer WHERE kind = 'right' AND holder = $1 AND organisation = $2 AND eloket = $3");
    return (struct raw){of_enterprise, of_holder, client};
}
