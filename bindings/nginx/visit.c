/* SPDX-License-Identifier: Apache-2.0 */
/* The visit that a cookie holds. */
#include "sign_in.h"

static void free_keys(void *keys)
{
    toegang_seal_keys_free(keys);
}

toegang_seal_keys *toegang_nginx_keys_read(ngx_conf_t *cf, ngx_str_t *path)
{
    toegang_seal_keys *keys = NULL;
    toegang_report report = {0};
    char sentence[TOEGANG_NGINX_SENTENCE];
    ngx_pool_cleanup_t *cleanup = ngx_pool_cleanup_add(cf->pool, 0);
    if (!cleanup) return NULL;
    if (toegang_seal_keys_read((const char *)path->data, &keys, &report) != TOEGANG_GOOD) {
        toegang_nginx_sentence(&report, sentence);
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0, "toegang_cookie_keys: %V: %s", path, sentence);
        return NULL;
    }
    cleanup->data = keys;
    cleanup->handler = free_keys;
    return keys;
}

ngx_str_t toegang_nginx_visit_text(ngx_http_request_t *r, const toegang_nginx_location *location)
{
    ngx_str_t name = toegang_nginx_cookie_name(r, location, "");
    return name.len > 0 ? toegang_nginx_cookie_of(r, &name) : name;
}

/* The visit was signed out, here or by the provider: the report says so. */
static toegang_status over(toegang_identity **identity, toegang_report *why)
{
    toegang_identity_free(*identity);
    *identity = NULL;
    *why = (toegang_report){.status = TOEGANG_REFUSED, .check = "seal.ended"};
    return TOEGANG_REFUSED;
}

static toegang_status open_text(ngx_http_request_t *r, const toegang_nginx_location *location,
                                const ngx_str_t *text, toegang_visit *visit, toegang_identity **identity,
                                toegang_report *why)
{
    char purpose[TOEGANG_NGINX_PURPOSE];
    *visit = (toegang_visit){.size = sizeof *visit};
    toegang_nginx_purpose(r, location, "visit", purpose);
    toegang_status status =
        toegang_visit_open(location->keys, purpose, toegang_trusted(location->config->all),
                           (const char *)text->data, text->len, ngx_time(), visit, identity, why);
    if (status == TOEGANG_GOOD && toegang_nginx_has_ended(r, visit)) return over(identity, why);
    return status;
}

ngx_int_t toegang_nginx_visit_set(ngx_http_request_t *r, const toegang_nginx_location *location,
                                  const toegang_visit *visit, toegang_report *why)
{
    char purpose[TOEGANG_NGINX_PURPOSE], text[TOEGANG_SEALED_MAX];
    ngx_str_t name = toegang_nginx_cookie_name(r, location, "");
    toegang_nginx_purpose(r, location, "visit", purpose);
    if (toegang_visit_seal(location->keys, purpose, visit, text, sizeof text, why) != TOEGANG_GOOD)
        return NGX_DECLINED;
    return toegang_nginx_set_cookie_header(r, location, &name, text, TOEGANG_NGINX_OF_BROWSER);
}

/* Sealed anew when a tenth of the idle time has passed: not at each request, and never beyond its limit. */
static ngx_int_t keep_alive(ngx_http_request_t *r, const toegang_nginx_location *location,
                            toegang_visit visit)
{
    time_t idle = location->cookie.idle, now = ngx_time();
    toegang_time until = now + idle < visit.limit ? now + idle : visit.limit;
    if (until - visit.until < (idle + 9) / 10) return NGX_OK;
    visit.until = until;
    if (toegang_nginx_visit_set(r, location, &visit, NULL) == NGX_ERROR) return NGX_ERROR;
    return toegang_nginx_add(r, "Cache-Control", "no-store") ? NGX_OK : NGX_ERROR;
}

/* What a visit opens must not come out of a shared cache for somebody else. */
static ngx_int_t say_private(ngx_http_request_t *r)
{
    if (!toegang_nginx_add(r, "Vary", "Cookie")) return NGX_ERROR;
    return toegang_nginx_add(r, "Cache-Control", "private") ? NGX_OK : NGX_ERROR;
}

ngx_int_t toegang_nginx_visit_open(ngx_http_request_t *r, const toegang_nginx_location *location,
                                   toegang_nginx_context *context)
{
    toegang_nginx_who *who = &context->who;
    toegang_visit visit;
    if (open_text(r, location, &who->text, &visit, &who->identity, &who->why) != TOEGANG_GOOD) return NGX_OK;
    who->organisation = visit.organisation;
    context->choose = !visit.chosen;
    if (r != r->main || context->shown) return NGX_OK;
    context->shown = 1;
    if (say_private(r) != NGX_OK) return NGX_ERROR;
    return keep_alive(r, location, visit);
}

ngx_int_t toegang_nginx_exchange_visit(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    toegang_nginx_context *context = toegang_nginx_context_of(r);
    ngx_str_t text = toegang_nginx_visit_text(r, it->location);
    if (it->visit.identity) return NGX_OK;
    if (text.len == 0) return NGX_DECLINED;
    toegang_nginx_forget(context);
    context->who = (toegang_nginx_who){.location = it->location, .way = TOEGANG_NGINX_BY_VISIT};
    if (open_text(r, it->location, &text, &it->visit, &context->who.identity, &it->why) != TOEGANG_GOOD)
        return NGX_DECLINED;
    return NGX_OK;
}
