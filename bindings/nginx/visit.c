/* SPDX-License-Identifier: Apache-2.0 */
/* The visit that a cookie holds. */
#include "ngx_http_toegang_module.h"

struct toegang_nginx_keys {
    ngx_str_t path;
};

toegang_nginx_keys *toegang_nginx_keys_read(ngx_conf_t *cf, ngx_str_t *path)
{
    toegang_nginx_keys *keys = ngx_pcalloc(cf->pool, sizeof *keys);
    if (keys) keys->path = *path;
    return keys;
}

ngx_str_t toegang_nginx_visit_text(ngx_http_request_t *r, const toegang_nginx_location *location)
{
    (void)r, (void)location;
    return (ngx_str_t)ngx_null_string;
}

ngx_int_t toegang_nginx_visit_open(ngx_http_request_t *r, const toegang_nginx_location *location,
                                   toegang_nginx_context *context)
{
    (void)r, (void)location, (void)context;
    return NGX_HTTP_SERVICE_UNAVAILABLE;
}

ngx_int_t toegang_nginx_lead_to_choice(ngx_http_request_t *r, const toegang_nginx_location *location)
{
    (void)r, (void)location;
    return NGX_HTTP_SERVICE_UNAVAILABLE;
}
