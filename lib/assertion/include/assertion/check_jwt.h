/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks of what a token says and of issuers in trust; doc/checks.md describes each. "JWT" is RFC 7519, "core" is
 * OpenID Connect core 1.0, "logout" OpenID Connect back-channel logout 1.0. Those of its form, header, keys and
 * signature are in check_jose.h.
 */
#ifndef TG_ASSERTION_CHECK_JWT_H
#define TG_ASSERTION_CHECK_JWT_H

/* What toegang_trust_new is given. */
#define CHECK_TRUST_ISSUER "trust.issuer" /* JWT 4.1.1: iss of an issuer's tokens, 1 to 1024 octets */
#define CHECK_TRUST_KEYS "trust.keys" /* RFC 8725 3.1: an issuer has public keys or a shared secret, not both */
#define CHECK_TRUST_TYP "trust.typ" /* RFC 8725 3.11: a typ of 1 to 128 octets */
#define CHECK_TRUST_LIFETIME "trust.lifetime" /* the longest time from iat to exp, 1 s to 31 days */
#define CHECK_TRUST_REFRESH "trust.refresh" /* the time between two refreshes of keys, 30 s to a day */
#define CHECK_TRUST_DECRYPTION "trust.decryption" /* encryption is required and there is no key to decrypt with */

/* What sort of token it is. */
#define CHECK_JWT_ENCRYPTION "jwt.encryption" /* encrypted where its issuer has no decryption key here, or not where it must be */
#define CHECK_JWT_TYP "jwt.typ" /* RFC 8725 3.11: another kind of token than was asked */
#define CHECK_JWT_CTY "jwt.cty" /* JWT 5.2: cty is JWT on what is encrypted, and on nothing else */
#define CHECK_JWT_KIND "jwt.kind" /* RFC 8725 3.12: it has a claim that only tokens of another kind have */

/* Claims in general. */
#define CHECK_JWT_CLAIM_ABSENT "jwt.claim.absent" /* a claim that must be there */
#define CHECK_JWT_CLAIM_KIND "jwt.claim.kind" /* a claim is not of the JSON kind that it must be */
#define CHECK_JWT_CLAIM_LIMIT "jwt.claim.limit" /* at most 256 claims that are mapped, with 256 values each */
#define CHECK_JWT_TIME "jwt.time" /* JWT 2, stricter: whole seconds from 1970 to 9999 */

/* By whom, for whom, about whom. */
#define CHECK_JWT_ISSUER "jwt.issuer" /* JWT 4.1.1: no issuer that is trusted */
#define CHECK_JWT_AUDIENCE "jwt.audience" /* JWT 4.1.3: not for us; none, one twice or more than 64 */
#define CHECK_JWT_AZP "jwt.azp" /* core 3.1.3.7: several audiences, or an ID token, asked for by another client */
#define CHECK_JWT_SUBJECT "jwt.subject" /* core 5.3.2: about another subject than was asked */
#define CHECK_JWT_MACHINE "jwt.machine" /* RFC 9068 5: the subject is the client itself; no person signed in */
#define CHECK_JWT_INACTIVE "jwt.inactive" /* RFC 7662 2.2: the token that was asked about is not active */

/* When. */
#define CHECK_JWT_EXPIRED "jwt.expired" /* JWT 4.1.4: exp has come, or without it the longest lifetime */
#define CHECK_JWT_NOT_YET "jwt.not-yet" /* JWT 4.1.5: nbf has not come */
#define CHECK_JWT_ISSUED "jwt.issued" /* JWT 4.1.6: issued in the future */
#define CHECK_JWT_LIFETIME "jwt.lifetime" /* exp is not after iat, or further than the configuration allows */
#define CHECK_JWT_AUTH_TIME "jwt.auth-time" /* core 3.1.2.1: signed in in the future, longer ago than was asked, or not stated */

/* The answer to our request. */
#define CHECK_JWT_NONCE "jwt.nonce" /* core 3.1.3.7: the answer to another request, or to none */
#define CHECK_JWT_ACR "jwt.acr" /* core 5.5.1.1: not signed in in a way that was asked */
#define CHECK_JWT_AT_HASH "jwt.at-hash" /* core 3.1.3.8: it came with another access token */
#define CHECK_JWT_C_HASH "jwt.c-hash" /* core 3.3.2.10: it came with another code */

/* Signing out. */
#define CHECK_JWT_EVENTS "jwt.events" /* logout 2.4: events holds no backchannel-logout */

#endif
