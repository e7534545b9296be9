/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_CRYPTO_DIGEST_H
#define TG_CRYPTO_DIGEST_H

#include <toegang/base.h>

#include "base/arena.h"
#include "crypto/algorithm.h"

#define TG_DIGEST_MAX 64

/* Fetched once and kept: the OpenSSL objects that everything else needs. Immutable, may be shared between
 * threads. */
struct tg_crypto;
toegang_status tg_crypto_new(struct tg_crypto **out, toegang_report *report);
void tg_crypto_free(struct tg_crypto *crypto);

toegang_status tg_digest(const struct tg_crypto *crypto, enum tg_hash hash, struct tg_span octets,
                         uint8_t out[TG_DIGEST_MAX], toegang_report *report);
/* Equal in constant time. */
bool tg_octets_equal(const void *one, const void *other, size_t length);

#endif
