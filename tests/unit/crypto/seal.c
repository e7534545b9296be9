/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/err.h>
#include <string.h>

#include "crypto/seal.h"
#include "figures.h"

static const uint8_t key[32] = {0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x7a, 0x79, 0x78, 0x77, 0x76, 0x75,
                                0x74, 0x73, 0x72, 0x71, 0x70, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45,
                                0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f};

Test(seal, opens_what_it_closed_and_is_deterministic)
{
    uint8_t clear[300], sealed[316], again[316], opened[300];
    for (size_t i = 0; i < sizeof clear; i++) clear[i] = (uint8_t)(i * 7);
    for (size_t length = 1; length <= sizeof clear; length += length < 40 ? 1 : 37) {
        struct tg_span text = {(const char *)clear, length};
        cr_assert_eq(tg_seal(key, text, sealed, NULL), TOEGANG_GOOD);
        cr_assert_eq(tg_seal(key, text, again, NULL), TOEGANG_GOOD);
        cr_expect_arr_eq(sealed, again, length + TG_SEAL_OVERHEAD);
        struct tg_span box = {(const char *)sealed, length + TG_SEAL_OVERHEAD};
        cr_assert_eq(tg_unseal(key, box, opened, NULL), TOEGANG_GOOD, "%zu", length);
        cr_expect_arr_eq(opened, clear, length);
    }
}

/* As RFC 5297 written out from CMAC and CTR makes them: a handle that stands in somebody's database stays. */
Test(seal, makes_what_the_standard_makes)
{
    static const char *const rows[][2] = {
        {"85073003328", "83ad29f724d6320c0d78104ca2f90cf9e129eefdfa2abfc58c0c0b"},
        {"this is some plaintext", "54d7dc36181bf0cf34a47563e33f619d06be50647a77fb6d98177ae2c26331310e9b69461063"}};
    uint8_t counting[32], sealed[64];
    for (size_t i = 0; i < sizeof counting; i++) counting[i] = (uint8_t)i;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tg_span expected = figure_of_hex(rows[i][1]);
        cr_assert_eq(tg_seal(counting, tg_span_of(rows[i][0]), sealed, NULL), TOEGANG_GOOD);
        cr_expect_eq(expected.length, strlen(rows[i][0]) + TG_SEAL_OVERHEAD);
        cr_expect_arr_eq(sealed, expected.at, expected.length, "%s", rows[i][0]);
    }
    figures_end();
}

Test(seal, refuses_every_altered_octet_and_another_key)
{
    uint8_t sealed[27], opened[11];
    memset(opened, 0x55, sizeof opened);
    cr_assert_eq(tg_seal(key, TG_SPAN("85073003328"), sealed, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < sizeof sealed; i++) {
        toegang_report report = {0};
        sealed[i] ^= 0x01;
        cr_expect_eq(tg_unseal(key, (struct tg_span){(char *)sealed, sizeof sealed}, opened, &report),
                     TOEGANG_REFUSED);
        cr_expect_str_eq(report.check, "handle.seal");
        sealed[i] ^= 0x01;
    }
    for (size_t length = 0; length < sizeof sealed; length++)
        cr_expect_eq(tg_unseal(key, (struct tg_span){(char *)sealed, length}, opened, NULL), TOEGANG_REFUSED);
    uint8_t other[32];
    memcpy(other, key, sizeof other);
    other[31] ^= 0x80;
    cr_expect_eq(tg_unseal(other, (struct tg_span){(char *)sealed, sizeof sealed}, opened, NULL),
                 TOEGANG_REFUSED);
    for (size_t i = 0; i < sizeof opened; i++) cr_expect_eq(opened[i], 0x55, "untouched");
    cr_expect_eq(ERR_peek_error(), 0, "the host sees none of our errors");
}

Test(seal, has_limits)
{
    static char much[TG_SEAL_MAX + 1];
    static uint8_t out[sizeof much + TG_SEAL_OVERHEAD], opened[sizeof much];
    cr_expect_eq(tg_seal(key, (struct tg_span){much, 0}, out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(tg_seal(key, (struct tg_span){much, sizeof much}, out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(tg_seal(key, (struct tg_span){much, TG_SEAL_MAX}, out, NULL), TOEGANG_GOOD);
    cr_expect_eq(tg_unseal(key, (struct tg_span){(char *)out, TG_SEAL_MAX + 16}, opened, NULL), TOEGANG_GOOD);
    cr_expect_eq(tg_unseal(key, (struct tg_span){(char *)out, sizeof out}, opened, NULL), TOEGANG_REFUSED);
}
