/* SPDX-License-Identifier: Apache-2.0 */
/* The tables, the same as those of PostgreSQL; versions go forward only. */
#include <stdio.h>

#include "base/report.h"
#include "directory/check.h"
#include "directory_sqlite.h"


/* The number of a row that was taken back is not another's later: evidence names it. */
#define DIGITS_5 "[0-9][0-9][0-9][0-9][0-9]"
#define TEXT(name) name " TEXT NOT NULL, "
#define NUMBER(name) \
    name " TEXT NOT NULL CHECK (" name " = '' OR " name " GLOB '" DIGITS_5 DIGITS_5 "[0-9]'), "
#define KEY(name, form) name " TEXT NOT NULL CHECK (" name " = '' OR " name " GLOB '" form "'), "
#define INSTANT(name) name " INTEGER NOT NULL CHECK (typeof(" name ") = 'integer'), "
#define TABLE(table, own) \
    "CREATE TABLE " table " (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL CHECK (kind IN ('" own \
    "', 'suspension')), " NUMBER("holder") KEY("organisation", "[a-z]*:?*") \
        KEY("held_by", "kbo:[01]" DIGITS_5 "[0-9][0-9][0-9][0-9]") TEXT("eloket") TEXT("code") \
            TEXT("context") INSTANT("from_at") INSTANT("until_at") INSTANT("granted_at") \
                NUMBER("granted_by") TEXT("granted_as") "source TEXT NOT NULL);"

const char *const tg_sqlite_stagings[] = {
    TABLE("toegang_loading_kbo", "function"), TABLE("toegang_loading_btb", "appointment"),
    TABLE("toegang_loading_gebruikersbeheer", "right"), TABLE("toegang_loading_rollenbeheer", "right")};

/* Facts are asked for by holder or organisation; suspensions also by e-counter alone. */
#define INDEXES(table, prefix, number) \
    "CREATE INDEX " prefix "_organisation_" number " ON " table " (organisation, kind, holder);" \
    "CREATE INDEX " prefix "_holder_" number " ON " table " (holder, kind, organisation);" \
    "CREATE INDEX " prefix "_suspended_" number " ON " table " (eloket) WHERE kind = 'suspension';"
#define REGISTER(name, own) TABLE("toegang_" name, own) INDEXES("toegang_" name, "toegang_" name, "0")

/* What brings a schema from its version to the next; one that was published stays as it is. */
static const char *const steps[TG_SQLITE_SCHEMA] = {
    REGISTER("kbo", "function") REGISTER("btb", "appointment") REGISTER("gebruikersbeheer", "right")
        REGISTER("rollenbeheer",
                 "right") "CREATE TABLE toegang_register (register TEXT PRIMARY KEY, as_of INTEGER NOT NULL, "
                          "loaded_from TEXT NOT NULL);"
                          "CREATE TABLE toegang_trail (number INTEGER PRIMARY KEY, line TEXT NOT NULL);"
                          "CREATE TABLE toegang_loading (register TEXT PRIMARY KEY, mark TEXT NOT NULL, line "
                          "INTEGER NOT NULL,"
                          " as_of INTEGER NOT NULL);",
    TG_SQLITE_ORGANISATION("toegang_organisation") TG_SQLITE_OF("toegang_organisation", "toegang_organisation", "0")};

int tg_sqlite_index(struct tg_sqlite *sqlite, const char *table, const char *prefix, int number)
{
    char text[1024];
    (void)snprintf(text, sizeof text, INDEXES("%1$s", "%2$s", "%3$d"), table, prefix, number);
    return tg_sqlite_run(sqlite, text);
}

/* -1: there is none. */
static int read_version(struct tg_sqlite *sqlite, int64_t *version)
{
    bool found = false;
    *version = -1;
    int code = tg_sqlite_integer(
        sqlite, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'toegang_schema'", NULL, version,
        &found);
    if (code == SQLITE_OK && found)
        code = tg_sqlite_integer(sqlite, "SELECT version FROM toegang_schema", NULL, version, &found);
    if (!found) *version = -1;
    return code;
}

