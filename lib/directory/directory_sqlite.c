/* SPDX-License-Identifier: Apache-2.0 */
/* The SQLite directory: what it is told, and what it can. */
#include "directory_sqlite.h"

#include "base/report.h"
#include "directory/check.h"

/* In a process that was forked after the first use nothing is touched: the connections are the other's. */
static void close_sqlite(void *self)
{
    struct tg_sqlite_directory *directory = self;
    bool reads = tg_turns_end(&directory->reading), changes = tg_turns_end(&directory->changing);
    bool hears = tg_turns_end(&directory->hearing);
    for (unsigned i = 0; reads && i < directory->link_count; i++) tg_link_close(&directory->links[i]);
    if (changes) tg_link_close(&directory->change);
    if (hears) tg_link_close(&directory->ear);
}

static const toegang_store_class store = {
    .size = sizeof store,
    .trail = tg_sqlite_trail,
    .migrate = tg_sqlite_migrate,
    .load = tg_sqlite_load,
    .scan = tg_sqlite_scan,
    .load_organisations = tg_sqlite_load_organisations,
    .organisation = tg_sqlite_organisation,
};
static const toegang_store_class read_only_store = {
    .size = sizeof read_only_store,
    .trail = tg_sqlite_trail,
    .scan = tg_sqlite_scan,
    .organisation = tg_sqlite_organisation,
};

static const toegang_directory_class sqlite_class = {
    .size = sizeof sqlite_class,
    .flags = TOEGANG_DIRECTORY_CONCURRENT | TOEGANG_DIRECTORY_WRITES,
    .name = "sqlite",
    .read = tg_sqlite_read,
    .write = tg_sqlite_write,
    .close = close_sqlite,
    .generation = tg_sqlite_generation,
    .describe = tg_sqlite_describe,
    .store = &store,
};
static const toegang_directory_class read_only_class = {
    .size = sizeof read_only_class,
    .flags = TOEGANG_DIRECTORY_CONCURRENT,
    .name = "sqlite",
    .read = tg_sqlite_read,
    .close = close_sqlite,
    .generation = tg_sqlite_generation,
    .describe = tg_sqlite_describe,
    .store = &read_only_store,
};
static const toegang_directory_class query_class = {
    .size = sizeof query_class,
    .flags = TOEGANG_DIRECTORY_CONCURRENT,
    .name = "sqlite",
    .read = tg_sqlite_query,
    .close = close_sqlite,
    .generation = tg_sqlite_generation,
    .describe = tg_sqlite_describe,
};

static bool new_turns(struct tg_sqlite_directory *directory)
{
    if (!tg_turns_new(&directory->reading, directory->link_count)) return false;
    if (tg_turns_new(&directory->changing, 1)) {
        if (tg_turns_new(&directory->hearing, 1)) return true;
        (void)tg_turns_end(&directory->changing);
    }
    (void)tg_turns_end(&directory->reading);
    return false;
}

static bool fill(struct tg_sqlite_directory *directory, const char *path,
                 const toegang_sql_settings *settings, struct tg_arena *arena)
{
    directory->path = tg_arena_text(arena, tg_span_of(path));
    directory->query = settings->query ? tg_arena_text(arena, tg_span_of(settings->query)) : NULL;
    directory->allow_test_numbers = settings->allow_test_numbers;
    directory->link_count = settings->connections ? settings->connections : TG_SQLITE_LINKS;
    directory->links = tg_arena_array(arena, directory->link_count, sizeof *directory->links);
    directory->change.role = TG_LINK_CHANGES;
    directory->ear.role = TG_LINK_HEARS;
    atomic_init(&directory->generation, 1);
    atomic_init(&directory->listen, 0);
    return directory->path && (!settings->query || directory->query) && directory->links &&
           new_turns(directory);
}

static toegang_status make(const char *path, const toegang_sql_settings *settings, int64_t patience,
                           struct tg_arena *arena, toegang_directory **out, toegang_report *report)
{
    const toegang_directory_class *class_ = settings->query       ? &query_class
                                            : settings->read_only ? &read_only_class
                                                                  : &sqlite_class;
    struct tg_sqlite_directory *directory = tg_arena_take(arena, sizeof *directory);
    if (!directory || !fill(directory, path, settings, arena)) return tg_no_memory(report);
    directory->patience = patience;
    toegang_status status = tg_directory_own(class_, directory, arena, out, report);
    if (status != TOEGANG_GOOD) close_sqlite(directory);
    return status;
}

static bool are_settings(const toegang_sql_settings *settings, int64_t *patience)
{
    return settings->size >= sizeof *settings && tg_patience(settings->patience_ms, patience) &&
           settings->connections <= TG_SQLITE_LINKS_MAX;
}

static toegang_status check_settings(const char *path, const toegang_sql_settings *settings,
                                     toegang_report *report)
{
    if (!tg_sqlite_path(path))
        return tg_report(report, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_SETTINGS, "the path of a file",
                         tg_span_of(path));
    if (settings->query && (!*settings->query || strlen(settings->query) > TG_SQLITE_QUERY_MAX))
        return tg_report(report, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_SETTINGS, "1 .. 65536 octets",
                         TG_SPAN("others"));
    return TOEGANG_GOOD;
}

toegang_status toegang_directory_sqlite_open(const char *path, const toegang_sql_settings *settings,
                                             toegang_directory **out, toegang_report *report)
{
    const toegang_sql_settings usual = {.size = sizeof usual};
    struct tg_arena arena = {0};
    int64_t patience;
    if (!settings) settings = &usual;
    if (!path || !out || !are_settings(settings, &patience))
        return tg_misuse(report, "a path, settings with their size, and out");
    toegang_status status = check_settings(path, settings, report);
    if (status == TOEGANG_GOOD) status = make(path, settings, patience, &arena, out, report);
    if (status != TOEGANG_GOOD) tg_arena_free(&arena);
    return status;
}
