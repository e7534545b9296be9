/* SPDX-License-Identifier: Apache-2.0 */
/* libxml2's events to our tree. */
#include "xml_reader.h"

#include <string.h>

#include "parse/check.h"

#define NAMESPACE_MAX 512
#define VALUES_PER_ATTRIBUTE 5 /* local name, prefix, URI, begin and end of the value */

static bool is_letter(char octet)
{
    return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
}

static bool is_scheme_octet(char octet)
{
    return is_letter(octet) || (octet >= '0' && octet <= '9') || octet == '+' || octet == '-' || octet == '.';
}

/* A relative namespace name has no canonical form: libxml2 then gives no octets at all, of which a digest is
 * known. */
static bool has_one_form(struct tg_span uri)
{
    size_t colon = tg_span_find(uri, ':');
    if (colon == uri.length || !is_letter(uri.at[0])) return false;
    for (size_t i = 0; i < colon; i++)
        if (!is_scheme_octet(uri.at[i])) return false;
    return tg_span_find(uri, '&') == uri.length;
}

static bool add_namespace(struct tg_xml_reader *reader, struct tg_xml_namespace **end, const xmlChar *prefix,
                          const xmlChar *uri)
{
    struct tg_xml_namespace *namespace = tg_arena_take(reader->arena, sizeof *namespace);
    if (!namespace) return tg_xml_fail_memory(reader), false;
    if (!tg_xml_intern(reader, prefix, &namespace->prefix) || !tg_xml_intern(reader, uri, &namespace->uri))
        return false;
    bool undeclared = namespace->uri.length == 0 && namespace->prefix.length == 0;
    bool good = undeclared || (has_one_form(namespace->uri) && namespace->uri.length <= NAMESPACE_MAX);
    if (!good)
        tg_xml_fail(reader, CHECK_XML_NAMESPACE, "an absolute URI of at most 512 octets without &",
                    namespace->uri);
    *end = namespace;
    return good;
}

static bool add_namespaces(struct tg_xml_reader *reader, struct tg_xml_node *node, int count,
                           const xmlChar **pairs)
{
    struct tg_xml_namespace **end = &node->namespaces;
    for (int i = 0; i < count; i++, end = &(*end)->next)
        if (!add_namespace(reader, end, pairs[2 * i], pairs[2 * i + 1])) return false;
    reader->counts.attributes += (unsigned)count;
    return true;
}

/*
 * Without entity substitution libxml2 hands on each "&" of a value as "&#38;", whatever stood in the source,
 * and no other "&". Decoded exactly so; anything else would be a value that we do not understand.
 */
static bool copy_value(struct tg_xml_reader *reader, struct tg_span value, struct tg_span *out)
{
    char *start = reader->text, *to = start;
    if (value.length > (size_t)(reader->text_end - to)) return false;
    for (size_t i = 0; i < value.length;) {
        struct tg_span rest = tg_span_from(value, i);
        size_t plain = tg_span_find(rest, '&');
        memcpy(to, rest.at, plain);
        to += plain;
        i += plain;
        if (plain == rest.length) break;
        if (!tg_span_starts(tg_span_from(value, i), "&#38;")) return false;
        *to++ = '&';
        i += sizeof "&#38;" - 1;
    }
    reader->text = to;
    return *out = (struct tg_span){start, (size_t)(to - start)}, true;
}

static bool add_attribute(struct tg_xml_reader *reader, struct tg_xml_attribute **end, const xmlChar **values)
{
    struct tg_span value = {(const char *)values[3], (size_t)(values[4] - values[3])};
    struct tg_xml_attribute *attribute = tg_arena_take(reader->arena, sizeof *attribute);
    if (!attribute) return tg_xml_fail_memory(reader), false;
    if (!tg_xml_intern(reader, values[0], &attribute->local)) return false;
    if (!tg_xml_intern(reader, values[1], &attribute->prefix)) return false;
    if (!tg_xml_intern(reader, values[2], &attribute->uri)) return false;
    bool good = copy_value(reader, value, &attribute->value);
    if (!good) tg_xml_fail(reader, CHECK_XML_PARSER, "the value that stood there", TG_SPAN("another"));
    *end = attribute;
    return good;
}

static bool add_attributes(struct tg_xml_reader *reader, struct tg_xml_node *node, int count,
                           const xmlChar **values)
{
    struct tg_xml_attribute **end = &node->attributes;
    for (int i = 0; i < count; i++, end = &(*end)->next)
        if (!add_attribute(reader, end, values + (ptrdiff_t)i * VALUES_PER_ATTRIBUTE)) return false;
    reader->counts.attributes += (unsigned)count;
    return true;
}

