/* SPDX-License-Identifier: Apache-2.0 */
/* Checks of tokens that are signed or encrypted, and of their keys. JWS is RFC 7515, JWE 7516, JWK 7517, JWA
 * 7518. */
#ifndef TG_ASSERTION_CHECK_JOSE_H
#define TG_ASSERTION_CHECK_JOSE_H

/* The token. */
/* A token has 1 octet to 64 KiB. */
#define CHECK_JWT_SIZE "jwt.size"
/* JWS 7.1: three parts between two dots; the JSON serialisations (7.2) are not taken. */
#define CHECK_JWT_FORM "jwt.form"
/* JWS 4, stricter: the header is an object with alg, kid, typ, cty, x5t, x5t#S256 and nothing else; no jwk,
 * jku, x5u, x5c, crit, b64, zip. JWE 4 adds enc, and with ECDH-ES epk, apu, apv. */
#define CHECK_JWT_HEADER_MEMBER "jwt.header.member"
/* JWS 4.1: alg, and of an encrypted token enc, is there; what the header holds is a text that is not empty;
 * kid has at most 128 octets. */
#define CHECK_JWT_HEADER_VALUE "jwt.header.value"
/* JWA 3.1: alg is one of the table; so never none. */
#define CHECK_JWT_ALGORITHM_UNKNOWN "jwt.algorithm.unknown"
/* RFC 8725 3.1: alg is one of those that the configuration pins for the issuer. */
#define CHECK_JWT_ALGORITHM_PINNED "jwt.algorithm.pinned"
/* JWS 4.1.4: the issuer has a key of that kid; or, without kid, one that fits alg. Newer keys may have it. */
#define CHECK_JWT_KEY_UNKNOWN "jwt.key.unknown"
/* OpenID Connect Core 10.1: without kid exactly one key fits alg. */
#define CHECK_JWT_KEY_AMBIGUOUS "jwt.key.ambiguous"
/* RFC 8725 3.1, JWA 3.1, JWK 4.4: kind and curve of the key, and its own alg, are those of the token's alg.
 */
#define CHECK_JWT_KEY_ALGORITHM "jwt.key.algorithm"
/* JWS 4.1.7, 4.1.8: x5t and x5t#S256 are those of the key, where it has them. */
#define CHECK_JWT_KEY_THUMBPRINT "jwt.key.thumbprint"
/* JWS 5.2: the signature was made over header and payload with the key of the issuer. */
#define CHECK_JWT_SIGNATURE "jwt.signature"

/* An encrypted token. */
/* JWE 7.1: five parts between four dots. */
#define CHECK_JWE_FORM "jwe.form"
/* JWA 4.1: alg is RSA-OAEP, RSA-OAEP-256, ECDH-ES, ECDH-ES+A128KW or ECDH-ES+A256KW; so no RSA1_5, PBES2,
 * dir. */
#define CHECK_JWE_ALGORITHM "jwe.algorithm"
/* JWA 5.1: enc is A128GCM, A256GCM, A128CBC-HS256 or A256CBC-HS512. */
#define CHECK_JWE_ENCRYPTION "jwe.encryption"
/* JWE 4.1.6: we have a key of that kid; or, without kid, one that fits alg. */
#define CHECK_JWE_KEY_UNKNOWN "jwe.key.unknown"
/* JWA 4.3, 4.6, JWK 4.4: the key is of the kind, the curve and its own alg that the token asks. */
#define CHECK_JWE_KEY_ALGORITHM "jwe.key.algorithm"
/* JWA 4.6.1.1, 6.2.1: epk is a public key on the curve of ours; apu, apv are base64url. */
#define CHECK_JWE_EPK "jwe.epk"
/* JWA 4.6.2: with ECDH-ES alone the second part is empty. */
#define CHECK_JWE_ENCRYPTED_KEY "jwe.encrypted-key"
/* JWE 5.2, 11.5: the token was encrypted for our key and is unaltered: one refusal whatever fails. */
#define CHECK_JWE_DECRYPT "jwe.decrypt"
/* RFC 7519 5.2: where cty says JWT, a signed token is inside; so never an encrypted one again. */
#define CHECK_JWE_NESTED "jwe.nested"

/* Keys. */
/* JWK 4, 5: an object that is one key (kty), or a set with an array (keys) of such. */
#define CHECK_JWKS_FORM "jwks.form"
/* JWK 5: 1 to 64 keys in a set, one of them for signatures; 1 to 8 of ours to decrypt with. */
#define CHECK_JWKS_KEYS "jwks.keys"
/* JWA 6.2, 6.3, JWK 4: a member is there and a text (of key_ops, x5c: texts). */
#define CHECK_JWKS_MEMBER "jwks.member"
/* JWA 6.2.2, 6.3.2, 6.4.1: keys of others hold no private or secret member. */
#define CHECK_JWKS_PRIVATE "jwks.private"
/* JWK 4.5: a kid has 1 to 128 octets. */
#define CHECK_JWKS_KID "jwks.kid"
/* JWK 4.5: a kid stands once in a set. */
#define CHECK_JWKS_DUPLICATE "jwks.duplicate"
/* JWK 4.2, 4.3: use and key_ops agree, no operation stands twice; a key of ours is for decryption. */
#define CHECK_JWKS_USE "jwks.use"
/* JWK 4.4: alg is for a key of this kind and curve. */
#define CHECK_JWKS_ALGORITHM "jwks.algorithm"
/* JWK 4.7, 4.9: the first certificate of x5c is a certificate of this key, x5t#S256 that of the certificate.
 */
#define CHECK_JWKS_CERTIFICATE "jwks.certificate"
/* JWA 6: the key is one that we can use; the text names the check of the key. */
#define CHECK_JWKS_KEY "jwks.key"

#endif
