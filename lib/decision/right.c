/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "decision/authority.h"
#include "decision/check.h"
#include "decision/role.h"
#include "directory/fact.h"

/* A right of the holder on this e-counter, for this organisation, or without one when he acts for himself. */
static bool concerns(const struct tg_case *c, const toegang_fact *fact)
{
    if (fact->kind != TOEGANG_FACT_RIGHT || !toegang_rrn_equal(&fact->holder, &c->holder)) return false;
    if (strcmp(fact->eloket, c->policy->eloket) != 0) return false;
    if (c->for_oneself) return fact->organisation.scheme == TOEGANG_SCHEME_NONE;
    return toegang_organisation_equal(&fact->organisation, &c->question->organisation);
}

/* Without a context in the question any context will do, but where the policy demands one the right must
 * carry one; with a context in the question a right without context counts only where none is demanded. */
bool tg_context_fits(const struct tg_case *c, const char *context)
{
    const char *asked = c->question->context;
    bool bare = context[0] == '\0';
    if (bare) return !c->policy->context_required;
    return !asked || asked[0] == '\0' || strcmp(asked, context) == 0;
}

static const char *fault_of(const struct tg_case *c, const toegang_fact *fact)
{
    if (c->right && strcmp(c->right, fact->code) != 0) return CHECK_RIGHT_CODE;
    if (c->at >= fact->until) return CHECK_RIGHT_ENDED;
    if (c->at < fact->from) return CHECK_RIGHT_NOT_YET;
    if (!tg_context_fits(c, fact->context)) return CHECK_RIGHT_CONTEXT;
    return NULL;
}

/* Who acts for himself has nobody above him: only he, or the register, can have granted it. */
static enum tg_truth granted_by_self(const struct tg_case *c, const toegang_fact *fact)
{
    return toegang_rrn_equal(&fact->granted_by, &c->holder) ? TG_TRUE : TG_FALSE;
}

static enum tg_truth judge_grantor(struct tg_case *c, size_t i, tg_proof *proof, unsigned *warnings)
{
    const toegang_fact *fact = c->facts[i];
    bool left = false;
    if (toegang_rrn_equal(&fact->granted_by, &c->holder)) *warnings |= TG_WARN_SELF_GRANTED;
    enum tg_truth then = c->for_oneself ? granted_by_self(c, fact)
                                        : tg_authority(c, &fact->granted_by, tg_fact_granted_at(fact), proof);
    if (then == TG_FALSE) tg_case_miss(c, i, CHECK_RIGHT_GRANTOR);
    if (then == TG_FALSE || c->for_oneself) return then;
    enum tg_truth lasts = tg_authority_lasts(c, &fact->granted_by, &left, proof);
    if (lasts == TG_FALSE) tg_case_miss(c, i, CHECK_RIGHT_GRANTOR_LOST);
    if (left) *warnings |= TG_WARN_GRANTOR_LEFT;
    return tg_and(then, lasts);
}

static enum tg_truth judge(struct tg_case *c, size_t i, tg_proof *proof, unsigned *warnings)
{
    const char *fault = fault_of(c, c->facts[i]);
    tg_case_look(c, i);
    *warnings = 0;
    if (fault) return tg_case_miss(c, i, fault), TG_FALSE;
    /* The register's own word. */
    if (c->facts[i]->granted_by.kind == TOEGANG_RRN_NONE) return tg_prove(proof, i), TG_TRUE;
    return judge_grantor(c, i, proof, warnings);
}

enum tg_truth tg_has_right(struct tg_case *c, tg_proof *proof, unsigned *warnings)
{
    enum tg_truth truth = TG_FALSE;
    *warnings = 0;
    if (c->unknown[c->policy->reg] || !tg_case_walk(c)) return TG_UNKNOWN;
    for (size_t i = 0; i < c->count && truth != TG_TRUE; i++) {
        if (!concerns(c, c->facts[i])) continue;
        if (proof) memset(proof, 0, c->count);
        truth = tg_or(truth, judge(c, i, proof, warnings));
        if (truth == TG_TRUE) tg_prove(proof, i);
    }
    return truth;
}

/* A block without a holder, an organisation or an e-counter blocks any. */
size_t tg_suspension(struct tg_case *c)
{
    for (size_t i = 0; i < c->count; i++) {
        const toegang_fact *fact = c->facts[i];
        if (fact->kind != TOEGANG_FACT_SUSPENSION) continue;
        if (fact->holder.kind != TOEGANG_RRN_NONE && !toegang_rrn_equal(&fact->holder, &c->holder)) continue;
        if (fact->eloket[0] && strcmp(fact->eloket, c->policy->eloket) != 0) continue;
        if (fact->organisation.scheme != TOEGANG_SCHEME_NONE &&
            !toegang_organisation_equal(&fact->organisation, &c->question->organisation))
            continue;
        tg_case_look(c, i);
        if (tg_fact_live(fact, c->at)) return i;
    }
    return c->count;
}
