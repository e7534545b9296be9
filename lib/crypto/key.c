/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/key.h"

#include <openssl/x509.h>

#include "base/hex.h"
#include "openssl.h"

struct tg_key *tg_key_new(void)
{
    struct tg_arena arena = {0};
    struct tg_key *key = tg_arena_take(&arena, sizeof *key);
    if (key) key->arena = arena;
    return key;
}

void tg_key_free(struct tg_key *key)
{
    if (!key) return;
    for (size_t scheme = 0; scheme < TG_PREPARED_SCHEMES; scheme++)
        for (size_t hash = 0; hash < TG_HASHES; hash++) EVP_PKEY_CTX_free(key->prepared[scheme][hash]);
    for (size_t hash = 0; hash < TG_HASHES; hash++) EVP_MAC_CTX_free(key->macs[hash]);
    EVP_PKEY_free(key->key);
    struct tg_arena arena = key->arena;
    tg_arena_free(&arena);
}

toegang_status tg_key_fingerprint_of(const struct tg_crypto *crypto, struct tg_span der, struct tg_key *key,
                                     toegang_report *report)
{
    uint8_t digest[TG_DIGEST_MAX];
    toegang_status status = tg_digest(crypto, TG_SHA256, der, digest, report);
    if (status != TOEGANG_GOOD) return status;
    tg_hex_write(digest, tg_hash_octets(TG_SHA256), key->fingerprint);
    return TOEGANG_GOOD;
}

static toegang_status take_fingerprint(const struct tg_crypto *crypto, struct tg_key *key,
                                       toegang_report *report)
{
    unsigned char *der = NULL;
    int length = i2d_PUBKEY(key->key, &der);
    if (length <= 0) return tg_openssl_failed("SubjectPublicKeyInfo", report);
    struct tg_span info = {(char *)der, (size_t)length};
    toegang_status status = tg_key_fingerprint_of(crypto, info, key, report);
    OPENSSL_free(der);
    return status;
}

toegang_status tg_key_of_pkey(const struct tg_crypto *crypto, EVP_PKEY *pkey, struct tg_key **out,
                              toegang_report *report)
{
    struct tg_key *key = tg_key_new();
    if (!key) return EVP_PKEY_free(pkey), tg_no_memory(report);
    key->key = pkey;
    toegang_status status = tg_key_judge(key, true, report);
    if (status == TOEGANG_GOOD) status = tg_key_prepare(crypto, key, report);
    if (status == TOEGANG_GOOD) status = take_fingerprint(crypto, key, report);
    if (status != TOEGANG_GOOD) return tg_key_free(key), status;
    *out = key;
    return TOEGANG_GOOD;
}

toegang_status tg_key_of_info(const struct tg_crypto *crypto, struct tg_span der, const char *check,
                              struct tg_key **out, toegang_report *report)
{
    const unsigned char *at = (const unsigned char *)der.at, *end = at + der.length;
    EVP_PKEY *pkey = d2i_PUBKEY(NULL, &at, (long)der.length);
    if (pkey && at == end) return tg_key_of_pkey(crypto, pkey, out, report);
    bool memory = !pkey && tg_openssl_lacked_memory();
    EVP_PKEY_free(pkey);
    if (memory) return tg_no_memory(report);
    return tg_refuse(report, check, "one public key in DER", TG_SPAN("something else"));
}

const char *tg_key_fingerprint(const struct tg_key *key)
{
    return key->fingerprint;
}

bool tg_key_fits(const struct tg_key *key, const struct tg_algorithm *algorithm)
{
    bool long_enough = algorithm->scheme != TG_HMAC || tg_hash_octets(algorithm->hash) <= key->octets;
    return algorithm->scheme != TG_SCHEME_NONE && long_enough &&
           (algorithm->scheme == key->schemes[0] || algorithm->scheme == key->schemes[1]);
}

bool tg_key_fits_jose(const struct tg_key *key, const struct tg_algorithm *algorithm)
{
    return tg_key_fits(key, algorithm) &&
           (algorithm->curve_octets == 0 || algorithm->curve_octets == key->octets);
}

bool tg_key_same(const struct tg_key *one, const struct tg_key *other)
{
    if (!one->key || !other->key) return false;
    ERR_set_mark();
    bool same = EVP_PKEY_eq(one->key, other->key) == 1;
    ERR_pop_to_mark();
    return same;
}

enum tg_curve tg_key_curve(const struct tg_key *key)
{
    return key->curve;
}

size_t tg_key_octets(const struct tg_key *key)
{
    return key->octets;
}

void tg_key_period(const struct tg_key *key, toegang_time *from, toegang_time *until)
{
    *from = key->from;
    *until = key->until;
}
