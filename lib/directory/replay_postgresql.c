/* SPDX-License-Identifier: Apache-2.0 */
/* One table in PostgreSQL. A key is noted by one statement; two that note the same wait for each other in the
 * server. */
#include <string.h>

#include "base/report.h"
#include "base/text.h"
#include "directory/check_replay.h"
#include "directory/replay.h"
#include "postgresql.h"
#include "turns.h"

#define CONNECTIONS 4 /* a process; commits of several go to disk together */

/* Looked for first: a role that may make none can use one. The lock keeps two from making it at once. */
static const char look_text[] = "SELECT to_regclass('toegang_replay') IS NOT NULL";
static const char table[] =
    "SELECT pg_advisory_xact_lock(8445634);"
    "CREATE TABLE IF NOT EXISTS toegang_replay (key text PRIMARY KEY, until bigint NOT NULL);"
    "CREATE INDEX IF NOT EXISTS toegang_replay_until ON toegang_replay (until)";
static const char note_text[] =
    "INSERT INTO toegang_replay AS old (key, until) VALUES ($1, $2::bigint) ON CONFLICT (key)"
    " DO UPDATE SET until = excluded.until WHERE old.until <= $3::bigint";
/* More than are added between two times. Rows that another host takes away just now are left to it. */
static const char forget_text[] =
    "DELETE FROM toegang_replay WHERE key IN (SELECT key FROM toegang_replay WHERE until <= $1::bigint"
    " LIMIT 256 FOR UPDATE SKIP LOCKED)";

struct server {
    const char *settings;
    int64_t patience;
    struct tg_turns turns;
    PGconn *connections[CONNECTIONS]; /* of a turn; NULL: none yet, or lost */
    unsigned uses[CONNECTIONS];
};

/* A question that this thread asks. */
struct asking {
    struct server *server;
    int turn;
    struct tg_deadline deadline;
    toegang_report *report;
};

static PGconn **connection_of(const struct asking *asking)
{
    return &asking->server->connections[asking->turn];
}

static void lose(const struct asking *asking)
{
    PGconn **connection = connection_of(asking);
    PQfinish(*connection);
    *connection = NULL;
}

/* NULL with a reason when there is no good answer. A connection that gave none is not used again. */
static PGresult *ask(const struct asking *asking, const char *text, int count, const char *const *values)
{
    PGresult *answer = tg_postgresql_ask(*connection_of(asking), text, count, values, asking->deadline);
    if (tg_postgresql_good(answer)) return answer;
    (void)tg_postgresql_failed(answer, CHECK_REPLAY_UNAVAILABLE, asking->report);
    PQclear(answer);
    lose(asking);
    return NULL;
}

static bool have_table(const struct asking *asking)
{
    PGresult *answer = ask(asking, look_text, 0, NULL);
    if (!answer) return false;
    bool is_there = PQntuples(answer) == 1 && strcmp(PQgetvalue(answer, 0, 0), "t") == 0;
    PQclear(answer);
    if (is_there) return true;
    answer = ask(asking, table, 0, NULL);
    bool is_made = answer != NULL;
    PQclear(answer);
    return is_made;
}

/* One that the server ended while it was idle is made anew; one that ends later has asked already. */
static bool be_connected(const struct asking *asking)
{
    const struct server *server = asking->server;
    PGconn **connection = connection_of(asking);
    if (*connection && tg_postgresql_stands(*connection)) return true;
    if (*connection) lose(asking);
    *connection = tg_postgresql_connect(server->settings, server->patience, asking->deadline,
                                        CHECK_REPLAY_UNAVAILABLE, asking->report);
    return *connection && have_table(asking);
}

static void write_time(char out[32], toegang_time time)
{
    struct tg_text text = tg_text_of(out, 32);
    tg_text_addf(&text, "%lld", (long long)time);
}

/* Its failure is nobody's: the key is noted. */
static void forget_some(const struct asking *asking, toegang_time at)
{
    char ended[32];
    toegang_report nobody = {0};
    struct asking aside = {asking->server, asking->turn, asking->deadline, &nobody};
    if (++asking->server->uses[asking->turn] % TG_REPLAY_USES != 0) return;
    write_time(ended, tg_replay_ended(at));
    PQclear(ask(&aside, forget_text, 1, (const char *const[]){ended}));
}

static toegang_status use_now(const struct asking *asking, const char *key, toegang_time until,
                              toegang_time at)
{
    char until_text[32], at_text[32];
    if (!be_connected(asking)) return asking->report->status;
    write_time(until_text, until);
    write_time(at_text, at);
    PGresult *answer = ask(asking, note_text, 3, (const char *const[]){key, until_text, at_text});
    if (!answer) return asking->report->status;
    bool is_new = strcmp(PQcmdTuples(answer), "1") == 0;
    PQclear(answer);
    forget_some(asking, at);
    return is_new ? TOEGANG_GOOD : tg_replay_used(asking->report);
}

static toegang_status use(void *self, const char *key, toegang_time until, toegang_time at,
                          toegang_report *report)
{
    struct server *server = self;
    struct asking asking = {server, 0, tg_deadline_in(server->patience), report};
    asking.turn = tg_turns_take(&server->turns, asking.deadline);
    if (asking.turn < 0) return tg_turns_failed(asking.turn, CHECK_REPLAY_UNAVAILABLE, report);
    toegang_status status = use_now(&asking, key, until, at);
    tg_turns_give(&server->turns, asking.turn);
    return status;
}

static void end(void *self)
{
    struct server *server = self;
    if (!tg_turns_end(&server->turns)) return;
    for (size_t i = 0; i < CONNECTIONS; i++) PQfinish(server->connections[i]);
}

static const toegang_replay_class postgresql_class = {
    .size = sizeof postgresql_class,
    .flags = TOEGANG_REPLAY_CONCURRENT,
    .name = "postgresql",
    .use = use,
    .close = end,
};

static toegang_status make(const char *conninfo, int64_t patience, struct tg_arena *arena,
                           toegang_replay **out, toegang_report *report)
{
    struct server *server = tg_arena_take(arena, sizeof *server);
    if (!server) return tg_no_memory(report);
    toegang_status status =
        tg_postgresql_settings(conninfo, CHECK_REPLAY_STORE, arena, &server->settings, report);
    if (status != TOEGANG_GOOD) return status;
    server->patience = patience;
    if (!tg_turns_new(&server->turns, CONNECTIONS)) return tg_no_memory(report);
    status = tg_replay_own(&postgresql_class, server, arena, out, report);
    if (status != TOEGANG_GOOD) (void)tg_turns_end(&server->turns);
    return status;
}

toegang_status toegang_replay_postgresql_open(const char *conninfo, int64_t patience_ms, toegang_replay **out,
                                              toegang_report *report)
{
    struct tg_arena arena = {0};
    int64_t patience;
    if (!conninfo || !out || !tg_patience(patience_ms, &patience))
        return tg_misuse(report, "a conninfo, a patience of 0 to 60000 ms, and out");
    toegang_status status = make(conninfo, patience, &arena, out, report);
    if (status != TOEGANG_GOOD) tg_arena_free(&arena);
    return status;
}
