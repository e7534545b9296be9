/* SPDX-License-Identifier: Apache-2.0 */
/* Which namespace declarations are written where (Exclusive XML Canonicalization 1.0, section 3). */
#include "c14n_writer.h"

#include <string.h>

#define FIRST_RENDERED 64

/* What the nearest declaration written for the prefix says; empty when none is. */
static struct tg_span rendered_uri(const struct tg_c14n_writer *writer, struct tg_span prefix)
{
    for (size_t i = writer->rendered_count; i > 0; i--)
        if (tg_c14n_same(writer->rendered[i - 1].prefix, prefix)) return writer->rendered[i - 1].uri;
    return (struct tg_span){NULL, 0};
}

static bool grow(struct tg_c14n_writer *writer)
{
    size_t size = writer->rendered_size > 0 ? writer->rendered_size * 2 : FIRST_RENDERED;
    struct tg_c14n_rendered *rendered = tg_arena_array(writer->arena, size, sizeof *rendered);
    if (!rendered) return tg_c14n_fail_memory(writer), false;
    if (writer->rendered_count > 0)
        memcpy(rendered, writer->rendered, writer->rendered_count * sizeof *rendered);
    writer->rendered = rendered;
    writer->rendered_size = size;
    return true;
}

/*
 * Writes down a declaration unless an output ancestor, or this element already, has the same. An empty URI
 * (the default namespace only) is xmlns="", which stands only where a default namespace was written before.
 */
static void render(struct tg_c14n_writer *writer, struct tg_span prefix, struct tg_span uri)
{
    if (tg_c14n_same(rendered_uri(writer, prefix), uri) || tg_span_is(prefix, "xml")) return;
    if (writer->rendered_count == writer->rendered_size && !grow(writer)) return;
    writer->rendered[writer->rendered_count++] = (struct tg_c14n_rendered){prefix, uri};
}

/* The nearest declaration of the prefix on node or, when asked, above it. */
static const struct tg_xml_namespace *declaration_of(const struct tg_xml_node *node, struct tg_span prefix,
                                                     bool above)
{
    for (; node; node = above ? node->parent : NULL)
        for (const struct tg_xml_namespace *declared = node->namespaces; declared; declared = declared->next)
            if (tg_c14n_same(declared->prefix, prefix)) return declared;
    return NULL;
}

/*
 * Prefixes of the PrefixList count wherever they are declared, used or not. At the apex all that are in scope
 * are written, so below it only a declaration on the element itself changes anything.
 */
static void render_listed(struct tg_c14n_writer *writer, const struct tg_xml_node *node, bool apex)
{
    for (size_t i = 0; i < writer->prefixes->count; i++) {
        const struct tg_xml_namespace *found = declaration_of(node, writer->prefixes->names[i], apex);
        if (found) render(writer, found->prefix, found->uri);
    }
}

/* "Visibly utilized": the prefix of the element and of its attributes; an attribute without prefix has no
 * namespace. */
static void render_used(struct tg_c14n_writer *writer, const struct tg_xml_node *node)
{
    render(writer, node->prefix, node->uri);
    for (const struct tg_xml_attribute *attribute = node->attributes; attribute; attribute = attribute->next)
        if (attribute->prefix.length > 0) render(writer, attribute->prefix, attribute->uri);
}

/* By prefix, the default namespace first (Canonical XML 1.0, section 2.2). */
static void sort_from(struct tg_c14n_writer *writer, size_t first)
{
    for (size_t i = first + 1; i < writer->rendered_count; i++)
        for (size_t j = i;
             j > first && tg_span_compare(writer->rendered[j].prefix, writer->rendered[j - 1].prefix) < 0;
             j--) {
            struct tg_c14n_rendered swap = writer->rendered[j];
            writer->rendered[j] = writer->rendered[j - 1];
            writer->rendered[j - 1] = swap;
        }
}

static void put_declaration(struct tg_c14n_writer *writer, const struct tg_c14n_rendered *rendered)
{
    tg_c14n_put(writer, rendered->prefix.length > 0 ? TG_SPAN(" xmlns:") : TG_SPAN(" xmlns"));
    tg_c14n_put(writer, rendered->prefix);
    tg_c14n_put(writer, TG_SPAN("=\""));
    tg_c14n_put_value(writer, rendered->uri);
    tg_c14n_put_octet(writer, '"');
}

void tg_c14n_put_namespaces(struct tg_c14n_writer *writer, const struct tg_xml_node *node, bool apex)
{
    size_t first = writer->rendered_count;
    if (writer->prefixes) render_listed(writer, node, apex);
    render_used(writer, node);
    sort_from(writer, first);
    for (size_t i = first; i < writer->rendered_count; i++) put_declaration(writer, &writer->rendered[i]);
}
