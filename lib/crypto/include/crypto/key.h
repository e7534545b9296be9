/* SPDX-License-Identifier: Apache-2.0 */
/* Public keys, decoded once. */
#ifndef TG_CRYPTO_KEY_H
#define TG_CRYPTO_KEY_H

#include "crypto/digest.h"

/* A verification key with one prepared context for each algorithm that fits it. Immutable, may be shared. */
struct tg_key;

enum tg_curve { TG_CURVE_NONE = 0, TG_P256, TG_P384, TG_P521, TG_ED25519 };

/* By its JOSE name: "P-256", "P-384", "P-521", "Ed25519"; NONE: no such curve for us. */
enum tg_curve tg_curve_of_name(struct tg_span name);
/* Octets of a coordinate: 32, 48, 66, 32. */
size_t tg_curve_octets(enum tg_curve curve);

/*
 * From an X.509 certificate (DER). RSA of 2048 to 8192 bits with an odd exponent from 65537 to 2^64 - 1, EC
 * on P-256, P-384 or P-521; anything else is refused (key.certificate, key.kind, key.size, key.exponent,
 * key.curve, key.roca, key.value). The certificate is a container for the key: chain and validity are the
 * metadata's matter.
 */
toegang_status tg_key_of_certificate(const struct tg_crypto *crypto, struct tg_span der, struct tg_key **out,
                                     toegang_report *report);
/*
 * From the numbers of a JWK (RFC 7518 sections 6.2 and 6.3, RFC 8037 section 2), unsigned, big-endian: those
 * of RSA without leading zeros, coordinates of exactly tg_curve_octets, y empty for Ed25519. Refused for
 * their form by key.numbers, and else as those of a certificate are.
 */
toegang_status tg_key_of_rsa(const struct tg_crypto *crypto, struct tg_span modulus, struct tg_span exponent,
                             struct tg_key **out, toegang_report *report);
toegang_status tg_key_of_point(const struct tg_crypto *crypto, enum tg_curve curve, struct tg_span x,
                               struct tg_span y, struct tg_key **out, toegang_report *report);
/* A secret that is shared with the signer, for HMAC: 32 to 1024 octets, else key.secret. It fits the rows
 * whose hash is not longer (RFC 7518 section 3.2). */
toegang_status tg_key_of_secret(const struct tg_crypto *crypto, struct tg_span secret, struct tg_key **out,
                                toegang_report *report);
/*
 * The n-th block, from 0, of a PEM text of at most 64 KiB with blocks CERTIFICATE and PUBLIC KEY only; *count
 * becomes how many there are. REFUSED with key.pem when there is no n-th, or any other block: a private key
 * most of all. Text between blocks is passed over (RFC 7468 section 2).
 */
toegang_status tg_key_of_pem(const struct tg_crypto *crypto, struct tg_span pem, size_t n,
                             struct tg_key **out, size_t *count, toegang_report *report);
void tg_key_free(struct tg_key *key);
/* SHA-256 of the certificate, or of the SubjectPublicKeyInfo of a key that came without one, lower-case hex,
 * with NUL; of a secret "". */
const char *tg_key_fingerprint(const struct tg_key *key);
/*
 * An RSA key fits every RSA row, an EC key every ECDSA row whatever its curve: in XML signatures the hash
 * does not pin the curve (RFC 9231 section 2.3.6). An Ed25519 key fits EdDSA and Ed25519, a secret every HMAC row whose
 * hash is not longer.
 */
bool tg_key_fits(const struct tg_key *key, const struct tg_algorithm *algorithm);
/* The same in JOSE, where ES256, ES384 and ES512 pin the curve too (RFC 7518 section 3.4). */
bool tg_key_fits_jose(const struct tg_key *key, const struct tg_algorithm *algorithm);
/* Whether both hold the same public key; secrets hold none. */
bool tg_key_same(const struct tg_key *one, const struct tg_key *other);
/* The curve of the key; NONE: it is RSA or a secret. */
enum tg_curve tg_key_curve(const struct tg_key *key);
/* Octets of the modulus, of the order of the curve (32, 48, 66), of an Ed25519 key (32) or of the secret. */
size_t tg_key_octets(const struct tg_key *key);
/* notBefore and notAfter of the certificate, for reports and `inspect`; 0 without one. */
void tg_key_period(const struct tg_key *key, toegang_time *from, toegang_time *until);

#endif
