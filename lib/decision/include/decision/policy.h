/* SPDX-License-Identifier: Apache-2.0 */
/* The rule of one e-counter. */
#ifndef TG_DECISION_POLICY_H
#define TG_DECISION_POLICY_H

#include <toegang/decision.h>

#include "base/arena.h"

enum tg_way { TG_NEVER = 0, TG_WITH_RIGHT, TG_AUTOMATIC };
/* Whether what an assertion states may count: where no register would know (the default), or beside one. */
enum tg_asserted { TG_ASSERTED_NEVER = 0, TG_ASSERTED_REGISTER, TG_ASSERTED_EITHER };
enum tg_grantor_loss { TG_LOSS_KEEP = 0, TG_LOSS_GRACE, TG_LOSS_SUSPEND };

/* Immutable; its texts and lists lie in the arena of the configuration. */
struct tg_policy {
    const char *eloket;
    const char *source; /* "toegang.yaml:14", for the evidence */
    enum tg_way legal_representative, htb, mandate, others, self;
    enum tg_asserted asserted;
    const char *right;         /* the right that with-right asks; NULL: any on this e-counter */
    const char *const *rights; /* every right known here, `right` included; for usage errors */
    size_t right_count;
    toegang_register reg; /* whose rights count */
    toegang_assurance assurance;
    const char *const *capacities; /* none: no demand */
    size_t capacity_count;
    const char *const *functions; /* KBO codes that represent */
    size_t function_count;
    bool context_required;
    enum tg_grantor_loss grantor_loss;
    int64_t grace;                        /* seconds, of TG_LOSS_GRACE */
    unsigned company_chain;               /* hops, 0 to 8 */
    int64_t staleness[TOEGANG_REGISTERS]; /* seconds that a register's facts may be old; 0: no bound */
    const char *self_registration;        /* base of ACM's self-registration link, NULL: none */
    bool blocks; /* the register of rights holds suspensions: while it cannot answer, nobody is let in */
    bool test_numbers; /* the configuration allows test numbers: every answer says so */
};

/* The words of design.md with their defaults: with-right for all, never for self and for mandates, keep, the
 * register before an assertion, the default functions. */
void tg_policy_default(struct tg_policy *out, const char *eloket);
/* 10002 10006 10007 10031 00001 and 10003 with its company. */
extern const char *const tg_policy_functions[];
extern const size_t tg_policy_function_count;
/* The words for ways, in the order of the enum. */
#define TG_WAYS 3
extern const char *const tg_way_names[TG_WAYS];
const char *tg_way_name(enum tg_way way);
/* The words for what an assertion states, in the order of the enum. */
#define TG_ASSERTEDS 3
extern const char *const tg_asserted_names[TG_ASSERTEDS];
/* Some way of the policy asks a right: for oneself, or for an organisation. */
bool tg_policy_asks_right(const struct tg_policy *policy, bool for_oneself);
/* The e-counter knows a right of that name. One that names no rights at all knows none. */
bool tg_policy_knows_right(const struct tg_policy *policy, const char *right);
/* Whether that right, NULL for none, may be asked there; any may where a policy names none. */
bool tg_policy_may_ask(const struct tg_policy *policy, const char *right);

#endif
