/* SPDX-License-Identifier: Apache-2.0 */
/* HMAC (RFC 2104) with SHA-256 under a key of 32 octets. */
#ifndef TG_CRYPTO_MAC_H
#define TG_CRYPTO_MAC_H

#include "crypto/digest.h"

#define TG_MAC_OCTETS 32

/* Of the pieces, one after the other as if they were one text. */
toegang_status tg_mac(const struct tg_crypto *crypto, const uint8_t key[TG_MAC_OCTETS], const struct tg_span *pieces,
                      size_t count, uint8_t out[TG_MAC_OCTETS], toegang_report *report);

#endif
