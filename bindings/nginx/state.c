/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was asked of a provider and is not answered yet: in the browser alone, sealed, at most four at once,
 * so that a sign-in that nobody finishes costs this server nothing. Each is answered once.
 *
 * pending = kind relay until length-of-request request length-of-way way
 * Lengths have two octets, until has eight.
 */
#include "sign_in.h"

#include <sys/random.h>

#define SECONDS 900
#define REQUEST_MAX 64
#define WAY_MAX 600
#define ENTRY_MAX (1 + TOEGANG_NGINX_RELAY + 8 + 2 + REQUEST_MAX + 2 + WAY_MAX)
_Static_assert(TOEGANG_NGINX_PENDING_MAX *ENTRY_MAX <= TOEGANG_SEAL_OCTETS_MAX, "four of the longest fit");

struct entry {
    toegang_nginx_pending pending;
    time_t until;
};

struct state {
    u_char octets[TOEGANG_SEAL_OCTETS_MAX]; /* that the entries point into */
    struct entry entries[TOEGANG_NGINX_PENDING_MAX];
    ngx_uint_t count;
};

ngx_int_t toegang_nginx_relay(char out[TOEGANG_NGINX_RELAY + 1])
{
    u_char random[TOEGANG_NGINX_RELAY / 2];
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) return NGX_ERROR;
    *ngx_hex_dump((u_char *)out, random, sizeof random) = '\0';
    return NGX_OK;
}

static u_char *take(u_char **at, const u_char *end, size_t length)
{
    u_char *taken = *at;
    if ((size_t)(end - *at) < length) return NULL;
    *at += length;
    return taken;
}

static int take_text(u_char **at, const u_char *end, size_t most, ngx_str_t *out)
{
    const u_char *length = take(at, end, 2);
    if (!length) return 0;
    out->len = (size_t)length[0] << 8 | length[1];
    out->data = out->len <= most ? take(at, end, out->len) : NULL;
    return out->data != NULL;
}

static time_t instant_of(const u_char octets[8])
{
    uint64_t seconds = 0;
    for (ngx_uint_t i = 0; i < 8; i++) seconds = seconds << 8 | octets[i];
    return (time_t)seconds;
}

static int take_entry(u_char **at, const u_char *end, struct entry *out)
{
    const u_char *head = take(at, end, 1 + TOEGANG_NGINX_RELAY + 8);
    if (!head) return 0;
    *out = (struct entry){0};
    out->pending.kind = *head == TOEGANG_NGINX_LOGOUT ? TOEGANG_NGINX_LOGOUT : TOEGANG_NGINX_LOGIN;
    ngx_memcpy(out->pending.relay, head + 1, TOEGANG_NGINX_RELAY);
    out->until = instant_of(head + 1 + TOEGANG_NGINX_RELAY);
    return take_text(at, end, REQUEST_MAX, &out->pending.request) &&
           take_text(at, end, WAY_MAX, &out->pending.to);
}

/* What cannot be opened or read is no state: the sign-in begins anew. */
static void read_state(ngx_http_request_t *r, const toegang_nginx_location *location, struct state *out)
{
    char purpose[TOEGANG_NGINX_PURPOSE];
    ngx_str_t name = toegang_nginx_cookie_name(r, location, "-sign-in");
    ngx_str_t text = toegang_nginx_cookie_of(r, &name);
    size_t length = 0;
    toegang_nginx_purpose(r, location, "sign-in", purpose);
    out->count = 0;
    if (text.len == 0 ||
        toegang_unseal(location->keys, purpose, (const char *)text.data, text.len, ngx_time(), out->octets,
                       sizeof out->octets, &length, NULL) != TOEGANG_GOOD)
        return;
    u_char *at = out->octets, *end = out->octets + length;
    while (at < end && out->count < TOEGANG_NGINX_PENDING_MAX &&
           take_entry(&at, end, &out->entries[out->count]))
        if (out->entries[out->count].until > ngx_time()) out->count++;
}

