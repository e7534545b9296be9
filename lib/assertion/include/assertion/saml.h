/* SPDX-License-Identifier: Apache-2.0 */
/* The validation of one SAML response, in steps. */
#ifndef TG_ASSERTION_SAML_H
#define TG_ASSERTION_SAML_H

#include "assertion/trust.h"
#include "base/time.h"

#define TG_NS_SAML "urn:oasis:names:tc:SAML:2.0:assertion"
#define TG_NS_SAMLP "urn:oasis:names:tc:SAML:2.0:protocol"

/* The state of one validation. One path for verify and inspect: inspect only listens. */
struct tg_saml {
    const toegang_trust *trust;
    const char *in_response_to; /* NULL: not known, for inspect only; then no identity is given out */
    toegang_time at;
    toegang_report *report;
    toegang_inspect_sink *sink; /* NULL unless inspecting */
    void *sink_context;
    struct tg_provider *provider; /* chosen by the Issuer, which the signed Issuer must equal */
    struct tg_described *described; /* its metadata while this validation lasts */
    struct tg_arena octets;             /* the decoded message and what was signed */
    struct tg_arena tree;               /* the tree that is being read */
    toegang_identity *identity;         /* being filled */
    struct tg_span class_reference;
    toegang_time until; /* the earliest end that the assertion states */
};

/* Base64 or XML, by the first octet that is not white space: "saml.input", base64.*. */
toegang_status tg_saml_message(struct tg_saml *saml, struct tg_span octets, struct tg_span *xml);

/* Version 2.0. */
toegang_status tg_saml_version(struct tg_saml *saml, const struct tg_xml_node *node);
/* The root is a samlp:Response of version 2.0. */
toegang_status tg_saml_root(struct tg_saml *saml, const struct tg_xml_node *root);
/* Status Success. */
toegang_status tg_saml_status(struct tg_saml *saml, const struct tg_xml_node *root);
/*
 * Exactly one Assertion or EncryptedAssertion at or below root, counted anywhere, and nothing encrypted out
 * of its place.
 */
toegang_status tg_saml_only_assertion(struct tg_saml *saml, const struct tg_xml_node *root,
                                      const struct tg_xml_node **out);
/* It is an EncryptedAssertion. */
bool tg_saml_is_encrypted(const struct tg_xml_node *assertion);
/*
 * Chooses the provider by the Issuer of an assertion or message, or of the Response when the assertion is encrypted:
 * unverified, so it only selects whose keys must verify, and the signed Issuer must equal it. Its metadata must be
 * valid.
 */
toegang_status tg_saml_choose(struct tg_saml *saml, const struct tg_xml_node *holder);
/* The keys and algorithms of the chosen provider. */
struct tg_verifiers tg_saml_verifiers(const struct tg_saml *saml);
/* What the Response says: may refuse, never grants. is_signed: root was read from signed octets. */
toegang_status tg_saml_response(struct tg_saml *saml, const struct tg_xml_node *root, bool is_signed);

/* What was verified. */
struct tg_saml_signed {
    struct tg_signed response, assertion; /* octets empty: not signed */
};
/*
 * Places, then every signature that is there, with the keys of the chosen provider; at least one, unless the
 * assertion is encrypted and may hold its own.
 */
toegang_status tg_saml_signatures(struct tg_saml *saml, const struct tg_xml_node *root,
                                  const struct tg_xml_node *assertion, struct tg_saml_signed *out);
/* The holder's own signature; octets stay empty when it has none. */
toegang_status tg_saml_verify(struct tg_saml *saml, const struct tg_xml_node *holder, struct tg_signed *out);
/*
 * Frees the tree of the message and reads the signed octets instead. *assertion is in saml->tree, or, when it
 * was decrypted from a signed Response, in saml->octets.
 */
toegang_status tg_saml_reread(struct tg_saml *saml, const struct tg_saml_signed *what,
                              const struct tg_xml_node **assertion);

/* What the configuration says about encryption of that assertion. Checks saml.encrypted,
 * saml.encrypted.absent. */
