/* SPDX-License-Identifier: Apache-2.0 */
/* Figures of standards as octets, for the tests of this floor. */
#ifndef TG_TESTS_CRYPTO_FIGURES_H
#define TG_TESTS_CRYPTO_FIGURES_H

#include "crypto/private.h"

/* base64url, or hexadecimal digits; a figure that is neither fails the test. They live until figures_end. */
struct tg_span figure_of_url(const char *text);
struct tg_span figure_of_hex(const char *text);
/* A copy with the bit turned; the number counts from the first octet, its lowest bit first. */
struct tg_span figure_flipped(struct tg_span octets, size_t bit);
/* Private RSA keys of RFC 7515 A.2.1 and RFC 7516 A.1.3. */
enum figure_key { FIGURE_RFC7515_A2, FIGURE_RFC7516_A1 };
struct tg_rsa_numbers figure_rsa(enum figure_key key);
void figures_end(void);

#endif
