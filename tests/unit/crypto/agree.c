/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/err.h>

#include "crypto/decrypt.h"
#include "figures.h"

static struct tg_crypto *crypto;

static void begin(void)
{
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
}

static void end(void)
{
    cr_expect_eq(ERR_peek_error(), 0, "the host sees none of our errors");
    figures_end();
    tg_crypto_free(crypto);
}

TestSuite(agree, .init = begin, .fini = end);

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
