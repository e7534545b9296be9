/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/err.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include "crypto/decrypt.h"
#include "figures.h"
#include "fixture.h"
#include "maker.h"

TestSuite(agree, .init = fixture_begin, .fini = fixture_end);

/* RFC 7518 appendix C: Bob's key, Alice's point. */
#define BOB_X "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ"
#define BOB_Y "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck"
#define BOB_D "VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw"
#define ALICE_X "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0"
#define ALICE_Y "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps"

static struct tg_private *bob(void)
{
    struct tg_private *key = NULL;
    cr_assert_eq(tg_private_of_point(crypto, TG_P256, figure_of_url(BOB_X), figure_of_url(BOB_Y),
                                     figure_of_url(BOB_D), &key, NULL),
                 TOEGANG_GOOD);
    return key;
}

Test(agree, gives_what_the_standard_says)
{
    uint8_t out[TG_CONTENT_KEY_MAX] = {0};
    struct tg_private *key = bob();
    cr_assert_eq(tg_agree(crypto, key, TG_P256, figure_of_url(ALICE_X), figure_of_url(ALICE_Y),
                          TG_SPAN("A128GCM"), TG_SPAN("Alice"), TG_SPAN("Bob"), 16, out, NULL),
                 TOEGANG_GOOD);
    cr_expect_arr_eq(out, figure_of_url("VqqN6vgjbSBcIijNcacQGg").at, 16);
    tg_private_free(key);
}

static bool agrees(const struct tg_private *key, const char *name, const char *apu, const char *apv,
                   size_t octets, const char *expected)
{
    uint8_t out[TG_CONTENT_KEY_MAX];
    cr_assert_eq(tg_agree(crypto, key, TG_P256, figure_of_url(ALICE_X), figure_of_url(ALICE_Y),
                          tg_span_of(name), tg_span_of(apu), tg_span_of(apv), octets, out, NULL),
                 TOEGANG_GOOD);
    return memcmp(out, figure_of_hex(expected).at, figure_of_hex(expected).length) == 0;
}

/* What the key is for, who made it, for whom, and its length all enter. */
Test(agree, every_part_enters)
{
    static const char known[] = "56aa8deaf8236d205c2228cd71a7101a";
    struct tg_private *key = bob();
    cr_expect(agrees(key, "A128GCM", "Alice", "Bob", 16, known));
    cr_expect_not(agrees(key, "A256GCM", "Alice", "Bob", 16, known));
    cr_expect_not(agrees(key, "A128GCM", "", "Bob", 16, known));
    cr_expect_not(agrees(key, "A128GCM", "Alice", "", 16, known));
    cr_expect_not(agrees(key, "A128GCM", "Alic", "eBob", 16, known));
    cr_expect_not(agrees(key, "A128GCM", "Bob", "Alice", 16, known));
    cr_expect_not(agrees(key, "A128GCM", "Alice", "Bob", 32, known));
    tg_private_free(key);
}

/* The same from libcrypto's own single-step KDF, for keys of one round and of two, on each curve. */
static void libcrypto_agrees(EVP_PKEY *ours, EVP_PKEY *theirs, size_t octets, uint8_t *out)
{
    uint8_t secret[66],
        info[64] = {0, 0, 0, 7, 'A', '1', '2', '8', 'G', 'C', 'M', 0, 0, 0, 1, 'u', 0, 0, 0, 0};
    size_t length = sizeof secret;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(ours, NULL);
    cr_assert(EVP_PKEY_derive_init(context) == 1 && EVP_PKEY_derive_set_peer(context, theirs) == 1 &&
              EVP_PKEY_derive(context, secret, &length) == 1);
    EVP_PKEY_CTX_free(context);
    info[22] = (uint8_t)(octets * 8 >> 8), info[23] = (uint8_t)(octets * 8);
    EVP_KDF *kdf = EVP_KDF_fetch(NULL, "SSKDF", NULL);
    EVP_KDF_CTX *derive = EVP_KDF_CTX_new(kdf);
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string("digest", digest, 0),
                                     OSSL_PARAM_construct_octet_string("key", secret, length),
                                     OSSL_PARAM_construct_octet_string("info", info, 24),
                                     OSSL_PARAM_construct_end()};
    cr_assert_eq(EVP_KDF_derive(derive, out, octets, parameters), 1);
    EVP_KDF_CTX_free(derive);
    EVP_KDF_free(kdf);
}

static struct tg_private *private_of(EVP_PKEY *pair)
{
    BIO *text = BIO_new(BIO_s_mem());
    char *at = NULL;
    struct tg_private *key = NULL;
    maker_pem(text, pair, 'S');
    long length = BIO_get_mem_data(text, &at);
    cr_assert_eq(tg_private_of_pem(crypto, (struct tg_span){at, (size_t)length}, &key, NULL), TOEGANG_GOOD);
    BIO_free(text);
    ERR_clear_error();
    return key;
}

static const struct {
    const char *kind;
    enum tg_curve curve;
} curves[] = {{"EC-P-256", TG_P256}, {"EC-P-384", TG_P384}, {"EC-P-521", TG_P521}};

