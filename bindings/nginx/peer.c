/* SPDX-License-Identifier: Apache-2.0 */
/* Who is at the other end of the connection, and whether he may state who the person is. */
#include "ngx_http_toegang_module.h"

/* The realip module replaces the address of the peer by one that a header states: this one is from before. */
ngx_int_t toegang_nginx_remember_peer(ngx_http_request_t *r)
{
    const toegang_nginx_main *all = ngx_http_get_module_main_conf(r, ngx_http_toegang_module);
    if (!all->proxies || r != r->main) return NGX_OK;
    toegang_nginx_context *context = toegang_nginx_context_make(r);
    if (!context) return NGX_ERROR;
    if (context->peer) return NGX_OK;
    context->peer = r->connection->sockaddr;
    return NGX_OK;
}

static int is_socket(const toegang_nginx_location *location)
{
    const ngx_cidr_t *peers = location->peers->elts;
    for (ngx_uint_t i = 0; i < location->peers->nelts; i++)
        if (peers[i].family == AF_UNIX) return 1;
    return 0;
}

int toegang_nginx_declared(ngx_http_request_t *r, const toegang_nginx_location *location)
{
    const toegang_nginx_context *context = toegang_nginx_context_of(r->main);
    if (!location->peers || !context || !context->peer) return 0;
    if (context->peer->sa_family == AF_UNIX) return is_socket(location);
    return ngx_cidr_match(context->peer, location->peers) == NGX_OK;
}

ngx_table_elt_t *toegang_nginx_header(ngx_http_request_t *r, const ngx_str_t *name)
{
    ngx_table_elt_t *found = NULL;
    for (ngx_list_part_t *part = &r->headers_in.headers.part; part; part = part->next) {
        ngx_table_elt_t *headers = part->elts;
        for (ngx_uint_t i = 0; i < part->nelts; i++) {
            if (!toegang_nginx_same_name(&headers[i].key, name)) continue;
            if (found) return NULL;
            found = &headers[i];
        }
    }
    return found;
}
