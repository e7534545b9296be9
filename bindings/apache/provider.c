/* SPDX-License-Identifier: Apache-2.0 */
/* The authorization provider `toegang`: one line is asked and answered. */
#include <apr_strings.h>
#include <http_request.h>

#include "mod_toegang.h"

/* ---- asking ---- */

/* What its expressions are in this request. */
static toegang_status evaluate(request_rec *r, struct tg_asked *asked, toegang_report *report)
{
    const struct tg_line *line = asked->line;
    toegang_status status = TOEGANG_GOOD;
    if (line->organisation) status = tg_value(r, line->organisation, &asked->organisation, report);
    if (line->context && status == TOEGANG_GOOD) status = tg_value(r, line->context, &asked->context, report);
    return status;
}

/* For whom. An expression that gives nothing is no organisation, never "for oneself". */
static toegang_status read_organisation(const struct tg_asked *asked, const toegang_identity *identity,
                                        toegang_organisation *out, toegang_report *report)
{
    const char *key = asked->organisation;
    if (asked->line->self) return TOEGANG_GOOD;
    if (!asked->line->organisation) return *out = toegang_identity_organisation(identity), TOEGANG_GOOD;
    return toegang_organisation_parse(key, strlen(key), out, report);
}

static toegang_status ask(request_rec *r, const struct tg_asked *asked, const toegang_identity *identity,
                          const toegang_organisation *organisation, toegang_decision **out,
                          toegang_report *report)
{
    const struct tg_place *place = tg_place_of(r);
    toegang_question question = {.size = sizeof question,
                                 .identity = identity,
                                 .organisation = *organisation,
                                 .eloket = asked->line->eloket,
                                 .right = asked->line->right,
                                 .context = asked->context,
                                 .at = apr_time_sec(apr_time_now()),
                                 .patience_ms = place->patience_ms ? place->patience_ms : TG_PATIENCE_MS};
    /* An expression that gives nothing is refused: without a context any right would do. */
    if (asked->context && !*asked->context) return tg_fault(report, TOEGANG_REFUSED, "right.context");
    return toegang_check(tg_all(r->server), &question, out, report);
}

/* ---- answering ---- */

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

/* mod_cache would show anybody, unasked, what this person gets, and the page that it is a part of. */
static void keep_from_caches(request_rec *r)
{
    for (; r; r = r->main) r->no_cache = 1;
}

/* Whoever asks gets an answer, and it is kept. Not judged: who it is, or for whom, could not even be read. */
static toegang_outcome judge(request_rec *r, struct tg_asked *asked, bool *judged)
{
    const toegang_identity *identity = NULL;
    toegang_organisation organisation = {.scheme = TOEGANG_SCHEME_NONE};
    toegang_decision *decision = NULL;
    toegang_report report = {0};
    toegang_status status = tg_who(r, &identity, &report);
    tg_mask_user(r, identity);
    keep_from_caches(r);
    if (status == TOEGANG_GOOD) status = evaluate(r, asked, &report);
    if (status == TOEGANG_GOOD) status = read_organisation(asked, identity, &organisation, &report);
    if (status == TOEGANG_GOOD) status = ask(r, asked, identity, &organisation, &decision, &report);
    *judged = decision != NULL;
    if (!decision && toegang_decision_refusal(&report, &decision, NULL) != TOEGANG_GOOD)
        return TOEGANG_OUTCOME_INDETERMINATE;
    toegang_outcome outcome = toegang_decision_outcome(decision);
    apr_table_t *told = tg_told(r, decision, identity, &organisation);
    log_answer(r, asked->line, decision, &report, identity ? tg_person(r, identity) : TG_SOMEBODY);
    tg_tell(r, told);
    tg_keep(tg_visitor_of(r), decision, told);
    return outcome;
}

/*
 * Where a line is turned (struct tg_line) a no lets in. What could not be judged, or not even read, is no
 * such no: it ends the whole. Elsewhere another line may still let in.
 */
static authz_status answer(request_rec *r, struct tg_asked *asked)
{
    bool judged = false;
    toegang_outcome outcome = judge(r, asked, &judged);
    if (judged && outcome == TOEGANG_OUTCOME_PERMIT) return AUTHZ_GRANTED;
    if (!asked->line->turned || (judged && outcome == TOEGANG_OUTCOME_DENY)) return AUTHZ_DENIED;
    tg_visitor_of(r)->ended = true;
    return AUTHZ_GENERAL_ERROR;
}

static authz_status note(request_rec *r, const struct tg_asked *asked)
{
    struct tg_visitor *visitor = tg_visitor_of(r);
    if (!visitor->asked) visitor->asked = apr_array_make(r->pool, 1, sizeof *asked);
    APR_ARRAY_PUSH(visitor->asked, struct tg_asked) = *asked;
    return asked->answer;
}

static authz_status answer_and_note(request_rec *r, const struct tg_line *line)
{
    struct tg_asked asked = {.line = line};
    asked.answer = answer(r, &asked);
    return note(r, &asked);
}

static authz_status check(request_rec *r, const char *text, const void *parsed)
{
    const struct tg_line *line = parsed;
    struct tg_visitor *visitor = tg_visitor_of(r);
    (void)text;
    visitor->nobody = visitor->nobody || (!r->user && line->turned);
    return r->user ? answer_and_note(r, line) : AUTHZ_DENIED_NO_USER;
}

/* ---- again ---- */

static bool is_same(const char *now, const char *before)
{
    return now == before || (now && before && strcmp(now, before) == 0);
}

/* A part of a page (a folder that is listed has thousands) that asks what the page did: its answer counts. */
static bool asks_the_same(request_rec *r, const struct tg_asked *before)
{
    struct tg_asked now = {.line = before->line};
    toegang_report report = {0};
    return !r->prev && evaluate(r, &now, &report) == TOEGANG_GOOD &&
           is_same(now.organisation, before->organisation) && is_same(now.context, before->context);
}

/* What let in still does when every line answers as it did, or better where a yes cannot keep out. */
bool tg_answers_as_before(request_rec *r, const apr_array_header_t *before)
{
    for (int i = 0; i < before->nelts; i++) {
        const struct tg_asked *asked = &APR_ARRAY_IDX(before, i, struct tg_asked);
        authz_status now = asks_the_same(r, asked) ? note(r, asked) : answer_and_note(r, asked->line);
        if (now != asked->answer && (asked->line->turned || now != AUTHZ_GRANTED)) return false;
    }
    return true;
}

static const authz_provider provider = {check, tg_line_parse};

void tg_provider_register(apr_pool_t *pool)
{
    ap_register_auth_provider(pool, AUTHZ_PROVIDER_GROUP, TG_NAME, AUTHZ_PROVIDER_VERSION, &provider,
                              AP_AUTH_INTERNAL_PER_CONF);
}
