/* SPDX-License-Identifier: Apache-2.0 */
/* The answer to a case, before it is written down as a decision. */
#ifndef TG_DECISION_VERDICT_H
#define TG_DECISION_VERDICT_H

#include "decision/case.h"

/* On what ground somebody is let in; also the paths of a policy, in the order in which one is named. */
enum tg_ground {
    TG_GROUND_NONE = 0,
    TG_GROUND_SELF,
    TG_GROUND_LEGAL,
    TG_GROUND_HTB,
    TG_GROUND_MANDATE,
    TG_GROUND_OTHERS
};
#define TG_GROUNDS 6

#define TG_GATES 5

struct tg_verdict {
    enum tg_truth gates, paths;
    enum tg_truth legal, htb, right; /* the registers' word; FALSE where the policy does not ask */
    unsigned leans; /* TG_STATED_BITs that count beside it; none while the registers alone open */
    unsigned rests; /* those that carry the verdict because no register proves the same */
    const char *closed[TG_GATES]; /* the checks of the gates that are closed, in their order */
    size_t closed_count;
    unsigned blame;        /* bits of the registers whose silence made it unknown */
    enum tg_ground ground; /* of a permit */
    bool with_right;       /* the ground needs the right */
    unsigned warnings;     /* tg_right_warning of what proves it */
    const char *check;     /* what fell; "" for permit */
    size_t miss;           /* the fact that the check is about; count when none */
    tg_proof *proof;       /* of a permit: no fact less would do; else: what was found true */
};

/* Strong Kleene: all gates and one path. */
enum tg_truth tg_verdict_truth(const struct tg_verdict *verdict);
/* Legal representation and the right, by the registers or by a statement that counts. */
enum tg_truth tg_verdict_legal(const struct tg_verdict *verdict);
enum tg_truth tg_verdict_right(const struct tg_verdict *verdict);
/* The way of a path by the policy. */
enum tg_way tg_policy_way(const struct tg_policy *policy, enum tg_ground path);
/* Judges; false when memory is at its end. */
bool tg_judge(struct tg_case *c, struct tg_verdict *out);
/* The gates alone: fills gates, closed, blame. */
void tg_judge_gates(struct tg_case *c, struct tg_verdict *out);
/* Truth of one path, with the literals that the verdict holds. */
enum tg_truth tg_path_truth(const struct tg_case *c, const struct tg_verdict *verdict, enum tg_ground path);
/* The check of a denial: the most helpful near miss. Fills check and miss. */
void tg_judge_denial(const struct tg_case *c, struct tg_verdict *out);
/* With the right some path would be at least that true; false when the right is there already. */
bool tg_right_would_do(const struct tg_case *c, const struct tg_verdict *verdict, enum tg_truth least);

#endif
