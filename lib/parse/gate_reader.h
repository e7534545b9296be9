/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the gate share: a cursor that counts. */
#ifndef TG_PARSE_GATE_READER_H
#define TG_PARSE_GATE_READER_H

#include <string.h>

#include "parse/gate.h"

#define TG_GATE_DEPTH 32      /* no limits allow more */
#define TG_GATE_ATTRIBUTES 64 /* in one element */

enum {
    TG_GATE_SPACE = 0x01,
    TG_GATE_NAME_START = 0x02,
    TG_GATE_NAME = 0x04,
    TG_GATE_TEXT = 0x08,      /* stands for itself in text */
    TG_GATE_IN_DOUBLE = 0x10, /* stands for itself in a value between " */
    TG_GATE_IN_SINGLE = 0x20  /* stands for itself in a value between ' */
};
extern const unsigned char tg_gate_class[256];

struct tg_gate_reader {
    struct tg_span octets;
    const unsigned char *at, *end;
    const struct tg_xml_limits *limits;
    toegang_report *report;
    unsigned depth, elements, attributes;
    unsigned count;                           /* attributes of the element being read */
    struct tg_span open[TG_GATE_DEPTH];       /* names of the elements not yet ended */
    struct tg_span names[TG_GATE_ATTRIBUTES]; /* of the attributes of the element being read */
};

/* Refuses at the cursor. An octet there that is no character at all is the better reason, and is told
 * instead. */
toegang_status tg_gate_refuse(const struct tg_gate_reader *reader, const char *check, const char *expected,
                              struct tg_span came);
/* The same at another place, with the octets there as they came. */
toegang_status tg_gate_refuse_span(const struct tg_gate_reader *reader, const char *check,
                                   const char *expected, struct tg_span came);

bool tg_gate_starts(const struct tg_gate_reader *reader, const char *text);

/* What every octet passes through lies here, so that it is no call. */
static inline bool tg_gate_next_is(const struct tg_gate_reader *reader, unsigned char octet)
{
    return reader->at < reader->end && *reader->at == octet;
}

/* Names differ in their length or at their end more often than at their beginning. */
static inline bool tg_gate_same_name(struct tg_span one, struct tg_span other)
{
    return one.length == other.length && one.at[one.length - 1] == other.at[other.length - 1] &&
           memcmp(one.at, other.at, one.length) == 0;
}

/* Passes over octets that have the flag. */
static inline void tg_gate_skip(struct tg_gate_reader *reader, unsigned flag)
{
    const unsigned char *at = reader->at, *class = tg_gate_class;
    while (reader->end - at >= 8 && (class[at[0]] & class[at[1]] & class[at[2]] & class[at[3]] &
                                     class[at[4]] & class[at[5]] & class[at[6]] & class[at[7]] & flag))
        at += 8;
    while (at < reader->end && (class[*at] & flag)) at++;
    reader->at = at;
}

static inline bool tg_gate_skip_spaces(struct tg_gate_reader *reader)
{
    const unsigned char *start = reader->at;
    while (reader->at < reader->end && (tg_gate_class[*reader->at] & TG_GATE_SPACE)) reader->at++;
    return reader->at > start;
}

/* An ASCII name with at most one colon between two names (Namespaces in XML 1.0, section 4). */
toegang_status tg_gate_name(struct tg_gate_reader *reader, struct tg_span *out);
/* A reference or a character beyond ASCII, at the cursor. */
toegang_status tg_gate_reference(struct tg_gate_reader *reader);
toegang_status tg_gate_character(struct tg_gate_reader *reader);

/* The XML declaration, a start tag and an end tag, from their "<" on. */
toegang_status tg_gate_declaration(struct tg_gate_reader *reader);
toegang_status tg_gate_start_tag(struct tg_gate_reader *reader);
toegang_status tg_gate_end_tag(struct tg_gate_reader *reader);

#endif
