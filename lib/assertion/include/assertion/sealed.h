/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_ASSERTION_SEALED_H
#define TG_ASSERTION_SEALED_H

#include <toegang/visit.h>

#include "crypto/mac.h"
#include "crypto/sealer.h"

#define TG_SEAL_MARK 4 /* octets that say which key sealed, so that of eight keys one is tried */

/* One key of the file, and a key of its own for each use (NIST SP 800-108). */
struct tg_seal_key {
    uint8_t mark[TG_SEAL_MARK];
    uint8_t token[TG_MAC_OCTETS];
    struct tg_sealer *sealer;
};

/* Lies in its own arena, but for what OpenSSL holds. */
struct toegang_seal_keys {
    struct tg_arena arena;
    struct tg_crypto *crypto;
    struct tg_seal_key keys[TOEGANG_SEAL_KEYS_MAX];
    size_t count;
};

/* What was sealed. */
struct tg_unsealed {
    uint8_t octets[TOEGANG_SEAL_OCTETS_MAX];
    size_t length;
    toegang_time until;
};
/* toegang_unseal with the instant at which it ends. Wipe *out when done, whatever the answer. */
toegang_status tg_unseal_text(const toegang_seal_keys *keys, const char *purpose, struct tg_span text,
                              toegang_time at, struct tg_unsealed *out, toegang_report *report);

/* Eight octets, big-endian, for an instant. */
void tg_instant_write(toegang_time time, uint8_t out[8]);
toegang_time tg_instant_read(const uint8_t octets[8]);

#endif
