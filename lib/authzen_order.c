/* SPDX-License-Identifier: Apache-2.0 */
/* Lists in the order of their names: people, organisations, results. */
#include <string.h>

#include "authzen.h"

int tg_by_name(const void *one, const void *other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

const void *tg_named_find(const void *list, size_t count, size_t size, const char *name)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *const *at = (const void *)((const char *)list + middle * size);
        int order = strcmp(*at, name);
        if (order == 0) return at;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
