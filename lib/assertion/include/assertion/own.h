/* SPDX-License-Identifier: Apache-2.0 */
/* What is ours towards a provider: the key that signs what we send, and what our metadata says. */
#ifndef TG_ASSERTION_OWN_H
#define TG_ASSERTION_OWN_H

#include <toegang/trust.h>

#include "base/arena.h"
#include "crypto/private.h"

#define TG_OWN_CERTIFICATES_MAX 8

struct tg_own {
    struct tg_private *key;               /* NULL: we send nothing */
    const struct tg_algorithm *algorithm; /* with which it signs */
    const char *certificates[TG_OWN_CERTIFICATES_MAX]; /* base64 of their DER, that of the signing key first */
    size_t certificate_count;
    const char *logout; /* our single logout URL; NULL: none */
};

/*
 * Key and certificates as the settings name them; texts lie in the arena. What it took stays in out when it refuses.
 * Checks trust.signing-key, trust.certificates.
 */
toegang_status tg_own_read(const toegang_saml_provider *from, const struct tg_crypto *crypto, struct tg_arena *arena,
                           struct tg_own *out, toegang_report *report);
void tg_own_end(struct tg_own *own);

#endif