static u_char *put_text(u_char *at, const ngx_str_t *text)
{
    *at++ = (u_char)(text->len >> 8);
    *at++ = (u_char)text->len;
    return ngx_cpymem(at, text->data, text->len);
}

static u_char *put_entry(u_char *at, const struct entry *entry)
{
    *at++ = (u_char)entry->pending.kind;
    at = ngx_cpymem(at, entry->pending.relay, TOEGANG_NGINX_RELAY);
    for (ngx_uint_t i = 0; i < 8; i++) *at++ = (u_char)((uint64_t)entry->until >> (56 - 8 * i));
    return put_text(put_text(at, &entry->pending.request), &entry->pending.to);
}

static ngx_int_t write_state(ngx_http_request_t *r, const toegang_nginx_location *location,
                             const struct state *state)
{
    char purpose[TOEGANG_NGINX_PURPOSE], text[TOEGANG_SEALED_MAX];
    u_char octets[TOEGANG_SEAL_OCTETS_MAX], *at = octets;
    ngx_str_t name = toegang_nginx_cookie_name(r, location, "-sign-in");
    if (state->count == 0) return toegang_nginx_set_cookie_header(r, location, &name, "", TOEGANG_NGINX_OVER);
    for (ngx_uint_t i = 0; i < state->count; i++) at = put_entry(at, &state->entries[i]);
    toegang_nginx_purpose(r, location, "sign-in", purpose);
    if (toegang_seal(location->keys, purpose, octets, (size_t)(at - octets), ngx_time() + SECONDS, text,
                     sizeof text, NULL) != TOEGANG_GOOD)
        return NGX_ERROR;
    return toegang_nginx_set_cookie_header(r, location, &name, text, TOEGANG_NGINX_OF_SIGN_IN);
}

static void drop(struct state *state, ngx_uint_t n)
{
    state->count--;
    for (; n < state->count; n++) state->entries[n] = state->entries[n + 1];
}

ngx_int_t toegang_nginx_state_add(ngx_http_request_t *r, const toegang_nginx_location *location,
                                  const toegang_nginx_pending *pending)
{
    struct state *all = ngx_palloc(r->pool, sizeof *all);
    if (!all || pending->request.len > REQUEST_MAX) return NGX_ERROR;
    read_state(r, location, all);
    if (all->count == TOEGANG_NGINX_PENDING_MAX) drop(all, 0);
    struct entry *new = &all->entries[all->count++];
    *new = (struct entry){*pending, ngx_time() + SECONDS};
    if (new->pending.to.len > WAY_MAX) new->pending.to = (ngx_str_t)ngx_string("/");
    return write_state(r, location, all);
}

static int same(const char *one, const ngx_str_t *other)
{
    return other->len == TOEGANG_NGINX_RELAY && ngx_memcmp(one, other->data, TOEGANG_NGINX_RELAY) == 0;
}

/* A text of its own, with a NUL behind it. */
static int end_in_nul(ngx_http_request_t *r, ngx_str_t *text)
{
    u_char *copy = ngx_pnalloc(r->pool, text->len + 1);
    if (!copy) return 0;
    *ngx_cpymem(copy, text->data, text->len) = '\0';
    text->data = copy;
    return 1;
}

ngx_int_t toegang_nginx_state_take(ngx_http_request_t *r, const toegang_nginx_location *location,
                                   toegang_nginx_kind kind, const ngx_str_t *relay,
                                   toegang_nginx_pending *out)
{
    struct state *all = ngx_palloc(r->pool, sizeof *all);
    if (!all) return NGX_ERROR;
    read_state(r, location, all);
    for (ngx_uint_t i = 0; i < all->count; i++) {
        if (all->entries[i].pending.kind != kind || !same(all->entries[i].pending.relay, relay)) continue;
        *out = all->entries[i].pending;
        drop(all, i);
        if (!end_in_nul(r, &out->request) || !end_in_nul(r, &out->to)) return NGX_ERROR;
        return write_state(r, location, all);
    }
    return NGX_DECLINED;
}
