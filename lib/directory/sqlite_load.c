/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A register that is loaded anew: into a table beside it, some at a time, so that an attempt that ends early
 * goes on later; then its indexes, and the one table takes the other's name, in one transaction with what the
 * trail says.
 */
#include <stdio.h>

#include "base/report.h"
#include "directory/check.h"
#include "sqlite_load.h"

#define LET_OTHERS 3 /* milliseconds, in which a change that waits gets its turn */
#define MARK_MAX 4096

/* Deleted pages of the old table are not overwritten one by one. */
static const char settings[] = "PRAGMA cache_size = -65536; PRAGMA secure_delete = FAST";

static struct tg_sqlite *connection_of(struct tg_sqlite_loading *loading)
{
    return &loading->link.sqlite;
}

/* Others are waited for as long as a change would; what then is done takes as long as it takes. */
static int begin(struct tg_sqlite_loading *loading)
{
    struct tg_sqlite *sqlite = connection_of(loading);
    sqlite->deadline = tg_sqlite_deadline(loading->directory, 0);
    int code = tg_sqlite_run(sqlite, "BEGIN IMMEDIATE");
    sqlite->deadline = tg_deadline_in(TG_SQLITE_LONG);
    loading->is_begun = code == SQLITE_OK;
    return code;
}

static int commit(struct tg_sqlite_loading *loading)
{
    loading->is_begun = false;
    return tg_sqlite_run(connection_of(loading), "COMMIT");
}

/* Runs a statement about this loading: ?1 register, ?2 mark, ?3 age, ?4 line. The first column of its row. */
static int about(struct tg_sqlite_loading *loading, const char *text, int64_t line, int64_t *out, bool *found)
{
    sqlite3_stmt *statement = NULL;
    int code = tg_sqlite_prepare(connection_of(loading), text, &statement);
    if (code == SQLITE_OK) code = sqlite3_bind_text(statement, 1, loading->what->name, -1, SQLITE_STATIC);
    if (code == SQLITE_OK) code = sqlite3_bind_text(statement, 2, loading->load->mark, -1, SQLITE_STATIC);
    if (code == SQLITE_OK) code = sqlite3_bind_int64(statement, 3, loading->load->as_of);
    if (code == SQLITE_OK && sqlite3_bind_parameter_count(statement) == 4)
        code = sqlite3_bind_int64(statement, 4, line);
    if (code == SQLITE_OK) code = tg_sqlite_step(connection_of(loading), statement);
    *found = code == SQLITE_ROW && sqlite3_column_type(statement, 0) == SQLITE_INTEGER;
    if (*found) *out = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

#define OURS "register = ?1 AND mark = ?2 AND as_of = ?3"

static int begin_anew(struct tg_sqlite_loading *loading)
{
    char text[64];
    int64_t nothing = 0;
    bool found = false;
    loading->line = 0;
    (void)snprintf(text, sizeof text, "DROP TABLE IF EXISTS toegang_loading_%s", loading->what->name);
    int code = tg_sqlite_run(connection_of(loading), text);
    if (code == SQLITE_OK) code = tg_sqlite_run(connection_of(loading), loading->what->staging);
    if (code == SQLITE_OK)
        code = about(
            loading,
            "INSERT OR REPLACE INTO toegang_loading (register, mark, as_of, line) VALUES (?1, ?2, ?3, ?4)", 0,
            &nothing, &found);
    return code;
}

/* Goes on where an attempt with the same mark ended, else begins anew. */
static int begin_or_go_on(struct tg_sqlite_loading *loading)
{
    static const char text[] =
        "SELECT line FROM toegang_loading WHERE " OURS " AND line >= ?4 AND EXISTS (SELECT 1 FROM"
        " sqlite_master WHERE type = 'table' AND name = 'toegang_loading_' || ?1)";
    bool found = false;
    int code = about(loading, text, 0, &loading->line, &found);
    if (code == SQLITE_OK && !found) code = begin_anew(loading);
    return code == SQLITE_OK ? commit(loading) : code;
}

/* Another process that loads the same register begins anew, or moves the line. */
toegang_status tg_sqlite_loading_begin(struct tg_sqlite_loading *loading, toegang_report *report)
{
    int64_t one = 0;
    bool found = false;
    if (loading->is_begun) return TOEGANG_GOOD;
    int code = begin(loading);
    if (code == SQLITE_OK)
        code = about(loading, "SELECT 1 FROM toegang_loading WHERE " OURS " AND line = ?4", loading->line,
                     &one, &found);
    if (code != SQLITE_OK) return tg_sqlite_fault(code, report);
    if (found) return TOEGANG_GOOD;
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_CHANGED, "the fact as it was",
                     TG_SPAN("something else"));
}

