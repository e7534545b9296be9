/* SPDX-License-Identifier: Apache-2.0 */
#include "yaml_keys.h"

#include "names.h"

bool tg_yaml_repeated_key(const struct tg_yaml_node *mapping, struct tg_arena *arena,
                          const struct tg_yaml_node **out)
{
    const struct tg_span *few[TG_NAMES_FEW * 2], **keys = few;
    *out = NULL;
    if (mapping->kind != TG_YAML_MAPPING) return true;
    if (mapping->count > TG_NAMES_FEW) keys = tg_arena_array(arena, mapping->count * 2, sizeof *keys);
    if (!keys) return false;
    size_t count = 0;
    for (const struct tg_yaml_node *child = mapping->first; child; child = child->next)
        keys[count++] = &child->key;
    const struct tg_span *repeated = tg_names_repeated(keys, count);
    for (const struct tg_yaml_node *child = mapping->first; repeated && child; child = child->next)
        if (&child->key == repeated) *out = child;
    return true;
}
