/* SPDX-License-Identifier: Apache-2.0 */
/* A source of facts as it is configured: one text, or a mapping with what its adapter and its layers are told. */
#ifndef TG_CONFIG_SOURCE_H
#define TG_CONFIG_SOURCE_H

#include <toegang/sys/directory.h>

#include "internal.h"

/* What every source may say. The settings of an adapter begin with it. */
struct tg_source_common {
    const char *source;  /* "sqlite:toegang.db"; NULL where there are parts */
    int64_t patience_ms; /* of one question; 0: the adapter's own */
    const struct tg_yaml_node *cache, *breaker, *first, *all_of;
};

struct tg_adapter;

struct tg_source {
    const struct tg_yaml_node *node;
    struct tg_source_common *common; /* the adapter's settings begin with it */
    const struct tg_adapter *adapter; /* NULL: made of parts */
    struct tg_source *parts;
    size_t part_count;
    toegang_cache_settings *cache; /* what it is wrapped in; NULL: nothing */
    toegang_breaker_settings *breaker;
};

/* One opening of everything that is configured. */
struct tg_opening {
    struct tg_config *config;
    const toegang *all;
    toegang_register reg; /* that is being opened */
    bool strict; /* what cannot be opened is a problem; else it is a directory that says why */
};

/*
 * An adapter. open: a directory, or NULL with the reason in the report (then the caller makes what strict asks of
 * it), or with a problem told.
 */
struct tg_adapter {
    const char *scheme; /* "sqlite:"; without a colon it is the whole text */
    const char *form;   /* "sqlite:FILE", for people */
    const struct tg_config_key *keys; /* beside those of every source; offsets into its settings */
    size_t key_count;
    size_t size; /* of its settings */
    toegang_directory *(*open)(const struct tg_opening *opening, const struct tg_source *source,
                               toegang_report *report);
};

/* All of them, and the keys of every source: source, first and union say what it is. */
extern const struct tg_adapter *const tg_adapters[];
extern const size_t tg_adapter_count;
extern const struct tg_config_key tg_source_keys[];
extern const size_t tg_source_key_count;

/* One a file, config_adapter_<name>.c; one that is not compiled in refuses when it is opened. */
extern const struct tg_adapter tg_adapter_yaml;
extern const struct tg_adapter tg_adapter_sqlite;
extern const struct tg_adapter tg_adapter_http, tg_adapter_https;
extern const struct tg_adapter tg_adapter_ldap, tg_adapter_ldaps, tg_adapter_ldapi;
extern const struct tg_adapter tg_adapter_postgresql, tg_adapter_postgres;
extern const struct tg_adapter tg_adapter_host;

/* Reads a node into memory of the configuration, problems told; NULL when memory is at its end. */
struct tg_source *tg_source_read(struct tg_config *config, const struct tg_yaml_node *node);
/* NULL with a problem told, or when memory is at its end. */
toegang_directory *tg_source_open(const struct tg_opening *opening, const struct tg_source *source);

/* Whether the program's own directory is in it. */
bool tg_source_is_hosted(const struct tg_source *source);

/* What stands after the scheme. */
struct tg_span tg_source_rest(const struct tg_source *source);

/*
 * The layers around a source, and those that are made of parts (config_layers.c). On NULL what was taken is freed
 * and memory is at its end or a problem was told.
 */
void tg_layers_read(struct tg_config *config, struct tg_source *source);
toegang_directory *tg_layers_around(const struct tg_opening *opening, const struct tg_source *source,
                                    toegang_directory *inside);
toegang_directory *tg_layers_of_parts(const struct tg_opening *opening, const struct tg_source *source,
                                      toegang_directory **parts);

#endif
