/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks of XML signatures and of metadata; doc/checks.md describes each. "core" is SAML core 2.0,
 * "xmldsig" is XML Signature Syntax and Processing (second edition), "metadata" is SAML metadata 2.0.
 */
#ifndef TG_ASSERTION_CHECK_XMLDSIG_H
#define TG_ASSERTION_CHECK_XMLDSIG_H

/* Places in the whole message. */
/* core 5.4.1, schema: a ds:Signature is the child right after Issuer of a Response or Assertion, and nowhere
 * else. */
#define CHECK_XMLDSIG_PLACE "saml.signature.place"
/* xmldsig 4.3.3.3: one value stands in two attributes named ID, Id, xml:id, …; so it is not clear what is
 * referred to. */
#define CHECK_XMLDSIG_DUPLICATE_ID "saml.signature.duplicate-id"
/* At most 256 attributes named ID, Id, xml:id, … in a message. */
#define CHECK_XMLDSIG_IDS "saml.signature.ids"
/* core 1.3.4: what is signed has an ID of 1 to 128 characters of [A-Za-z0-9_.:-]. */
#define CHECK_XMLDSIG_ID "saml.signature.id"

/* The form of the signature. */
/* xmldsig 4.1 to 4.3: exactly SignedInfo, SignatureValue, KeyInfo?; exactly CanonicalizationMethod,
 * SignatureMethod, Reference; the attributes of the schema. */
#define CHECK_XMLDSIG_STRUCTURE "saml.signature.structure"
/* core 5.4.2: a signature of SAML has no ds:Object (in which a signed copy could hide). */
#define CHECK_XMLDSIG_DS_OBJECT "saml.signature.ds-object"
/* core 5.4.3: SignedInfo is canonicalised by exclusive C14N without comments. */
#define CHECK_XMLDSIG_CANONICALISATION "saml.signature.canonicalisation"
/* RFC 9231 2.3: an algorithm of the table: RSA, RSA-PSS or ECDSA with SHA-256, SHA-384, SHA-512; so no SHA-1,
 * no HMAC. */
#define CHECK_XMLDSIG_ALGORITHM "saml.signature.algorithm"
/* The algorithm is one of those that the configuration pins for this provider. */
#define CHECK_XMLDSIG_PINNED "saml.signature.pinned"

/* The signature itself. */
/* The provider has a key that fits the algorithm. */
#define CHECK_XMLDSIG_KEY "saml.signature.key"
/* xmldsig 3.2.2: the SignatureValue was made over the canonical SignedInfo with a key of the provider. */
#define CHECK_XMLDSIG_VALUE "saml.signature.value"

/* What the verified SignedInfo says. */
/* core 5.4.2: the one Reference is "#" and the ID of the element that holds the signature. */
#define CHECK_XMLDSIG_REFERENCE "saml.signature.reference"
/* core 5.4.4: the transforms are exactly enveloped-signature and exclusive C14N, in that order. */
#define CHECK_XMLDSIG_TRANSFORMS "saml.signature.transforms"
/* RFC 9231 2.1: the digest is SHA-256, SHA-384 or SHA-512. */
#define CHECK_XMLDSIG_DIGEST_METHOD "saml.signature.digest-method"
/* xmldsig 3.2.1: the digest of the canonical octets is the DigestValue. */
#define CHECK_XMLDSIG_DIGEST "saml.signature.digest"
/* The DigestValue is that of no octets at all: a signature of nothing (CVE-2025-66475). */
#define CHECK_XMLDSIG_VOID "saml.signature.void"

/* Metadata of a provider, from a trusted file. */
/* metadata 2.3.1, 2.3.2: the root is an EntityDescriptor or an EntitiesDescriptor. */
#define CHECK_METADATA_ROOT "metadata.root"
/* metadata 2.3.2: exactly one EntityDescriptor has the entity id that was configured. */
#define CHECK_METADATA_ENTITY "metadata.entity"
/* metadata 2.4.3: the entity has exactly one IDPSSODescriptor for SAML 2.0. */
#define CHECK_METADATA_ROLE "metadata.role"
/* metadata 2.3.2, 2.4.1: validUntil is a time in UTC with Z. */
#define CHECK_METADATA_UNTIL "metadata.until"
/* metadata 2.4.1.1: use, when given, is signing or encryption. */
#define CHECK_METADATA_USE "metadata.use"
/* metadata 2.4.1.1: the certificate of a signing key is one that we can use; the text names the check of the
 * key. */
#define CHECK_METADATA_KEY "metadata.key"
/* metadata 2.4.1.1: 1 to 16 signing keys. */
#define CHECK_METADATA_KEYS "metadata.keys"

#endif
