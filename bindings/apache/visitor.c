/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of a request: who it is, and what was answered. */
#include "mod_toegang.h"

static apr_status_t forget(void *of_request)
{
    struct tg_visitor *visitor = of_request;
    toegang_decision_free(visitor->permit.decision);
    toegang_decision_free(visitor->refusal.decision);
    return APR_SUCCESS;
}

struct tg_visitor *tg_visitor_of(request_rec *r)
{
    struct tg_visitor *visitor = ap_get_module_config(r->request_config, &toegang_module);
    if (visitor) return visitor;
    visitor = apr_pcalloc(r->pool, sizeof *visitor);
    ap_set_module_config(r->request_config, &toegang_module, visitor);
    apr_pool_cleanup_register(r->pool, visitor, forget, apr_pool_cleanup_null);
    return visitor;
}

bool tg_is_undecided(const struct tg_answer *refusal)
{
    return refusal->decision && toegang_decision_outcome(refusal->decision) == TOEGANG_OUTCOME_INDETERMINATE;
}

static void put_answer(struct tg_answer *place, toegang_decision *decision, apr_table_t *told)
{
    toegang_decision_free(place->decision);
    *place = (struct tg_answer){decision, told};
}

/* One that could not be judged stays: with it the answer of the whole is not a plain no. */
void tg_keep(struct tg_visitor *visitor, toegang_decision *decision, apr_table_t *told)
{
    toegang_outcome outcome = toegang_decision_outcome(decision);
    if (outcome == TOEGANG_OUTCOME_PERMIT)
        put_answer(&visitor->permit, decision, told);
    else if (outcome == TOEGANG_OUTCOME_INDETERMINATE || !tg_is_undecided(&visitor->refusal))
        put_answer(&visitor->refusal, decision, told);
    else
        toegang_decision_free(decision);
}

void tg_forget_refusal(struct tg_visitor *visitor)
{
    put_answer(&visitor->refusal, NULL, NULL);
}

void tg_refused(request_rec *r, const toegang_report *report)
{
    const toegang_organisation nobody = {.scheme = TOEGANG_SCHEME_NONE};
    toegang_decision *decision = NULL;
    if (toegang_decision_refusal(report, &decision, NULL) != TOEGANG_GOOD) return;
    apr_table_t *told = tg_told(r, decision, NULL, &nobody);
    tg_tell(r, told);
    tg_keep(tg_visitor_of(r), decision, told);
}