static struct tg_xml_node *add_node(struct tg_xml_reader *reader)
{
    struct tg_xml_node *node = tg_xml_append(reader->arena, reader->current);
    if (!node) tg_xml_fail_memory(reader);
    return node;
}

static void start_element(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
                          int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
                          const xmlChar **attributes)
{
    struct tg_xml_reader *reader = data;
    if (reader->status != TOEGANG_GOOD) return;
    bool second = reader->root && !reader->current;
    if (second || defaulted != 0 || !local)
        return tg_xml_fail(reader, CHECK_XML_PARSER, "what the gate saw", TG_SPAN("something else"));
    struct tg_xml_node *node = add_node(reader);
    if (!node) return;
    if (!tg_xml_intern(reader, local, &node->local) || !tg_xml_intern(reader, prefix, &node->prefix)) return;
    if (!tg_xml_intern(reader, uri, &node->uri)) return;
    if (!add_namespaces(reader, node, namespace_count, namespaces)) return;
    if (!add_attributes(reader, node, attribute_count, attributes)) return;
    if (!reader->root) reader->root = node;
    reader->current = node;
    reader->counts.elements++;
    reader->open++;
}

static void end_element(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
    struct tg_xml_reader *reader = data;
    (void)prefix, (void)uri;
    if (reader->status != TOEGANG_GOOD) return;
    if (!reader->current || !tg_span_is(reader->current->local, (const char *)local))
        return tg_xml_fail(reader, CHECK_XML_PARSER, "what the gate saw", TG_SPAN("something else"));
    reader->current = reader->current->parent;
    reader->open--;
}

/* Text comes in pieces; they lie side by side, since nothing else is written between two of them. */
static void characters(void *data, const xmlChar *text, int length)
{
    struct tg_xml_reader *reader = data;
    if (reader->status != TOEGANG_GOOD || length == 0) return;
    if (!reader->current || length < 0 || length > reader->text_end - reader->text)
        return tg_xml_fail(reader, CHECK_XML_PARSER, "what the gate saw", TG_SPAN("something else"));
    struct tg_xml_node *last = reader->current->last;
    struct tg_xml_node *node = last && !tg_xml_is_element(last) ? last : add_node(reader);
    if (!node) return;
    if (node != last) node->text.at = reader->text;
    memcpy(reader->text, text, (size_t)length);
    reader->text += length;
    node->text.length += (size_t)length;
}

static void excluded(struct tg_xml_reader *reader, const char *what)
{
    tg_xml_fail(reader, CHECK_XML_PARSER, "elements and text", tg_span_of(what));
}

static void subset(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    (void)name, (void)external, (void)system;
    excluded(data, "a DOCTYPE");
}

static void comment(void *data, const xmlChar *text)
{
    (void)text;
    excluded(data, "a comment");
}

static void cdata(void *data, const xmlChar *text, int length)
{
    (void)text, (void)length;
    excluded(data, "a CDATA section");
}

static void instruction(void *data, const xmlChar *target, const xmlChar *text)
{
    (void)target, (void)text;
    excluded(data, "a processing instruction");
}

static void reference(void *data, const xmlChar *name)
{
    (void)name;
    excluded(data, "an entity");
}

static xmlEntityPtr no_entity(void *data, const xmlChar *name)
{
    (void)name;
    return excluded(data, "an entity"), NULL;
}

static const char *check_of(const xmlError *error)
{
    if (error->code == XML_NS_ERR_ATTRIBUTE_REDEFINED) return CHECK_XML_ATTRIBUTE_DUPLICATE;
    bool namespace = error->domain == XML_FROM_NAMESPACE || error->code == XML_WAR_NS_URI ||
                     error->code == XML_WAR_NS_URI_RELATIVE || error->code == XML_NS_ERR_XML_NAMESPACE;
    return namespace ? CHECK_XML_NAMESPACE : CHECK_XML_PARSER;
}

/* A warning is a complaint too: a document that two readers may read in two ways is refused. */
static void complaint(void *data, xmlErrorPtr error)
{
    struct tg_xml_reader *reader = data;
    if (error->code == XML_ERR_NO_MEMORY) return tg_xml_fail_memory(reader);
    struct tg_span message = tg_span_trim(tg_span_of(error->message ? error->message : "a complaint"));
    tg_xml_fail(reader, check_of(error), "well-formed XML with namespaces", message);
}

const xmlSAXHandler tg_xml_handler = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = start_element,
    .endElementNs = end_element,
    .characters = characters,
    .ignorableWhitespace = characters,
    .internalSubset = subset,
    .externalSubset = subset,
    .comment = comment,
    .cdataBlock = cdata,
    .processingInstruction = instruction,
    .reference = reference,
    .getEntity = no_entity,
    .getParameterEntity = no_entity,
    .serror = complaint,
};
