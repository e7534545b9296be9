/* SPDX-License-Identifier: Apache-2.0 */
/* What is kept of a request: nginx forgets it at an internal redirect, the pool of the request does not. */
#include "ngx_http_toegang_module.h"

static void forget_decision(toegang_nginx_asked *asked)
{
    toegang_decision_free(asked->decision);
    *asked = (toegang_nginx_asked){0};
}

void toegang_nginx_forget(toegang_nginx_context *context)
{
    forget_decision(&context->asked);
    toegang_identity_free(context->who.identity);
    context->who = (toegang_nginx_who){0};
    context->choose = 0;
}

static void end(void *data)
{
    toegang_nginx_forget(data);
}

/* A subrequest shares the pool of its main request, but not what is known of it. */
static toegang_nginx_context *find(const ngx_http_request_t *r)
{
    for (const ngx_pool_cleanup_t *cleanup = r->pool->cleanup; cleanup; cleanup = cleanup->next) {
        toegang_nginx_context *context = cleanup->data;
        if (cleanup->handler == end && context->request == r) return context;
    }
    return NULL;
}

toegang_nginx_context *toegang_nginx_context_of(ngx_http_request_t *r)
{
    toegang_nginx_context *context = ngx_http_get_module_ctx(r, ngx_http_toegang_module);
    if (context || !(r->internal || r->filter_finalize)) return context;
    context = find(r);
    if (context) ngx_http_set_ctx(r, context, ngx_http_toegang_module);
    return context;
}

toegang_nginx_context *toegang_nginx_context_make(ngx_http_request_t *r)
{
    toegang_nginx_context *context = toegang_nginx_context_of(r);
    if (context) return context;
    ngx_pool_cleanup_t *cleanup = ngx_pool_cleanup_add(r->pool, sizeof *context);
    if (!cleanup) return NULL;
    context = cleanup->data;
    *context = (toegang_nginx_context){.request = r};
    cleanup->handler = end;
    ngx_http_set_ctx(r, context, ngx_http_toegang_module);
    return context;
}
