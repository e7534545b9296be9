/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks of trust, SAML responses and claims; doc/checks.md describes each. Sections: "core" is SAML core 2.0,
 * "bindings" SAML bindings 2.0, "profiles" SAML profiles 2.0.
 */
#ifndef TG_ASSERTION_CHECK_SAML_H
#define TG_ASSERTION_CHECK_SAML_H

/* What toegang_trust_new is given. */
#define CHECK_TRUST_ENTITY_ID "trust.entity-id" /* core 8.3.6: our provider's entity id, 1 to 1024 octets */
#define CHECK_TRUST_DUPLICATE "trust.duplicate" /* two providers with one entity id: whose keys would count? */
#define CHECK_TRUST_AUDIENCE "trust.audience" /* core 2.5.1.4: our own entity id, 1 to 1024 octets */
#define CHECK_TRUST_RECIPIENT "trust.recipient" /* profiles 4.1.4.2: our assertion consumer URL, 1 to 1024 octets */
#define CHECK_TRUST_SKEW "trust.skew" /* seconds that clocks may differ, 0 to 300 */
#define CHECK_TRUST_ALGORITHM "trust.algorithm" /* a pinned algorithm that is not in the table, or that no key of the provider fits */
#define CHECK_TRUST_CLAIMS_MAP "trust.claims.map" /* a claim map that has no rule */
#define CHECK_TRUST_CLAIMS_RULE "trust.claims.rule" /* a rule whose field or name is not one */
#define CHECK_TRUST_ASSURANCE_RULE "trust.assurance.rule" /* a row of the table of digital keys without name or level */
#define CHECK_TRUST_RIGHT "trust.right" /* an empty or overlong name of a right */

/* The message as a whole. */
#define CHECK_SAML_INPUT "saml.input" /* bindings 3.5.4: empty, or longer than a response may be (256 KiB of XML) */
#define CHECK_SAML_VERSION "saml.version" /* core 4.1: SAML 1.x, or a Version that is not 2.0 */
#define CHECK_SAML_RESPONSE_ROOT "saml.response.root" /* core 3.3.3: the root is not a samlp:Response */
#define CHECK_SAML_RESPONSE_BARE "saml.response.bare" /* profiles 4.1.4.2: an assertion without its response */
#define CHECK_SAML_STATUS "saml.status" /* core 3.2.2: the identity provider did not succeed */
#define CHECK_SAML_STATUS_FORM "saml.status.form" /* core 3.2.2.2: no Status with a StatusCode */
#define CHECK_SAML_ASSERTION_ABSENT "saml.assertion.absent" /* profiles 4.1.4.2: success without an assertion, in clear or encrypted */
#define CHECK_SAML_ASSERTION_SEVERAL "saml.assertion.several" /* one assertion and no other anywhere: wrapping */
#define CHECK_SAML_ASSERTION_PLACE "saml.assertion.place" /* core 3.3.3: the assertion is not a child of the response */
#define CHECK_SAML_STRUCTURE "saml.structure" /* core schemas: an element out of its place, or one that has no place there */
#define CHECK_SAML_ATTRIBUTE_ABSENT "saml.attribute.absent" /* core schemas: an XML attribute that must be there */
#define CHECK_SAML_TEXT "saml.text" /* an element that holds one text holds something else */
#define CHECK_SAML_TEXT_EMPTY "saml.text.empty" /* core 1.3.1: a string without one visible character */
#define CHECK_SAML_ID "saml.id" /* core 1.3.4: absent, longer than 128 or with characters that no ID has */

/* Who, signed by whom. */
#define CHECK_SAML_ISSUER_ABSENT "saml.issuer.absent" /* core 2.3.3: the assertion names no issuer */
#define CHECK_SAML_ISSUER_FORMAT "saml.issuer.format" /* profiles 4.1.4.2: Format is neither absent nor entity */
#define CHECK_SAML_ISSUER_UNKNOWN "saml.issuer.unknown" /* profiles 4.1.4.3: no provider that is trusted */
#define CHECK_SAML_ISSUER_DIFFERS "saml.issuer.differs" /* core 3.2.2: response and assertion name two issuers */
#define CHECK_SAML_METADATA_EXPIRED "saml.metadata.expired" /* metadata 2.3.2: the provider's metadata is past its validUntil */
#define CHECK_SAML_SIGNATURE_ABSENT "saml.signature.absent" /* profiles 4.1.4.5: neither response nor assertion is signed */
#define CHECK_SAML_SIGNATURE_OBJECT "saml.signature.object" /* core 5.4.2: what was signed is not the thing that is read */

