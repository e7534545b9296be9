/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Canonical octets read by their one form, without libxml2. Whatever tree this makes is written out again,
 * and only when the very same octets come out is it the answer: two trees never have one canonical form.
 * Anything else, and any doubt on the way, is read by tg_xml_read. So this can be fast, and cannot be wrong.
 */
#include <string.h>

#include "base/report.h"
#include "gate_reader.h"
#include "parse/c14n.h"

#define NS_XML "http://www.w3.org/XML/1998/namespace"

struct reader {
    const char *at, *end;
    struct tg_arena *arena;
    struct tg_xml_node *root, *current;
};

static bool is_next(const struct reader *reader, char octet)
{
    return reader->at < reader->end && *reader->at == octet;
}

static bool skip(struct reader *reader, char octet)
{
    bool next = is_next(reader, octet);
    reader->at += next;
    return next;
}

/* Up to the octet, which stays; false when it does not come. */
static bool until(struct reader *reader, char octet, struct tg_span *out)
{
    const char *start = reader->at, *found = memchr(start, octet, (size_t)(reader->end - start));
    if (!found) return false;
    reader->at = found;
    return *out = (struct tg_span){start, (size_t)(found - start)}, true;
}

static struct tg_span name_part(struct reader *reader)
{
    const char *start = reader->at;
    while (reader->at < reader->end && (tg_gate_class[(unsigned char)*reader->at] & TG_GATE_NAME))
        reader->at++;
    return (struct tg_span){start, (size_t)(reader->at - start)};
}

static bool read_name(struct reader *reader, struct tg_span *prefix, struct tg_span *local)
{
    *prefix = (struct tg_span){NULL, 0};
    *local = name_part(reader);
    if (!skip(reader, ':')) return local->length > 0;
    *prefix = *local;
    *local = name_part(reader);
    return prefix->length > 0 && local->length > 0;
}

/* The octet that a reference at the start stands for, and the length of the reference; 0 when canonical
 * octets have none such. */
static char referred(struct tg_span rest, size_t *length)
{
    static const struct {
        const char *reference;
        char octet;
    } references[] = {{"&amp;", '&'},  {"&lt;", '<'},   {"&gt;", '>'},  {"&quot;", '"'},
                      {"&#xD;", '\r'}, {"&#xA;", '\n'}, {"&#x9;", '\t'}};
    for (size_t i = 0; i < sizeof references / sizeof *references; i++)
        if (tg_span_starts(rest, references[i].reference))
            return *length = strlen(references[i].reference), references[i].octet;
    return '\0';
}

/* What has no reference in it stays where it is. */
static bool unescape(struct reader *reader, struct tg_span raw, struct tg_span *out)
{
    if (tg_span_find(raw, '&') == raw.length) return *out = raw, true;
    char *text = tg_arena_take(reader->arena, raw.length), *to = text;
    for (size_t i = 0, length = 1; text && i < raw.length; i += length) {
        length = 1;
        *to = raw.at[i] == '&' ? referred(tg_span_from(raw, i), &length) : raw.at[i];
        if (*to++ == '\0') return false;
    }
    return *out = (struct tg_span){text, (size_t)(to - text)}, text != NULL;
}

/* The namespace name that the prefix is bound to here; an unbound prefix is not ours to judge. */
static bool bind(const struct tg_xml_node *node, struct tg_span prefix, struct tg_span *out)
{
    if (tg_span_is(prefix, "xml")) return *out = TG_SPAN(NS_XML), true;
    for (; node; node = node->parent)
        for (const struct tg_xml_namespace *each = node->namespaces; each; each = each->next)
            if (tg_span_equal(each->prefix, prefix)) return *out = each->uri, true;
    return *out = (struct tg_span){NULL, 0}, prefix.length == 0;
}

static bool add_namespace(struct reader *reader, struct tg_xml_node *node, struct tg_span prefix,
                          struct tg_span uri)
{
    struct tg_xml_namespace *namespace = tg_arena_take(reader->arena, sizeof *namespace);
    if (!namespace) return false;
    *namespace = (struct tg_xml_namespace){prefix, uri, node->namespaces};
    node->namespaces = namespace;
    return true;
}

static bool read_attribute(struct reader *reader, struct tg_xml_node *node, struct tg_xml_attribute ***end)
{
    struct tg_span prefix, local, raw, value;
    if (!read_name(reader, &prefix, &local) || !skip(reader, '=') || !skip(reader, '"')) return false;
    if (!until(reader, '"', &raw) || !skip(reader, '"') || !unescape(reader, raw, &value)) return false;
    if (tg_span_is(prefix, "xmlns")) return add_namespace(reader, node, local, value);
    if (prefix.length == 0 && tg_span_is(local, "xmlns")) return add_namespace(reader, node, prefix, value);
    struct tg_xml_attribute *attribute = tg_arena_take(reader->arena, sizeof *attribute);
    if (!attribute) return false;
    *attribute = (struct tg_xml_attribute){.prefix = prefix, .local = local, .value = value};
    **end = attribute;
    *end = &attribute->next;
    return prefix.length == 0 || bind(node, prefix, &attribute->uri);
}

static bool read_start(struct reader *reader)
{
    struct tg_xml_node *node =
        reader->root && !reader->current ? NULL : tg_xml_append(reader->arena, reader->current);
    struct tg_xml_attribute **end = node ? &node->attributes : NULL;
    if (!node || !read_name(reader, &node->prefix, &node->local)) return false;
    while (skip(reader, ' '))
        if (!read_attribute(reader, node, &end)) return false;
    if (!skip(reader, '>') || !bind(node, node->prefix, &node->uri)) return false;
    if (!reader->root) reader->root = node;
    reader->current = node;
    return true;
}

/* That the name is the right one, the gate has seen. */
static bool read_end(struct reader *reader)
{
    struct tg_span name;
    if (!reader->current || !until(reader, '>', &name)) return false;
    reader->current = reader->current->parent;
    return skip(reader, '>');
}

static bool read_text(struct reader *reader)
{
    struct tg_span raw;
    struct tg_xml_node *node = reader->current ? tg_xml_append(reader->arena, reader->current) : NULL;
    return node && until(reader, '<', &raw) && unescape(reader, raw, &node->text);
}

static bool read_all(struct reader *reader)
{
    bool good = true;
    while (good && reader->at < reader->end) {
        if (!skip(reader, '<'))
            good = read_text(reader);
        else
            good = skip(reader, '/') ? read_end(reader) : read_start(reader);
    }
    return good && reader->root && !reader->current;
}

/* The proof. */
static bool gives_back(const struct tg_xml_node *root, struct tg_span octets, struct tg_arena *arena)
{
    const struct tg_c14n_prefixes none = {.count = 0};
    struct tg_span again = {NULL, 0};
    return tg_c14n_exclusive(root, NULL, &none, arena, &again, NULL) == TOEGANG_GOOD &&
           tg_span_equal(again, octets);
}

toegang_status tg_xml_read_canonical(struct tg_span octets, const struct tg_xml_limits *limits,
                                     struct tg_arena *arena, struct tg_xml_node **root,
                                     toegang_report *report)
{
    struct tg_span body = {NULL, 0};
    toegang_status status = tg_gate(octets, limits, &body, report);
    if (status != TOEGANG_GOOD) return status;
    struct reader reader = {.at = octets.at, .end = octets.at + octets.length, .arena = arena};
    if (body.length == octets.length && read_all(&reader) && gives_back(reader.root, octets, arena))
        return *root = reader.root, TOEGANG_GOOD;
    return tg_xml_read(octets, limits, arena, root, report);
}
