/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A register that is loaded anew: by COPY into a table beside it, some at a time, so that an attempt that
 * ends early goes on later; then its indexes, and the one table takes the other's name, in one transaction
 * with what the trail says (postgresql_swap.c).
 */
#include "postgresql_load.h"

#include <stdio.h>
#include <string.h>

#include "base/report.h"
#include "directory/check.h"
#include "postgresql_schema.h"

#define MARK_MAX 4096
#define STEP 60000         /* milliseconds for some rows, at most */
#define LONG (3600 * 1000) /* and for the indexes of a country */

#define FACTS(name, own) \
    { \
        name, TG_TABLE("toegang_loading_" name, own), "kind, " TG_POSTGRESQL_COLUMNS, \
            TG_KEY("toegang_loading_" name) ";" TG_INDEXES("toegang_loading_" name) \
    }
static const struct tg_pg_loaded facts[TOEGANG_REGISTERS] = {FACTS("kbo", "function"), FACTS("btb", "appointment"),
                                                             FACTS("gebruikersbeheer", "right"),
                                                             FACTS("rollenbeheer", "right")};

void tg_load_about(const struct tg_pg_loading *loading, struct tg_pg_about *about)
{
    (void)snprintf(about->as_of, sizeof about->as_of, "%lld", (long long)loading->load->as_of);
    (void)snprintf(about->line, sizeof about->line, "%lld", (long long)loading->line);
    about->values[0] = loading->what->name;
    about->values[1] = loading->load->mark;
    about->values[2] = about->as_of;
    about->values[3] = about->line;
}

/* A statement on the loader's own connection. */
static bool tell(struct tg_pg_loading *loading, int64_t patience, const char *text, int count,
                 const char *const *values, int *rows)
{
    loading->asking.deadline = tg_deadline_in(patience);
    PGresult *answer = tg_asking_ask(&loading->asking, text, count, values);
    if (answer && rows) *rows = PQntuples(answer);
    PQclear(answer);
    return answer != NULL;
}

/* ---- the beginning ---- */

static toegang_status make_staging(struct tg_pg_change *change, const struct tg_pg_loading *loading)
{
    char drop[96];
    struct tg_pg_about about;
    tg_load_about(loading, &about);
    (void)snprintf(drop, sizeof drop, "DROP TABLE IF EXISTS toegang_loading_%s", about.values[0]);
    PGresult *answer = tg_pg_change_ask(change, drop, 0, NULL);
    PQclear(answer);
    if (answer) answer = tg_pg_change_ask(change, loading->what->staging, 0, NULL), PQclear(answer);
    if (answer)
        answer = tg_pg_change_ask(
            change,
            "INSERT INTO toegang_loading (register, mark, as_of, line) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (register) DO UPDATE SET mark = excluded.mark, as_of = excluded.as_of,"
            " line = excluded.line",
            4, about.values),
        PQclear(answer);
    return answer ? TOEGANG_GOOD : change->asking.report->status;
}

/* Goes on where an attempt with the same mark ended, else begins anew. */
static toegang_status begin_or_go_on(void *context, const toegang_writing *writing, toegang_report *report)
{
    struct tg_pg_loading *loading = context;
    struct tg_pg_change *change = writing->state;
    struct tg_pg_about about;
    loading->line = 0;
    tg_load_about(loading, &about);
    change->asking.report = report;
    PGresult *answer =
        tg_pg_change_ask(change,
                         "SELECT line FROM toegang_loading WHERE register = $1 AND mark = $2 AND as_of = $3"
                         " AND to_regclass('toegang_loading_' || $1) IS NOT NULL",
                         3, about.values);
    if (!answer) return report->status;
    bool is_begun = PQntuples(answer) == 1 && tg_postgresql_integer(answer, 0, 0, &loading->line);
    PQclear(answer);
    change->wrote = !is_begun;
    return is_begun ? TOEGANG_GOOD : make_staging(change, loading);
}

/* ---- rows ---- */

