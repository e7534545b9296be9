/* SPDX-License-Identifier: Apache-2.0 */
/* The one profile of XML signatures that we know (security.md 5a, stage S). */
#ifndef TG_ASSERTION_XMLDSIG_H
#define TG_ASSERTION_XMLDSIG_H

#include "crypto/signature.h"
#include "parse/xml.h"

#define TG_NS_SAML "urn:oasis:names:tc:SAML:2.0:assertion"
#define TG_NS_SAMLP "urn:oasis:names:tc:SAML:2.0:protocol"
#define TG_NS_XMLDSIG "http://www.w3.org/2000/09/xmldsig#"
#define TG_NS_EXC_C14N "http://www.w3.org/2001/10/xml-exc-c14n#"

/* Whose keys may verify, with which algorithms. */
struct tg_verifiers {
    const struct tg_crypto *crypto;
    struct tg_key *const *keys;
    size_t key_count;
    const struct tg_algorithm *const *algorithms; /* NULL: the whole table */
    size_t algorithm_count;
};

struct tg_signed {
    struct tg_span octets; /* the canonical octets of the holder whose digest was verified, in the arena */
    const struct tg_key *key;
    const struct tg_algorithm *algorithm;
};

/* The direct ds:Signature child of a Response or Assertion, NULL when it has none. */
struct tg_xml_node *tg_xmldsig_of(const struct tg_xml_node *holder);

/*
 * Places and ids of the whole message: at most one Signature a holder (Response, Assertion), in its place
 * right after Issuer, none anywhere else; no ID value twice among attributes whose name folds to "id".
 * (S1, S2)
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
