/* SPDX-License-Identifier: Apache-2.0 */
/* Request headers that a client may not state, in any spelling that an application reads as the same. */
#include "ngx_http_toegang_module.h"

/* CGI makes capitals and underscores of a name, PHP underscores of all that is no letter: these are one. */
static u_char folded(u_char c)
{
    if (c >= 'A' && c <= 'Z') return (u_char)(c | 0x20);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-';
}

static int begins(const ngx_str_t *header, const char *name, size_t length)
{
    if (header->len < length) return 0;
    for (size_t i = 0; i < length; i++)
        if (folded(header->data[i]) != (u_char)name[i]) return 0;
    return 1;
}

int toegang_nginx_same_name(const ngx_str_t *header, const ngx_str_t *name)
{
    return name->len > 0 && header->len == name->len && begins(header, (const char *)name->data, name->len);
}

static int is_ours(const ngx_table_elt_t *header, const void *context)
{
    (void)context;
    return begins(&header->key, "toegang-", 8) || begins(&header->key, "x-toegang-", 10);
}

static int is_of_proxy(const ngx_table_elt_t *header, const void *context)
{
    const toegang_nginx_headers *names = context;
    return toegang_nginx_same_name(&header->key, &names->holder) ||
           toegang_nginx_same_name(&header->key, &names->assurance) ||
           toegang_nginx_same_name(&header->key, &names->capacity);
}

typedef int unwanted(const ngx_table_elt_t *header, const void *context);

static ngx_uint_t count(const ngx_list_part_t *part, unwanted *is_unwanted, const void *context)
{
    ngx_uint_t found = 0;
    for (; part; part = part->next)
        for (ngx_uint_t i = 0; i < part->nelts; i++)
            found += is_unwanted((ngx_table_elt_t *)part->elts + i, context) != 0;
    return found;
}

/* What nginx keeps of them since a rewrite looked: $http_…, with underscores where a header has dashes. */
static void forget_values(ngx_http_request_t *r, unwanted *is_unwanted, const void *context)
{
    const ngx_http_core_main_conf_t *core = ngx_http_get_module_main_conf(r, ngx_http_core_module);
    const ngx_http_variable_t *all = core->variables.elts;
    for (ngx_uint_t i = 0; i < core->variables.nelts; i++) {
        if (all[i].name.len <= 5 || ngx_strncmp(all[i].name.data, "http_", 5) != 0) continue;
        const ngx_table_elt_t header = {.key = {all[i].name.len - 5, all[i].name.data + 5}};
        if (is_unwanted(&header, context)) r->variables[i].valid = r->variables[i].not_found = 0;
    }
}

/* A new list of the others: what nginx keeps pointers to stays where it is. */
static ngx_int_t strip(ngx_http_request_t *r, unwanted *is_unwanted, const void *context)
{
    const ngx_list_part_t old = r->headers_in.headers.part;
    if (count(&old, is_unwanted, context) == 0) return NGX_OK;
    forget_values(r, is_unwanted, context);
    if (ngx_list_init(&r->headers_in.headers, r->pool, 20, sizeof(ngx_table_elt_t)) != NGX_OK)
        return NGX_ERROR;
    for (const ngx_list_part_t *part = &old; part; part = part->next) {
        const ngx_table_elt_t *headers = part->elts;
        for (ngx_uint_t i = 0; i < part->nelts; i++) {
            if (is_unwanted(&headers[i], context)) continue;
            ngx_table_elt_t *kept = ngx_list_push(&r->headers_in.headers);
            if (!kept) return NGX_ERROR;
            *kept = headers[i];
        }
    }
    return NGX_OK;
}

ngx_int_t toegang_nginx_strip(ngx_http_request_t *r)
{
    if (toegang_nginx_remember_peer(r) != NGX_OK || strip(r, is_ours, NULL) != NGX_OK)
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    return NGX_DECLINED;
}

ngx_int_t toegang_nginx_strip_proxy(ngx_http_request_t *r, const toegang_nginx_location *location)
{
    if (!location->headers || toegang_nginx_declared(r, location)) return NGX_OK;
    return strip(r, is_of_proxy, location->headers);
}
