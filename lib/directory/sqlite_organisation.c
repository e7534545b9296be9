/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of organisations: loaded anew as a register is, and looked up. */
#include <stdio.h>

#include "base/report.h"
#include "directory/check.h"
#include "directory/known.h"
#include "sqlite_load.h"

/* ---- loading ---- */

static int make_index(struct tg_sqlite *sqlite, const char *table, const char *prefix, int number)
{
    char text[256];
    (void)snprintf(text, sizeof text, TG_SQLITE_OF("%s", "%s", "%d"), prefix, number, table);
    return tg_sqlite_run(sqlite, text);
}

static const struct tg_sqlite_loaded organisations = {
    .name = "organisation",
    .staging = TG_SQLITE_ORGANISATION("toegang_loading_organisation"),
    .index = make_index,
    .one = "of",
    .columns = TG_KNOWN_COLUMNS,
    .insert = "INSERT OR IGNORE",
    .count = 7};

static int insert(sqlite3_stmt *statement, const toegang_known *row)
{
    char organisation[TOEGANG_ORGANISATION_KEY_MAX], of[TOEGANG_ORGANISATION_KEY_MAX];
    const char *const texts[] = {tg_sqlite_key(&row->organisation, organisation),
                                 row->language,
                                 row->name,
                                 tg_sqlite_key(&row->of, of),
                                 row->status,
                                 row->situation};
    int code = SQLITE_OK, place = 0;
    while (code == SQLITE_OK && place < (int)(sizeof texts / sizeof *texts))
        code = sqlite3_bind_text(statement, place + 1, texts[place], -1, SQLITE_STATIC), place++;
    if (code == SQLITE_OK) code = sqlite3_bind_int64(statement, place + 1, row->since);
    if (code == SQLITE_OK) code = sqlite3_step(statement) & 0xff;
    (void)sqlite3_reset(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static toegang_status add_known(void *state, const toegang_known *row, toegang_report *report)
{
    struct tg_sqlite_loading *loading = state;
    if (!tg_known_is_good(row))
        return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_ROW, "a row that is a fact", TG_SPAN("something else"));
    toegang_status status = tg_sqlite_loading_begin(loading, report);
    if (status != TOEGANG_GOOD) return status;
    int code = insert(loading->insert, row);
    return code == SQLITE_OK ? TOEGANG_GOOD : tg_sqlite_fault(code, report);
}

toegang_status tg_sqlite_load_organisations(void *self, const toegang_load *load, toegang_report *report)
{
    const toegang_loading given = {.size = sizeof given, .keep = tg_sqlite_loading_keep, .add_known = add_known};
    return tg_sqlite_load_what(self, &organisations, load, given, report);
}

/* ---- a question ---- */

/* One row at least, which says how old the whole is. */
static const char question[] =
    "SELECT age.as_of, o.language, o.name, o.of, o.status, o.situation, o.since FROM (SELECT (SELECT as_of FROM"
    " toegang_register WHERE register = 'organisation') AS as_of) AS age LEFT JOIN toegang_organisation AS o ON"
    " o.organisation = ?1";
enum { AS_OF, LANGUAGE, NAME, OF, STATUS, SITUATION, SINCE };

/* Lies in SQLite's memory until the next row. */
static struct tg_span text_of(sqlite3_stmt *statement, int column)
{
    const char *at = (const char *)sqlite3_column_text(statement, column);
    return (struct tg_span){at ? at : "", at ? (size_t)sqlite3_column_bytes(statement, column) : 0};
}

static bool read_row(sqlite3_stmt *statement, toegang_known *row)
{
    row->as_of = TOEGANG_ALWAYS;
    if (sqlite3_column_type(statement, AS_OF) == SQLITE_INTEGER) row->as_of = sqlite3_column_int64(statement, AS_OF);
    if (sqlite3_column_type(statement, LANGUAGE) == SQLITE_NULL) return true;
    row->since = sqlite3_column_int64(statement, SINCE);
    return tg_known_copy(row->language, sizeof row->language, text_of(statement, LANGUAGE)) &&
           tg_known_copy(row->name, sizeof row->name, text_of(statement, NAME)) &&
           tg_known_key(text_of(statement, OF), &row->of) &&
           tg_known_copy(row->status, sizeof row->status, text_of(statement, STATUS)) &&
           tg_known_copy(row->situation, sizeof row->situation, text_of(statement, SITUATION));
}

static toegang_status push_all(struct tg_sqlite *sqlite, sqlite3_stmt *statement, const toegang_organisation *key,
                               toegang_known_sink *sink, void *context, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    int code;
    while (status == TOEGANG_GOOD && (code = tg_sqlite_step(sqlite, statement)) != SQLITE_DONE) {
        toegang_known row = {.size = sizeof row, .organisation = *key, .since = TOEGANG_ALWAYS};
        if (code != SQLITE_ROW) return tg_sqlite_fault(code, report);
        if (!read_row(statement, &row))
            return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_ROW, "a row that is a fact",
                             TG_SPAN("something else"));
        status = sink(context, &row);
    }
    return status;
}

toegang_status tg_sqlite_organisation(void *self, const toegang_organisation *key, toegang_known_sink *sink, void *context,
                                      toegang_report *report)
{
    struct tg_sqlite_directory *directory = self;
    sqlite3_stmt *statement = NULL;
    char text[TOEGANG_ORGANISATION_KEY_MAX];
    struct tg_link *link = tg_link_take(directory, 0, false, report);
    if (!link) return report->status;
    int code = tg_sqlite_prepare(&link->sqlite, question, &statement);
    if (code == SQLITE_OK) code = sqlite3_bind_text(statement, 1, tg_sqlite_key(key, text), -1, SQLITE_STATIC);
    toegang_status status = code == SQLITE_OK
                                ? push_all(&link->sqlite, statement, key, sink, context, report)
                                : tg_link_fault(link, code, report);
    (void)sqlite3_finalize(statement);
    tg_link_give(directory, link);
    return status;
}
