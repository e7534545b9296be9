/* SPDX-License-Identifier: Apache-2.0 */
/* Single logout (SAML core 3.7): a provider asks to sign somebody out here, or says that it did so there. */
#include "sign_in.h"

/* A message that came, by HTTP-Redirect or by POST. */
struct message {
    const toegang_trust *trust;
    toegang_binding binding;
    ngx_str_t octets;
    const char *request; /* whose answer it is; NULL: it asks */
    const char *relay;   /* to hand back; NULL: none came */
    toegang_time at;
    toegang_logout *logout;
    toegang_message *answer;
    toegang_status status;
    toegang_report why;
};

static void end(void *data)
{
    const struct message *it = data;
    toegang_logout_free(it->logout);
    toegang_message_free(it->answer);
}

static struct message *message_of(ngx_http_request_t *r, const toegang_nginx_exchange *it,
                                  toegang_binding binding, const ngx_str_t *octets)
{
    struct message *message = toegang_nginx_of_request(r, sizeof *message, end);
    if (!message) return NULL;
    *message = (struct message){.trust = toegang_trusted(it->location->config->all),
                                .binding = binding,
                                .octets = *octets,
                                .at = ngx_time()};
    return message;
}

static void verify_request(void *data)
{
    struct message *it = data;
    it->status = toegang_verify_logout_request(it->trust, it->binding, it->octets.data, it->octets.len,
                                               it->at, &it->logout, &it->why);
    if (it->status == TOEGANG_GOOD)
        it->status =
            toegang_logout_response(it->trust, it->logout, 1, it->relay, it->at, &it->answer, &it->why);
}

/* Known for as long as any visit lasts: the one that ends may be of another server, or of before a reload. */
static void end_sessions(ngx_http_request_t *r, const toegang_logout *logout)
{
    const char *issuer = toegang_logout_issuer(logout), *name_id = toegang_logout_name_id(logout);
    const char *session = toegang_logout_session_index(logout);
    time_t until = ngx_time() + TOEGANG_NGINX_VISIT_MOST;
    for (size_t i = 0; session; i++) {
        toegang_nginx_end_sessions(r, issuer, name_id, session, until);
        session = toegang_logout_further_session(logout, i);
    }
}

/* The visits end first; a message that was used before ends nothing again. */
static ngx_int_t asked(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    const struct message *message = it->data;
    const toegang_logout *logout = message->logout;
    it->why = message->why;
    if (logout && toegang_nginx_used_logout(r, toegang_logout_issuer(logout), toegang_logout_id(logout),
                                            (time_t)toegang_logout_until(logout))) {
        it->why = (toegang_report){.status = TOEGANG_REFUSED, .check = "replay.used"};
        return toegang_nginx_refuse_exchange(r, it);
    }
    if (logout) end_sessions(r, logout);
    if (message->status != TOEGANG_GOOD) return toegang_nginx_refuse_exchange(r, it);
    return toegang_nginx_see_other(r, toegang_message_url(message->answer));
}

static ngx_int_t take_request(ngx_http_request_t *r, toegang_nginx_exchange *it, toegang_binding binding,
                              const ngx_str_t *octets, const ngx_str_t *relay)
{
    struct message *message = message_of(r, it, binding, octets);
    if (!message) return NGX_ERROR;
    if (relay->data) message->relay = (const char *)relay->data;
    return toegang_nginx_wait(r, it, verify_request, message, asked);
}

static void verify_response(void *data)
{
    struct message *it = data;
    it->status = toegang_verify_logout_response(it->trust, it->binding, it->octets.data, it->octets.len,
                                                it->request, it->at, &it->why);
}

static ngx_int_t answered(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    const struct message *message = it->data;
    it->why = message->why;
    return message->status == TOEGANG_GOOD ? toegang_nginx_see_other(r, "/")
                                           : toegang_nginx_refuse_exchange(r, it);
}

static ngx_int_t take_response(ngx_http_request_t *r, toegang_nginx_exchange *it, toegang_binding binding,
                               const ngx_str_t *octets, const ngx_str_t *relay)
{
    toegang_nginx_pending pending;
    ngx_int_t status = toegang_nginx_state_take(r, it->location, TOEGANG_NGINX_LOGOUT, relay, &pending);
    struct message *message = message_of(r, it, binding, octets);
    if (status == NGX_DECLINED) {
        it->why = (toegang_report){.status = TOEGANG_REFUSED, .check = "logout.in-response-to"};
        return toegang_nginx_refuse_exchange(r, it);
    }
    if (status != NGX_OK || !message) return NGX_ERROR;
    message->request = (const char *)pending.request.data;
    return toegang_nginx_wait(r, it, verify_response, message, answered);
}

/* By HTTP-Redirect the octets of the query are what was signed: they go on as they came. */
ngx_int_t toegang_nginx_get_slo(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    ngx_str_t relay = toegang_nginx_field(r, &r->args, "RelayState");
    if (toegang_nginx_has_field(&r->args, "SAMLResponse"))
        return take_response(r, it, TOEGANG_REDIRECT, &r->args, &relay);
    return take_request(r, it, TOEGANG_REDIRECT, &r->args, &relay);
}

ngx_int_t toegang_nginx_post_slo(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    ngx_str_t relay = toegang_nginx_field(r, &it->body, "RelayState");
    ngx_str_t asks = toegang_nginx_field(r, &it->body, "SAMLRequest");
    ngx_str_t answers = toegang_nginx_field(r, &it->body, "SAMLResponse");
    if ((asks.len > 0) == (answers.len > 0)) return NGX_HTTP_BAD_REQUEST;
    if (answers.len > 0) return take_response(r, it, TOEGANG_POST, &answers, &relay);
    return take_request(r, it, TOEGANG_POST, &asks, &relay);
}
