/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "crypto/decrypt.h"
#include "figures.h"
#include "fixture.h"
#include "maker.h"

TestSuite(unwrap, .init = fixture_begin, .fini = fixture_end);

static struct tg_private *private_key(void)
{
    struct tg_rsa_numbers numbers = figure_rsa(FIGURE_RFC7516_A1);
    struct tg_private *key = NULL;
    cr_assert_eq(tg_private_of_rsa(crypto, &numbers, &key, NULL), TOEGANG_GOOD);
    return key;
}

#define CONTENT_KEY "b1a1f480548fe1733fb403ff6b9ad4f68a076e5b702e22692f82cb2e7aea40fc"
#define WRAPPED \
    "OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckCL9kiMT03JGeipsEdY3mx_" \
    "etLbbWSrFr05kLzcSr4qKAq7YN7e9jwQRb23nfa6c9" \
    "d-StnImGyFDbSv04uVuxIp5Zms1gNxKKK2Da14B8S4rzVRltdYwam_lDp5XnZAYpQdb76FdIKLaVmqgfwX7XWRxv2322i-" \
    "vDxRfqNzo_tETKzpVLzfiw" \
    "QyeyPGLBIO56YJ7eObdv0je81860ppamavo35UgoRdbYaBcoh9QcfylQr66oc6vFWXRcZ_" \
    "ZT2LawVCWTIy3brGPi6UklfCpIMfIjf7iGdXKHzg"

/* RFC 7516 A.1. */
Test(unwrap, oaep_gives_what_the_standard_wrapped)
{
    uint8_t out[TG_CONTENT_KEY_MAX] = {0};
    struct tg_private *key = private_key();
    cr_assert_eq(
        tg_unwrap_oaep(crypto, key, TG_OAEP_SHA1, TG_OAEP_SHA1, figure_of_url(WRAPPED), 32, out, NULL),
        TOEGANG_GOOD);
    cr_expect_arr_eq(out, figure_of_hex(CONTENT_KEY).at, 32);
    tg_private_free(key);
}

/* Wraps as somebody else would; md or mgf NULL: no OAEP but the raw number. */
static struct tg_span wrapped_by(EVP_PKEY *public, struct tg_span clear, const EVP_MD *md, const EVP_MD *mgf,
                                 const char *label)
{
    static uint8_t out[256];
    size_t length = sizeof out;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(public, NULL);
    cr_assert_eq(EVP_PKEY_encrypt_init(context), 1);
    if (md) {
        cr_assert(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
                  EVP_PKEY_CTX_set_rsa_oaep_md(context, md) == 1 &&
                  EVP_PKEY_CTX_set_rsa_mgf1_md(context, mgf) == 1);
        if (label) EVP_PKEY_CTX_set0_rsa_oaep_label(context, OPENSSL_strdup(label), (int)strlen(label));
    } else
        cr_assert_eq(
            EVP_PKEY_CTX_set_rsa_padding(context, clear.length == 256 ? RSA_NO_PADDING : RSA_PKCS1_PADDING),
            1);
    cr_assert_eq(EVP_PKEY_encrypt(context, out, &length, (const uint8_t *)clear.at, clear.length), 1);
    EVP_PKEY_CTX_free(context);
    return (struct tg_span){(char *)out, length};
}

static EVP_PKEY *public_of(enum figure_key figure)
{
    struct tg_rsa_numbers numbers = figure_rsa(figure);
    BIGNUM *n = BN_bin2bn((const uint8_t *)numbers.n.at, (int)numbers.n.length, NULL);
    BIGNUM *e = BN_bin2bn((const uint8_t *)numbers.e.at, (int)numbers.e.length, NULL);
    EVP_PKEY *key = maker_rsa_numbers(n, e);
    BN_free(n), BN_free(e);
    return key;
}

