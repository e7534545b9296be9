/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the YAML directory share while a file is read. */
#ifndef TG_DIRECTORY_YAML_READING_H
#define TG_DIRECTORY_YAML_READING_H

#include "directory/field.h"
#include "parse/yaml.h"

/* Problems of one file that are told; after that the reading stops. */
#define TG_YAML_PROBLEMS_MAX 100

struct tg_yaml_reading {
    const char *path, *name; /* name: the path without its folders, for the source of a fact */
    struct tg_span octets;
    const toegang_yaml_settings *settings; /* never NULL here */
    toegang_report *report;                /* of the caller: gets the first problem */
    struct tg_arena *arena;                /* of the facts */
    toegang_time as_of;
    size_t problems;
    bool no_memory;
};

/* Tells a problem: fault holds what fell, the place is put in. */
void tg_yaml_problem(struct tg_yaml_reading *reading, toegang_report *fault, uint32_t line, uint32_t column);

/* Which list a row stands in. */
struct tg_yaml_list {
    const char *key; /* "functions" */
    toegang_fact_kind kind;
};
#define TG_YAML_LISTS 4
extern const struct tg_yaml_list tg_yaml_lists[TG_YAML_LISTS];

/* Reads the file to a tree in the arena of the source; reading->as_of is its time of change. */
toegang_status tg_yaml_file(struct tg_yaml_reading *reading, struct tg_arena *source, struct tg_yaml_node **root);
/* What stands beside the lists: the registers that the file is for, and its age. Problems are told. */
unsigned tg_yaml_top(struct tg_yaml_reading *reading, const struct tg_yaml_node *root);
/* Reads one row; its problems are told, and then *out means nothing. */
void tg_yaml_row(struct tg_yaml_reading *reading, const struct tg_yaml_list *list,
                 const struct tg_yaml_node *row, toegang_fact *out);
/* Tells that key is unknown among these. */
void tg_yaml_unknown_key(struct tg_yaml_reading *reading, const struct tg_yaml_node *value,
                         const char *const *known, size_t count);
/* Tells that this is not what it should be ("a list"). */
void tg_yaml_shape(struct tg_yaml_reading *reading, const struct tg_yaml_node *value, const char *expected);

#endif
