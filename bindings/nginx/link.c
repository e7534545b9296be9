/* SPDX-License-Identifier: Apache-2.0 */
/* Links to the pages below the prefix of a sign-in. */
#include "sign_in.h"

#define BACK_MOST 600 /* octets of where it was, each of which may take three */

/* A page below the prefix hands on the way back that it was given: most of them cannot be asked for again. */
static int is_endpoint(const ngx_http_request_t *r, const toegang_nginx_location *location)
{
    static const ngx_str_t page = ngx_string("organisation");
    const ngx_str_t *prefix = &location->sign_in;
    if (r->uri.len < prefix->len || ngx_memcmp(r->uri.data, prefix->data, prefix->len) != 0) return 0;
    return r->method == NGX_HTTP_POST || r->uri.len - prefix->len != page.len ||
           ngx_memcmp(r->uri.data + prefix->len, page.data, page.len) != 0;
}

/* Where the request was, for the way back; "/" where that would make the link too long. */
static ngx_str_t place_of(ngx_http_request_t *r, const toegang_nginx_location *location)
{
    ngx_str_t beginning = ngx_string("/");
    if (is_endpoint(r, location)) return toegang_nginx_to(r);
    return r->unparsed_uri.len > 0 && r->unparsed_uri.len <= BACK_MOST ? r->unparsed_uri : beginning;
}

char *toegang_nginx_link_to(ngx_http_request_t *r, const toegang_nginx_location *location, const char *name,
                            const ngx_str_t *to)
{
    size_t length = ngx_strlen(name);
    u_char *link = ngx_pnalloc(r->pool, location->sign_in.len + length + sizeof "?to=" + 3 * to->len);
    if (!link) return NULL;
    u_char *end = ngx_cpymem(link, location->sign_in.data, location->sign_in.len);
    end = ngx_cpymem(end, name, length);
    end = ngx_cpymem(end, "?to=", 4);
    end = (u_char *)ngx_escape_uri(end, to->data, to->len, NGX_ESCAPE_URI_COMPONENT);
    *end = '\0';
    return (char *)link;
}

char *toegang_nginx_link(ngx_http_request_t *r, const toegang_nginx_location *location, const char *name)
{
    const ngx_str_t to = place_of(r, location);
    return location->sign_in.len > 0 ? toegang_nginx_link_to(r, location, name, &to) : NULL;
}
