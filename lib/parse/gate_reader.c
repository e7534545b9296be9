/* SPDX-License-Identifier: Apache-2.0 */
#include "gate_reader.h"

#include <string.h>

#include "base/utf8.h"
#include "parse/check.h"
#include "parse/place.h"

static struct tg_span rest_of(const struct tg_gate_reader *reader)
{
    return (struct tg_span){(const char *)reader->at, (size_t)(reader->end - reader->at)};
}

static size_t offset_of(const struct tg_gate_reader *reader, const char *at)
{
    return (size_t)(at - reader->octets.at);
}

/* The check that says why no character begins here; NULL when one does (XML 1.0, section 2.2). */
static const char *bad_character(struct tg_span rest)
{
    size_t width = tg_utf8_width(rest);
    if (width == 0) return CHECK_XML_ENCODING;
    unsigned char first = (unsigned char)rest.at[0];
    bool control = first < 0x20 && !(tg_gate_class[first] & TG_GATE_SPACE);
    bool nothing = tg_span_starts(rest, "\xef\xbf\xbe") || tg_span_starts(rest, "\xef\xbf\xbf");
    return control || nothing ? CHECK_XML_CHARACTER : NULL;
}

toegang_status tg_gate_refuse(const struct tg_gate_reader *reader, const char *check, const char *expected,
                              struct tg_span came)
{
    struct tg_span rest = rest_of(reader);
    const char *worse = rest.length > 0 ? bad_character(rest) : NULL;
    size_t offset = offset_of(reader, (const char *)reader->at);
    if (!worse) return tg_refuse_at(reader->report, reader->octets, offset, check, expected, came);
    return tg_refuse_at(reader->report, reader->octets, offset, worse, "XML characters in UTF-8",
                        TG_SPAN("another octet"));
}

toegang_status tg_gate_refuse_span(const struct tg_gate_reader *reader, const char *check,
                                   const char *expected, struct tg_span came)
{
    return tg_refuse_at(reader->report, reader->octets, offset_of(reader, came.at), check, expected, came);
}

bool tg_gate_starts(const struct tg_gate_reader *reader, const char *text)
{
    return tg_span_starts(rest_of(reader), text);
}

static bool skip_name_part(struct tg_gate_reader *reader)
{
    if (reader->at == reader->end || !(tg_gate_class[*reader->at] & TG_GATE_NAME_START)) return false;
    while (reader->at < reader->end && (tg_gate_class[*reader->at] & TG_GATE_NAME)) reader->at++;
    return true;
}

toegang_status tg_gate_name(struct tg_gate_reader *reader, struct tg_span *out)
{
    const unsigned char *start = reader->at;
    bool good = skip_name_part(reader);
    if (good && reader->at < reader->end && *reader->at == ':') {
        reader->at++;
        good = skip_name_part(reader);
    }
    if (!good || (reader->at < reader->end && (*reader->at == ':' || *reader->at >= 0x80)))
        return tg_gate_refuse(reader, CHECK_XML_NAME, "an ASCII name with at most one colon",
                              TG_SPAN("another"));
    struct tg_span name = {(const char *)start, (size_t)(reader->at - start)};
    if (name.length > reader->limits->name)
        return tg_gate_refuse_span(reader, CHECK_XML_NAME, "a shorter name", name);
    return *out = name, TOEGANG_GOOD;
}

static bool is_xml_character(uint32_t code)
{
    if (code < 0x20) return code == 0x9 || code == 0xa || code == 0xd;
    return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

static unsigned digit_of(unsigned char octet)
{
    if (octet >= '0' && octet <= '9') return octet - '0';
    if (octet >= 'a' && octet <= 'f') return octet - 'a' + 10;
    if (octet >= 'A' && octet <= 'F') return octet - 'A' + 10;
    return 16;
}

/* &#65; or &#x41; (section 4.1). A number beyond all characters stays beyond them however long it is. */
static toegang_status numeric_reference(struct tg_gate_reader *reader)
{
    const unsigned char *at = reader->at + 2;
    unsigned base = at < reader->end && *at == 'x' ? 16 : 10;
    uint32_t code = 0;
    if (base == 16) at++;
    const unsigned char *digits = at;
    for (; at < reader->end && digit_of(*at) < base; at++)
        if (code <= 0x10ffff) code = code * base + digit_of(*at);
    if (at == digits || at == reader->end || *at != ';' || !is_xml_character(code))
        return tg_gate_refuse(reader, CHECK_XML_REFERENCE, "a reference to an XML character", TG_SPAN("&#"));
    reader->at = at + 1;
    return TOEGANG_GOOD;
}

static toegang_status unknown_reference(struct tg_gate_reader *reader)
{
    const unsigned char *start = reader->at++;
    bool named = skip_name_part(reader) && reader->at < reader->end && *reader->at == ';';
    struct tg_span name = {(const char *)start, (size_t)(reader->at - start)};
    reader->at = start;
    if (named) return tg_gate_refuse(reader, CHECK_XML_ENTITY, "&lt; &gt; &amp; &quot; &apos;", name);
    return tg_gate_refuse(reader, CHECK_XML_REFERENCE, "&name; or &#number;", TG_SPAN("&"));
}

toegang_status tg_gate_reference(struct tg_gate_reader *reader)
{
    static const char *const entities[] = {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"};
    if (tg_gate_starts(reader, "&#")) return numeric_reference(reader);
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        if (!tg_gate_starts(reader, entities[i])) continue;
        reader->at += strlen(entities[i]);
        return TOEGANG_GOOD;
    }
    return unknown_reference(reader);
}

toegang_status tg_gate_character(struct tg_gate_reader *reader)
{
    struct tg_span rest = rest_of(reader);
    if (bad_character(rest))
        return tg_gate_refuse(reader, CHECK_XML_CHARACTER, "XML characters", TG_SPAN("another octet"));
    reader->at += tg_utf8_width(rest);
    return TOEGANG_GOOD;
}
