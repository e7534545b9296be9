/* SPDX-License-Identifier: Apache-2.0 */
/* Members of a line. National numbers leave as pseudonyms, also where one hides in a text. */
#ifndef TG_ADMINISTRATION_LINE_H
#define TG_ADMINISTRATION_LINE_H

#include <toegang/directory.h>

#include "administration/people.h"
#include "administration/trail.h"
#include "base/text.h"

/* A line being written. */
struct tg_line {
    const struct tg_trail_keys *keys;
    const struct tg_people *people; /* persons are told by their index in it; NULL: each by his pseudonym */
    struct tg_arena *scratch;
    struct tg_text text;
    toegang_status status; /* of the first thing that failed */
    toegang_report *report;
};

void tg_line_add(struct tg_line *line, const char *fixed);
/* ,"name": */
void tg_line_name(struct tg_line *line, const char *name);
/* A word of ours, or digits of a digest: as it is. NULL is null. */
void tg_line_word(struct tg_line *line, const char *name, const char *word);
void tg_line_number(struct tg_line *line, const char *name, int64_t number);
void tg_line_flag(struct tg_line *line, const char *name, bool flag);
/* A text that comes from elsewhere. NULL is null. */
void tg_line_text(struct tg_line *line, const char *name, const char *text);
/* RFC 3339; the open ends are "always" and "never". */
void tg_line_time(struct tg_line *line, const char *name, toegang_time time);
void tg_line_person(struct tg_line *line, const char *name, const toegang_rrn *rrn);
void tg_line_organisation(struct tg_line *line, const char *name, const toegang_organisation *organisation);
/* An object, without name; NULL is null. */
void tg_line_fact(struct tg_line *line, const toegang_fact *fact);

#endif
