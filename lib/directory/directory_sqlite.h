/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the SQLite directory share. doc/directories.md says what it is for its users. */
#ifndef TG_DIRECTORY_DIRECTORY_SQLITE_H
#define TG_DIRECTORY_DIRECTORY_SQLITE_H

#include <stdatomic.h>

#include "base/text.h"
#include "directory/directory.h"
#include "sql.h"
#include "sqlite.h"
#include "turns.h"

#define TG_SQLITE_SCHEMA 2 /* the version that this library needs */
#define TG_SQLITE_LINKS 4  /* connections for questions, where none are asked */
#define TG_SQLITE_LINKS_MAX 32
#define TG_SQLITE_LINE_MAX (1 << 20)   /* octets of a line of the trail */
#define TG_SQLITE_OCTETS_MAX (1 << 21) /* of one value or row, and of a statement */
#define TG_SQLITE_QUERY_MAX 65536
#define TG_SQLITE_STATEMENT_MAX 768
#define TG_SQLITE_LONG ((int64_t)24 * 3600 * 1000) /* milliseconds, for what takes as long as it takes */
/* Of a question: with holder or not, organisation or not or oneself, e-counter or not, since or not. */
#define TG_SQLITE_SHAPES 24
#define TG_SQLITE_KINDS 2 /* of a register's facts: its own, and suspensions */

enum tg_link_role { TG_LINK_ASKS, TG_LINK_CHANGES, TG_LINK_HEARS };

/* A connection and what was prepared on it. Zero is a good closed one for questions. */
struct tg_link {
    enum tg_link_role role;
    struct tg_sqlite sqlite;
    int64_t look_at; /* when it is looked whether another file stands at the path, of the monotonic clock */
    sqlite3_stmt *questions[TOEGANG_REGISTERS][TG_SQLITE_KINDS][TG_SQLITE_SHAPES];
    sqlite3_stmt *query; /* of one's own */
};

struct tg_sqlite_directory {
    const char *path;
    const char *query; /* NULL: our schema */
    int64_t patience;
    bool allow_test_numbers;
    unsigned link_count;
    struct tg_link *links; /* for questions, in turn */
    struct tg_turns reading;
    struct tg_link change; /* for the one change at a time */
    struct tg_turns changing;
    struct tg_link ear; /* hears of changes by others: sqlite_hear.c */
    struct tg_turns hearing;
    int64_t heard;           /* what the ear heard last */
    _Atomic(int64_t) listen; /* when it hears again, of the monotonic clock */
    _Atomic(uint64_t) generation;
};

/* ---- connections: sqlite_link.c ---- */

/* Opened where it is not. Never creates the file. */
toegang_status tg_link_open(const struct tg_sqlite_directory *directory, struct tg_link *link,
                            toegang_report *report);
void tg_link_close(struct tg_link *link);
/* Closed when another file stands at the path, or none. */
void tg_link_look(struct tg_link *link);
/*
 * One that questions are asked on, open, with that patience; NULL with a report. fresh: of the file that is
 * there at this moment. Given back with tg_link_give.
 */
struct tg_link *tg_link_take(struct tg_sqlite_directory *directory, int64_t patience_ms, bool fresh,
                             toegang_report *report);
void tg_link_give(struct tg_sqlite_directory *directory, struct tg_link *link);
/* The report for a code of SQLite: late, not there, or an error of its own. */
toegang_status tg_sqlite_fault(int code, toegang_report *report);
/* The same; the next use begins with a new connection, unless only time was lacking. */
toegang_status tg_link_fault(struct tg_link *link, int code, toegang_report *report);
/* A statement that was run may run again; a connection on which it failed is closed unless time lacked. */
void tg_link_reset(struct tg_link *link, sqlite3_stmt *statement);
/* The patience of a call: its own where it has one, else the directory's. */
struct tg_deadline tg_sqlite_deadline(const struct tg_sqlite_directory *directory, int64_t patience_ms);
/*
 * A turn of one of the three, in the process that asked first, else TG_TURN_FORKED: whatever of the file was
 * open when it forked, SQLite in the child takes for its own.
 */
int tg_sqlite_turn(struct tg_sqlite_directory *directory, struct tg_turns *turns,
                   struct tg_deadline deadline);
toegang_status tg_sqlite_no_turn(int turn, toegang_report *report);
/* The first column of the first row, where it is an integer; else *found is false. */
int tg_sqlite_integer(struct tg_sqlite *sqlite, const char *text, const char *parameter, int64_t *out,
                      bool *found);
/* A statement that gives no rows, with a text for its ?1. */
int tg_sqlite_do(struct tg_sqlite *sqlite, const char *text, const char *parameter);

/* ---- the schema: sqlite_schema.c ---- */

extern const char
    *const tg_sqlite_stagings[TOEGANG_REGISTERS]; /* the statement that makes the table to load into */
/* GOOD only for the version that we need. */
toegang_status tg_sqlite_schema_check(struct tg_sqlite *sqlite, toegang_report *report);
toegang_status tg_sqlite_migrate(void *self, toegang_report *report);
/* Makes the indexes of a table; number: which of two sets of names, since an index cannot be renamed. */
int tg_sqlite_index(struct tg_sqlite *sqlite, const char *table, const char *prefix, int number);

