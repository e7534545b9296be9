/* SPDX-License-Identifier: Apache-2.0 */
/* The octets of a YAML file: what may stand in them, and where something stands. */
#ifndef TG_PARSE_YAML_SOURCE_H
#define TG_PARSE_YAML_SOURCE_H

#include <toegang/base.h>

#include "base/span.h"

/* libyaml counts characters; this follows it forward through the octets, so that a whole file costs one walk.
 */
struct tg_yaml_place {
    struct tg_span octets;
    size_t index;          /* in characters */
    size_t offset;         /* in octets */
    size_t line_start;     /* in octets */
    uint32_t line, column; /* from 1, the column in octets */
};

struct tg_yaml_place tg_yaml_place_of(struct tg_span octets);
/* Goes forward to the character with that index. */
void tg_yaml_follow(struct tg_yaml_place *place, size_t index);
/* UTF-8 of characters that people can see, with LF, CR and TAB; a byte order mark only at the start, passed
 * over. */
toegang_status tg_yaml_source(struct tg_span octets, struct tg_span *text, toegang_report *report);

#endif
