/* SPDX-License-Identifier: Apache-2.0 */
/* SQLite alone: two statements that stay prepared, every column read. */
#include "directories.h"

#include <stdlib.h>
#include <sqlite3.h>

#define COLUMNS \
    "SELECT id, source, kind, holder, organisation, held_by, eloket, code, context, from_at, until_at, granted_by," \
    " granted_as, granted_at FROM "
enum { COLUMN_COUNT = 14 };

struct client {
    sqlite3 *connection;
    sqlite3_stmt *of_enterprise, *of_holder;
    const struct asked *questions;
    size_t next_enterprise, next_holder;
    uintptr_t read; /* so that reading is not left out */
};

/* The rows that came. */
static int rows_of(struct client *client, sqlite3_stmt *statement)
{
    int rows = 0;
    for (; sqlite3_step(statement) == SQLITE_ROW; rows++)
        for (int column = 0; column < COLUMN_COUNT; column++)
            client->read += sqlite3_column_type(statement, column) == SQLITE_INTEGER
                                ? (uintptr_t)sqlite3_column_int64(statement, column)
                                : (uintptr_t)sqlite3_column_text(statement, column);
    return sqlite3_reset(statement) == SQLITE_OK ? rows : -1;
}

static int of_enterprise(void *context)
{
    struct client *client = context;
    const struct asked *asked = &client->questions[client->next_enterprise++ % QUESTIONS];
    (void)sqlite3_bind_text(client->of_enterprise, 1, asked->organisation, -1, SQLITE_STATIC);
    return rows_of(client, client->of_enterprise) != OF_AN_ENTERPRISE;
}

static int of_holder(void *context)
{
    struct client *client = context;
    const struct asked *asked = &client->questions[client->next_holder++ % QUESTIONS];
    (void)sqlite3_bind_text(client->of_holder, 1, asked->holder, -1, SQLITE_STATIC);
    (void)sqlite3_bind_text(client->of_holder, 2, asked->organisation, -1, SQLITE_STATIC);
    (void)sqlite3_bind_text(client->of_holder, 3, THE_ELOKET, -1, SQLITE_STATIC);
    return rows_of(client, client->of_holder) != 1;
}

static sqlite3_stmt *prepare(struct client *client, const char *text)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(client->connection, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) exit(2);
    return statement;
}

/* With as large a cache of pages as the library's. */
struct raw raw_sqlite(const char *path, const struct asked *questions)
{
    struct client *client = calloc(1, sizeof *client);
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    if (!client || sqlite3_open_v2(path, &client->connection, flags, NULL) != SQLITE_OK ||
        sqlite3_exec(client->connection, "PRAGMA cache_size = -8192", NULL, NULL, NULL) != SQLITE_OK)
        exit(2);
    client->questions = questions;
    client->of_enterprise = prepare(client, COLUMNS "toegang_kbo WHERE kind = 'function' AND organisation = ?1");
    client->of_holder = prepare(
        client, COLUMNS "toegang_gebruikersbeheer WHERE kind = 'right' AND holder = ?1 AND organisation = ?2 AND eloket = ?3");
    return (struct raw){of_enterprise, of_holder, client};
}
