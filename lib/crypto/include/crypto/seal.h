/* SPDX-License-Identifier: Apache-2.0 */
/* Deterministic authenticated encryption (AES-SIV, RFC 5297) for handles. */
#ifndef TG_CRYPTO_SEAL_H
#define TG_CRYPTO_SEAL_H

#include <toegang/base.h>

#include "base/span.h"

#define TG_SEAL_OVERHEAD 16
#define TG_SEAL_MAX 4096 /* octets in clear; none at all is misuse */

/* AES-128-SIV with a key of 32 octets. out has room for length + 16 octets. */
toegang_status tg_seal(const uint8_t key[32], struct tg_span clear, uint8_t *out, toegang_report *report);
/* out has room for sealed.length - 16 octets. REFUSED when it was not sealed with this key (handle.seal). */
toegang_status tg_unseal(const uint8_t key[32], struct tg_span sealed, uint8_t *out, toegang_report *report);

#endif
