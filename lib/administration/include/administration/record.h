/* SPDX-License-Identifier: Apache-2.0 */
/* A logged decision, read again: the question, the identity and the world with stand-ins for the persons. */
#ifndef TG_ADMINISTRATION_RECORD_H
#define TG_ADMINISTRATION_RECORD_H

#include "assertion/identity.h"
#include "decision/decide.h"
#include "administration/trail.h"

struct tg_record {
    struct tg_span policy; /* the version of the configuration */
    toegang_question question; /* its identity is the next member: do not move the record */
    struct toegang_identity identity;
    struct tg_world world;
    struct tg_span response; /* as it was written */
};

/* The line is one of a decision. */
bool tg_is_decision(struct tg_span line);
/* Everything lies in the arena or in the line. REFUSED with audit.replay: it cannot be read as one of ours. */
toegang_status tg_record_read(struct tg_span line, struct tg_arena *arena, struct tg_record *out,
                              toegang_report *report);
/* GOOD: decided again by this policy, it comes out as it was. REFUSED with audit.replay: it does not. */
toegang_status tg_record_replay(const struct tg_record *record, const struct tg_policy *policy,
                                struct tg_arena *arena, toegang_report *report);

#endif
