/* SPDX-License-Identifier: Apache-2.0 */
/* The one profile of XML signatures that we know (security.md 5a, stage S). */
#ifndef TG_ASSERTION_XMLDSIG_H
#define TG_ASSERTION_XMLDSIG_H

#include "assertion/verifiers.h"
#include "parse/xml.h"

#define TG_NS_SAML "urn:oasis:names:tc:SAML:2.0:assertion"
#define TG_NS_SAMLP "urn:oasis:names:tc:SAML:2.0:protocol"
#define TG_NS_METADATA "urn:oasis:names:tc:SAML:2.0:metadata"
#define TG_NS_XMLDSIG "http://www.w3.org/2000/09/xmldsig#"
#define TG_NS_EXC_C14N "http://www.w3.org/2001/10/xml-exc-c14n#"

struct tg_signed {
    struct tg_span octets; /* the canonical octets of the holder whose digest was verified, in the arena */
    const struct tg_key *key;
    const struct tg_algorithm *algorithm;
};

/* The direct ds:Signature child, NULL when there is none. */
struct tg_xml_node *tg_xmldsig_of(const struct tg_xml_node *holder);

/*
 * Places and ids of the whole document: at most one Signature a holder, in its place, none anywhere else. Holders
 * are a Response and its Assertion, a LogoutRequest or LogoutResponse that is the root (right after Issuer), and in
 * metadata each EntityDescriptor and EntitiesDescriptor (first of all). No ID value twice among attributes whose name
 * folds to "id"; in metadata, that of the root. (S1, S2)
 */
toegang_status tg_xmldsig_places(const struct tg_xml_node *root, toegang_report *report);

/*
 * Verifies the holder's signature: structure, Reference to the holder by pointer and "#" + ID, algorithms of
 * the table that fit a key, SignedInfo first, values only from the canonical SignedInfo parsed again, digest
 * second. (S3 to S9)
 */
toegang_status tg_xmldsig_verify(const struct tg_xml_node *holder, const struct tg_verifiers *verifiers,
                                 struct tg_arena *arena, struct tg_signed *out, toegang_report *report);

#endif
