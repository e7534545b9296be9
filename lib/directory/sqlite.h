/* SPDX-License-Identifier: Apache-2.0 */
/* One connection to a SQLite file, with a deadline for whatever waits for others. */
#ifndef TG_DIRECTORY_SQLITE_H
#define TG_DIRECTORY_SQLITE_H

#include <sqlite3.h>

#include <toegang/base.h>

#include "directory/deadline.h"

/* Stays where it is while it is open. Zero is a good closed one. */
struct tg_sqlite {
    sqlite3 *connection;
    struct tg_deadline deadline; /* of the question that is asked now; set it before each */
};

/* A path of a file: neither empty, nor in memory, nor a URI, which SQLite would take for something else. */
bool tg_sqlite_path(const char *path);
/* Opens with these flags of sqlite3_open_v2. This and the following give a result code of SQLite; primary
 * ones. */
int tg_sqlite_open(struct tg_sqlite *sqlite, const char *path, int flags);
/* Statements without parameters, whose rows nobody wants. May run more than once: nothing that adds. */
int tg_sqlite_run(struct tg_sqlite *sqlite, const char *statements);
int tg_sqlite_prepare(struct tg_sqlite *sqlite, const char *text, sqlite3_stmt **out);
/* The next row (SQLITE_ROW) or the end (SQLITE_DONE); begins again as long as others are in the way and time
 * is left. */
int tg_sqlite_step(struct tg_sqlite *sqlite, sqlite3_stmt *statement);
/* Whether the file is no longer the one at its path: what is written then, nobody else sees. */
bool tg_sqlite_moved(struct tg_sqlite *sqlite);
/* After the statements were finalised. */
void tg_sqlite_close(struct tg_sqlite *sqlite);
/* UNAVAILABLE with SQLite's words for the code: fixed texts, without anything of a row. */
toegang_status tg_sqlite_failed(toegang_report *report, const char *check, int code);

#endif
