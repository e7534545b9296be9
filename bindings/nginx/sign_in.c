/* SPDX-License-Identifier: Apache-2.0 */
/* To the provider: an AuthnRequest, and our metadata. Signing takes a millisecond, so it has a thread. */
#include "sign_in.h"

static ngx_int_t lead_to(ngx_http_request_t *r, const toegang_nginx_location *location, const char *endpoint)
{
    const char *where = toegang_nginx_link(r, location, endpoint);
    return where ? toegang_nginx_see_other(r, where) : NGX_ERROR;
}

ngx_int_t toegang_nginx_lead_to_sign_in(ngx_http_request_t *r, const toegang_nginx_location *location)
{
    return lead_to(r, location, "sign-in");
}

ngx_int_t toegang_nginx_lead_to_choice(ngx_http_request_t *r, const toegang_nginx_location *location)
{
    return lead_to(r, location, "organisation");
}

/* A message of ours in the making. */
struct asking {
    const toegang_trust *trust;
    const char *provider; /* NULL: the only one */
    char relay[TOEGANG_NGINX_RELAY + 1];
    int anew; /* 1: whatever the provider knows of the person, he is asked for his digital key */
    toegang_time at;
    toegang_status status;
    toegang_message *message;
    toegang_report why;
};

static void end(void *data)
{
    const struct asking *it = data;
    toegang_message_free(it->message);
}

static struct asking *asking_of(ngx_http_request_t *r, const toegang_nginx_location *location)
{
    struct asking *it = toegang_nginx_of_request(r, sizeof *it, end);
    if (!it) return NULL;
    it->trust = toegang_trusted(location->config->all);
    it->provider = location->provider.len > 0 ? (const char *)location->provider.data : NULL;
    it->at = ngx_time();
    return it;
}

static void ask(void *data)
{
    struct asking *it = data;
    const toegang_login login = {.size = sizeof login,
                                 .provider = it->provider,
                                 .relay_state = it->relay,
                                 .force_authn = it->anew,
                                 .at = it->at};
    it->status = toegang_login_request(it->trust, &login, &it->message, &it->why);
}

static ngx_int_t asked(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    const struct asking *asking = it->data;
    it->why = asking->why;
    if (asking->status != TOEGANG_GOOD) return toegang_nginx_refuse_exchange(r, it);
    const char *id = toegang_message_id(asking->message);
    toegang_nginx_pending pending = {.kind = TOEGANG_NGINX_LOGIN,
                                     .request = {ngx_strlen(id), (u_char *)(uintptr_t)id},
                                     .to = toegang_nginx_to(r)};
    ngx_memcpy(pending.relay, asking->relay, sizeof pending.relay);
    if (toegang_nginx_state_add(r, it->location, &pending) != NGX_OK) return NGX_ERROR;
    return toegang_nginx_see_other(r, toegang_message_url(asking->message));
}

ngx_int_t toegang_nginx_get_sign_in(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    struct asking *asking = asking_of(r, it->location);
    if (!asking || toegang_nginx_relay(asking->relay) != NGX_OK) return NGX_ERROR;
    asking->anew = toegang_nginx_has_field(&r->args, "anew");
    return toegang_nginx_wait(r, it, ask, asking, asked);
}

static void describe(void *data)
{
    struct asking *it = data;
    it->status = toegang_own_metadata(it->trust, it->provider, it->at, TOEGANG_NEVER, &it->message, &it->why);
}

static ngx_int_t described(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    const struct asking *asking = it->data;
    it->why = asking->why;
    if (asking->status != TOEGANG_GOOD) return toegang_nginx_refuse_exchange(r, it);
    const char *xml = toegang_message_xml(asking->message);
    ngx_str_t text = {ngx_strlen(xml), (u_char *)(uintptr_t)xml};
    return toegang_nginx_send(r, NGX_HTTP_OK, "application/samlmetadata+xml", &text);
}

ngx_int_t toegang_nginx_get_metadata(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    struct asking *asking = asking_of(r, it->location);
    return asking ? toegang_nginx_wait(r, it, describe, asking, described) : NGX_ERROR;
}

/* Which of those that are trusted is asked: the one that is named, or the only one. */
static char *complain_provider(ngx_conf_t *cf, const toegang_nginx_location *location)
{
    if (location->provider.len > 0)
        return toegang_nginx_complain(cf, &location->sign_in_place,
                                      "toegang_sign_in %V: provider=%V is no SAML provider that %V trusts",
                                      &location->sign_in, &location->provider, &location->config->path);
    return toegang_nginx_complain(cf, &location->sign_in_place,
                                  "toegang_sign_in %V: %V trusts no SAML provider, or several: "
                                  "name one with provider=, or say off where nobody signs in",
                                  &location->sign_in, &location->config->path);
}

/* Whether a provider could be asked today. That its metadata has ended is no fault of this configuration. */
static char *check_request(ngx_conf_t *cf, const toegang_nginx_location *location)
{
    const toegang_login login = {
        .size = sizeof login,
        .provider = location->provider.len > 0 ? (const char *)location->provider.data : NULL,
        .at = ngx_time()};
    toegang_message *message = NULL;
    toegang_report report = {0};
    char sentence[TOEGANG_NGINX_SENTENCE];
    toegang_status status =
        toegang_login_request(toegang_trusted(location->config->all), &login, &message, &report);
    toegang_message_free(message);
    if (status >= TOEGANG_GOOD) return NGX_CONF_OK;
    if (status == TOEGANG_MISUSE) return complain_provider(cf, location);
    toegang_nginx_sentence(&report, sentence);
    return toegang_nginx_complain(cf, &location->sign_in_place, "toegang_sign_in %V: %s", &location->sign_in,
                                  sentence);
}

char *toegang_nginx_sign_in_check(ngx_conf_t *cf, toegang_nginx_location *location)
{
    const ngx_str_t *name = &location->cookie.name;
    location->config->signs_in = 1;
    if (!location->cookie.secure && name->len >= 2 && ngx_strncmp(name->data, "__", 2) == 0)
        return toegang_nginx_complain(cf, &location->sign_in_place,
                                      "toegang_cookie: browsers take the name %V with secure=on only", name);
    char *status = check_request(cf, location);
    return status == NGX_CONF_OK ? toegang_nginx_ended_zone(cf) : status;
}

/*
 * How many workers there are is known last. Each of them has to know which responses were used; where the
 * memory of that is broken, nobody signs in.
 */
ngx_int_t toegang_nginx_sign_in_ready(ngx_cycle_t *cycle)
{
    const ngx_core_conf_t *core = (ngx_core_conf_t *)ngx_get_conf(cycle->conf_ctx, ngx_core_module);
    const toegang_nginx_main *all = NULL;
    if (cycle->conf_ctx[ngx_http_module.index])
        all = ngx_http_cycle_get_module_main_conf(cycle, ngx_http_toegang_module);
    if (!all || core->worker_processes <= 1) return NGX_OK;
    toegang_nginx_config **configs = all->configs.elts;
    for (ngx_uint_t i = 0; i < all->configs.nelts; i++) {
        if (!configs[i]->signs_in || toegang_remembers(configs[i]->all) != 1) continue;
        ngx_log_error(NGX_LOG_EMERG, cycle->log, 0,
                      "toegang_sign_in: %i workers need a memory of used responses that they share: "
                      "name a file or a database with replay: in %V",
                      core->worker_processes, &configs[i]->path);
        return NGX_ERROR;
    }
    return NGX_OK;
}
