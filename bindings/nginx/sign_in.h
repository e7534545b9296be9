/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the rooms of the sign-in share: a request below the prefix is an exchange, which goes from step to
 * step. A step that waits for a body or for a thread names the next one, with which the phase is entered
 * again.
 */
#ifndef TOEGANG_NGINX_SIGN_IN_H
#define TOEGANG_NGINX_SIGN_IN_H

#include "ngx_http_toegang_module.h"

/* NGX_DONE: answered, or waiting. An http status or NGX_ERROR: answer that. */
typedef ngx_int_t toegang_nginx_step(ngx_http_request_t *r, toegang_nginx_exchange *it);

struct toegang_nginx_exchange {
    const toegang_nginx_location *location;
    toegang_nginx_step *next;
    ngx_str_t body;
    toegang_visit visit; /* size 0: none; its identity belongs to the context */
    toegang_report why;
    void *data; /* of the endpoint */
};

/* endpoint.c. Memory that lives as long as the request, all zero; end gets it when the request ends. */
void *toegang_nginx_of_request(ngx_http_request_t *r, size_t size, ngx_pool_cleanup_pt end);
/* Runs work on a thread; the phase comes back with that step. */
ngx_int_t toegang_nginx_wait(ngx_http_request_t *r, toegang_nginx_exchange *it, toegang_nginx_work *work,
                             void *data, toegang_nginx_step *next);

/* The endpoints, each with its method. */
toegang_nginx_step toegang_nginx_get_sign_in, toegang_nginx_get_metadata;   /* sign_in.c */
toegang_nginx_step toegang_nginx_post_acs;                                  /* acs.c */
toegang_nginx_step toegang_nginx_get_choice, toegang_nginx_post_choice;     /* choose.c */
toegang_nginx_step toegang_nginx_get_sign_out, toegang_nginx_post_sign_out; /* sign_out.c */
toegang_nginx_step toegang_nginx_get_slo, toegang_nginx_post_slo;           /* slo.c */
toegang_nginx_step toegang_nginx_get_language;                              /* language.c */

/* form.c. A field of a form or a query, decoded; length 0: absent, there several times, or with a NUL. */
ngx_str_t toegang_nginx_field(ngx_http_request_t *r, const ngx_str_t *form, const char *name);
/* 1 when the name stands there at all. */
int toegang_nginx_has_field(const ngx_str_t *form, const char *name);
/* Starts reading a form; the step comes when it is there. */
ngx_int_t toegang_nginx_read_form(ngx_http_request_t *r, toegang_nginx_exchange *it,
                                  toegang_nginx_step *next);

/* cookie.c. Length 0: absent. Several of one name are none: the text is then one that opens nothing. */
ngx_str_t toegang_nginx_cookie_of(ngx_http_request_t *r, const ngx_str_t *name);
typedef enum toegang_nginx_lifetime {
    TOEGANG_NGINX_OF_BROWSER = 0, /* until the browser ends */
    TOEGANG_NGINX_OF_SIGN_IN,     /* 15 minutes, and sent along from other sites too */
    TOEGANG_NGINX_OF_YEAR,
    TOEGANG_NGINX_OVER /* taken back */
} toegang_nginx_lifetime;
ngx_int_t toegang_nginx_set_cookie_header(ngx_http_request_t *r, const toegang_nginx_location *location,
                                          const ngx_str_t *name, const char *value,
                                          toegang_nginx_lifetime lifetime);
/* The name of the visit's cookie, and with a suffix that of the state. */
ngx_str_t toegang_nginx_cookie_name(ngx_http_request_t *r, const toegang_nginx_location *location,
                                    const char *suffix);
/* "visit https://eloket.example/toegang/ __Host-toegang eloket.example": what a seal is for. */
#define TOEGANG_NGINX_PURPOSE 1024
void toegang_nginx_purpose(ngx_http_request_t *r, const toegang_nginx_location *location, const char *what,
                           char out[TOEGANG_NGINX_PURPOSE]);

/* visit.c. The visit of the cookie into the exchange, its identity into the context; else NGX_DECLINED. */
ngx_int_t toegang_nginx_exchange_visit(ngx_http_request_t *r, toegang_nginx_exchange *it);
/* Seals a visit and sets its cookie. */
ngx_int_t toegang_nginx_visit_set(ngx_http_request_t *r, const toegang_nginx_location *location,
                                  const toegang_visit *visit, toegang_report *why);

/* state.c. What was asked of a provider and is not answered yet, in the browser alone. */
#define TOEGANG_NGINX_PENDING_MAX 4
#define TOEGANG_NGINX_RELAY 16
typedef enum toegang_nginx_kind { TOEGANG_NGINX_LOGIN = 'i', TOEGANG_NGINX_LOGOUT = 'o' } toegang_nginx_kind;
typedef struct toegang_nginx_pending {
    toegang_nginx_kind kind;
    char relay[TOEGANG_NGINX_RELAY + 1]; /* the RelayState: random, and says nothing */
    ngx_str_t request;                   /* the ID of the message */
    ngx_str_t to;                        /* where the browser goes afterwards */
} toegang_nginx_pending;
ngx_int_t toegang_nginx_relay(char out[TOEGANG_NGINX_RELAY + 1]);
/* Adds one; the oldest makes room. */
ngx_int_t toegang_nginx_state_add(ngx_http_request_t *r, const toegang_nginx_location *location,
                                  const toegang_nginx_pending *pending);
/* Takes the one with that RelayState out of the browser's state; its texts end in NUL. NGX_DECLINED: none. */
ngx_int_t toegang_nginx_state_take(ngx_http_request_t *r, const toegang_nginx_location *location,
                                   toegang_nginx_kind kind, const ngx_str_t *relay,
                                   toegang_nginx_pending *out);

/* ended.c. Visits that ended before their limit, in memory that the workers share. */
char *toegang_nginx_ended_zone(ngx_conf_t *cf);
void toegang_nginx_end_visit(ngx_http_request_t *r, const toegang_visit *visit);
/* Every visit of that person at that provider that began until now; session "": of whichever session. */
void toegang_nginx_end_sessions(ngx_http_request_t *r, const char *issuer, const char *name_id,
                                const char *session, time_t until);
/* Notes that a sign-out message was used; 1: it was before. */
int toegang_nginx_used_logout(ngx_http_request_t *r, const char *issuer, const char *id, time_t until);
int toegang_nginx_has_ended(ngx_http_request_t *r, const toegang_visit *visit);

/* answer.c. Each ends the exchange and returns what the phase returns. */
ngx_int_t toegang_nginx_see_other(ngx_http_request_t *r, const char *where);
ngx_int_t toegang_nginx_refuse_exchange(ngx_http_request_t *r, toegang_nginx_exchange *it); /* by its why */
ngx_int_t toegang_nginx_answer_page(ngx_http_request_t *r, ngx_str_t *html);
/* Where a parameter `to` leads: a path on this site, in printable characters, else "/". */
ngx_str_t toegang_nginx_to(ngx_http_request_t *r);
int toegang_nginx_is_way(const ngx_str_t *to);

/* link.c. "/toegang/sign-out?to=%2F" for "sign-out" and "/", in the pool. */
char *toegang_nginx_link_to(ngx_http_request_t *r, const toegang_nginx_location *location, const char *name,
                            const ngx_str_t *to);

#endif
