/* SPDX-License-Identifier: Apache-2.0 */
/* The lexical gate: no XML octet reaches libxml2 that did not pass it. */
#ifndef TG_PARSE_GATE_H
#define TG_PARSE_GATE_H

#include <toegang/base.h>

#include "base/span.h"

/* What a document may measure at most. */
struct tg_xml_limits {
    size_t octets;
    unsigned depth;
    unsigned attributes_per_element; /* namespace declarations included */
    unsigned elements;
    unsigned attributes;
    unsigned name;  /* octets of a qualified name */
};

extern const struct tg_xml_limits tg_xml_message_limits;  /* 256 KiB, depth 32, 32, 4096, 8192, 128 */
extern const struct tg_xml_limits tg_xml_metadata_limits; /* 8 MiB, depth 32, 64, 262144, 524288, 128 */

/*
 * Lets only this through: valid UTF-8 of XML characters, an optional XML declaration that says UTF-8, start tags,
 * end tags that match, text, the five predefined entities and character references to XML characters; one root;
 * nothing but white space around it. So no DOCTYPE, entity, comment, CDATA, PI, other encoding or bomb. ASCII QNames.
 * *body is the document without its XML declaration. Linear in time, takes no memory, does not recurse.
 */
toegang_status tg_gate(struct tg_span octets, const struct tg_xml_limits *limits, struct tg_span *body,
                       toegang_report *report);

#endif
