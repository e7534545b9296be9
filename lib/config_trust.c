/* SPDX-License-Identifier: Apache-2.0 */
/* Whom the configuration believes. */
#include <stddef.h>
#include <string.h>

#include <toegang/trust.h>

#include "base/report.h"
#include "check.h"
#include "crypto/algorithm.h"
#include "internal.h"

struct entry {
    const struct tg_yaml_node *node;
    const struct tg_yaml_node *metadata_node;
    struct tg_config_list algorithms;
    toegang_saml_provider provider;
};

/* Reads a value that is text and remembers where it stands. */
static void read_metadata(struct tg_config *config, const struct tg_config_key *key,
                          const struct tg_yaml_node *node, void *target)
{
    struct entry *entry = target;
    const char *path = NULL;
    struct tg_span octets = {0};
    entry->metadata_node = node;
    tg_type_text.read(config, key, node, &path);
    if (!path || !tg_config_file(config, node, path, TG_METADATA_OCTETS_MAX, &octets)) return;
    entry->provider.metadata = octets.at;
    entry->provider.metadata_length = octets.length;
}
static const struct tg_config_type type_metadata = {"file", read_metadata};

#define ALGORITHMS_SHOWN 32

static bool is_of_xml(const struct tg_algorithm *algorithm)
{
    return algorithm && algorithm->uri;
}

static void read_algorithms(struct tg_config *config, const struct tg_config_key *key,
                            const struct tg_yaml_node *node, void *target)
{
    const char *names[ALGORITHMS_SHOWN];
    struct tg_config_list *list = target;
    size_t count = 0;
    for (size_t i = 0; i < tg_algorithms() && count < ALGORITHMS_SHOWN; i++)
        if (tg_algorithm_at(i)->uri) names[count++] = tg_algorithm_at(i)->name;
    tg_type_list.read(config, key, node, list);
    size_t before = config->problems;
    for (const struct tg_yaml_node *item = node->kind == TG_YAML_SCALAR ? node : node->first; item;
         item = item == node ? NULL : item->next)
        if (item->kind == TG_YAML_SCALAR && !is_of_xml(tg_algorithm_of_name(item->text)))
            tg_problem_among(config, tg_place_of(item), CHECK_CONFIG_VALUE, names, count, item->text);
    /* Told once: without a pin the rest of the entry can still be looked at, though it opens nothing. */
    if (config->problems > before) *list = (struct tg_config_list){0};
}
static const struct tg_config_type type_algorithms = {"list", read_algorithms};

#define DEFAULT_SKEW 60
static const struct tg_config_range skew_range = {0, 300, "0 .. 300"};

#define AT(member) offsetof(struct entry, provider.member)
static const struct tg_config_key saml_keys[] = {
    {"entity-id", &tg_type_text, AT(entity_id), NULL, true, NULL, "the Issuer that its assertions name"},
    {"metadata", &type_metadata, 0, NULL, true, NULL,
     "file with its EntityDescriptor: the only source of its keys"},
    {"audience", &tg_type_text, AT(audience), NULL, true, NULL, "our own entity id"},
    {"recipient", &tg_type_text, AT(recipient), NULL, true, NULL, "our assertion consumer URL"},
    {"claims", &tg_type_text, AT(claims), NULL, false, "acm", "name of the claim map"},
    {"skew", &tg_type_seconds, AT(skew), &skew_range, false, "60s", "how far clocks may differ"},
    {"algorithms", &type_algorithms, offsetof(struct entry, algorithms), NULL, false, "all that are safe",
     "names of the signature algorithms that count"},
};
static const struct tg_config_section saml_section = {"trust", saml_keys,
                                                      sizeof saml_keys / sizeof *saml_keys};

/* What only an entry for tokens has. Named as such: "unknown key" would send the reader looking for a typing
 * error. */
static const struct tg_yaml_node *token_key(const struct tg_yaml_node *node)
{
    static const char *const keys[] = {"issuer", "jwks", "jwks-uri", "discovery", "client-id"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct tg_yaml_node *found = tg_yaml_get(node, keys[i]);
        if (found) return found;
    }
    return NULL;
}

static bool known_map(const struct tg_config_claims *claims, const char *name)
{
    for (size_t i = 0; i < claims->map_count; i++)
        if (strcmp(claims->maps[i], name) == 0) return true;
    return false;
}

static void need_map(struct tg_config *config, const struct tg_config_claims *claims, struct entry *entry)
{
    const struct tg_yaml_node *node = tg_yaml_get(entry->node, "claims");
    if (!node || !entry->provider.claims || known_map(claims, entry->provider.claims)) return;
    tg_problem_among(config, tg_place_of(node), CHECK_CONFIG_TRUST_CLAIMS, claims->maps, claims->map_count,
                     node->text);
    entry->provider.claims = NULL;
}

static void need_once(struct tg_config *config, const struct entry *entries, size_t ordinal)
{
    const char *id = entries[ordinal].provider.entity_id;
    for (size_t i = 0; id && i < ordinal; i++)
        if (entries[i].provider.entity_id && strcmp(entries[i].provider.entity_id, id) == 0)
            tg_problem(config, tg_place_of(tg_yaml_get(entries[ordinal].node, "entity-id")),
                       CHECK_CONFIG_TRUST_DUPLICATE, "one entry an entity id", tg_span_of(id));
}

