/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/err.h>
#include <pthread.h>

#include "figures.h"
#include "fixture.h"
#include "maker.h"

TestSuite(sign, .init = fixture_begin, .fini = fixture_end);

static struct tg_private *private_of(const char *kind)
{
    EVP_PKEY *pair = maker_key(kind);
    BIO *text = BIO_new(BIO_s_mem());
    char *at = NULL;
    struct tg_private *key = NULL;
    maker_pem(text, pair, 'S');
    long length = BIO_get_mem_data(text, &at);
    cr_assert_eq(tg_private_of_pem(crypto, (struct tg_span){at, (size_t)length}, &key, NULL), TOEGANG_GOOD,
                 "%s", kind);
    BIO_free(text);
    EVP_PKEY_free(pair);
    ERR_clear_error();
    return key;
}

/* What we sign we verify, under its own row only. */
Test(sign, each_row_with_each_key_that_fits)
{
    static const char *const kinds[] = {"RSA-2048", "RSA-2056", "EC-P-256", "EC-P-384", "EC-P-521"};
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
        struct tg_private *key = private_of(kinds[kind]);
        const struct tg_key *public = tg_private_public(key);
        for (size_t i = 0; i < tg_algorithms(); i++) {
            const struct tg_algorithm *row = tg_algorithm_at(i);
            uint8_t out[TG_SIGNATURE_MAX];
            size_t length = 77;
            toegang_report report = {0};
            toegang_status status = tg_sign(crypto, key, row, TG_SPAN("octets"), out, &length, &report);
            cr_expect_eq(status, tg_key_fits(public, row) ? TOEGANG_GOOD : TOEGANG_REFUSED, "%s %s",
                         kinds[kind], row->name);
            cr_expect_str_eq(report.check, tg_key_fits(public, row) ? "" : "signature.key");
            struct tg_span made = {(char *)out, length};
            if (status != TOEGANG_GOOD) {
                cr_expect_eq(length, 77, "untouched");
                continue;
            }
            cr_expect_eq(tg_signature_verify(crypto, public, row, TG_SPAN("octets"), made, NULL),
                         TOEGANG_GOOD, "%s %s", kinds[kind], row->name);
            cr_expect_eq(tg_signature_verify(crypto, public, row, TG_SPAN("other"), made, NULL),
                         TOEGANG_REFUSED);
        }
        tg_private_free(key);
    }
}

/* r or s shorter than the order is filled up with zeros: among 600 signatures some are. */
Test(sign, ecdsa_numbers_are_as_long_as_the_order)
{
    struct tg_private *key = private_of("EC-P-256");
    size_t short_ones = 0;
    for (int i = 0; i < 600; i++) {
        uint8_t out[TG_SIGNATURE_MAX];
        size_t length = 0;
        cr_assert_eq(tg_sign(crypto, key, tg_algorithm_of_name(TG_SPAN("ES256")), TG_SPAN("octets"), out,
                             &length, NULL),
                     TOEGANG_GOOD);
        cr_expect_eq(length, 64);
        short_ones += out[0] == 0 || out[32] == 0;
        cr_expect_eq(tg_signature_verify(crypto, tg_private_public(key),
                                         tg_algorithm_of_name(TG_SPAN("ES256")), TG_SPAN("octets"),
                                         (struct tg_span){(char *)out, length}, NULL),
                     TOEGANG_GOOD);
    }
    cr_log_info("%zu of 600 had a zero in front", short_ones);
    tg_private_free(key);
}

struct work {
    const struct tg_private *key;
    size_t good;
};

static void *sign_often(void *argument)
{
    struct work *work = argument;
    const struct tg_algorithm *row = tg_algorithm_of_name(TG_SPAN("PS256"));
    for (int i = 0; i < 20; i++) {
        uint8_t out[TG_SIGNATURE_MAX];
        size_t length = 0;
        toegang_status status = tg_sign(crypto, work->key, row, TG_SPAN("octets"), out, &length, NULL);
        if (status == TOEGANG_GOOD)
            status = tg_signature_verify(crypto, tg_private_public(work->key), row, TG_SPAN("octets"),
                                         (struct tg_span){(char *)out, length}, NULL);
        work->good += status == TOEGANG_GOOD;
    }
    return NULL;
}

Test(sign, one_key_serves_several_threads)
{
    struct tg_private *key = private_of("RSA-2048");
    struct work works[4];
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++) {
        works[i] = (struct work){key, 0};
        cr_assert_eq(pthread_create(&threads[i], NULL, sign_often, &works[i]), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        cr_expect_eq(works[i].good, 20);
    }
    tg_private_free(key);
}
