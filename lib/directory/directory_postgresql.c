/* SPDX-License-Identifier: Apache-2.0 */
/* PostgreSQL as a directory: what it is told, and what it can. */
#include "directory_postgresql.h"

#include "base/report.h"
#include "directory/check.h"

static void end(void *self)
{
    struct tg_postgresql *server = self;
    tg_pool_end(&server->questions);
    tg_pool_end(&server->fresh);
    tg_pool_end(&server->changes);
    tg_pool_end(&server->ear);
}

static const toegang_store_class store = {
    .size = sizeof store,
    .trail = tg_postgresql_trail,
    .migrate = tg_postgresql_migrate,
    .load = tg_postgresql_load,
    .scan = tg_postgresql_scan,
    .load_organisations = tg_postgresql_load_organisations,
    .organisation = tg_postgresql_organisation,
};

static const toegang_directory_class whole_class = {
    .size = sizeof whole_class,
    .flags = TOEGANG_DIRECTORY_CONCURRENT | TOEGANG_DIRECTORY_WRITES,
    .name = "postgresql",
    .read = tg_postgresql_read,
    .write = tg_postgresql_write,
    .close = end,
    .generation = tg_postgresql_generation,
    .describe = tg_postgresql_describe,
    .store = &store,
};

static const toegang_store_class read_only_store = {
    .size = sizeof read_only_store,
    .trail = tg_postgresql_trail,
    .scan = tg_postgresql_scan,
    .organisation = tg_postgresql_organisation,
};

static const toegang_directory_class read_only_class = {
    .size = sizeof read_only_class,
    .flags = TOEGANG_DIRECTORY_CONCURRENT,
    .name = "postgresql",
    .read = tg_postgresql_read,
    .close = end,
    .generation = tg_postgresql_generation,
    .describe = tg_postgresql_describe,
    .store = &read_only_store,
};

/* Nobody tells of changes of somebody else's tables. */
static const toegang_directory_class mapped_class = {
    .size = sizeof mapped_class,
    .flags = TOEGANG_DIRECTORY_CONCURRENT,
    .name = "postgresql",
    .read = tg_postgresql_mapped,
    .close = end,
    .describe = tg_postgresql_describe,
};

static const toegang_directory_class *class_of(const toegang_sql_settings *settings)
{
    if (settings->query) return &mapped_class;
    return settings->read_only ? &read_only_class : &whole_class;
}

static bool are_settings(const toegang_sql_settings *settings, int64_t *patience)
{
    return settings->size >= sizeof *settings && tg_patience(settings->patience_ms, patience) &&
           settings->connections <= TG_POSTGRESQL_LINKS_MAX;
}

/* Of one host everything is asked in the same way; a change asks whether it takes any. */
static bool make_pools(struct tg_postgresql *server, unsigned count, struct tg_arena *arena)
{
    bool choose = server->hosts.count > 1;
    enum tg_wanted wanted = choose ? TG_WANTS_STANDBY : TG_WANTS_ANY;
    if (!tg_pool_new(&server->questions, arena, wanted, count)) return false;
    if (choose && !tg_pool_new(&server->fresh, arena, TG_WANTS_PRIMARY, count)) return false;
    return tg_pool_new(&server->changes, arena, TG_WANTS_PRIMARY, 1) &&
           tg_pool_new(&server->ear, arena, TG_WANTS_PRIMARY, 1);
}

static toegang_status read_query(const char *query, struct tg_arena *arena, struct tg_postgresql *server,
                                 toegang_report *report)
{
    if (!query) return TOEGANG_GOOD;
    struct tg_named *named = tg_arena_take(arena, sizeof *named);
    if (!named) return tg_no_memory(report);
    server->query = named;
    toegang_status status = tg_named_read(query, arena, named, report);
    if (status == TOEGANG_GOOD) tg_postgresql_name(named->text, server->query_name);
    return status;
}

static toegang_status make(const char *conninfo, const toegang_sql_settings *settings, int64_t patience,
                           struct tg_arena *arena, toegang_directory **out, toegang_report *report)
{
    struct tg_postgresql *server = tg_arena_take(arena, sizeof *server);
    if (!server) return tg_no_memory(report);
    server->patience = patience;
    server->allow_test_numbers = settings->allow_test_numbers != 0;
    server->notify = settings->notify != 0 && !settings->query;
    tg_shapes_write(server->shapes);
    tg_postgresql_name(tg_postgresql_age_text, server->age_name);
    toegang_status status =
        tg_postgresql_hosts(conninfo, CHECK_DIRECTORY_SETTINGS, arena, &server->hosts, report);
    if (status == TOEGANG_GOOD) status = read_query(settings->query, arena, server, report);
    if (status != TOEGANG_GOOD) return status;
    unsigned links = settings->connections ? settings->connections : TG_POSTGRESQL_LINKS;
    status = make_pools(server, links, arena) ? TOEGANG_GOOD : tg_no_memory(report);
    if (status == TOEGANG_GOOD) status = tg_directory_own(class_of(settings), server, arena, out, report);
    if (status != TOEGANG_GOOD) end(server);
    return status;
}

toegang_status toegang_directory_postgresql_open(const char *conninfo, const toegang_sql_settings *settings,
                                                 toegang_directory **out, toegang_report *report)
{
    const toegang_sql_settings usual = {.size = sizeof usual};
    struct tg_arena arena = {0};
    int64_t patience;
    if (!settings) settings = &usual;
    if (!conninfo || !out || !are_settings(settings, &patience))
        return tg_misuse(report, "a conninfo, settings with their size, and out");
    toegang_status status = make(conninfo, settings, patience, &arena, out, report);
    if (status != TOEGANG_GOOD) tg_arena_free(&arena);
    return status;
}
