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

char *toegang_nginx_set_title(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_location *location = conf;
    (void)command;
    if (location->title.data) return "is duplicate";
    location->title = toegang_nginx_words(cf)[1];
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
