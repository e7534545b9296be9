/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of an organisation, row by row: one without a language, and one for each language of its name. */
#ifndef TG_DIRECTORY_KNOWN_H
#define TG_DIRECTORY_KNOWN_H

#include <toegang/directory.h>

#include "base/span.h"

/* Names of languages, in the order in which a name is preferred where another was asked. */
#define TG_KNOWN_LANGUAGES 5
extern const char *const tg_known_languages[TG_KNOWN_LANGUAGES];

/* Whether a store may hold this row, and one that a store told may be believed. */
bool tg_known_is_good(const toegang_known *row);
/* A name: UTF-8 that fits, without what moves the cursor or turns the direction of a line. */
bool tg_known_is_name(struct tg_span text);
/* Copies a text that fits; else false. */
bool tg_known_copy(char *out, size_t room, struct tg_span text);
/* "kbo:0999999922", only as we write it; empty is none. */
bool tg_known_key(struct tg_span text, toegang_organisation *out);

/* The columns of a row in this order, in every store. */
#define TG_KNOWN_COLUMNS "organisation, language, name, of, status, situation, since"

#endif
