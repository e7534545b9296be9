/* SPDX-License-Identifier: Apache-2.0 */
/* Private keys of ours, what they sign, and random octets. */
#ifndef TG_CRYPTO_PRIVATE_H
#define TG_CRYPTO_PRIVATE_H

#include "crypto/key.h"

/* Immutable, may be shared between threads; libcrypto wipes it when it is freed. */
struct tg_private;

/*
 * One private key that is not encrypted, in a PEM text of at most 64 KiB: PKCS#8, or the older forms of RSA
 * and EC. RSA of 2048 to 8192 bits, P-256, P-384 or P-521, judged as public keys are. REFUSED with
 * key.private when the text holds anything else or the parts of the key do not belong together.
 */
toegang_status tg_private_of_pem(const struct tg_crypto *crypto, struct tg_span pem, struct tg_private **out,
                                 toegang_report *report);

/* The numbers of a private JWK, in the form of tg_key_of_rsa and tg_key_of_point. Of RSA all are there. */
struct tg_rsa_numbers {
    struct tg_span n, e, d, p, q, dp, dq, qi;
};
toegang_status tg_private_of_rsa(const struct tg_crypto *crypto, const struct tg_rsa_numbers *numbers,
                                 struct tg_private **out, toegang_report *report);
/* d is as long as a coordinate (RFC 7518 section 6.2.2.1). No Ed25519: we do not sign with it. */
toegang_status tg_private_of_point(const struct tg_crypto *crypto, enum tg_curve curve, struct tg_span x,
                                   struct tg_span y, struct tg_span d, struct tg_private **out,
                                   toegang_report *report);
void tg_private_free(struct tg_private *key);
/* Its public half; belongs to the private key. */
const struct tg_key *tg_private_public(const struct tg_private *key);

#define TG_SIGNATURE_MAX 1024

/* In the form that tg_signature_verify reads. REFUSED with signature.key when key and algorithm do not fit.
 */
toegang_status tg_sign(const struct tg_crypto *crypto, const struct tg_private *key,
                       const struct tg_algorithm *algorithm, struct tg_span octets,
                       uint8_t out[TG_SIGNATURE_MAX], size_t *length, toegang_report *report);

/* Unpredictable octets from libcrypto, at most 65536. */
toegang_status tg_random(uint8_t *out, size_t length, toegang_report *report);

#endif
