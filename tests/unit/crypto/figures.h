/* SPDX-License-Identifier: Apache-2.0 */
/* Figures of standards as octets, for the tests of this floor. */
#ifndef TG_TESTS_CRYPTO_FIGURES_H
#define TG_TESTS_CRYPTO_FIGURES_H

#include "base/span.h"

/* base64url, or hexadecimal digits; a figure that is neither fails the test. They live until figures_end. */
struct tg_span figure_of_url(const char *text);
struct tg_span figure_of_hex(const char *text);
/* A copy with the bit turned; the number counts from the first octet, its lowest bit first. */
struct tg_span figure_flipped(struct tg_span octets, size_t bit);
void figures_end(void);

#endif
