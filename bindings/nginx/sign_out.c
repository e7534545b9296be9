/* SPDX-License-Identifier: Apache-2.0 */
/* Signing out here, and at the provider where it has an address for that (SAML profiles 4.4). */
#include "sign_in.h"

#define FORM "sign-out"

ngx_int_t toegang_nginx_get_sign_out(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    static const ngx_str_t home = ngx_string("/");
    char token[TOEGANG_VISIT_TOKEN_MAX];
    const char *path = toegang_nginx_link_to(r, it->location, FORM, &home);
    ngx_str_t html;
    ngx_int_t status = toegang_nginx_exchange_visit(r, it);
    if (status == NGX_DECLINED) return toegang_nginx_see_other(r, "/");
    toegang_page page = toegang_nginx_page_of(r, it->location, toegang_nginx_context_of(r));
    page.sign_out = NULL;
    if (status != NGX_OK || !path ||
        toegang_visit_token(it->location->keys, &it->visit, FORM, token, &it->why) != TOEGANG_GOOD)
        return NGX_ERROR;
    html.len = toegang_page_sign_out(&page, path, token, NULL, 0);
    html.data = ngx_pnalloc(r->pool, html.len + 1);
    if (!html.data || html.len == 0) return NGX_ERROR;
    (void)toegang_page_sign_out(&page, path, token, (char *)html.data, html.len + 1);
    return toegang_nginx_answer_page(r, &html);
}

struct leaving {
    const toegang_trust *trust;
    toegang_session session; /* of the identity, which lives as long as the request */
    char relay[TOEGANG_NGINX_RELAY + 1];
    toegang_time at;
    toegang_status status;
    toegang_message *message;
};

static void end(void *data)
{
    const struct leaving *it = data;
    toegang_message_free(it->message);
}

/* A provider without an address for this is no fault: the visit here has ended already. */
static void leave(void *data)
{
    struct leaving *it = data;
    it->status = toegang_logout_request(it->trust, &it->session, it->relay, it->at, &it->message, NULL);
}

/*
 * A page leads to the provider, not a redirect: our policy for forms (form-action) holds for redirects that
 * follow a form, and would stop that one.
 */
static ngx_int_t onward(ngx_http_request_t *r, toegang_nginx_exchange *it, const char *url)
{
    const toegang_page page = toegang_nginx_page_around(r, it->location);
    ngx_str_t html;
    html.len = toegang_page_onward(&page, url, NULL, 0);
    html.data = ngx_pnalloc(r->pool, html.len + 1);
    if (!html.data || html.len == 0) return NGX_ERROR;
    (void)toegang_page_onward(&page, url, (char *)html.data, html.len + 1);
    return toegang_nginx_answer_page(r, &html);
}

static ngx_int_t left(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    const struct leaving *leaving = it->data;
    if (leaving->status != TOEGANG_GOOD) return toegang_nginx_see_other(r, "/");
    const char *id = toegang_message_id(leaving->message);
    toegang_nginx_pending pending = {.kind = TOEGANG_NGINX_LOGOUT,
                                     .request = {ngx_strlen(id), (u_char *)(uintptr_t)id},
                                     .to = ngx_string("/")};
    ngx_memcpy(pending.relay, leaving->relay, sizeof pending.relay);
    if (toegang_nginx_state_add(r, it->location, &pending) != NGX_OK) return NGX_ERROR;
    return onward(r, it, toegang_message_url(leaving->message));
}

/* Ended here before the provider is told, whatever it answers. */
static ngx_int_t end_here(ngx_http_request_t *r, const toegang_nginx_exchange *it)
{
    ngx_str_t name = toegang_nginx_cookie_name(r, it->location, "");
    toegang_nginx_end_visit(r, &it->visit);
    return toegang_nginx_set_cookie_header(r, it->location, &name, "", TOEGANG_NGINX_OVER);
}

ngx_int_t toegang_nginx_post_sign_out(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    ngx_str_t token = toegang_nginx_field(r, &it->body, "token");
    ngx_int_t status = toegang_nginx_exchange_visit(r, it);
    if (status == NGX_DECLINED) return toegang_nginx_see_other(r, "/");
    if (toegang_visit_token_check(it->location->keys, &it->visit, FORM, (const char *)token.data, token.len,
                                  &it->why) != TOEGANG_GOOD)
        return toegang_nginx_refuse_exchange(r, it);
    if (end_here(r, it) != NGX_OK) return NGX_ERROR;
    if (toegang_identity_origin(it->visit.identity) != TOEGANG_ORIGIN_SAML)
        return toegang_nginx_see_other(r, "/");
    struct leaving *leaving = toegang_nginx_of_request(r, sizeof *leaving, end);
    if (!leaving || toegang_nginx_relay(leaving->relay) != NGX_OK) return NGX_ERROR;
    leaving->trust = toegang_trusted(it->location->config->all);
    leaving->session = toegang_identity_session(it->visit.identity);
    leaving->at = ngx_time();
    return toegang_nginx_wait(r, it, leave, leaving, left);
}
