/* SPDX-License-Identifier: Apache-2.0 */
/* In which language: the cookie of the choice, what the browser prefers, what the directive says. */
#include "sign_in.h"

#define COOKIE "toegang_language"

static int chosen(ngx_http_request_t *r, toegang_language *out)
{
    static const ngx_str_t name = ngx_string(COOKIE);
    const ngx_str_t value = toegang_nginx_cookie_of(r, &name);
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
