/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "decision/authority.h"
#include "decision/check.h"
#include "decision/role.h"

static const char *fault_of(const toegang_fact *fact, toegang_time at)
{
    if (strcmp(fact->code, TG_CODE_HTB) != 0) return CHECK_APPOINTMENT_CODE;
    if (at >= fact->until) return CHECK_APPOINTMENT_ENDED;
    if (at < fact->from) return CHECK_APPOINTMENT_NOT_YET;
    return NULL;
}

/* BTB keeps its own life cycle and is believed; only a policy that suspends looks at who appointed. */
static enum tg_truth judge(struct tg_case *c, size_t i, tg_proof *proof, unsigned *warnings)
{
    const toegang_fact *fact = c->facts[i];
    const char *fault = fault_of(fact, c->at);
    bool left = false;
    tg_case_look(c, i);
    if (fault) return tg_case_miss(c, i, fault), TG_FALSE;
    enum tg_truth truth = TG_TRUE;
    if (fact->granted_by.kind != TOEGANG_RRN_NONE && c->policy->grantor_loss != TG_LOSS_KEEP)
        truth = tg_authority_lasts(c, &fact->granted_by, &left, proof);
    if (truth == TG_FALSE) tg_case_miss(c, i, CHECK_APPOINTMENT_GRANTOR);
    if (truth == TG_TRUE) tg_prove(proof, i);
    *warnings = left ? TG_WARN_GRANTOR_LEFT : 0;
    return truth;
}

enum tg_truth tg_is_htb(struct tg_case *c, tg_proof *proof, unsigned *warnings)
{
    enum tg_truth truth = TG_FALSE;
    *warnings = 0;
    if (c->unknown[TOEGANG_BTB] || !tg_case_walk(c)) return TG_UNKNOWN;
    for (size_t i = 0; i < c->count && truth != TG_TRUE; i++) {
        if (!tg_is_appointment(c, c->facts[i], &c->holder)) continue;
        if (proof) memset(proof, 0, c->count);
        truth = tg_or(truth, judge(c, i, proof, warnings));
    }
    return truth;
}
