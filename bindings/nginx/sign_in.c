/* SPDX-License-Identifier: Apache-2.0 */
/* The sign-in and what lies below its prefix. */
#include "ngx_http_toegang_module.h"

ngx_int_t toegang_nginx_lead_to_sign_in(ngx_http_request_t *r, const toegang_nginx_location *location)
{
    (void)r, (void)location;
    return NGX_HTTP_SERVICE_UNAVAILABLE;
}

/* The prefix of a sign-in of this server that the path begins with, as the location that it was named in. */
static const toegang_nginx_location *find(ngx_http_request_t *r)
{
    const toegang_nginx_server *server = ngx_http_get_module_srv_conf(r, ngx_http_toegang_module);
    toegang_nginx_location **known = server->sign_ins.elts;
    for (ngx_uint_t i = 0; i < server->sign_ins.nelts; i++) {
        const ngx_str_t *prefix = &known[i]->sign_in;
        if (r->uri.len >= prefix->len && ngx_memcmp(r->uri.data, prefix->data, prefix->len) == 0) return known[i];
    }
    return NULL;
}

ngx_int_t toegang_nginx_endpoint(ngx_http_request_t *r)
{
    if (r != r->main || r->internal) return NGX_DECLINED;
    return find(r) ? NGX_HTTP_NOT_FOUND : NGX_DECLINED;
}

char *toegang_nginx_sign_in_check(ngx_conf_t *cf, toegang_nginx_location *location)
{
    (void)cf, (void)location;
    return NGX_CONF_OK;
}
