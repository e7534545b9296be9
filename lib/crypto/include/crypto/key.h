/* SPDX-License-Identifier: Apache-2.0 */
/* Public keys, decoded once. */
#ifndef TG_CRYPTO_KEY_H
#define TG_CRYPTO_KEY_H

#include "crypto/digest.h"

/* A verification key with one prepared context for each algorithm that fits it. Immutable, may be shared. */
struct tg_key;

/*
 * From an X.509 certificate (DER). RSA of 2048 to 8192 bits with an odd exponent from 65537 to 2^64 - 1, EC
 * on P-256, P-384 or P-521; anything else is refused (key.certificate, key.kind, key.size, key.exponent,
 * key.curve, key.roca, key.value). The certificate is a container for the key: chain and validity are the
 * metadata's matter.
 */
toegang_status tg_key_of_certificate(const struct tg_crypto *crypto, struct tg_span der, struct tg_key **out,
                                     toegang_report *report);
void tg_key_free(struct tg_key *key);
/* SHA-256 of the certificate, lower-case hex, with NUL. */
const char *tg_key_fingerprint(const struct tg_key *key);
/*
 * An RSA key fits every RSA row, an EC key every ECDSA row whatever its curve: in XML signatures the hash
 * does not pin the curve (RFC 9231 section 2.3.6). Who reads JOSE, where it does (RFC 7518 section 3.4),
 * compares tg_key_octets with curve_octets of the row as well.
 */
bool tg_key_fits(const struct tg_key *key, const struct tg_algorithm *algorithm);
/* Octets of the modulus, or of the order of the curve: 32, 48, 66. */
size_t tg_key_octets(const struct tg_key *key);
/* notBefore and notAfter of the certificate, for reports and `inspect`. */
void tg_key_period(const struct tg_key *key, toegang_time *from, toegang_time *until);

#endif
