/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/sort.h"

struct element {
    uint32_t number;
    char rest[9]; /* says the number again: what belongs together stays together */
};

static size_t compared;

static int by_number(const void *one, const void *other)
{
    uint32_t first = ((const struct element *)one)->number, second = ((const struct element *)other)->number;
    compared++;
    return (first > second) - (first < second);
}

static struct element element_of(uint32_t number)
{
    struct element element = {.number = number};
    memset(element.rest, (int)(number % 251), sizeof element.rest);
    return element;
}

enum pattern { RISING, FALLING, SAME, FEW, SCATTERED, PATTERNS };

static uint32_t number_of(enum pattern pattern, size_t i, size_t count)
{
    static uint32_t scattered = 1;
    scattered = scattered * 1664525 + 1013904223;
    const uint32_t numbers[PATTERNS] = {(uint32_t)i, (uint32_t)(count - i), 7, scattered >> 30, scattered};
    return numbers[pattern];
}

static void check(enum pattern pattern, size_t count)
{
    struct element *list = calloc(count + 1, sizeof *list);
    uint64_t before = 0, after = 0;
    cr_assert_not_null(list);
    for (size_t i = 0; i < count; i++) before += (list[i] = element_of(number_of(pattern, i, count))).number;
    list[count] = element_of(42);
    compared = 0;
    tg_sort(list, count, sizeof *list, by_number);
    cr_expect_leq(compared, 40 * count, "%d, %zu: %zu comparisons", pattern, count, compared);
    for (size_t i = 0; i < count; i++) {
        const struct element same = element_of(list[i].number);
        after += list[i].number;
        cr_assert(i == 0 || list[i - 1].number <= list[i].number, "%d, %zu: %zu", pattern, count, i);
        cr_assert_arr_eq(list[i].rest, same.rest, sizeof same.rest);
    }
    cr_expect_eq(before, after, "%d, %zu", pattern, count);
    cr_expect_eq(list[count].number, 42, "what stands behind it is left alone");
    size_t kept = tg_sort_once(list, count, sizeof *list, by_number);
    for (size_t i = 1; i < kept; i++) cr_assert(list[i - 1].number < list[i].number);
    cr_expect_eq(kept == 1, count == 1 || (count > 0 && pattern == SAME), "%d, %zu", pattern, count);
    free(list);
}

Test(sort, in_order_and_each_once)
{
    static const size_t counts[] = {0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 1000, 10000};
    for (enum pattern pattern = RISING; pattern < PATTERNS; pattern++)
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) check(pattern, counts[i]);
}

static int by_octet(const void *one, const void *other)
{
    return *(const char *)one - *(const char *)other;
}

Test(sort, once)
{
    static const struct {
        const char *list, *expected;
    } rows[] = {{"", ""}, {"a", "a"}, {"aa", "a"}, {"ba", "ab"}, {"abab", "ab"}, {"cbabc", "abc"}, {"zzzy", "yz"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char list[8] = "";
        memcpy(list, rows[i].list, strlen(rows[i].list));
        size_t kept = tg_sort_once(list, strlen(rows[i].list), 1, by_octet);
        cr_expect_eq(kept, strlen(rows[i].expected), "%s", rows[i].list);
        cr_expect_arr_eq(list, rows[i].expected, kept, "%s", rows[i].list);
    }
}
