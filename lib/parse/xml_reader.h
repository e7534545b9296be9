/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the XML reader share. */
#ifndef TG_PARSE_XML_READER_H
#define TG_PARSE_XML_READER_H

#include <libxml/parser.h>

#include "gate_count.h"
#include "parse/xml.h"

struct tg_xml_interned {
    const void *key; /* libxml2 keeps one copy of each name while it parses, so its address is the name */
    struct tg_span text;
    struct tg_xml_interned *next;
};

struct tg_xml_reader {
    struct tg_span octets, body;
    struct tg_arena *arena;
    toegang_report *report;
    xmlParserCtxtPtr context;
    struct tg_xml_node *root, *current;
    char *text,
        *text_end; /* where the next octet of text or value goes; all of them fit in the body's length */
    struct tg_xml_interned **interned;
    size_t interned_mask;
    struct tg_gate_counts counts; /* delivered */
    unsigned open;
    toegang_status status; /* not GOOD: failed, for ever, whatever libxml2 says afterwards */
};

/* The SAX2 handler that builds the tree; every event that the gate excludes fails. */
extern const xmlSAXHandler tg_xml_handler;

/* Fails for ever; only the first reason counts. */
void tg_xml_fail(struct tg_xml_reader *reader, const char *check, const char *expected, struct tg_span came);
void tg_xml_fail_memory(struct tg_xml_reader *reader);
/* A copy of a name of libxml2's in the arena, one for each name; NULL gives the empty span. False: failed. */
bool tg_xml_intern(struct tg_xml_reader *reader, const xmlChar *name, struct tg_span *out);
/* Room for the interned names of a body of that length. */
bool tg_xml_intern_begin(struct tg_xml_reader *reader, size_t length);

#endif
