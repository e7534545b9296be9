/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The authorization provider `toegang`, and the answer of the whole section around it. The server knows yes,
 * no and an error (500), and calls a no of somebody who signed in 401. So its judging runs inside ours, which
 * knows what was answered: 403 for a no, 503 for what could not be judged.
 */
#include <apr_strings.h>
#include <http_protocol.h>
#include <http_request.h>
#include <mod_auth.h>

#include "mod_toegang.h"

/* ---- what is known of a request ---- */

static apr_status_t forget(void *of_request)
{
    struct tg_visitor *visitor = of_request;
    toegang_identity_free(visitor->identity);
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

/* ---- one line ---- */

/* Of text that an expression gives: what cannot be said is no organisation, never "for oneself". */
static toegang_status organisation_of(request_rec *r, const struct tg_line *line,
                                      const toegang_identity *identity, toegang_organisation *out,
                                      toegang_report *report)
{
    *out = (toegang_organisation){.scheme = TOEGANG_SCHEME_NONE};
    if (line->self) return TOEGANG_GOOD;
    if (!line->organisation) return *out = toegang_identity_organisation(identity), TOEGANG_GOOD;
    const char *key = tg_value(r, line->organisation);
    return toegang_organisation_parse(key ? key : "", key ? strlen(key) : 0, out, report);
}

static toegang_status ask(request_rec *r, const struct tg_line *line, const toegang_identity *identity,
                          const toegang_organisation *organisation, toegang_decision **out,
                          toegang_report *report)
{
    const struct tg_place *place = tg_place_of(r);
    toegang_question question = {.size = sizeof question,
                                 .identity = identity,
                                 .organisation = *organisation,
                                 .eloket = line->eloket,
                                 .right = line->right,
                                 .at = apr_time_sec(apr_time_now()),
                                 .patience_ms = place->patience_ms ? place->patience_ms : TG_PATIENCE_MS};
    if (line->context) question.context = tg_value(r, line->context);
    if (line->context && !question.context) question.context = "";
    return toegang_check(tg_all(r->server), &question, out, report);
}

static bool is_open(const struct tg_answer *refusal)
{
    return refusal->decision && toegang_decision_outcome(refusal->decision) == TOEGANG_OUTCOME_INDETERMINATE;
}

static void put_answer(struct tg_answer *place, toegang_decision *decision, apr_table_t *told)
{
    toegang_decision_free(place->decision);
    *place = (struct tg_answer){decision, told};
}

/* One that could not be judged stays: with it the answer of the whole is not a plain no. */
static void keep(struct tg_visitor *visitor, toegang_decision *decision, apr_table_t *told)
{
    toegang_outcome outcome = toegang_decision_outcome(decision);
    if (outcome == TOEGANG_OUTCOME_PERMIT)
        put_answer(&visitor->permit, decision, told);
    else if (outcome == TOEGANG_OUTCOME_INDETERMINATE || !is_open(&visitor->refusal))
        put_answer(&visitor->refusal, decision, told);
    else
        toegang_decision_free(decision);
}

static void log_answer(request_rec *r, const struct tg_line *line, const toegang_decision *decision,
                       const toegang_report *report, const char *person)
{
    toegang_outcome outcome = toegang_decision_outcome(decision);
    if (outcome == TOEGANG_OUTCOME_INDETERMINATE)
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r, "toegang: %s: %s cannot be judged: %s [%s]", line->eloket,
                      person, tg_explained(r->pool, report), toegang_decision_check(decision));
    else
        ap_log_rerror(APLOG_MARK, APLOG_INFO, 0, r, "toegang: %s: %s %s [%s]", line->eloket, person,
                      toegang_outcome_name(outcome), toegang_decision_check(decision));
}

/* GOOD, REFUSED or INDETERMINATE: there is a decision and it is kept. */
static toegang_outcome judge(request_rec *r, const struct tg_line *line, const toegang_identity *identity,
                             toegang_report *report)
{
    toegang_organisation organisation = {.scheme = TOEGANG_SCHEME_NONE};
    toegang_decision *decision = NULL;
    if (report->status == TOEGANG_GOOD) organisation_of(r, line, identity, &organisation, report);
    if (report->status == TOEGANG_GOOD) ask(r, line, identity, &organisation, &decision, report);
    if (!decision && toegang_decision_refusal(report, &decision, NULL) != TOEGANG_GOOD)
        return TOEGANG_OUTCOME_INDETERMINATE;
    toegang_outcome outcome = toegang_decision_outcome(decision);
    apr_table_t *told = tg_told(r, decision, identity, &organisation);
    log_answer(r, line, decision, report, identity ? tg_person(r, identity) : "somebody");
    tg_tell(r, told);
    keep(tg_visitor_of(r), decision, told);
    return outcome;
}

