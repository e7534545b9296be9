/* SPDX-License-Identifier: Apache-2.0 */
/* Lists in the order of their names: people, organisations, results. */
#include <string.h>

#include "authzen.h"

static const char *name_at(const void *list, size_t at, size_t size)
{
    return *(const char *const *)((const char *)list + at * size);
}

static void swap(void *list, size_t one, size_t other, size_t size)
{
    char spare[TG_NAMED_MOST];
    char *first = (char *)list + one * size, *second = (char *)list + other * size;
    memcpy(spare, first, size);
    memcpy(first, second, size);
    memcpy(second, spare, size);
}

/* Shell sort: libc's qsort may take memory of its own. */
void tg_named_sort(void *list, size_t count, size_t size)
{
    for (size_t gap = count / 2; gap > 0; gap /= 2)
        for (size_t i = gap; i < count; i++)
            for (size_t j = i; j >= gap && strcmp(name_at(list, j - gap, size), name_at(list, j, size)) > 0;
                 j -= gap)
                swap(list, j - gap, j, size);
}

const void *tg_named_find(const void *list, size_t count, size_t size, const char *name)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name_at(list, middle, size), name);
        if (order == 0) return (const char *)list + middle * size;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
