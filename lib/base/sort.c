/* SPDX-License-Identifier: Apache-2.0 */
/* Heap sort: n log n whatever the order is that the elements come in. */
#include "base/sort.h"

#include <string.h>

static void swap(char *one, char *other, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        char octet = one[i];
        one[i] = other[i];
        other[i] = octet;
    }
}

static void sift(char *heap, size_t root, size_t count, size_t size, tg_compare *compare)
{
    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && compare(heap + child * size, heap + (child + 1) * size) < 0) child++;
        if (compare(heap + root * size, heap + child * size) >= 0) return;
        swap(heap + root * size, heap + child * size, size);
    }
}

void tg_sort(void *list, size_t count, size_t size, tg_compare *compare)
{
    for (size_t root = count / 2; root-- > 0;) sift(list, root, count, size, compare);
    for (size_t end = count; end-- > 1;) {
        swap(list, (char *)list + end * size, size);
        sift(list, 0, end, size, compare);
    }
}

size_t tg_sort_once(void *list, size_t count, size_t size, tg_compare *compare)
{
    char *at = list, *kept = list;
    tg_sort(list, count, size, compare);
    for (size_t i = 0; i < count; i++, at += size) {
        if (kept > (char *)list && compare(kept - size, at) == 0) continue;
        if (kept != at) memcpy(kept, at, size);
        kept += size;
    }
    return (size_t)(kept - (char *)list) / size;
}
