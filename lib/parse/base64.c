/* SPDX-License-Identifier: Apache-2.0 */
#include "parse/base64.h"

#include "base/report.h"
#include "parse/check.h"

/* 0 is no character of the alphabet, so that what is not in a table is refused. */
enum { VALUE = 0x40, SPACE = 0x80, PAD = 0x81 };

#define LETTERS_AND_DIGITS \
    ['A'] = 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f, \
    0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, ['a'] = 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f, \
    0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x70, \
    0x71, 0x72, 0x73, ['0'] = 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x7b, 0x7c, 0x7d

/* RFC 4648 section 4, with padding and the white space of XML; section 5, with neither. */
static const unsigned char padded_table[256] = {
    LETTERS_AND_DIGITS, ['+'] = 0x7e,   ['/'] = 0x7f,   ['='] = PAD,
    [' '] = SPACE,      ['\t'] = SPACE, ['\r'] = SPACE, ['\n'] = SPACE};
static const unsigned char url_table[256] = {LETTERS_AND_DIGITS, ['-'] = 0x7e, ['_'] = 0x7f};

#define ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

struct reader {
    struct tg_span text;
    size_t next;
    const unsigned char *table;
    unsigned char *out, *end;
    uint32_t bits;  /* of the group that has begun */
    unsigned count; /* characters in it */
    unsigned pads;
    toegang_report *report;
};

static toegang_status refuse(const struct reader *reader, const char *check, const char *expected,
                             const char *came)
{
    bool first = reader->report && reader->report->status == TOEGANG_GOOD;
    toegang_status status = tg_refuse(reader->report, check, expected, tg_span_of(came));
    if (first) tg_report_place(reader->report, 0, 0, reader->next);
    return status;
}

/* Whole groups of four characters without white space between. */
static void read_groups(struct reader *reader)
{
    const unsigned char *const table = reader->table;
    const unsigned char *at = (const unsigned char *)reader->text.at + reader->next;
    unsigned char *out = reader->out; /* kept here: octets that are written could be the reader's own */
    size_t groups = (reader->text.length - reader->next) / 4, room = (size_t)(reader->end - out) / 3;
    for (size_t left = groups < room ? groups : room; left > 0; left--, at += 4, out += 3) {
        unsigned a = table[at[0]], b = table[at[1]], c = table[at[2]], d = table[at[3]];
        if (!(a & b & c & d & VALUE)) break;
        uint32_t bits = (a & 63) << 18 | (b & 63) << 12 | (c & 63) << 6 | (d & 63);
        out[0] = (unsigned char)(bits >> 16);
        out[1] = (unsigned char)(bits >> 8 & 0xff);
        out[2] = (unsigned char)(bits & 0xff);
    }
    reader->next += (size_t)(out - reader->out) / 3 * 4;
    reader->out = out;
}

/* The first count octets of the group, whose bits stand at the left of 24. */
static bool write_group(struct reader *reader, uint32_t bits, unsigned count)
{
    if (reader->end - reader->out < (ptrdiff_t)count) return false;
    for (unsigned i = 0; i < count; i++) *reader->out++ = (unsigned char)(bits >> (16 - 8 * i) & 0xff);
    reader->count = 0;
    reader->bits = 0;
    return true;
}

static toegang_status read_value(struct reader *reader, unsigned value)
{
    if (reader->pads > 0) return refuse(reader, CHECK_BASE64_PADDING, "the end after =", "more");
    reader->bits = reader->bits << 6 | (value & 63);
    reader->count++;
    if (reader->count == 4 && !write_group(reader, reader->bits, 3))
        return refuse(reader, CHECK_BASE64_SIZE, "fewer octets", "more");
    return TOEGANG_GOOD;
}