Test(agree, as_libcrypto_does_on_each_curve)
{
    static const size_t lengths[] = {16, 32, 48, 64, 33, 1};
    for (size_t i = 0; i < 3; i++) {
        EVP_PKEY *ours = maker_key(curves[i].kind), *theirs = maker_key(curves[i].kind);
        struct tg_private *key = private_of(ours);
        size_t octets = tg_curve_octets(curves[i].curve), length = 0;
        uint8_t point[133], expected[64], out[64];
        cr_assert_eq(EVP_PKEY_get_octet_string_param(theirs, "encoded-pub-key", point, sizeof point, &length),
                     1);
        struct tg_span x = {(char *)point + 1, octets}, y = {(char *)point + 1 + octets, octets};
        for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
            libcrypto_agrees(ours, theirs, lengths[k], expected);
            cr_assert_eq(tg_agree(crypto, key, curves[i].curve, x, y, TG_SPAN("A128GCM"), TG_SPAN("u"),
                                  TG_SPAN(""), lengths[k], out, NULL),
                         TOEGANG_GOOD);
            cr_expect_arr_eq(out, expected, lengths[k], "%s %zu", curves[i].kind, lengths[k]);
        }
        tg_private_free(key);
        EVP_PKEY_free(ours), EVP_PKEY_free(theirs);
    }
}

#define ZERO "0000000000000000000000000000000000000000000000000000000000000000"
#define PRIME "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"
/* A point of order 2 on y^2 = x^3 - 3x + b' for some b', as an attack on an unchecked curve sends it: y is 0.
 */
#define SOME_X "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"

Test(agree, refuses_points_that_are_not_on_the_curve)
{
    struct tg_private *key = bob();
    struct tg_span x = figure_of_url(ALICE_X), y = figure_of_url(ALICE_Y), zero = figure_of_hex(ZERO),
                   none = {NULL, 0};
    const struct {
        const char *name;
        enum tg_curve curve;
        struct tg_span x, y;
    } rows[] = {
        {"a bit of x", TG_P256, figure_flipped(x, 0), y},
        {"a bit of y", TG_P256, x, figure_flipped(y, 0)},
        {"exchanged", TG_P256, y, x},
        {"infinity as zeros", TG_P256, zero, zero},
        {"order 2", TG_P256, figure_of_hex(SOME_X), zero},
        {"x of the prime", TG_P256, figure_of_hex(PRIME), y},
        {"x and y of the prime", TG_P256, figure_of_hex(PRIME), figure_of_hex(PRIME)},
        {"y without x", TG_P256, none, y},
        {"x without y", TG_P256, x, none},
        {"x too short", TG_P256, tg_span_from(x, 1), y},
        {"y too long", TG_P256, x, figure_of_hex(ZERO "01")},
        {"another curve", TG_P384, x, y},
        {"Ed25519", TG_ED25519, x, none},
        {"no curve", TG_CURVE_NONE, x, y},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        uint8_t out[TG_CONTENT_KEY_MAX];
        cr_expect_eq(tg_agree(crypto, key, rows[i].curve, rows[i].x, rows[i].y, TG_SPAN("A128GCM"), none,
                              none, 16, out, &report),
                     TOEGANG_REFUSED, "%s", rows[i].name);
        cr_expect_str_eq(report.check, "decrypt.point", "%s", rows[i].name);
    }
    tg_private_free(key);
}

Test(agree, asks_an_ec_key_and_lengths_within_limits)
{
    static char much[TG_AGREE_INFO_MAX + 1];
    struct tg_private *ec = bob(), *rsa = NULL;
    struct tg_rsa_numbers numbers = figure_rsa(FIGURE_RFC7515_A2);
    struct tg_span x = figure_of_url(ALICE_X), y = figure_of_url(ALICE_Y), long_one = {much, sizeof much},
                   u = TG_SPAN("u");
    toegang_report report = {0};
    uint8_t out[TG_CONTENT_KEY_MAX];
    cr_assert_eq(tg_private_of_rsa(crypto, &numbers, &rsa, NULL), TOEGANG_GOOD);
    cr_expect_eq(tg_agree(crypto, rsa, TG_P256, x, y, u, u, u, 16, out, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "decrypt.key");
    cr_expect_eq(tg_agree(crypto, ec, TG_P256, x, y, u, u, u, 0, out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(tg_agree(crypto, ec, TG_P256, x, y, u, u, u, 65, out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(tg_agree(crypto, ec, TG_P256, x, y, long_one, u, u, 16, out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(tg_agree(crypto, ec, TG_P256, x, y, u, long_one, u, 16, out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(tg_agree(crypto, ec, TG_P256, x, y, u, u, long_one, 16, out, NULL), TOEGANG_MISUSE);
    long_one.length--;
    cr_expect_eq(tg_agree(crypto, ec, TG_P256, x, y, long_one, long_one, long_one, 16, out, NULL),
                 TOEGANG_GOOD);
    tg_private_free(ec), tg_private_free(rsa);
}
