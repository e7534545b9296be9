/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_ASSERTION_TRUST_H
#define TG_ASSERTION_TRUST_H

#include "assertion/cell.h"
#include "assertion/claims.h"
#include "assertion/jwks.h"
#include "assertion/metadata.h"
#include "assertion/own.h"
#include "assertion/xmldsig.h"
#include "assertion/xmlenc.h"

#define TG_TRUST_SKEW_MAX 300

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
    struct tg_private **decryption_keys;
    size_t decryption_key_count;
    bool require_encryption, allow_cbc;
    struct tg_own own;
    struct tg_key *metadata_signer; /* NULL: the file itself is trusted */
};

/* The keys of an issuer of tokens. In an arena of its own: it may outlive its replacement. */
struct tg_keyring {
    struct tg_held held;
    struct tg_arena arena;
    struct tg_jwks keys;
};

struct tg_issuer {
    const char *issuer, *audience;
    const char *typ; /* "": that of the kind */
    int64_t skew, max_lifetime, refresh_after;
    const struct tg_algorithm *const *algorithms;
    size_t algorithm_count;
    bool has_secret;        /* its keyring holds the one secret, and nothing can replace it */
    struct tg_cell keyring; /* holds a tg_keyring */
    toegang_time refreshed; /* when a refresh was last allowed; the lock of the cell guards it too */
    struct tg_private_jwks decryption;
    bool require_encryption;
    struct tg_claim_map claims;
    unsigned asserts;
};

/* Lies in its own arena, but for what OpenSSL holds. */
struct toegang_trust {
    struct tg_arena arena;
    struct tg_crypto *crypto;
    struct tg_provider *providers;
    size_t provider_count;
    struct tg_issuer *issuers;
    size_t issuer_count;
};

/* By the Issuer's exact value; NULL: not trusted. */
struct tg_provider *tg_trust_provider(const toegang_trust *trust, struct tg_span entity_id);
/* The one of that entity id; NULL: the only one there is. NULL, with MISUSE in the report, when it is not clear. */
struct tg_provider *tg_trust_choose(const toegang_trust *trust, const char *entity_id, toegang_report *report);
/* REFUSED when its validUntil has passed: saml.metadata.expired. */
toegang_status tg_metadata_check_valid(const struct tg_metadata *metadata, toegang_time at, toegang_report *report);
/* The metadata that counts now; to be given back. */
struct tg_described *tg_provider_take(struct tg_provider *provider);
void tg_provider_give(struct tg_provider *provider, struct tg_described *described);

/* Makes the next provider of trust from its settings. What it took ends with trust, also when it refuses. */
toegang_status tg_trust_add_provider(toegang_trust *trust, const toegang_trust_settings *settings,
                                     const toegang_saml_provider *from, toegang_report *report);
void tg_provider_end(struct tg_provider *provider);
/* Reads our keys for what it encrypts, and whether it has to. trust.decryption, trust.decryption-key. Its keys end with it. */
toegang_status tg_provider_decryption(toegang_trust *trust, const toegang_saml_provider *from,
                                      struct tg_provider *out, toegang_report *report);
void tg_provider_end_decryption(struct tg_provider *provider);
/* New metadata in the place of the old: metadata.*, saml.metadata.expired, trust.algorithm. */
toegang_status tg_provider_update(const toegang_trust *trust, struct tg_provider *provider, struct tg_span octets,
                                  toegang_time at, toegang_report *report);

/* By iss, octet for octet; NULL: not trusted. */
struct tg_issuer *tg_trust_issuer(const toegang_trust *trust, struct tg_span issuer);
/* The keys that count now; to be given back. */
struct tg_keyring *tg_issuer_take(struct tg_issuer *issuer);
void tg_issuer_give(struct tg_issuer *issuer, struct tg_keyring *keyring);
/* Makes the next issuer of trust from its settings. What it took ends with trust, also when it refuses. */
toegang_status tg_trust_add_issuer(toegang_trust *trust, const toegang_trust_settings *settings,
                                   const toegang_token_issuer *from, toegang_report *report);
void tg_issuer_end(struct tg_issuer *issuer);
/* New keys in the place of the old: jwks.*, key.*, trust.algorithm. */
toegang_status tg_issuer_update(const toegang_trust *trust, struct tg_issuer *issuer, struct tg_span octets,
                                toegang_report *report);

/* A name of 1 to 1024 octets, copied into trust; else CONFIGURATION with that check. */
toegang_status tg_trust_name(toegang_trust *trust, const char *name, const char *check, const char **out,
                             toegang_report *report);
/* Seconds that lie within; else CONFIGURATION with that check. */
toegang_status tg_trust_seconds(int64_t seconds, int64_t least, int64_t most, const char *check,
                                toegang_report *report);

#endif
