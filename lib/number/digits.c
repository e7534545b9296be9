/* SPDX-License-Identifier: Apache-2.0 */
#include "number/digits.h"

#include <string.h>

bool tg_is_digit(char octet)
{
    return octet >= '0' && octet <= '9';
}

static bool is_one_of(char octet, const char *separators)
{
    return octet != '\0' && strchr(separators, octet) != NULL;
}

size_t tg_digits_count(struct tg_span text, const char *separators, bool *others)
{
    size_t count = 0;
    *others = false;
    for (size_t i = 0; i < text.length; i++) {
        if (tg_is_digit(text.at[i]))
            count++;
        else if (!is_one_of(text.at[i], separators))
            *others = true;
    }
    return count;
}

static bool is_place(const unsigned char *places, size_t digits)
{
    while (*places && *places != digits) places++;
    return *places != 0;
}

bool tg_digits_read(struct tg_span text, const char *separators, const unsigned char *places, size_t count,
                    char *out)
{
    char digits[TG_NUMBER_TEXT_MAX];
    size_t found = 0;
    bool separated = true; /* a separator may not come first */
    if (text.length > sizeof digits) return false;
    for (size_t i = 0; i < text.length; i++) {
        bool digit = tg_is_digit(text.at[i]);
        if (digit)
            digits[found++] = text.at[i];
        else if (separated || !is_one_of(text.at[i], separators) || !is_place(places, found))
            return false;
        separated = !digit;
    }
    if (found != count || separated) return false;
    memcpy(out, digits, count);
    return true;
}

uint64_t tg_digits_value(const char *digits, size_t count)
{
    uint64_t value = 0;
    for (size_t i = 0; i < count; i++) value = value * 10 + (uint64_t)(digits[i] - '0');
    return value;
}
