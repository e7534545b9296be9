/* SPDX-License-Identifier: Apache-2.0 */
/* Looking things up in the tree that yaml.c made, and in its source. */
#include "parse/yaml.h"

struct tg_yaml_node *tg_yaml_get(const struct tg_yaml_node *mapping, const char *key)
{
    struct tg_yaml_node *child = mapping->kind == TG_YAML_MAPPING ? mapping->first : NULL;
    while (child && !tg_span_is(child->key, key)) child = child->next;
    return child;
}

/* Octets up to a LF or CR, which stays; the whole when none is left. */
static size_t line_length(struct tg_span octets)
{
    size_t feed = tg_span_find(octets, '\n');
    return tg_span_find(tg_span_until(octets, feed), '\r');
}

struct tg_span tg_yaml_source_line(struct tg_span octets, uint32_t line)
{
    struct tg_span rest = octets;
    for (uint32_t i = 1; i < line && rest.length > 0; i++) {
        size_t end = line_length(rest);
        bool both = end + 1 < rest.length && rest.at[end] == '\r' && rest.at[end + 1] == '\n';
        rest = tg_span_from(rest, end + (both ? 2 : 1));
    }
    return tg_span_until(rest, line_length(rest));
}