toegang_status tg_saml_may_be_encrypted(struct tg_saml *saml, const struct tg_xml_node *assertion);
/*
 * Decrypts the assertion of an unsigned Response: its own signature has to verify. What an attacker can
 * change (CBC) is refused before any key is used: saml.encrypted.cbc.
 */
toegang_status tg_saml_open_signed_inside(struct tg_saml *saml, const struct tg_xml_node *encrypted,
                                          struct tg_signed *out);
/* Decrypts the assertion of a Response that was verified; *own is its own signature, if it has one. */
toegang_status tg_saml_open_signed_outside(struct tg_saml *saml, const struct tg_xml_node *encrypted,
                                           const struct tg_xml_node **assertion, struct tg_signed *own);
/* Decrypts a NameID or Attribute that stands in verified octets, into saml->tree. */
toegang_status tg_saml_open(struct tg_saml *saml, const struct tg_xml_node *encrypted, const char *local,
                            const struct tg_xml_node **out);
/*
 * The same for any message of the provider: an EncryptedID in a LogoutRequest whose signature was verified
 * gives its NameID, in the arena.
 */
toegang_status tg_provider_open(const toegang_trust *trust, const struct tg_provider *provider,
                                const struct tg_xml_node *encrypted, const char *local,
                                struct tg_arena *arena, struct tg_xml_node **out, toegang_report *report);

/* Everything that the assertion says, into saml->identity. */
toegang_status tg_saml_assertion(struct tg_saml *saml, const struct tg_xml_node *assertion);
toegang_status tg_saml_subject(struct tg_saml *saml, const struct tg_xml_node *subject);
toegang_status tg_saml_conditions(struct tg_saml *saml, const struct tg_xml_node *conditions);
toegang_status tg_saml_authn(struct tg_saml *saml, const struct tg_xml_node *assertion);
toegang_status tg_saml_attributes(struct tg_saml *saml, const struct tg_xml_node *assertion);

/* One child that an element may have; uri NULL: of the assertion namespace. */
struct tg_saml_child {
    const char *uri, *local;
    unsigned min, max;
};
#define TG_SAML_CHILDREN_MAX 8
/*
 * Reads the children of an element: these, in this order, so many times, with nothing but white space
 * between. found[i] is the first of each, NULL when absent. Check: saml.structure.
 */
toegang_status tg_saml_children(struct tg_saml *saml, const struct tg_xml_node *node,
                                const struct tg_saml_child *rules, size_t count,
                                const struct tg_xml_node *found[TG_SAML_CHILDREN_MAX]);
/* The element's only child, a text that is not empty. Checks: saml.text, saml.text.empty. */
toegang_status tg_saml_text(struct tg_saml *saml, const struct tg_xml_node *node, struct tg_span *out);
/* An attribute that must be there: saml.attribute.absent. */
toegang_status tg_saml_required(struct tg_saml *saml, const struct tg_xml_node *node, const char *name,
                                struct tg_span *out);
/* The ID of a Response or Assertion. */
toegang_status tg_saml_id(struct tg_saml *saml, const struct tg_xml_node *node, struct tg_span *out);
/* The Issuer element's text. */
toegang_status tg_saml_issuer(struct tg_saml *saml, const struct tg_xml_node *issuer, struct tg_span *out);

/* A time that has to be there, as it is written. Checks: saml.attribute.absent, saml.time.form. */
toegang_status tg_saml_time(struct tg_saml *saml, const struct tg_xml_node *node, const char *name,
                            enum tg_rounding rounding, toegang_time *out);
/* Not after now, but for the skew. */
toegang_status tg_saml_past(struct tg_saml *saml, toegang_time time, const char *check);
/* Now is before the end, but for the skew; the end then counts for the identity. */
toegang_status tg_saml_not_ended(struct tg_saml *saml, toegang_time end, const char *check);

/* Says no and returns REFUSED. */
toegang_status tg_saml_refuse(struct tg_saml *saml, const char *check, const char *expected,
                              struct tg_span came);
/* Tells who inspects that a check passed. */
void tg_saml_passed(struct tg_saml *saml, const char *check, struct tg_span value);

/* The whole way; *out is the identity only when GOOD. Frees what it took. */
toegang_status tg_saml_validate(struct tg_saml *saml, struct tg_span octets, toegang_identity **out);

#endif
