/* SPDX-License-Identifier: Apache-2.0 */
/* Who it is: by a token, by a visit, or by what a declared proxy states. The first that is there counts. */
#include "ngx_http_toegang_module.h"

#define BEARER "bearer "

/* RFC 6750 2.1; the name of the scheme in any case (RFC 9110 11.1). */
static ngx_str_t authorization(const ngx_http_request_t *r)
{
    const ngx_table_elt_t *header = r->headers_in.authorization;
    ngx_str_t text = ngx_null_string;
    size_t length = sizeof BEARER - 1;
    if (!header || header->value.len <= length ||
        ngx_strncasecmp(header->value.data, (u_char *)BEARER, length) != 0)
        return text;
    text = (ngx_str_t){header->value.len - length, header->value.data + length};
    for (; text.len > 0 && *text.data == ' '; text.len--) text.data++;
    return text;
}

static ngx_int_t bearer_text(ngx_http_request_t *r, const toegang_nginx_location *location, ngx_str_t *out)
{
    if (!location->bearer) return NGX_OK;
    if (location->token) return ngx_http_complex_value(r, location->token, out);
    *out = authorization(r);
    return NGX_OK;
}

/* In what way, and the text to read. Several headers of one name say nothing. */
static ngx_int_t find(ngx_http_request_t *r, const toegang_nginx_location *location, toegang_nginx_way *way,
                      ngx_str_t *text)
{
    const ngx_table_elt_t *header = NULL;
    ngx_int_t status = bearer_text(r, location, text);
    if (status != NGX_OK || text->len > 0) return *way = TOEGANG_NGINX_BY_BEARER, status;
    if (location->sign_in.len > 0) *text = toegang_nginx_visit_text(r, location);
    if (text->len > 0) return *way = TOEGANG_NGINX_BY_VISIT, NGX_OK;
    if (location->headers && toegang_nginx_declared(r, location))
        header = toegang_nginx_header(r, &location->headers->holder);
    if (header && header->value.len > 0) *way = TOEGANG_NGINX_BY_PROXY, *text = header->value;
    return NGX_OK;
}

static ngx_int_t keep(const ngx_http_request_t *r, toegang_nginx_context *context, toegang_identity *identity,
                      const toegang_report *why)
{
    toegang_nginx_log(r, why);
    context->who.identity = identity;
    context->who.why = *why;
    if (identity) context->who.organisation = toegang_identity_organisation(identity);
    return NGX_OK;
}

static const toegang_expected access_token = {.size = sizeof(toegang_expected), .kind = TOEGANG_TOKEN_ACCESS};

struct signing_in {
    const toegang *all;
    ngx_str_t token;
    toegang_time at;
    int64_t patience_ms;
    toegang_status status;
    toegang_identity *identity;
    toegang_report why;
};

static void sign_in(void *data)
{
    struct signing_in *it = data;
    it->status = toegang_sign_in_jwt(it->all, it->token.data, it->token.len, &access_token, it->at,
                                     it->patience_ms, &it->identity, &it->why);
}

static void signed_in(ngx_http_request_t *r, void *data)
{
    struct signing_in *it = data;
    (void)keep(r, toegang_nginx_context_of(r), it->identity, &it->why);
}

/* A key that is not known yet has to be fetched. */
static ngx_int_t with_newer_keys(ngx_http_request_t *r, const toegang_nginx_location *location,
                                 ngx_str_t token)
{
    struct signing_in *it = ngx_palloc(r->pool, sizeof *it);
    if (!it) return NGX_ERROR;
    *it = (struct signing_in){.all = location->config->all,
                              .token = {token.len, ngx_pstrdup(r->pool, &token)},
                              .at = ngx_time(),
                              .patience_ms = (int64_t)location->patience};
    if (!it->token.data) return NGX_ERROR;
    return toegang_nginx_task(r, location, sign_in, signed_in, it);
}

static ngx_int_t read_bearer(ngx_http_request_t *r, const toegang_nginx_location *location,
                             toegang_nginx_context *context)
{
    const ngx_str_t token = context->who.text;
    toegang_identity *identity = NULL;
    toegang_report why = {0};
    toegang_status status = toegang_verify_jwt(toegang_trusted(location->config->all), token.data, token.len,
                                               &access_token, ngx_time(), &identity, &why);
    if (status == TOEGANG_REFUSED && ngx_strcmp(why.check, "jwt.key.unknown") == 0)
        return with_newer_keys(r, location, token);
    return keep(r, context, identity, &why);
}

/* Another word, or none, states nothing: assurance none. */
static void read_assurance(ngx_http_request_t *r, const ngx_str_t *name, toegang_assurance *out)
{
    const ngx_table_elt_t *header = name->len > 0 ? toegang_nginx_header(r, name) : NULL;
    if (header) (void)toegang_assurance_named((const char *)header->value.data, header->value.len, out);
}

/* The national number in 11 digits, and how strong the digital key was in a word of the library. */
static ngx_int_t read_proxy(ngx_http_request_t *r, const toegang_nginx_location *location,
                            toegang_nginx_context *context)
{
    const toegang_nginx_headers *names = location->headers;
    const ngx_table_elt_t *capacity = names->capacity.len ? toegang_nginx_header(r, &names->capacity) : NULL;
    unsigned rules = TOEGANG_RRN_DIGITS_ONLY;
    toegang_statement statement = {.size = sizeof statement, .authenticated_by = "proxy"};
    toegang_identity *identity = NULL;
    toegang_report why = {0};
    if (toegang_allows_test_numbers(location->config->all)) rules |= TOEGANG_RRN_ALLOW_TEST;
    read_assurance(r, &names->assurance, &statement.assurance);
    statement.capacity = capacity ? (const char *)capacity->value.data : NULL;
    toegang_status status = toegang_rrn_parse((const char *)context->who.text.data, context->who.text.len,
                                              rules, &statement.holder, &why);
    if (status == TOEGANG_GOOD) status = toegang_identity_attest(&statement, &identity, &why);
    ngx_explicit_memzero(&statement.holder, sizeof statement.holder);
    return keep(r, context, identity, &why);
}

static int known(const toegang_nginx_who *who, const toegang_nginx_location *location, toegang_nginx_way way,
                 const ngx_str_t *text)
{
    return who->location && who->location->config == location->config &&
           who->location->headers == location->headers &&
           who->location->sign_in.data == location->sign_in.data && who->way == way &&
           who->text.len == text->len &&
           (text->len == 0 || ngx_memcmp(who->text.data, text->data, text->len) == 0);
}

ngx_int_t toegang_nginx_find_out(ngx_http_request_t *r, const toegang_nginx_location *location,
                                 toegang_nginx_context *context)
{
    toegang_nginx_way way = TOEGANG_NGINX_NOBODY;
    ngx_str_t text = ngx_null_string;
    if (find(r, location, &way, &text) != NGX_OK) return NGX_ERROR;
    if (known(&context->who, location, way, &text)) return NGX_OK;
    toegang_nginx_forget(context);
    context->who = (toegang_nginx_who){.location = location, .way = way, .text = text};
    if (way == TOEGANG_NGINX_BY_BEARER) return read_bearer(r, location, context);
    if (way == TOEGANG_NGINX_BY_VISIT) return toegang_nginx_visit_open(r, location, context);
    if (way == TOEGANG_NGINX_BY_PROXY) return read_proxy(r, location, context);
    context->who.why = (toegang_report){.status = TOEGANG_REFUSED, .check = "identity.absent"};
    return NGX_OK;
}
