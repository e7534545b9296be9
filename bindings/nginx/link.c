/* SPDX-License-Identifier: Apache-2.0 */
/* Links to the pages below the prefix of a sign-in. */
#include "ngx_http_toegang_module.h"

#define BACK_MOST 600 /* octets of where it was, each of which may take three */

/* Where the request was, for the way back; the beginning of the site where that would make a link too long.
 */
static ngx_str_t place_of(const ngx_http_request_t *r)
{
    ngx_str_t beginning = ngx_string("/");
    return r->unparsed_uri.len > 0 && r->unparsed_uri.len <= BACK_MOST ? r->unparsed_uri : beginning;
}

char *toegang_nginx_link(ngx_http_request_t *r, const toegang_nginx_location *location, const char *name)
{
    ngx_str_t to = place_of(r);
    size_t length = ngx_strlen(name);
    if (location->sign_in.len == 0) return NULL;
    u_char *link = ngx_pnalloc(r->pool, location->sign_in.len + length + sizeof "?to=" + 3 * to.len);
    if (!link) return NULL;
    u_char *end = ngx_cpymem(link, location->sign_in.data, location->sign_in.len);
    end = ngx_cpymem(end, name, length);
    end = ngx_cpymem(end, "?to=", 4);
    end = (u_char *)ngx_escape_uri(end, to.data, to.len, NGX_ESCAPE_URI_COMPONENT);
    *end = '\0';
    return (char *)link;
}
