/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the JSON reader share. */
#ifndef TG_PARSE_JSON_READER_H
#define TG_PARSE_JSON_READER_H

#include "parse/json.h"

struct tg_json_reader {
    struct tg_span octets;
    size_t next;       /* the octet that is read next */
    size_t line_start; /* where its line begins */
    uint32_t line;
    const struct tg_json_limits *limits;
    unsigned depth, values;
    char *copies; /* where the next text with escapes goes; no text is longer than it was written */
    struct tg_arena *arena;
    toegang_report *report;
};

/* The next octet as unsigned char, -1 at the end. */
static inline int tg_json_peek(const struct tg_json_reader *reader)
{
    return reader->next < reader->octets.length ? (unsigned char)reader->octets.at[reader->next] : -1;
}

static inline bool tg_json_skip(struct tg_json_reader *reader, char octet)
{
    if (tg_json_peek(reader) != (unsigned char)octet) return false;
    reader->next++;
    return true;
}

/* Refuses at the next octet: what came is that octet, or the end of the document. */
toegang_status tg_json_refuse_next(const struct tg_json_reader *reader, const char *check,
                                   const char *expected);
/* Refuses at that offset. No text of the document is shown: it may be a secret. */
toegang_status tg_json_refuse(const struct tg_json_reader *reader, size_t offset, const char *check,
                              const char *expected, struct tg_span came);

/* A string whose quote is next, decoded. */
toegang_status tg_json_read_string(struct tg_json_reader *reader, struct tg_span *out);
/* A number, or what would be one. */
toegang_status tg_json_read_number(struct tg_json_reader *reader, struct tg_json *node);
/* Refuses the object when a name stands in it twice. */
toegang_status tg_json_check_names(const struct tg_json_reader *reader, const struct tg_json *object);

#endif
