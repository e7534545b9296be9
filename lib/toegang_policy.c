/* SPDX-License-Identifier: Apache-2.0 */
/* Policies by name: an open hash, so that ten thousand e-counters cost no more than one. */
#include <string.h>

#include "internal.h"

/* FNV-1a. The names are the configuration's own, so nobody can choose them to collide. */
static size_t hash(struct tg_span name)
{
    uint64_t value = 14695981039346656037u;
    for (size_t i = 0; i < name.length; i++) value = (value ^ (unsigned char)name.at[i]) * 1099511628211u;
    return (size_t)(value ^ (value >> 32));
}

static uint32_t *slot_of(const toegang *all, struct tg_span name)
{
    size_t at = hash(name) & (all->index_size - 1);
    while (all->index[at] != 0 && !tg_span_is(name, all->policies[all->index[at] - 1].eloket))
        at = (at + 1) & (all->index_size - 1);
    return &all->index[at];
}

bool tg_policy_index(toegang *all)
{
    size_t size = 16;
    while (size < all->policy_count * 2) size *= 2;
    all->index = tg_arena_array(&all->arena, size, sizeof *all->index);
    if (!all->index) return false;
    all->index_size = size;
    for (uint32_t i = 0; i < all->policy_count; i++)
        *slot_of(all, tg_span_of(all->policies[i].eloket)) = i + 1;
    return true;
}

const struct tg_policy *tg_policy_find(const toegang *all, struct tg_span name)
{
    if (all->index_size == 0) return NULL;
    uint32_t found = *slot_of(all, name);
    return found == 0 ? NULL : &all->policies[found - 1];
}
