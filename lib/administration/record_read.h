/* SPDX-License-Identifier: Apache-2.0 */
/* Values of a logged decision. What does not fit is noted, and read as nothing. */
#ifndef TG_ADMINISTRATION_RECORD_READ_H
#define TG_ADMINISTRATION_RECORD_READ_H

#include "assertion/identity.h"
#include "decision/decide.h"
#include "parse/json.h"

struct tg_reading {
    struct tg_arena *arena;
    toegang_rrn *people; /* stand-ins */
    size_t people_count;
    bool fits, no_memory;
};

/* Of a member of an object; the member must be there. */
struct tg_span tg_reading_text(struct tg_reading *reading, const struct tg_json *object, const char *name);
const char *tg_reading_string(struct tg_reading *reading, const struct tg_json *object, const char *name);
const char *tg_reading_string_or_null(struct tg_reading *reading, const struct tg_json *object, const char *name);
int64_t tg_reading_number(struct tg_reading *reading, const struct tg_json *object, const char *name);
bool tg_reading_flag(struct tg_reading *reading, const struct tg_json *object, const char *name);
toegang_time tg_reading_time(struct tg_reading *reading, const struct tg_json *object, const char *name);
void tg_reading_organisation(struct tg_reading *reading, const struct tg_json *object, const char *name,
                             toegang_organisation *out);
void tg_reading_person(struct tg_reading *reading, const struct tg_json *object, const char *name, toegang_rrn *out);
/* Its place among the words, from 0. */
unsigned tg_reading_word(struct tg_reading *reading, const struct tg_json *object, const char *name,
                         const char *const *words, unsigned count);
/* Room for the items of a list; NULL with a note when it is none. */
void *tg_reading_list(struct tg_reading *reading, const struct tg_json *list, size_t size);

void tg_record_people(struct tg_reading *reading, const struct tg_json *list);
void tg_record_identity(struct tg_reading *reading, const struct tg_json *object, struct toegang_identity *out);
void tg_record_answers(struct tg_reading *reading, const struct tg_json *object,
                       struct tg_answer answers[TOEGANG_REGISTERS]);
void tg_record_facts(struct tg_reading *reading, const struct tg_json *list, struct tg_world *out);

#endif
