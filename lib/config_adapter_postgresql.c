/* SPDX-License-Identifier: Apache-2.0 */
/* postgresql://…, postgres://…, and postgresql:host=… user=… dbname=… */
#include <stddef.h>

#include "config_source.h"

struct postgresql_settings {
    struct tg_source_common common;
    const char *query;
    bool read_only, notify;
    unsigned connections;
};

static const char *const flag_words[] = {"no", "yes"};
static const struct tg_config_words flags = {flag_words, 2, 0};
static const struct tg_config_range connections = {1, 32, "1 .. 32"};

#define AT(member) offsetof(struct postgresql_settings, member)
static const struct tg_config_key keys[] = {
    {"query", &tg_type_text, AT(query), NULL, false, "our schema",
     "a SELECT that gives the facts of a database of your own"},
    {"read-only", &tg_type_flag, AT(read_only), &flags, false, "no", "takes no changes"},
    {"connections", &tg_type_count, AT(connections), &connections, false, "4", "how many questions at once"},
    {"notify", &tg_type_flag, AT(notify), &flags, false, "no", "hears of changes by other hosts at once"},
};

/* A URI is one for libpq as it stands. */
static const char *conninfo_of(const struct tg_source *source)
{
    struct tg_span rest = tg_source_rest(source);
    return tg_span_starts(rest, "//") ? source->common->source : rest.at;
}

static toegang_directory *open_postgresql(const struct tg_opening *opening, const struct tg_source *source,
                                          toegang_report *report)
{
    const struct postgresql_settings *own = (const struct postgresql_settings *)source->common;
    const toegang_sql_settings settings = {.size = sizeof settings,
                                           .patience_ms = own->common.patience_ms,
                                           .allow_test_numbers = opening->all->allow_test_numbers,
                                           .read_only = own->read_only,
                                           .connections = own->connections,
                                           .query = own->query,
                                           .notify = own->notify};
    toegang_directory *directory = NULL;
    toegang_status status =
        toegang_directory_postgresql_open(conninfo_of(source), &settings, &directory, report);
    return status == TOEGANG_GOOD ? directory : NULL;
}

#define KEYS keys, sizeof keys / sizeof *keys, sizeof(struct postgresql_settings), open_postgresql
const struct tg_adapter tg_adapter_postgresql = {"postgresql:", "postgresql://…", KEYS};
const struct tg_adapter tg_adapter_postgres = {"postgres:", "postgres://…", KEYS};
