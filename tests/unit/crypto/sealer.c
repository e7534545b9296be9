/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#include "crypto/sealer.h"
#include "figures.h"

static const uint8_t key[TG_SEALER_KEY_OCTETS] = {1, 2, 3, [63] = 64};

static struct tg_sealer *usual(void)
{
    struct tg_sealer *sealer = NULL;
    cr_assert_eq(tg_sealer_new(key, &sealer, NULL), TOEGANG_GOOD);
    return sealer;
}

Test(sealer, opens_what_it_closed_and_no_two_are_alike)
{
    struct tg_sealer *sealer = usual();
    uint8_t clear[300], sealed[300 + TG_SEALER_OVERHEAD], again[sizeof sealed], opened[300];
    for (size_t i = 0; i < sizeof clear; i++) clear[i] = (uint8_t)(i * 7);
    for (size_t length = 1; length <= sizeof clear; length += length < 40 ? 1 : 37) {
        struct tg_span text = {(const char *)clear, length};
        cr_assert_eq(tg_sealer_close(sealer, TG_SPAN("a"), text, sealed, NULL), TOEGANG_GOOD);
        cr_assert_eq(tg_sealer_close(sealer, TG_SPAN("a"), text, again, NULL), TOEGANG_GOOD);
        cr_expect_neq(memcmp(sealed, again, length + TG_SEALER_OVERHEAD), 0);
        cr_expect_neq(memcmp(sealed + TG_SEALER_NONCE, again + TG_SEALER_NONCE, 16), 0);
        struct tg_span box = {(const char *)sealed, length + TG_SEALER_OVERHEAD};
        cr_assert_eq(tg_sealer_open(sealer, TG_SPAN("a"), box, opened, NULL), TOEGANG_GOOD, "%zu", length);
        cr_expect_arr_eq(opened, clear, length);
    }
    tg_sealer_free(sealer);
}

/* RFC 5297 written out from CMAC and CTR, which makes its own vectors A.1 and A.2, made these: the key counts from
 * 0, what they are about comes before the nonce, and a text is shorter than a block, one, or some. */
Test(sealer, opens_what_the_standard_makes)
{
    static const char nonce[] = "09f911029d74e35bd84156c5635688c0";
    static const struct {
        const char *clear, *sealed;
    } rows[] = {{"x", "0acf2551d995d17875d2e9224162ce3ecb"},
                {"sixteen octets!!", "91953be8749af720b2ab297c4de9dc854befaca28dc5bb4e2bf49c85f7e3c44e"},
                {"this is some plaintext to encrypt using SIV-AES",
                 "4df23189d401d5a8b5db6eb81c7eef0a3ce5e7d4e87d96968ec2ce46e2b91142e0702b3c7cc94cf3b23d5925a5d1eb17dd"
                 "73a2266dfe53a573ab932f784a37"}};
    struct tg_sealer *sealer = NULL;
    uint8_t counting[TG_SEALER_KEY_OCTETS], opened[64];
    for (size_t i = 0; i < sizeof counting; i++) counting[i] = (uint8_t)i;
    cr_assert_eq(tg_sealer_new(counting, &sealer, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char hex[2 * (TG_SEALER_OVERHEAD + sizeof opened) + 1];
        (void)snprintf(hex, sizeof hex, "%s%s", nonce, rows[i].sealed);
        cr_assert_eq(tg_sealer_open(sealer, TG_SPAN("visit https://eloket.example"), figure_of_hex(hex),
                                    opened, NULL),
                     TOEGANG_GOOD, "%s", rows[i].clear);
        cr_expect_arr_eq(opened, rows[i].clear, strlen(rows[i].clear));
    }
    tg_sealer_free(sealer);
    figures_end();
}

/* And what is made here: S2V over about, nonce and text is what libcrypto's own context of SIV makes. */
Test(sealer, is_the_siv_of_libcrypto)
{
    struct tg_sealer *sealer = usual();
    uint8_t sealed[5 + TG_SEALER_OVERHEAD], peer[5], vector[16];
    int length = 0;
    cr_assert_eq(tg_sealer_close(sealer, TG_SPAN("about"), TG_SPAN("clear"), sealed, NULL), TOEGANG_GOOD);
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, "AES-256-SIV", NULL);
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    cr_assert_eq(EVP_EncryptInit_ex2(context, cipher, key, NULL, NULL), 1);
    cr_assert_eq(EVP_EncryptUpdate(context, NULL, &length, (const uint8_t *)"about", 5), 1);
    cr_assert_eq(EVP_EncryptUpdate(context, NULL, &length, sealed, TG_SEALER_NONCE), 1);
    cr_assert_eq(EVP_EncryptUpdate(context, peer, &length, (const uint8_t *)"clear", 5), 1);
    cr_assert_eq(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, vector), 1);
    cr_expect_arr_eq(vector, sealed + TG_SEALER_NONCE, 16);
    cr_expect_arr_eq(peer, sealed + TG_SEALER_OVERHEAD, 5);
    EVP_CIPHER_CTX_free(context);
    EVP_CIPHER_free(cipher);
    tg_sealer_free(sealer);
}

