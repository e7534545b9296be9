/* SPDX-License-Identifier: Apache-2.0 */
/* One change: a transaction of the one connection that changes, with its line of the trail. */
#include "base/report.h"
#include "directory/check.h"
#include "directory_sqlite.h"

#define VALUE_COUNT (1 + TG_SQLITE_COLUMN_COUNT)

/* before, where it is given, stands in the first values; after follows it. */
static void write_statement(const char *table, bool before, bool after, char out[1024])
{
    struct tg_text text = tg_text_of(out, 1024);
    if (!before)
        tg_text_addf(&text,
                     "INSERT INTO %s (kind, " TG_SQLITE_COLUMNS ", source)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, '')",
                     table);
    else if (after)
        tg_text_addf(&text,
                     "UPDATE %s SET (kind, " TG_SQLITE_COLUMNS ")"
                     " = (?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)",
                     table);
    else
        tg_text_addf(&text, "DELETE FROM %s", table);
    /* Everything but source and age. One row, where several are the same. */
    if (before)
        tg_text_addf(&text,
                     " WHERE id = (SELECT id FROM %s WHERE kind = ?1 AND holder = ?2 AND organisation = ?3"
                     " AND held_by = ?4 AND eloket = ?5 AND code = ?6 AND context = ?7 AND from_at = ?8"
                     " AND until_at = ?9 AND granted_by = ?10 AND granted_as = ?11 AND granted_at = ?12"
                     " LIMIT 1)",
                     table);
}

static int run_put(struct tg_sqlite *sqlite, sqlite3_stmt *statement, const toegang_fact *before,
                   const toegang_fact *after, bool *is_done)
{
    struct tg_values old, new;
    int code = SQLITE_OK;
    if (before) code = tg_values_bind(&old, statement, 1, before);
    if (code == SQLITE_OK && after)
        code = tg_values_bind(&new, statement, before ? 1 + VALUE_COUNT : 1, after);
    if (code == SQLITE_OK) code = tg_sqlite_step(sqlite, statement);
    *is_done = code == SQLITE_DONE && sqlite3_changes(sqlite->connection) == 1;
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static toegang_status put_now(struct tg_change *change, toegang_register reg, const toegang_fact *before,
                              const toegang_fact *after, toegang_report *report)
{
    sqlite3_stmt *statement = NULL;
    char text[1024];
    bool is_done = false;
    write_statement(tg_sql_tables[reg], before != NULL, after != NULL, text);
    int code = tg_sqlite_prepare(change->sqlite, text, &statement);
    if (code == SQLITE_OK) code = run_put(change->sqlite, statement, before, after, &is_done);
    (void)sqlite3_finalize(statement);
    if (code != SQLITE_OK) return tg_sqlite_fault(code, report);
    if (is_done) return TOEGANG_GOOD;
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_CHANGED, "the fact as it was",
                     TG_SPAN("another fact"));
}

static toegang_status put(void *state, toegang_register reg, const toegang_fact *before,
                          const toegang_fact *after, toegang_report *report)
{
    struct tg_change *change = state;
    if ((unsigned)reg >= TOEGANG_REGISTERS || (!before && !after))
        return tg_misuse(report, "a register and a fact");
    toegang_status status =
        before ? tg_sql_fact_check(reg, before, change->directory->allow_test_numbers, report) : TOEGANG_GOOD;
    if (status == TOEGANG_GOOD && after) status = tg_sql_fact_check(reg, after, change->directory->allow_test_numbers, report);
    return status == TOEGANG_GOOD ? put_now(change, reg, before, after, report) : status;
}

/* ---- the trail ---- */

static toegang_status push_lines(struct tg_sqlite *sqlite, sqlite3_stmt *statement, toegang_line_sink *sink,
                                 void *context, toegang_report *report)
{
    int code;
    while ((code = tg_sqlite_step(sqlite, statement)) == SQLITE_ROW) {
        if (sqlite3_column_type(statement, 0) != SQLITE_TEXT)
            return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_ROW, "an answer of SQLite",
                             TG_SPAN("something else"));
        const char *line = (const char *)sqlite3_column_text(statement, 0);
        toegang_status status =
            line ? sink(context, line, (size_t)sqlite3_column_bytes(statement, 0)) : tg_no_memory(report);
        if (status != TOEGANG_GOOD) return status;
    }
    return code == SQLITE_DONE ? TOEGANG_GOOD : tg_sqlite_fault(code, report);
}

static toegang_status read_lines(struct tg_sqlite *sqlite, const char *text, toegang_line_sink *sink,
                                 void *context, toegang_report *report)
{
    sqlite3_stmt *statement = NULL;
    int code = tg_sqlite_prepare(sqlite, text, &statement);
    if (code != SQLITE_OK) return tg_sqlite_fault(code, report);
    toegang_status status = push_lines(sqlite, statement, sink, context, report);
    (void)sqlite3_finalize(statement);
    return status;
}