static int insert_now(struct tg_sqlite_loading *loading, const toegang_fact *fact)
{
    struct tg_values values;
    const char *source = fact->source ? fact->source : "";
    int code = tg_values_bind(&values, loading->insert, 1, fact);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(loading->insert, TG_SQLITE_COLUMN_COUNT + 2, source, -1, SQLITE_STATIC);
    if (code == SQLITE_OK) code = tg_sqlite_step(connection_of(loading), loading->insert);
    (void)sqlite3_reset(loading->insert);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static toegang_status add(void *state, const toegang_fact *fact, toegang_report *report)
{
    struct tg_sqlite_loading *loading = state;
    toegang_status status = tg_sql_fact_check(loading->load->reg, fact, loading->directory->allow_test_numbers, report);
    if (status == TOEGANG_GOOD) status = tg_sqlite_loading_begin(loading, report);
    if (status != TOEGANG_GOOD) return status;
    int code = insert_now(loading, fact);
    return code == SQLITE_OK ? TOEGANG_GOOD : tg_sqlite_fault(code, report);
}

toegang_status tg_sqlite_loading_keep(void *state, uint64_t line, toegang_report *report)
{
    struct tg_sqlite_loading *loading = state;
    int64_t nothing = 0, kept = line < INT64_MAX ? (int64_t)line : INT64_MAX;
    bool found = false;
    toegang_status status = tg_sqlite_loading_begin(loading, report);
    if (status != TOEGANG_GOOD) return status;
    int code = about(loading, "UPDATE toegang_loading SET line = ?4 WHERE " OURS, kept, &nothing, &found);
    if (code == SQLITE_OK) code = commit(loading);
    if (code != SQLITE_OK) return tg_sqlite_fault(code, report);
    loading->line = kept;
    (void)sqlite3_sleep(LET_OTHERS);
    return TOEGANG_GOOD;
}

/* ---- the new in the place of the old ---- */

static int build_indexes(struct tg_sqlite_loading *loading)
{
    const struct tg_sqlite_loaded *what = loading->what;
    char text[160], table[64], names[64];
    int64_t one = 0;
    bool found = false;
    (void)snprintf(table, sizeof table, "toegang_loading_%s", what->name);
    (void)snprintf(names, sizeof names, "toegang_%s", what->name);
    (void)snprintf(text, sizeof text,
                   "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = '%s_%s_0'", names, what->one);
    int code = tg_sqlite_integer(connection_of(loading), text, NULL, &one, &found);
    return code == SQLITE_OK ? what->index(connection_of(loading), table, names, found ? 1 : 0) : code;
}

static int put_in_place(struct tg_sqlite_loading *loading)
{
    char text[192];
    int64_t nothing = 0;
    bool found = false;
    (void)snprintf(text, sizeof text,
                   "DROP TABLE toegang_%1$s; ALTER TABLE toegang_loading_%1$s RENAME TO toegang_%1$s",
                   loading->what->name);
    int code = tg_sqlite_run(connection_of(loading), text);
    if (code == SQLITE_OK)
        code = about(
            loading,
            "INSERT OR REPLACE INTO toegang_register (register, loaded_from, as_of) VALUES (?1, ?2, ?3)", 0,
            &nothing, &found);
    if (code == SQLITE_OK)
        code = about(loading, "DELETE FROM toegang_loading WHERE " OURS, 0, &nothing, &found);
    return code;
}

static toegang_status finish(struct tg_sqlite_loading *loading, toegang_report *report)
{
    struct tg_change change = {loading->directory, connection_of(loading)};
    toegang_status status = tg_sqlite_loading_begin(loading, report);
    if (status != TOEGANG_GOOD) return status;
    int code = build_indexes(loading);
    if (code == SQLITE_OK) code = put_in_place(loading);
    if (code != SQLITE_OK) return tg_sqlite_fault(code, report);
    return tg_change_end(&change, loading->load->seal, loading->load->context, report);
}

static int prepare(struct tg_sqlite_loading *loading)
{
    char octets[512];
    struct tg_text text = tg_text_of(octets, sizeof octets);
    const struct tg_sqlite_loaded *what = loading->what;
    tg_text_addf(&text, "%s INTO toegang_loading_%s (%s) VALUES (", what->insert, what->name, what->columns);
    for (int i = 1; i <= what->count; i++) tg_text_addf(&text, "%s?%d", i > 1 ? ", " : "", i);
    tg_text_add_char(&text, ')');
    return tg_sqlite_prepare(connection_of(loading), octets, &loading->insert);
}

static toegang_status load_open(struct tg_sqlite_loading *loading, const toegang_loading *given,
                                toegang_report *report)
{
    const toegang_load *load = loading->load;
    (void)sqlite3_db_config(connection_of(loading)->connection, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 1, NULL);
    int code = tg_sqlite_run(connection_of(loading), settings);
    if (code == SQLITE_OK) code = begin(loading);
    if (code == SQLITE_OK) code = begin_or_go_on(loading);
    if (code == SQLITE_OK) code = prepare(loading);
    if (code != SQLITE_OK) return tg_sqlite_fault(code, report);
    toegang_status status = load->fill(load->context, given, (uint64_t)loading->line, report);
    return status == TOEGANG_GOOD ? finish(loading, report) : status;
}

/* What was begun and not kept is rolled back when the connection is closed. */
toegang_status tg_sqlite_load_what(struct tg_sqlite_directory *directory, const struct tg_sqlite_loaded *what,
                                   const toegang_load *load, toegang_loading given, toegang_report *report)
{
    struct tg_sqlite_loading loading = {
        .directory = directory, .what = what, .load = load, .link = {.role = TG_LINK_CHANGES}};
    if (strlen(load->mark) > MARK_MAX) return tg_misuse(report, "a mark of at most 4096 octets");
    if (!tg_turns_ours(&directory->reading)) return tg_sqlite_no_turn(TG_TURN_FORKED, report);
    given.state = &loading;
    loading.link.sqlite.deadline = tg_sqlite_deadline(directory, 0);
    toegang_status status = tg_link_open(directory, &loading.link, report);
    if (status == TOEGANG_GOOD) status = load_open(&loading, &given, report);
    (void)sqlite3_finalize(loading.insert);
    tg_link_close(&loading.link);
    atomic_fetch_add(&directory->generation, 1);
    return status;
}

toegang_status tg_sqlite_load(void *self, const toegang_load *load, toegang_report *report)
{
    const toegang_loading given = {.size = sizeof given, .add = add, .keep = tg_sqlite_loading_keep};
    const struct tg_sqlite_loaded what = {.name = toegang_register_name(load->reg),
                                          .staging = tg_sqlite_stagings[load->reg],
                                          .index = tg_sqlite_index,
                                          .one = "holder",
                                          .columns = "kind, " TG_SQLITE_COLUMNS ", source",
                                          .insert = "INSERT",
                                          .count = TG_SQLITE_COLUMN_COUNT + 2};
    return tg_sqlite_load_what(self, &what, load, given, report);
}
