/* SPDX-License-Identifier: Apache-2.0 */
/* sqlite:FILE */
#include <stddef.h>

#include "config_source.h"
#include "parse/file.h"

struct sqlite_settings {
    struct tg_source_common common;
    const char *query;
    bool read_only;
    unsigned connections;
};

static const char *const flag_words[] = {"no", "yes"};
static const struct tg_config_words flags = {flag_words, 2, 0};
static const struct tg_config_range connections = {1, 32, "1 .. 32"};

#define AT(member) offsetof(struct sqlite_settings, member)
static const struct tg_config_key keys[] = {
    {"query", &tg_type_text, AT(query), NULL, false, "our schema",
     "a SELECT that gives the facts of a database of your own"},
    {"read-only", &tg_type_flag, AT(read_only), &flags, false, "no", "takes no changes"},
    {"connections", &tg_type_count, AT(connections), &connections, false, "4", "how many questions at once"},
};

static toegang_directory *open_sqlite(const struct tg_opening *opening, const struct tg_source *source,
                                      toegang_report *report)
{
    struct tg_config *config = opening->config;
    const struct sqlite_settings *own = (const struct sqlite_settings *)source->common;
    const toegang_sql_settings settings = {.size = sizeof settings,
                                           .patience_ms = own->common.patience_ms,
                                           .allow_test_numbers = opening->all->allow_test_numbers,
                                           .read_only = own->read_only,
                                           .connections = own->connections,
                                           .query = own->query};
    toegang_directory *directory = NULL;
    const char *path = tg_file_beside(&config->scratch, config->path, tg_source_rest(source));
    if (!path) return config->no_memory = true, NULL;
    return toegang_directory_sqlite_open(path, &settings, &directory, report) == TOEGANG_GOOD ? directory
                                                                                              : NULL;
}

const struct tg_adapter tg_adapter_sqlite = {
    "sqlite:", "sqlite:FILE", keys, sizeof keys / sizeof *keys, sizeof(struct sqlite_settings), open_sqlite};
