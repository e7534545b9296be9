/* SPDX-License-Identifier: Apache-2.0 */
/* An entry of trust for an issuer of tokens. */
#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "check.h"
#include "config_form.h"
#include "config_trust.h"

#define DAY 86400
static const struct tg_config_range lifetime_range = {1, 31 * (int64_t)DAY, "1 .. 2678400"};
static const struct tg_config_range refresh_range = {30, DAY, "30 .. 86400"};

/* A set of keys comes over TLS, or from this very machine; who fetches it judges the rest of the URL. */
static bool is_url(struct tg_span text)
{
    static const char *const here[] = {"http://127.0.0.1", "http://[::1]", "http://localhost"};
    if (tg_span_starts(text, "https://")) return true;
    for (size_t i = 0; i < sizeof here / sizeof *here; i++) {
        struct tg_span rest = tg_span_from(text, strlen(here[i]));
        if (tg_span_starts(text, here[i]) && rest.length > 0 && (rest.at[0] == ':' || rest.at[0] == '/'))
            return true;
    }
    return false;
}

static void read_jwks(struct tg_config *config, const struct tg_config_key *key,
                      const struct tg_yaml_node *node, void *target)
{
    struct tg_trust_entry *entry = target;
    entry->keys_node = node;
    tg_type_text.read(config, key, node, &entry->jwks);
    if (!entry->jwks) return;
    if (!strstr(entry->jwks, "://")) {
        tg_type_octets.read(config, key, node, &entry->keys);
        return;
    }
    if (!is_url(node->text))
        tg_problem(config, tg_place_of(node), CHECK_CONFIG_VALUE, "a file, or https://…", node->text);
}
static const struct tg_config_form form_jwks = {
    .kind = TG_FORM_TEXT,
    .pattern = "^(https://|http://(127[.]0[.]0[.]1|\\[::1\\]|localhost)[:/]|(?!.*://))",
    .expected = "a file, or https://…"};
static const struct tg_config_type type_jwks = {"file-or-url", read_jwks, &form_jwks};

#define IN(member) offsetof(struct tg_trust_entry, member)
#define AT(member) offsetof(struct tg_trust_entry, issuer.member)
static const struct tg_config_key keys[] = {
    {"issuer", &tg_type_text, AT(issuer), NULL, true, NULL, "the iss of its tokens, to the letter"},
    {"jwks", &type_jwks, 0, &tg_public_file, false, NULL,
     "file with its public keys (JWK Set, JWK or PEM), or https URL of its JWK Set"},
    {"authorities", &tg_type_path, IN(authorities), NULL, false, "those of the machine",
     "file with the certificates (PEM) that the server of the JWK Set is checked with"},
    {"refresh", &tg_type_seconds, AT(refresh_after), &refresh_range, false, "60s",
     "how long to wait at least before its keys are fetched again"},
    {"secret", &tg_type_octets, IN(secret), &tg_secret_file, false, "none",
     "file with the secret shared with this issuer, for HS256, HS384, HS512"},
    {"algorithms", &tg_type_algorithms, IN(algorithms), tg_token_algorithms, true, NULL,
     "names of the signature algorithms that count"},
    {"audience", &tg_type_text, AT(audience), NULL, true, NULL, "our client id, or the name of our API"},
    {"claims", &tg_type_text, AT(claims), NULL, false, "acm", "name of the claim map"},
    {"skew", &tg_type_seconds, AT(skew), &tg_skew_range, false, "60s", "how far clocks may differ"},
    {"max-lifetime", &tg_type_seconds, AT(max_lifetime), &lifetime_range, false, "24h",
     "how long a token may live at most"},
    {"typ", &tg_type_text, AT(typ), NULL, false, "that of the kind",
     "the typ that its tokens carry instead of the one of their kind"},
    {"decryption-keys", &tg_type_texts, IN(decryption_keys), &tg_secret_file, false, "none",
     "files with our private keys (PEM, JWK), for what is encrypted to us"},
    {"encryption", &tg_type_flag, IN(require_encryption), &tg_encryption_words, false, "allowed",
     "whether a token must be encrypted"},
    {"asserts", &tg_type_asserts, AT(asserts), NULL, false, "nothing",
     "which of its statements may count: rights, legal-representative, mandate"},
};
static const struct tg_config_section section = {"trust", keys, sizeof keys / sizeof *keys};
static const char *const one_of[] = {"jwks", "secret", NULL};
const struct tg_config_form tg_form_issuer = {
    .kind = TG_FORM_SECTION, .name = "issuer", .section = &section, .one_of = one_of};

/* Keys from one place: a set of public keys and a shared secret are two kinds of trust. */
static bool has_one_kind(struct tg_config *config, const struct tg_trust_entry *entry)
{
    const struct tg_yaml_node *jwks = tg_yaml_get(entry->node, "jwks");
    const struct tg_yaml_node *secret = tg_yaml_get(entry->node, "secret");
    if (!jwks && !secret)
        tg_problem(config, tg_place_of(entry->node), CHECK_CONFIG_KEY_MISSING, "jwks", tg_span_of("trust"));
    if (jwks && secret)
        tg_problem(config, tg_place_of_key(secret), CHECK_CONFIG_TRUST_KEYS, "jwks or secret",
                   tg_span_of("both"));
    return !jwks != !secret;
}

/* What an editor adds at the end is no part of a secret. */
static struct tg_span without_line_end(struct tg_span octets)
{
    if (octets.length > 0 && octets.at[octets.length - 1] == '\n') octets.length--;
    if (octets.length > 0 && octets.at[octets.length - 1] == '\r') octets.length--;
    return octets;
}

static void take_keys(struct tg_trust_entry *entry)
{
    struct tg_span secret = without_line_end(entry->secret.octets);
    entry->issuer.keys = entry->keys.octets.at;
    entry->issuer.keys_length = entry->keys.octets.length;
    entry->issuer.secret = secret.length > 0 ? secret.at : NULL;
    entry->issuer.secret_length = secret.length;
    entry->url = entry->jwks && is_url(tg_span_of(entry->jwks)) ? entry->jwks : NULL;
}

void tg_config_issuer(struct tg_config *config, struct tg_trust_entry *entry)
{
    toegang_token_issuer *issuer = &entry->issuer;
    *issuer = (toegang_token_issuer){.size = sizeof *issuer, .claims = "acm", .skew = TG_DEFAULT_SKEW};
    entry->keys_node = entry->node;
    tg_config_section_read(config, &section, entry->node, entry);
    if (entry->node->kind == TG_YAML_MAPPING && has_one_kind(config, entry)) take_keys(entry);
    issuer->algorithms = entry->algorithms.items;
    issuer->algorithm_count = entry->algorithms.count;
    issuer->decryption_keys = entry->decryption_keys.items;
    issuer->decryption_key_count = entry->decryption_keys.count;
    issuer->require_encryption = entry->require_encryption;
}

bool tg_config_issuer_complete(const struct tg_trust_entry *entry)
{
    const toegang_token_issuer *issuer = &entry->issuer;
    return issuer->issuer && issuer->audience && issuer->claims && issuer->algorithm_count > 0 &&
           (issuer->keys || issuer->secret || entry->url);
}
