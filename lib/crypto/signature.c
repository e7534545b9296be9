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

/* 1 and nothing else is yes: libcrypto answers 0 for another signature and below 0 for trouble. */
static toegang_status judge(const EVP_PKEY_CTX *prepared, const uint8_t *signature, size_t length,
                            const uint8_t *digest, size_t digest_length, toegang_report *report)
{
    bool stale = tg_openssl_lacked_memory(); /* a complaint that was there before us */
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_dup(prepared);
    if (!context) return tg_openssl_failed("verification context", report);
    int answer = EVP_PKEY_verify(context, signature, length, digest, digest_length);
    EVP_PKEY_CTX_free(context);
    if (answer == 1) return TOEGANG_GOOD;
    if (!stale && tg_openssl_lacked_memory()) return tg_no_memory(report);
    return tg_refuse(report, CHECK_SIGNATURE_VALUE, "a signature of these octets", TG_SPAN("another"));
}

static toegang_status verify(const struct tg_key *key, const struct tg_algorithm *algorithm,
                             const uint8_t *digest, struct tg_span signature, toegang_report *report)
{
    const EVP_PKEY_CTX *prepared = key->prepared[algorithm->scheme][algorithm->hash];
    const uint8_t *octets = (const uint8_t *)signature.at;
    size_t length = tg_hash_octets(algorithm->hash);
    if (algorithm->scheme != TG_ECDSA)
        return judge(prepared, octets, signature.length, digest, length, report);
    struct der der = {.length = 0};
    put_pair(&der, octets, key->octets);
    return judge(prepared, der.octets, der.length, digest, length, report);
}

static toegang_status check_length(const struct tg_key *key, const struct tg_algorithm *algorithm,
                                   struct tg_span signature, toegang_report *report)
{
    size_t expected = algorithm->scheme == TG_ECDSA ? 2 * key->octets : key->octets;
    if (signature.length == expected) return TOEGANG_GOOD;
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_SIGNATURE_LENGTH,
                      algorithm->scheme == TG_ECDSA ? "r and s, each as long as the order of the curve"
                                                    : "as long as the modulus",
                      "%zu octets for a key of %zu", signature.length, key->octets);
}

toegang_status tg_signature_verify(const struct tg_crypto *crypto, const struct tg_key *key,
                                   const struct tg_algorithm *algorithm, struct tg_span octets,
                                   struct tg_span signature, toegang_report *report)
{
    uint8_t digest[TG_DIGEST_MAX];
    if (!tg_key_fits(key, algorithm))
        return tg_refuse(report, CHECK_SIGNATURE_KEY, algorithm->name, TG_SPAN("a key of another kind"));
    toegang_status status = check_length(key, algorithm, signature, report);
    if (status == TOEGANG_GOOD) status = tg_digest(crypto, algorithm->hash, octets, digest, report);
    if (status != TOEGANG_GOOD) return status;
    ERR_set_mark();
    status = verify(key, algorithm, digest, signature, report);
    ERR_pop_to_mark();
    return status;
}
