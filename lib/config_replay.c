/* SPDX-License-Identifier: Apache-2.0 */
/* Where it is noted that an assertion was used. */
#include <string.h>

#include "check.h"
#include "config_form.h"
#include "internal.h"
#include "parse/file.h"

static const struct tg_config_key replay_key = {"replay", &tg_type_text, 0, NULL, false, "memory", ""};

#define SQLITE "sqlite:"
#define POSTGRESQL "postgresql:"
const struct tg_config_form tg_form_replay = {.kind = TG_FORM_TEXT,
                                              .pattern = "^(memory$|" SQLITE ".|" POSTGRESQL ")",
                                              .expected = "memory, sqlite:FILE, postgresql://…"};

static toegang_status open_sqlite(struct tg_config *config, struct tg_span path, toegang *all,
                                  toegang_report *report)
{
    const char *beside = tg_file_beside(&config->scratch, config->path, path);
    if (!beside) return config->no_memory = true, TOEGANG_NO_MEMORY;
    return toegang_replay_sqlite_open(beside, 0, &all->replay, report);
}

static toegang_status open_store(struct tg_config *config, const char *store, toegang *all,
                                 toegang_report *report)
{
    struct tg_span text = tg_span_of(store);
    if (strcmp(store, "memory") == 0) return toegang_replay_memory_new(0, &all->replay, report);
    if (tg_span_starts(text, SQLITE))
        return open_sqlite(config, tg_span_from(text, strlen(SQLITE)), all, report);
    return toegang_replay_postgresql_open(store, 0, &all->replay, report);
}

static bool is_store(const char *store)
{
    struct tg_span text = tg_span_of(store);
    return strcmp(store, "memory") == 0 || tg_span_starts(text, POSTGRESQL) ||
           (tg_span_starts(text, SQLITE) && text.length > strlen(SQLITE));
}

/* ---- a store that cannot be opened: nobody is signed in meanwhile, and all else can be asked ---- */

static toegang_status cannot_tell(void *self, const char *key, toegang_time until, toegang_time at,
                                  toegang_report *report)
{
    const toegang_report *why = self;
    (void)key, (void)until, (void)at;
    *report = *why;
    return why->status;
}

static const toegang_replay_class broken = {sizeof broken, TOEGANG_REPLAY_CONCURRENT, "broken", cannot_tell,
                                            NULL};

static void keep_broken(struct tg_config *config, const toegang_report *why, toegang *all)
{
    toegang_report *kept = tg_arena_take(config->arena, sizeof *kept);
    if (!kept || toegang_replay_new(&broken, kept, &all->replay, NULL) != TOEGANG_GOOD)
        config->no_memory = true;
    else
        *kept = *why;
}

int toegang_remembers(const toegang *all)
{
    return all ? all->remembers : 0;
}

void tg_config_replay(struct tg_config *config, const struct tg_yaml_node *node, bool strict, toegang *all)
{
    const char *store = "memory";
    toegang_report report = {0};
    if (node) tg_type_text.read(config, &replay_key, node, &store);
    if (!is_store(store)) {
        tg_problem(config, tg_place_of(node), CHECK_CONFIG_REPLAY, "memory, sqlite:FILE, postgresql://…",
                   tg_span_of(store));
        return;
    }
    if (config->problems > 0 || config->no_memory) return;
    toegang_status status = open_store(config, store, all, &report);
    if (status == TOEGANG_GOOD) all->remembers = strcmp(store, "memory") == 0 ? 1 : 2;
    if (status == TOEGANG_UNAVAILABLE && !strict)
        keep_broken(config, &report, all);
    else if (status != TOEGANG_GOOD)
        tg_problem_of(config, node ? tg_place_of(node) : (struct tg_place){0}, &report);
}
