/* SPDX-License-Identifier: Apache-2.0 */
/* Members of the JSON of a decision, and of all else that shows facts. */
#ifndef TG_DECISION_JSON_MEMBER_H
#define TG_DECISION_JSON_MEMBER_H

#include "base/text.h"
#include "decision/decision.h"

/* A value that comes from outside is masked, then escaped. NULL and "" are null. */
void tg_member_value(struct tg_text *text, const char *value);
/* The same as a member that follows another one. */
void tg_member(struct tg_text *text, const char *key, const char *value);
/* Open ends are null. */
void tg_member_time(struct tg_text *text, const char *key, toegang_time time);
/* A national number is masked; nobody is null. */
void tg_member_holder(struct tg_text *text, const char *key, const toegang_rrn *rrn);
/* "kbo:0999999922"; none is null. */
void tg_member_organisation(struct tg_text *text, const char *key, const toegang_organisation *organisation);

/* A fact as an object, its numbers masked. */
void tg_json_fact(struct tg_text *text, const toegang_fact *fact);
/* The member evidence. */
void tg_json_evidence(struct tg_text *text, const toegang_decision *decision);

#endif
