/* SPDX-License-Identifier: Apache-2.0 */
/* The form of a signature, apart from its verification. */
#ifndef TG_ASSERTION_XMLDSIG_PROFILE_H
#define TG_ASSERTION_XMLDSIG_PROFILE_H

#include "assertion/xmldsig.h"
#include "parse/c14n.h"

/* The children of a ds:Signature; KeyInfo may follow them and is never looked into. */
struct tg_signature_parts {
    const struct tg_xml_node *signed_info;
    struct tg_span value; /* base64 */
};

/* How SignedInfo is canonicalised and signed. */
struct tg_signed_methods {
    struct tg_c14n_prefixes prefixes;
    const struct tg_algorithm *algorithm;
};

/* What was signed. */
struct tg_reference {
    struct tg_span uri;
    struct tg_c14n_prefixes prefixes;
    enum tg_hash hash;
    struct tg_span digest; /* base64 */
};

/* The holder is one that we know and its one signature stands in its place. (S1) */
toegang_status tg_signature_place(const struct tg_xml_node *holder, const struct tg_xml_node *signature,
                                  toegang_report *report);
/* The children are exactly SignedInfo, SignatureValue, KeyInfo? with the attributes of the schema. (S4, S5)
 */
toegang_status tg_signature_parts(const struct tg_xml_node *signature, struct tg_signature_parts *out,
                                  toegang_report *report);
/* SignedInfo has exactly its three children, the first two of which are of the profile. (S4, S9) */
toegang_status tg_signed_methods(const struct tg_xml_node *signed_info, struct tg_signed_methods *out,
                                 toegang_report *report);
/* The Reference of a SignedInfo that was verified and parsed again. (S6, S8) */
toegang_status tg_signed_reference(const struct tg_xml_node *signed_info, struct tg_reference *out,
                                   toegang_report *report);

/*
 * The element has only these attributes (names in a list that ends in NULL, none with a namespace) and only
 * elements and white space in it.
 */
toegang_status tg_signature_shape(const struct tg_xml_node *element, const char *const *attributes,
                                  toegang_report *report);
/* The value of the attribute; empty when it is absent. */
struct tg_span tg_signature_attribute(const struct tg_xml_node *element, const char *name);
/* An element of exclusive C14N with an optional InclusiveNamespaces child; refused by that check otherwise.
 */
toegang_status tg_signature_c14n(const struct tg_xml_node *element, const char *check,
                                 struct tg_c14n_prefixes *out, toegang_report *report);
/* The only child of the element is a text: SignatureValue, DigestValue. */
toegang_status tg_signature_text(const struct tg_xml_node *element, const char *const *attributes,
                                 struct tg_span *out, toegang_report *report);

#endif
