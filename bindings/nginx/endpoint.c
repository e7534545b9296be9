/* SPDX-License-Identifier: Apache-2.0 */
/* Requests below the prefix of a sign-in: which endpoint, which method, and from step to step. */
#include "sign_in.h"

static const struct row {
    ngx_str_t name;
    toegang_nginx_step *get, *post;
} rows[] = {
    {ngx_string("sign-in"), toegang_nginx_get_sign_in, NULL},
    {ngx_string("acs"), NULL, toegang_nginx_post_acs},
    {ngx_string("organisation"), toegang_nginx_get_choice, toegang_nginx_post_choice},
    {ngx_string("sign-out"), toegang_nginx_get_sign_out, toegang_nginx_post_sign_out},
    {ngx_string("slo"), toegang_nginx_get_slo, toegang_nginx_post_slo},
    {ngx_string("language"), toegang_nginx_get_language, NULL},
    {ngx_string("metadata"), toegang_nginx_get_metadata, NULL},
};

/* The longest prefix of a sign-in here that the path begins with, as the location that it was named in. */
static const toegang_nginx_location *find(ngx_http_request_t *r)
{
    const toegang_nginx_server *server = ngx_http_get_module_srv_conf(r, ngx_http_toegang_module);
    toegang_nginx_location **known = server->sign_ins.elts, *found = NULL;
    for (ngx_uint_t i = 0; i < server->sign_ins.nelts; i++) {
        const ngx_str_t *prefix = &known[i]->sign_in;
        if ((!found || prefix->len > found->sign_in.len) && r->uri.len >= prefix->len &&
            ngx_memcmp(r->uri.data, prefix->data, prefix->len) == 0)
            found = known[i];
    }
    return found;
}

static const struct row *row_of(const ngx_http_request_t *r, const toegang_nginx_location *location)
{
    ngx_str_t name = {r->uri.len - location->sign_in.len, r->uri.data + location->sign_in.len};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].name.len == name.len && ngx_memcmp(rows[i].name.data, name.data, name.len) == 0)
            return &rows[i];
    return NULL;
}

static ngx_int_t begin(ngx_http_request_t *r, const toegang_nginx_location *location,
                       toegang_nginx_exchange *it)
{
    const struct row *row = row_of(r, location);
    it->location = location;
    if (!row) return NGX_HTTP_NOT_FOUND;
    if (row->post && r->method == NGX_HTTP_POST) return toegang_nginx_read_form(r, it, row->post);
    if (!row->get || !(r->method & (NGX_HTTP_GET | NGX_HTTP_HEAD))) return NGX_HTTP_NOT_ALLOWED;
    it->next = row->get;
    return it->next(r, it);
}

static ngx_int_t go_on(ngx_http_request_t *r, const toegang_nginx_location *location)
{
    toegang_nginx_context *context = toegang_nginx_context_make(r);
    if (!context) return NGX_ERROR;
    if (context->waiting) return NGX_DONE;
    if (context->exchange) return context->exchange->next(r, context->exchange);
    context->exchange = ngx_pcalloc(r->pool, sizeof *context->exchange);
    return context->exchange ? begin(r, location, context->exchange) : NGX_ERROR;
}

ngx_int_t toegang_nginx_endpoint(ngx_http_request_t *r)
{
    if (r != r->main || r->internal) return NGX_DECLINED;
    const toegang_nginx_location *location = find(r);
    if (!location) return NGX_DECLINED;
    ngx_int_t status = go_on(r, location);
    if (status == NGX_HTTP_SERVICE_UNAVAILABLE)
        return toegang_nginx_refuse(r, location, toegang_nginx_context_make(r), status);
    return status == NGX_ERROR ? NGX_HTTP_INTERNAL_SERVER_ERROR : status;
}

void *toegang_nginx_of_request(ngx_http_request_t *r, size_t size, ngx_pool_cleanup_pt end)
{
    ngx_pool_cleanup_t *cleanup = ngx_pool_cleanup_add(r->pool, size);
    if (!cleanup) return NULL;
    ngx_memzero(cleanup->data, size);
    cleanup->handler = end;
    return cleanup->data;
}

ngx_int_t toegang_nginx_wait(ngx_http_request_t *r, toegang_nginx_exchange *it, toegang_nginx_work *work,
                             void *data, toegang_nginx_step *next)
{
    it->data = data;
    it->next = next;
    return toegang_nginx_task(r, it->location, work, NULL, data);
}
