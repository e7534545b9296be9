/* SPDX-License-Identifier: Apache-2.0 */
/* Forms and queries: application/x-www-form-urlencoded, read once and strictly. */
#include "sign_in.h"

/* 256 KiB of XML in base64, with each "+", "/" and "=" in percent form. */
#define BODY_MAX (512 * 1024)

static int hex(u_char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* In the pool, with a NUL behind it; data NULL: a fault in it, or a NUL in it. */
static ngx_str_t decoded(ngx_pool_t *pool, ngx_str_t raw)
{
    ngx_str_t out = {0, ngx_pnalloc(pool, raw.len + 1)};
    for (size_t i = 0; out.data && i < raw.len; i++) {
        u_char c = raw.data[i] == '+' ? ' ' : raw.data[i];
        if (c == '%') {
            int high = i + 2 < raw.len ? hex(raw.data[i + 1]) : -1;
            int low = i + 2 < raw.len ? hex(raw.data[i + 2]) : -1;
            if (high < 0 || low < 0) return (ngx_str_t)ngx_null_string;
            c = (u_char)(high * 16 + low);
            i += 2;
        }
        if (c == '\0') return (ngx_str_t)ngx_null_string;
        out.data[out.len++] = c;
    }
    if (out.data) out.data[out.len] = '\0';
    return out;
}

static ngx_uint_t find(const ngx_str_t *form, const char *name, ngx_str_t *out)
{
    size_t length = ngx_strlen(name);
    ngx_uint_t found = 0;
    u_char *at = form->data, *end = form->data + form->len;
    while (at < end) {
        u_char *stop = ngx_strlchr(at, end, '&');
        if (!stop) stop = end;
        if ((size_t)(stop - at) > length && at[length] == '=' && ngx_memcmp(at, name, length) == 0) {
            *out = (ngx_str_t){(size_t)(stop - at) - length - 1, at + length + 1};
            found++;
        }
        at = stop + 1;
    }
    return found;
}

int toegang_nginx_has_field(const ngx_str_t *form, const char *name)
{
    ngx_str_t value;
    return find(form, name, &value) > 0;
}

ngx_str_t toegang_nginx_field(ngx_http_request_t *r, const ngx_str_t *form, const char *name)
{
    ngx_str_t value = ngx_null_string;
    if (find(form, name, &value) != 1) return (ngx_str_t)ngx_null_string;
    return decoded(r->pool, value);
}

/* What nginx kept in memory or, when it was long, in a file that it has just written. */
static ngx_int_t gather(ngx_http_request_t *r, toegang_nginx_exchange *it)
{
    size_t room = (size_t)r->headers_in.content_length_n;
    u_char *at = ngx_pnalloc(r->pool, room + 1);
    it->body = (ngx_str_t){0, at};
    if (!at || !r->request_body) return NGX_ERROR;
    for (ngx_chain_t *link = r->request_body->bufs; link; link = link->next) {
        ngx_buf_t *buffer = link->buf;
        size_t length = (size_t)ngx_buf_size(buffer);
        if (length == 0) continue; /* one that only says that it is the last */
        if (length > room - it->body.len) return NGX_ERROR;
        if (ngx_buf_in_memory(buffer)) {
            ngx_memcpy(at + it->body.len, buffer->pos, length);
            /* A response names a person: one copy of it is enough. */
            ngx_explicit_memzero(buffer->pos, length);
        } else if (ngx_read_file(buffer->file, at + it->body.len, length, buffer->file_pos) !=
                   (ssize_t)length)
            return NGX_ERROR;
        it->body.len += length;
    }
    return NGX_OK;
}

/* The body is there: the phase goes on with the step that waited for it. */
static void came(ngx_http_request_t *r)
{
    toegang_nginx_exchange *it = toegang_nginx_context_of(r)->exchange;
    r->preserve_body = 1;
    r->write_event_handler = ngx_http_core_run_phases;
    if (gather(r, it) != NGX_OK) it->body = (ngx_str_t)ngx_null_string;
    ngx_http_core_run_phases(r);
}

static int is_form(const ngx_http_request_t *r)
{
    static const ngx_str_t type = ngx_string("application/x-www-form-urlencoded");
    const ngx_table_elt_t *header = r->headers_in.content_type;
    return header && header->value.len >= type.len &&
           ngx_strncasecmp(header->value.data, type.data, type.len) == 0 &&
           (header->value.len == type.len || header->value.data[type.len] == ';' ||
            header->value.data[type.len] == ' ');
}

/* Reading takes a reference to the request, which is given back at once, as ngx_http_mirror_module does. */
ngx_int_t toegang_nginx_read_form(ngx_http_request_t *r, toegang_nginx_exchange *it, toegang_nginx_step *next)
{
    if (!is_form(r)) return NGX_HTTP_UNSUPPORTED_MEDIA_TYPE;
    if (r->headers_in.content_length_n < 0) return NGX_HTTP_LENGTH_REQUIRED;
    if (r->headers_in.content_length_n > BODY_MAX) return NGX_HTTP_REQUEST_ENTITY_TOO_LARGE;
    it->next = next;
    ngx_int_t status = ngx_http_read_client_request_body(r, came);
    if (status >= NGX_HTTP_SPECIAL_RESPONSE) return status;
    ngx_http_finalize_request(r, NGX_DONE);
    return NGX_DONE;
}