static toegang_status other_version(int64_t version, toegang_report *report)
{
    char expected[32];
    (void)snprintf(expected, sizeof expected, "schema version %d", TG_SQLITE_SCHEMA);
    if (version < 0)
        return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_SCHEMA, expected, TG_SPAN("no schema"));
    return tg_reportf(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_SCHEMA, expected, "version %lld",
                      (long long)version);
}

toegang_status tg_sqlite_schema_check(struct tg_sqlite *sqlite, toegang_report *report)
{
    int64_t version;
    int code = read_version(sqlite, &version);
    if (code != SQLITE_OK) return tg_sqlite_fault(code, report);
    return version == TG_SQLITE_SCHEMA ? TOEGANG_GOOD : other_version(version, report);
}

static int note_version(struct tg_sqlite *sqlite)
{
    char text[160];
    (void)snprintf(text, sizeof text,
                   "CREATE TABLE IF NOT EXISTS toegang_schema (version INTEGER NOT NULL);"
                   "DELETE FROM toegang_schema; INSERT INTO toegang_schema VALUES (%d)",
                   TG_SQLITE_SCHEMA);
    return tg_sqlite_run(sqlite, text);
}

static toegang_status raise_schema(struct tg_sqlite *sqlite, toegang_report *report)
{
    int64_t version;
    int code = read_version(sqlite, &version);
    if (code == SQLITE_OK && version > TG_SQLITE_SCHEMA) return other_version(version, report);
    if (version < 0) version = 0;
    for (; code == SQLITE_OK && version < TG_SQLITE_SCHEMA; version++)
        code = tg_sqlite_run(sqlite, steps[version]);
    if (code == SQLITE_OK) code = note_version(sqlite);
    if (code == SQLITE_OK) code = tg_sqlite_run(sqlite, "COMMIT");
    return code == SQLITE_OK ? TOEGANG_GOOD : tg_sqlite_fault(code, report);
}

/* Readers and a writer do not wait for each other. It stays so: the file says it. */
static int to_wal(struct tg_sqlite *sqlite, bool *is_wal)
{
    sqlite3_stmt *statement = NULL;
    int code = tg_sqlite_prepare(sqlite, "PRAGMA journal_mode = WAL", &statement);
    if (code == SQLITE_OK) code = tg_sqlite_step(sqlite, statement);
    *is_wal =
        code == SQLITE_ROW && tg_span_is(tg_span_of((const char *)sqlite3_column_text(statement, 0)), "wal");
    (void)sqlite3_finalize(statement);
    return code == SQLITE_ROW ? SQLITE_OK : code;
}

static toegang_status migrate_file(struct tg_sqlite *sqlite, toegang_report *report)
{
    bool is_wal = false;
    int code = to_wal(sqlite, &is_wal);
    if (code == SQLITE_OK && !is_wal)
        return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_STORE, "a writable file",
                         TG_SPAN("something else"));
    if (code == SQLITE_OK) code = tg_sqlite_run(sqlite, "PRAGMA synchronous = FULL");
    if (code == SQLITE_OK) code = tg_sqlite_run(sqlite, "BEGIN IMMEDIATE");
    return code == SQLITE_OK ? raise_schema(sqlite, report) : tg_sqlite_fault(code, report);
}

/* What is not committed is rolled back when the connection is closed. */
toegang_status tg_sqlite_migrate(void *self, toegang_report *report)
{
    struct tg_sqlite_directory *directory = self;
    struct tg_sqlite sqlite = {.deadline = tg_sqlite_deadline(directory, 0)};
    const int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    if (!tg_turns_ours(&directory->reading)) return tg_sqlite_no_turn(TG_TURN_FORKED, report);
    int code = tg_sqlite_open(&sqlite, directory->path, flags);
    if (code != SQLITE_OK) return tg_sqlite_fault(code, report);
    toegang_status status = migrate_file(&sqlite, report);
    tg_sqlite_close(&sqlite);
    atomic_fetch_add(&directory->generation, 1);
    return status;
}
