/* SPDX-License-Identifier: Apache-2.0 */
/* What is loaded into SQLite anew, facts or organisations, between the files that do it. */
#ifndef TG_DIRECTORY_SQLITE_LOAD_H
#define TG_DIRECTORY_SQLITE_LOAD_H

#include "directory_sqlite.h"

/* What differs from one table to the other. Texts of SQL. */
struct tg_sqlite_loaded {
    const char *name;    /* "kbo"; tables are toegang_kbo and toegang_loading_kbo */
    const char *staging; /* makes the table to load into */
    /* Makes the indexes of a table; number: which of two sets of names, since an index cannot be renamed. */
    int (*index)(struct tg_sqlite *sqlite, const char *table, const char *prefix, int number);
    const char *one;     /* the end of the name of one index: "holder" */
    const char *columns;
    const char *insert; /* the word for it: "INSERT" */
    int count;          /* of columns */
};

struct tg_sqlite_loading {
    const struct tg_sqlite_directory *directory;
    const struct tg_sqlite_loaded *what;
    const toegang_load *load;
    struct tg_link link;
    sqlite3_stmt *insert;
    int64_t line; /* up to here it is kept */
    bool is_begun;
};

/* The transaction in which rows are set aside. */
toegang_status tg_sqlite_loading_begin(struct tg_sqlite_loading *loading, toegang_report *report);
toegang_status tg_sqlite_loading_keep(void *state, uint64_t line, toegang_report *report);
/* All of it; given tells how a row is set aside, its state is the loading. */
toegang_status tg_sqlite_load_what(struct tg_sqlite_directory *directory, const struct tg_sqlite_loaded *what,
                                   const toegang_load *load, toegang_loading given, toegang_report *report);

#endif
