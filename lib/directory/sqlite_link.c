/* SPDX-License-Identifier: Apache-2.0 */
/* Connections of the SQLite directory, each with what was prepared on it. */
#include "base/report.h"
#include "directory/check.h"
#include "directory_sqlite.h"

#define LOOK_EVERY 20      /* milliseconds: to look costs as much as half a question */
#define LOOK_AT_CLOCK 4000 /* steps of SQLite's machine: some tens of microseconds */

/* What SQLite's authors advise for a file from elsewhere, beside what sqlite.c does. */
static const char settings[] =
    "PRAGMA cell_size_check = ON; PRAGMA cache_size = -8192; PRAGMA synchronous = FULL;"
    "PRAGMA journal_size_limit = 67108864";

/* A question that takes too long ends by itself; what waits for others does so in sqlite.c. */
static int is_late(void *context)
{
    const struct tg_sqlite *sqlite = context;
    return tg_deadline_left(sqlite->deadline) == 0;
}

/* Whatever a statement says, a question reads. */
static int only_reads(void *context, int action, const char *one, const char *function, const char *database,
                      const char *trigger)
{
    (void)context, (void)one, (void)database, (void)trigger;
    bool reads = action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE;
    bool computes = action == SQLITE_FUNCTION && strcmp(function, "load_extension") != 0;
    return reads || computes ? SQLITE_OK : SQLITE_DENY;
}

static void finalize(sqlite3_stmt **statement)
{
    (void)sqlite3_finalize(*statement);
    *statement = NULL;
}

void tg_link_close(struct tg_link *link)
{
    if (!link->sqlite.connection) return;
    for (size_t reg = 0; reg < TOEGANG_REGISTERS; reg++)
        for (size_t kind = 0; kind < TG_SQLITE_KINDS; kind++)
            for (size_t shape = 0; shape < TG_SQLITE_SHAPES; shape++)
                finalize(&link->questions[reg][kind][shape]);
    finalize(&link->query);
    tg_sqlite_close(&link->sqlite);
}

void tg_link_look(struct tg_link *link)
{
    if (link->sqlite.connection && tg_sqlite_moved(&link->sqlite)) tg_link_close(link);
}

static bool is_time(int code)
{
    return code == SQLITE_BUSY || code == SQLITE_LOCKED || code == SQLITE_INTERRUPT;
}

toegang_status tg_sqlite_fault(int code, toegang_report *report)
{
    if (is_time(code))
        return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_TIME_OUT, "an answer in time",
                         TG_SPAN("none"));
    bool absent = code == SQLITE_CANTOPEN || code == SQLITE_NOTADB || code == SQLITE_PERM;
    return tg_sqlite_failed(report, absent ? CHECK_DIRECTORY_CONNECTION : CHECK_DIRECTORY_STORE, code);
}

toegang_status tg_link_fault(struct tg_link *link, int code, toegang_report *report)
{
    if (!is_time(code)) tg_link_close(link);
    return tg_sqlite_fault(code, report);
}

void tg_link_reset(struct tg_link *link, sqlite3_stmt *statement)
{
    int code = sqlite3_reset(statement) & 0xff;
    if (code != SQLITE_OK && !is_time(code)) tg_link_close(link);
}

static int open_file(const struct tg_sqlite_directory *directory, struct tg_link *link)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    int code = tg_sqlite_open(&link->sqlite, directory->path, flags);
    if (code != SQLITE_OK) return code;
    (void)sqlite3_limit(link->sqlite.connection, SQLITE_LIMIT_LENGTH, TG_SQLITE_OCTETS_MAX);
    sqlite3_progress_handler(link->sqlite.connection, LOOK_AT_CLOCK, is_late, &link->sqlite);
    return tg_sqlite_run(&link->sqlite, settings);
}

/* Views of a database of one's own are one's own; those of our schema are not ours. */
static int distrust(const struct tg_sqlite_directory *directory, struct tg_link *link)
{
    if (link->role == TG_LINK_CHANGES) return SQLITE_OK;
    if (directory->query)
        (void)sqlite3_db_config(link->sqlite.connection, SQLITE_DBCONFIG_ENABLE_VIEW, 1, NULL);
    return sqlite3_set_authorizer(link->sqlite.connection, only_reads, NULL);
}

