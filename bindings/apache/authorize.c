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

/* For whom. An expression that gives nothing is no organisation, never "for oneself". */
static toegang_status read_organisation(request_rec *r, const struct tg_line *line,
                                        const toegang_identity *identity, toegang_organisation *out,
                                        toegang_report *report)
{
    const char *key = NULL;
    if (line->self) return TOEGANG_GOOD;
    if (!line->organisation) return *out = toegang_identity_organisation(identity), TOEGANG_GOOD;
    toegang_status status = tg_value(r, line->organisation, &key, report);
    return status == TOEGANG_GOOD ? toegang_organisation_parse(key, strlen(key), out, report) : status;
}

/* In which context. One that gives nothing is none that could be granted: to ask without would admit any. */
static toegang_status read_context(request_rec *r, const struct tg_line *line, const char **out,
                                   toegang_report *report)
{
    if (!line->context) return TOEGANG_GOOD;
    toegang_status status = tg_value(r, line->context, out, report);
    return status == TOEGANG_GOOD && !**out ? tg_fault(report, TOEGANG_REFUSED, "right.context") : status;
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
    toegang_status status = read_context(r, line, &question.context, report);
    return status == TOEGANG_GOOD ? toegang_check(tg_all(r->server), &question, out, report) : status;
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

/* What the registers that could not answer said; else the report. */
static const char *trouble_of(request_rec *r, const toegang_decision *decision, const toegang_report *report)
{
    const char *text = "";
    const toegang_evidence *piece;
    for (size_t i = 0; (piece = toegang_decision_evidence(decision, i)); i++)
        if (piece->kind == TOEGANG_EVIDENCE_REGISTER)
            text = apr_psprintf(r->pool, "%s %s: %s [%s]", text, toegang_register_name(piece->reg),
                                piece->detail, piece->check);
    return *text ? text + 1 : tg_explained(r->pool, report);
}

static void log_answer(request_rec *r, const struct tg_line *line, const toegang_decision *decision,
                       const toegang_report *report, const char *person)
{
    toegang_outcome outcome = toegang_decision_outcome(decision);
    if (outcome == TOEGANG_OUTCOME_INDETERMINATE)
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r, "toegang: %s: %s cannot be judged: %s", line->eloket,
                      person, trouble_of(r, decision, report));
    else
        ap_log_rerror(APLOG_MARK, APLOG_INFO, 0, r, "toegang: %s: %s %s [%s]", line->eloket, person,
                      toegang_outcome_name(outcome), toegang_decision_check(decision));
}

/* Whoever asks gets an answer, and it is kept. Not judged: who it is, or for whom, could not even be read. */
static toegang_outcome judge(request_rec *r, const struct tg_line *line, bool *judged)
{
    const toegang_identity *identity = NULL;
    toegang_organisation organisation = {.scheme = TOEGANG_SCHEME_NONE};
    toegang_decision *decision = NULL;
    toegang_report report = {0};
    toegang_status status = tg_who(r, &identity, &report);
    tg_mask_user(r, identity);
    if (status == TOEGANG_GOOD) status = read_organisation(r, line, identity, &organisation, &report);
    if (status == TOEGANG_GOOD) status = ask(r, line, identity, &organisation, &decision, &report);
    *judged = decision != NULL;
    if (!decision && toegang_decision_refusal(&report, &decision, NULL) != TOEGANG_GOOD)
        return TOEGANG_OUTCOME_INDETERMINATE;
    toegang_outcome outcome = toegang_decision_outcome(decision);
    apr_table_t *told = tg_told(r, decision, identity, &organisation);
    log_answer(r, line, decision, &report, identity ? tg_person(r, identity) : TG_SOMEBODY);
    tg_tell(r, told);
    keep(tg_visitor_of(r), decision, told);
    return outcome;
}

void tg_refused(request_rec *r, const toegang_report *report)
{
    const toegang_organisation nobody = {.scheme = TOEGANG_SCHEME_NONE};
    toegang_decision *decision = NULL;
    if (toegang_decision_refusal(report, &decision, NULL) != TOEGANG_GOOD) return;
    apr_table_t *told = tg_told(r, decision, NULL, &nobody);
    tg_tell(r, told);
    keep(tg_visitor_of(r), decision, told);
}

/*
 * A no lets in where it is turned. What could not be judged, or not even read, is no such no: it ends the
 * whole. Elsewhere another line may still let in.
 */
static authz_status check(request_rec *r, const char *text, const void *parsed)
{
    const struct tg_line *line = parsed;
    struct tg_visitor *visitor = tg_visitor_of(r);
    bool judged = false;
    (void)text;
    visitor->nobody = visitor->nobody || (!r->user && line->turned);
    if (!r->user) return AUTHZ_DENIED_NO_USER;
    toegang_outcome outcome = judge(r, line, &judged);
    if (judged && outcome == TOEGANG_OUTCOME_PERMIT) return AUTHZ_GRANTED;
    if (!line->turned || (judged && outcome == TOEGANG_OUTCOME_DENY)) return AUTHZ_DENIED;
    visitor->ended = true;
    return AUTHZ_GENERAL_ERROR;
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

/* Answers of other kinds, as a redirect to somewhere, and errors of others are not ours. */
static int answer_of(request_rec *r, const struct tg_visitor *visitor, int status)
{
    const struct tg_answer *permit = &visitor->permit, *refusal = &visitor->refusal;
    bool error = status == HTTP_INTERNAL_SERVER_ERROR;
    if (status == OK && permit->decision) tg_tell(r, permit->told);
    if (status != HTTP_UNAUTHORIZED && status != HTTP_FORBIDDEN && !error) return status;
    if (refusal->decision && (!error || visitor->ended)) return refuse(r, refusal);
    return permit->decision ? forbid(r, status) : status;
}

static int judge_section(request_rec *r)
{
    struct tg_visitor *visitor = tg_visitor_of(r);
    if (visitor->within) return DECLINED;
    visitor->within = true;
    int status = ap_run_auth_checker(r);
    visitor->within = false;
    return answer_of(r, visitor, status);
}

/* As the server does when the lines need somebody. */
static int sign_in_first(request_rec *r)
{
    int status = ap_run_check_user_id(r);
    if (status != OK) return status == DECLINED ? HTTP_INTERNAL_SERVER_ERROR : status;
    return r->user ? ap_run_auth_checker(r) : HTTP_INTERNAL_SERVER_ERROR;
}

/*
 * The server judges once before anybody signs in, and takes the no of a line that is turned for a yes: where
 * such a line needs to know who it is, people sign in after all. Some modules know who it is by now, and then
 * this is the answer.
 */
static int judge_before(request_rec *r)
{
    struct tg_visitor *visitor = tg_visitor_of(r);
    if (visitor->within) return DECLINED;
    visitor->within = true;
    int status = ap_run_access_checker_ex(r);
    visitor->within = false;
    return status == OK && visitor->nobody ? sign_in_first(r) : answer_of(r, visitor, status);
}

static const authz_provider provider = {check, tg_line_parse};

void tg_authorize_register(apr_pool_t *pool)
{
    ap_register_auth_provider(pool, AUTHZ_PROVIDER_GROUP, TG_NAME, AUTHZ_PROVIDER_VERSION, &provider,
                              AP_AUTH_INTERNAL_PER_CONF);
    ap_hook_check_access_ex(judge_before, NULL, NULL, APR_HOOK_REALLY_FIRST, AP_AUTH_INTERNAL_PER_CONF);
    ap_hook_check_authz(judge_section, NULL, NULL, APR_HOOK_REALLY_FIRST, AP_AUTH_INTERNAL_PER_CONF);
}