static const struct {
    const char *name;
    enum tg_oaep_hash digest, mgf;
    const EVP_MD *(*md)(void), *(*mgf_md)(void);
} pairs[] = {
    {"SHA-1, MGF1 SHA-1", TG_OAEP_SHA1, TG_OAEP_SHA1, EVP_sha1, EVP_sha1},
    {"SHA-256, MGF1 SHA-256", TG_OAEP_SHA256, TG_OAEP_SHA256, EVP_sha256, EVP_sha256},
    {"SHA-256, MGF1 SHA-1", TG_OAEP_SHA256, TG_OAEP_SHA1, EVP_sha256, EVP_sha1},
    {"SHA-1, MGF1 SHA-256", TG_OAEP_SHA1, TG_OAEP_SHA256, EVP_sha1, EVP_sha256},
};
#define PAIRS (sizeof pairs / sizeof *pairs)

/* GOOD always; whether the octets are those that were wrapped. Asked twice: a random key is another each
 * time. */
static bool unwraps(const struct tg_private *key, size_t pair, struct tg_span wrapped, struct tg_span clear)
{
    uint8_t one[TG_CONTENT_KEY_MAX], other[TG_CONTENT_KEY_MAX];
    toegang_report report = {0};
    memset(one, 0x55, sizeof one);
    for (int again = 0; again < 2; again++)
        cr_expect_eq(tg_unwrap_oaep(crypto, key, pairs[pair].digest, pairs[pair].mgf, wrapped, clear.length,
                                    again ? other : one, &report),
                     TOEGANG_GOOD);
    cr_expect_str_eq(report.check, "", "nothing is told");
    for (size_t i = clear.length; i < sizeof one; i++) cr_expect_eq(one[i], 0x55, "no more than the key");
    bool good = memcmp(one, clear.at, clear.length) == 0;
    cr_expect_eq(memcmp(one, other, clear.length) == 0, good, "a random key at every failure");
    return good;
}

Test(unwrap, oaep_with_each_pair_of_hashes)
{
    struct tg_private *key = private_key();
    EVP_PKEY *public = public_of(FIGURE_RFC7516_A1);
    static const size_t lengths[] = {16, 32, 64};
    for (size_t i = 0; i < PAIRS * PAIRS * 3; i++) {
        size_t made = i / PAIRS % PAIRS, read = i % PAIRS;
        struct tg_span clear = figure_of_hex(CONTENT_KEY CONTENT_KEY);
        clear.length = lengths[i / PAIRS / PAIRS];
        struct tg_span wrapped = wrapped_by(public, clear, pairs[made].md(), pairs[made].mgf_md(), NULL);
        cr_expect_eq(unwraps(key, read, wrapped, clear), made == read, "%s read as %s", pairs[made].name,
                     pairs[read].name);
    }
    EVP_PKEY_free(public);
    tg_private_free(key);
}

Test(unwrap, oaep_says_nothing_about_a_failure)
{
    struct tg_private *key = private_key();
    EVP_PKEY *public = public_of(FIGURE_RFC7516_A1), *other = public_of(FIGURE_RFC7515_A2);
    struct tg_span clear = figure_of_hex(CONTENT_KEY), wrapped = figure_of_url(WRAPPED);
    uint8_t longer[257] = {0}, number[256] = {0};
    for (size_t bit = 0; bit < 8 * wrapped.length; bit += 31)
        cr_expect_not(unwraps(key, 0, figure_flipped(wrapped, bit), clear), "bit %zu", bit);
    for (size_t length = 0; length < wrapped.length; length += 15)
        cr_expect_not(unwraps(key, 0, tg_span_until(wrapped, length), clear), "%zu octets", length);
    memcpy(longer + 1, wrapped.at, 256);
    cr_expect_not(unwraps(key, 0, (struct tg_span){(char *)longer, 257}, clear), "a zero before it");
    memcpy(longer, wrapped.at, 256), longer[256] = 0;
    cr_expect_not(unwraps(key, 0, (struct tg_span){(char *)longer, 257}, clear), "an octet after it");
    cr_expect_not(unwraps(key, 0, (struct tg_span){NULL, 0}, clear), "nothing");
    cr_expect_not(unwraps(key, 0, (struct tg_span){(char *)number, 256}, clear), "the number 0");
    memset(number, 0xff, sizeof number);
    cr_expect_not(unwraps(key, 0, (struct tg_span){(char *)number, 256}, clear),
                  "a number above the modulus");
    cr_expect_not(unwraps(key, 0, wrapped_by(other, clear, EVP_sha1(), EVP_sha1(), NULL), clear),
                  "for another key");
    cr_expect_not(unwraps(key, 0, wrapped_by(public, clear, EVP_sha1(), EVP_sha1(), "label"), clear),
                  "a label");
    cr_expect_not(unwraps(key, 0, wrapped_by(public, clear, NULL, NULL, NULL), clear), "PKCS #1 v1.5");
    memset(number, 0x11, sizeof number); /* Manger: the first octet of what comes out is not 0 */
    cr_expect_not(
        unwraps(key, 0, wrapped_by(public, (struct tg_span){(char *)number, 256}, NULL, NULL, NULL), clear),
        "a first octet that is not 0");
    number[0] = 0;
    cr_expect_not(
        unwraps(key, 0, wrapped_by(public, (struct tg_span){(char *)number, 256}, NULL, NULL, NULL), clear),
        "a first octet of 0");
    EVP_PKEY_free(public), EVP_PKEY_free(other);
    tg_private_free(key);
}

