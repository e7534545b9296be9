/* SPDX-License-Identifier: Apache-2.0 */
/* Are two trees of XML the same, in every name, namespace, value and text? */
#ifndef SAME_TREE_H
#define SAME_TREE_H

#include "parse/xml.h"

static inline bool same_attributes(const struct tg_xml_attribute *one, const struct tg_xml_attribute *other)
{
    for (; one && other; one = one->next, other = other->next)
        if (!tg_span_equal(one->prefix, other->prefix) || !tg_span_equal(one->local, other->local) ||
            !tg_span_equal(one->uri, other->uri) || !tg_span_equal(one->value, other->value))
            return false;
    return !one && !other;
}

/* Every declaration of one stands in the other; their order means nothing. */
static inline bool holds_namespaces(const struct tg_xml_node *one, const struct tg_xml_node *other)
{
    for (const struct tg_xml_namespace *each = one->namespaces; each; each = each->next) {
        const struct tg_xml_namespace *same = other->namespaces;
        while (same && !(tg_span_equal(each->prefix, same->prefix) && tg_span_equal(each->uri, same->uri)))
            same = same->next;
        if (!same) return false;
    }
    return true;
}

/* As deep as the gate lets elements nest. */
static inline bool same_tree(const struct tg_xml_node *one, const struct tg_xml_node *other)
{
    if (!tg_span_equal(one->prefix, other->prefix) || !tg_span_equal(one->local, other->local)) return false;
    if (!tg_span_equal(one->uri, other->uri) || !tg_span_equal(one->text, other->text)) return false;
    if (!same_attributes(one->attributes, other->attributes)) return false;
    if (!holds_namespaces(one, other) || !holds_namespaces(other, one)) return false;
    const struct tg_xml_node *a = one->first, *b = other->first;
    for (; a && b; a = a->next, b = b->next)
        if (a->parent != one || b->parent != other || !same_tree(a, b)) return false;
    return !a && !b;
}

#endif
