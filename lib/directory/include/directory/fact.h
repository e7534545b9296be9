/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_DIRECTORY_FACT_H
#define TG_DIRECTORY_FACT_H

#include <toegang/directory.h>

#include "base/arena.h"

/* Octets of a text of a fact, without its NUL. */
#define TG_FACT_TEXT_MAX 256

/* The words for the kinds, by toegang_fact_kind: "function" is the one at 1. */
#define TG_FACT_KINDS 4
extern const char *const tg_fact_kinds[TG_FACT_KINDS + 1];

/*
 * The members of a fact in JSON but for its kind, each with what is done with one of its sort: a decision shows them
 * to people, the trail writes them with pseudonyms and reads them again. The octets of a trail hang on the order.
 */
#define TG_FACT_MEMBERS(PERSON, ORGANISATION, TEXT, TIME) \
    PERSON(holder) ORGANISATION(organisation) ORGANISATION(held_by) TEXT(eloket) TEXT(code) TEXT(context) \
        TIME(from) TIME(until) PERSON(granted_by) TEXT(granted_as) TIME(granted_at) TEXT(source) TIME(as_of)

/* A deep copy in the arena, texts never NULL; NULL when memory is at its end. */
toegang_fact *tg_fact_copy(struct tg_arena *arena, const toegang_fact *fact);
/* The same into a place of the caller; false, with the place untouched, when memory is at its end. */
bool tg_fact_copy_into(struct tg_arena *arena, const toegang_fact *fact, toegang_fact *out);
/* The fact with "" for every text that is NULL; nothing is copied. */
toegang_fact tg_fact_with_texts(const toegang_fact *fact);
/* A KBO function code: 5 digits. */
bool tg_is_function_code(struct tg_span text);
/* Live at that instant: from <= at < until. */
bool tg_fact_live(const toegang_fact *fact, toegang_time at);
/* A register holds facts of this kind; suspensions may stand in any. */
bool tg_register_holds(toegang_register reg, toegang_fact_kind kind);
/* Fits the question: kind, register's kinds, holder, organisation, e-counter. */
bool tg_fact_answers(const toegang_fact *fact, const toegang_directory_question *question);
/* Well-formed: a known kind, a holder or company, a code, from before until. (fact.*) */
toegang_status tg_fact_check(const toegang_fact *fact, toegang_report *report);
/* The same of a fact whose numbers our own readers have just made. */
toegang_status tg_fact_check_read(const toegang_fact *fact, toegang_report *report);
/* When it was granted: granted_at, or from. */
toegang_time tg_fact_granted_at(const toegang_fact *fact);

#endif
