/* SPDX-License-Identifier: Apache-2.0 */
/* One table in a SQLite file. A key is noted by one statement, which is one transaction, on disk when it
 * ends. */
#include <string.h>

#include "base/report.h"
#include "directory/check_replay.h"
#include "directory/replay.h"
#include "parse/file.h"
#include "sqlite.h"
#include "turns.h"

/* Readers and a writer do not wait for each other; what was acknowledged is there after a loss of power. */
static const char settings[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL";
static const char table[] =
    "CREATE TABLE IF NOT EXISTS toegang_replay (key TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS toegang_replay_until ON toegang_replay (until)";
static const char note_text[] = "INSERT INTO toegang_replay (key, until) VALUES (?1, ?2) ON CONFLICT (key)"
                                " DO UPDATE SET until = excluded.until WHERE toegang_replay.until <= ?3";
/* More than are added between two times, so that the table does not grow for ever. */
static const char forget_text[] = "DELETE FROM toegang_replay WHERE key IN"
                                  " (SELECT key FROM toegang_replay WHERE until <= ?1 LIMIT 256)";

struct file {
    const char *path;
    int64_t patience;
    struct tg_turns turns; /* one */
    struct tg_sqlite sqlite;
    sqlite3_stmt *note, *forget;
    unsigned uses;
};

static void close_file(struct file *file)
{
    (void)sqlite3_finalize(file->note);
    (void)sqlite3_finalize(file->forget);
    file->note = file->forget = NULL;
    tg_sqlite_close(&file->sqlite);
}

/* Whatever went wrong, the next use begins with a new connection. */
static int open_file(struct file *file)
{
    const int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    int code = tg_sqlite_open(&file->sqlite, file->path, flags);
    if (code == SQLITE_OK) code = tg_sqlite_run(&file->sqlite, settings);
    if (code == SQLITE_OK) code = tg_sqlite_run(&file->sqlite, table);
    if (code == SQLITE_OK) code = tg_sqlite_prepare(&file->sqlite, note_text, &file->note);
    if (code == SQLITE_OK) code = tg_sqlite_prepare(&file->sqlite, forget_text, &file->forget);
    if (code != SQLITE_OK) close_file(file);
    return code;
}

static int be_open(struct file *file)
{
    if (file->sqlite.connection && tg_sqlite_moved(&file->sqlite)) close_file(file);
    return file->sqlite.connection ? SQLITE_OK : open_file(file);
}

/* Its failure is nobody's: the key is noted. */
static void forget_some(struct file *file, toegang_time at)
{
    if (++file->uses % TG_REPLAY_USES != 0) return;
    if (sqlite3_bind_int64(file->forget, 1, tg_replay_ended(at)) == SQLITE_OK)
        (void)tg_sqlite_step(&file->sqlite, file->forget);
    (void)sqlite3_reset(file->forget);
}

static int note(struct file *file, const char *key, toegang_time until, toegang_time at, bool *is_new)
{
    int code = sqlite3_bind_text(file->note, 1, key, TG_REPLAY_KEY, SQLITE_STATIC);
    if (code == SQLITE_OK) code = sqlite3_bind_int64(file->note, 2, until);
    if (code == SQLITE_OK) code = sqlite3_bind_int64(file->note, 3, at);
    if (code == SQLITE_OK) code = tg_sqlite_step(&file->sqlite, file->note);
    *is_new = code == SQLITE_DONE && sqlite3_changes(file->sqlite.connection) == 1;
    (void)sqlite3_reset(file->note);
    (void)sqlite3_clear_bindings(file->note);
    return code;
}

static toegang_status use_now(struct file *file, const char *key, toegang_time until, toegang_time at,
                              toegang_report *report)
{
    bool is_new = false;
    int code = be_open(file);
    if (code == SQLITE_OK) code = note(file, key, until, at, &is_new);
    if (code != SQLITE_DONE) {
        if (file->sqlite.connection && code != SQLITE_BUSY) close_file(file);
        return tg_sqlite_failed(report, CHECK_REPLAY_UNAVAILABLE, code);
    }
    forget_some(file, at);
    return is_new ? TOEGANG_GOOD : tg_replay_used(report);
}

static toegang_status use(void *self, const char *key, toegang_time until, toegang_time at,
                          toegang_report *report)
{
    struct file *file = self;
    struct tg_deadline deadline = tg_deadline_in(file->patience);
    int turn = tg_turns_take(&file->turns, deadline);
    if (turn < 0) return tg_turns_failed(turn, CHECK_REPLAY_UNAVAILABLE, report);
    file->sqlite.deadline = deadline;
    toegang_status status = use_now(file, key, until, at, report);
    tg_turns_give(&file->turns, turn);
    return status;
}

static void end(void *self)
{
    struct file *file = self;
    if (tg_turns_end(&file->turns)) close_file(file);
}

static const toegang_replay_class sqlite_class = {
    .size = sizeof sqlite_class,
    .flags = TOEGANG_REPLAY_CONCURRENT,
    .name = "sqlite",
    .use = use,
    .close = end,
};

/*
 * A connection must not live through a fork, so none is kept. A file that is absent is left to whoever uses
 * it first: a web server reads its configuration as root, and its workers, who write, are somebody else.
 */
static toegang_status try_file(struct file *file, struct tg_arena *arena, toegang_report *report)
{
    if (tg_file_is_to_come(file->path, arena)) return TOEGANG_GOOD;
    file->sqlite.deadline = tg_deadline_in(file->patience);
    int code = open_file(file);
    if (code != SQLITE_OK) return tg_sqlite_failed(report, CHECK_REPLAY_UNAVAILABLE, code);
    close_file(file);
    return TOEGANG_GOOD;
}

static toegang_status make(const char *path, int64_t patience, struct tg_arena *arena, toegang_replay **out,
                           toegang_report *report)
{
    struct file *file = tg_arena_take(arena, sizeof *file);
    if (!file) return tg_no_memory(report);
    file->path = tg_arena_text(arena, tg_span_of(path));
    file->patience = patience;
    if (!file->path || !tg_turns_new(&file->turns, 1)) return tg_no_memory(report);
    toegang_status status = try_file(file, arena, report);
    if (status == TOEGANG_GOOD) status = tg_replay_own(&sqlite_class, file, arena, out, report);
    if (status != TOEGANG_GOOD) (void)tg_turns_end(&file->turns);
    return status;
}

toegang_status toegang_replay_sqlite_open(const char *path, int64_t patience_ms, toegang_replay **out,
                                          toegang_report *report)
{
    struct tg_arena arena = {0};
    int64_t patience;
    if (!path || !out || !tg_patience(patience_ms, &patience))
        return tg_misuse(report, "a path, a patience of 0 to 60000 ms, and out");
    if (!tg_sqlite_path(path))
        return tg_report(report, TOEGANG_CONFIGURATION, CHECK_REPLAY_STORE, "the path of a file",
                         tg_span_of(path));
    toegang_status status = make(path, patience, &arena, out, report);
    if (status != TOEGANG_GOOD) tg_arena_free(&arena);
    return status;
}
