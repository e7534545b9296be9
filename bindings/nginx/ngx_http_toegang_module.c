/* SPDX-License-Identifier: Apache-2.0 */
/* The module as nginx sees it: its directives, its phases. */
#include "ngx_http_toegang_module.h"

#define EVERYWHERE (NGX_HTTP_MAIN_CONF | NGX_HTTP_SRV_CONF | NGX_HTTP_LOC_CONF | NGX_HTTP_LMT_CONF)
#define DIRECTIVE(name, takes, set) \
    { \
        ngx_string(name), EVERYWHERE | (takes), set, NGX_HTTP_LOC_CONF_OFFSET, 0, NULL \
    }
#define HTTP_DIRECTIVE(name, takes, set) \
    { \
        ngx_string(name), NGX_HTTP_MAIN_CONF | (takes), set, NGX_HTTP_MAIN_CONF_OFFSET, 0, NULL \
    }

static ngx_command_t commands[] = {
    DIRECTIVE("toegang_config", NGX_CONF_TAKE1, toegang_nginx_set_config),
    DIRECTIVE("toegang", NGX_CONF_TAKE123, toegang_nginx_set_counter),
    DIRECTIVE("toegang_for", NGX_CONF_TAKE1, toegang_nginx_set_for),
    DIRECTIVE("toegang_bearer", NGX_CONF_TAKE12, toegang_nginx_set_bearer),
    DIRECTIVE("toegang_proxy", NGX_CONF_1MORE, toegang_nginx_set_proxy),
    DIRECTIVE("toegang_proxy_headers", NGX_CONF_TAKE123, toegang_nginx_set_proxy_headers),
    DIRECTIVE("toegang_sign_in", NGX_CONF_TAKE12, toegang_nginx_set_sign_in),
    DIRECTIVE("toegang_cookie_keys", NGX_CONF_TAKE1, toegang_nginx_set_cookie_keys),
    DIRECTIVE("toegang_cookie", NGX_CONF_TAKE1234, toegang_nginx_set_cookie),
    DIRECTIVE("toegang_thread_pool", NGX_CONF_TAKE1, toegang_nginx_set_thread_pool),
    DIRECTIVE("toegang_language", NGX_CONF_TAKE1, toegang_nginx_set_language),
    DIRECTIVE("toegang_patience", NGX_CONF_TAKE1, toegang_nginx_set_patience),
    DIRECTIVE("toegang_style", NGX_CONF_TAKE1, toegang_nginx_set_style),
    DIRECTIVE("toegang_title", NGX_CONF_TAKE12, toegang_nginx_set_title),
    DIRECTIVE("toegang_home", NGX_CONF_TAKE1, toegang_nginx_set_home),
    DIRECTIVE("toegang_rights", NGX_CONF_TAKE1, toegang_nginx_set_rights),
    HTTP_DIRECTIVE("toegang_ended", NGX_CONF_TAKE1, toegang_nginx_set_ended),
    ngx_null_command};

/*
 * nginx goes through the handlers of a phase from the last to the first, and a module that is loaded comes
 * last. In front of all others it is asked last: addresses, passwords and rewritings of the administrator
 * come first, nobody waits for a directory to be refused by address, and under `satisfy any` the answer is
 * then the final one.
 */
static ngx_int_t add_last(ngx_conf_t *cf, ngx_http_phases phase, ngx_http_handler_pt handler)
{
    ngx_http_core_main_conf_t *core = ngx_http_conf_get_module_main_conf(cf, ngx_http_core_module);
    ngx_array_t *handlers = &core->phases[phase].handlers;
    if (!ngx_array_push(handlers)) return NGX_ERROR;
    ngx_http_handler_pt *first = handlers->elts;
    ngx_memmove(first + 1, first, (handlers->nelts - 1) * sizeof *first);
    *first = handler;
    return NGX_OK;
}

/* Who is at the other end, and what it may not state, before anything else looks: asked first. */
static ngx_int_t add_first(ngx_conf_t *cf, ngx_http_phases phase, ngx_http_handler_pt handler)
{
    ngx_http_core_main_conf_t *core = ngx_http_conf_get_module_main_conf(cf, ngx_http_core_module);
    ngx_http_handler_pt *last = ngx_array_push(&core->phases[phase].handlers);
    if (!last) return NGX_ERROR;
    *last = handler;
    return NGX_OK;
}

static ngx_int_t add_phases(ngx_conf_t *cf)
{
    const toegang_nginx_main *all = ngx_http_conf_get_module_main_conf(cf, ngx_http_toegang_module);
    if (all->configs.nelts == 0 && !all->proxies) return NGX_OK;
    ngx_int_t status = add_first(cf, NGX_HTTP_POST_READ_PHASE, toegang_nginx_strip);
    if (status == NGX_OK) status = add_last(cf, NGX_HTTP_SERVER_REWRITE_PHASE, toegang_nginx_endpoint);
    if (status == NGX_OK) status = add_first(cf, NGX_HTTP_PREACCESS_PHASE, toegang_nginx_subrequest);
    if (status == NGX_OK) status = add_last(cf, NGX_HTTP_ACCESS_PHASE, toegang_nginx_access);
    return status;
}

static ngx_http_module_t context = {.preconfiguration = toegang_nginx_variables,
                                    .postconfiguration = add_phases,
                                    .create_main_conf = toegang_nginx_create_main,
                                    .create_srv_conf = toegang_nginx_create_server,
                                    .create_loc_conf = toegang_nginx_create_location,
                                    .merge_loc_conf = toegang_nginx_merge_location};

ngx_module_t ngx_http_toegang_module = {NGX_MODULE_V1, .ctx = &context, .commands = commands,
                                        .type = NGX_HTTP_MODULE};
