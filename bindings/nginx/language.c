/* SPDX-License-Identifier: Apache-2.0 */
/* In which language: the cookie of the choice, what the browser prefers, what the directive says. */
#include "sign_in.h"

static const ngx_str_t cookie = ngx_string("toegang_language");

static int chosen(ngx_http_request_t *r, toegang_language *out)
{
    const ngx_str_t value = toegang_nginx_cookie_of(r, &cookie);
    char word[3] = "";
    if (value.len != 2) return 0;
    ngx_memcpy(word, value.data, 2);
    return toegang_language_parse(word, out, NULL) == TOEGANG_GOOD;
}

toegang_language toegang_nginx_language(ngx_http_request_t *r, const toegang_nginx_location *location)
{
    static const ngx_str_t name = ngx_string("accept-language");
    toegang_language language = (toegang_language)location->language;
    if (chosen(r, &language)) return language;
    const ngx_table_elt_t *header = toegang_nginx_header(r, &name);
    return toegang_language_accepted(header ? (const char *)header->value.data : NULL,
                                     header ? header->value.len : 0, language);
}

/* The endpoint by which somebody chooses it. */
ngx_int_t toegang_nginx_get_language(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    ngx_str_t word = toegang_nginx_field(r, &r->args, "language"), to = toegang_nginx_to(r);
    toegang_language language;
    if (word.len != 2 || toegang_language_parse((const char *)word.data, &language, &it->why) != TOEGANG_GOOD)
        return NGX_HTTP_BAD_REQUEST;
    if (toegang_nginx_set_cookie_header(r, it->location, &cookie, (const char *)word.data,
                                        TOEGANG_NGINX_OF_YEAR) != NGX_OK)
        return NGX_ERROR;
    return toegang_nginx_see_other(r, (const char *)to.data);
}