/*
 * What is known of organisations. Of each a row without language says what it is, and a row a language its name: they
 * come from two files, in no order that could be relied on.
 */
#define TG_SQLITE_ORGANISATION(table) \
    "CREATE TABLE " table " (organisation TEXT NOT NULL CHECK (organisation GLOB '[a-z]*:?*')," \
    " language TEXT NOT NULL CHECK (language IN ('', 'nl', 'fr', 'de', 'en', 'und')), name TEXT NOT NULL," \
    " of TEXT NOT NULL CHECK (of = '' OR of GLOB 'kbo:[01]*'), status TEXT NOT NULL, situation TEXT NOT NULL," \
    " since INTEGER NOT NULL CHECK (typeof(since) = 'integer'), PRIMARY KEY (organisation, language)) WITHOUT ROWID;"
/* Counts organisations, and finds the establishments of an enterprise. */
#define TG_SQLITE_OF(table, prefix, number) \
    "CREATE INDEX " prefix "_of_" number " ON " table " (of) WHERE language = '';"

/* ---- rows: sqlite_row.c ---- */

/* The columns of a row, in this order, before kind. */
#define TG_SQLITE_COLUMNS \
    "holder, organisation, held_by, eloket, code, context, from_at, until_at, granted_by, granted_as, " \
    "granted_at"
#define TG_SQLITE_COLUMN_COUNT 11

/* Rows of one table to facts. The fact that lies here is the next one that the sink borrows. */
struct tg_rows {
    sqlite3_stmt *statement;
    int first;                                  /* column: id, source, kind, and those above */
    const toegang_directory_question *question; /* NULL: everything */
    bool allow_test_numbers;
    const char *table;
    toegang_fact fact;
    char source[TG_FACT_TEXT_MAX + 1];
};
void tg_rows_begin(struct tg_rows *rows, sqlite3_stmt *statement, int first, toegang_register reg,
                   const toegang_directory_question *question, bool allow_test_numbers);
/* The row that the statement stands on; UNAVAILABLE (directory.row) when it is no fact. */
toegang_status tg_rows_read(struct tg_rows *rows, toegang_report *report);

/* "kbo:0999999922", "" for none. */
const char *tg_sqlite_key(const toegang_organisation *key, char out[TOEGANG_ORGANISATION_KEY_MAX]);
/* A fact as values of a statement: kind and the columns above. Lives until the statement was run. */
struct tg_values {
    char organisation[TOEGANG_ORGANISATION_KEY_MAX], held_by[TOEGANG_ORGANISATION_KEY_MAX];
};
int tg_values_bind(struct tg_values *values, sqlite3_stmt *statement, int first, const toegang_fact *fact);

/* ---- what the class does ---- */

/* The seconds of the clock that SQLite itself reads, as unixepoch() would. */
toegang_time tg_sqlite_now(struct tg_sqlite *sqlite);
/* How old a register is that says this of itself: one that lives here is as old as the moment. */
toegang_time tg_sqlite_age(struct tg_sqlite *sqlite, sqlite3_stmt *statement, int column);
toegang_status tg_sqlite_stale(toegang_time age, toegang_time since, toegang_report *report);
/* The statement for questions of this shape. */
void tg_sqlite_question(const toegang_directory_question *question, char out[TG_SQLITE_STATEMENT_MAX]);
toegang_status tg_sqlite_read(void *self, const toegang_directory_question *question, toegang_fact_sink *sink,
                              void *context, toegang_report *report);
toegang_status tg_sqlite_scan(void *self, toegang_register reg, toegang_fact_sink *sink, void *context,
                              toegang_report *report);
/* A query of one's own is one SELECT with parameters that we know. */
toegang_status tg_sqlite_query_prepare(struct tg_link *link, const char *query, toegang_report *report);
toegang_status tg_sqlite_query(void *self, const toegang_directory_question *question,
                               toegang_fact_sink *sink, void *context, toegang_report *report);
toegang_status tg_sqlite_write(void *self, int64_t patience_ms, toegang_change_body *body, void *context,
                               toegang_report *report);
toegang_status tg_sqlite_trail(void *self, toegang_line_sink *sink, void *context, toegang_report *report);
toegang_status tg_sqlite_load(void *self, const toegang_load *load, toegang_report *report);
toegang_status tg_sqlite_load_organisations(void *self, const toegang_load *load, toegang_report *report);
toegang_status tg_sqlite_organisation(void *self, const toegang_organisation *key, toegang_known_sink *sink, void *context,
                                      toegang_report *report);
toegang_status tg_sqlite_describe(void *self, int64_t patience_ms, toegang_detail_sink *sink, void *context,
                                  toegang_report *report);
uint64_t tg_sqlite_generation(void *self);

/* A transaction of a change: sqlite_write.c. */
struct tg_change {
    const struct tg_sqlite_directory *directory;
    struct tg_sqlite *sqlite;
};
toegang_status tg_change_begin(struct tg_change *change, toegang_report *report);
/* Runs the body in the transaction that was begun, and ends it either way. */
toegang_status tg_change_end(struct tg_change *change, toegang_change_body *body, void *context,
                             toegang_report *report);
void tg_change_undo(struct tg_change *change);

#endif
