/* SPDX-License-Identifier: Apache-2.0 */
/* What a report expected and what came, which it holds in English, in the language of the reader. */
#ifndef TG_DECISION_PHRASES_H
#define TG_DECISION_PHRASES_H

#include "decision/texts.h"

/*
 * Rows of phrases. In the English of a row {0} to {2} take any text and {0d} to {2d} a whole number, which
 * the other languages show as {0} to {2}; two of them never touch. The last row has no English.
 */
extern const struct tg_said tg_phrases_of_numbers[];
extern const struct tg_said tg_phrases_of_messages[];
extern const struct tg_said tg_phrases_of_crypto[];
extern const struct tg_said tg_phrases_of_encryption[];
extern const struct tg_said tg_phrases_of_sign_in[];
extern const struct tg_said tg_phrases_of_jwt[];
extern const struct tg_said tg_phrases_of_files[];
extern const struct tg_said tg_phrases_of_json[];
extern const struct tg_said tg_phrases_of_replay[];
extern const struct tg_said tg_phrases_of_authzen[];
extern const struct tg_said tg_phrases_of_audit[];
extern const struct tg_said tg_phrases_of_stores[];
extern const struct tg_said tg_phrases_of_visits[];
extern const struct tg_said tg_phrases_of_layers[];
extern const struct tg_said tg_phrases_of_http[];
extern const struct tg_said tg_phrases_of_ldap[];
extern const struct tg_said tg_phrases_of_import[];
extern const struct tg_said tg_phrases_of_postgresql[];
extern const struct tg_said tg_phrases_of_sql[];
extern const struct tg_said tg_phrases_of_exchange[];
extern const struct tg_said tg_phrases_of_jose[];
extern const struct tg_said tg_phrases_of_administration[];

/* Adds the phrase in the language. What no row knows, a value or a name, is added as it came. */
void tg_phrase(struct tg_text *text, toegang_language language, struct tg_span english);

/*
 * What the report expected, and what came. A word that stands in a file, or has to, is never translated:
 * nobody could find it there.
 */
void tg_phrase_expected(struct tg_text *text, const toegang_report *report, toegang_language language);
void tg_phrase_came(struct tg_text *text, const toegang_report *report, toegang_language language);

#endif