/* Another length of key: also when one begins the other. */
Test(unwrap, oaep_of_another_length)
{
    struct tg_private *key = private_key();
    EVP_PKEY *public = public_of(FIGURE_RFC7516_A1);
    struct tg_span whole = figure_of_hex(CONTENT_KEY CONTENT_KEY);
    for (size_t made = 0; made <= 64; made += 8)
        for (size_t read = 8; read <= 64; read += 8) {
            struct tg_span wrapped =
                wrapped_by(public, tg_span_until(whole, made), EVP_sha1(), EVP_sha1(), NULL);
            cr_expect_eq(unwraps(key, 0, wrapped, tg_span_until(whole, read)), made == read, "%zu as %zu",
                         made, read);
        }
    EVP_PKEY_free(public);
    tg_private_free(key);
}

#define X "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
#define Y "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
#define D "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"

Test(unwrap, oaep_asks_an_rsa_key_and_hashes_of_the_table)
{
    struct tg_private *rsa = private_key(), *ec = NULL;
    uint8_t out[TG_CONTENT_KEY_MAX];
    toegang_report report = {0};
    struct tg_span wrapped = figure_of_url(WRAPPED);
    cr_assert_eq(
        tg_private_of_point(crypto, TG_P256, figure_of_url(X), figure_of_url(Y), figure_of_url(D), &ec, NULL),
        TOEGANG_GOOD);
    cr_expect_eq(tg_unwrap_oaep(crypto, ec, TG_OAEP_SHA1, TG_OAEP_SHA1, wrapped, 32, out, &report),
                 TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "decrypt.key");
    cr_expect_eq(tg_unwrap_oaep(crypto, rsa, TG_OAEP_NONE, TG_OAEP_SHA1, wrapped, 32, out, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(tg_unwrap_oaep(crypto, rsa, TG_OAEP_SHA1, (enum tg_oaep_hash)3, wrapped, 32, out, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(tg_unwrap_oaep(crypto, rsa, TG_OAEP_SHA1, TG_OAEP_SHA1, wrapped, 0, out, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(tg_unwrap_oaep(crypto, rsa, TG_OAEP_SHA1, TG_OAEP_SHA1, wrapped, 65, out, NULL),
                 TOEGANG_MISUSE);
    tg_private_free(rsa), tg_private_free(ec);
}

Test(unwrap, leaves_the_errors_of_the_host_alone)
{
    struct tg_private *key = private_key();
    uint8_t out[TG_CONTENT_KEY_MAX];
    char noise[256] = {1};
    ERR_raise(ERR_LIB_USER, ERR_R_MALLOC_FAILURE); /* an old complaint is not ours */
    cr_expect_eq(tg_unwrap_oaep(crypto, key, TG_OAEP_SHA256, TG_OAEP_SHA256, (struct tg_span){noise, 3}, 32,
                                out, NULL),
                 TOEGANG_GOOD);
    cr_expect_eq(tg_unwrap_oaep(crypto, key, TG_OAEP_SHA256, TG_OAEP_SHA256, (struct tg_span){noise, 256}, 32,
                                out, NULL),
                 TOEGANG_GOOD);
    cr_expect_eq(ERR_GET_REASON(ERR_get_error()), ERR_R_MALLOC_FAILURE);
    tg_private_free(key);
}

#define KEK16 "000102030405060708090a0b0c0d0e0f"
#define KEK32 KEK16 "101112131415161718191a1b1c1d1e1f"
#define DATA16 "00112233445566778899aabbccddeeff"

/* RFC 3394 sections 4.1, 4.3, 4.6. */
static const struct {
    const char *name, *kek, *clear, *wrapped;
} figures[] = {
    {"4.1", KEK16, DATA16, "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5"},
    {"4.3", KEK32, DATA16, "64e8c3f9ce0f5ba263e9777905818a2a93c8191e7d6e8ae7"},
    {"4.6", KEK32, DATA16 KEK16,
     "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21"},
};

static bool unwraps_aes(struct tg_span kek, struct tg_span wrapped, struct tg_span clear)
{
    uint8_t one[TG_CONTENT_KEY_MAX], other[TG_CONTENT_KEY_MAX];
    toegang_report report = {0};
    for (int again = 0; again < 2; again++)
        cr_expect_eq(tg_unwrap_aes(crypto, kek, wrapped, clear.length, again ? other : one, &report),
                     TOEGANG_GOOD);
    cr_expect_str_eq(report.check, "", "nothing is told");
    bool good = memcmp(one, clear.at, clear.length) == 0;
    cr_expect_eq(memcmp(one, other, clear.length) == 0, good, "a random key at every failure");
    return good;
}

Test(unwrap, aes_gives_what_the_standard_wrapped)
{
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        struct tg_span kek = figure_of_hex(figures[i].kek), clear = figure_of_hex(figures[i].clear);
        struct tg_span wrapped = figure_of_hex(figures[i].wrapped);
        cr_expect(unwraps_aes(kek, wrapped, clear), "%s", figures[i].name);
        for (size_t bit = 0; bit < 8 * wrapped.length; bit++)
            cr_expect_not(unwraps_aes(kek, figure_flipped(wrapped, bit), clear), "%s, bit %zu",
                          figures[i].name, bit);
        for (size_t bit = 0; bit < 8 * kek.length; bit++)
            cr_expect_not(unwraps_aes(figure_flipped(kek, bit), wrapped, clear), "%s, bit %zu of kek",
                          figures[i].name, bit);
        for (size_t length = 0; length < wrapped.length; length++)
            cr_expect_not(unwraps_aes(kek, tg_span_until(wrapped, length), clear), "%s, %zu", figures[i].name,
                          length);
        char longer[100] = {0};
        memcpy(longer, wrapped.at, wrapped.length);
        for (size_t more = 1; more <= 16; more++)
            cr_expect_not(unwraps_aes(kek, (struct tg_span){longer, wrapped.length + more}, clear),
                          "%zu more", more);
        /* Not shorter: a random key of one octet is now and then the same again. */
        for (size_t length = 8; length < clear.length; length++)
            cr_expect_not(unwraps_aes(kek, wrapped, tg_span_until(clear, length)), "as a key of %zu", length);
    }
}

Test(unwrap, aes_asks_lengths_of_the_table)
{
    uint8_t out[TG_CONTENT_KEY_MAX];
    struct tg_span wrapped = figure_of_hex(figures[0].wrapped), kek = figure_of_hex(KEK32);
    for (size_t length = 0; length <= 32; length++)
        cr_expect_eq(tg_unwrap_aes(crypto, tg_span_until(kek, length), wrapped, 16, out, NULL),
                     length == 16 || length == 32 ? TOEGANG_GOOD : TOEGANG_MISUSE, "%zu", length);
    cr_expect_eq(tg_unwrap_aes(crypto, kek, wrapped, 0, out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(tg_unwrap_aes(crypto, kek, wrapped, 65, out, NULL), TOEGANG_MISUSE);
}
