/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/rsa.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "maker.h"

static const char *const kinds[] = {"RSA-2048", "RSA-3072", "RSA-2056", "EC-P-256", "EC-P-384", "EC-P-521"};
#define KINDS (sizeof kinds / sizeof *kinds)
#define MESSAGE TG_SPAN("<ds:SignedInfo>octets</ds:SignedInfo>")

static struct tg_crypto *crypto;
static EVP_PKEY *pairs[KINDS];
static struct tg_key *keys[KINDS];

static void begin(void)
{
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
}

/* Made when a test first asks for it: RSA takes its time. */
static void need(size_t kind)
{
    if (keys[kind]) return;
    pairs[kind] = maker_key(kinds[kind]);
    keys[kind] = maker_trusted(crypto, pairs[kind], NULL);
    cr_assert_not_null(keys[kind], "%s", kinds[kind]);
    ERR_clear_error();
}

static void end(void)
{
    cr_expect_eq(ERR_peek_error(), 0, "the host sees none of our errors");
    for (size_t i = 0; i < KINDS; i++) {
        tg_key_free(keys[i]);
        EVP_PKEY_free(pairs[i]);
    }
    tg_crypto_free(crypto);
}

TestSuite(signature, .init = begin, .fini = end);

static const char *check_of(size_t kind, const struct tg_algorithm *algorithm, struct tg_span octets,
                            struct tg_span signature)
{
    static toegang_report report;
    need(kind);
    report = (toegang_report){0};
    toegang_status status = tg_signature_verify(crypto, keys[kind], algorithm, octets, signature, &report);
    cr_expect_eq(status, report.check[0] ? TOEGANG_REFUSED : TOEGANG_GOOD);
    return report.check;
}

static void alter(size_t kind, const struct tg_algorithm *row, struct tg_span signature)
{
    char *octets = malloc(signature.length + 1);
    memcpy(octets, signature.at, signature.length);
    octets[signature.length] = 0;
    size_t steps[] = {0, 1, signature.length / 2, signature.length - 1};
    for (size_t i = 0; i < 4; i++) {
        octets[steps[i]] ^= 0x10;
        cr_expect_str_eq(check_of(kind, row, MESSAGE, (struct tg_span){octets, signature.length}),
                         "signature.value");
        octets[steps[i]] ^= 0x10;
    }
    size_t lengths[] = {0, 1, signature.length / 2, signature.length - 1, signature.length + 1};
    for (size_t i = 0; i < 5; i++)
        cr_expect_str_eq(check_of(kind, row, MESSAGE, (struct tg_span){octets, lengths[i]}),
                         "signature.length");
    free(octets);
}

Test(signature, each_row_with_each_key_that_fits)
{
    for (size_t kind = 0; kind < KINDS; kind++) {
        need(kind);
        for (size_t i = 0; i < tg_algorithms(); i++) {
            const struct tg_algorithm *row = tg_algorithm_at(i);
            if (!tg_key_fits(keys[kind], row)) {
                cr_expect_str_eq(check_of(kind, row, MESSAGE, TG_SPAN("x")), "signature.key");
                continue;
            }
            struct tg_span made = maker_signature(pairs[kind], row, MESSAGE, RSA_PSS_SALTLEN_DIGEST);
            cr_expect_str_eq(check_of(kind, row, MESSAGE, made), "", "%s %s", kinds[kind], row->name);
            cr_expect_str_eq(check_of(kind, row, TG_SPAN("other"), made), "signature.value");
            cr_expect_str_eq(check_of(kind, row, (struct tg_span){NULL, 0}, made), "signature.value");
            alter(kind, row, made);
            for (size_t k = 0; k < tg_algorithms(); k++)
                if (k != i && tg_key_fits(keys[kind], tg_algorithm_at(k)))
                    cr_expect_str_eq(check_of(kind, tg_algorithm_at(k), MESSAGE, made), "signature.value",
                                     "%s as %s", row->name, tg_algorithm_at(k)->name);
            free((void *)(uintptr_t)made.at);
        }
    }
}

Test(signature, another_key_of_the_same_kind)
{
    for (size_t kind = 0; kind < KINDS; kind++) {
        const struct tg_algorithm *row =
            tg_algorithm_of_name(tg_span_of(kinds[kind][0] == 'R' ? "RS256" : "ES256"));
        EVP_PKEY *other = maker_key(kinds[kind]);
        struct tg_span made = maker_signature(other, row, MESSAGE, 0);
        cr_expect_str_eq(check_of(kind, row, MESSAGE, made), "signature.value", "%s", kinds[kind]);
        free((void *)(uintptr_t)made.at);
        EVP_PKEY_free(other);
    }
}

