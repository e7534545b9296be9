/* SPDX-License-Identifier: Apache-2.0 */
/* One question being judged: what all rooms of this floor look at. */
#ifndef TG_DECISION_CASE_H
#define TG_DECISION_CASE_H

#include "base/time.h"
#include "decision/order.h"
#include "decision/representation.h"

#define TG_COMPANIES_MAX 64            /* companies that a chain may touch */
#define TG_PERSONS_MAX 64              /* grantors of grantors that are followed */
#define TG_WORK_MAX ((size_t)20000000) /* facts looked at for one decision, repetitions counted */

/* One mark a fact, in the order of the case: why it did not count. */
struct tg_mark {
    const char *check; /* NULL: not a near miss */
    bool looked;       /* its boundaries bound the verdict */
};

/* What the assertion states of one kind; of several, what comes nearest to counting. */
struct tg_stated {
    bool there;
    toegang_stated stated;
    const char *check; /* why it does not count; NULL: it counts */
};
#define TG_STATED_KINDS 3

/* A set of facts: one octet a fact. May be NULL where nobody asks for the proof. */
typedef unsigned char tg_proof;

struct tg_case {
    const struct tg_policy *policy;
    const toegang_question *question;
    const struct tg_world *world;     /* for its answers */
    const toegang_fact *const *facts; /* sorted and without duplicates, so that order never matters */
    size_t count;
    struct tg_mark *marks;
    struct tg_arena *arena;
    toegang_rrn holder;
    bool for_oneself;
    const char *right; /* that with-right asks; NULL: any */
    toegang_time at;
    const char *unknown[TOEGANG_REGISTERS]; /* the check that makes a register's word unknown, NULL: known */
    struct tg_stated stated[TG_STATED_KINDS]; /* by kind, from 0 */
    toegang_time valid_through;
    size_t work;
    bool cut; /* a limit was reached: what is not proven is unknown */
};

/* False when memory is at its end. Everything lies in the arena; the borrowed texts stay borrowed. */
bool tg_case_open(struct tg_case *out, const struct tg_policy *policy, const toegang_question *question,
                  const struct tg_world *world, struct tg_arena *arena);
/* The fact bounds the verdict from here on: at every instant at which it begins, ends, or its grace ends. */
void tg_case_look(struct tg_case *c, size_t fact);
/* Why a fact that was looked at did not count. */
void tg_case_miss(struct tg_case *c, size_t fact, const char *check);
/* Called before each walk over all facts; false when the limit of work is reached, and the case is cut. */
bool tg_case_walk(struct tg_case *c);
/* Puts the fact into the proof; NULL is fine. */
void tg_prove(tg_proof *proof, size_t fact);
/* An instant that bounds the verdict, when it is still to come. */
void tg_case_bound(struct tg_case *c, toegang_time boundary);
/* The word of a register that is not proven: unknown when the register is, or when the case was cut. */
enum tg_truth tg_case_unproven(const struct tg_case *c, toegang_register reg);

/* The register whose word the fact is. */
toegang_register tg_fact_register(const struct tg_policy *policy, const toegang_fact *fact);

#endif
