/* SPDX-License-Identifier: Apache-2.0 */
/* libxml2's own tree and its own canonicalisation, to compare ours with. Tests only. */
#ifndef TG_TEST_C14N_PEER_H
#define TG_TEST_C14N_PEER_H

#include <libxml/tree.h>

#include "parse/c14n.h"

/* The document as libxml2 reads it, NULL when it does not. */
xmlDocPtr peer_read(struct tg_span octets);
/* Exclusive canonical octets of the subtree at node without the one at `without`; the caller frees .at. */
struct tg_span peer_exclusive(xmlNodePtr node, xmlNodePtr without, const struct tg_c14n_prefixes *prefixes);
/* The next element in document order within the document; NULL at the end. */
xmlNodePtr peer_following(xmlNodePtr node);

#endif
