/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An element that stood inside another may use the namespaces that were declared around it. So it is read in
 * a wrapper that declares them, which the octets cannot leave: with "</w>" they would end the one root that
 * the gate allows, and what follows, our own "</w>" at least, would be a second one or an end tag of nothing.
 * A comment, an instruction or a section that could swallow our end tag passes no gate, nor does "<" in a
 * tag.
 */
#include "base/report.h"
#include "c14n_writer.h"
#include "parse/check.h"

#define IN_SCOPE_MAX 31 /* what an element of a message may declare, and room for one attribute */

struct scope {
    const struct tg_xml_namespace *found[IN_SCOPE_MAX];
    size_t count;
};

static bool is_hidden(const struct scope *scope, const struct tg_xml_namespace *namespace)
{
    for (size_t i = 0; i < scope->count; i++)
        if (tg_span_equal(scope->found[i]->prefix, namespace->prefix)) return true;
    return false;
}

/* From the inside out: the nearest declaration of a prefix counts. */
static toegang_status find_scope(const struct tg_xml_node *place, struct scope *scope, toegang_report *report)
{
    for (const struct tg_xml_node *node = place; node; node = node->parent)
        for (const struct tg_xml_namespace *each = node->namespaces; each; each = each->next) {
            if (is_hidden(scope, each)) continue;
            if (scope->count == IN_SCOPE_MAX)
                return tg_refuse(report, CHECK_XML_ATTRIBUTES, "at most 31 namespaces in scope",
                                 TG_SPAN("more"));
            scope->found[scope->count++] = each;
        }
    return TOEGANG_GOOD;
}

static void put_declaration(struct tg_c14n_writer *writer, const struct tg_xml_namespace *namespace)
{
    if (tg_span_is(namespace->prefix, "xml")) return;
    tg_c14n_put(writer, TG_SPAN(" xmlns"));
    if (namespace->prefix.length > 0) tg_c14n_put_octet(writer, ':');
    tg_c14n_put(writer, namespace->prefix);
    tg_c14n_put(writer, TG_SPAN("=\""));
    tg_c14n_put_value(writer, namespace->uri);
    tg_c14n_put_octet(writer, '"');
}

static toegang_status wrap(struct tg_span octets, const struct scope *scope, struct tg_arena *arena,
                           struct tg_span *out, toegang_report *report)
{
    struct tg_c14n_writer writer = {.arena = arena, .report = report, .status = TOEGANG_GOOD};
    tg_c14n_put(&writer, TG_SPAN("<w"));
    for (size_t i = 0; i < scope->count; i++) put_declaration(&writer, scope->found[i]);
    tg_c14n_put_octet(&writer, '>');
    tg_c14n_put(&writer, octets);
    tg_c14n_put(&writer, TG_SPAN("</w>"));
    *out = (struct tg_span){writer.out, writer.length};
    return writer.status;
}

/* White space may stand around the element, as it may around the root of a document. */
static toegang_status take_only_child(const struct tg_xml_node *wrapper, struct tg_xml_node **out,
                                      toegang_report *report)
{
    struct tg_xml_node *only = tg_xml_first_element(wrapper);
    for (const struct tg_xml_node *child = wrapper->first; child; child = child->next)
        if (!tg_xml_is_element(child) && tg_span_trim(child->text).length > 0)
            return tg_refuse(report, CHECK_XML_ROOT, "one element", TG_SPAN("text"));
    if (!only || tg_xml_next_element(only))
        return tg_refuse(report, CHECK_XML_ROOT, "one element", tg_span_of(only ? "several" : "none"));
    *out = only;
    return TOEGANG_GOOD;
}

toegang_status tg_xml_read_within(struct tg_span octets, const struct tg_xml_node *place,
                                  const struct tg_xml_limits *limits, struct tg_arena *arena,
                                  struct tg_xml_node **out, toegang_report *report)
{
    struct scope scope = {.count = 0};
    struct tg_span wrapped;
    struct tg_xml_node *wrapper = NULL;
    toegang_status status = find_scope(place, &scope, report);
    if (status == TOEGANG_GOOD) status = wrap(octets, &scope, arena, &wrapped, report);
    if (status == TOEGANG_GOOD) status = tg_xml_read(wrapped, limits, arena, &wrapper, report);
    return status == TOEGANG_GOOD ? take_only_child(wrapper, out, report) : status;
}
