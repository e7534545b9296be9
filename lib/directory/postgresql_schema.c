/* SPDX-License-Identifier: Apache-2.0 */
/* The tables, the same as those of SQLite; versions go forward only. */
#include "postgresql_schema.h"

#include <stdio.h>

#include "base/report.h"
#include "directory/check.h"

const char tg_postgresql_version_text[] = "SELECT version FROM toegang_schema";

#define REGISTER(name, own) \
    TG_TABLE("toegang_" name, own) ";" TG_KEY("toegang_" name) ";" TG_INDEXES("toegang_" name) ";"

/* What brings a schema from its version to the next; one that was published stays as it is. */
static const char *const steps[TG_POSTGRESQL_SCHEMA] = {
    REGISTER("kbo", "function") REGISTER("btb", "appointment") REGISTER("gebruikersbeheer", "right") REGISTER(
        "rollenbeheer", "right") "CREATE TABLE toegang_register (register text PRIMARY KEY, as_of bigint NOT "
                                 "NULL, loaded_from text NOT NULL);"
                                 "CREATE TABLE toegang_trail (number bigint PRIMARY KEY, line text NOT NULL "
                                 "CHECK (octet_length(line) <= 1048576));"
                                 "CREATE TABLE toegang_loading (register text PRIMARY KEY, mark text NOT "
                                 "NULL, line bigint NOT NULL,"
                                 " as_of bigint NOT NULL);"
                                 "CREATE TABLE toegang_schema (version integer NOT NULL); INSERT INTO "
                                 "toegang_schema VALUES (1)",
    TG_ORGANISATION("toegang_organisation") ";" TG_ORGANISATION_INDEXES("toegang_organisation") ";"
        "UPDATE toegang_schema SET version = 2",
};

static toegang_status other_version(int64_t version, toegang_report *report)
{
    char expected[32];
    (void)snprintf(expected, sizeof expected, "schema version %d", TG_POSTGRESQL_SCHEMA);
    if (version == 0)
        return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_SCHEMA, expected, TG_SPAN("no schema"));
    return tg_reportf(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_SCHEMA, expected, "version %lld",
                      (long long)version);
}

/* 0: there is none. */
static bool read_version(const PGresult *answer, int64_t *out)
{
    *out = 0;
    if (tg_postgresql_state(answer, "42P01")) return true;
    return tg_postgresql_good(answer) && PQntuples(answer) == 1 && tg_postgresql_integer(answer, 0, 0, out);
}

toegang_status tg_postgresql_schema_check(const PGresult *answer, toegang_report *report)
{
    int64_t version;
    if (!read_version(answer, &version)) return tg_postgresql_failed(answer, CHECK_DIRECTORY_STORE, report);
    return version == TG_POSTGRESQL_SCHEMA ? TOEGANG_GOOD : other_version(version, report);
}

toegang_status tg_asking_schema(const struct tg_asking *asking)
{
    PGresult *answer =
        tg_postgresql_ask(asking->link->connection, tg_postgresql_version_text, 0, NULL, asking->deadline);
    toegang_status status = answer ? tg_postgresql_schema_check(answer, asking->report)
                                   : tg_postgresql_fault(NULL, asking->deadline, asking->report);
    PQclear(answer);
    return status;
}

/* ---- raising it ---- */

/* A statement that fails ends the transaction: the table is looked for first. */
static toegang_status find_version(const struct tg_asking *asking, int64_t *version)
{
    PGresult *answer = tg_asking_ask(asking, "SELECT to_regclass('toegang_schema') IS NOT NULL", 0, NULL);
    if (!answer) return asking->report->status;
    bool is_there = *PQgetvalue(answer, 0, 0) == 't';
    PQclear(answer);
    *version = 0;
    if (!is_there) return TOEGANG_GOOD;
    answer = tg_asking_ask(asking, tg_postgresql_version_text, 0, NULL);
    if (!answer) return asking->report->status;
    toegang_status status = read_version(answer, version) ? TOEGANG_GOOD : other_version(-1, asking->report);
    PQclear(answer);
    return status;
}

static bool tell(const struct tg_asking *asking, const char *text)
{
    PGresult *answer = tg_asking_ask(asking, text, 0, NULL);
    bool is_good = answer != NULL;
    PQclear(answer);
    return is_good;
}

static toegang_status raise_schema(const struct tg_asking *asking)
{
    int64_t version;
    if (!tell(asking,
              "BEGIN; SET LOCAL synchronous_commit = on; SELECT pg_advisory_xact_lock(" TG_POSTGRESQL_LOCK
              ")"))
        return asking->report->status;
    toegang_status status = find_version(asking, &version);
    if (status != TOEGANG_GOOD) return status;
    if (version < 0 || version > TG_POSTGRESQL_SCHEMA) return other_version(version, asking->report);
    for (; version < TG_POSTGRESQL_SCHEMA; version++)
        if (!tell(asking, steps[version])) return asking->report->status;
    return tell(asking, "COMMIT") ? TOEGANG_GOOD : asking->report->status;
}

/* What was not committed is undone when its connection is closed. */
toegang_status tg_postgresql_migrate(void *self, toegang_report *report)
{
    struct tg_postgresql *server = self;
    struct tg_asking asking = {.server = server,
                               .pool = &server->changes,
                               .deadline = tg_deadline_in(TG_PATIENCE_MAX),
                               .report = report};
    toegang_status status = tg_asking_begin(&asking);
    if (status != TOEGANG_GOOD) return status;
    status = tg_asking_connect(&asking);
    if (status == TOEGANG_GOOD) status = raise_schema(&asking);
    tg_asking_lose(&asking);
    tg_asking_end(&asking);
    atomic_fetch_add(&server->generation, 1);
    return status;
}
