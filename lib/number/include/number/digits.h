/* SPDX-License-Identifier: Apache-2.0 */
/* Digits with separators at fixed places: the printed form of every number of this floor. */
#ifndef TG_NUMBER_DIGITS_H
#define TG_NUMBER_DIGITS_H

#include "base/span.h"

/* Longer texts hold no number; nothing beyond is looked at. */
#define TG_NUMBER_TEXT_MAX 64

bool tg_is_digit(char octet);

/* How many digits the text has; *others says that it has characters that are neither digits nor separators.
 */
size_t tg_digits_count(struct tg_span text, const char *separators, bool *others);

/*
 * Copies exactly count digits. Between them at most one separator each, and only after the numbers of digits
 * that places names (ends in 0). False, with out untouched, for anything else.
 */
bool tg_digits_read(struct tg_span text, const char *separators, const unsigned char *places, size_t count,
                    char *out);

/* The number that these digits write; count is at most 18. */
uint64_t tg_digits_value(const char *digits, size_t count);

#endif
