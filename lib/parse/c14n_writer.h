/* SPDX-License-Identifier: Apache-2.0 */
/* Octets that grow in an arena, escaped as Canonical XML 1.0 section 2.3 says. */
#ifndef TG_PARSE_C14N_WRITER_H
#define TG_PARSE_C14N_WRITER_H

#include <string.h>

#include "parse/c14n.h"

#define TG_C14N_MAX ((size_t)8 << 20) /* no document that we read again is larger */

/* A namespace declaration that was written and holds for the elements inside. */
struct tg_c14n_rendered {
    struct tg_span prefix, uri;
};

struct tg_c14n_writer {
    struct tg_arena *arena;
    toegang_report *report;
    char *out;
    size_t length, size;
    const struct tg_xml_node *without;
    const struct tg_c14n_prefixes *prefixes;
    struct tg_c14n_rendered *rendered; /* the innermost last */
    size_t rendered_count, rendered_size;
    toegang_status status; /* not GOOD: nothing more is written */
};

/* Fails with the reason and for ever. */
void tg_c14n_fail(struct tg_c14n_writer *writer, const char *check, const char *expected,
                  struct tg_span came);
void tg_c14n_fail_memory(struct tg_c14n_writer *writer);
/* Makes room for that many octets more; false after a failure. */
bool tg_c14n_grow(struct tg_c14n_writer *writer, size_t length);

static inline void tg_c14n_put(struct tg_c14n_writer *writer, struct tg_span octets)
{
    if (octets.length == 0) return;
    if (octets.length > writer->size - writer->length && !tg_c14n_grow(writer, octets.length)) return;
    memcpy(writer->out + writer->length, octets.at, octets.length);
    writer->length += octets.length;
}

static inline void tg_c14n_put_octet(struct tg_c14n_writer *writer, char octet)
{
    if (writer->length == writer->size && !tg_c14n_grow(writer, 1)) return;
    writer->out[writer->length++] = octet;
}

/* Names and namespaces are kept once for a document, so that most are the same where they are equal. */
static inline bool tg_c14n_same(struct tg_span one, struct tg_span other)
{
    if (one.length != other.length) return false;
    return one.at == other.at || one.length == 0 || memcmp(one.at, other.at, one.length) == 0;
}

void tg_c14n_put_name(struct tg_c14n_writer *writer, struct tg_span prefix, struct tg_span local);
void tg_c14n_put_text(struct tg_c14n_writer *writer, struct tg_span text);
void tg_c14n_put_value(struct tg_c14n_writer *writer, struct tg_span value);

/* The namespace declarations that exclusive canonicalisation writes in the start tag of node. */
void tg_c14n_put_namespaces(struct tg_c14n_writer *writer, const struct tg_xml_node *node, bool apex);

#endif
