/* SPDX-License-Identifier: Apache-2.0 */
/* Which check a denial names: of all near misses the one that helps most. */
#include <string.h>

#include "decision/asserted.h"
#include "decision/check.h"

/* The nearer to a permit, the higher. */
static unsigned rank_of(const char *check)
{
    static const char *const ranks[] = {
        CHECK_RIGHT_CODE,       CHECK_FUNCTION_CODE,       CHECK_APPOINTMENT_CODE,  CHECK_RIGHT_NOT_YET,
        CHECK_FUNCTION_NOT_YET, CHECK_APPOINTMENT_NOT_YET, CHECK_APPOINTMENT_ENDED, CHECK_FUNCTION_ENDED,
        CHECK_RIGHT_ENDED,      CHECK_RIGHT_CONTEXT,       CHECK_FUNCTION_COMPANY,  CHECK_APPOINTMENT_GRANTOR,
        CHECK_RIGHT_GRANTOR,    CHECK_RIGHT_GRANTOR_LOST};
    for (unsigned i = 0; i < sizeof ranks / sizeof *ranks; i++)
        if (strcmp(ranks[i], check) == 0) return i + 1;
    return 0;
}

/* Of two that ended the later, of two that have not begun the sooner; else the first in order. */
static bool nearer(const toegang_fact *one, const toegang_fact *other, toegang_time at)
{
    if (at >= one->until && at >= other->until) return one->until > other->until;
    if (at < one->from && at < other->from) return one->from < other->from;
    return false;
}

static size_t best_miss(const struct tg_case *c, toegang_fact_kind kind)
{
    size_t best = c->count;
    for (size_t i = 0; i < c->count; i++) {
        if (!c->marks[i].check || c->facts[i]->kind != kind) continue;
        unsigned rank = rank_of(c->marks[i].check), top = best < c->count ? rank_of(c->marks[best].check) : 0;
        if (rank > top || (rank == top && nearer(c->facts[i], c->facts[best], c->at))) best = i;
    }
    return best;
}

static size_t better(const struct tg_case *c, size_t one, size_t other)
{
    if (one == c->count || other == c->count) return one == c->count ? other : one;
    return rank_of(c->marks[other].check) > rank_of(c->marks[one].check) ? other : one;
}

bool tg_right_would_do(const struct tg_case *c, const struct tg_verdict *verdict, enum tg_truth least)
{
    struct tg_verdict granted = *verdict;
    if (tg_verdict_right(verdict) == TG_TRUE) return false;
    granted.right = TG_TRUE;
    for (enum tg_ground path = TG_GROUND_SELF; path <= TG_GROUND_OTHERS; path++)
        if (tg_path_truth(c, &granted, path) >= least) return true;
    return false;
}

static size_t best_role_miss(const struct tg_case *c)
{
    size_t function = c->count, appointment = c->count;
    if (c->policy->legal_representative != TG_NEVER) function = best_miss(c, TOEGANG_FACT_FUNCTION);
    if (c->policy->htb != TG_NEVER) appointment = best_miss(c, TOEGANG_FACT_APPOINTMENT);
    return better(c, function, appointment);
}

static bool admits_nobody(const struct tg_policy *policy)
{
    return policy->legal_representative == TG_NEVER && policy->htb == TG_NEVER &&
           policy->mandate == TG_NEVER && policy->others == TG_NEVER;
}

/* A mandate that counts is one that the policy admits. */
static bool has_role(const struct tg_verdict *verdict)
{
    return tg_verdict_legal(verdict) == TG_TRUE || verdict->htb == TG_TRUE ||
           (verdict->leans & TG_STATED_BIT(TOEGANG_STATED_MANDATE));
}

/* A role that is there, or may be there: nobody is told that he has none while a register is silent. */
static bool may_have_role(const struct tg_case *c, const struct tg_verdict *verdict)
{
    if (has_role(verdict)) return true;
    return (verdict->legal == TG_UNKNOWN && c->policy->legal_representative != TG_NEVER) ||
           (verdict->htb == TG_UNKNOWN && c->policy->htb != TG_NEVER);
}

/* What is missing when no fact came near. */
static const char *bare_check(const struct tg_case *c, const struct tg_verdict *verdict)
{
    if (c->for_oneself) return c->policy->self == TG_NEVER ? CHECK_SELF_NEVER : CHECK_RIGHT_ABSENT;
    if (may_have_role(c, verdict) && tg_right_would_do(c, verdict, TG_UNKNOWN)) return CHECK_RIGHT_ABSENT;
    if (has_role(verdict) || admits_nobody(c->policy)) return CHECK_REPRESENTATION_NEVER;
    return CHECK_REPRESENTATION_ABSENT;
}

static void judge_path_denial(const struct tg_case *c, struct tg_verdict *out)
{
    bool right = tg_right_would_do(c, out, TG_UNKNOWN);
    size_t miss = right ? best_miss(c, TOEGANG_FACT_RIGHT) : c->count;
    if (miss == c->count && !may_have_role(c, out) && !c->for_oneself) miss = best_role_miss(c);
    out->miss = miss;
    out->check = miss < c->count ? c->marks[miss].check : bare_check(c, out);
}

void tg_judge_denial(const struct tg_case *c, struct tg_verdict *out)
{
    if (out->closed_count > 0)
        out->check = out->closed[0];
    else
        judge_path_denial(c, out);
}
