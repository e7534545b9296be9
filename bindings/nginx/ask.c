/* SPDX-License-Identifier: Apache-2.0 */
/* The question: answered from memory where it can be, else on a thread. */
#include "ngx_http_toegang_module.h"

/* For the administrator: which register it was, and why. A visitor is told the check alone. */
static void log_registers(const ngx_http_request_t *r, const toegang_decision *decision)
{
    const toegang_evidence *evidence;
    for (size_t i = 0; (evidence = toegang_decision_evidence(decision, i)); i++)
        if (evidence->kind == TOEGANG_EVIDENCE_REGISTER)
            ngx_log_error(NGX_LOG_ERR, r->connection->log, 0, "toegang: %s could not answer [%s] %s",
                          toegang_register_name(evidence->reg), evidence->check, evidence->detail);
}

static void log_fault(const ngx_http_request_t *r, const toegang_decision *decision,
                      const toegang_report *why)
{
    if (decision && toegang_decision_outcome(decision) == TOEGANG_OUTCOME_INDETERMINATE)
        log_registers(r, decision);
    if (!decision && why->status < TOEGANG_GOOD) toegang_nginx_log(r, why);
}

static ngx_int_t keep(const ngx_http_request_t *r, toegang_nginx_context *context, toegang_decision *decision,
                      const toegang_report *why)
{
    log_fault(r, decision, why);
    if (!decision && toegang_decision_refusal(why, &decision, NULL) != TOEGANG_GOOD) decision = NULL;
    context->asked.decision = decision;
    context->asked.answered = 1;
    return NGX_OK;
}

static toegang_question question_of(const toegang_nginx_location *location,
                                    const toegang_nginx_context *context)
{
    const toegang_nginx_asked *asked = &context->asked;
    return (toegang_question){
        .size = sizeof(toegang_question),
        .identity = context->who.identity,
        .organisation = asked->organisation,
        .eloket = (const char *)location->counter->eloket.data,
        .right = location->counter->right.len ? (const char *)location->counter->right.data : NULL,
        .context = asked->context.len ? (const char *)asked->context.data : NULL,
        .at = ngx_time(),
        .patience_ms = (int64_t)location->patience};
}

struct asking {
    const toegang *all;
    toegang_question question; /* what it points to is immutable and lives as long as the request */
    int64_t begun_ms;
    toegang_status status;
    toegang_decision *decision;
    toegang_report why;
};

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The patience begins with the request: who waited too long for a thread asks no directory any more. */
static void ask(void *data)
{
    struct asking *it = data;
    int64_t left = it->question.patience_ms - (now_ms() - it->begun_ms);
    if (left <= 0) {
        it->why = (toegang_report){.status = it->status = TOEGANG_UNAVAILABLE, .check = "directory.time-out"};
        return;
    }
    it->question.patience_ms = left;
    it->status = toegang_check(it->all, &it->question, &it->decision, &it->why);
}

static void asked(ngx_http_request_t *r, void *data)
{
    struct asking *it = data;
    toegang_nginx_context *context = toegang_nginx_context_of(r);
    (void)keep(r, context, it->decision, &it->why);
    context->asked.awaited = 1;
}

static ngx_int_t ask_on_thread(ngx_http_request_t *r, const toegang_nginx_location *location,
                               const toegang_question *question)
{
    struct asking *it = ngx_palloc(r->pool, sizeof *it);
    if (!it) return NGX_ERROR;
    *it = (struct asking){.all = location->config->all, .question = *question, .begun_ms = now_ms()};
    return toegang_nginx_task(r, location, ask, asked, it);
}

/* 1 when nobody had to be waited for. What is refused or wrong is known at once as well. */
static int at_hand(const toegang_nginx_location *location, toegang_question question,
                   toegang_decision **decision, toegang_report *why)
{
    question.at_hand = 1;
    return toegang_check(location->config->all, &question, decision, why) != TOEGANG_UNAVAILABLE;
}

/* For which organisation. A value that is none is refused: it never becomes "for oneself". */
static ngx_int_t organisation_of(ngx_http_request_t *r, const toegang_nginx_location *location,
                                 const toegang_nginx_who *who, toegang_organisation *out, toegang_report *why)
{
    ngx_str_t text;
    *out = (toegang_organisation){0};
    if (location->whom == TOEGANG_NGINX_VISIT) *out = who->organisation;
    if (location->whom != TOEGANG_NGINX_VALUE) return NGX_OK;
    if (ngx_http_complex_value(r, location->organisation, &text) != NGX_OK) return NGX_ERROR;
    if (toegang_organisation_parse((const char *)text.data, text.len, out, why) != TOEGANG_GOOD)
        *out = (toegang_organisation){0};
    return NGX_OK;
}

/*
 * The value as a text that ends in NUL. An empty value would ask about no context, which any right answers,
 * and one with a NUL in it about another context: both are refused.
 */
static ngx_int_t context_of(ngx_http_request_t *r, const toegang_nginx_counter *counter, ngx_str_t *out,
                            toegang_report *why)
{
    ngx_str_t text = ngx_null_string;
    if (!counter->context) return NGX_OK;
    if (ngx_http_complex_value(r, counter->context, &text) != NGX_OK) return NGX_ERROR;
    if (text.len == 0 || ngx_strlchr(text.data, text.data + text.len, '\0'))
        *why = (toegang_report){.status = TOEGANG_REFUSED, .check = "right.context"};
    u_char *copy = ngx_pnalloc(r->pool, text.len + 1);
    if (!copy) return NGX_ERROR;
    *ngx_cpymem(copy, text.data, text.len) = '\0';
    *out = (ngx_str_t){text.len, copy};
    return NGX_OK;
}

static int known(const toegang_nginx_asked *one, const toegang_nginx_asked *other)
{
    return one->answered && one->location->config == other->location->config &&
           one->location->counter == other->location->counter && one->context.len == other->context.len &&
           (one->context.len == 0 ||
            ngx_memcmp(one->context.data, other->context.data, one->context.len) == 0) &&
           one->organisation.scheme == other->organisation.scheme &&
           ngx_strcmp(one->organisation.value, other->organisation.value) == 0;
}

ngx_int_t toegang_nginx_ask(ngx_http_request_t *r, const toegang_nginx_location *location,
                            toegang_nginx_context *context)
{
    toegang_nginx_asked now = {.location = location};
    toegang_decision *decision = NULL;
    toegang_report why = {0};
    if (context_of(r, location->counter, &now.context, &why) != NGX_OK ||
        organisation_of(r, location, &context->who, &now.organisation, &why) != NGX_OK)
        return NGX_ERROR;
    if (why.status == TOEGANG_GOOD && known(&context->asked, &now)) return NGX_OK;
    toegang_decision_free(context->asked.decision);
    context->asked = now;
    if (why.status != TOEGANG_GOOD) return keep(r, context, NULL, &why);
    const toegang_question question = question_of(location, context);
    if (at_hand(location, question, &decision, &why)) return keep(r, context, decision, &why);
    return ask_on_thread(r, location, &question);
}
