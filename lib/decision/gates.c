/* SPDX-License-Identifier: Apache-2.0 */
/* What must be open whatever the path is. A closed gate denies; an unknown one makes the answer
 * indeterminate. */
#include <string.h>

#include "decision/check.h"
#include "decision/role.h"
#include "decision/verdict.h"

static enum tg_truth known(bool open)
{
    return open ? TG_TRUE : TG_FALSE;
}

static enum tg_truth not_expired(struct tg_case *c)
{
    toegang_time until = toegang_identity_until(c->question->identity);
    tg_case_bound(c, until);
    return known(c->at < until);
}

static enum tg_truth no_test_number(struct tg_case *c)
{
    return known(c->holder.kind != TOEGANG_RRN_TEST || c->policy->test_numbers);
}

/* Where the register holds blocks its silence may hide one; where it holds none an outage must not stop
 * anybody whose path is proven without it. */
static enum tg_truth not_suspended(struct tg_case *c)
{
    if (c->unknown[c->policy->reg]) return c->policy->blocks ? TG_UNKNOWN : TG_TRUE;
    return known(tg_suspension(c) == c->count);
}

/* An assurance that was not stated, or that no table knows, is none: a known no. */
static enum tg_truth strong_enough(struct tg_case *c)
{
    return known(toegang_identity_assurance(c->question->identity) >= c->policy->assurance);
}

static enum tg_truth right_capacity(struct tg_case *c)
{
    const char *capacity = toegang_identity_capacity(c->question->identity);
    for (size_t i = 0; i < c->policy->capacity_count; i++)
        if (strcmp(c->policy->capacities[i], capacity) == 0) return TG_TRUE;
    return known(c->policy->capacity_count == 0);
}

void tg_judge_gates(struct tg_case *c, struct tg_verdict *out)
{
    static const struct {
        enum tg_truth (*open)(struct tg_case *c);
        const char *check;
    } gates[TG_GATES] = {{not_expired, CHECK_IDENTITY_EXPIRED},
                         {no_test_number, CHECK_IDENTITY_TEST},
                         {not_suspended, CHECK_SUSPENSION_LIVE},
                         {strong_enough, CHECK_ASSURANCE_LOW},
                         {right_capacity, CHECK_CAPACITY_OTHER}};
    out->gates = TG_TRUE;
    for (size_t i = 0; i < TG_GATES; i++) {
        enum tg_truth truth = gates[i].open(c);
        if (truth == TG_FALSE) out->closed[out->closed_count++] = gates[i].check;
        if (truth == TG_UNKNOWN) out->blame |= 1U << c->policy->reg;
        out->gates = tg_and(out->gates, truth);
    }
}
