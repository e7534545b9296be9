/* SPDX-License-Identifier: Apache-2.0 */
/* How the key of the content comes to us (RFC 7518 section 4). */
#ifndef TG_ASSERTION_JWE_KEY_H
#define TG_ASSERTION_JWE_KEY_H

#include "crypto/decrypt.h"
#include "jose_read.h"

/* A row of the closed table: RSA-OAEP with a hash, or agreement, with a key that unwraps or directly. */
struct tg_jwe_algorithm {
    const char *name;
    enum tg_oaep_hash oaep;
    size_t wrap_octets; /* of agreement: of the key that unwraps, 0: none */
};

const struct tg_jwe_algorithm *tg_jwe_algorithm_of_name(struct tg_span name);
/* Whether a private key is of the kind that the algorithm asks. */
bool tg_jwe_algorithm_fits(const struct tg_jwe_algorithm *algorithm, const struct tg_private *key);

/* What the sender gave for the key of the content. */
struct tg_jwe_sent {
    const struct tg_jwe_algorithm *algorithm;
    enum tg_cipher cipher;
    struct tg_span cipher_name, encrypted_key;
    enum tg_curve curve; /* of agreement: of his point */
    struct tg_span x, y, apu, apv;
};

/* epk, apu and apv of agreement; of another algorithm they must not be there. */
toegang_status tg_jwe_sent_read(const struct tg_json *header, struct tg_arena *arena, struct tg_jwe_sent *out,
                                toegang_report *report);
/* The key of the content, or, as lib/crypto says, a random one. jwe.epk: the point is not on the curve. */
toegang_status tg_jwe_key(const struct tg_crypto *crypto, const struct tg_private *key,
                          const struct tg_jwe_sent *sent, uint8_t out[TG_CONTENT_KEY_MAX],
                          toegang_report *report);

#endif
