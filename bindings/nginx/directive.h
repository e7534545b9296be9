/* SPDX-License-Identifier: Apache-2.0 */
/* What directives are read with. Words of a configuration end in NUL. */
#ifndef TOEGANG_NGINX_DIRECTIVE_H
#define TOEGANG_NGINX_DIRECTIVE_H

#include "ngx_http_toegang_module.h"

ngx_str_t *toegang_nginx_words(const ngx_conf_t *cf);
int toegang_nginx_is(const ngx_str_t *word, const char *text);
/* 1 and the rest when word begins with name ("right="). */
int toegang_nginx_option(const ngx_str_t *word, const char *name, ngx_str_t *value);
/* 1 for a path on this site: "/…", not "//…", no space, backslash, quote or control character. */
int toegang_nginx_is_path(const ngx_str_t *word);
toegang_nginx_place toegang_nginx_here(ngx_conf_t *cf);
/* Compiles a text with $variables. */
char *toegang_nginx_complex(ngx_conf_t *cf, ngx_str_t *text, ngx_http_complex_value_t **out);
/* Complains: this word, and what was expected. */
char *toegang_nginx_wrong(ngx_conf_t *cf, const ngx_str_t *word, const char *expected);

#endif
