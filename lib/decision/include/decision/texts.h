/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences for people, in four languages, as data. */
#ifndef TG_DECISION_TEXTS_H
#define TG_DECISION_TEXTS_H

#include <toegang/decision.h>

#include "base/text.h"

/* The same in nl, en, fr, de, in the order of toegang_language. {0} to {3} stand for arguments. */
struct tg_said {
    const char *in[TOEGANG_LANGUAGES];
};

/* What a check that fell means to the person, without its full stop, and what to do about it. */
struct tg_check_text {
    const char *check;
    const struct tg_said *what, *todo;
};

/* The rows of a part of the library; the last has a NULL check. */
extern const struct tg_check_text tg_texts_of_decision[];
extern const struct tg_check_text tg_texts_of_asserted[];
extern const struct tg_check_text tg_texts_of_numbers[];
extern const struct tg_check_text tg_texts_of_messages[];
extern const struct tg_check_text tg_texts_of_crypto[];
extern const struct tg_check_text tg_texts_of_encryption[];
extern const struct tg_check_text tg_texts_of_sign_in[];
extern const struct tg_check_text tg_texts_of_jwt[];
extern const struct tg_check_text tg_texts_of_files[];
extern const struct tg_check_text tg_texts_of_json[];
extern const struct tg_check_text tg_texts_of_replay[];
extern const struct tg_check_text tg_texts_of_authzen[];
extern const struct tg_check_text tg_texts_of_audit[];
extern const struct tg_check_text tg_texts_of_stores[];
extern const struct tg_check_text tg_texts_of_visits[];
extern const struct tg_check_text tg_texts_of_layers[];
extern const struct tg_check_text tg_texts_of_import[];
extern const struct tg_check_text tg_texts_of_exchange[];
extern const struct tg_check_text tg_texts_of_jose[];
extern const struct tg_check_text tg_texts_of_administration[];

/* Advice that many checks share. */
extern const struct tg_said tg_todo_sign_in_again, tg_todo_ask_manager, tg_todo_try_later,
    tg_todo_correct_number, tg_todo_correct_file, tg_todo_programmer;

/* The row of a check; NULL: somebody else's check, which a general sentence by its status serves. */
const struct tg_check_text *tg_check_text(const char *check);
const struct tg_said *tg_what_of(const char *check, toegang_status status);
const struct tg_said *tg_todo_of(const char *check, toegang_status status);

/* "nl", "en", "fr", "de". */
extern const char *const tg_language_codes[TOEGANG_LANGUAGES];
/* A language out of range is English. */
const char *tg_in(const struct tg_said *said, toegang_language language);
/* Adds the sentence with its arguments, which end in NULL; what comes from outside is made safe. */
void tg_say(struct tg_text *text, const struct tg_said *said, toegang_language language,
            const char *const *arguments);
/* A KBO function by its name: "zaakvoerder (10006)"; an unknown code as it is. */
void tg_say_function(struct tg_text *text, const char *code, toegang_language language);
/* A Belgian civil day as the language writes it: 01-03-2019, 2019-03-01, 01/03/2019, 01.03.2019. */
void tg_say_day(struct tg_text *text, toegang_time time, toegang_language language);
/* "low" and so on, as a person says it. */
void tg_say_assurance(struct tg_text *text, toegang_assurance assurance, toegang_language language);
/* The register's own name: KBO, BTB, Gebruikersbeheer, Rollenbeheer. */
const char *tg_register_title(toegang_register reg);

#endif
