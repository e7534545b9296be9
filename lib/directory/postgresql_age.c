/* SPDX-License-Identifier: Apache-2.0 */
/* How old an answer is. It is asked before the rows, so that the rows are never older than it says. */
#include <stdio.h>
#include <string.h>

#include "base/report.h"
#include "directory/check.h"
#include "directory_postgresql.h"

/*
 * A replica knows everything that was seen on the primary when it wrote the last commit that was replayed.
 * While nothing is written, messages of the primary say until where its log goes: with all of it replayed the
 * replica is as old as the message. One second less, because the primary looks at its log a moment before it
 * writes the time. Without the right to see pg_stat_wal_receiver only the last commit counts.
 */
#define NOW \
    "SELECT pg_is_in_recovery(), floor(extract(epoch FROM CASE WHEN NOT pg_is_in_recovery() THEN now()" \
    " ELSE greatest(pg_last_xact_replay_timestamp(), (SELECT last_msg_send_time - interval '1 second'" \
    " FROM pg_stat_wal_receiver WHERE status = 'streaming' AND latest_end_lsn <= " \
    "pg_last_wal_replay_lsn())) END))" \
    "::bigint"

const char tg_postgresql_now_text[] = NOW;
const char tg_postgresql_age_text[] = NOW ", (SELECT as_of FROM toegang_register WHERE register = $1)";

enum { IS_REPLICA, AGE, LOADED };

toegang_status tg_postgresql_stale(toegang_time age, const toegang_directory_question *question,
                                   toegang_report *report)
{
    char since[32], came[32], expected[64];
    if (age >= question->since || question->since == 0) return TOEGANG_GOOD;
    toegang_time_format(question->since, since);
    toegang_time_format(age, came);
    (void)snprintf(expected, sizeof expected, "facts of %s or later", since);
    return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_STALE, expected,
                     age == TOEGANG_ALWAYS ? TG_SPAN("not known") : tg_span_of(came));
}

static bool read_instant(const PGresult *answer, int column, toegang_time *out)
{
    if (column >= PQnfields(answer) || PQgetisnull(answer, 0, column)) return true;
    return tg_postgresql_integer(answer, 0, column, out);
}

toegang_status tg_postgresql_age(const PGresult *answer, const toegang_directory_question *question,
                                 toegang_time *out, toegang_report *report)
{
    int64_t age = TOEGANG_ALWAYS, loaded = TOEGANG_NEVER;
    bool is_replica = strcmp(PQgetvalue(answer, 0, IS_REPLICA), "f") != 0;
    if (question && question->fresh && is_replica)
        return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_STALE, "a connection to the primary",
                         TG_SPAN("a replica"));
    if (!read_instant(answer, AGE, &age) || !read_instant(answer, LOADED, &loaded))
        return tg_postgresql_bad_row(NULL, report);
    *out = loaded < age ? loaded : age;
    return question ? tg_postgresql_stale(*out, question, report) : TOEGANG_GOOD;
}
