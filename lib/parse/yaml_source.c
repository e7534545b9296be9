/* SPDX-License-Identifier: Apache-2.0 */
#include "yaml_source.h"

#include "base/utf8.h"
#include "parse/check.h"
#include "parse/place.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

struct tg_yaml_place tg_yaml_place_of(struct tg_span octets)
{
    return (struct tg_yaml_place){.octets = octets, .line = 1, .column = 1};
}

static bool at_line_end(const struct tg_yaml_place *place)
{
    struct tg_span rest = tg_span_from(place->octets, place->offset);
    return rest.at[0] == '\n' || (rest.at[0] == '\r' && !tg_span_starts(rest, "\r\n"));
}

void tg_yaml_follow(struct tg_yaml_place *place, size_t index)
{
    while (place->index < index && place->offset < place->octets.length) {
        bool line_end = at_line_end(place);
        size_t width = tg_utf8_width(tg_span_from(place->octets, place->offset));
        place->offset += width > 0 ? width : 1;
        place->index++;
        if (!line_end) continue;
        place->line++;
        place->line_start = place->offset;
    }
    place->column = (uint32_t)(place->offset - place->line_start + 1);
}

/* Octets of a good character at the start; 0 and the check for any other. */
static size_t character_width(struct tg_span text, const char **check)
{
    unsigned char first = (unsigned char)text.at[0];
    size_t width = tg_utf8_width(text);
    *check = width == 0 ? CHECK_YAML_ENCODING : CHECK_YAML_CHARACTER;
    if (width == 0) return 0;
    if (first < 0x20) return first == '\t' || first == '\n' || first == '\r' ? width : 0;
    if (first == 0x7f) return 0;
    bool control = first == 0xc2 && (unsigned char)text.at[1] < 0xa0;
    /* U+2028 and U+2029 end a line for libyaml but not for an editor; U+FFFE and U+FFFF are no characters. */
    bool line_end = tg_span_starts(text, "\xe2\x80\xa8") || tg_span_starts(text, "\xe2\x80\xa9");
    bool nothing = tg_span_starts(text, "\xef\xbf\xbe") || tg_span_starts(text, "\xef\xbf\xbf");
    return control || line_end || nothing || tg_span_starts(text, BYTE_ORDER_MARK) ? 0 : width;
}

toegang_status tg_yaml_source(struct tg_span octets, struct tg_span *text, toegang_report *report)
{
    size_t start = tg_span_starts(octets, BYTE_ORDER_MARK) ? sizeof BYTE_ORDER_MARK - 1 : 0;
    struct tg_span rest = tg_span_from(octets, start);
    const char *check = NULL;
    for (size_t i = 0; i < rest.length;) {
        unsigned char octet = (unsigned char)rest.at[i];
        size_t width = octet >= 0x20 && octet < 0x7f ? 1 : character_width(tg_span_from(rest, i), &check);
        if (width == 0)
            return tg_refuse_at(report, octets, start + i, check, "UTF-8 text",
                                TG_SPAN("an octet that is none"));
        i += width;
    }
    return *text = rest, TOEGANG_GOOD;
}
