/* SPDX-License-Identifier: Apache-2.0 */
#include "fixture.h"

#include <criterion/criterion.h>

#include <openssl/err.h>

#include "figures.h"

struct tg_crypto *crypto;

void fixture_begin(void)
{
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
}

void fixture_end(void)
{
    cr_expect_eq(ERR_peek_error(), 0, "the host sees none of our errors");
    figures_end();
    tg_crypto_free(crypto);
}
