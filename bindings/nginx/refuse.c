/* SPDX-License-Identifier: Apache-2.0 */
/* Answers that let nobody through: status, headers, and a page or a text that says why and what to do. */
#include "ngx_http_toegang_module.h"

#define RETRY_AFTER "5"

ngx_table_elt_t *toegang_nginx_add(ngx_http_request_t *r, const char *name, const char *value)
{
    ngx_table_elt_t *header = ngx_list_push(&r->headers_out.headers);
    if (!header) return NULL;
    ngx_memzero(header, sizeof *header);
    size_t length = ngx_strlen(value);
    header->key = (ngx_str_t){ngx_strlen(name), (u_char *)name};
    header->value = (ngx_str_t){length, ngx_pnalloc(r->pool, length)};
    if (!header->value.data) return NULL;
    ngx_memcpy(header->value.data, value, length);
    header->hash = 1;
    return header;
}

/* The decision to show: the one that was taken, else one that says what the report says. NULL: nothing to
 * say. */
static const toegang_decision *shown(const toegang_nginx_context *context, toegang_decision **made)
{
    if (context->asked.decision) return context->asked.decision;
    if (toegang_decision_refusal(&context->who.why, made, NULL) != TOEGANG_GOOD) return NULL;
    return *made;
}

/* Once: what was said before an internal redirect led here is taken back. */
static void take_back(ngx_http_request_t *r, toegang_nginx_context *context)
{
    for (size_t i = 0; i < TOEGANG_NGINX_SAID; i++) {
        if (!context->said[i]) continue;
        context->said[i]->hash = 0;
        if (r->headers_out.www_authenticate == context->said[i]) r->headers_out.www_authenticate = NULL;
        context->said[i] = NULL;
    }
}

/* RFC 6750 3. */
static const char *challenge(const toegang_nginx_context *context)
{
    int invalid = context->who.way == TOEGANG_NGINX_BY_BEARER && context->who.why.status != TOEGANG_GOOD;
    return invalid ? "Bearer error=\"invalid_token\"" : "Bearer";
}

static ngx_int_t add_headers(ngx_http_request_t *r, const toegang_nginx_location *location,
                             toegang_nginx_context *context, ngx_int_t status, const char *check)
{
    ngx_table_elt_t **said = context->said;
    take_back(r, context);
    if (!(said[0] = toegang_nginx_add(r, "Cache-Control", "no-store"))) return NGX_ERROR;
    if (*check && !(said[1] = toegang_nginx_add(r, "Toegang-Check", check))) return NGX_ERROR;
    if (status == NGX_HTTP_SERVICE_UNAVAILABLE &&
        !(said[2] = toegang_nginx_add(r, "Retry-After", RETRY_AFTER)))
        return NGX_ERROR;
    if (status != NGX_HTTP_UNAUTHORIZED || !location->bearer) return NGX_OK;
    if (!(said[3] = toegang_nginx_add(r, "WWW-Authenticate", challenge(context)))) return NGX_ERROR;
    if (!r->headers_out.www_authenticate) r->headers_out.www_authenticate = said[3];
    return NGX_OK;
}

/* The administrator's own page for that status, or another module that also refused under `satisfy any`. */
static int is_of_others(const ngx_http_request_t *r, ngx_int_t status)
{
    const ngx_http_core_loc_conf_t *core = ngx_http_get_module_loc_conf(r, ngx_http_core_module);
    if (core->satisfy == NGX_HTTP_SATISFY_ANY && r->access_code != 0) return 1;
    if (r != r->main || !core->error_pages || (r->error_page && !core->recursive_error_pages))
        return r != r->main;
    const ngx_http_err_page_t *pages = core->error_pages->elts;
    for (ngx_uint_t i = 0; i < core->error_pages->nelts; i++)
        if (pages[i].status == status) return 1;
    return 0;
}

static const char wants[] = "text/html";

int toegang_nginx_wants_page(ngx_http_request_t *r)
{
    static const ngx_str_t accept = ngx_string("accept");
    const ngx_table_elt_t *header = toegang_nginx_header(r, &accept);
    if (r != r->main || !(r->method & (NGX_HTTP_GET | NGX_HTTP_HEAD | NGX_HTTP_POST)) || !header) return 0;
    return ngx_strlcasestrn(header->value.data, header->value.data + header->value.len, (u_char *)wants,
                            sizeof wants - 2) != NULL;
}

/* What could not be judged is the host's trouble: its files and servers are no visitor's business. */
static size_t say(const toegang_decision *decision, toegang_language language, char *out, size_t size)
{
    if (toegang_decision_outcome(decision) == TOEGANG_OUTCOME_INDETERMINATE)
        return toegang_decision_remedy(decision, language, out, size);
    return toegang_decision_explain(decision, language, out, size);
}

static ngx_int_t text_of(ngx_http_request_t *r, const toegang_decision *decision, toegang_language language,
                         ngx_str_t *out)
{
    out->len = decision ? say(decision, language, NULL, 0) : 0;
    out->data = ngx_pnalloc(r->pool, out->len + 1);
    if (!out->data) return NGX_ERROR;
    if (decision) (void)say(decision, language, (char *)out->data, out->len + 1);
    return NGX_OK;
}

ngx_int_t toegang_nginx_send(ngx_http_request_t *r, ngx_uint_t status, const char *type, ngx_str_t *text)
{
    ngx_str_t content_type = {ngx_strlen(type), (u_char *)type};
    ngx_http_complex_value_t value = {.value = *text};
    ngx_http_finalize_request(r, ngx_http_send_response(r, status, &content_type, &value));
    return NGX_DONE;
}

static ngx_int_t send_decision(ngx_http_request_t *r, const toegang_nginx_location *location,
                               const toegang_decision *decision, ngx_int_t status)
{
    ngx_str_t text;
    if (text_of(r, decision, toegang_nginx_language(r, location), &text) != NGX_OK) return NGX_ERROR;
    return toegang_nginx_send(r, (ngx_uint_t)status, "text/plain; charset=utf-8", &text);
}

ngx_int_t toegang_nginx_refuse(ngx_http_request_t *r, const toegang_nginx_location *location,
                               toegang_nginx_context *context, ngx_int_t status)
{
    toegang_decision *made = NULL;
    const toegang_decision *decision = shown(context, &made);
    const char *check = decision ? toegang_decision_check(decision) : "";
    ngx_int_t result = add_headers(r, location, context, status, check);
    if (result == NGX_OK)
        result = is_of_others(r, status) ? status : send_decision(r, location, decision, status);
    toegang_decision_free(made);
    return result == NGX_ERROR ? NGX_HTTP_INTERNAL_SERVER_ERROR : result;
}
