/* SPDX-License-Identifier: Apache-2.0 */
/* Who may pass: the handler of the access phase, and its counterpart for subrequests. */
#include "ngx_http_toegang_module.h"

/* A form that was sent would be lost on the way. */
static int may_be_led(ngx_http_request_t *r)
{
    return (r->method & (NGX_HTTP_GET | NGX_HTTP_HEAD)) && toegang_nginx_wants_page(r);
}

/* A token or visit that is refused is 401: another may do. What could not be judged is 503. */
static ngx_int_t answer_refused(ngx_http_request_t *r, const toegang_nginx_location *location,
                                toegang_nginx_context *context)
{
    if (context->who.why.status <= TOEGANG_GOOD) /* it was not judged, or nobody got so far */
        return toegang_nginx_refuse(r, location, context, NGX_HTTP_SERVICE_UNAVAILABLE);
    if (context->who.way == TOEGANG_NGINX_BY_PROXY)
        return toegang_nginx_refuse(r, location, context, NGX_HTTP_FORBIDDEN);
    if (context->who.way == TOEGANG_NGINX_BY_VISIT && may_be_led(r))
        return toegang_nginx_lead_to_sign_in(r, location);
    return toegang_nginx_refuse(r, location, context, NGX_HTTP_UNAUTHORIZED);
}

static ngx_int_t answer_nobody(ngx_http_request_t *r, const toegang_nginx_location *location,
                               toegang_nginx_context *context)
{
    if (location->sign_in.len > 0 && may_be_led(r)) return toegang_nginx_lead_to_sign_in(r, location);
    return toegang_nginx_refuse(r, location, context, NGX_HTTP_UNAUTHORIZED);
}

/* As long as nothing is chosen nobody acts "for oneself" either: who can show no page is told to choose. */
static ngx_int_t answer_unchosen(ngx_http_request_t *r, const toegang_nginx_location *location,
                                 toegang_nginx_context *context)
{
    if (may_be_led(r)) return toegang_nginx_lead_to_choice(r, location);
    context->who.why = (toegang_report){.status = TOEGANG_REFUSED, .check = "visit.choice"};
    return toegang_nginx_refuse(r, location, context, NGX_HTTP_FORBIDDEN);
}

static ngx_int_t answer_decision(ngx_http_request_t *r, const toegang_nginx_location *location,
                                 toegang_nginx_context *context)
{
    toegang_outcome outcome = TOEGANG_OUTCOME_INDETERMINATE;
    if (context->asked.decision) outcome = toegang_decision_outcome(context->asked.decision);
    if (outcome == TOEGANG_OUTCOME_DENY)
        return toegang_nginx_refuse(r, location, context, NGX_HTTP_FORBIDDEN);
    if (outcome != TOEGANG_OUTCOME_PERMIT)
        return toegang_nginx_refuse(r, location, context, NGX_HTTP_SERVICE_UNAVAILABLE);
    return NGX_OK;
}

/*
 * What was waited for counts as it was asked. Variables belong to a request with all its parts: while this
 * one waited another may have made its organisation of them.
 */
static ngx_int_t judge(ngx_http_request_t *r, const toegang_nginx_location *location,
                       toegang_nginx_context *context)
{
    if (context->asked.awaited) {
        context->asked.awaited = 0;
        return answer_decision(r, location, context);
    }
    ngx_int_t status = toegang_nginx_find_out(r, location, context);
    if (status != NGX_OK) return status;
    if (!context->who.identity && context->who.way == TOEGANG_NGINX_NOBODY)
        return answer_nobody(r, location, context);
    if (!context->who.identity) return answer_refused(r, location, context);
    if (context->choose && location->whom == TOEGANG_NGINX_VISIT)
        return answer_unchosen(r, location, context);
    status = toegang_nginx_ask(r, location, context);
    return status == NGX_OK ? answer_decision(r, location, context) : status;
}

static ngx_int_t pass(ngx_http_request_t *r, const toegang_nginx_location *location)
{
    toegang_nginx_context *context = toegang_nginx_context_make(r);
    if (!context) return NGX_HTTP_INTERNAL_SERVER_ERROR;
    if (context->waiting) return NGX_DONE;
    ngx_int_t status = judge(r, location, context);
    if (status == NGX_ERROR) return NGX_HTTP_INTERNAL_SERVER_ERROR;
    if (status == NGX_HTTP_SERVICE_UNAVAILABLE) return toegang_nginx_refuse(r, location, context, status);
    return status;
}

ngx_int_t toegang_nginx_access(ngx_http_request_t *r)
{
    const toegang_nginx_location *location = ngx_http_get_module_loc_conf(r, ngx_http_toegang_module);
    return location->counter ? pass(r, location) : NGX_DECLINED;
}

/*
 * A subrequest (SSI, auth_request, mirror, addition) has no access phase in nginx. Where its location asks
 * what its main request was permitted, that counts; else it is asked here, so that a page in front opens
 * nothing behind it.
 */
static int same_rules(const toegang_nginx_location *one, const toegang_nginx_location *other)
{
    return one->config == other->config && one->counter == other->counter && one->whom == other->whom &&
           one->bearer == other->bearer && one->token == other->token && one->peers == other->peers &&
           one->headers == other->headers && one->sign_in.data == other->sign_in.data;
}

static int permitted(ngx_http_request_t *r, const toegang_nginx_location *location)
{
    const toegang_nginx_context *main = toegang_nginx_context_of(r->main);
    return main && !main->waiting && main->asked.decision && same_rules(main->asked.location, location) &&
           !location->counter->context && location->whom != TOEGANG_NGINX_VALUE &&
           toegang_decision_outcome(main->asked.decision) == TOEGANG_OUTCOME_PERMIT;
}

ngx_int_t toegang_nginx_subrequest(ngx_http_request_t *r)
{
    const toegang_nginx_location *location = ngx_http_get_module_loc_conf(r, ngx_http_toegang_module);
    if (toegang_nginx_strip_proxy(r, location) != NGX_OK) return NGX_HTTP_INTERNAL_SERVER_ERROR;
    if (r == r->main || !location->counter || permitted(r, location)) return NGX_DECLINED;
    ngx_int_t status = pass(r, location);
    return status == NGX_OK ? NGX_DECLINED : status;
}
