/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "crypto/signature.h"
#include "figures.h"
#include "fixture.h"

TestSuite(key_secret, .init = fixture_begin, .fini = fixture_end);

/* RFC 7515 A.1. */
#define OCTETS \
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." \
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9p" \
    "c19yb290Ijp0cnVlfQ"

Test(key_secret, verifies_what_the_standard_signed)
{
    const struct tg_algorithm *row = tg_algorithm_of_name(TG_SPAN("HS256"));
    struct tg_key *key = NULL;
    struct tg_span signature = figure_of_url("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    struct tg_span secret = figure_of_url(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
    cr_assert_eq(tg_key_of_secret(crypto, secret, &key, NULL), TOEGANG_GOOD);
    for (int again = 0; again < 2; again++)
        cr_expect_eq(tg_signature_verify(crypto, key, row, TG_SPAN(OCTETS), signature, NULL), TOEGANG_GOOD);
    for (size_t bit = 0; bit < 8 * signature.length; bit++)
        cr_expect_eq(
            tg_signature_verify(crypto, key, row, TG_SPAN(OCTETS), figure_flipped(signature, bit), NULL),
            TOEGANG_REFUSED);
    for (size_t length = 0; length < signature.length; length++) {
        toegang_report report = {0};
        tg_signature_verify(crypto, key, row, TG_SPAN(OCTETS), tg_span_until(signature, length), &report);
        cr_expect_str_eq(report.check, "signature.length");
    }
    cr_expect_str_eq(tg_key_fingerprint(key), "", "a secret is never shown");
    cr_expect_not(tg_key_same(key, key), "it holds no public key");
    cr_expect_eq(tg_key_curve(key), TG_CURVE_NONE);
    tg_key_free(key);
}

/* RFC 4231 section 4.8, test 7, for the three hashes: a key longer than a block. */
Test(key_secret, gives_the_codes_of_the_standard)
{
    static const char message[] =
        "This is a test using a larger than block-size key and a larger than block-size data. "
        "The key needs to be hashed before being used by the HMAC algorithm.";
    static const struct {
        const char *name, *code;
    } rows[] = {
        {"HS256", "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
        {"HS384",
         "6617178e941f020d351e2f254e8fd32c602420feb0b8fb9adccebb82461e99c5a678cc31e799176d3860e6110c46523e"},
        {"HS512",
         "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944b6022cac3c4982b10d5eeb55c3e4de15"
         "134676fb6de0446065c97440fa8c6a58"},
    };
    char secret[131];
    struct tg_key *key = NULL;
    memset(secret, 0xaa, sizeof secret);
    cr_assert_eq(tg_key_of_secret(crypto, (struct tg_span){secret, sizeof secret}, &key, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(tg_signature_verify(crypto, key, tg_algorithm_of_name(tg_span_of(rows[i].name)),
                                         TG_SPAN(message), figure_of_hex(rows[i].code), NULL),
                     TOEGANG_GOOD, "%s", rows[i].name);
    tg_key_free(key);
}

/* Each length of a secret, and the longest hash that it fits. */
Test(key_secret, is_as_long_as_the_hash)
{
    static const char octets[1025];
    static const struct {
        size_t length, hash;
    } rows[] = {{0, 0},   {1, 0},   {31, 0},  {32, 32},   {47, 32},
                {48, 48}, {63, 48}, {64, 64}, {1024, 64}, {1025, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        struct tg_key *key = NULL;
        struct tg_span secret = {octets, rows[i].length};
        toegang_status status = tg_key_of_secret(crypto, secret, &key, &report);
        cr_expect_eq(status, rows[i].hash ? TOEGANG_GOOD : TOEGANG_REFUSED, "%zu", rows[i].length);
        cr_expect_str_eq(report.check, rows[i].hash ? "" : "key.secret", "%zu", rows[i].length);
        for (size_t k = 0; key && k < tg_algorithms(); k++) {
            const struct tg_algorithm *row = tg_algorithm_at(k);
            cr_expect_eq(tg_key_fits_jose(key, row),
                         tg_algorithm_is_secret(row) && tg_hash_octets(row->hash) <= rows[i].hash, "%zu %s",
                         rows[i].length, row->name);
        }
        tg_key_free(key);
    }
}
