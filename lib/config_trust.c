/* SPDX-License-Identifier: Apache-2.0 */
/* Whom the configuration believes. */
#include "config_trust.h"

#include <string.h>

#include "base/report.h"
#include "check.h"
#include "config_form.h"
#include "crypto/algorithm.h"

#define ALGORITHMS_SHOWN 32
const char tg_token_algorithms[] = "token";

/* XML signatures have fewer than tokens; those of tokens where the key says so. */
bool tg_config_counts(const struct tg_config_key *key, const struct tg_algorithm *algorithm)
{
    return algorithm && (algorithm->uri || key->detail == tg_token_algorithms);
}

static void read_algorithms(struct tg_config *config, const struct tg_config_key *key,
                            const struct tg_yaml_node *node, void *target)
{
    const char *names[ALGORITHMS_SHOWN];
    struct tg_config_list *list = target;
    size_t count = 0;
    for (size_t i = 0; i < tg_algorithms() && count < ALGORITHMS_SHOWN; i++)
        if (tg_config_counts(key, tg_algorithm_at(i))) names[count++] = tg_algorithm_at(i)->name;
    struct tg_config_key plain = *key;
    plain.detail = NULL;
    tg_type_list.read(config, &plain, node, list);
    size_t before = config->problems;
    for (const struct tg_yaml_node *item = node->kind == TG_YAML_SCALAR ? node : node->first; item;
         item = item == node ? NULL : item->next)
        if (item->kind == TG_YAML_SCALAR && !tg_config_counts(key, tg_algorithm_of_name(item->text)))
            tg_problem_among(config, tg_place_of(item), CHECK_CONFIG_VALUE, names, count, item->text);
    /* Told once: without a pin the rest of the entry can still be looked at, though it opens nothing. */
    if (config->problems > before) *list = (struct tg_config_list){0};
}
static const struct tg_config_form form_algorithm = {.kind = TG_FORM_ALGORITHM};
static const struct tg_config_form form_algorithms = {
    .kind = TG_FORM_LIST, .of = TG_FORMS(&form_algorithm), .least = 1};
static const struct tg_config_form form_pins = {.kind = TG_FORM_ANY, .of = TG_FORMS(&form_algorithm, &form_algorithms)};
const struct tg_config_type tg_type_algorithms = {"list", read_algorithms, &form_pins};

/* In the order of the bits of TOEGANG_ASSERTS_…. */
static const char *const assertable[] = {"rights", "legal-representative", "mandate"};
#define ASSERTABLE (sizeof assertable / sizeof *assertable)

static void add_assertable(struct tg_config *config, const struct tg_yaml_node *item, unsigned *bits)
{
    if (!tg_config_is(config, item, TG_YAML_SCALAR)) return;
    for (unsigned i = 0; i < ASSERTABLE; i++)
        if (tg_span_is(item->text, assertable[i])) {
            *bits |= 1u << i;
            return;
        }
    tg_problem_among(config, tg_place_of(item), CHECK_CONFIG_VALUE, assertable, ASSERTABLE, item->text);
}

static void read_asserts(struct tg_config *config, const struct tg_config_key *key,
                         const struct tg_yaml_node *node, void *target)
{
    (void)key;
    if (node->kind == TG_YAML_SCALAR) {
        add_assertable(config, node, target);
        return;
    }
    if (!tg_config_is(config, node, TG_YAML_SEQUENCE)) return;
    for (const struct tg_yaml_node *item = node->first; item; item = item->next)
        add_assertable(config, item, target);
}
static const struct tg_config_words assertable_words = {assertable, ASSERTABLE, 0};
static const struct tg_config_form form_assertable = {.kind = TG_FORM_WORD, .words = &assertable_words};
static const struct tg_config_form form_assertables = {.kind = TG_FORM_LIST, .of = TG_FORMS(&form_assertable)};
static const struct tg_config_form form_asserts = {
    .kind = TG_FORM_ANY, .of = TG_FORMS(&form_assertable, &form_assertables)};
const struct tg_config_type tg_type_asserts = {"list", read_asserts, &form_asserts};

const struct tg_config_range tg_skew_range = {0, 300, "0 .. 300"};
static const char *const encryption_texts[] = {"allowed", "required"};
const struct tg_config_words tg_encryption_words = {encryption_texts, 2, 0};

static const struct tg_config_form form_entry = {.kind = TG_FORM_ANY, .of = TG_FORMS(&tg_form_provider, &tg_form_issuer)};
const struct tg_config_form tg_form_trust = {
    .kind = TG_FORM_LIST, .of = TG_FORMS(&form_entry), .least = 1, .most = TG_PROVIDERS_MAX};

