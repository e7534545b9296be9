/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of libcrypto from numbers. */
#ifndef TG_CRYPTO_KEY_NUMBERS_H
#define TG_CRYPTO_KEY_NUMBERS_H

#include "openssl.h"

/* A number by libcrypto's name of it. */
struct tg_number {
    const char *name;
    struct tg_span octets;
};

/* Whether each has 1 to 2048 octets without leading zero (key.numbers). */
toegang_status tg_numbers_check(const struct tg_number *numbers, size_t count, toegang_report *report);
/* An RSA key of the numbers; NULL when libcrypto takes them for none. selection: EVP_PKEY_PUBLIC_KEY or
 * KEYPAIR.
 */
EVP_PKEY *tg_pkey_of_rsa(const struct tg_number *numbers, size_t count, int selection);

/* Whether coordinates are exactly as long as the curve asks (key.numbers). */
toegang_status tg_point_check(enum tg_curve curve, struct tg_span x, struct tg_span y,
                              toegang_report *report);
/* A key of checked coordinates, with d (empty: public only); NULL when they are no point of the curve. */
EVP_PKEY *tg_pkey_of_point(enum tg_curve curve, struct tg_span x, struct tg_span y, struct tg_span d);

#endif