static toegang_status open_link(const struct tg_sqlite_directory *directory, struct tg_link *link,
                                toegang_report *report)
{
    int code = open_file(directory, link);
    if (code != SQLITE_OK) return tg_sqlite_fault(code, report);
    if (link->role == TG_LINK_HEARS) return TOEGANG_GOOD;
    toegang_status status = directory->query ? TOEGANG_GOOD : tg_sqlite_schema_check(&link->sqlite, report);
    if (status != TOEGANG_GOOD) return status;
    code = distrust(directory, link);
    return code == SQLITE_OK ? TOEGANG_GOOD : tg_sqlite_fault(code, report);
}

toegang_status tg_link_open(const struct tg_sqlite_directory *directory, struct tg_link *link,
                            toegang_report *report)
{
    if (link->sqlite.connection) return TOEGANG_GOOD;
    toegang_status status = open_link(directory, link, report);
    if (status != TOEGANG_GOOD) tg_link_close(link);
    return status;
}

static int64_t patience_of(const struct tg_sqlite_directory *directory, int64_t patience_ms)
{
    int64_t patience = patience_ms > 0 ? patience_ms : directory->patience;
    return patience < TG_PATIENCE_MAX ? patience : TG_PATIENCE_MAX;
}

struct tg_deadline tg_sqlite_deadline(const struct tg_sqlite_directory *directory, int64_t patience_ms)
{
    return tg_deadline_in(patience_of(directory, patience_ms));
}

int tg_sqlite_turn(struct tg_sqlite_directory *directory, struct tg_turns *turns, struct tg_deadline deadline)
{
    return tg_turns_ours(&directory->reading) ? tg_turns_take(turns, deadline) : TG_TURN_FORKED;
}

toegang_status tg_sqlite_no_turn(int turn, toegang_report *report)
{
    bool is_late = turn == TG_TURN_LATE;
    return tg_turns_failed(turn, is_late ? CHECK_DIRECTORY_TIME_OUT : CHECK_DIRECTORY_CONNECTION, report);
}

static void look_sometimes(struct tg_link *link, int64_t now, bool fresh)
{
    if (!fresh && now < link->look_at) return;
    link->look_at = now + LOOK_EVERY;
    tg_link_look(link);
}

struct tg_link *tg_link_take(struct tg_sqlite_directory *directory, int64_t patience_ms, bool fresh,
                             toegang_report *report)
{
    int64_t patience = patience_of(directory, patience_ms);
    struct tg_deadline deadline = tg_deadline_in(patience);
    int turn = tg_sqlite_turn(directory, &directory->reading, deadline);
    if (turn < 0) return (void)tg_sqlite_no_turn(turn, report), NULL;
    struct tg_link *link = &directory->links[turn];
    link->sqlite.deadline = deadline;
    look_sometimes(link, deadline.at - patience, fresh);
    if (tg_link_open(directory, link, report) == TOEGANG_GOOD) return link;
    tg_turns_give(&directory->reading, turn);
    return NULL;
}

void tg_link_give(struct tg_sqlite_directory *directory, struct tg_link *link)
{
    tg_turns_give(&directory->reading, (int)(link - directory->links));
}

static int prepare(struct tg_sqlite *sqlite, const char *text, const char *parameter, sqlite3_stmt **out)
{
    int code = tg_sqlite_prepare(sqlite, text, out);
    if (code == SQLITE_OK && parameter) code = sqlite3_bind_text(*out, 1, parameter, -1, SQLITE_STATIC);
    return code;
}

int tg_sqlite_integer(struct tg_sqlite *sqlite, const char *text, const char *parameter, int64_t *out,
                      bool *found)
{
    sqlite3_stmt *statement = NULL;
    int code = prepare(sqlite, text, parameter, &statement);
    if (code == SQLITE_OK) code = tg_sqlite_step(sqlite, statement);
    *found = code == SQLITE_ROW && sqlite3_column_type(statement, 0) == SQLITE_INTEGER;
    if (*found) *out = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

int tg_sqlite_do(struct tg_sqlite *sqlite, const char *text, const char *parameter)
{
    sqlite3_stmt *statement = NULL;
    int code = prepare(sqlite, text, parameter, &statement);
    if (code == SQLITE_OK) code = tg_sqlite_step(sqlite, statement);
    (void)sqlite3_finalize(statement);
    return code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK : code;
}
