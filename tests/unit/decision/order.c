/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "../../conformance/decision/small.h"
#include "decision/order.h"

/* Each differs from the one before in one member and comes after it. */
Test(order, tells_every_member_apart)
{
    toegang_fact facts[20];
    size_t count = 0;
    toegang_fact fact = right_of(0, 0, 0, "r", NOBODY, PAST, TOEGANG_NEVER);
    fact.as_of = LATER;
    fact.kind = TOEGANG_FACT_FUNCTION, facts[count++] = fact;
    fact.kind = TOEGANG_FACT_RIGHT, facts[count++] = fact;
    fact.holder = person(1), facts[count++] = fact;
    fact.organisation = enterprise(1), facts[count++] = fact;
    fact.held_by = enterprise(2), facts[count++] = fact;
    fact.eloket = "e1", facts[count++] = fact;
    fact.code = "s", facts[count++] = fact;
    fact.context = "c", facts[count++] = fact;
    fact.granted_by = person(1), facts[count++] = fact;
    fact.until = LATER, facts[count++] = fact;
    fact.from = PAST + 1, facts[count++] = fact;
    fact.granted_at = PAST, facts[count++] = fact;
    fact.granted_as = "htb", facts[count++] = fact;
    fact.source = "z.yaml:1", facts[count++] = fact;
    fact.as_of = NOW, facts[count++] = fact;
    fact.as_of = PAST, facts[count++] = fact;
    for (size_t one = 0; one < count; one++)
        for (size_t other = 0; other < count; other++) {
            int order = tg_fact_compare(&facts[one], &facts[other]);
            cr_expect(one < other   ? order < 0
                      : one > other ? order > 0
                                    : order == 0,
                      "%zu and %zu: %d", one, other, order);
        }
}

Test(order, sorts_and_drops_what_stands_twice)
{
    struct dice dice = {7};
    for (size_t size = 0; size < 40; size++) {
        toegang_fact facts[40];
        const toegang_fact *list[40];
        struct tg_arena arena = {0};
        for (size_t i = 0; i < size; i++) {
            facts[i] = htb_of((int)dice_below(&dice, 9), 0, NOBODY, PAST, NOW);
            list[i] = &facts[i];
        }
        size_t count = size;
        const toegang_fact **sorted = tg_facts_sorted(list, &count, &arena);
        cr_assert_not_null(sorted);
        cr_expect_leq(count, size);
        for (size_t i = 1; i < count; i++)
            cr_expect_lt(tg_fact_compare(sorted[i - 1], sorted[i]), 0, "%zu of %zu", i, size);
        for (size_t i = 0; i < size; i++) {
            bool found = false;
            for (size_t j = 0; j < count; j++) found = found || tg_fact_compare(sorted[j], list[i]) == 0;
            cr_expect(found, "%zu of %zu is lost", i, size);
        }
        tg_arena_free(&arena);
    }
}

Test(order, refuses_without_memory)
{
    toegang_fact fact = htb_of(0, 0, NOBODY, PAST, NOW);
    const toegang_fact *list[] = {&fact};
    struct tg_arena arena = {.limit = sizeof list};
    size_t count = 1;
    cr_expect_null(tg_facts_sorted(list, &count, &arena));
    tg_arena_free(&arena);
}
