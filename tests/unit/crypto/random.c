/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "figures.h"
#include "fixture.h"

TestSuite(random, .init = fixture_begin, .fini = fixture_end);

Test(random, gives_other_octets_each_time)
{
    static uint8_t one[65537], other[64];
    cr_assert_eq(tg_random(one, 64, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_random(other, 64, NULL), TOEGANG_GOOD);
    cr_expect_neq(memcmp(one, other, 64), 0);
    cr_expect_eq(one[64], 0, "no more than was asked");
    cr_expect_eq(tg_random(one, 0, NULL), TOEGANG_GOOD);
    cr_expect_eq(tg_random(one, 65536, NULL), TOEGANG_GOOD);
    cr_expect_eq(tg_random(one, 65537, NULL), TOEGANG_MISUSE);
}

/* Of 65536 octets each value comes 256 times, give or take ten standard deviations. */
Test(random, gives_every_value)
{
    static uint8_t octets[65536];
    size_t counts[256] = {0};
    cr_assert_eq(tg_random(octets, sizeof octets, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < sizeof octets; i++) counts[octets[i]]++;
    for (size_t i = 0; i < 256; i++) cr_expect(counts[i] > 96 && counts[i] < 416, "%zu: %zu", i, counts[i]);
}
