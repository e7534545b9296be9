/* SPDX-License-Identifier: Apache-2.0 */
/* Answers of the sign-in: on to another page, a page, a refusal. No cache keeps them. */
#include "sign_in.h"

#define WAY_MAX 1024 /* octets of a way back that are taken; a sign-in keeps 600 of them or none */

/*
 * The path as it stands: nginx itself would add its own host and port, which behind a proxy are not those
 * that the visitor sees. A body that nobody read goes first, or it would be taken for the next request.
 */
ngx_int_t toegang_nginx_see_other(ngx_http_request_t *r, const char *where)
{
    ngx_int_t status = ngx_http_discard_request_body(r);
    if (status != NGX_OK) return status;
    if (!toegang_nginx_add(r, "Location", where) || !toegang_nginx_add(r, "Cache-Control", "no-store") ||
        !toegang_nginx_add(r, "Referrer-Policy", "same-origin"))
        return NGX_ERROR;
    r->err_status = 0; /* of an error_page that led here */
    r->headers_out.status = NGX_HTTP_SEE_OTHER;
    r->headers_out.content_length_n = 0;
    r->header_only = 1;
    ngx_http_finalize_request(r, ngx_http_send_header(r));
    return NGX_DONE;
}

/* A refusal is 403, what could not be judged 503; that the log is told, and the visitor only what to do. */
ngx_int_t toegang_nginx_refuse_exchange(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    toegang_nginx_context *context = toegang_nginx_context_of(r);
    context->who.why = it->why;
    if (it->why.status < TOEGANG_GOOD) toegang_nginx_log(r, &it->why);
    return toegang_nginx_refuse(r, it->location, context,
                                it->why.status > TOEGANG_GOOD ? NGX_HTTP_FORBIDDEN
                                                              : NGX_HTTP_SERVICE_UNAVAILABLE);
}

ngx_int_t toegang_nginx_answer_page(ngx_http_request_t *r, ngx_str_t *html)
{
    if (!toegang_nginx_add(r, "Cache-Control", "no-store") ||
        !toegang_nginx_add(r, "X-Content-Type-Options", "nosniff") ||
        !toegang_nginx_add(r, "Referrer-Policy", "same-origin"))
        return NGX_ERROR;
    return toegang_nginx_send_page(r, NGX_HTTP_OK, html);
}

/* Printable characters alone: what stands here goes into a header. */
int toegang_nginx_is_way(const ngx_str_t *to)
{
    for (size_t i = 0; i < to->len; i++)
        if (to->data[i] <= ' ' || to->data[i] >= 0x7f) return 0;
    return to->len > 0 && to->len <= WAY_MAX && toegang_is_local_path((const char *)to->data, to->len);
}

ngx_str_t toegang_nginx_to(ngx_http_request_t *r)
{
    ngx_str_t to = toegang_nginx_field(r, &r->args, "to");
    return toegang_nginx_is_way(&to) ? to : (ngx_str_t)ngx_string("/");
}
