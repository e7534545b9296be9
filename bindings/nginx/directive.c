/* SPDX-License-Identifier: Apache-2.0 */
#include "directive.h"

ngx_str_t *toegang_nginx_words(const ngx_conf_t *cf)
{
    return cf->args->elts;
}

int toegang_nginx_is(const ngx_str_t *word, const char *text)
{
    return word->len == ngx_strlen(text) && ngx_memcmp(word->data, text, word->len) == 0;
}

int toegang_nginx_option(const ngx_str_t *word, const char *name, ngx_str_t *value)
{
    size_t length = ngx_strlen(name);
    if (word->len < length || ngx_memcmp(word->data, name, length) != 0) return 0;
    *value = (ngx_str_t){word->len - length, word->data + length};
    return 1;
}

int toegang_nginx_is_path(const ngx_str_t *word)
{
    if (word->len == 0 || word->data[0] != '/' || (word->len > 1 && word->data[1] == '/')) return 0;
    for (size_t i = 0; i < word->len; i++)
        if (word->data[i] <= ' ' || word->data[i] > '~' || ngx_strchr("\"'<>\\?#%", word->data[i])) return 0;
    return 1;
}

toegang_nginx_place toegang_nginx_here(ngx_conf_t *cf)
{
    if (!cf->conf_file) return (toegang_nginx_place){ngx_string("-g"), 0};
    return (toegang_nginx_place){cf->conf_file->file.name, cf->conf_file->line};
}

char *toegang_nginx_complex(ngx_conf_t *cf, ngx_str_t *text, ngx_http_complex_value_t **out)
{
    ngx_http_complex_value_t *value = ngx_palloc(cf->pool, sizeof *value);
    ngx_http_compile_complex_value_t compile = {.cf = cf, .value = text, .complex_value = value};
    if (!value || ngx_http_compile_complex_value(&compile) != NGX_OK) return NGX_CONF_ERROR;
    *out = value;
    return NGX_CONF_OK;
}

char *toegang_nginx_wrong(ngx_conf_t *cf, const ngx_str_t *word, const char *expected)
{
    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0, "%V: expected %s, came \"%V\"", toegang_nginx_words(cf),
                       expected, word);
    return NGX_CONF_ERROR;
}
