/* SPDX-License-Identifier: Apache-2.0 */
/* Configurations of the module: made, inherited, and judged once all directives were read. */
#include "ngx_http_toegang_module.h"

#define PATIENCE_MS 2000
#define IDLE_SECONDS (30 * 60)
#define LIMIT_SECONDS (8 * 60 * 60)

void *toegang_nginx_create_main(ngx_conf_t *cf)
{
    toegang_nginx_main *all = ngx_pcalloc(cf->pool, sizeof *all);
    if (!all || ngx_array_init(&all->configs, cf->pool, 2, sizeof(toegang_nginx_config *)) != NGX_OK)
        return NULL;
    return all;
}

void *toegang_nginx_create_server(ngx_conf_t *cf)
{
    toegang_nginx_server *server = ngx_pcalloc(cf->pool, sizeof *server);
    if (!server || ngx_array_init(&server->sign_ins, cf->pool, 2, sizeof(toegang_nginx_location *)) != NGX_OK)
        return NULL;
    return server;
}

void *toegang_nginx_create_location(ngx_conf_t *cf)
{
    toegang_nginx_location *location = ngx_pcalloc(cf->pool, sizeof *location);
    if (!location) return NULL;
    location->config = NGX_CONF_UNSET_PTR;
    location->counter = NGX_CONF_UNSET_PTR;
    location->whom = NGX_CONF_UNSET_UINT;
    location->bearer = NGX_CONF_UNSET;
    location->peers = NGX_CONF_UNSET_PTR;
    location->headers = NGX_CONF_UNSET_PTR;
    location->cookie.secure = NGX_CONF_UNSET;
    location->cookie.idle = location->cookie.limit = NGX_CONF_UNSET;
    location->pool = NGX_CONF_UNSET_PTR;
    location->language = NGX_CONF_UNSET_UINT;
    location->patience = NGX_CONF_UNSET_MSEC;
    return location;
}

static void merge_titles(const ngx_str_t *above, ngx_str_t *here)
{
    for (size_t i = 0; i <= TOEGANG_LANGUAGES; i++)
        if (here[i].data) return;
    ngx_memcpy(here, above, (TOEGANG_LANGUAGES + 1) * sizeof *here);
}

/* What belongs together is inherited together. */
static void merge_question(const toegang_nginx_location *above, toegang_nginx_location *here)
{
    if (here->whom == NGX_CONF_UNSET_UINT) here->organisation = above->organisation;
    if (here->bearer == NGX_CONF_UNSET) here->token = above->token;
    ngx_conf_merge_ptr_value(here->config, above->config, NULL);
    ngx_conf_merge_ptr_value(here->counter, above->counter, NULL);
    ngx_conf_merge_uint_value(here->whom, above->whom, TOEGANG_NGINX_VISIT);
    ngx_conf_merge_value(here->bearer, above->bearer, 0);
    ngx_conf_merge_ptr_value(here->peers, above->peers, NULL);
    ngx_conf_merge_ptr_value(here->headers, above->headers, NULL);
    ngx_conf_merge_ptr_value(here->pool, above->pool, NULL);
    ngx_conf_merge_uint_value(here->language, above->language, TOEGANG_NL);
    ngx_conf_merge_msec_value(here->patience, above->patience, PATIENCE_MS);
    ngx_conf_merge_str_value(here->style, above->style, "");
    merge_titles(above->titles, here->titles);
    ngx_conf_merge_str_value(here->home, above->home, "");
    ngx_conf_merge_str_value(here->rights, above->rights, "");
}

static void merge_sign_in(const toegang_nginx_location *above, toegang_nginx_location *here)
{
    if (!here->sign_in.data) {
        here->provider = above->provider;
        here->sign_in_place = above->sign_in_place;
    }
    if (!here->keys_path.data) here->keys = above->keys;
    ngx_conf_merge_str_value(here->sign_in, above->sign_in, "");
    ngx_conf_merge_str_value(here->keys_path, above->keys_path, "");
    ngx_conf_merge_value(here->cookie.secure, above->cookie.secure, 1);
    ngx_conf_merge_value(here->cookie.idle, above->cookie.idle, IDLE_SECONDS);
    ngx_conf_merge_value(here->cookie.limit, above->cookie.limit, LIMIT_SECONDS);
    if (!here->cookie.name.data) here->cookie.name = above->cookie.name;
}