static toegang_status last(void *state, toegang_line_sink *sink, void *context, toegang_report *report)
{
    const struct tg_change *change = state;
    return read_lines(change->sqlite, "SELECT line FROM toegang_trail ORDER BY number DESC LIMIT 1", sink,
                      context, report);
}

static toegang_status append(void *state, const char *line, size_t length, toegang_report *report)
{
    static const char text[] = "INSERT INTO toegang_trail (number, line)"
                               " VALUES ((SELECT coalesce(max(number), 0) + 1 FROM toegang_trail), ?1)";
    const struct tg_change *change = state;
    sqlite3_stmt *statement = NULL;
    if (!line || length > TG_SQLITE_LINE_MAX) return tg_misuse(report, "a line of at most 1048576 octets");
    int code = tg_sqlite_prepare(change->sqlite, text, &statement);
    if (code == SQLITE_OK) code = sqlite3_bind_text(statement, 1, line, (int)length, SQLITE_STATIC);
    if (code == SQLITE_OK) code = tg_sqlite_step(change->sqlite, statement);
    (void)sqlite3_finalize(statement);
    return code == SQLITE_DONE ? TOEGANG_GOOD : tg_sqlite_fault(code, report);
}

toegang_status tg_sqlite_trail(void *self, toegang_line_sink *sink, void *context, toegang_report *report)
{
    struct tg_sqlite_directory *directory = self;
    struct tg_link *link = tg_link_take(directory, 0, true, report);
    if (!link) return report->status;
    link->sqlite.deadline = tg_deadline_in(TG_SQLITE_LONG);
    toegang_status status =
        read_lines(&link->sqlite, "SELECT line FROM toegang_trail ORDER BY number", sink, context, report);
    tg_link_give(directory, link);
    return status;
}

/* ---- the transaction ---- */

toegang_status tg_change_begin(struct tg_change *change, toegang_report *report)
{
    int code = tg_sqlite_run(change->sqlite, "BEGIN IMMEDIATE");
    if (code != SQLITE_OK) return tg_sqlite_fault(code, report);
    toegang_status status = tg_sqlite_schema_check(change->sqlite, report);
    if (status != TOEGANG_GOOD) tg_change_undo(change);
    return status;
}

/* A transaction that cannot be undone ends with its connection. */
void tg_change_undo(struct tg_change *change)
{
    change->sqlite->deadline = tg_deadline_in(TG_PATIENCE);
    if (!sqlite3_get_autocommit(change->sqlite->connection)) (void)tg_sqlite_run(change->sqlite, "ROLLBACK");
}

/*
 * A COMMIT that failed is undone, so it is known that nothing was changed. Only where the disk took
 * everything and did not say that it keeps it, what is read after a loss of power may be either.
 */
static toegang_status commit(struct tg_change *change, toegang_report *report)
{
    int code = tg_sqlite_run(change->sqlite, "COMMIT");
    if (code == SQLITE_OK) return TOEGANG_GOOD;
    bool unknown = sqlite3_extended_errcode(change->sqlite->connection) == SQLITE_IOERR_FSYNC;
    tg_change_undo(change);
    if (unknown) return tg_sqlite_failed(report, CHECK_DIRECTORY_COMMIT, code);
    return tg_sqlite_fault(code, report);
}

toegang_status tg_change_end(struct tg_change *change, toegang_change_body *body, void *context,
                             toegang_report *report)
{
    const toegang_writing writing = {sizeof writing, change, put, last, append};
    toegang_status status = body(context, &writing, report);
    if (status == TOEGANG_GOOD) return commit(change, report);
    tg_change_undo(change);
    return status;
}

static toegang_status write_now(struct tg_sqlite_directory *directory, toegang_change_body *body,
                                void *context, toegang_report *report)
{
    struct tg_change change = {directory, &directory->change.sqlite};
    tg_link_look(&directory->change);
    toegang_status status = tg_link_open(directory, &directory->change, report);
    if (status == TOEGANG_GOOD) status = tg_change_begin(&change, report);
    if (status == TOEGANG_GOOD) status = tg_change_end(&change, body, context, report);
    if (status == TOEGANG_GOOD) return status;
    tg_link_close(&directory->change);
    return status;
}

toegang_status tg_sqlite_write(void *self, int64_t patience_ms, toegang_change_body *body, void *context,
                               toegang_report *report)
{
    struct tg_sqlite_directory *directory = self;
    struct tg_deadline deadline = tg_sqlite_deadline(directory, patience_ms);
    int turn = tg_sqlite_turn(directory, &directory->changing, deadline);
    if (turn < 0) return tg_sqlite_no_turn(turn, report);
    directory->change.sqlite.deadline = deadline;
    toegang_status status = write_now(directory, body, context, report);
    atomic_fetch_add(&directory->generation, 1);
    tg_turns_give(&directory->changing, turn);
    return status;
}
