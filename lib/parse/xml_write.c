/* SPDX-License-Identifier: Apache-2.0 */
#include "parse/xml_write.h"

#include "base/report.h"
#include "base/utf8.h"
#include "c14n_writer.h"
#include "parse/check.h"

#define DEPTH_MAX 16

struct tg_xml_writer {
    struct tg_c14n_writer octets;
    const char *names[DEPTH_MAX]; /* of the elements that have not ended */
    size_t depth;
    bool in_tag; /* the start tag may still get attributes */
};

struct tg_xml_writer *tg_xml_write(struct tg_arena *arena, toegang_report *report)
{
    struct tg_xml_writer *writer = tg_arena_take(arena, sizeof *writer);
    if (writer) writer->octets = (struct tg_c14n_writer){.arena = arena, .report = report};
    return writer;
}

/* XML 2.2: no control characters but tab and line ends, no surrogates, not U+FFFE or U+FFFF. */
static bool is_xml(struct tg_span text)
{
    for (size_t i = 0, width; i < text.length; i += width) {
        unsigned char octet = (unsigned char)text.at[i];
        width = tg_utf8_width(tg_span_from(text, i));
        if (width == 0 || (octet < 0x20 && octet != '\t' && octet != '\n' && octet != '\r')) return false;
        if (width == 3 && memcmp(text.at + i, "\xef\xbf\xbe", 3) >= 0 && octet == 0xef) return false;
    }
    return true;
}

static bool holds_xml(struct tg_xml_writer *writer, struct tg_span text)
{
    if (is_xml(text)) return true;
    tg_c14n_fail(&writer->octets, CHECK_XML_CHARACTER, "characters that XML has", text);
    return false;
}

static void end_tag_opened(struct tg_xml_writer *writer)
{
    if (writer->in_tag) tg_c14n_put_octet(&writer->octets, '>');
    writer->in_tag = false;
}

void tg_xml_put_element(struct tg_xml_writer *writer, const char *name)
{
    if (!writer) return;
    end_tag_opened(writer);
    if (writer->depth == DEPTH_MAX) {
        tg_c14n_fail(&writer->octets, CHECK_XML_DEPTH, "at most 16", TG_SPAN("more"));
        return;
    }
    writer->names[writer->depth++] = name;
    writer->in_tag = true;
    tg_c14n_put_octet(&writer->octets, '<');
    tg_c14n_put(&writer->octets, tg_span_of(name));
}

void tg_xml_put_attribute(struct tg_xml_writer *writer, const char *name, const char *value)
{
    if (!writer || !value || !holds_xml(writer, tg_span_of(value))) return;
    tg_c14n_put_octet(&writer->octets, ' ');
    tg_c14n_put(&writer->octets, tg_span_of(name));
    tg_c14n_put(&writer->octets, TG_SPAN("=\""));
    tg_c14n_put_value(&writer->octets, tg_span_of(value));
    tg_c14n_put_octet(&writer->octets, '"');
}

void tg_xml_put_text(struct tg_xml_writer *writer, const char *text)
{
    if (!writer || !holds_xml(writer, tg_span_of(text))) return;
    end_tag_opened(writer);
    tg_c14n_put_text(&writer->octets, tg_span_of(text));
}

void tg_xml_put_end(struct tg_xml_writer *writer)
{
    if (!writer || writer->depth == 0) return;
    end_tag_opened(writer);
    tg_c14n_put(&writer->octets, TG_SPAN("</"));
    tg_c14n_put(&writer->octets, tg_span_of(writer->names[--writer->depth]));
    tg_c14n_put_octet(&writer->octets, '>');
}

void tg_xml_put_leaf(struct tg_xml_writer *writer, const char *name, const char *text)
{
    tg_xml_put_element(writer, name);
    tg_xml_put_text(writer, text);
    tg_xml_put_end(writer);
}

toegang_status tg_xml_written(struct tg_xml_writer *writer, struct tg_span *out, toegang_report *report)
{
    if (!writer) return tg_no_memory(report);
    if (writer->octets.status != TOEGANG_GOOD) return writer->octets.status;
    if (writer->depth > 0) return TOEGANG_INTERNAL;
    *out = (struct tg_span){writer->octets.out, writer->octets.length};
    return TOEGANG_GOOD;
}
