/* SPDX-License-Identifier: Apache-2.0 */
/* What a SQLite directory hears of changes, and what it says of itself. */
#include <inttypes.h>
#include <stdio.h>

#include "base/report.h"
#include "directory/check.h"
#include "directory_sqlite.h"

/*
 * SQLite counts the changes of others for each connection, but needs some microseconds and locks to say how
 * many. A cache asks before each answer, so the file is looked at this often at most; what is changed here
 * counts at once.
 */
#define LISTEN_EVERY 5 /* milliseconds */

static bool hear_file(struct tg_sqlite_directory *directory, int64_t *count)
{
    toegang_report nobodys = {0};
    bool found = false;
    tg_link_look(&directory->ear);
    bool was_open = directory->ear.sqlite.connection;
    directory->ear.sqlite.deadline = tg_deadline_in(LISTEN_EVERY);
    if (tg_link_open(directory, &directory->ear, &nobodys) != TOEGANG_GOOD) return false;
    int code = tg_sqlite_integer(&directory->ear.sqlite, "PRAGMA data_version", NULL, count, &found);
    if (code != SQLITE_OK) tg_link_close(&directory->ear);
    return code == SQLITE_OK && found && was_open;
}

/* What cannot be heard may have changed. */
static void listen(struct tg_sqlite_directory *directory)
{
    int64_t count = 0;
    bool is_heard = hear_file(directory, &count);
    if (!is_heard || count != directory->heard) atomic_fetch_add(&directory->generation, 1);
    directory->heard = count;
    atomic_store(&directory->listen, tg_deadline_in(LISTEN_EVERY).at);
}

uint64_t tg_sqlite_generation(void *self)
{
    struct tg_sqlite_directory *directory = self;
    struct tg_deadline next = {atomic_load(&directory->listen)};
    if (tg_deadline_left(next) > 0) return atomic_load(&directory->generation);
    /* It has passed: another thread that listens is not waited for. */
    int turn = tg_sqlite_turn(directory, &directory->hearing, next);
    if (turn == TG_TURN_FORKED) return atomic_fetch_add(&directory->generation, 1);
    if (turn >= 0) {
        listen(directory);
        tg_turns_give(&directory->hearing, turn);
    }
    return atomic_load(&directory->generation);
}

/* ---- for people ---- */

struct telling {
    struct tg_sqlite *sqlite;
    toegang_detail_sink *sink;
    void *context;
};

static void tell_number(const struct telling *telling, const char *name, int64_t number)
{
    char value[24];
    (void)snprintf(value, sizeof value, "%" PRId64, number);
    telling->sink(telling->context, name, value);
}

static int tell_age(const struct telling *telling, toegang_register reg)
{
    static const char text[] = "SELECT as_of FROM toegang_register WHERE register = ?1";
    char name[64], value[32] = "now";
    int64_t age = 0;
    bool found = false;
    int code = tg_sqlite_integer(telling->sqlite, text, toegang_register_name(reg), &age, &found);
    if (found) toegang_time_format(age, value);
    (void)snprintf(name, sizeof name, "%s as of", toegang_register_name(reg));
    if (code == SQLITE_OK) telling->sink(telling->context, name, value);
    return code;
}

/* Counting a country may take longer than there is time. */
static int tell_facts(const struct telling *telling, toegang_register reg)
{
    char text[64], name[64];
    int64_t count = 0;
    bool found = false;
    (void)snprintf(text, sizeof text, "SELECT count(*) FROM %s", tg_sql_tables[reg]);
    (void)snprintf(name, sizeof name, "%s facts", toegang_register_name(reg));
    int code = tg_sqlite_integer(telling->sqlite, text, NULL, &count, &found);
    if (found) tell_number(telling, name, count);
    return code == SQLITE_INTERRUPT ? SQLITE_OK : code;
}

static int tell_organisations(const struct telling *telling)
{
    static const char age_text[] = "SELECT as_of FROM toegang_register WHERE register = 'organisation'";
    static const char count_text[] = "SELECT count(*) FROM toegang_organisation WHERE language = ''";
    char value[32];
    int64_t number = 0;
    bool found = false;
    int code = tg_sqlite_integer(telling->sqlite, age_text, NULL, &number, &found);
    if (code != SQLITE_OK || !found) return code;
    toegang_time_format(number, value);
    telling->sink(telling->context, "kbo organisations as of", value);
    code = tg_sqlite_integer(telling->sqlite, count_text, NULL, &number, &found);
    if (code == SQLITE_OK) tell_number(telling, "kbo organisations", number);
    return code == SQLITE_INTERRUPT ? SQLITE_OK : code;
}

static int tell_registers(const struct telling *telling)
{
    int64_t lines = 0;
    bool found = false;
    int code =
        tg_sqlite_integer(telling->sqlite, "SELECT max(number) FROM toegang_trail", NULL, &lines, &found);
    if (code == SQLITE_OK) tell_number(telling, "trail lines", lines);
    for (unsigned reg = 0; code == SQLITE_OK && reg < TOEGANG_REGISTERS; reg++)
        code = tell_age(telling, (toegang_register)reg);
    for (unsigned reg = 0; code == SQLITE_OK && reg < TOEGANG_REGISTERS; reg++)
        code = tell_facts(telling, (toegang_register)reg);
    return code == SQLITE_OK ? tell_organisations(telling) : code;
}

static toegang_status tell_schema(const struct telling *telling, struct tg_link *link, toegang_report *report)
{
    tell_number(telling, "schema", TG_SQLITE_SCHEMA);
    int code = tell_registers(telling);
    return code == SQLITE_OK ? TOEGANG_GOOD : tg_link_fault(link, code, report);
}

static toegang_status tell_query(const struct tg_sqlite_directory *directory, const struct telling *telling,
                                 struct tg_link *link, toegang_report *report)
{
    telling->sink(telling->context, "schema", "query");
    return tg_sqlite_query_prepare(link, directory->query, report);
}

toegang_status tg_sqlite_describe(void *self, int64_t patience_ms, toegang_detail_sink *sink, void *context,
                                  toegang_report *report)
{
    struct tg_sqlite_directory *directory = self;
    sink(context, "path", directory->path);
    struct tg_link *link = tg_link_take(directory, patience_ms, true, report);
    if (!link) return report->status;
    const struct telling telling = {&link->sqlite, sink, context};
    toegang_status status = directory->query ? tell_query(directory, &telling, link, report)
                                             : tell_schema(&telling, link, report);
    tg_link_give(directory, link);
    return status;
}
