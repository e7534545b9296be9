/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SetHandler toegang-page: why somebody does not get in, for ErrorDocument 401, 403 and 503. SetHandler
 * toegang-language: keeps the language that he chooses there.
 */
#include <apr_strings.h>
#include <http_protocol.h>
#include <http_request.h>
#include <util_script.h>

#include "mod_toegang.h"

static bool is_for(const request_rec *r, const char *handler)
{
    return r->handler && strcmp(r->handler, handler) == 0 && r->method_number == M_GET;
}

/* ---- the page of a refusal ---- */

/* The server answers a request that was refused with another one, which is this, perhaps after others. */
static request_rec *refused_of(request_rec *r)
{
    for (request_rec *before = r->prev; before; before = before->prev)
        if (tg_visitor_of(before)->refusal.decision) return before;
    return r->prev;
}

/* Where no e-counter refused: somebody has to sign in first, or the server has rules of its own. */
static toegang_decision *by_status(int status)
{
    const char *check = status == HTTP_UNAUTHORIZED ? TG_CHECK_NOBODY : "host.forbidden";
    toegang_report report = {0};
    toegang_decision *decision = NULL;
    if (status != HTTP_UNAUTHORIZED && status != HTTP_FORBIDDEN) return NULL;
    tg_fault(&report, TOEGANG_REFUSED, check);
    return toegang_decision_refusal(&report, &decision, NULL) == TOEGANG_GOOD ? decision : NULL;
}

/* Back to what was asked, in another language. */
static const char *languages(request_rec *r, const request_rec *refused, const struct tg_place *place)
{
    const char *path = place->links[TG_LINK_LANGUAGE];
    if (!path) return NULL;
    return apr_pstrcat(r->pool, path, "?to=", ap_escape_urlencoded(r->pool, refused->unparsed_uri),
                       "&language=", NULL);
}

static const char *title_in(const struct tg_place *place, toegang_language language)
{
    return place->titles[language] ? place->titles[language] : place->titles[TOEGANG_LANGUAGES];
}

static void put_page(request_rec *r, const char *text, size_t length)
{
    ap_set_content_type(r, "text/html; charset=utf-8");
    ap_set_content_length(r, (apr_off_t)length);
    apr_table_setn(r->err_headers_out, "Cache-Control", "no-store");
    apr_table_setn(r->headers_out, "Content-Security-Policy", toegang_page_policy());
    apr_table_setn(r->headers_out, "X-Content-Type-Options", "nosniff");
    ap_rwrite(text, (int)length, r);
}

static int write_page(request_rec *r, const toegang_page *page, const toegang_decision *decision)
{
    size_t length = toegang_page_refusal(page, decision, NULL, 0);
    if (length == 0 || length > INT_MAX) return HTTP_INTERNAL_SERVER_ERROR;
    char *text = apr_palloc(r->pool, length + 1);
    toegang_page_refusal(page, decision, text, length + 1);
    put_page(r, text, length);
    return OK;
}

/* Asked for by itself it is a 404: only a request that was refused leads here. */
static int show_refusal(request_rec *r)
{
    if (!is_for(r, "toegang-page")) return DECLINED;
    if (!r->prev) return HTTP_NOT_FOUND;
    request_rec *refused = refused_of(r);
    const struct tg_place *place = tg_place_of(r);
    toegang_decision *made = NULL;
    const toegang_decision *decision = tg_visitor_of(refused)->refusal.decision;
    toegang_language language = tg_language(refused);
    const toegang_page page = {.size = sizeof page,
                               .language = language,
                               .style = place->style,
                               .title = title_in(place, language),
                               .sign_in = place->links[TG_LINK_SIGN_IN],
                               .sign_out = place->links[TG_LINK_SIGN_OUT],
                               .choose = place->links[TG_LINK_CHOOSE],
                               .home = place->links[TG_LINK_HOME],
                               .languages = languages(r, refused, place),
                               .rights = place->links[TG_LINK_RIGHTS]};
    if (!decision) decision = made = by_status(r->status);
    int status = write_page(r, &page, decision);
    toegang_decision_free(made);
    return status;
}

/* ---- its language ---- */

/* toegang_language=fr for a year. It is no secret; still no script needs it. */
static const char *cookie(request_rec *r, const char *language)
{
    bool secure = strcmp(ap_http_scheme(r), "https") == 0;
    return apr_pstrcat(r->pool, TG_LANGUAGE_COOKIE "=", language,
                       "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", secure ? "; Secure" : "", NULL);
}

static int keep_language(request_rec *r)
{
    apr_table_t *asked = NULL;
    toegang_language language;
    if (!is_for(r, "toegang-language")) return DECLINED;
    ap_args_to_table(r, &asked);
    const char *name = apr_table_get(asked, "language"), *to = apr_table_get(asked, "to");
    if (!name || toegang_language_parse(name, &language, NULL) != TOEGANG_GOOD) return HTTP_BAD_REQUEST;
    if (!to || !toegang_is_local_path(to, strlen(to))) to = "/";
    apr_table_addn(r->err_headers_out, "Set-Cookie", cookie(r, name));
    apr_table_setn(r->err_headers_out, "Cache-Control", "no-store");
    apr_table_setn(r->headers_out, "Location", to);
    return HTTP_SEE_OTHER;
}

void tg_page_register(apr_pool_t *pool)
{
    (void)pool;
    ap_hook_handler(show_refusal, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_handler(keep_language, NULL, NULL, APR_HOOK_MIDDLE);
}
