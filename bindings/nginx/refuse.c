/* SPDX-License-Identifier: Apache-2.0 */
/* Answers that let nobody through: which status, which headers, and whose page. */
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

/* The decision that was taken, else one that says what the report says; NULL: there is nothing to say. */
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
    return context->who.way == TOEGANG_NGINX_BY_BEARER ? "Bearer error=\"invalid_token\"" : "Bearer";
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

/* The page is another's: of who included us, of a module that refused before us, of the administrator. */
static int is_of_others(const ngx_http_request_t *r, ngx_int_t status)
{
    const ngx_http_core_loc_conf_t *core = ngx_http_get_module_loc_conf(r, ngx_http_core_module);
    if (r != r->main) return 1;
    if (core->satisfy == NGX_HTTP_SATISFY_ANY && r->access_code != 0) return 1;
    if (!core->error_pages || (r->error_page && !core->recursive_error_pages)) return 0;
    const ngx_http_err_page_t *pages = core->error_pages->elts;
    for (ngx_uint_t i = 0; i < core->error_pages->nelts; i++)
        if (pages[i].status == status) return 1;
    return 0;
}

ngx_int_t toegang_nginx_refuse(ngx_http_request_t *r, const toegang_nginx_location *location,
                               toegang_nginx_context *context, ngx_int_t status)
{
    toegang_decision *made = NULL;
    const toegang_decision *decision = shown(context, &made);
    const char *check = decision ? toegang_decision_check(decision) : "";
    ngx_int_t result = add_headers(r, location, context, status, check);
    if (result == NGX_OK)
        result = is_of_others(r, status)
                     ? status
                     : toegang_nginx_show(r, location, context, decision, (ngx_uint_t)status);
    toegang_decision_free(made);
    return result == NGX_ERROR ? NGX_HTTP_INTERNAL_SERVER_ERROR : result;
}
