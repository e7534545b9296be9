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

#define TG_SCHEMES 4

struct tg_crypto {
    struct tg_arena arena; /* holds this struct itself */
    EVP_MD *hashes[TG_HASHES];
};

struct tg_key {
    struct tg_arena arena; /* holds this struct itself */
    EVP_PKEY *key;
    EVP_PKEY_CTX *prepared[TG_SCHEMES]
                          [TG_HASHES]; /* only ever duplicated, so that threads share them without a lock */
    enum tg_scheme schemes[2];         /* that fit the kind of key */
    size_t octets;                     /* of the modulus, or of the order of the curve */
    toegang_time from, until;
    char fingerprint[TG_DIGEST_MAX + 1];
};

/* Whether libcrypto, which has just complained, lacked memory. */
bool tg_openssl_lacked_memory(void);
/* NO_MEMORY when it did, INTERNAL otherwise; `wanted` names what we asked for. */
toegang_status tg_openssl_failed(const char *wanted, toegang_report *report);
/* Of what fits the key, one verifying context an algorithm. */
toegang_status tg_key_prepare(const struct tg_crypto *crypto, struct tg_key *key, toegang_report *report);
/* Whether the key is of a kind and size that we take; sets schemes and octets. */
toegang_status tg_key_judge(struct tg_key *key, toegang_report *report);
/* The fingerprint of keys made by the generator of CVE-2017-15361. */
bool tg_roca_modulus(const BIGNUM *modulus);

#endif
