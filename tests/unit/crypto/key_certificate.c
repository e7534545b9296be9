/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "maker.h"

static struct tg_crypto *crypto;

static void begin(void)
{
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
}

static void end(void)
{
    cr_expect_eq(ERR_peek_error(), 0, "the host sees none of our errors");
    tg_crypto_free(crypto);
}

TestSuite(key_certificate, .init = begin, .fini = end);

static const char *judged(EVP_PKEY *key, toegang_report *report)
{
    *report = (toegang_report){0};
    struct tg_key *trusted = maker_trusted(crypto, key, report);
    ERR_clear_error();
    EVP_PKEY_free(key);
    tg_key_free(trusted);
    return report->check;
}

Test(key_certificate, takes_and_refuses_by_kind_and_size)
{
    static const struct {
        const char *kind, *check, *came;
    } rows[] = {
        {"RSA-2048", "", ""},
        {"RSA-3072", "", ""},
        {"RSA-2056", "", ""},
        {"EC-P-256", "", ""},
        {"EC-P-384", "", ""},
        {"EC-P-521", "", ""},
        {"RSA-512", "key.size", "512 bits"},
        {"RSA-1024", "key.size", "1024 bits"},
        {"RSA-2040", "key.size", "2040 bits"},
        {"RSA-2048-3", "key.exponent", "2 bits, low 3"},
        {"RSA-2048-257", "key.exponent", "9 bits, low 257"},
        {"RSA-PSS", "key.kind", "RSA-PSS"},
        {"DSA", "key.kind", "DSA"},
        {"ED25519", "key.kind", "ED25519"},
        {"EC-secp256k1", "key.curve", "secp256k1"},
        {"EC-P-224", "key.curve", "secp224r1"},
        {"EC-brainpoolP256r1", "key.curve", "brainpoolP256r1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report;
        EVP_PKEY *key = maker_key(rows[i].kind);
        cr_assert_not_null(key, "%s", rows[i].kind);
        cr_expect_str_eq(judged(key, &report), rows[i].check, "%s", rows[i].kind);
        cr_expect_str_eq(report.came, rows[i].came, "%s", rows[i].kind);
    }
}

Test(key_certificate, refuses_numbers_that_are_no_key)
{
    static const struct {
        const char *name, *modulus, *exponent, *check;
    } rows[] = {
        {"even exponent", NULL, "10002", "key.exponent"},
        {"exponent 1", NULL, "1", "key.exponent"},
        {"exponent of 65 bits", NULL, "10000000000000001", "key.exponent"},
        {"exponent of 64 bits", NULL, "FFFFFFFFFFFFFFFF", ""},
        {"even modulus", "E", "10001", "key.value"},
        {"modulus divided by 3", "3", "10001", "key.value"},
        {"prime modulus", "P", "10001", "key.value"},
    };
    EVP_PKEY *real = maker_key("RSA-2048");
    BIGNUM *genuine = NULL;
    EVP_PKEY_get_bn_param(real, "n", &genuine);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        BIGNUM *modulus = BN_dup(genuine), *exponent = NULL;
        toegang_report report;
        BN_hex2bn(&exponent, rows[i].exponent);
        char what = rows[i].modulus ? rows[i].modulus[0] : ' ';
        if (what == 'E') BN_clear_bit(modulus, 0);
        if (what == '3')
            while (BN_mod_word(modulus, 3) != 0) BN_add_word(modulus, 2);
        if (what == 'P') BN_generate_prime_ex(modulus, 2048, 0, NULL, NULL, NULL);
        cr_expect_str_eq(judged(maker_rsa_numbers(modulus, exponent), &report), rows[i].check, "%s",
                         rows[i].name);
        BN_free(modulus), BN_free(exponent);
    }
    BN_free(genuine);
    EVP_PKEY_free(real);
}

Test(key_certificate, refuses_a_modulus_of_the_weak_generator)
{
    BIGNUM *modulus = BN_new(), *exponent = BN_new();
    toegang_report report;
    BN_set_word(modulus, 1); /* 1 is a power of 65537 modulo anything: 1 + k * (product of the primes) */
    for (BN_ULONG number = 2; number <= 701; number++) {
        BN_ULONG divisor = 2;
        while (divisor * divisor <= number && number % divisor != 0) divisor++;
        if (divisor * divisor > number) BN_mul_word(modulus, number);
    }
    BN_lshift(modulus, modulus, 2048 - BN_num_bits(modulus));
    BN_add_word(modulus, 1);
    BN_set_word(exponent, 65537);
    cr_expect_str_eq(judged(maker_rsa_numbers(modulus, exponent), &report), "key.roca");
    BN_free(modulus), BN_free(exponent);
}