/* Another process that loads the same register waits for this row, or has moved the line. */
static toegang_status begin_rows(struct tg_pg_loading *loading)
{
    char copy[320];
    int rows = 0;
    struct tg_pg_about about;
    toegang_report *report = loading->asking.report;
    tg_load_about(loading, &about);
    if (!tell(loading, STEP, "BEGIN", 0, NULL, NULL) ||
        !tell(loading, STEP, TG_LOAD_IS_OURS, 4, about.values, &rows))
        return report->status;
    if (rows != 1) return tg_load_changed(report);
    (void)snprintf(copy, sizeof copy, "COPY toegang_loading_%s (%s) FROM STDIN", about.values[0],
                   loading->what->columns);
    PGresult *answer = NULL;
    loading->asking.deadline = tg_deadline_in(STEP);
    PGconn *connection = loading->link.connection;
    bool came = PQsendQuery(connection, copy) == 1 &&
                tg_postgresql_flush(connection, loading->asking.deadline) &&
                tg_postgresql_next(connection, loading->asking.deadline, &answer);
    loading->is_copying = came && PQresultStatus(answer) == PGRES_COPY_IN;
    toegang_status status =
        loading->is_copying ? TOEGANG_GOOD : tg_postgresql_fault(answer, loading->asking.deadline, report);
    PQclear(answer);
    return status;
}

static bool send_rows(struct tg_pg_loading *loading)
{
    PGconn *connection = loading->link.connection;
    loading->asking.deadline = tg_deadline_in(STEP);
    bool is_sent =
        loading->length == 0 || PQputCopyData(connection, loading->rows, (int)loading->length) == 1;
    loading->length = 0;
    return is_sent && tg_postgresql_flush(connection, loading->asking.deadline);
}

/* Only what escapes is escaped. */
static void write_row(struct tg_pg_loading *loading, const char *const *values, int count)
{
    for (int i = 0; i < count; i++) {
        for (const char *at = values[i]; *at; at++) {
            if (*at == '\\') loading->rows[loading->length++] = '\\';
            loading->rows[loading->length++] = *at;
        }
        loading->rows[loading->length++] = i + 1 < count ? '\t' : '\n';
    }
}

static toegang_status lost(struct tg_pg_loading *loading)
{
    return tg_postgresql_fault(NULL, loading->asking.deadline, loading->asking.report);
}

toegang_status tg_load_row(struct tg_pg_loading *loading, const char *const *values, int count, toegang_report *report)
{
    loading->asking.report = report;
    toegang_status status = loading->is_copying ? TOEGANG_GOOD : begin_rows(loading);
    if (status != TOEGANG_GOOD) return status;
    write_row(loading, values, count);
    if (loading->length < sizeof loading->rows - TG_LOAD_ROW_MAX) return TOEGANG_GOOD;
    return send_rows(loading) ? TOEGANG_GOOD : lost(loading);
}

static toegang_status add(void *state, const toegang_fact *fact, toegang_report *report)
{
    struct tg_pg_loading *loading = state;
    struct tg_pg_values values;
    toegang_status status =
        tg_sql_fact_check(loading->load->reg, fact, loading->asking.server->allow_test_numbers, report);
    if (status != TOEGANG_GOOD) return status;
    tg_pg_values(&values, fact);
    return tg_load_row(loading, values.at, TG_POSTGRESQL_VALUES, report);
}

/* The first answer that is not good, else GOOD when there are no more. */
static toegang_status end_copy(struct tg_pg_loading *loading)
{
    PGconn *connection = loading->link.connection;
    PGresult *answer = NULL;
    toegang_status status = TOEGANG_GOOD;
    loading->is_copying = false;
    if (!send_rows(loading) || PQputCopyEnd(connection, NULL) != 1 ||
        !tg_postgresql_flush(connection, loading->asking.deadline))
        return lost(loading);
    for (;;) {
        if (!tg_postgresql_next(connection, loading->asking.deadline, &answer)) return lost(loading);
        if (!answer) return status;
        if (status == TOEGANG_GOOD && !tg_postgresql_good(answer))
            status = tg_postgresql_fault(answer, loading->asking.deadline, loading->asking.report);
        PQclear(answer);
    }
}

