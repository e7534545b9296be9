/* SPDX-License-Identifier: Apache-2.0 */
#include "directory/siphash.h"

#include <criterion/criterion.h>

/* The example of the paper, appendix A, and the first values of its authors' list: key 00 … 0f, octets 00,
 * 01, … */
Test(siphash, the_values_of_its_authors)
{
    static const struct {
        size_t length;
        uint64_t wanted;
    } rows[] = {{0, 0x726fdb47dd0e0e31},
                {1, 0x74f839c593dc67fd},
                {7, 0xab0200f58b01d137},
                {8, 0x93f5f5799a932462},
                {15, 0xa129ca6149be45e5}};
    uint8_t key[TG_SIPHASH_KEY], octets[16];
    for (size_t i = 0; i < 16; i++) key[i] = octets[i] = (uint8_t)i;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(tg_siphash(key, octets, rows[i].length), rows[i].wanted, "%zu octets", rows[i].length);
}

Test(siphash, another_key_is_another_function)
{
    const uint8_t one[TG_SIPHASH_KEY] = {1}, other[TG_SIPHASH_KEY] = {2};
    cr_expect_neq(tg_siphash(one, "question", 8), tg_siphash(other, "question", 8));
    cr_expect_neq(tg_siphash(one, "question", 8), tg_siphash(one, "question", 7));
}