Test(signature, pss_salt_is_as_long_as_the_hash)
{
    const struct tg_algorithm *row = tg_algorithm_of_name(TG_SPAN("PS256"));
    for (const int *salt = (const int[]){0, 1, 20, 31, 33, 64, -3, -9}; *salt != -9; salt++) {
        need(0);
        struct tg_span made = maker_signature(pairs[0], row, MESSAGE, *salt);
        cr_expect_str_eq(check_of(0, row, MESSAGE, made), "signature.value", "salt %d", *salt);
        free((void *)(uintptr_t)made.at);
    }
}

/* r or s of 0, of the order, above the order (CVE-2022-21449 took zeros). */
Test(signature, ecdsa_numbers_out_of_range)
{
    static const char order256[] = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";
    const struct tg_algorithm *row = tg_algorithm_of_name(TG_SPAN("ES256"));
    const char *const values[] = {"0", "1", order256,
                                  "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"};
    for (size_t i = 0; i < 16; i++) {
        unsigned char pair[64];
        BIGNUM *r = NULL, *s = NULL;
        BN_hex2bn(&r, values[i / 4]);
        BN_hex2bn(&s, values[i % 4]);
        BN_bn2binpad(r, pair, 32);
        BN_bn2binpad(s, pair + 32, 32);
        cr_expect_str_eq(check_of(3, row, MESSAGE, (struct tg_span){(char *)pair, 64}), "signature.value");
        BN_free(r), BN_free(s);
    }
}

/* RFC 6979 A.2.5: P-256, message "sample". */
Test(signature, known_answers_of_ecdsa)
{
    static const struct {
        const char *name, *pair;
    } rows[] = {
        {"ES256", "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                  "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"},
        {"ES384", "0EAFEA039B20E9B42309FB1D89E213057CBF973DC0CFC8F129EDDDC800EF7719"
                  "4861F0491E6998B9455193E34E7B0D284DDD7149A74B95B9261F13ABDE940954"},
        {"ES512", "8496A60B5E9B47C825488827E0495B0E3FA109EC4568FD3F8D1097678EB97F00"
                  "2362AB1ADBE2B8ADF9CB9EDAB740EA6049C028114F2460F96554F61FAE3302FE"},
    };
    static const char point[] = "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                                "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";
    unsigned char octets[65];
    size_t count = 0;
    OPENSSL_hexstr2buf_ex(octets, sizeof octets, &count, point, '\0');
    EVP_PKEY *pair = maker_point("P-256", (struct tg_span){(char *)octets, count});
    struct tg_key *key = maker_trusted(crypto, pair, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned char raw[64];
        size_t length = 0;
        OPENSSL_hexstr2buf_ex(raw, sizeof raw, &length, rows[i].pair, '\0');
        const struct tg_algorithm *row = tg_algorithm_of_name(tg_span_of(rows[i].name));
        struct tg_span signature = {(char *)raw, length};
        cr_expect_eq(tg_signature_verify(crypto, key, row, TG_SPAN("sample"), signature, NULL), TOEGANG_GOOD,
                     "%s", rows[i].name);
        cr_expect_eq(tg_signature_verify(crypto, key, row, TG_SPAN("test"), signature, NULL),
                     TOEGANG_REFUSED);
    }
    tg_key_free(key);
    EVP_PKEY_free(pair);
}

Test(signature, leaves_the_errors_of_the_host_alone)
{
    const struct tg_algorithm *row = tg_algorithm_of_name(TG_SPAN("RS256"));
    char noise[256] = {1};
    need(0);
    need(3);
    ERR_raise(ERR_LIB_USER, 77);
    cr_expect_str_eq(check_of(0, row, MESSAGE, (struct tg_span){noise, sizeof noise}), "signature.value");
    cr_expect_eq(ERR_GET_REASON(ERR_get_error()), 77);
    cr_expect_eq(ERR_get_error(), 0);
    ERR_raise(ERR_LIB_USER, ERR_R_MALLOC_FAILURE); /* an old complaint is not ours */
    cr_expect_str_eq(
        check_of(3, tg_algorithm_of_name(TG_SPAN("ES256")), MESSAGE, (struct tg_span){noise, 64}),
        "signature.value");
    ERR_clear_error();
}

struct work {
    struct tg_span signature;
    size_t good;
};

static void *verify_often(void *argument)
{
    struct work *work = argument;
    for (int i = 0; i < 500; i++)
        work->good += tg_signature_verify(crypto, keys[0], tg_algorithm_at(0), MESSAGE, work->signature,
                                          NULL) == TOEGANG_GOOD;
    return NULL;
}

Test(signature, one_key_serves_several_threads)
{
    need(0);
    struct tg_span made = maker_signature(pairs[0], tg_algorithm_at(0), MESSAGE, 0);
    struct work works[4];
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++) {
        works[i] = (struct work){made, 0};
        cr_assert_eq(pthread_create(&threads[i], NULL, verify_often, &works[i]), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        cr_expect_eq(works[i].good, 500);
    }
    free((void *)(uintptr_t)made.at);
}
