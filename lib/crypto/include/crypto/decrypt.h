/* SPDX-License-Identifier: Apache-2.0 */
/* Reading what was encrypted for us. The library encrypts nothing but handles. */
#ifndef TG_CRYPTO_DECRYPT_H
#define TG_CRYPTO_DECRYPT_H

#include "crypto/private.h"

/* The closed table. The last two are XML encryption's bare CBC, whose content nothing authenticates: they may
 * stand behind an option only. */
enum tg_cipher {
    TG_CIPHER_NONE = 0,
    TG_A128GCM,
    TG_A256GCM,
    TG_A128CBC_HS256,
    TG_A256CBC_HS512,
    TG_A128CBC,
    TG_A256CBC
};
/* Octets of its key: 16, 32, 32, 64, 16, 32. */
size_t tg_cipher_key_octets(enum tg_cipher cipher);

#define TG_CONTENT_KEY_MAX 64

enum tg_oaep_hash { TG_OAEP_NONE = 0, TG_OAEP_SHA1, TG_OAEP_SHA256 };

/*
 * RSA-OAEP with an empty label (RFC 8017 section 7.1). What cannot be unwrapped, or gives another length than
 * key_octets, is GOOD with a random key, so that the content fails later as it does under a wrong key:
 * whoever sends wrapped keys learns nothing from the answer. Refused is only a private key of another kind
 * (decrypt.key).
 */
toegang_status tg_unwrap_oaep(const struct tg_crypto *crypto, const struct tg_private *key,
                              enum tg_oaep_hash digest, enum tg_oaep_hash mgf, struct tg_span wrapped,
                              size_t key_octets, uint8_t out[TG_CONTENT_KEY_MAX], toegang_report *report);
/* AES key wrap (RFC 3394) with a key of 16 or 32 octets. A failure is GOOD with a random key, as above. */
toegang_status tg_unwrap_aes(const struct tg_crypto *crypto, struct tg_span kek, struct tg_span wrapped,
                             size_t key_octets, uint8_t out[TG_CONTENT_KEY_MAX], toegang_report *report);

#define TG_AGREE_INFO_MAX 4096

/*
 * ECDH-ES (RFC 7518 section 4.6): the sender's point and our key agree on a secret, from which Concat KDF
 * with SHA-256 makes a key; name is the AlgorithmID. name, apu and apv have at most 4096 octets each.
 * Refused: a private key that is not EC (decrypt.key), a point that is not on its curve (decrypt.point).
 */
toegang_status tg_agree(const struct tg_crypto *crypto, const struct tg_private *key, enum tg_curve curve,
                        struct tg_span x, struct tg_span y, struct tg_span name, struct tg_span apu,
                        struct tg_span apv, size_t key_octets, uint8_t out[TG_CONTENT_KEY_MAX],
                        toegang_report *report);

#define TG_SEALED_MAX ((size_t)1 << 20)

/* GCM: iv of 12 octets, tag of 16. CBC with HMAC: iv of 16, tag of 16 or 32. Bare CBC: iv of 16, neither tag
 * nor additional octets. */
struct tg_sealed {
    struct tg_span iv, additional, octets, tag;
};
/*
 * The clear octets, in the arena. The key has tg_cipher_key_octets. decrypt.failed, always with the same
 * words, for whatever is wrong: lengths, more than 1 MiB, tag, padding. Tag and padding are judged in
 * constant time.
 */
toegang_status tg_decrypt(const struct tg_crypto *crypto, enum tg_cipher cipher, const uint8_t *key,
                          const struct tg_sealed *sealed, struct tg_arena *arena, struct tg_span *out,
                          toegang_report *report);

#endif