/* An entry for tokens has an issuer; every other one is of SAML, and lacks what that needs. */
static bool is_issuer(const struct tg_yaml_node *node)
{
    static const char *const keys[] = {"issuer", "jwks", "secret"};
    if (node->kind != TG_YAML_MAPPING || tg_yaml_get(node, "entity-id")) return false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (tg_yaml_get(node, keys[i])) return true;
    return false;
}

static const char *name_of(const struct tg_trust_entry *entry)
{
    return entry->is_issuer ? entry->issuer.issuer : entry->provider.entity_id;
}

static const char **claims_of(struct tg_trust_entry *entry)
{
    return entry->is_issuer ? &entry->issuer.claims : &entry->provider.claims;
}

static bool known_map(const struct tg_config_claims *claims, const char *name)
{
    for (size_t i = 0; i < claims->map_count; i++)
        if (strcmp(claims->maps[i], name) == 0) return true;
    return false;
}

static void need_map(struct tg_config *config, const struct tg_config_claims *claims, struct tg_trust_entry *entry)
{
    const struct tg_yaml_node *node = tg_yaml_get(entry->node, "claims");
    const char **map = claims_of(entry);
    if (!node || !*map || known_map(claims, *map)) return;
    tg_problem_among(config, tg_place_of(node), CHECK_CONFIG_TRUST_CLAIMS, claims->maps, claims->map_count,
                     node->text);
    *map = NULL;
}

/* Whatever the kind: the Issuer of a response and the iss of a token choose from the same names. */
static void need_once(struct tg_config *config, const struct tg_trust_entry *entries, size_t ordinal)
{
    const struct tg_trust_entry *entry = &entries[ordinal];
    const char *name = name_of(entry);
    for (size_t i = 0; name && i < ordinal; i++) {
        if (!name_of(&entries[i]) || strcmp(name_of(&entries[i]), name) != 0) continue;
        tg_problem(config, tg_place_of(tg_yaml_get(entry->node, entry->is_issuer ? "issuer" : "entity-id")),
                   CHECK_CONFIG_TRUST_DUPLICATE, "one entry an entity id", tg_span_of(name));
    }
}

static void read_entry(struct tg_config *config, const struct tg_yaml_node *node,
                       const struct tg_config_claims *claims, struct tg_trust_entry *entry)
{
    *entry = (struct tg_trust_entry){.node = node, .is_issuer = is_issuer(node)};
    if (entry->is_issuer)
        tg_config_issuer(config, entry);
    else
        tg_config_provider(config, entry);
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

static void believe_one(struct tg_config *config, const struct tg_trust_entry *entry,
                        toegang_trust_settings *settings)
{
    toegang_trust *alone = NULL;
    toegang_report report = {0};
    settings->providers = &entry->provider;
    settings->issuers = &entry->issuer;
    settings->provider_count = !entry->is_issuer;
    settings->issuer_count = entry->is_issuer;
    if (!(entry->is_issuer ? tg_config_issuer_complete(entry) : tg_config_provider_complete(entry))) return;
    if (toegang_trust_new(settings, &alone, &report) == TOEGANG_GOOD)
        toegang_trust_free(alone);
    else
        tg_problem_of(config, tg_place_of(entry->keys_node), &report);
}

/* The entries of each kind, one after the other. */
static bool sort_entries(struct tg_config *config, const struct tg_trust_entry *entries, size_t count,
                         toegang_trust_settings *settings)
{
    toegang_saml_provider *providers = tg_arena_array(&config->scratch, count, sizeof *providers);
    toegang_token_issuer *issuers = tg_arena_array(&config->scratch, count, sizeof *issuers);
    if (!providers || !issuers) return config->no_memory = true, false;
    for (size_t i = 0; i < count; i++) {
        if (entries[i].is_issuer)
            issuers[settings->issuer_count++] = entries[i].issuer;
        else
            providers[settings->provider_count++] = entries[i].provider;
    }
    settings->providers = providers;
    settings->issuers = issuers;
    return true;
}

/* Together where all is well; one by one where not, so that every entry's problem is told. */
static void believe(struct tg_config *config, const struct tg_trust_entry *entries, size_t count,
                    toegang_trust_settings *settings, toegang *all)
{
    toegang_report report = {0};
    if (config->no_memory || !sort_entries(config, entries, count, settings)) return;
    if (config->problems == 0 && toegang_trust_new(settings, &all->trust, &report) == TOEGANG_GOOD) return;
    for (size_t i = 0; i < count; i++) believe_one(config, &entries[i], settings);
    if (config->problems == 0) tg_problem_of(config, tg_place_of(entries[0].node), &report);
}

static void read_entries(struct tg_config *config, const struct tg_yaml_node *trust,
                         const struct tg_config_claims *claims, struct tg_trust_entry *entries)
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
    struct tg_trust_entry *entries = tg_arena_array(&config->scratch, trust->count, sizeof *entries);
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
    tg_config_fetched(config, entries, trust->count, all);
}
