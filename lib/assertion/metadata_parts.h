/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_ASSERTION_METADATA_PARTS_H
#define TG_ASSERTION_METADATA_PARTS_H

#include "assertion/metadata.h"
#include "parse/xml.h"

/*
 * The tree that may be believed: of the file itself, or of what signer signed in it. Its root is one of metadata.
 * Checks metadata.root, metadata.signature, saml.signature.*.
 */
toegang_status tg_metadata_tree(struct tg_span octets, const struct tg_verifiers *signer, struct tg_arena *arena,
                                struct tg_xml_node **out, toegang_report *report);
/* The addresses of the role, copied into the arena: metadata.endpoint. */
toegang_status tg_metadata_services(const struct tg_xml_node *role, struct tg_arena *arena, struct tg_metadata *out,
                                    toegang_report *report);
/* Appends the signing keys of the role to out; what it appended stays there when it refuses. */
toegang_status tg_metadata_keys(const struct tg_xml_node *role, const struct tg_crypto *crypto,
                                struct tg_arena *arena, struct tg_metadata *out, toegang_report *report);
void tg_metadata_free_keys(struct tg_metadata *metadata);

#endif
