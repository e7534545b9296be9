/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A connection serves one thread at a time (turns.h): SQLite lets one connection write at once, so that a
 * second one would wait in its busy handler, which looks now and then, instead of being woken.
 */
#include "sqlite.h"

#include <string.h>

#include "base/report.h"

#define LOOK_AGAIN 2 /* milliseconds */

bool tg_sqlite_path(const char *path)
{
    return *path && strcmp(path, ":memory:") != 0 && strncmp(path, "file:", 5) != 0;
}

static bool waited(const struct tg_sqlite *sqlite)
{
    int left = tg_deadline_left(sqlite->deadline);
    if (left > 0) (void)sqlite3_sleep(left < LOOK_AGAIN ? left : LOOK_AGAIN);
    return left > 0;
}

static int wait_for_others(void *context, int times)
{
    (void)times;
    return waited(context);
}

static int primary(int code)
{
    return code & 0xff;
}

/* What a file from elsewhere might hold to act by itself: triggers, views, functions. It is not asked. */
static void distrust(sqlite3 *connection)
{
    (void)sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    (void)sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    (void)sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
}

int tg_sqlite_open(struct tg_sqlite *sqlite, const char *path, int flags)
{
    if (!sqlite3_threadsafe()) return SQLITE_MISUSE; /* compiled for programs of one thread */
    int code = sqlite3_open_v2(path, &sqlite->connection, flags, NULL);
    if (code == SQLITE_OK) {
        distrust(sqlite->connection);
        code = sqlite3_busy_handler(sqlite->connection, wait_for_others, sqlite);
    }
    /* Nothing of it in temporary files, whose folder the environment names. */
    if (code == SQLITE_OK) code = tg_sqlite_run(sqlite, "PRAGMA temp_store = MEMORY");
    if (code != SQLITE_OK) tg_sqlite_close(sqlite);
    return primary(code);
}

int tg_sqlite_run(struct tg_sqlite *sqlite, const char *statements)
{
    int code;
    do code = primary(sqlite3_exec(sqlite->connection, statements, NULL, NULL, NULL));
    while (code == SQLITE_BUSY && waited(sqlite));
    return code;
}

int tg_sqlite_prepare(struct tg_sqlite *sqlite, const char *text, sqlite3_stmt **out)
{
    int code;
    do code = primary(sqlite3_prepare_v3(sqlite->connection, text, -1, SQLITE_PREPARE_PERSISTENT, out, NULL));
    while (code == SQLITE_BUSY && waited(sqlite));
    return code;
}

/* Where two would wait for each other SQLite does not ask the busy handler. */
int tg_sqlite_step(struct tg_sqlite *sqlite, sqlite3_stmt *statement)
{
    int code;
    while ((code = primary(sqlite3_step(statement))) == SQLITE_BUSY) {
        (void)sqlite3_reset(statement);
        if (!waited(sqlite)) break;
    }
    return code;
}

bool tg_sqlite_moved(struct tg_sqlite *sqlite)
{
    int moved = 0;
    int code = sqlite3_file_control(sqlite->connection, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return code != SQLITE_OK || moved;
}

void tg_sqlite_close(struct tg_sqlite *sqlite)
{
    (void)sqlite3_close(sqlite->connection);
    sqlite->connection = NULL;
}

toegang_status tg_sqlite_failed(toegang_report *report, const char *check, int code)
{
    if (code == SQLITE_NOMEM) return tg_no_memory(report);
    return tg_report(report, TOEGANG_UNAVAILABLE, check, "an answer of SQLite",
                     tg_span_of(sqlite3_errstr(code)));
}
