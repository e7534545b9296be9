/* SPDX-License-Identifier: Apache-2.0 */
/* Cookies: which one came, which one goes (RFC 6265, and 6265bis for prefixes and SameSite). */
#include "sign_in.h"

#define HOST_MAX 255
#define ATTRIBUTES 160

static ngx_str_t trimmed(u_char *from, u_char *to)
{
    while (from < to && (*from == ' ' || *from == '\t')) from++;
    while (to > from && (to[-1] == ' ' || to[-1] == '\t')) to--;
    return (ngx_str_t){(size_t)(to - from), from};
}

/* Looks through one header line: how many times the name stands there. */
static ngx_uint_t look(const ngx_str_t *line, const ngx_str_t *name, ngx_str_t *out)
{
    ngx_uint_t found = 0;
    u_char *at = line->data, *end = line->data + line->len;
    while (at < end) {
        u_char *stop = ngx_strlchr(at, end, ';');
        if (!stop) stop = end;
        ngx_str_t pair = trimmed(at, stop);
        at = stop + 1;
        if (pair.len <= name->len || pair.data[name->len] != '=' ||
            ngx_memcmp(pair.data, name->data, name->len) != 0)
            continue;
        *out = (ngx_str_t){pair.len - name->len - 1, pair.data + name->len + 1};
        found++;
    }
    return found;
}

/* Of two with one name nobody knows which the host set, so neither counts. */
ngx_str_t toegang_nginx_cookie_of(ngx_http_request_t *r, const ngx_str_t *name)
{
    static const ngx_str_t header = ngx_string("cookie");
    ngx_str_t value = ngx_null_string;
    ngx_uint_t found = 0;
    for (ngx_list_part_t *part = &r->headers_in.headers.part; part; part = part->next) {
        ngx_table_elt_t *headers = part->elts;
        for (ngx_uint_t i = 0; i < part->nelts; i++)
            if (headers[i].key.len == header.len && headers[i].lowcase_key &&
                ngx_memcmp(headers[i].lowcase_key, header.data, header.len) == 0)
                found += look(&headers[i].value, name, &value);
    }
    if (found > 1) return (ngx_str_t)ngx_string("several");
    return value;
}

ngx_str_t toegang_nginx_cookie_name(ngx_http_request_t *r, const toegang_nginx_location *location,
                                    const char *suffix)
{
    static const ngx_str_t open = ngx_string("toegang"), bound = ngx_string("__Host-toegang");
    const ngx_str_t *name = &location->cookie.name;
    if (name->len == 0) name = location->cookie.secure ? &bound : &open;
    ngx_str_t out = {name->len + ngx_strlen(suffix), ngx_pnalloc(r->pool, name->len + ngx_strlen(suffix))};
    if (!out.data) return (ngx_str_t)ngx_null_string;
    ngx_memcpy(ngx_cpymem(out.data, name->data, name->len), suffix, ngx_strlen(suffix));
    return out;
}

/*
 * Without Secure a browser takes no SameSite=None; then the state has no SameSite at all, which browsers take
 * for Lax with two minutes of grace for a POST: enough to try things out on one machine.
 */
static const char *same_site(const toegang_nginx_location *location, toegang_nginx_lifetime lifetime)
{
    if (lifetime != TOEGANG_NGINX_OF_SIGN_IN) return "; SameSite=Lax";
    return location->cookie.secure ? "; SameSite=None" : "";
}

static const char *max_age(toegang_nginx_lifetime lifetime)
{
    static const char *const ages[] = {"", "; Max-Age=900", "; Max-Age=31536000", "; Max-Age=0"};
    return ages[lifetime];
}

ngx_int_t toegang_nginx_set_cookie_header(ngx_http_request_t *r, const toegang_nginx_location *location,
                                          const ngx_str_t *name, const char *value,
                                          toegang_nginx_lifetime lifetime)
{
    size_t size = name->len + ngx_strlen(value) + ATTRIBUTES;
    u_char *text = ngx_pnalloc(r->pool, size);
    if (!text || name->len == 0) return NGX_ERROR;
    *ngx_snprintf(text, size - 1, "%V=%s; Path=/%s%s; HttpOnly%s", name, value, max_age(lifetime),
                  location->cookie.secure ? "; Secure" : "", same_site(location, lifetime)) = '\0';
    return toegang_nginx_add(r, "Set-Cookie", (const char *)text) ? NGX_OK : NGX_ERROR;
}

static ngx_str_t at_most(ngx_str_t name)
{
    return (ngx_str_t){name.len < HOST_MAX ? name.len : HOST_MAX, name.data};
}

/*
 * The host that was asked for, which nginx has looked at and written in small letters, and the server that
 * answers: a default server answers for every name, and so for one that another site's cookie was made for.
 */
void toegang_nginx_purpose(ngx_http_request_t *r, const toegang_nginx_location *location, const char *what,
                           char out[TOEGANG_NGINX_PURPOSE])
{
    const ngx_http_core_srv_conf_t *server = ngx_http_get_module_srv_conf(r, ngx_http_core_module);
    ngx_str_t host = at_most(r->headers_in.server), name = at_most(server->server_name);
    *ngx_snprintf((u_char *)out, TOEGANG_NGINX_PURPOSE - 1, "%s %s://%V%V %V %V", what,
                  location->cookie.secure ? "https" : "http", &host, &location->sign_in,
                  &location->cookie.name, &name) = '\0';
}
