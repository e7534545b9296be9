/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <string.h>

#include "base/hex.h"

Test(hex, written_and_read_again)
{
    uint8_t octets[256], read[256];
    char text[513];
    for (size_t i = 0; i < sizeof octets; i++) octets[i] = (uint8_t)i;
    tg_hex_write(octets, sizeof octets, text);
    cr_expect_eq(strlen(text), 512U);
    cr_expect(strncmp(text, "000102030405060708090a0b0c0d0e0f10", 34) == 0);
    cr_assert(tg_hex_read(tg_span_of(text), sizeof read, read));
    cr_expect_eq(memcmp(octets, read, sizeof read), 0);
}

Test(hex, what_is_none)
{
    static const struct {
        const char *text;
        bool good;
    } rows[] = {{"00ff", true}, {"AbCd", true}, {"", false},     {"00f", false},  {"00ff0", false}, {"00fg", false},
                {"g0ff", false}, {"0x0f", false}, {"00 f", false}, {"-0ff", false}, {"00:f", false}, {"0@ff", false},
                {"0`ff", false}, {"0/ff", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t out[2];
        cr_expect_eq(tg_hex_read(tg_span_of(rows[i].text), 2, out), rows[i].good, "%s", rows[i].text);
    }
}
