/* SPDX-License-Identifier: Apache-2.0 */
/* What a decision was made from, as its line has it. Read again by record.c. */
#ifndef TG_ADMINISTRATION_INFORMATION_H
#define TG_ADMINISTRATION_INFORMATION_H

#include "administration/decision_line.h"
#include "line.h"

void tg_information_people(struct tg_line *line, const struct tg_people *people);
void tg_information_identity(struct tg_line *line, const toegang_identity *identity);
void tg_information_answers(struct tg_line *line, const struct tg_answer answers[TOEGANG_REGISTERS]);
void tg_information_facts(struct tg_line *line, const toegang_fact *const *facts, size_t count);

/* Words, in the order of their enums from 1. */
extern const char *const tg_rrn_kind_names[3];
extern const char *const tg_origin_names[3];
extern const char *const tg_stated_kind_names[3];

#endif
