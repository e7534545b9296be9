/* SPDX-License-Identifier: Apache-2.0 */
/* What a refusing answer shows: a page for browsers, a text for others. */
#include "ngx_http_toegang_module.h"

/* A provider that knows him would answer at once, by the same digital key: it is told to ask him. */
#define ANEW "&anew=1"

static const char wants[] = "text/html";

int toegang_nginx_wants_page(ngx_http_request_t *r)
{
    static const ngx_str_t accept = ngx_string("accept");
    const ngx_table_elt_t *header = toegang_nginx_header(r, &accept);
    if (r != r->main || !(r->method & (NGX_HTTP_GET | NGX_HTTP_HEAD | NGX_HTTP_POST)) || !header) return 0;
    return ngx_strlcasestrn(header->value.data, header->value.data + header->value.len, (u_char *)wants,
                            sizeof wants - 2) != NULL;
}

/* "Jan Peeters", as the assertion states it; NULL: not shown. */
static const char *person_of(ngx_http_request_t *r, const toegang_identity *identity)
{
    const char *given = toegang_identity_given_name(identity);
    const char *family = toegang_identity_family_name(identity);
    size_t size = ngx_strlen(given) + ngx_strlen(family) + sizeof " ";
    char *name = *given || *family ? ngx_pnalloc(r->pool, size) : NULL;
    if (!name) return NULL;
    *ngx_snprintf((u_char *)name, size - 1, "%s%s%s", given, *given && *family ? " " : "", family) = '\0';
    return name;
}

/* A link that goes on after the way back; NULL: there is no sign-in. */
static const char *link_with(ngx_http_request_t *r, const toegang_nginx_location *location, const char *name,
                             const char *more)
{
    const char *link = toegang_nginx_link(r, location, name);
    char *whole = link ? ngx_pnalloc(r->pool, ngx_strlen(link) + ngx_strlen(more) + 1) : NULL;
    if (whole) ngx_memcpy(ngx_cpymem(whole, link, ngx_strlen(link)), more, ngx_strlen(more) + 1);
    return whole;
}

static const char *text_of(const ngx_str_t *text)
{
    return text->len > 0 ? (const char *)text->data : NULL;
}

static const char *title_in(const ngx_str_t *titles, toegang_language language)
{
    return text_of(&titles[titles[language].len > 0 ? language : TOEGANG_LANGUAGES]);
}

toegang_page toegang_nginx_page_around(ngx_http_request_t *r, const toegang_nginx_location *location)
{
    toegang_language language = toegang_nginx_language(r, location);
    return (toegang_page){.size = sizeof(toegang_page),
                          .language = language,
                          .style = text_of(&location->style),
                          .title = title_in(location->titles, language),
                          .home = text_of(&location->home),
                          .rights = text_of(&location->rights)};
}

toegang_page toegang_nginx_page_of(ngx_http_request_t *r, const toegang_nginx_location *location,
                                   const toegang_nginx_context *context)
{
    const toegang_nginx_who *who = &context->who;
    toegang_page page = toegang_nginx_page_around(r, location);
    page.languages = link_with(r, location, "language", "&language="); /* and then the language */
    if (!who->identity) page.sign_in = toegang_nginx_link(r, location, "sign-in");
    if (!who->identity || who->way != TOEGANG_NGINX_BY_VISIT) return page;
    page.sign_in = link_with(r, location, "sign-in", ANEW);
    page.sign_out = toegang_nginx_link(r, location, "sign-out");
    if (location->whom == TOEGANG_NGINX_VISIT) page.choose = toegang_nginx_link(r, location, "organisation");
    page.person = person_of(r, who->identity);
    return page;
}

/* Where a page of an error is refused, the status is ours, not the one of error_page (=200, perhaps). */
ngx_int_t toegang_nginx_send(ngx_http_request_t *r, ngx_uint_t status, const char *type, ngx_str_t *text)
{
    ngx_str_t content_type = {ngx_strlen(type), (u_char *)type};
    ngx_http_complex_value_t value = {.value = *text};
    r->err_status = 0;
    ngx_http_finalize_request(r, ngx_http_send_response(r, status, &content_type, &value));
    return NGX_DONE;
}

ngx_int_t toegang_nginx_send_page(ngx_http_request_t *r, ngx_uint_t status, ngx_str_t *page)
{
    if (!toegang_nginx_add(r, "Content-Security-Policy", toegang_page_policy())) return NGX_ERROR;
    return toegang_nginx_send(r, status, "text/html; charset=utf-8", page);
}

/* What could not be judged is the host's trouble: its files and servers are no visitor's business. */
static size_t say(const toegang_decision *decision, toegang_language language, char *out, size_t size)
{
    if (!decision) return 0;
    if (toegang_decision_outcome(decision) == TOEGANG_OUTCOME_INDETERMINATE)
        return toegang_decision_remedy(decision, language, out, size);
    return toegang_decision_explain(decision, language, out, size);
}

static ngx_int_t show_text(ngx_http_request_t *r, toegang_language language, const toegang_decision *decision,
                           ngx_uint_t status)
{
    ngx_str_t text = {say(decision, language, NULL, 0), NULL};
    text.data = ngx_pnalloc(r->pool, text.len + 1);
    if (!text.data) return NGX_ERROR;
    (void)say(decision, language, (char *)text.data, text.len + 1);
    return toegang_nginx_send(r, status, "text/plain; charset=utf-8", &text);
}

ngx_int_t toegang_nginx_show(ngx_http_request_t *r, const toegang_nginx_location *location,
                             const toegang_nginx_context *context, const toegang_decision *decision,
                             ngx_uint_t status)
{
    const toegang_page page = toegang_nginx_page_of(r, location, context);
    ngx_str_t text;
    if (!toegang_nginx_wants_page(r)) return show_text(r, page.language, decision, status);
    text.len = toegang_page_refusal(&page, decision, NULL, 0);
    text.data = ngx_pnalloc(r->pool, text.len + 1);
    if (!text.data) return NGX_ERROR;
    (void)toegang_page_refusal(&page, decision, (char *)text.data, text.len + 1);
    return toegang_nginx_send_page(r, status, &text);
}
