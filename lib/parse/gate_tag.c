/* SPDX-License-Identifier: Apache-2.0 */
/* Tags and attributes (XML 1.0, section 3.1). */
#include "gate_reader.h"

#include "parse/check.h"

static bool is_declaration(struct tg_span name)
{
    return name.at[0] == 'x' && tg_span_starts(name, "xmlns:");
}

/* xml and xmlns are bound for ever, and a prefix cannot be unbound (Namespaces in XML 1.0, section 3). */
static toegang_status check_attribute_name(const struct tg_gate_reader *reader, struct tg_span name)
{
    bool reserved =
        is_declaration(name) && (tg_span_is(name, "xmlns:xml") || tg_span_is(name, "xmlns:xmlns"));
    if (reserved) return tg_gate_refuse_span(reader, CHECK_XML_NAMESPACE, "another prefix", name);
    for (unsigned i = 0; i < reader->count; i++)
        if (tg_gate_same_name(reader->names[i], name))
            return tg_gate_refuse_span(reader, CHECK_XML_ATTRIBUTE_DUPLICATE, "each attribute once", name);
    return TOEGANG_GOOD;
}

static toegang_status count_attribute(struct tg_gate_reader *reader, struct tg_span name)
{
    bool many =
        reader->count >= reader->limits->attributes_per_element || reader->count >= TG_GATE_ATTRIBUTES;
    if (many)
        return tg_gate_refuse_span(reader, CHECK_XML_ATTRIBUTES, "fewer attributes in an element", name);
    if (reader->attributes >= reader->limits->attributes)
        return tg_gate_refuse_span(reader, CHECK_XML_ATTRIBUTES, "fewer attributes", name);
    toegang_status status = check_attribute_name(reader, name);
    if (status != TOEGANG_GOOD) return status;
    reader->names[reader->count++] = name;
    reader->attributes++;
    return TOEGANG_GOOD;
}

static toegang_status read_value(struct tg_gate_reader *reader, unsigned char quote, unsigned flag)
{
    toegang_status status = TOEGANG_GOOD;
    for (reader->at++; status == TOEGANG_GOOD;) {
        tg_gate_skip(reader, flag);
        if (reader->at == reader->end || *reader->at == '<')
            return tg_gate_refuse(reader, CHECK_XML_ATTRIBUTE, "a value that ends before <", TG_SPAN("none"));
        if (*reader->at == quote) return reader->at++, TOEGANG_GOOD;
        status = *reader->at == '&' ? tg_gate_reference(reader) : tg_gate_character(reader);
    }
    return status;
}

static toegang_status read_equals_and_value(struct tg_gate_reader *reader)
{
    tg_gate_skip_spaces(reader);
    if (!tg_gate_next_is(reader, '='))
        return tg_gate_refuse(reader, CHECK_XML_ATTRIBUTE, "= after the name", TG_SPAN("something else"));
    reader->at++;
    tg_gate_skip_spaces(reader);
    if (tg_gate_next_is(reader, '"')) return read_value(reader, '"', TG_GATE_IN_DOUBLE);
    if (tg_gate_next_is(reader, '\'')) return read_value(reader, '\'', TG_GATE_IN_SINGLE);
    return tg_gate_refuse(reader, CHECK_XML_ATTRIBUTE, "a value between quotes", TG_SPAN("something else"));
}

static toegang_status read_attribute(struct tg_gate_reader *reader)
{
    struct tg_span name;
    toegang_status status = tg_gate_name(reader, &name);
    if (status == TOEGANG_GOOD) status = count_attribute(reader, name);
    if (status == TOEGANG_GOOD) status = read_equals_and_value(reader);
    return status;
}

/* Up to ">" or "/", which stays; white space stands before each attribute. */
static toegang_status read_attributes(struct tg_gate_reader *reader)
{
    reader->count = 0;
    for (;;) {
        bool space = tg_gate_skip_spaces(reader);
        if (tg_gate_next_is(reader, '>') || tg_gate_next_is(reader, '/')) return TOEGANG_GOOD;
        if (reader->at == reader->end)
            return tg_gate_refuse(reader, CHECK_XML_TAG, "> at the end of a tag", TG_SPAN("the end"));
        if (!space)
            return tg_gate_refuse(reader, CHECK_XML_ATTRIBUTE, "white space before it", TG_SPAN("none"));
        toegang_status status = read_attribute(reader);
        if (status != TOEGANG_GOOD) return status;
    }
}

static toegang_status open_element(struct tg_gate_reader *reader, struct tg_span name)
{
    bool deep = reader->depth >= reader->limits->depth || reader->depth >= TG_GATE_DEPTH;
    if (deep) return tg_gate_refuse_span(reader, CHECK_XML_DEPTH, "elements less deep", name);
    if (reader->elements >= reader->limits->elements)
        return tg_gate_refuse_span(reader, CHECK_XML_ELEMENTS, "fewer elements", name);
    if (is_declaration(name)) return tg_gate_refuse_span(reader, CHECK_XML_NAMESPACE, "another prefix", name);
    reader->open[reader->depth++] = name;
    reader->elements++;
    return TOEGANG_GOOD;
}

toegang_status tg_gate_start_tag(struct tg_gate_reader *reader)
{
    struct tg_span name;
    reader->at++;
    toegang_status status = tg_gate_name(reader, &name);
    if (status == TOEGANG_GOOD) status = open_element(reader, name);
    if (status == TOEGANG_GOOD) status = read_attributes(reader);
    if (status != TOEGANG_GOOD) return status;
    bool empty = *reader->at == '/';
    if (empty) reader->at++;
    if (!tg_gate_next_is(reader, '>'))
        return tg_gate_refuse(reader, CHECK_XML_TAG, "> at the end of a tag", TG_SPAN("something else"));
    reader->at++;
    if (empty) reader->depth--;
    return TOEGANG_GOOD;
}

/* Passes over the name of the innermost element, which has to stand here and ends at white space or ">". */
static bool pass_innermost(struct tg_gate_reader *reader)
{
    struct tg_span name = reader->depth > 0 ? reader->open[reader->depth - 1] : TG_SPAN("");
    bool same = name.length > 0 && (size_t)(reader->end - reader->at) > name.length &&
                memcmp(reader->at, name.at, name.length) == 0;
    if (!same) return false;
    unsigned char next = reader->at[name.length];
    if (next != '>' && !(tg_gate_class[next] & TG_GATE_SPACE)) return false;
    reader->at += name.length;
    return true;
}

/* Another name is read only to be told. */
static toegang_status refuse_end_name(struct tg_gate_reader *reader)
{
    struct tg_span name;
    toegang_status status = tg_gate_name(reader, &name);
    if (status != TOEGANG_GOOD) return status;
    return tg_gate_refuse_span(reader, CHECK_XML_TAG, "the end of the innermost element", name);
}

toegang_status tg_gate_end_tag(struct tg_gate_reader *reader)
{
    reader->at += 2;
    if (!pass_innermost(reader)) return refuse_end_name(reader);
    tg_gate_skip_spaces(reader);
    if (!tg_gate_next_is(reader, '>'))
        return tg_gate_refuse(reader, CHECK_XML_TAG, "> at the end of a tag", TG_SPAN("something else"));
    reader->at++;
    reader->depth--;
    return TOEGANG_GOOD;
}
