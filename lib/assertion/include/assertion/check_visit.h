/* SPDX-License-Identifier: Apache-2.0 */
/* The checks of sealed texts and visits; doc/checks.md describes each. seal.key is one of the crypto floor. */
#ifndef TG_ASSERTION_CHECK_VISIT_H
#define TG_ASSERTION_CHECK_VISIT_H

#define CHECK_SEAL_KEYS "seal.keys"       /* the file is not 1 to 8 keys that differ, or others may read it */
#define CHECK_SEAL_SIZE "seal.size"       /* RFC 6265 6.1: a browser keeps 4096 octets of a cookie, name included */
#define CHECK_SEAL_FORM "seal.form"       /* RFC 4648 5: not base64url, too short or too long for a seal */
#define CHECK_SEAL_ENDED "seal.ended"     /* the instant until which it opens, or may begin, has passed */
#define CHECK_VISIT_FORM "visit.form"     /* sealed by us, and not written as this version writes a visit */
#define CHECK_VISIT_ISSUER "visit.issuer" /* who vouched for the person at sign-in is not trusted any more */
#define CHECK_VISIT_CHOICE "visit.choice" /* for whom is not chosen yet: said by a host that asks it */
#define CHECK_VISIT_TOKEN "visit.token"   /* OWASP CSRF, signed token: not the token of this form in this visit */

#endif
