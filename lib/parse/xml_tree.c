/* SPDX-License-Identifier: Apache-2.0 */
/* Walking the tree that xml.c made. */
#include "parse/xml.h"

bool tg_xml_is_element(const struct tg_xml_node *node)
{
    return node->local.length > 0;
}

bool tg_xml_is(const struct tg_xml_node *node, const char *uri, const char *local)
{
    return tg_span_is(node->local, local) && tg_span_is(node->uri, uri);
}

struct tg_xml_node *tg_xml_append(struct tg_arena *arena, struct tg_xml_node *parent)
{
    struct tg_xml_node *node = tg_arena_take(arena, sizeof *node);
    if (!node) return NULL;
    node->parent = parent;
    if (!parent) return node;
    if (parent->last)
        parent->last->next = node;
    else
        parent->first = node;
    return parent->last = node;
}

static struct tg_xml_node *element_from(struct tg_xml_node *node)
{
    while (node && !tg_xml_is_element(node)) node = node->next;
    return node;
}

struct tg_xml_node *tg_xml_first_element(const struct tg_xml_node *node)
{
    return element_from(node->first);
}

struct tg_xml_node *tg_xml_next_element(const struct tg_xml_node *node)
{
    return element_from(node->next);
}

struct tg_xml_node *tg_xml_child(const struct tg_xml_node *node, const char *uri, const char *local,
                                 const struct tg_xml_node *after)
{
    struct tg_xml_node *child = after ? tg_xml_next_element(after) : tg_xml_first_element(node);
    while (child && !tg_xml_is(child, uri, local)) child = tg_xml_next_element(child);
    return child;
}

const struct tg_xml_attribute *tg_xml_attribute_of(const struct tg_xml_node *node, const char *local)
{
    const struct tg_xml_attribute *attribute = node->attributes;
    while (attribute && (attribute->uri.length > 0 || !tg_span_is(attribute->local, local)))
        attribute = attribute->next;
    return attribute;
}

bool tg_xml_only_text(const struct tg_xml_node *node, struct tg_span *out)
{
    if (node->first && (node->first->next || tg_xml_is_element(node->first))) return false;
    *out = node->first ? node->first->text : (struct tg_span){NULL, 0};
    return true;
}

struct tg_xml_node *tg_xml_following(const struct tg_xml_node *node, const struct tg_xml_node *root)
{
    struct tg_xml_node *next = tg_xml_first_element(node);
    while (!next && node != root) {
        next = tg_xml_next_element(node);
        node = node->parent;
    }
    return next;
}
