/* SPDX-License-Identifier: Apache-2.0 */
/* Text written into the caller's buffer, counted on when it is full. */
#ifndef TG_BASE_TEXT_H
#define TG_BASE_TEXT_H

#include <stdarg.h>

#include "base/span.h"

/* length counts what the whole text needs, as snprintf; what fits is written and always ends in NUL. */
struct tg_text {
    char *out;
    size_t size;
    size_t length;
};

struct tg_text tg_text_of(char *out, size_t size);
void tg_text_add(struct tg_text *text, const char *piece);
void tg_text_add_span(struct tg_text *text, struct tg_span piece);
void tg_text_add_char(struct tg_text *text, char octet);
__attribute__((format(printf, 2, 3))) void tg_text_addf(struct tg_text *text, const char *format, ...);
/* A JSON string with its quotes: control characters, quote and backslash escaped, bad UTF-8 replaced by U+FFFD. */
void tg_text_add_json(struct tg_text *text, struct tg_span piece);

/*
 * Copies what came from outside for a person to read: control characters and bad UTF-8 become '?', runs of 11 or 12
 * digits (also in the printed form of a national number) are masked, a text that is too long ends in "…".
 */
void tg_text_safe(char *out, size_t size, struct tg_span piece);
/*
 * The length of a run at the start that could be a national number: 11 or 12 digits with separators between. In a
 * longer run, as of two numbers with a space between, the first 11 digits when they end there. 0: none.
 */
size_t tg_text_number(struct tg_span piece);

/* Edits that turn one into the other, at most limit + 1: for "did you mean". */
unsigned tg_text_distance(struct tg_span one, struct tg_span other, unsigned limit);
/* The nearest of the words within a third of its length, NULL when none is near. */
const char *tg_text_nearest(struct tg_span word, const char *const *words, size_t count);

#endif
