/* SPDX-License-Identifier: Apache-2.0 */
/* A national number must not get into a log by a text that somebody else chose. */
#include <string.h>

#include "serve.h"

#define DIGITS 11

/* Any eleven digits in a row, with the signs between them that the printed form has, wherever they begin. */
bool holds_number(const char *text)
{
    char digits[DIGITS];
    size_t count = 0;
    toegang_rrn number;
    for (; *text; text++) {
        bool is_digit = *text >= '0' && *text <= '9';
        if (!is_digit && !strchr(".- ", *text)) count = 0;
        if (!is_digit) continue;
        if (count == DIGITS) memmove(digits, digits + 1, --count);
        digits[count++] = *text;
        if (count == DIGITS &&
            toegang_rrn_parse(digits, count, TOEGANG_RRN_ALLOW_TEST, &number, NULL) == TOEGANG_GOOD)
            return true;
    }
    return false;
}
