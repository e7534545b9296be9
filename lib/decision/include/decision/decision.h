/* SPDX-License-Identifier: Apache-2.0 */
/* The decision as it is kept: everything that it shows is its own copy. */
#ifndef TG_DECISION_DECISION_H
#define TG_DECISION_DECISION_H

#include "decision/verdict.h"

enum tg_action_kind {
    TG_ACTION_SIGN_IN_AGAIN = 1,
    TG_ACTION_STRONGER_KEY,
    TG_ACTION_CHOOSE_CAPACITY,
    TG_ACTION_LIFT_SUSPENSION,
    TG_ACTION_APPOINT_HTB,
    TG_ACTION_REGISTER_FUNCTION,
    TG_ACTION_GRANT_RIGHT,
    TG_ACTION_RENEW_RIGHT,
    TG_ACTION_SIGN_IN_WITH_MANDATE,
    TG_ACTION_TRY_LATER
};
#define TG_ACTIONS_MAX 8

/* What the evidence says about the identity. */
struct tg_shown_identity {
    toegang_origin origin;
    toegang_rrn holder;
    toegang_assurance assurance;
    toegang_organisation organisation;
    const char *issuer, *authentication, *capacity;
    toegang_time authenticated_at, until;
};

/* Lies in its own arena and is its first piece. */
struct toegang_decision {
    struct tg_arena arena;
    toegang_outcome outcome;
    const char *check;
    toegang_time at, valid_through;
    const toegang_report *why;                /* of a refusal; NULL when a policy was asked */
    const struct tg_shown_identity *identity; /* NULL: nobody */
    struct tg_policy policy;                  /* without its lists of rights and functions */
    toegang_organisation organisation;
    const char *right, *context; /* NULL: any */
    enum tg_ground ground;
    bool with_right;
    bool asserted;            /* a permit that rests on what the issuer states */
    const toegang_fact *miss; /* what the check is about; NULL when no fact */
    toegang_evidence *pieces;
    size_t piece_count;
    enum tg_action_kind actions[TG_ACTIONS_MAX]; /* together they turn the denial into a permit */
    size_t action_count;
    bool may_grant; /* the holder is legal representative or HTB, so he can grant rights himself */
};

/* All actions that lead from this denial to a permit, in the order in which they are taken; none when none
 * does. */
void tg_decision_plan(const struct tg_case *c, const struct tg_verdict *verdict, toegang_decision *decision);
/* Fills the pieces; false when memory is at its end. */
bool tg_decision_evidence(const struct tg_case *c, const struct tg_verdict *verdict,
                          toegang_decision *decision);

#endif
