/* SPDX-License-Identifier: Apache-2.0 */
#include "administration/people.h"

#include "number/compare.h"

static void sift(toegang_rrn *heap, size_t root, size_t count)
{
    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && tg_rrn_compare(&heap[child], &heap[child + 1]) < 0) child++;
        if (tg_rrn_compare(&heap[root], &heap[child]) >= 0) return;
        toegang_rrn swap = heap[root];
        heap[root] = heap[child];
        heap[child] = swap;
    }
}

/* Heap sort: libc's qsort may take memory of its own. */
static void sort(toegang_rrn *list, size_t count)
{
    for (size_t root = count / 2; root-- > 0;) sift(list, root, count);
    for (size_t end = count; end-- > 1;) {
        toegang_rrn swap = list[0];
        list[0] = list[end];
        list[end] = swap;
        sift(list, 0, end);
    }
}

static void add(struct tg_people *people, const toegang_rrn *rrn)
{
    if (rrn->kind != TOEGANG_RRN_NONE) people->list[people->count++] = *rrn;
}

bool tg_people_of(struct tg_people *out, const toegang_rrn *holder, const toegang_fact *const *facts, size_t count,
                  struct tg_arena *arena)
{
    struct tg_people people = {tg_arena_array(arena, 2 * count + 1, sizeof *people.list), 0};
    size_t kept = 0;
    if (!people.list) return false;
    add(&people, holder);
    for (size_t i = 0; i < count; i++) {
        add(&people, &facts[i]->holder);
        add(&people, &facts[i]->granted_by);
    }
    sort(people.list, people.count);
    for (size_t i = 0; i < people.count; i++)
        if (kept == 0 || tg_rrn_compare(&people.list[kept - 1], &people.list[i]) != 0)
            people.list[kept++] = people.list[i];
    people.count = kept;
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