Test(key_certificate, refuses_a_curve_given_by_its_parameters)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    toegang_report report;
    cr_assert_eq(EVP_PKEY_set_utf8_string_param(key, "encoding", "explicit"), 1);
    cr_expect_str_eq(judged(key, &report), "key.curve");
    cr_expect_str_eq(report.came, "a curve without a name");
}

Test(key_certificate, refuses_what_is_not_one_certificate)
{
    EVP_PKEY *pair = maker_key("EC-P-256");
    struct tg_span der = maker_certificate(pair);
    char *longer = calloc(1, 70000);
    memcpy(longer, der.at, der.length);
    const struct {
        const char *name;
        struct tg_span octets;
    } rows[] = {
        {"nothing", {NULL, 0}},
        {"an octet after it", {longer, der.length + 1}},
        {"an octet too few", {longer, der.length - 1}},
        {"too much", {longer, 70000}},
        {"noise", TG_SPAN("certificate")},
        {"PEM", TG_SPAN("-----BEGIN CERTIFICATE-----\n")},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        struct tg_key *key = NULL;
        cr_expect_eq(tg_key_of_certificate(crypto, rows[i].octets, &key, &report), TOEGANG_REFUSED, "%s",
                     rows[i].name);
        cr_expect_str_eq(report.check, "key.certificate", "%s", rows[i].name);
        cr_expect_null(key);
    }
    for (size_t length = 1; length < der.length; length++) {
        struct tg_key *key = NULL;
        cr_expect_eq(tg_key_of_certificate(crypto, (struct tg_span){der.at, length}, &key, NULL),
                     TOEGANG_REFUSED);
    }
    free(longer);
    OPENSSL_free((void *)(uintptr_t)der.at);
    EVP_PKEY_free(pair);
}

/* Whatever one octet of a certificate becomes: a key or a named refusal, and nothing in between. */
Test(key_certificate, one_octet_of_the_certificate_changes)
{
    EVP_PKEY *pair = maker_key("EC-P-256");
    struct tg_span der = maker_certificate(pair);
    char *octets = malloc(der.length);
    size_t kinds = 0, certificates = 0;
    memcpy(octets, der.at, der.length);
    for (size_t i = 0; i < der.length; i++) {
        struct tg_key *key = NULL;
        toegang_report report = {0};
        octets[i] ^= 0x04;
        toegang_status status =
            tg_key_of_certificate(crypto, (struct tg_span){octets, der.length}, &key, &report);
        cr_expect(status == TOEGANG_GOOD ||
                      (status == TOEGANG_REFUSED && strncmp(report.check, "key.", 4) == 0),
                  "%zu", i);
        cr_expect_eq(status == TOEGANG_GOOD, key != NULL);
        kinds += strcmp(report.check, "key.kind") == 0;
        certificates += strcmp(report.check, "key.certificate") == 0;
        tg_key_free(key);
        octets[i] = der.at[i];
    }
    cr_expect_gt(kinds, 60, "the octets of the point and more");
    cr_expect_gt(certificates, 20);
    free(octets);
    OPENSSL_free((void *)(uintptr_t)der.at);
    EVP_PKEY_free(pair);
}

Test(key_certificate, tells_fingerprint_period_and_size)
{
    EVP_PKEY *pair = maker_key("EC-P-384");
    struct tg_span der = maker_certificate(pair);
    struct tg_key *key = NULL;
    cr_assert_eq(tg_key_of_certificate(crypto, der, &key, NULL), TOEGANG_GOOD);
    uint8_t digest[TG_DIGEST_MAX];
    char hex[65] = "";
    tg_digest(crypto, TG_SHA256, der, digest, NULL);
    for (int i = 0; i < 32; i++) snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    cr_expect_str_eq(tg_key_fingerprint(key), hex);
    toegang_time from, until;
    tg_key_period(key, &from, &until);
    cr_expect_eq(from, 1577934245, "2020-01-02T03:04:05Z");
    cr_expect_eq(until, 1893553445, "2030-01-02T03:04:05Z");
    cr_expect_eq(tg_key_octets(key), 48);
    for (size_t i = 0; i < tg_algorithms(); i++)
        cr_expect_eq(tg_key_fits(key, tg_algorithm_at(i)), tg_algorithm_at(i)->scheme == TG_ECDSA);
    tg_key_free(key);
    tg_key_free(NULL);
    OPENSSL_free((void *)(uintptr_t)der.at);
    EVP_PKEY_free(pair);
}
