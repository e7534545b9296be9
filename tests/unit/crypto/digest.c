/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/err.h>
#include <openssl/provider.h>
#include <stdio.h>

#include "crypto/digest.h"
#include "crypto/seal.h"

/* FIPS 180-4: the empty text and "abc" are among NIST's example values. */
static const struct {
    enum tg_hash hash;
    const char *text, *hex;
} rows[] = {
    {TG_SHA256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {TG_SHA256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {TG_SHA384, "abc",
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"},
    {TG_SHA512, "abc",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d442"
     "3643ce8"
     "0e2a9ac94fa54ca49f"},
};

Test(digest, gives_what_the_standard_says)
{
    struct tg_crypto *crypto = NULL;
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t out[TG_DIGEST_MAX];
        char hex[2 * TG_DIGEST_MAX + 1] = "";
        cr_assert_eq(tg_digest(crypto, rows[i].hash, tg_span_of(rows[i].text), out, NULL), TOEGANG_GOOD);
        for (size_t k = 0; k < tg_hash_octets(rows[i].hash); k++) snprintf(hex + 2 * k, 3, "%02x", out[k]);
        cr_expect_str_eq(hex, rows[i].hex, "%s", rows[i].text);
    }
    tg_crypto_free(crypto);
}

Test(digest, knows_no_other_hash)
{
    struct tg_crypto *crypto = NULL;
    toegang_report report = {0};
    uint8_t out[TG_DIGEST_MAX] = {1, 2, 3};
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    cr_expect_eq(tg_digest(crypto, TG_HASH_NONE, TG_SPAN("x"), out, &report), TOEGANG_MISUSE);
    cr_expect_eq(tg_digest(crypto, (enum tg_hash)9, TG_SPAN("x"), out, &report), TOEGANG_MISUSE);
    cr_expect_str_eq(report.check, "library.misuse");
    cr_expect(out[0] == 1 && out[1] == 2 && out[2] == 3, "untouched");
    tg_crypto_free(crypto);
    tg_crypto_free(NULL);
}

Test(digest, compares_all_octets)
{
    cr_expect(tg_octets_equal("abcd", "abcd", 4));
    cr_expect_not(tg_octets_equal("abcd", "abce", 4));
    cr_expect_not(tg_octets_equal("xbcd", "abcd", 4));
    cr_expect(tg_octets_equal("abcd", "abxx", 2));
}

/* As in a host whose OpenSSL configuration takes the algorithms away. */
Test(digest, a_libcrypto_without_algorithms_is_our_trouble)
{
    struct tg_crypto *crypto = NULL;
    toegang_report report = {0}, sealing = {0};
    uint8_t key[32] = {0}, out[17];
    OSSL_PROVIDER *none = OSSL_PROVIDER_load(NULL, "null");
    cr_assert_not_null(none);
    cr_expect_eq(tg_crypto_new(&crypto, &report), TOEGANG_INTERNAL);
    cr_expect_str_eq(report.check, "library.crypto");
    cr_expect_str_eq(report.expected, "SHA256");
    cr_expect_null(crypto);
    cr_expect_eq(tg_seal(key, TG_SPAN("x"), out, &sealing), TOEGANG_INTERNAL);
    cr_expect_str_eq(sealing.check, "library.crypto");
    cr_expect_eq(ERR_peek_error(), 0, "the host sees none of our errors");
    cr_expect_eq(OSSL_PROVIDER_unload(none), 1);
}
