/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_ASSERTION_METADATA_KEY_H
#define TG_ASSERTION_METADATA_KEY_H

#include "assertion/metadata.h"
#include "parse/xml.h"

#define TG_NS_METADATA "urn:oasis:names:tc:SAML:2.0:metadata"

/* Appends the signing keys of the role to out; what it appended stays there when it refuses. */
toegang_status tg_metadata_keys(const struct tg_xml_node *role, const struct tg_crypto *crypto,
                                struct tg_arena *arena, struct tg_metadata *out, toegang_report *report);
void tg_metadata_free_keys(struct tg_metadata *metadata);

#endif
