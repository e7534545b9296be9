/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hex.h"

void tg_hex_write(const uint8_t *octets, size_t count, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < count; i++) {
        out[2 * i] = digits[octets[i] >> 4];
        out[2 * i + 1] = digits[octets[i] & 15];
    }
    out[2 * count] = '\0';
}

static int value_of(char digit)
{
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

bool tg_hex_read(struct tg_span text, size_t count, uint8_t *out)
{
    if (text.length != 2 * count) return false;
    for (size_t i = 0; i < count; i++) {
        int high = value_of(text.at[2 * i]), low = value_of(text.at[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        out[i] = (uint8_t)(high * 16 + low);
    }
    return true;
}
