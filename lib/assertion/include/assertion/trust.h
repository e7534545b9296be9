/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_ASSERTION_TRUST_H
#define TG_ASSERTION_TRUST_H

#include "assertion/claims.h"
#include "assertion/metadata.h"
#include "assertion/xmldsig.h"

struct tg_provider {
    const char *entity_id, *audience, *recipient;
    int64_t skew;
    const struct tg_algorithm *const *algorithms; /* NULL: the whole table */
    size_t algorithm_count;
    struct tg_metadata metadata;
    struct tg_claim_map claims;
};

/* Lies in its own arena, but for what OpenSSL holds. */
struct toegang_trust {
    struct tg_arena arena;
    struct tg_crypto *crypto;
    struct tg_provider *providers;
    size_t provider_count;
};

/* By the Issuer's exact value; NULL: not trusted. */
const struct tg_provider *tg_trust_provider(const toegang_trust *trust, struct tg_span entity_id);

#endif