toegang_status tg_load_keep(void *state, uint64_t line, toegang_report *report)
{
    struct tg_pg_loading *loading = state;
    struct tg_pg_about about;
    loading->asking.report = report;
    toegang_status status = loading->is_copying ? TOEGANG_GOOD : begin_rows(loading);
    if (status == TOEGANG_GOOD) status = end_copy(loading);
    if (status != TOEGANG_GOOD) return status;
    loading->line = line < INT64_MAX ? (int64_t)line : INT64_MAX;
    tg_load_about(loading, &about);
    const char *const values[] = {about.values[0], about.values[3]};
    bool is_kept =
        tell(loading, STEP, "UPDATE toegang_loading SET line = $2 WHERE register = $1", 2, values, NULL) &&
        tell(loading, STEP, "COMMIT", 0, NULL, NULL);
    return is_kept ? TOEGANG_GOOD : report->status;
}

/* ---- all of it ---- */

/* An attempt that ended after its indexes were made finds them there. */
static toegang_status build_indexes(struct tg_pg_loading *loading)
{
    char text[128];
    int rows = 0;
    (void)snprintf(text, sizeof text, "SELECT 1 FROM pg_index WHERE indrelid = 'toegang_loading_%s'::regclass",
                   loading->what->name);
    if (!tell(loading, STEP, text, 0, NULL, &rows)) return loading->asking.report->status;
    if (rows == 0 && !tell(loading, LONG, loading->what->indexes, 0, NULL, NULL)) return loading->asking.report->status;
    (void)snprintf(text, sizeof text, "ANALYZE toegang_loading_%s", loading->what->name);
    return tell(loading, LONG, text, 0, NULL, NULL) ? TOEGANG_GOOD : loading->asking.report->status;
}

static toegang_status fill(struct tg_pg_loading *loading, const toegang_loading *given, toegang_report *report)
{
    const toegang_load *load = loading->load;
    toegang_status status = tg_asking_connect(&loading->asking);
    if (status == TOEGANG_GOOD) status = load->fill(load->context, given, (uint64_t)loading->line, report);
    if (status == TOEGANG_GOOD && loading->is_copying)
        status = tg_load_keep(loading, (uint64_t)loading->line, report);
    loading->asking.report = report;
    return status == TOEGANG_GOOD ? build_indexes(loading) : status;
}

static toegang_status run(struct tg_pg_loading *loading, const toegang_loading *given, toegang_report *report)
{
    struct tg_postgresql *server = loading->asking.server;
    toegang_status status =
        tg_postgresql_change(server, tg_postgresql_deadline(server, 0), begin_or_go_on, loading, report);
    if (status == TOEGANG_GOOD) status = fill(loading, given, report);
    tg_asking_lose(&loading->asking);
    return status == TOEGANG_GOOD ? tg_load_swap(loading, report) : status;
}

/* What is copied takes long: it has a connection that no change waits for. */
toegang_status tg_load_what(struct tg_postgresql *server, const struct tg_pg_loaded *what, const toegang_load *load,
                            toegang_loading given, toegang_report *report)
{
    struct tg_arena arena = {0};
    if (strlen(load->mark) > MARK_MAX) return tg_misuse(report, "a mark of at most 4096 octets");
    struct tg_pg_loading *loading = tg_arena_take(&arena, sizeof *loading);
    if (!loading) return tg_no_memory(report);
    given.state = loading;
    loading->what = what;
    loading->load = load;
    loading->asking = (struct tg_asking){.server = server,
                                         .pool = &server->changes,
                                         .link = &loading->link,
                                         .deadline = tg_postgresql_deadline(server, 0),
                                         .report = report};
    toegang_status status = run(loading, &given, report);
    tg_arena_free(&arena);
    return status;
}

toegang_status tg_postgresql_load(void *self, const toegang_load *load, toegang_report *report)
{
    const toegang_loading given = {.size = sizeof given, .add = add, .keep = tg_load_keep};
    return tg_load_what(self, &facts[load->reg], load, given, report);
}
