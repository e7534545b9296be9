/* SPDX-License-Identifier: Apache-2.0 */
/* What is asked, of whom and how: the directives, each value checked where it stands. */
#include "ngx_http_toegang_module.h"

#include "directive.h"

char *toegang_nginx_set_config(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_location *location = conf;
    ngx_str_t path = toegang_nginx_words(cf)[1];
    (void)command;
    if (location->config != NGX_CONF_UNSET_PTR) return "is duplicate";
    location->config = toegang_nginx_open(cf, &path);
    return location->config ? NGX_CONF_OK : NGX_CONF_ERROR;
}

static char *set_counter_option(ngx_conf_t *cf, toegang_nginx_counter *counter, ngx_str_t *word)
{
    ngx_str_t value;
    if (toegang_nginx_option(word, "right=", &value) && value.len > 0 && counter->right.len == 0)
        return counter->right = value, NGX_CONF_OK;
    if (toegang_nginx_option(word, "context=", &value) && value.len > 0 && !counter->context)
        return toegang_nginx_complex(cf, &value, &counter->context);
    return toegang_nginx_wrong(cf, word, "right=… or context=…, each once");
}

char *toegang_nginx_set_counter(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_location *location = conf;
    ngx_str_t *words = toegang_nginx_words(cf);
    char *status = NGX_CONF_OK;
    (void)command;
    if (location->counter != NGX_CONF_UNSET_PTR) return "is duplicate";
    if (toegang_nginx_is(&words[1], "off") && cf->args->nelts == 2)
        return location->counter = NULL, NGX_CONF_OK;
    toegang_nginx_counter *counter = ngx_pcalloc(cf->pool, sizeof *counter);
    if (!counter) return NGX_CONF_ERROR;
    counter->eloket = words[1];
    counter->place = toegang_nginx_here(cf);
    for (ngx_uint_t i = 2; i < cf->args->nelts && status == NGX_CONF_OK; i++)
        status = set_counter_option(cf, counter, &words[i]);
    location->counter = counter;
    return status;
}

char *toegang_nginx_set_for(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_location *location = conf;
    ngx_str_t *word = &toegang_nginx_words(cf)[1];
    (void)command;
    if (location->whom != NGX_CONF_UNSET_UINT) return "is duplicate";
    location->organisation = NULL;
    if (toegang_nginx_is(word, "visit")) return location->whom = TOEGANG_NGINX_VISIT, NGX_CONF_OK;
    if (toegang_nginx_is(word, "self")) return location->whom = TOEGANG_NGINX_SELF, NGX_CONF_OK;
    location->whom = TOEGANG_NGINX_VALUE;
    return toegang_nginx_complex(cf, word, &location->organisation);
}

char *toegang_nginx_set_bearer(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_location *location = conf;
    ngx_str_t *words = toegang_nginx_words(cf);
    (void)command;
    if (location->bearer != NGX_CONF_UNSET) return "is duplicate";
    if (!toegang_nginx_is(&words[1], "on") && !(toegang_nginx_is(&words[1], "off") && cf->args->nelts == 2))
        return toegang_nginx_wrong(cf, &words[1], "on, on $variable or off");
    location->bearer = toegang_nginx_is(&words[1], "on");
    location->token = NULL;
    if (cf->args->nelts == 2) return NGX_CONF_OK;
    if (ngx_http_script_variables_count(&words[2]) == 0)
        return toegang_nginx_wrong(cf, &words[2], "a $variable with the token");
    return toegang_nginx_complex(cf, &words[2], &location->token);
}

char *toegang_nginx_set_thread_pool(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_location *location = conf;
    (void)command;
    if (location->pool != NGX_CONF_UNSET_PTR) return "is duplicate";
    location->pool = ngx_thread_pool_add(cf, &toegang_nginx_words(cf)[1]);
    return location->pool ? NGX_CONF_OK : NGX_CONF_ERROR;
}

#define PATIENCE_MOST 60000

char *toegang_nginx_set_patience(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_location *location = conf;
    ngx_str_t *word = &toegang_nginx_words(cf)[1];
    ngx_int_t patience = ngx_parse_time(word, 0);
    (void)command;
    if (location->patience != NGX_CONF_UNSET_MSEC) return "is duplicate";
    if (patience == NGX_ERROR || patience < 1 || patience > PATIENCE_MOST)
        return toegang_nginx_wrong(cf, word, "a time of 1ms to 60s");
    location->patience = (ngx_msec_t)patience;
    return NGX_CONF_OK;
}

char *toegang_nginx_set_language(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_location *location = conf;
    ngx_str_t *word = &toegang_nginx_words(cf)[1];
    toegang_language language;
    (void)command;
    if (location->language != NGX_CONF_UNSET_UINT) return "is duplicate";
    if (toegang_language_parse((const char *)word->data, &language, NULL) != TOEGANG_GOOD)
        return toegang_nginx_wrong(cf, word, "nl, en, fr or de");
    location->language = language;
    return NGX_CONF_OK;
}
