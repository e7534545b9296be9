/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks of messages that we send, of sign-outs, and of metadata that is signed; doc/checks.md describes each.
 * "core", "bindings", "profiles" and "metadata" are those of SAML 2.0.
 */
#ifndef TG_ASSERTION_CHECK_MESSAGE_H
#define TG_ASSERTION_CHECK_MESSAGE_H

/* What is ours, as toegang_trust_new is given it. */
#define CHECK_TRUST_SIGNING_KEY "trust.signing-key"         /* core 5: the private key that signs what we send */
#define CHECK_TRUST_CERTIFICATES "trust.certificates"       /* metadata 2.4.1.1: 1 to 8 certificates, one of the signing key */
#define CHECK_TRUST_LOGOUT "trust.logout"                   /* profiles 4.4: our logout address, 1 to 1024 octets */
#define CHECK_TRUST_METADATA_SIGNER "trust.metadata-signer" /* metadata 3: one key that must have signed the metadata */

/* What we cannot send. */
#define CHECK_REQUEST_KEY "request.key"                 /* bindings 3.4.4.1: no signing key, and we send nothing unsigned */
#define CHECK_REQUEST_CERTIFICATE "request.certificate" /* metadata 2.4.1.1: no certificate to publish */
#define CHECK_REQUEST_ENDPOINT "request.endpoint"       /* metadata 2.4.3: the provider has no address for this by HTTP-Redirect */
#define CHECK_REQUEST_LOGOUT "request.logout"           /* profiles 4.4.4: no logout address of ours */
#define CHECK_REQUEST_SESSION "request.session"         /* core 3.7.1: a sign-out of nobody: no NameID */
#define CHECK_REQUEST_RELAY_STATE "request.relay-state" /* bindings 3.4.3: longer than 80 octets */

/* HTTP-Redirect: bindings 3.4.4. */
#define CHECK_REDIRECT_PARAMETER "redirect.parameter" /* not exactly one of SAMLRequest and SAMLResponse, or the other one */
#define CHECK_REDIRECT_NAME "redirect.name"           /* a name that another reader could take for one of the binding's */
#define CHECK_REDIRECT_ENCODING "redirect.encoding"   /* a SAMLEncoding other than DEFLATE */
#define CHECK_REDIRECT_SIGNATURE "redirect.signature" /* no SigAlg or no Signature */
#define CHECK_REDIRECT_RESPONSE "redirect.response"   /* profiles 4.1.2: a sign-in does not come by HTTP-Redirect */

/* Sign-out: core 3.7, profiles 4.4. */
#define CHECK_LOGOUT_TYPE "logout.type"               /* core 3.7: not the message that is expected here */
#define CHECK_LOGOUT_DESTINATION "logout.destination" /* bindings 3.4.5.2, 3.5.5.2: signed for another address, or for none */
#define CHECK_LOGOUT_EXPIRED "logout.expired"         /* core 3.7.1: past its NotOnOrAfter, or too old without one */
#define CHECK_LOGOUT_NAME "logout.name"               /* core 3.7.1: nobody is named */
#define CHECK_LOGOUT_IN_RESPONSE_TO "logout.in-response-to" /* core 3.2.2: the answer to another request, or to none */

/* Metadata. */
#define CHECK_METADATA_SIGNATURE "metadata.signature" /* metadata 3.1: the root is not signed, and a signer is configured */
#define CHECK_METADATA_ENDPOINT "metadata.endpoint"   /* metadata 2.2.2: an address that is not https, or too long */
#define CHECK_METADATA_OLDER "metadata.older"         /* metadata 2.3.2: ends before what is trusted now: brought back */

#endif
