/* SPDX-License-Identifier: Apache-2.0 */
/* Claim maps of a site: which attribute means which field, as data. */
#include <stddef.h>
#include <string.h>

#include "assertion/claims.h"
#include "check.h"
#include "config_form.h"
#include "internal.h"

static const struct tg_config_form form_level = {.kind = TG_FORM_WORD, .words = &tg_assurance_words};
static const struct tg_config_form form_levels = {.kind = TG_FORM_NAMED, .of = TG_FORMS(&form_level)};

struct map_nodes {
    const struct tg_yaml_node *levels;
    struct tg_config_list fields[9];
};

/* The key in a configuration beside the field of toegang_claim_rule. */
static const char *const field_names[] = {"rrn",       "organisation",         "capacity",
                                          "assurance", "given-name",           "family-name",
                                          "role",      "legal-representative", "mandator"};
#define FIELDS (sizeof field_names / sizeof *field_names)

#define AT(ordinal) (offsetof(struct map_nodes, fields) + (ordinal) * sizeof(struct tg_config_list))
static const struct tg_config_key map_keys[] = {
    {"rrn", &tg_type_list, AT(0), NULL, false, NULL, "attributes that hold the national number"},
    {"organisation", &tg_type_list, AT(1), NULL, false, NULL, "attributes that hold the organisation chosen"},
    {"capacity", &tg_type_list, AT(2), NULL, false, NULL, "attributes that hold the capacity chosen"},
    {"assurance", &tg_type_list, AT(3), NULL, false, NULL, "attributes that name the digital key used"},
    {"given-name", &tg_type_list, AT(4), NULL, false, NULL, "attributes that hold the given name"},
    {"family-name", &tg_type_list, AT(5), NULL, false, NULL, "attributes that hold the family name"},
    {"roles", &tg_type_list, AT(6), NULL, false, NULL, "attributes that hold rights"},
    {"legal-representative", &tg_type_list, AT(7), NULL, false, NULL,
     "attributes that name an organisation of which the person is legal representative"},
    {"mandator", &tg_type_list, AT(8), NULL, false, NULL, "attributes that name who gave a mandate"},
    {"levels", &tg_type_node, offsetof(struct map_nodes, levels), &form_levels, false, NULL,
     "what each digital key is worth: low, substantial, high"},
};
static const struct tg_config_section map_section = {"claims", map_keys, sizeof map_keys / sizeof *map_keys};
static const struct tg_config_form form_map = {.kind = TG_FORM_SECTION, .section = &map_section};
const struct tg_config_form tg_form_claims = {.kind = TG_FORM_NAMED, .of = TG_FORMS(&form_map)};

static const struct tg_config_key level_key = {"levels", &tg_type_word, 0, &tg_assurance_words,
                                               false,    NULL,          ""};

/* At least the rules that a map makes: the depth of the tree has a limit, so this ends. */
static size_t nodes_under(const struct tg_yaml_node *node)
{
    size_t count = 1;
    for (const struct tg_yaml_node *child = node->first; child; child = child->next)
        count += nodes_under(child);
    return count;
}

static void add_rules(struct tg_config_claims *out, const char *map, const struct map_nodes *nodes)
{
    for (size_t field = 0; field < FIELDS; field++)
        for (size_t i = 0; i < nodes->fields[field].count; i++)
            out->rules[out->rule_count++] =
                (toegang_claim_rule){map, field_names[field], nodes->fields[field].items[i]};
}

static void add_levels(struct tg_config *config, struct tg_config_claims *out, const char *map,
                       const struct tg_yaml_node *levels)
{
    if (!levels || !tg_config_is(config, levels, TG_YAML_MAPPING)) return;
    for (const struct tg_yaml_node *level = levels->first; level; level = level->next) {
        toegang_assurance_rule *rule = &out->levels[out->level_count++];
        *rule = (toegang_assurance_rule){map, tg_config_copy(config, level->key), TOEGANG_ASSURANCE_NONE};
        tg_type_word.read(config, &level_key, level, &rule->assurance);
    }
}

static bool has_map(const struct tg_config_claims *out, const char *name)
{
    for (size_t i = 0; i < out->map_count; i++)
        if (strcmp(out->maps[i], name) == 0) return true;
    return false;
}

static void add_map(struct tg_config_claims *out, const char *name)
{
    if (!has_map(out, name)) out->maps[out->map_count++] = name;
}

static void read_map(struct tg_config *config, const struct tg_yaml_node *node, struct tg_config_claims *out)
{
    struct map_nodes nodes = {0};
    const char *name = tg_config_copy(config, node->key);
    tg_config_section_read(config, &map_section, node, &nodes);
    /* A map of a name that ships adds to what it holds; any other one must say where the number is. */
    if (!has_map(out, name) && node->kind == TG_YAML_MAPPING && !tg_yaml_get(node, "rrn"))
        tg_problem(config, tg_place_of_key(node), CHECK_CONFIG_KEY_MISSING, "rrn", node->key);
    add_map(out, name);
    add_rules(out, name, &nodes);
    add_levels(config, out, name, nodes.levels);
}

void tg_config_claims(struct tg_config *config, const struct tg_yaml_node *node, struct tg_config_claims *out)
{
    size_t shipped = 0;
    const toegang_claim_rule *rules = tg_claims_shipped(&shipped);
    bool given = node && tg_config_is(config, node, TG_YAML_MAPPING);
    size_t most = given ? nodes_under(node) : 0;
    *out = (struct tg_config_claims){
        .rules = tg_config_take(config, most, sizeof *out->rules),
        .levels = tg_config_take(config, most, sizeof *out->levels),
        .maps = tg_config_take(config, shipped + (given ? node->count : 0), sizeof *out->maps)};
    if (config->no_memory) return;
    for (size_t i = 0; i < shipped; i++) add_map(out, rules[i].map);
    for (const struct tg_yaml_node *child = given ? node->first : NULL; child; child = child->next)
        read_map(config, child, out);
}