/* The response. */
#define CHECK_SAML_DESTINATION "saml.destination" /* core 3.2.2, bindings 3.5.5.2: for another address, or signed without one */
#define CHECK_SAML_IN_RESPONSE_TO "saml.in-response-to" /* core 3.2.2: the answer to another request */
#define CHECK_SAML_UNSOLICITED "saml.unsolicited" /* profiles 4.1.5: the answer to no request */
#define CHECK_SAML_TIME_FORM "saml.time.form" /* core 1.3.3: not a time in UTC with Z */
#define CHECK_SAML_ISSUE_INSTANT "saml.issue-instant" /* core 2.3.3: issued in the future */

/* The subject. */
#define CHECK_SAML_SUBJECT_ABSENT "saml.subject.absent" /* profiles 4.1.4.2: no Subject */
#define CHECK_SAML_SUBJECT_NAME "saml.subject.name" /* core 2.4.1: several identifiers, or one we do not read */
#define CHECK_SAML_CONFIRMATION_ABSENT "saml.confirmation.absent" /* profiles 4.1.4.2: no bearer confirmation */
#define CHECK_SAML_CONFIRMATION_DATA "saml.confirmation.data" /* profiles 4.1.4.2: bearer without its data */
#define CHECK_SAML_CONFIRMATION_NOT_BEFORE "saml.confirmation.not-before" /* profiles 4.1.4.2: bearer has no NotBefore */
#define CHECK_SAML_CONFIRMATION_EXPIRED "saml.confirmation.expired" /* profiles 4.1.4.3: past its NotOnOrAfter */
#define CHECK_SAML_RECIPIENT "saml.recipient" /* profiles 4.1.4.3: for another assertion consumer */
#define CHECK_SAML_CONFIRMATION_IN_RESPONSE_TO "saml.confirmation.in-response-to" /* profiles 4.1.4.3: the answer to another request */

/* The conditions. */
#define CHECK_SAML_CONDITIONS_ABSENT "saml.conditions.absent" /* profiles 4.1.4.2: no Conditions */
#define CHECK_SAML_CONDITION_UNKNOWN "saml.condition.unknown" /* core 2.5.1: a condition that we cannot judge is not met */
#define CHECK_SAML_CONDITIONS_EARLY "saml.conditions.early" /* core 2.5.1.2: not yet valid */
#define CHECK_SAML_CONDITIONS_EXPIRED "saml.conditions.expired" /* core 2.5.1.2: no longer valid */
#define CHECK_SAML_AUDIENCE_ABSENT "saml.audience.absent" /* profiles 4.1.4.2: no AudienceRestriction */
#define CHECK_SAML_AUDIENCE "saml.audience" /* core 2.5.1.4: for another audience */

/* The statements. */
#define CHECK_SAML_AUTHN_ABSENT "saml.authn.absent" /* profiles 4.1.4.2: no AuthnStatement */
#define CHECK_SAML_AUTHN_SEVERAL "saml.authn.several" /* we read exactly one AuthnStatement */
#define CHECK_SAML_AUTHN_INSTANT "saml.authn.instant" /* core 2.7.2: authenticated in the future */
#define CHECK_SAML_SESSION_ENDED "saml.session.ended" /* core 2.7.2: past SessionNotOnOrAfter */
#define CHECK_SAML_AUTHN_CONTEXT "saml.authn.context" /* core 2.7.2.2: no AuthnContext, or one with two class references */
#define CHECK_SAML_ATTRIBUTE_LIMIT "saml.attribute.limit" /* at most 256 attributes with 256 values each */
#define CHECK_SAML_ATTRIBUTE_VALUE "saml.attribute.value" /* core 2.7.3.1.1: a value that is not one text */

/* The claims. */
#define CHECK_CLAIMS_RRN_ABSENT "claims.rrn.absent" /* nobody is named: no claim maps to the national number */
#define CHECK_CLAIMS_RRN_SEVERAL "claims.rrn.several" /* two claims or two values, even when equal */
#define CHECK_CLAIMS_SEVERAL "claims.several" /* a field with one value was stated twice */
#define CHECK_CLAIMS_STATED "claims.stated" /* more than 256 organisations that the person would represent */
#define CHECK_CLAIMS_ROLES "claims.roles" /* more than 256 roles */
#define CHECK_RRN_BIRTH "rrn.birth" /* the holder is born after the moment of sign-in */

#endif
