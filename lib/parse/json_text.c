/* SPDX-License-Identifier: Apache-2.0 */
/* Strings: what stands for itself, and escapes. */
#include "base/report.h"
#include "base/utf8.h"
#include "json_reader.h"
#include "parse/check.h"

static toegang_status refuse_character(const struct tg_json_reader *reader, size_t offset)
{
    return tg_json_refuse(reader, offset, CHECK_JSON_CHARACTER, "no control character, no noncharacter",
                          TG_SPAN("one"));
}

/* U+FDD0 to U+FDEF, and the last two of each plane (Unicode 23.7; RFC 7493 section 2.1). */
static bool is_noncharacter(uint32_t point)
{
    return (point >= 0xfdd0 && point <= 0xfdef) || (point & 0xfffe) == 0xfffe;
}

static uint32_t point_of(const char *at, size_t width)
{
    uint32_t point = (unsigned char)at[0] & (0x7fu >> width);
    for (size_t i = 1; i < width; i++) point = point << 6 | ((unsigned char)at[i] & 0x3fu);
    return point;
}

/* A character beyond ASCII that stands for itself. */
static toegang_status pass_wide(struct tg_json_reader *reader)
{
    struct tg_span rest = tg_span_from(reader->octets, reader->next);
    size_t width = tg_utf8_width(rest);
    if (width == 0)
        return tg_json_refuse(reader, reader->next, CHECK_JSON_ENCODING, "UTF-8", TG_SPAN("another octet"));
    if (is_noncharacter(point_of(rest.at, width))) return refuse_character(reader, reader->next);
    reader->next += width;
    return TOEGANG_GOOD;
}

static bool is_plain(char octet)
{
    return octet >= 0x20 && octet < 0x7f && octet != '"' && octet != '\\';
}

/* Most texts are nothing but printable ASCII. */
static void pass_ascii(struct tg_json_reader *reader)
{
    const char *at = reader->octets.at;
    size_t next = reader->next;
    while (next < reader->octets.length && is_plain(at[next])) next++;
    reader->next = next;
}

/* Characters that stand for themselves, up to a quote or a backslash. */
static toegang_status pass_plain(struct tg_json_reader *reader)
{
    toegang_status status = TOEGANG_GOOD;
    while (status == TOEGANG_GOOD) {
        pass_ascii(reader);
        int octet = tg_json_peek(reader);
        if (octet == '"' || octet == '\\') return TOEGANG_GOOD;
        if (octet < 0) return tg_json_refuse_next(reader, CHECK_JSON_SYNTAX, "\"");
        if (octet < 0x20) return refuse_character(reader, reader->next);
        if (octet < 0x80)
            reader->next++;
        else
            status = pass_wide(reader);
    }
    return status;
}

static int digit_value(int octet)
{
    if (octet >= '0' && octet <= '9') return octet - '0';
    if (octet >= 'a' && octet <= 'f') return octet - 'a' + 10;
    if (octet >= 'A' && octet <= 'F') return octet - 'A' + 10;
    return -1;
}

/* Four hexadecimal digits, a unit of UTF-16. */
static toegang_status read_unit(struct tg_json_reader *reader, uint32_t *out)
{
    uint32_t unit = 0;
    for (int i = 0; i < 4; i++) {
        int value = digit_value(tg_json_peek(reader));
        if (value < 0) return tg_json_refuse_next(reader, CHECK_JSON_ESCAPE, "four hexadecimal digits");
        unit = unit << 4 | (uint32_t)value;
        reader->next++;
    }
    return *out = unit, TOEGANG_GOOD;
}

static toegang_status refuse_surrogate(const struct tg_json_reader *reader, size_t start)
{
    return tg_json_refuse(reader, start, CHECK_JSON_SURROGATE, "both halves of a surrogate pair",
                          TG_SPAN("one half"));
}

