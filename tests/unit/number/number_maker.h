/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers with check digits computed here, by another way than the library's: digit by digit. */
#ifndef NUMBER_MAKER_H
#define NUMBER_MAKER_H

#include <stdio.h>
#include <string.h>

static inline unsigned maker_remainder(const char *digits)
{
    unsigned rest = 0;
    for (; *digits; digits++) rest = (rest * 10 + (unsigned)(*digits - '0')) % 97;
    return rest;
}

/* Nine digits to eleven, for a birth before or since 2000. */
static inline void make_rrn(const char *nine, int since_2000, char out[12])
{
    char whole[11];
    snprintf(whole, sizeof whole, "%s%.9s", since_2000 ? "2" : "", nine);
    snprintf(out, 12, "%.9s%02u", nine, 97 - maker_remainder(whole));
}

/* Eight digits to ten. */
static inline void make_kbo(const char *eight, char out[11])
{
    snprintf(out, 11, "%.8s%02u", eight, 97 - maker_remainder(eight));
}

#endif
