/* SPDX-License-Identifier: Apache-2.0 */
/* Where responses are posted: the assertion consumer service (SAML profiles 4.1.4.5). */
#include "sign_in.h"

struct response {
    const toegang *all;
    ngx_str_t text;
    const char *request, *to;
    toegang_time at;
    toegang_status status;
    toegang_identity *identity;
    toegang_report why;
};

static void end(void *data)
{
    struct response *it = data;
    if (it->text.len > 0) ngx_explicit_memzero(it->text.data, it->text.len);
    toegang_identity_free(it->identity);
}

static void verify(void *data)
{
    struct response *it = data;
    it->status = toegang_sign_in_saml(it->all, it->text.data, it->text.len, it->request, it->at,
                                      &it->identity, &it->why);
}

/* Where one provider is named, no other that is trusted elsewhere signs in here. */
static int is_of_provider(const toegang_nginx_location *location, const toegang_identity *identity)
{
    const ngx_str_t *wanted = &location->provider;
    return wanted->len == 0 || ngx_strcmp(wanted->data, toegang_identity_issuer(identity)) == 0;
}

/* A new visit with a new id, whatever the browser had before. */
static ngx_int_t verified(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    const struct response *response = it->data;
    toegang_visit visit = {.size = sizeof visit};
    it->why = response->why;
    if (response->status != TOEGANG_GOOD) return toegang_nginx_refuse_exchange(r, it);
    if (!is_of_provider(it->location, response->identity)) {
        it->why = (toegang_report){.status = TOEGANG_REFUSED, .check = "saml.issuer.unknown"};
        return toegang_nginx_refuse_exchange(r, it);
    }
    if (toegang_visit_begin(response->identity, response->at, it->location->cookie.idle,
                            it->location->cookie.limit, &visit, &it->why) != TOEGANG_GOOD)
        return toegang_nginx_refuse_exchange(r, it);
    ngx_int_t status = toegang_nginx_visit_set(r, it->location, &visit, &it->why);
    if (status == NGX_DECLINED) return toegang_nginx_refuse_exchange(r, it);
    return status == NGX_OK ? toegang_nginx_see_other(r, response->to) : NGX_ERROR;
}

/* A response that this browser did not ask for may be somebody else's, and would sign it in as him. */
static ngx_int_t unasked(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    it->why = (toegang_report){.status = TOEGANG_REFUSED, .check = "saml.in-response-to"};
    return toegang_nginx_refuse_exchange(r, it);
}

ngx_int_t toegang_nginx_post_acs(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    ngx_str_t text = toegang_nginx_field(r, &it->body, "SAMLResponse");
    ngx_str_t relay = toegang_nginx_field(r, &it->body, "RelayState");
    toegang_nginx_pending pending;
    if (text.len == 0) return NGX_HTTP_BAD_REQUEST;
    ngx_int_t status = toegang_nginx_state_take(r, it->location, TOEGANG_NGINX_LOGIN, &relay, &pending);
    if (status == NGX_DECLINED) return unasked(r, it);
    struct response *response = toegang_nginx_of_request(r, sizeof *response, end);
    if (status != NGX_OK || !response) return NGX_ERROR;
    response->all = it->location->config->all;
    response->text = text;
    ngx_explicit_memzero(it->body.data, it->body.len);
    response->request = (const char *)pending.request.data;
    response->to = (const char *)pending.to.data;
    response->at = ngx_time();
    return toegang_nginx_wait(r, it, verify, response, verified);
}
