/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_BASE_HEX_H
#define TG_BASE_HEX_H

#include "base/span.h"

/* Two lower-case digits an octet, and NUL: out has room for 2 * count + 1. */
void tg_hex_write(const uint8_t *octets, size_t count, char *out);
/* Exactly count octets, in digits of either case; false, with out in any state, for anything else. */
bool tg_hex_read(struct tg_span text, size_t count, uint8_t *out);

#endif