static const char *judge(const struct tg_sealer *sealer, const char *about, const uint8_t *sealed,
                         size_t length)
{
    static toegang_report report;
    uint8_t opened[TG_SEALER_MAX + 1];
    report = (toegang_report){0};
    struct tg_span box = {(const char *)sealed, length};
    toegang_status status = tg_sealer_open(sealer, tg_span_of(about), box, opened, &report);
    cr_expect_eq(status, report.status);
    return report.check;
}

Test(sealer, refuses_every_altered_bit_every_length_and_every_other_key_and_purpose)
{
    struct tg_sealer *sealer = usual(), *other = NULL;
    uint8_t sealed[11 + TG_SEALER_OVERHEAD], changed[TG_SEALER_KEY_OCTETS];
    cr_assert_eq(tg_sealer_close(sealer, TG_SPAN("visit"), TG_SPAN("85073003328"), sealed, NULL),
                 TOEGANG_GOOD);
    for (size_t i = 0; i < 8 * sizeof sealed; i++) {
        sealed[i / 8] ^= (uint8_t)(1 << i % 8);
        cr_expect_str_eq(judge(sealer, "visit", sealed, sizeof sealed), "seal.key", "bit %zu", i);
        sealed[i / 8] ^= (uint8_t)(1 << i % 8);
    }
    for (size_t length = 0; length < sizeof sealed; length++)
        cr_expect_str_eq(judge(sealer, "visit", sealed, length), "seal.key", "%zu octets", length);
    cr_expect_str_eq(judge(sealer, "visiu", sealed, sizeof sealed), "seal.key");
    cr_expect_str_eq(judge(sealer, "", sealed, sizeof sealed), "seal.key");
    for (size_t i = 0; i < sizeof key; i += 31) {
        memcpy(changed, key, sizeof changed);
        changed[i] ^= 0x80;
        cr_assert_eq(tg_sealer_new(changed, &other, NULL), TOEGANG_GOOD);
        cr_expect_str_eq(judge(other, "visit", sealed, sizeof sealed), "seal.key", "octet %zu of the key", i);
        tg_sealer_free(other);
    }
    cr_expect_str_eq(judge(sealer, "visit", sealed, sizeof sealed), "");
    cr_expect_eq(ERR_peek_error(), 0, "the host sees none of our errors");
    tg_sealer_free(sealer);
    tg_sealer_free(NULL);
}

Test(sealer, has_limits)
{
    static char much[TG_SEALER_MAX + 1];
    static uint8_t out[sizeof much + TG_SEALER_OVERHEAD];
    struct tg_sealer *sealer = usual();
    cr_expect_eq(tg_sealer_close(sealer, TG_SPAN("a"), (struct tg_span){much, 0}, out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(tg_sealer_close(sealer, TG_SPAN(""), (struct tg_span){much, 1}, out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(tg_sealer_close(sealer, TG_SPAN("a"), (struct tg_span){much, sizeof much}, out, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(tg_sealer_close(sealer, TG_SPAN("a"), (struct tg_span){much, TG_SEALER_MAX}, out, NULL),
                 TOEGANG_GOOD);
    cr_expect_str_eq(judge(sealer, "a", out, TG_SEALER_MAX + TG_SEALER_OVERHEAD), "");
    cr_expect_str_eq(judge(sealer, "a", out, sizeof out), "seal.key");
    tg_sealer_free(sealer);
}
