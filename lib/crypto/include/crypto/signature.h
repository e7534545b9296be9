/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_CRYPTO_SIGNATURE_H
#define TG_CRYPTO_SIGNATURE_H

#include "crypto/key.h"

/*
 * GOOD only when the signature of exactly these octets was made with the private key. RSA: the length of the
 * signature equals the modulus; PSS: MGF1 with the same hash, salt as long as the hash; ECDSA: r and s side
 * by side, each as long as the order of the curve; EdDSA: 64 octets; HMAC: as long as the hash, compared in
 * constant time. REFUSED: signature.key (key and algorithm do not fit),
 * signature.length, signature.value. INTERNAL/NO_MEMORY when OpenSSL fails otherwise.
 */
toegang_status tg_signature_verify(const struct tg_crypto *crypto, const struct tg_key *key,
                                   const struct tg_algorithm *algorithm, struct tg_span octets,
                                   struct tg_span signature, toegang_report *report);

#endif
