/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "figures.h"
#include "fixture.h"
#include "maker.h"

#define FF30 "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
#define ZERO30 "000000000000000000000000000000000000000000000000000000000000"
#define ZERO31 "00" ZERO30
#define EIGHT_ONE "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc"
#define EIGHT_TWO "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03"

/* The eight points of small order, each in every way that it can be written in 255 bits and a sign. */
static const char *const unsound[] = {
    ZERO31 "00",    ZERO31 "80",    "01" ZERO31,    "01" ZERO30 "80", "ec" FF30 "7f", "ec" FF30 "ff",
    EIGHT_ONE "05", EIGHT_ONE "85", EIGHT_TWO "7a", EIGHT_TWO "fa",   "ed" FF30 "7f", "ed" FF30 "ff",
    "ee" FF30 "7f", "ee" FF30 "ff", "ff" FF30 "7f", "ff" FF30 "ff",
};

TestSuite(ed25519, .init = fixture_begin, .fini = fixture_end);

Test(ed25519, refuses_points_of_small_order)
{
    for (size_t i = 0; i < sizeof unsound / sizeof *unsound; i++) {
        struct tg_key *key = NULL;
        toegang_report report = {0};
        cr_expect_eq(tg_key_of_point(crypto, TG_ED25519, figure_of_hex(unsound[i]), (struct tg_span){NULL, 0},
                                     &key, &report),
                     TOEGANG_REFUSED, "%s", unsound[i]);
        cr_expect_str_eq(report.check, "key.value");
    }
}

/* The base point, y = 4/5, encoded: with S = 1 it is the R of a signature under a key that vanishes. */
#define BASE "5866666666666666666666666666666666666666666666666666666666666666"
#define ONE "01" ZERO31

static int libcrypto_verifies(struct tg_span octets, struct tg_span signature, struct tg_span message)
{
    EVP_PKEY *key =
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, (const uint8_t *)octets.at, octets.length);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    cr_assert_eq(EVP_DigestVerifyInit(context, NULL, NULL, NULL, key), 1);
    int answer = EVP_DigestVerify(context, (const uint8_t *)signature.at, signature.length,
                                  (const uint8_t *)message.at, message.length);
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return answer;
}

/* Why it matters: libcrypto takes one signature for any message under such a key. */
Test(ed25519, libcrypto_believes_a_key_of_small_order)
{
    struct tg_span identity = figure_of_hex(ONE), signature = figure_of_hex(BASE ONE);
    cr_expect_eq(libcrypto_verifies(identity, signature, TG_SPAN("one message")), 1);
    cr_expect_eq(libcrypto_verifies(identity, signature, TG_SPAN("any other")), 1);
}

/* RFC 8032 section 7.1, test 2: one octet; S plus the order of the group is another number for the same. */
Test(ed25519, refuses_an_s_that_is_not_below_the_order)
{
    static const char x[] = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    static const char r[] = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da";
    static const char s[] = "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
    static const char order[] = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    const struct tg_algorithm *row = tg_algorithm_of_name(TG_SPAN("EdDSA"));
    unsigned char signature[64];
    struct tg_key *key = NULL;
    cr_assert_eq(tg_key_of_point(crypto, TG_ED25519, figure_of_hex(x), (struct tg_span){NULL, 0}, &key, NULL),
                 TOEGANG_GOOD);
    memcpy(signature, figure_of_hex(r).at, 32);
    memcpy(signature + 32, figure_of_hex(s).at, 32);
    struct tg_span octets = {(char *)signature, sizeof signature};
    cr_expect_eq(tg_signature_verify(crypto, key, row, TG_SPAN("\x72"), octets, NULL), TOEGANG_GOOD);
    unsigned carry = 0;
    for (size_t i = 0; i < 32; i++) {
        carry += signature[32 + i] + (unsigned char)figure_of_hex(order).at[i];
        signature[32 + i] = (unsigned char)carry;
        carry >>= 8;
    }
    cr_expect_eq(tg_signature_verify(crypto, key, row, TG_SPAN("\x72"), octets, NULL), TOEGANG_REFUSED);
    cr_expect_eq(tg_signature_verify(crypto, key, row, TG_SPAN(""), octets, NULL), TOEGANG_REFUSED);
    tg_key_free(key);
}

/* RFC 8032 section 7.1, test 1: no octets at all. */
Test(ed25519, verifies_a_signature_of_nothing)
{
    struct tg_key *key = NULL;
    struct tg_span x = figure_of_hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    struct tg_span signature =
        figure_of_hex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                      "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    cr_assert_eq(tg_key_of_point(crypto, TG_ED25519, x, (struct tg_span){NULL, 0}, &key, NULL), TOEGANG_GOOD);
    cr_expect_eq(tg_signature_verify(crypto, key, tg_algorithm_of_name(TG_SPAN("EdDSA")),
                                     (struct tg_span){NULL, 0}, signature, NULL),
                 TOEGANG_GOOD);
    tg_key_free(key);
}
