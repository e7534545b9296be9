/* SPDX-License-Identifier: Apache-2.0 */
/* What is ours towards a provider: the key that signs what we send, and what our metadata says. */
#ifndef TG_ASSERTION_OWN_H
#define TG_ASSERTION_OWN_H

#include <toegang/trust.h>

#include "base/arena.h"
#include "crypto/private.h"

#define TG_OWN_CERTIFICATES_MAX 8

/* Of a key that decrypts, or else of one that signs for us: now, or when the provider has learnt of it. */
struct tg_own_certificate {
    const char *text; /* base64 of its DER */
    bool signs, decrypts;
};

struct tg_own {
    struct tg_private *key;               /* NULL: we send nothing */
    const struct tg_algorithm *algorithm; /* with which it signs */
    struct tg_own_certificate certificates[TG_OWN_CERTIFICATES_MAX]; /* that of the signing key first */
    size_t certificate_count;
    const char *logout; /* our single logout URL; NULL: none */
};

struct tg_provider;
/*
 * Key and certificates as the settings name them, into out->own, after the keys of out that decrypt. What it took
 * stays in out when it refuses. Checks trust.signing-key, trust.certificates.
 */
toegang_status tg_own_read(toegang_trust *trust, const toegang_saml_provider *from, struct tg_provider *out,
                           toegang_report *report);
void tg_own_end(struct tg_own *own);

#endif