/* Somebody must sign in first. Where a no may open, the server would let nobody at all through: see below. */
static authz_status need_somebody(request_rec *r, const struct tg_line *line)
{
    if (!line->turned) return AUTHZ_DENIED_NO_USER;
    tg_visitor_of(r)->nobody = true;
    return r->user ? AUTHZ_GENERAL_ERROR : AUTHZ_DENIED_NO_USER;
}

static authz_status check(request_rec *r, const char *text, const void *parsed)
{
    const struct tg_line *line = parsed;
    const toegang_identity *identity = NULL;
    toegang_report report = {0};
    (void)text;
    if (!r->user) return need_somebody(r, line);
    toegang_status status = tg_who(r, &identity, &report);
    if (status == TOEGANG_GOOD && !identity) return need_somebody(r, line);
    if (identity) tg_mask_user(r, identity);
    toegang_outcome outcome = judge(r, line, identity, &report);
    if (outcome == TOEGANG_OUTCOME_PERMIT) return AUTHZ_GRANTED;
    /* What could not be judged ends it where a no may open; elsewhere another line may still let him in. */
    return outcome == TOEGANG_OUTCOME_INDETERMINATE && line->turned ? AUTHZ_GENERAL_ERROR : AUTHZ_DENIED;
}

/* ---- the whole section ---- */

/* Whom we know signs in no better by doing it again. */
static int forbid(request_rec *r, int status)
{
    if (status != HTTP_UNAUTHORIZED) return status;
    apr_table_unset(r->err_headers_out, "WWW-Authenticate");
    return HTTP_FORBIDDEN;
}

static int refuse(request_rec *r, const struct tg_answer *refusal)
{
    tg_tell(r, refusal->told);
    apr_table_setn(r->err_headers_out, "Cache-Control", "no-store");
    apr_table_set(r->err_headers_out, "Toegang-Check", toegang_decision_check(refusal->decision));
    apr_table_unset(r->err_headers_out, "WWW-Authenticate");
    if (!is_open(refusal)) {
        tg_challenge_denied(r, toegang_decision_check(refusal->decision));
        return HTTP_FORBIDDEN;
    }
    apr_table_setn(r->err_headers_out, "Retry-After", TG_RETRY_AFTER);
    return HTTP_SERVICE_UNAVAILABLE;
}

/* Answers of other kinds, as a redirect to somewhere, are not ours. */
static int answer_of(request_rec *r, const struct tg_visitor *visitor, int status)
{
    const struct tg_answer *permit = &visitor->permit, *refusal = &visitor->refusal;
    bool error = status == HTTP_INTERNAL_SERVER_ERROR;
    if (status == OK && permit->decision) tg_tell(r, permit->told);
    if (status != HTTP_UNAUTHORIZED && status != HTTP_FORBIDDEN && !error) return status;
    if (refusal->decision && (!error || is_open(refusal))) return refuse(r, refusal);
    if (permit->decision) return forbid(r, status);
    return visitor->nobody ? HTTP_UNAUTHORIZED : status;
}

static int judge_section(request_rec *r)
{
    struct tg_visitor *visitor = tg_visitor_of(r);
    if (visitor->within) return DECLINED;
    visitor->within = true;
    visitor->nobody = false;
    int status = ap_run_auth_checker(r);
    visitor->within = false;
    return answer_of(r, visitor, status);
}

/*
 * Before anybody signs in the server takes the no of a line that is turned for a yes. Where such a line needs
 * to know who it is, people sign in after all.
 */
static int judge_before(request_rec *r)
{
    struct tg_visitor *visitor = tg_visitor_of(r);
    if (visitor->within) return DECLINED;
    visitor->within = true;
    int status = ap_run_access_checker_ex(r);
    visitor->within = false;
    if (status != OK || !visitor->nobody) return status;
    status = ap_run_check_user_id(r);
    if (status != OK) return status == DECLINED ? HTTP_INTERNAL_SERVER_ERROR : status;
    return r->user ? ap_run_auth_checker(r) : HTTP_INTERNAL_SERVER_ERROR;
}

static const authz_provider provider = {check, tg_line_parse};

void tg_authorize_register(apr_pool_t *pool)
{
    ap_register_auth_provider(pool, AUTHZ_PROVIDER_GROUP, TG_NAME, AUTHZ_PROVIDER_VERSION, &provider,
                              AP_AUTH_INTERNAL_PER_CONF);
    ap_hook_check_access_ex(judge_before, NULL, NULL, APR_HOOK_REALLY_FIRST, AP_AUTH_INTERNAL_PER_CONF);
    ap_hook_check_authz(judge_section, NULL, NULL, APR_HOOK_REALLY_FIRST, AP_AUTH_INTERNAL_PER_CONF);
}