/* Whether the configuration knows that e-counter and right. */
static char *check_counter(ngx_conf_t *cf, const toegang_nginx_location *here)
{
    const toegang_nginx_counter *counter = here->counter;
    toegang_report report = {0};
    char sentence[TOEGANG_NGINX_SENTENCE];
    if (!here->config)
        return toegang_nginx_complain(cf, &counter->place, "toegang %V: toegang_config is missing",
                                      &counter->eloket);
    if (toegang_knows(here->config->all, (const char *)counter->eloket.data,
                      counter->right.len ? (const char *)counter->right.data : NULL, &report) == TOEGANG_GOOD)
        return NGX_CONF_OK;
    toegang_nginx_sentence(&report, sentence);
    return toegang_nginx_complain(cf, &counter->place, "toegang %V: %s", &counter->eloket, sentence);
}

/* Whether anybody can be known here, and from what. */
static char *check_who(ngx_conf_t *cf, const toegang_nginx_location *here)
{
    const toegang_nginx_counter *counter = here->counter;
    if (!here->bearer && here->sign_in.len == 0 && !here->peers)
        return toegang_nginx_complain(cf, &counter->place,
                                      "toegang %V: who it is would not be known: one of toegang_bearer, "
                                      "toegang_sign_in and toegang_proxy is missing",
                                      &counter->eloket);
    if (here->peers && !here->headers)
        return toegang_nginx_complain(
            cf, &counter->place, "toegang %V: toegang_proxy without toegang_proxy_headers", &counter->eloket);
    if ((here->bearer || here->sign_in.len > 0) && !toegang_trusted(here->config->all))
        return toegang_nginx_complain(cf, &counter->place,
                                      "toegang %V: %V trusts nobody (trust is missing in it)",
                                      &counter->eloket, &here->config->path);
    return NGX_CONF_OK;
}

static int same(const ngx_str_t *one, const ngx_str_t *other)
{
    return one->len == other->len && (one->len == 0 || ngx_memcmp(one->data, other->data, one->len) == 0);
}

static int same_sign_in(const toegang_nginx_location *one, const toegang_nginx_location *other)
{
    return one->config == other->config && one->cookie.secure == other->cookie.secure &&
           one->cookie.idle == other->cookie.idle && one->cookie.limit == other->cookie.limit &&
           same(&one->provider, &other->provider) && same(&one->keys_path, &other->keys_path) &&
           same(&one->cookie.name, &other->cookie.name);
}

/* The endpoints lie beside the locations that need them: the server keeps each prefix once. */
static char *enter_sign_in(ngx_conf_t *cf, toegang_nginx_location *here)
{
    toegang_nginx_server *server = ngx_http_conf_get_module_srv_conf(cf, ngx_http_toegang_module);
    toegang_nginx_location **known = server->sign_ins.elts;
    for (ngx_uint_t i = 0; i < server->sign_ins.nelts; i++) {
        if (!same(&known[i]->sign_in, &here->sign_in)) continue;
        if (same_sign_in(known[i], here)) return NGX_CONF_OK;
        return toegang_nginx_complain(
            cf, &here->counter->place,
            "toegang %V: toegang_sign_in %V has in another location of this server another toegang_config, "
            "provider, toegang_cookie_keys or toegang_cookie: give it another prefix here, or say off",
            &here->counter->eloket, &here->sign_in);
    }
    known = ngx_array_push(&server->sign_ins);
    if (!known) return NGX_CONF_ERROR;
    *known = here;
    return toegang_nginx_sign_in_check(cf, here);
}

static char *check_sign_in(ngx_conf_t *cf, toegang_nginx_location *here)
{
    const toegang_nginx_place *place = &here->sign_in_place;
    if (here->sign_in.len == 0 || !here->counter) return NGX_CONF_OK;
    if (!here->keys)
        return toegang_nginx_complain(cf, place, "toegang_sign_in %V: toegang_cookie_keys is missing",
                                      &here->sign_in);
    return enter_sign_in(cf, here);
}

char *toegang_nginx_merge_location(ngx_conf_t *cf, void *parent, void *child)
{
    toegang_nginx_location *here = child;
    merge_question(parent, here);
    merge_sign_in(parent, here);
    char *status = NGX_CONF_OK;
    if (here->config && !here->pool) here->pool = ngx_thread_pool_add(cf, NULL);
    if (here->config && !here->pool) return NGX_CONF_ERROR;
    if (here->counter) status = check_counter(cf, here);
    if (here->counter && status == NGX_CONF_OK) status = check_who(cf, here);
    if (status == NGX_CONF_OK) status = check_sign_in(cf, here);
    return status;
}
