/* SPDX-License-Identifier: Apache-2.0 */
/* Lists in order, in place. libc's qsort may take memory of its own. */
#ifndef TG_BASE_SORT_H
#define TG_BASE_SORT_H

#include <stddef.h>

typedef int tg_compare(const void *one, const void *other);

/* Equal elements end in any order. */
void tg_sort(void *list, size_t count, size_t size, tg_compare *compare);
/* The same, and of equal elements one remains; how many there are then. */
size_t tg_sort_once(void *list, size_t count, size_t size, tg_compare *compare);

#endif
