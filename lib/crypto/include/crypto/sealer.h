/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Authenticated encryption of texts that leave the host and come back: AES-256-SIV (RFC 5297) with a random
 * nonce (its section 3). Of the two that libcrypto has, AES-GCM is three times as quick and breaks when a
 * nonce comes twice: its authentication key can then be computed. Generators do repeat where a virtual
 * machine is copied while it runs, and random nonces of 96 bits must end after 2^32 texts. With SIV a
 * repeated nonce tells that two texts are the same, no more.
 */
#ifndef TG_CRYPTO_SEALER_H
#define TG_CRYPTO_SEALER_H

#include "crypto/digest.h"

#define TG_SEALER_KEY_OCTETS 64 /* half of it authenticates, half of it encrypts */
#define TG_SEALER_NONCE 16
#define TG_SEALER_OVERHEAD (TG_SEALER_NONCE + 16)
#define TG_SEALER_MAX 4096 /* octets in clear; none at all is misuse */

/* A key with its cipher, fetched once. Immutable, may be shared between threads; wiped when freed. */
struct tg_sealer;
toegang_status tg_sealer_new(const uint8_t key[TG_SEALER_KEY_OCTETS], struct tg_sealer **out,
                             toegang_report *report);
void tg_sealer_free(struct tg_sealer *sealer);

/* about is authenticated with the text and not in it; 1 octet at least. out has room for the overhead too. */
toegang_status tg_sealer_close(const struct tg_sealer *sealer, struct tg_span about, struct tg_span clear,
                               uint8_t *out, toegang_report *report);
/* out has room for sealed.length - overhead octets; in any state unless GOOD. REFUSED: seal.key. */
toegang_status tg_sealer_open(const struct tg_sealer *sealer, struct tg_span about, struct tg_span sealed,
                              uint8_t *out, toegang_report *report);
toegang_status tg_sealer_refuse(toegang_report *report);

#endif
