/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The line of a decision: a record of the Authorization Decision Log (Logius, draft 1.0) with the members of our own
 * lines around it. The body holds request and response as AuthZEN 1.0 has them, and as information all that the
 * decision was made from, so that it can be made again.
 */
#ifndef TG_ADMINISTRATION_DECISION_LINE_H
#define TG_ADMINISTRATION_DECISION_LINE_H

#include "administration/people.h"
#include "administration/trail.h"
#include "decision/decide.h"

#define TG_TRACE_OCTETS 16
#define TG_SPAN_OCTETS 8

struct tg_decision_line {
    const toegang_question *question;
    const toegang_decision *decision;
    const char *policy;            /* the version of the configuration, 64 hexadecimal digits */
    const struct tg_answer *answers; /* of the world that was decided on, TOEGANG_REGISTERS */
    const toegang_fact **facts;    /* its facts, sorted, each once */
    size_t fact_count;
    struct tg_people people;
    char trace[2 * TG_TRACE_OCTETS + 1], span[2 * TG_SPAN_OCTETS + 1]; /* W3C Trace Context */
};

/* Everything in it is borrowed, or lies in the arena. */
toegang_status tg_decision_line_of(const toegang_question *question, const struct tg_world *world,
                                   const toegang_decision *decision, const char *policy, struct tg_arena *arena,
                                   struct tg_decision_line *out, toegang_report *report);
/* what: struct tg_decision_line. */
void tg_decision_body(struct tg_line *line, const void *what);

/* The answer alone, {"decision": … }: the same whenever the same is decided by the same facts. */
void tg_response_write(struct tg_line *line, const toegang_decision *decision, const toegang_fact *const *facts,
                       size_t count);

#endif
