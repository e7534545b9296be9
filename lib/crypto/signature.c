/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/signature.h"

#include <string.h>

#include "openssl.h"

#define ORDER_MAX 66 /* octets of a number below the order of P-521 */
#define DER_MAX (3 + 2 * (2 + 1 + ORDER_MAX))

struct der {
    uint8_t octets[DER_MAX];
    size_t length;
};

static void put(struct der *der, size_t octet)
{
    der->octets[der->length++] = (uint8_t)octet;
}

/* Octets of the INTEGER's value: no leading zeros but the one that keeps it positive (X.690 section 8.3). */
static size_t integer_length(const uint8_t *number, size_t length)
{
    while (length > 1 && number[0] == 0) number++, length--;
    return length + (number[0] >> 7);
}

static void put_integer(struct der *der, const uint8_t *number, size_t length)
{
    size_t value = integer_length(number, length);
    put(der, 0x02);
    put(der, value);
    if (value > length) {
        put(der, 0);
        value = length;
    }
    memcpy(der->octets + der->length, number + length - value, value);
    der->length += value;
}

/* XML signatures and JOSE put r and s side by side; libcrypto reads SEQUENCE { INTEGER r, INTEGER s }. */
static void put_pair(struct der *der, const uint8_t *pair, size_t order)
{
    size_t body = 4 + integer_length(pair, order) + integer_length(pair + order, order);
    put(der, 0x30);
    if (body > 0x7f) put(der, 0x81);
    put(der, body);
    put_integer(der, pair, order);
    put_integer(der, pair + order, order);
}

/* 1 and nothing else is yes: libcrypto answers 0 for another signature and below 0 for trouble. stale:
 * whether a complaint about memory was there before. */
static toegang_status judge(int answer, bool stale, toegang_report *report)
{
    if (answer == 1) return TOEGANG_GOOD;
    if (!stale && tg_openssl_lacked_memory()) return tg_no_memory(report);
    return tg_refuse(report, CHECK_SIGNATURE_VALUE, "a signature of these octets", TG_SPAN("another"));
}

static toegang_status verify_prepared(const EVP_PKEY_CTX *prepared, struct tg_span signature,
                                      struct tg_span digest, toegang_report *report)
{
    bool stale = tg_openssl_lacked_memory();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_dup(prepared);
    if (!context) return tg_openssl_failed("verification context", report);
    int answer = EVP_PKEY_verify(context, (const uint8_t *)signature.at, signature.length,
                                 (const uint8_t *)digest.at, digest.length);
    EVP_PKEY_CTX_free(context);
    return judge(answer, stale, report);
}

static toegang_status verify_digest(const struct tg_crypto *crypto, const struct tg_key *key,
                                    const struct tg_algorithm *algorithm, struct tg_span octets,
                                    struct tg_span signature, toegang_report *report)
{
    const EVP_PKEY_CTX *prepared = key->prepared[algorithm->scheme][algorithm->hash];
    uint8_t made[TG_DIGEST_MAX];
    struct tg_span digest = {(const char *)made, tg_hash_octets(algorithm->hash)};
    toegang_status status = tg_digest(crypto, algorithm->hash, octets, made, report);
    if (status != TOEGANG_GOOD) return status;
    if (algorithm->scheme != TG_ECDSA) return verify_prepared(prepared, signature, digest, report);
    struct der der = {.length = 0};
    put_pair(&der, (const uint8_t *)signature.at, key->octets);
    return verify_prepared(prepared, (struct tg_span){(const char *)der.octets, der.length}, digest, report);
}

/* RFC 8032 section 5.1.7; libcrypto refuses an S that is not below the order. */
static toegang_status verify_ed25519(const struct tg_key *key, struct tg_span octets,
                                     struct tg_span signature, toegang_report *report)
{
    bool stale = tg_openssl_lacked_memory();
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (!context || EVP_DigestVerifyInit_ex(context, NULL, NULL, NULL, NULL, key->key, NULL) != 1)
        return EVP_MD_CTX_free(context), tg_openssl_failed("verification context", report);
    int answer = EVP_DigestVerify(context, (const uint8_t *)signature.at, signature.length,
                                  (const uint8_t *)(octets.length > 0 ? octets.at : ""), octets.length);
    EVP_MD_CTX_free(context);
    return judge(answer, stale, report);
}

static toegang_status verify_hmac(const struct tg_key *key, const struct tg_algorithm *algorithm,
                                  struct tg_span octets, struct tg_span signature, toegang_report *report)
{
    uint8_t made[TG_DIGEST_MAX];
    EVP_MAC_CTX *context = EVP_MAC_CTX_dup(key->macs[algorithm->hash]);
    bool good = context && tg_hmac_add(context, octets) && tg_hmac_end(context, made);
    EVP_MAC_CTX_free(context);
    if (!good) return tg_openssl_failed("HMAC", report);
    good = tg_octets_equal(made, signature.at, signature.length);
    OPENSSL_cleanse(made, sizeof made);
    return judge(good, true, report);
}

static toegang_status verify(const struct tg_crypto *crypto, const struct tg_key *key,
                             const struct tg_algorithm *algorithm, struct tg_span octets,
                             struct tg_span signature, toegang_report *report)
{
    if (algorithm->scheme == TG_EDDSA) return verify_ed25519(key, octets, signature, report);
    if (algorithm->scheme == TG_HMAC) return verify_hmac(key, algorithm, octets, signature, report);
    return verify_digest(crypto, key, algorithm, octets, signature, report);
}

static size_t expected_length(const struct tg_key *key, const struct tg_algorithm *algorithm)
{
    switch (algorithm->scheme) {
    case TG_RSA_PKCS1:
    case TG_RSA_PSS:
        return key->octets;
    case TG_ECDSA:
    case TG_EDDSA:
        return 2 * key->octets;
    case TG_HMAC:
        return tg_hash_octets(algorithm->hash);
    case TG_SCHEME_NONE:
        break;
    }
    return 0;
}

static toegang_status check_length(const struct tg_key *key, const struct tg_algorithm *algorithm,
                                   struct tg_span signature, toegang_report *report)
{
    static const char *const expected[] = {[TG_RSA_PKCS1] = "as long as the modulus",
                                           [TG_RSA_PSS] = "as long as the modulus",
                                           [TG_ECDSA] = "r and s, each as long as the order of the curve",
                                           [TG_EDDSA] = "64 octets",
                                           [TG_HMAC] = "as long as the hash"};
    size_t length = expected_length(key, algorithm);
    if (length > 0 && signature.length == length) return TOEGANG_GOOD;
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_SIGNATURE_LENGTH, expected[algorithm->scheme],
                      "%zu octets for a key of %zu", signature.length, key->octets);
}

toegang_status tg_signature_verify(const struct tg_crypto *crypto, const struct tg_key *key,
                                   const struct tg_algorithm *algorithm, struct tg_span octets,
                                   struct tg_span signature, toegang_report *report)
{
    if (!tg_key_fits(key, algorithm))
        return tg_refuse(report, CHECK_SIGNATURE_KEY, algorithm->name, TG_SPAN("a key of another kind"));
    toegang_status status = check_length(key, algorithm, signature, report);
    if (status != TOEGANG_GOOD) return status;
    ERR_set_mark();
    status = verify(crypto, key, algorithm, octets, signature, report);
    ERR_pop_to_mark();
    return status;
}
