/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that stand twice. A large mapping is sorted: no choice of keys makes that slow, as it would a hash. */
#include "yaml_keys.h"

#define SMALL 16

typedef const struct tg_yaml_node *item;

static const struct tg_yaml_node *repeated_in_small(const struct tg_yaml_node *mapping)
{
    for (item one = mapping->first; one; one = one->next)
        for (item earlier = mapping->first; earlier != one; earlier = earlier->next)
            if (tg_span_equal(one->key, earlier->key)) return one;
    return NULL;
}

static int compare(item one, item other)
{
    return tg_span_compare(one->key, other->key);
}

/* Two sorted runs, from..middle and middle..until, into one; of equal keys the earlier stays first. */
static void merge(const item *in, item *out, size_t from, size_t middle, size_t until)
{
    size_t left = from, right = middle;
    for (size_t i = from; i < until; i++) {
        bool take_left = left < middle && (right == until || compare(in[left], in[right]) <= 0);
        out[i] = take_left ? in[left++] : in[right++];
    }
}

static size_t least(size_t one, size_t other)
{
    return one < other ? one : other;
}

/* Sorts with a second array of the same size; gives the one that holds the result. */
static const item *sort(item *items, item *other, size_t count)
{
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t from = 0; from < count; from += 2 * run)
            merge(items, other, from, least(from + run, count), least(from + 2 * run, count));
        item *swap = items;
        items = other;
        other = swap;
    }
    return items;
}

bool tg_yaml_repeated_key(const struct tg_yaml_node *mapping, struct tg_arena *arena,
                          const struct tg_yaml_node **out)
{
    *out = NULL;
    if (mapping->kind != TG_YAML_MAPPING || mapping->count <= 1) return true;
    if (mapping->count <= SMALL) return *out = repeated_in_small(mapping), true;
    item *items = tg_arena_array(arena, mapping->count * 2, sizeof *items);
    if (!items) return false;
    size_t count = 0;
    for (item child = mapping->first; child; child = child->next) items[count++] = child;
    const item *sorted = sort(items, items + count, count);
    for (size_t i = 1; i < count && !*out; i++)
        if (tg_span_equal(sorted[i - 1]->key, sorted[i]->key)) *out = sorted[i];
    return true;
}
