/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_ASSERTION_TRUST_H
#define TG_ASSERTION_TRUST_H

#include "assertion/cell.h"
#include "assertion/claims.h"
#include "assertion/metadata.h"
#include "assertion/xmldsig.h"

/* What a provider says of itself, read and judged. In an arena of its own: it may outlive its replacement. */
struct tg_described {
    struct tg_held held;
    struct tg_arena arena;
    struct tg_metadata metadata;
};

struct tg_provider {
    const char *entity_id, *audience, *recipient;
    int64_t skew;
    const struct tg_algorithm *const *algorithms; /* NULL: the whole table */
    size_t algorithm_count;
    struct tg_cell described; /* holds a tg_described */
    struct tg_claim_map claims;
    unsigned asserts;
};

/* Lies in its own arena, but for what OpenSSL holds. */
struct toegang_trust {
    struct tg_arena arena;
    struct tg_crypto *crypto;
    struct tg_provider *providers;
    size_t provider_count;
};

/* By the Issuer's exact value; NULL: not trusted. */
struct tg_provider *tg_trust_provider(const toegang_trust *trust, struct tg_span entity_id);
/* The metadata that counts now; to be given back. */
struct tg_described *tg_provider_take(struct tg_provider *provider);
void tg_provider_give(struct tg_provider *provider, struct tg_described *described);

/* Makes the next provider of trust from its settings. What it took ends with trust, also when it refuses. */
toegang_status tg_trust_add_provider(toegang_trust *trust, const toegang_trust_settings *settings,
                                     const toegang_saml_provider *from, toegang_report *report);
void tg_provider_end(struct tg_provider *provider);

/* A name of 1 to 1024 octets, copied into trust; else CONFIGURATION with that check. */
toegang_status tg_trust_name(toegang_trust *trust, const char *name, const char *check, const char **out,
                             toegang_report *report);

#endif
