/* SPDX-License-Identifier: Apache-2.0 */
/* What a register service is asked, and what it answers: doc/register.openapi.yaml. */
#ifndef TG_DIRECTORY_HTTP_REGISTER_H
#define TG_DIRECTORY_HTTP_REGISTER_H

#include "directory/fact.h"
#include "parse/json.h"

#define TG_REGISTER_OCTETS ((size_t)4 << 20) /* of an answer */
#define TG_ASKED_MEMBERS 9

/* The members of a question, only those that are given. Stays where it is: they lie in it and in the question. */
struct tg_asked {
    struct tg_asked_member {
        const char *name;
        struct tg_span text; /* without octets: true */
    } members[TG_ASKED_MEMBERS];
    size_t count;
    char organisation[TOEGANG_ORGANISATION_KEY_MAX], at[32], since[32];
};

void tg_asked_of(const toegang_directory_question *question, struct tg_asked *out);
/* As JSON in the arena; without octets when memory is at its end. */
struct tg_span tg_asked_write(const struct tg_asked *asked, struct tg_arena *arena);
/* Whether an object has exactly these members. */
bool tg_asked_same(const struct tg_asked *asked, const struct tg_json *object);

struct tg_register_reading {
    const toegang_directory_question *question;
    const struct tg_asked *asked; /* that question */
    const char *service;          /* host and port, for the source of a fact */
    unsigned options;             /* of toegang_rrn_parse */
    struct tg_arena *arena;       /* of the answer */
    toegang_report *report;
};

/*
 * Reads an answer and pushes its facts. UNAVAILABLE: directory.answer (no answer, not whole, or one to another
 * question), directory.stale, directory.row. A status of the sink is returned.
 */
toegang_status tg_register_read(struct tg_span octets, const struct tg_register_reading *reading,
                                toegang_fact_sink *sink, void *context);

#endif