static toegang_status read_character(struct reader *reader)
{
    unsigned value = reader->table[(unsigned char)reader->text.at[reader->next]];
    toegang_status status = TOEGANG_REFUSED;
    if (value & VALUE)
        status = read_value(reader, value);
    else if (value == SPACE)
        status = TOEGANG_GOOD;
    else if (value == PAD && reader->pads < 2)
        status = (reader->pads++, TOEGANG_GOOD);
    else if (value == PAD)
        status = refuse(reader, CHECK_BASE64_PADDING, "at most two =", "more");
    else
        status = refuse(reader, CHECK_BASE64_CHARACTER, "base64", "another octet");
    if (status == TOEGANG_GOOD) reader->next++;
    return status;
}

/* A last group of two or three characters makes one or two octets; the bits that are left must be zero. */
static toegang_status read_tail(struct reader *reader)
{
    unsigned missing = reader->count == 0 ? 0 : 4 - reader->count;
    unsigned pads = reader->table == padded_table ? missing : 0;
    if (reader->count == 1)
        return refuse(reader, CHECK_BASE64_LENGTH, "2, 3 or 4 characters in a group", "1");
    if (reader->pads != pads) return refuse(reader, CHECK_BASE64_PADDING, "exact padding", "other padding");
    uint32_t bits = reader->bits << 6 * missing;
    unsigned count = reader->count == 0 ? 0 : reader->count - 1;
    if ((bits & (0xffffffu >> 8 * count)) != 0 && count > 0)
        return refuse(reader, CHECK_BASE64_TAIL, "unused bits 0", "1");
    if (!write_group(reader, bits, count)) return refuse(reader, CHECK_BASE64_SIZE, "fewer octets", "more");
    return TOEGANG_GOOD;
}

static toegang_status read_all(struct reader *reader)
{
    while (reader->next < reader->text.length) {
        if (reader->count == 0 && reader->pads == 0) read_groups(reader);
        if (reader->next == reader->text.length) break;
        toegang_status status = read_character(reader);
        if (status != TOEGANG_GOOD) return status;
    }
    return read_tail(reader);
}

static toegang_status read_with(const unsigned char *table, struct tg_span text, size_t limit,
                                struct tg_arena *arena, struct tg_span *out, toegang_report *report)
{
    size_t most = text.length / 4 * 3 + 2;
    if (most > limit) most = limit;
    unsigned char *octets = tg_arena_take(arena, most + 1);
    if (!octets) return tg_no_memory(report);
    struct reader reader = {
        .text = text, .table = table, .out = octets, .end = octets + most, .report = report};
    toegang_status status = read_all(&reader);
    if (status != TOEGANG_GOOD) return status;
    *out = (struct tg_span){(const char *)octets, (size_t)(reader.out - octets)};
    return TOEGANG_GOOD;
}

toegang_status tg_base64_read(struct tg_span text, size_t limit, struct tg_arena *arena, struct tg_span *out,
                              toegang_report *report)
{
    return read_with(padded_table, text, limit, arena, out, report);
}

toegang_status tg_base64url_read(struct tg_span text, size_t limit, struct tg_arena *arena,
                                 struct tg_span *out, toegang_report *report)
{
    return read_with(url_table, text, limit, arena, out, report);
}

static char *write_with(const char *alphabet, struct tg_span octets, char *out)
{
    for (size_t i = 0; i < octets.length; i += 3) {
        size_t left = octets.length - i < 3 ? octets.length - i : 3;
        uint32_t bits = 0;
        for (size_t j = 0; j < 3; j++) bits = bits << 8 | (j < left ? (unsigned char)octets.at[i + j] : 0);
        for (size_t j = 0; j < left + 1; j++) *out++ = alphabet[bits >> (18 - 6 * j) & 63];
    }
    *out = '\0';
    return out;
}

void tg_base64url_write(struct tg_span octets, char *out)
{
    write_with(ALPHABET "-_", octets, out);
}

void tg_base64_write(struct tg_span octets, char *out)
{
    char *end = write_with(ALPHABET "+/", octets, out);
    for (size_t left = octets.length % 3; left == 1 || left == 2; left = (left + 1) % 3) *end++ = '=';
    *end = '\0';
}
