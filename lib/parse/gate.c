/* SPDX-License-Identifier: Apache-2.0 */
#include "parse/gate.h"

#include <stdio.h>

#include "base/report.h"
#include "gate_count.h"
#include "gate_reader.h"
#include "parse/check.h"

const struct tg_xml_limits tg_xml_message_limits = {.octets = 256u << 10,
                                                    .depth = 32,
                                                    .attributes_per_element = 32,
                                                    .elements = 4096,
                                                    .attributes = 8192,
                                                    .name = 128};
const struct tg_xml_limits tg_xml_metadata_limits = {.octets = 8u << 20,
                                                     .depth = 32,
                                                     .attributes_per_element = 64,
                                                     .elements = 262144,
                                                     .attributes = 524288,
                                                     .name = 128};

static toegang_status check_size(struct tg_span octets, const struct tg_xml_limits *limits,
                                 toegang_report *report)
{
    char expected[64];
    if (octets.length > 0 && octets.length <= limits->octets) return TOEGANG_GOOD;
    snprintf(expected, sizeof expected, "between 1 and %zu octets", limits->octets);
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_XML_SIZE, expected, "%zu", octets.length);
}

/* Of "<!" and "<?" nothing goes through; the reason is told by name. */
static toegang_status refuse_markup(const struct tg_gate_reader *reader)
{
    static const struct {
        const char *start, *check, *name;
    } kinds[] = {{"<!--", CHECK_XML_COMMENT, "a comment"},
                 {"<![CDATA[", CHECK_XML_CDATA, "a CDATA section"},
                 {"<!DOCTYPE", CHECK_XML_DOCTYPE, "a DOCTYPE"},
                 {"<?", CHECK_XML_INSTRUCTION, "a processing instruction"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (tg_gate_starts(reader, kinds[i].start))
            return tg_gate_refuse(reader, kinds[i].check, "elements and text", tg_span_of(kinds[i].name));
    return tg_gate_refuse(reader, CHECK_XML_TAG, "elements and text", TG_SPAN("<!"));
}

static toegang_status read_markup(struct tg_gate_reader *reader)
{
    unsigned char second = reader->end - reader->at > 1 ? reader->at[1] : 0;
    if (second == '!' || second == '?') return refuse_markup(reader);
    return second == '/' ? tg_gate_end_tag(reader) : tg_gate_start_tag(reader);
}

/* "]]>" does not stand in text (XML 1.0, section 2.4). Tags end in ">" too, but with "]]" before it only text
 * does. */
static toegang_status read_greater_than(struct tg_gate_reader *reader)
{
    if (reader->at[-1] == ']' && reader->at[-2] == ']')
        return tg_gate_refuse(reader, CHECK_XML_CHARACTER, "text without ]]>", TG_SPAN("]]>"));
    reader->at++;
    return TOEGANG_GOOD;
}

/* One step inside the root: text, a reference or a tag. */
static toegang_status read_content(struct tg_gate_reader *reader)
{
    tg_gate_skip(reader, TG_GATE_TEXT);
    if (reader->at == reader->end)
        return tg_gate_refuse(reader, CHECK_XML_TAG, "the end of the innermost element", TG_SPAN("the end"));
    switch (*reader->at) {
    case '<':
        return read_markup(reader);
    case '&':
        return tg_gate_reference(reader);
    case '>':
        return read_greater_than(reader);
    default:
        return tg_gate_character(reader);
    }
}

static toegang_status read_root(struct tg_gate_reader *reader)
{
    toegang_status status = read_markup(reader);
    while (status == TOEGANG_GOOD && reader->depth > 0) status = read_content(reader);
    return status;
}

static bool has_declaration(const struct tg_gate_reader *reader)
{
    bool named = tg_gate_starts(reader, "<?xml") && reader->end - reader->at > 5;
    return named && (tg_gate_class[reader->at[5]] & TG_GATE_SPACE);
}

/* What stands around the root is white space; anything else has a name of its own when it is markup. */
static toegang_status refuse_around_root(const struct tg_gate_reader *reader)
{
    if (tg_gate_starts(reader, "<!") || tg_gate_starts(reader, "<?")) return refuse_markup(reader);
    struct tg_span came = reader->at == reader->end ? TG_SPAN("the end") : TG_SPAN("something else");
    return tg_gate_refuse(reader, CHECK_XML_ROOT, "exactly one element", came);
}

static toegang_status read_document(struct tg_gate_reader *reader, struct tg_span *body)
{
    toegang_status status = TOEGANG_GOOD;
    if (tg_gate_starts(reader, "\xef\xbb\xbf"))
        return tg_gate_refuse(reader, CHECK_XML_ENCODING, "no byte order mark", TG_SPAN("one"));
    if (has_declaration(reader)) status = tg_gate_declaration(reader);
    if (status != TOEGANG_GOOD) return status;
    *body = tg_span_from(reader->octets, (size_t)((const char *)reader->at - reader->octets.at));
    tg_gate_skip_spaces(reader);
    if (!tg_gate_starts(reader, "<")) return refuse_around_root(reader);
    status = read_root(reader);
    if (status != TOEGANG_GOOD) return status;
    tg_gate_skip_spaces(reader);
    return reader->at == reader->end ? TOEGANG_GOOD : refuse_around_root(reader);
}

toegang_status tg_gate_count(struct tg_span octets, const struct tg_xml_limits *limits, struct tg_span *body,
                             struct tg_gate_counts *counts, toegang_report *report)
{
    struct tg_span inner;
    toegang_status status = check_size(octets, limits, report);
    if (status != TOEGANG_GOOD) return status;
    struct tg_gate_reader reader = {.octets = octets, .limits = limits, .report = report};
    reader.at = (const unsigned char *)octets.at;
    reader.end = reader.at + octets.length;
    status = read_document(&reader, &inner);
    if (status != TOEGANG_GOOD) return status;
    *counts = (struct tg_gate_counts){reader.elements, reader.attributes};
    return *body = inner, TOEGANG_GOOD;
}

toegang_status tg_gate(struct tg_span octets, const struct tg_xml_limits *limits, struct tg_span *body,
                       toegang_report *report)
{
    struct tg_gate_counts counts;
    return tg_gate_count(octets, limits, body, &counts, report);
}
