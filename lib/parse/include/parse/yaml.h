/* SPDX-License-Identifier: Apache-2.0 */
/* YAML read to a tree of ours in an arena, through libyaml's events, much stricter than YAML. */
#ifndef TG_PARSE_YAML_H
#define TG_PARSE_YAML_H

#include <toegang/base.h>

#include "base/arena.h"

enum tg_yaml_kind { TG_YAML_SCALAR = 1, TG_YAML_SEQUENCE, TG_YAML_MAPPING };

/* A value with its place. In a mapping every child has a key; keys are scalars and stand once. */
struct tg_yaml_node {
    enum tg_yaml_kind kind;
    bool plain;            /* a scalar written without quotes */
    struct tg_span text;   /* of a scalar; ends in NUL after length; holds no NUL itself */
    struct tg_span key;    /* in a mapping; ends in NUL as well */
    uint32_t line, column; /* of the value, from 1 */
    uint32_t key_line, key_column;
    struct tg_yaml_node *first, *next;
    size_t count; /* children */
};

/*
 * Anchors, aliases, tags, directives, several documents, duplicate or non-scalar keys, depth over 32 and more than
 * limit / 8 values are refused. An empty file gives a mapping without keys.
 */
toegang_status tg_yaml_read(struct tg_span octets, size_t limit, struct tg_arena *arena,
                            struct tg_yaml_node **root, toegang_report *report);

/* The value of a key in a mapping, NULL when absent. */
struct tg_yaml_node *tg_yaml_get(const struct tg_yaml_node *mapping, const char *key);
/* The line of the source with that number (from 1), without its line feed; for showing a caret. */
struct tg_span tg_yaml_source_line(struct tg_span octets, uint32_t line);

#endif
