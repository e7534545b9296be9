/* SPDX-License-Identifier: Apache-2.0 */
#include "parse/c14n.h"

#include "base/report.h"
#include "c14n_writer.h"
#include "parse/check.h"

#define DEPTH_MAX 32      /* as the gate */
#define ATTRIBUTES_MAX 64 /* in one element, as the gate */

/* Namespace first, none before any, then local name (Canonical XML 1.0, section 2.2). */
static bool is_before(const struct tg_xml_attribute *one, const struct tg_xml_attribute *other)
{
    int order = tg_span_compare(one->uri, other->uri);
    return order < 0 || (order == 0 && tg_span_compare(one->local, other->local) < 0);
}

/* False when there are more than any document that we read can have. */
static bool sort_attributes(const struct tg_xml_node *node, const struct tg_xml_attribute **sorted,
                            size_t *count)
{
    *count = 0;
    for (const struct tg_xml_attribute *next = node->attributes; next; next = next->next) {
        if (*count == ATTRIBUTES_MAX) return false;
        size_t i = (*count)++;
        for (; i > 0 && is_before(next, sorted[i - 1]); i--) sorted[i] = sorted[i - 1];
        sorted[i] = next;
    }
    return true;
}

static void put_attribute(struct tg_c14n_writer *writer, const struct tg_xml_attribute *attribute)
{
    tg_c14n_put_octet(writer, ' ');
    tg_c14n_put_name(writer, attribute->prefix, attribute->local);
    tg_c14n_put(writer, TG_SPAN("=\""));
    tg_c14n_put_value(writer, attribute->value);
    tg_c14n_put_octet(writer, '"');
}

static void put_start_tag(struct tg_c14n_writer *writer, const struct tg_xml_node *node, bool apex)
{
    const struct tg_xml_attribute *sorted[ATTRIBUTES_MAX];
    size_t count;
    if (!sort_attributes(node, sorted, &count))
        return tg_c14n_fail(writer, CHECK_C14N_SIZE, "at most 64 attributes", TG_SPAN("more"));
    tg_c14n_put_octet(writer, '<');
    tg_c14n_put_name(writer, node->prefix, node->local);
    tg_c14n_put_namespaces(writer, node, apex);
    for (size_t i = 0; i < count; i++) put_attribute(writer, sorted[i]);
    tg_c14n_put_octet(writer, '>');
}

static void put_end_tag(struct tg_c14n_writer *writer, const struct tg_xml_node *node)
{
    tg_c14n_put(writer, TG_SPAN("</"));
    tg_c14n_put_name(writer, node->prefix, node->local);
    tg_c14n_put_octet(writer, '>');
}

/* Calls itself as deep as the gate lets elements nest. Declarations hold inside the element and are forgotten
 * after it. */
static void put_element(struct tg_c14n_writer *writer, const struct tg_xml_node *node, unsigned depth)
{
    size_t rendered = writer->rendered_count;
    if (depth == DEPTH_MAX)
        return tg_c14n_fail(writer, CHECK_C14N_SIZE, "elements less deep", TG_SPAN("deeper"));
    put_start_tag(writer, node, depth == 0);
    for (const struct tg_xml_node *child = node->first; child && writer->status == TOEGANG_GOOD;
         child = child->next) {
        if (child == writer->without) continue;
        if (tg_xml_is_element(child))
            put_element(writer, child, depth + 1);
        else
            tg_c14n_put_text(writer, child->text);
    }
    put_end_tag(writer, node);
    writer->rendered_count = rendered;
}

toegang_status tg_c14n_exclusive(const struct tg_xml_node *node, const struct tg_xml_node *without,
                                 const struct tg_c14n_prefixes *prefixes, struct tg_arena *arena,
                                 struct tg_span *out, toegang_report *report)
{
    struct tg_c14n_writer writer = {
        .arena = arena, .report = report, .without = without, .prefixes = prefixes};
    if (!tg_xml_is_element(node) || node == without) return tg_misuse(report, "an element");
    put_element(&writer, node, 0);
    if (writer.status != TOEGANG_GOOD) return writer.status;
    if (writer.length == 0) return tg_refuse(report, CHECK_C14N_SIZE, "octets", TG_SPAN("none"));
    return *out = (struct tg_span){writer.out, writer.length}, TOEGANG_GOOD;
}
