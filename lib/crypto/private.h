/* SPDX-License-Identifier: Apache-2.0 */
/* What the files about our private keys share. */
#ifndef TG_CRYPTO_PRIVATE_INSIDE_H
#define TG_CRYPTO_PRIVATE_INSIDE_H

#include "crypto/private.h"
#include "openssl.h"

struct tg_private {
    struct tg_arena arena; /* holds this struct itself */
    EVP_PKEY *key;
    struct tg_key *public;
};

/* Judges a pair and makes its public half; the pair is taken over, also when it is refused. */
toegang_status tg_private_of_pkey(const struct tg_crypto *crypto, EVP_PKEY *pkey, struct tg_private **out,
                                  toegang_report *report);
toegang_status tg_private_refuse(const char *expected, const char *came, toegang_report *report);

#endif
