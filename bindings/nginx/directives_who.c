/* SPDX-License-Identifier: Apache-2.0 */
/* Who it is: the directives of proxies and of the sign-in. */
#include "ngx_http_toegang_module.h"

#include "directive.h"

typedef char *set_word(ngx_conf_t *cf, void *into, ngx_str_t *word);

/* The words of a directive, one after the other, until one is wrong. */
static char *set_words(ngx_conf_t *cf, set_word *set, void *into)
{
    ngx_str_t *words = toegang_nginx_words(cf);
    char *status = NGX_CONF_OK;
    for (ngx_uint_t i = 1; i < cf->args->nelts && status == NGX_CONF_OK; i++)
        status = set(cf, into, &words[i]);
    return status;
}

/* One peer. "unix:" is whoever connects to a socket of this machine. */
static char *set_peer(ngx_conf_t *cf, void *peers, ngx_str_t *word)
{
    ngx_cidr_t *peer = ngx_array_push(peers);
    if (!peer) return NGX_CONF_ERROR;
    ngx_memzero(peer, sizeof *peer);
    if (toegang_nginx_is(word, "unix:")) return peer->family = AF_UNIX, NGX_CONF_OK;
    ngx_int_t status = ngx_ptocidr(word, peer);
    if (status == NGX_ERROR) return toegang_nginx_wrong(cf, word, "an address, ADDRESS/MASK or unix:");
    if (status == NGX_DONE)
        ngx_conf_log_error(NGX_LOG_WARN, cf, 0, "toegang_proxy: low address bits of %V are meaningless",
                           word);
    return NGX_CONF_OK;
}

char *toegang_nginx_set_proxy(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_main *all = ngx_http_conf_get_module_main_conf(cf, ngx_http_toegang_module);
    toegang_nginx_location *location = conf;
    (void)command;
    if (location->peers != NGX_CONF_UNSET_PTR) return "is duplicate";
    if (toegang_nginx_is(&toegang_nginx_words(cf)[1], "off") && cf->args->nelts == 2)
        return location->peers = NULL, NGX_CONF_OK;
    location->peers = ngx_array_create(cf->pool, cf->args->nelts, sizeof(ngx_cidr_t));
    if (!location->peers) return NGX_CONF_ERROR;
    all->proxies = 1;
    return set_words(cf, set_peer, location->peers);
}

/* Letters, digits and these others: what a header or a cookie may be called and nobody has to quote. */
static int is_name(const ngx_str_t *word, const char *others)
{
    for (size_t i = 0; i < word->len; i++) {
        u_char c = word->data[i], small = (u_char)(c | 0x20);
        if (!(small >= 'a' && small <= 'z') && !(c >= '0' && c <= '9') &&
            (c == '\0' || !ngx_strchr(others, c)))
            return 0;
    }
    return word->len > 0;
}

static char *set_header(ngx_conf_t *cf, void *into, ngx_str_t *word)
{
    toegang_nginx_headers *headers = into;
    ngx_str_t name = ngx_null_string, *place = NULL;
    if (toegang_nginx_option(word, "holder=", &name))
        place = &headers->holder;
    else if (toegang_nginx_option(word, "assurance=", &name))
        place = &headers->assurance;
    else if (toegang_nginx_option(word, "capacity=", &name))
        place = &headers->capacity;
    if (!place || place->len > 0 || !is_name(&name, "-"))
        return toegang_nginx_wrong(cf, word,
                                   "holder=, assurance= or capacity= with the name of a header, each once");
    ngx_strlow(name.data, name.data, name.len);
    *place = name;
    return NGX_CONF_OK;
}

char *toegang_nginx_set_proxy_headers(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_main *all = ngx_http_conf_get_module_main_conf(cf, ngx_http_toegang_module);
    toegang_nginx_location *location = conf;
    (void)command;
    if (location->headers != NGX_CONF_UNSET_PTR) return "is duplicate";
    location->headers = ngx_pcalloc(cf->pool, sizeof *location->headers);
    if (!location->headers) return NGX_CONF_ERROR;
    all->proxies = 1;
    char *status = set_words(cf, set_header, location->headers);
    if (status != NGX_CONF_OK || location->headers->holder.len > 0) return status;
    return toegang_nginx_wrong(cf, &toegang_nginx_words(cf)[1],
                               "also holder=, the name of the header with the national number");
}

