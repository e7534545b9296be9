/* SPDX-License-Identifier: Apache-2.0 */
/* A mapping read by the description of its keys. */
#include <string.h>

#include "base/report.h"
#include "check.h"
#include "internal.h"
#include "parse/file.h"

static const char *const kind_names[] = {
    [TG_YAML_SCALAR] = "one value", [TG_YAML_SEQUENCE] = "a list", [TG_YAML_MAPPING] = "keys with values"};

bool tg_config_is(struct tg_config *config, const struct tg_yaml_node *node, enum tg_yaml_kind kind)
{
    if (node->kind == kind) return true;
    tg_problem(config, tg_place_of(node), CHECK_CONFIG_KIND, kind_names[kind],
               tg_span_of(kind_names[node->kind]));
    return false;
}

void *tg_config_take(struct tg_config *config, size_t count, size_t size)
{
    void *out = tg_arena_array(config->arena, count, size);
    if (!out) config->no_memory = true;
    return out;
}

const char *tg_config_copy(struct tg_config *config, struct tg_span text)
{
    const char *out = tg_arena_text(config->arena, text);
    if (!out) config->no_memory = true;
    return out ? out : "";
}

static const struct tg_config_key *find_key(const struct tg_config_section *section, struct tg_span name)
{
    for (size_t i = 0; i < section->count; i++)
        if (tg_span_is(name, section->keys[i].name)) return &section->keys[i];
    return NULL;
}

#define KEYS_MOST 32

static void unknown_key(struct tg_config *config, const struct tg_config_section *section,
                        const struct tg_yaml_node *node)
{
    const char *names[KEYS_MOST];
    size_t count = 0;
    for (; count < section->count && count < KEYS_MOST; count++) names[count] = section->keys[count].name;
    tg_problem_among(config, tg_place_of_key(node), CHECK_CONFIG_KEY_UNKNOWN, names, count, node->key);
}

static void read_key(struct tg_config *config, const struct tg_config_section *section,
                     const struct tg_yaml_node *node, void *target)
{
    const struct tg_config_key *key = find_key(section, node->key);
    if (!key)
        unknown_key(config, section, node);
    else
        key->type->read(config, key, node, (char *)target + key->offset);
}

static void need_keys(struct tg_config *config, const struct tg_config_section *section,
                      const struct tg_yaml_node *node)
{
    for (size_t i = 0; i < section->count; i++)
        if (section->keys[i].required && !tg_yaml_get(node, section->keys[i].name))
            tg_problem(config, tg_place_of_key(node), CHECK_CONFIG_KEY_MISSING, section->keys[i].name,
                       tg_span_of(section->name));
}

void tg_config_section_read(struct tg_config *config, const struct tg_config_section *section,
                            const struct tg_yaml_node *node, void *target)
{
    if (!tg_config_is(config, node, TG_YAML_MAPPING)) return;
    for (const struct tg_yaml_node *child = node->first; child; child = child->next)
        read_key(config, section, child, target);
    need_keys(config, section, node);
}

const struct tg_yaml_node *tg_config_tree(struct tg_config *config)
{
    struct tg_yaml_node *root = NULL;
    toegang_report report = {0};
    toegang_status status =
        tg_file_read(config->path, TG_CONFIG_OCTETS_MAX, &config->scratch, &config->octets, NULL, &report);
    if (status == TOEGANG_GOOD)
        status = tg_yaml_read(config->octets, TG_CONFIG_OCTETS_MAX, &config->scratch, &root, &report);
    if (status == TOEGANG_GOOD) return root;
    tg_problem_of(config, (struct tg_place){report.line, report.column}, &report);
    return NULL;
}

bool tg_config_file(struct tg_config *config, const struct tg_yaml_node *node, const char *path, size_t limit,
                    struct tg_span *out)
{
    toegang_report report = {0};
    const char *beside = tg_file_beside(&config->scratch, config->path, tg_span_of(path));
    if (!beside) return config->no_memory = true, false;
    if (tg_file_read(beside, limit, &config->scratch, out, NULL, &report) == TOEGANG_GOOD) return true;
    tg_problem_of(config, tg_place_of(node), &report);
    return false;
}
