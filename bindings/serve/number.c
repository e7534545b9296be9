/* SPDX-License-Identifier: Apache-2.0 */
/* A national number must not get into a log by a text that somebody else chose. */
#include <string.h>

#include "serve.h"

#define DIGITS 11

/* The digits of a run of digits, dots and dashes; 0 where it has not eleven of them. */
static size_t digits_of(const char *run, size_t length, char out[DIGITS])
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        if (run[i] < '0' || run[i] > '9') continue;
        if (count < DIGITS) out[count] = run[i];
        count++;
    }
    return count == DIGITS ? count : 0;
}

bool holds_number(const char *text)
{
    char digits[DIGITS];
    toegang_rrn number;
    while (*text) {
        size_t length = strspn(text, "0123456789.-");
        size_t count = digits_of(text, length, digits);
        if (count > 0 &&
            toegang_rrn_parse(digits, count, TOEGANG_RRN_ALLOW_TEST, &number, NULL) == TOEGANG_GOOD)
            return true;
        text += length > 0 ? length : 1;
    }
    return false;
}