static void read_entry(struct tg_config *config, const struct tg_yaml_node *node,
                       const struct tg_config_claims *claims, struct entry *entry)
{
    *entry = (struct entry){
        .node = node, .provider = {.size = sizeof entry->provider, .claims = "acm", .skew = DEFAULT_SKEW}};
    const struct tg_yaml_node *token = node->kind == TG_YAML_MAPPING ? token_key(node) : NULL;
    if (token) {
        tg_problem(config, tg_place_of_key(token), CHECK_CONFIG_TRUST_KIND,
                   "SAML: entity-id, metadata, audience, recipient, claims", token->key);
        return;
    }
    tg_config_section_read(config, &saml_section, node, entry);
    entry->provider.algorithms = entry->algorithms.items;
    entry->provider.algorithm_count = entry->algorithms.count;
    if (node->kind == TG_YAML_MAPPING) need_map(config, claims, entry);
}

/* Every right of every e-counter: role claims are split by the longest name that is registered. */
static void gather_rights(struct tg_config *config, const toegang *all, toegang_trust_settings *settings)
{
    size_t most = 0;
    for (size_t i = 0; i < all->policy_count; i++) most += all->policies[i].right_count;
    const char **rights = tg_arena_array(&config->scratch, most, sizeof *rights);
    if (!rights) {
        config->no_memory = true;
        return;
    }
    for (size_t i = 0; i < all->policy_count; i++)
        for (size_t r = 0; r < all->policies[i].right_count; r++)
            rights[settings->right_count++] = all->policies[i].rights[r];
    settings->rights = rights;
}

static bool complete(const struct entry *entry)
{
    const toegang_saml_provider *provider = &entry->provider;
    return provider->entity_id && provider->metadata && provider->audience && provider->recipient &&
           provider->claims;
}

static void believe_one(struct tg_config *config, const struct entry *entry, toegang_trust_settings *settings)
{
    toegang_trust *alone = NULL;
    toegang_report report = {0};
    settings->providers = &entry->provider;
    settings->provider_count = 1;
    if (!complete(entry)) return;
    if (toegang_trust_new(settings, &alone, &report) == TOEGANG_GOOD)
        toegang_trust_free(alone);
    else
        tg_problem_of(config, tg_place_of(entry->metadata_node), &report);
}

/* Together where all is well; one by one where not, so that every entry's problem is told. */
static void believe(struct tg_config *config, const struct entry *entries, size_t count,
                    toegang_trust_settings *settings, toegang *all)
{
    toegang_report report = {0};
    toegang_saml_provider *providers = tg_arena_array(&config->scratch, count, sizeof *providers);
    if (!providers) config->no_memory = true;
    if (config->no_memory) return;
    for (size_t i = 0; i < count; i++) providers[i] = entries[i].provider;
    settings->providers = providers;
    settings->provider_count = count;
    if (config->problems == 0 && toegang_trust_new(settings, &all->trust, &report) == TOEGANG_GOOD) return;
    for (size_t i = 0; i < count; i++) believe_one(config, &entries[i], settings);
    if (config->problems == 0) tg_problem_of(config, tg_place_of(entries[0].node), &report);
}

static void read_entries(struct tg_config *config, const struct tg_yaml_node *trust,
                         const struct tg_config_claims *claims, struct entry *entries)
{
    size_t i = 0;
    for (const struct tg_yaml_node *node = trust->first; node; node = node->next, i++) {
        read_entry(config, node, claims, &entries[i]);
        need_once(config, entries, i);
    }
}

static bool is_trust(struct tg_config *config, const struct tg_yaml_node *trust)
{
    if (!trust || !tg_config_is(config, trust, TG_YAML_SEQUENCE)) return false;
    if (trust->count == 0)
        tg_problem(config, tg_place_of(trust), CHECK_CONFIG_EMPTY, "one or more", tg_span_of("[]"));
    if (trust->count > TG_PROVIDERS_MAX)
        tg_problem(config, tg_place_of(trust), CHECK_CONFIG_LIMIT, "64 providers", tg_span_of("more"));
    return trust->count > 0 && trust->count <= TG_PROVIDERS_MAX;
}

void tg_config_trust(struct tg_config *config, const struct tg_yaml_node *trust,
                     const struct tg_yaml_node *claims, toegang *all)
{
    struct tg_config_claims maps = {0};
    tg_config_claims(config, claims, &maps);
    if (!is_trust(config, trust)) return;
    struct entry *entries = tg_arena_array(&config->scratch, trust->count, sizeof *entries);
    if (!entries) config->no_memory = true;
    if (config->no_memory) return;
    read_entries(config, trust, &maps, entries);
    toegang_trust_settings settings = {.size = sizeof settings,
                                       .claim_rules = maps.rules,
                                       .claim_rule_count = maps.rule_count,
                                       .assurance_rules = maps.levels,
                                       .assurance_rule_count = maps.level_count,
                                       .allow_test_numbers = all->allow_test_numbers};
    gather_rights(config, all, &settings);
    if (!config->no_memory) believe(config, entries, trust->count, &settings, all);
}
