/* SPDX-License-Identifier: Apache-2.0 */
#include "administration/people.h"

#include "base/sort.h"
#include "number/compare.h"

static int compare(const void *one, const void *other)
{
    return tg_rrn_compare(one, other);
}

static void add(struct tg_people *people, const toegang_rrn *rrn)
{
    if (rrn->kind != TOEGANG_RRN_NONE) people->list[people->count++] = *rrn;
}

bool tg_people_of(struct tg_people *out, const toegang_rrn *holder, const toegang_fact *const *facts, size_t count,
                  struct tg_arena *arena)
{
    struct tg_people people = {tg_arena_array(arena, 2 * count + 1, sizeof *people.list), 0};
    if (!people.list) return false;
    add(&people, holder);
    for (size_t i = 0; i < count; i++) {
        add(&people, &facts[i]->holder);
        add(&people, &facts[i]->granted_by);
    }
    people.count = tg_sort_once(people.list, people.count, sizeof *people.list, compare);
    *out = people;
    return true;
}

size_t tg_people_find(const struct tg_people *people, const toegang_rrn *rrn)
{
    size_t low = 0, high = people->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = tg_rrn_compare(&people->list[middle], rrn);
        if (order == 0) return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return people->count;
}
