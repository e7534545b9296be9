/* SPDX-License-Identifier: Apache-2.0 */
/* What our pages show: the directives of their style, their title and their way home. */
#include "ngx_http_toegang_module.h"

#include "directive.h"

char *toegang_nginx_set_style(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_location *location = conf;
    ngx_str_t *word = &toegang_nginx_words(cf)[1];
    (void)command;
    if (location->style.data) return "is duplicate";
    if (!toegang_nginx_is_path(word))
        return toegang_nginx_wrong(cf, word, "a path on this site, as /style.css");
    location->style = *word;
    return NGX_CONF_OK;
}

/* Of one language, or without one of those that have none. */
char *toegang_nginx_set_title(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_location *location = conf;
    ngx_str_t *words = toegang_nginx_words(cf), *title = &location->titles[TOEGANG_LANGUAGES];
    toegang_language language;
    (void)command;
    if (cf->args->nelts == 3) {
        if (toegang_language_parse((const char *)words[1].data, &language, NULL) != TOEGANG_GOOD)
            return toegang_nginx_wrong(cf, &words[1], "nl, en, fr or de, and a title in quotes");
        title = &location->titles[language];
    }
    if (title->data) return "is duplicate";
    *title = words[cf->args->nelts - 1];
    return NGX_CONF_OK;
}

/* A page of an application: it may have a query. */
char *toegang_nginx_set_home(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_location *location = conf;
    ngx_str_t *word = &toegang_nginx_words(cf)[1];
    (void)command;
    if (location->home.data) return "is duplicate";
    if (!toegang_is_local_path((const char *)word->data, word->len))
        return toegang_nginx_wrong(cf, word, "a path on this site, as /home");
    location->home = *word;
    return NGX_CONF_OK;
}

/* Gebruikersbeheer is often another site. */
char *toegang_nginx_set_rights(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_location *location = conf;
    ngx_str_t *word = &toegang_nginx_words(cf)[1], rest;
    (void)command;
    if (location->rights.data) return "is duplicate";
    if (!toegang_nginx_option(word, "https://", &rest) &&
        !toegang_is_local_path((const char *)word->data, word->len))
        return toegang_nginx_wrong(cf, word, "a path on this site, as /gebruikersbeheer/, or https://");
    location->rights = *word;
    return NGX_CONF_OK;
}
