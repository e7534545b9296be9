/* SPDX-License-Identifier: Apache-2.0 */
/* Exclusive XML canonicalisation 1.0 without comments (W3C REC-xml-exc-c14n-20020718), our own writer. */
#ifndef TG_PARSE_C14N_H
#define TG_PARSE_C14N_H

#include "parse/xml.h"

#define TG_C14N_PREFIXES_MAX 8

struct tg_c14n_prefixes {
    struct tg_span names[TG_C14N_PREFIXES_MAX]; /* InclusiveNamespaces PrefixList; "#default" is the empty span */
    size_t count;
};

/* Reads a PrefixList: at most 8 NCNames or #default, separated by white space. */
toegang_status tg_c14n_prefixes_read(struct tg_span list, struct tg_c14n_prefixes *out, toegang_report *report);

/*
 * Writes the canonical octets of the subtree at node, leaving out the subtree at `without` (the enveloped
 * signature, by pointer; may be NULL). *out lies in the arena; it is never empty on GOOD.
 */
toegang_status tg_c14n_exclusive(const struct tg_xml_node *node, const struct tg_xml_node *without,
                                 const struct tg_c14n_prefixes *prefixes, struct tg_arena *arena,
                                 struct tg_span *out, toegang_report *report);

#endif