/* The second half of a pair has to follow at once; start is the backslash of the first. */
static toegang_status read_second_half(struct tg_json_reader *reader, size_t start, uint32_t *point)
{
    uint32_t low = 0;
    if (!tg_json_skip(reader, '\\') || !tg_json_skip(reader, 'u')) return refuse_surrogate(reader, start);
    toegang_status status = read_unit(reader, &low);
    if (status != TOEGANG_GOOD) return status;
    if (low < 0xdc00 || low > 0xdfff) return refuse_surrogate(reader, start);
    *point = 0x10000 + ((*point - 0xd800) << 10) + (low - 0xdc00);
    return TOEGANG_GOOD;
}

/* What stands after \u, one unit or the two of a pair. */
static toegang_status read_point(struct tg_json_reader *reader, size_t start, uint32_t *out)
{
    uint32_t point = 0;
    toegang_status status = read_unit(reader, &point);
    if (status != TOEGANG_GOOD) return status;
    if (point >= 0xdc00 && point <= 0xdfff) return refuse_surrogate(reader, start);
    if (point >= 0xd800 && point <= 0xdbff) status = read_second_half(reader, start, &point);
    if (status != TOEGANG_GOOD) return status;
    if (point == 0 || is_noncharacter(point)) return refuse_character(reader, start);
    return *out = point, TOEGANG_GOOD;
}

static toegang_status read_escape(struct tg_json_reader *reader, uint32_t *out)
{
    static const char names[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
    size_t start = reader->next++;
    if (tg_json_skip(reader, 'u')) return read_point(reader, start, out);
    for (const char *name = names; *name; name += 2)
        if (tg_json_skip(reader, name[0])) return *out = (unsigned char)name[1], TOEGANG_GOOD;
    return tg_json_refuse_next(reader, CHECK_JSON_ESCAPE, "\" \\ / b f n r t u");
}

static char *write_point(char *out, uint32_t point)
{
    static const unsigned char marks[] = {0, 0, 0xc0, 0xe0, 0xf0};
    size_t width = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = width - 1; i > 0; i--, point >>= 6) out[i] = (char)(0x80 | (point & 0x3f));
    out[0] = (char)(marks[width] | point);
    return out + width;
}

/* One piece of memory holds all texts with escapes, since none is longer than it was written. */
static toegang_status begin_copies(struct tg_json_reader *reader)
{
    if (!reader->copies) reader->copies = tg_arena_take(reader->arena, reader->octets.length);
    return reader->copies ? TOEGANG_GOOD : tg_no_memory(reader->report);
}

static void copy_plain(struct tg_json_reader *reader, size_t start)
{
    size_t length = reader->next - start;
    memcpy(reader->copies, reader->octets.at + start, length);
    reader->copies += length;
}

/* From the first backslash of a string; start is where the string begins. */
static toegang_status read_with_escapes(struct tg_json_reader *reader, size_t start, struct tg_span *out)
{
    toegang_status status = begin_copies(reader);
    if (status != TOEGANG_GOOD) return status;
    const char *text = reader->copies;
    copy_plain(reader, start);
    while (status == TOEGANG_GOOD && tg_json_peek(reader) == '\\') {
        uint32_t point = 0;
        status = read_escape(reader, &point);
        if (status != TOEGANG_GOOD) return status;
        reader->copies = write_point(reader->copies, point);
        start = reader->next;
        status = pass_plain(reader);
        copy_plain(reader, start);
    }
    if (status != TOEGANG_GOOD) return status;
    return *out = (struct tg_span){text, (size_t)(reader->copies - text)}, TOEGANG_GOOD;
}

toegang_status tg_json_read_string(struct tg_json_reader *reader, struct tg_span *out)
{
    size_t start = ++reader->next;
    struct tg_span text = {0};
    toegang_status status = pass_plain(reader);
    if (status != TOEGANG_GOOD) return status;
    if (tg_json_peek(reader) == '"')
        text = (struct tg_span){reader->octets.at + start, reader->next - start};
    else
        status = read_with_escapes(reader, start, &text);
    if (status != TOEGANG_GOOD) return status;
    reader->next++;
    return *out = text, TOEGANG_GOOD;
}