#define PREFIX_MOST 255 /* so that what a seal is for has room in its text */

static int is_prefix(const ngx_str_t *word)
{
    return toegang_nginx_is_path(word) && word->len >= 3 && word->len <= PREFIX_MOST &&
           word->data[word->len - 1] == '/';
}

char *toegang_nginx_set_sign_in(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_location *location = conf;
    ngx_str_t *words = toegang_nginx_words(cf);
    (void)command;
    if (location->sign_in.data) return "is duplicate";
    location->sign_in_place = toegang_nginx_here(cf);
    if (toegang_nginx_is(&words[1], "off") && cf->args->nelts == 2)
        return location->sign_in = (ngx_str_t)ngx_string(""), NGX_CONF_OK;
    if (!is_prefix(&words[1]))
        return toegang_nginx_wrong(cf, &words[1],
                                   "a path on this site of at most 255 characters that ends in a slash, "
                                   "as /toegang/");
    location->sign_in = words[1];
    if (cf->args->nelts == 3 &&
        (!toegang_nginx_option(&words[2], "provider=", &location->provider) || !location->provider.len))
        return toegang_nginx_wrong(cf, &words[2], "provider= with the entity id of an identity provider");
    return NGX_CONF_OK;
}

char *toegang_nginx_set_cookie_keys(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_location *location = conf;
    ngx_str_t path = toegang_nginx_words(cf)[1];
    (void)command;
    if (location->keys_path.data) return "is duplicate";
    if (ngx_conf_full_name(cf->cycle, &path, 1) != NGX_OK) return NGX_CONF_ERROR;
    location->keys_path = path;
    location->keys = toegang_nginx_keys_read(cf, &path);
    return location->keys ? NGX_CONF_OK : NGX_CONF_ERROR;
}

static int set_seconds(ngx_str_t *value, time_t *out)
{
    time_t seconds = ngx_parse_time(value, 1);
    if (*out != NGX_CONF_UNSET || seconds < 60 || seconds > TOEGANG_NGINX_VISIT_MOST) return 0;
    *out = seconds;
    return 1;
}

/* RFC 6265 4.1.1. */
static int set_name(const ngx_str_t *value, ngx_str_t *out)
{
    if (out->data || value->len > 64 || !is_name(value, "-_")) return 0;
    *out = *value;
    return 1;
}

static int set_flag(const ngx_str_t *value, ngx_flag_t *out)
{
    if (*out != NGX_CONF_UNSET || (!toegang_nginx_is(value, "on") && !toegang_nginx_is(value, "off")))
        return 0;
    *out = toegang_nginx_is(value, "on");
    return 1;
}

static char *set_cookie_option(ngx_conf_t *cf, void *into, ngx_str_t *word)
{
    toegang_nginx_cookie *cookie = into;
    ngx_str_t value;
    if (toegang_nginx_option(word, "secure=", &value) && set_flag(&value, &cookie->secure))
        return NGX_CONF_OK;
    if (toegang_nginx_option(word, "idle=", &value) && set_seconds(&value, &cookie->idle)) return NGX_CONF_OK;
    if (toegang_nginx_option(word, "for=", &value) && set_seconds(&value, &cookie->limit)) return NGX_CONF_OK;
    if (toegang_nginx_option(word, "name=", &value) && set_name(&value, &cookie->name)) return NGX_CONF_OK;
    return toegang_nginx_wrong(cf, word, "secure=on|off, idle= and for= of 1m to 24h, or name=, each once");
}

char *toegang_nginx_set_cookie(ngx_conf_t *cf, ngx_command_t *command, void *conf)
{
    toegang_nginx_location *location = conf;
    (void)command;
    return set_words(cf, set_cookie_option, &location->cookie);
}
