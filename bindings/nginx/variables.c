/* SPDX-License-Identifier: Apache-2.0 */
/* $toegang_outcome and the others: what an application and a log may know; empty when nothing was asked. */
#include "ngx_http_toegang_module.h"

typedef size_t text_function(const toegang_decision *decision, toegang_language language, char *out,
                             size_t size);

static ngx_int_t set(ngx_http_variable_value_t *value, const void *text, size_t length)
{
    value->valid = 1;
    value->no_cacheable = 0;
    value->not_found = 0;
    value->len = (unsigned)length & 0xFFFFFFF;
    value->data = (u_char *)(uintptr_t)text;
    return NGX_OK;
}

static ngx_int_t set_copy(ngx_http_request_t *r, ngx_http_variable_value_t *value, const char *text)
{
    size_t length = ngx_strlen(text);
    u_char *copy = ngx_pnalloc(r->pool, length + 1);
    if (!copy) return NGX_ERROR;
    ngx_memcpy(copy, text, length);
    return set(value, copy, length);
}

/* Of a subrequest: what its main request was told, where it was not asked itself. */
static const toegang_nginx_context *told(ngx_http_request_t *r)
{
    const toegang_nginx_context *own = toegang_nginx_context_of(r);
    return own && own->who.location ? own : toegang_nginx_context_of(r->main);
}

static const toegang_decision *decided(ngx_http_request_t *r)
{
    const toegang_nginx_context *context = told(r);
    return context ? context->asked.decision : NULL;
}

static ngx_int_t outcome(ngx_http_request_t *r, ngx_http_variable_value_t *value, uintptr_t data)
{
    const toegang_decision *decision = decided(r);
    const char *name = decision ? toegang_outcome_name(toegang_decision_outcome(decision)) : "";
    (void)data;
    return set(value, name, ngx_strlen(name));
}

/* Also of a token or a visit that was refused: then nothing was asked. */
static ngx_int_t check(ngx_http_request_t *r, ngx_http_variable_value_t *value, uintptr_t data)
{
    const toegang_nginx_context *context = told(r);
    const char *id = "";
    (void)data;
    if (context)
        id = context->asked.decision ? toegang_decision_check(context->asked.decision)
                                     : context->who.why.check;
    return set_copy(r, value, id);
}

static ngx_int_t text(ngx_http_request_t *r, ngx_http_variable_value_t *value, text_function *write)
{
    const toegang_nginx_location *location = ngx_http_get_module_loc_conf(r, ngx_http_toegang_module);
    const toegang_decision *decision = decided(r);
    if (!decision) return set(value, "", 0);
    toegang_language language = toegang_nginx_language(r, location);
    size_t length = write(decision, language, NULL, 0);
    char *out = ngx_pnalloc(r->pool, length + 1);
    if (!out) return NGX_ERROR;
    (void)write(decision, language, out, length + 1);
    for (size_t i = 0; i < length; i++)
        if ((u_char)out[i] < ' ') out[i] = ' '; /* one line: it may become a header */
    return set(value, out, length);
}

static ngx_int_t reason(ngx_http_request_t *r, ngx_http_variable_value_t *value, uintptr_t data)
{
    (void)data;
    return text(r, value, toegang_decision_reason);
}

static ngx_int_t remedy(ngx_http_request_t *r, ngx_http_variable_value_t *value, uintptr_t data)
{
    (void)data;
    return text(r, value, toegang_decision_remedy);
}

static ngx_int_t as(ngx_http_request_t *r, ngx_http_variable_value_t *value, uintptr_t data)
{
    const toegang_decision *decision = decided(r);
    (void)data;
    return set_copy(r, value, decision ? toegang_decision_as(decision) : "");
}

static ngx_int_t organisation(ngx_http_request_t *r, ngx_http_variable_value_t *value, uintptr_t data)
{
    const toegang_nginx_context *context = told(r);
    char key[TOEGANG_ORGANISATION_KEY_MAX] = "";
    (void)data;
    if (context) toegang_organisation_key(&context->asked.organisation, key);
    return set_copy(r, value, key);
}

static ngx_int_t handle(ngx_http_request_t *r, ngx_http_variable_value_t *value, uintptr_t data)
{
    const toegang_nginx_context *context = told(r);
    char out[TOEGANG_HANDLE_MAX] = "";
    uint8_t key[32];
    (void)data;
    if (!context || !context->who.identity || !toegang_handle_key(context->who.location->config->all, key))
        return set(value, "", 0);
    toegang_rrn holder = toegang_identity_holder(context->who.identity);
    toegang_status status = toegang_handle_seal(key, &holder, out, NULL);
    ngx_explicit_memzero(key, sizeof key);
    ngx_explicit_memzero(&holder, sizeof holder);
    return status == TOEGANG_GOOD ? set_copy(r, value, out) : NGX_ERROR;
}

static ngx_int_t assurance(ngx_http_request_t *r, ngx_http_variable_value_t *value, uintptr_t data)
{
    const toegang_nginx_context *context = told(r);
    const char *name = "";
    (void)data;
    if (context && context->who.identity)
        name = toegang_assurance_name(toegang_identity_assurance(context->who.identity));
    return set(value, name, ngx_strlen(name));
}

static ngx_int_t language(ngx_http_request_t *r, ngx_http_variable_value_t *value, uintptr_t data)
{
    const toegang_nginx_location *location = ngx_http_get_module_loc_conf(r, ngx_http_toegang_module);
    (void)data;
    return set(value, toegang_language_name(toegang_nginx_language(r, location)), 2);
}

static const struct {
    ngx_str_t name;
    ngx_http_get_variable_pt value;
} rows[] = {
    {ngx_string("toegang_outcome"), outcome},
    {ngx_string("toegang_check"), check},
    {ngx_string("toegang_reason"), reason},
    {ngx_string("toegang_remedy"), remedy},
    {ngx_string("toegang_as"), as},
    {ngx_string("toegang_organisation"), organisation},
    {ngx_string("toegang_handle"), handle},
    {ngx_string("toegang_assurance"), assurance},
    {ngx_string("toegang_language"), language},
};

/* Not to be kept by nginx: before the access phase they are empty, after it they are not. */
ngx_int_t toegang_nginx_variables(ngx_conf_t *cf)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ngx_str_t name = rows[i].name;
        ngx_http_variable_t *variable = ngx_http_add_variable(cf, &name, NGX_HTTP_VAR_NOCACHEABLE);
        if (!variable) return NGX_ERROR;
        variable->get_handler = rows[i].value;
    }
    return NGX_OK;
}
