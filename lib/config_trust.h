/* SPDX-License-Identifier: Apache-2.0 */
/* What the files share that read whom the configuration believes. */
#ifndef TG_CONFIG_TRUST_H
#define TG_CONFIG_TRUST_H

#include <toegang/trust.h>

#include "internal.h"

/* Names of algorithms in a list, checked against the table. */
extern const struct tg_config_type tg_type_algorithms; /* tg_config_list; detail NULL, or the next */
extern const char tg_token_algorithms[];               /* those that tokens alone have are meant too */
struct tg_algorithm;
bool tg_config_counts(const struct tg_config_key *key, const struct tg_algorithm *algorithm);
/* Words for what an issuer may assert, to TOEGANG_ASSERTS_… together. */
extern const struct tg_config_type tg_type_asserts; /* unsigned */
/* A file: its octets, which end in NUL after their length. */
extern const struct tg_config_type tg_type_octets; /* struct tg_config_octets; detail tg_config_file_kind */
/* A list of files, or one, each a text. */
extern const struct tg_config_type tg_type_texts; /* tg_config_list; detail tg_config_file_kind */

struct tg_config_octets {
    const struct tg_yaml_node *node; /* that names it; NULL: absent */
    struct tg_span octets;
};

struct tg_config_file_kind {
    size_t limit;
    bool secret; /* nobody but its owner and his group may read it */
};

/* Words and ranges that both kinds of entries have. */
#define TG_DEFAULT_SKEW 60
extern const struct tg_config_range tg_skew_range;
extern const struct tg_config_words tg_encryption_words; /* allowed, required */
extern const struct tg_config_file_kind tg_secret_file, tg_public_file;

/* One entry of the list, of either kind. */
struct tg_trust_entry {
    const struct tg_yaml_node *node;
    const struct tg_yaml_node *keys_node; /* where to point when its keys are wrong */
    bool is_issuer;
    toegang_saml_provider provider;
    toegang_token_issuer issuer;
    struct tg_config_list algorithms, decryption_keys;
    struct tg_config_octets metadata, keys, secret, signing_key, certificates, signer;
    const char *jwks; /* a file, or where it is fetched from */
    const char *url;  /* the same, when it is fetched */
    const char *authorities;
    bool require_encryption, allow_cbc;
};

/* The issuers whose keys lie behind a URL, into all. */
void tg_config_fetched(struct tg_config *config, const struct tg_trust_entry *entries, size_t count,
                       toegang *all);

/* Each fills its half of the entry. */
void tg_config_provider(struct tg_config *config, struct tg_trust_entry *entry);
void tg_config_issuer(struct tg_config *config, struct tg_trust_entry *entry);
/* Whether all that trust needs was there. */
bool tg_config_provider_complete(const struct tg_trust_entry *entry);
bool tg_config_issuer_complete(const struct tg_trust_entry *entry);

#endif
