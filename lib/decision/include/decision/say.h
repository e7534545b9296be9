/* SPDX-License-Identifier: Apache-2.0 */
/* The decision in words. */
#ifndef TG_DECISION_SAY_H
#define TG_DECISION_SAY_H

#include "decision/decision.h"
#include "decision/texts.h"

#define TG_LINE_COLUMNS 100
#define TG_SENTENCE_MAX 1024

/* Adds a text, wrapped to the columns of a line: head before it, as many spaces before what follows. */
void tg_say_wrapped(struct tg_text *text, const char *head, const char *body);
/* The full stop of a sentence, unless it ends in its own mark: "do the clocks agree?". */
void tg_say_stop(struct tg_text *text);
/* Why, as one sentence with its full stop: the check with its date, level or name; the ground of a permit. */
void tg_say_reason(struct tg_text *text, const toegang_decision *decision, toegang_language language);
/* What the check means, with what belongs to it. */
void tg_say_check(struct tg_text *text, const toegang_decision *decision, const char *check,
                  const toegang_fact *fact, toegang_language language);
/* "as legal representative" and so on, and by whose word where it is the issuer's. */
void tg_say_ground(struct tg_text *text, const toegang_decision *decision, toegang_language language);
/* The same for a word of toegang_decision_as; nothing for another word. */
void tg_say_as(struct tg_text *text, const char *as, toegang_language language);
/* ", by the word of the sign-in at …". */
void tg_say_by_issuer(struct tg_text *text, const char *issuer, toegang_language language);
/* What an assertion states. */
void tg_say_stated(struct tg_text *text, const toegang_evidence *piece, toegang_language language);
/* One thing that the person can do, as a sentence. */
void tg_say_action(struct tg_text *text, const toegang_decision *decision, enum tg_action_kind action,
                   toegang_language language);
/* All that the person can do; nothing for a permit. */
void tg_say_remedy(struct tg_text *text, const toegang_decision *decision, toegang_language language);
/* "right", "appointment", …; and what the holder has by it, "'x' on y, context z". */
const struct tg_said *tg_fact_title(toegang_fact_kind kind);
void tg_say_what(struct tg_text *text, const toegang_fact *fact, toegang_language language);
/* A piece of evidence: the word before it and its sentence. */
const struct tg_said *tg_piece_title(const toegang_evidence *piece);
void tg_say_piece(struct tg_text *text, const toegang_decision *decision, const toegang_evidence *piece,
                  toegang_language language);
/* What a report says, as lines. */
void tg_say_report(struct tg_text *text, const toegang_report *report, toegang_language language);

#endif
