/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this floor share about libcrypto, the only place that includes it. */
#ifndef TG_CRYPTO_OPENSSL_H
#define TG_CRYPTO_OPENSSL_H

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "base/arena.h"
#include "base/report.h"
#include "crypto/check.h"
#include "crypto/key.h"

#define TG_PREPARED_SCHEMES 4 /* up to TG_ECDSA */

/* Ciphers of libcrypto. */
enum tg_block { TG_AES128_GCM, TG_AES256_GCM, TG_AES128_CBC, TG_AES256_CBC, TG_AES128_WRAP, TG_AES256_WRAP };
#define TG_BLOCKS 6

struct tg_crypto {
    struct tg_arena arena; /* holds this struct itself */
    EVP_MD *hashes[TG_HASHES];
    EVP_CIPHER *ciphers[TG_BLOCKS];
    EVP_MAC *hmac;
};

struct tg_key {
    struct tg_arena arena; /* holds this struct itself */
    EVP_PKEY *key;         /* NULL: a secret */
    /* Only ever duplicated, so that threads share them without a lock. */
    EVP_PKEY_CTX *prepared[TG_PREPARED_SCHEMES][TG_HASHES];
    EVP_MAC_CTX *macs[TG_HASHES]; /* of a secret */
    enum tg_scheme schemes[2];    /* that fit the kind of key */
    enum tg_curve curve;
    size_t octets; /* of the modulus, of the order of the curve, or of the secret */
    toegang_time from, until;
    char fingerprint[TG_DIGEST_MAX + 1];
};

/* Whether libcrypto, which has just complained, lacked memory. */
bool tg_openssl_lacked_memory(void);
/* NO_MEMORY when it did, INTERNAL otherwise; `wanted` names what we asked for. */
toegang_status tg_openssl_failed(const char *wanted, toegang_report *report);

/* By libcrypto's name of its group, "prime256v1"; NONE: no such curve for us. */
enum tg_curve tg_curve_of_group(const char *group);
const char *tg_curve_group(enum tg_curve curve);

/* An empty key in an arena of its own; NULL when memory is at its end. */
struct tg_key *tg_key_new(void);
/* What a public key without certificate becomes; it is taken over, also when it is refused. */
toegang_status tg_key_of_pkey(const struct tg_crypto *crypto, EVP_PKEY *pkey, struct tg_key **out,
                              toegang_report *report);
/* From a SubjectPublicKeyInfo (RFC 5280 section 4.1); `check` is what falls when it cannot be read. */
toegang_status tg_key_of_info(const struct tg_crypto *crypto, struct tg_span der, const char *check,
                              struct tg_key **out, toegang_report *report);
/* Writes the fingerprint: SHA-256 of these octets. */
toegang_status tg_key_fingerprint_of(const struct tg_crypto *crypto, struct tg_span der, struct tg_key *key,
                                     toegang_report *report);
/* Of what fits the key, one verifying context an algorithm. */
toegang_status tg_key_prepare(const struct tg_crypto *crypto, struct tg_key *key, toegang_report *report);
/* NO_MEMORY when libcrypto lacked it, else REFUSED with key.value. */
toegang_status tg_key_refused(toegang_report *report);
/* Whether the key is of a kind and size that we take; sets schemes, curve and octets. */
toegang_status tg_key_judge(struct tg_key *key, bool ed25519, toegang_report *report);
/* The fingerprint of keys made by the generator of CVE-2017-15361. */
bool tg_roca_modulus(const BIGNUM *modulus);
/* Whether an Ed25519 key is a number below 2^255 - 19 and no point of small order. */
bool tg_ed25519_sound(const uint8_t key[32]);

/* The padding of an RSA scheme; nothing to set for others. */
bool tg_scheme_set(EVP_PKEY_CTX *context, enum tg_scheme scheme, const EVP_MD *md);
/* HMAC under a key, ready for octets; NULL when libcrypto fails. */
EVP_MAC_CTX *tg_hmac_begin(const struct tg_crypto *crypto, enum tg_hash hash, struct tg_span key);
/* Adds the octets. */
bool tg_hmac_add(EVP_MAC_CTX *context, struct tg_span octets);
/* The code, as long as the hash. */
bool tg_hmac_end(EVP_MAC_CTX *context, uint8_t out[TG_DIGEST_MAX]);

#endif
