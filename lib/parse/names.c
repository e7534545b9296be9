/* SPDX-License-Identifier: Apache-2.0 */
/* Names that stand twice. They are sorted: no choice of names makes that slow, as it would a hash. */
#include "names.h"

typedef const struct tg_span *item;

/* Any order brings equal names together; this one seldom looks at the octets. */
static int compare(struct tg_span one, struct tg_span other)
{
    if (one.length != other.length) return one.length < other.length ? -1 : 1;
    return one.length > 0 ? memcmp(one.at, other.at, one.length) : 0;
}

/* Two sorted runs, from..middle and middle..until, into one; of equal names the earlier stays first. */
static void merge(const item *in, item *out, size_t from, size_t middle, size_t until)
{
    size_t left = from, right = middle;
    for (size_t i = from; i < until; i++) {
        bool take_left = left < middle && (right == until || compare(*in[left], *in[right]) <= 0);
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

const struct tg_span *tg_names_repeated(const struct tg_span **names, size_t count)
{
    const item *sorted = sort(names, names + count, count);
    for (size_t i = 1; i < count; i++)
        if (tg_span_equal(*sorted[i - 1], *sorted[i])) return sorted[i];
    return NULL;
}
