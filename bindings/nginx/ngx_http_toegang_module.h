/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the rooms of the nginx module share. A request goes: endpoints (sign-in, before a location is chosen),
 * strip (headers that a client may not state), access (who, ask, refuse or let through). What waits goes to a
 * thread (task) and the phase is entered again when it is done, which is why each step keeps what it found in
 * the context.
 */
#ifndef NGX_HTTP_TOEGANG_MODULE_H
#define NGX_HTTP_TOEGANG_MODULE_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>

#include <toegang.h>
#include <toegang/sys/identity.h>

extern ngx_module_t ngx_http_toegang_module, ngx_toegang_ready_module;

/* A configuration of toegang: opened once, however many locations name it; freed with nginx's own. */
typedef struct toegang_nginx_config {
    ngx_str_t path;
    toegang *all;
    ngx_flag_t signs_in; /* 1: some location has toegang_sign_in with it */
} toegang_nginx_config;

/* Where a directive stands, for what is found wrong only when all of them were read. */
typedef struct toegang_nginx_place {
    ngx_str_t file;
    ngx_uint_t line;
} toegang_nginx_place;

/* toegang ELOKET [right=R] [context=V]. Texts end in NUL. */
typedef struct toegang_nginx_counter {
    ngx_str_t eloket;
    ngx_str_t right;                   /* length 0: the policy's */
    ngx_http_complex_value_t *context; /* NULL: none */
    toegang_nginx_place place;
} toegang_nginx_counter;

/* toegang_for: which organisation. */
typedef enum toegang_nginx_whom {
    TOEGANG_NGINX_VISIT = 0, /* the one that was chosen, or that the token states */
    TOEGANG_NGINX_SELF = 1,
    TOEGANG_NGINX_VALUE = 2
} toegang_nginx_whom;

/* toegang_proxy_headers: names in small letters, length 0 where not given. */
typedef struct toegang_nginx_headers {
    ngx_str_t holder, assurance, capacity;
} toegang_nginx_headers;

/* toegang_cookie: of the visit. It lasts at most a day. */
#define TOEGANG_NGINX_VISIT_MOST (24 * 60 * 60)
typedef struct toegang_nginx_cookie {
    ngx_flag_t secure;
    time_t idle, limit; /* seconds */
    ngx_str_t name;     /* length 0: __Host-toegang, or toegang where it is not secure */
} toegang_nginx_cookie;

typedef struct toegang_nginx_exchange toegang_nginx_exchange; /* sign_in.h */

typedef struct toegang_nginx_location {
    toegang_nginx_config *config;
    toegang_nginx_counter *counter;         /* NULL: nothing is asked here */
    ngx_uint_t whom;                        /* toegang_nginx_whom */
    ngx_http_complex_value_t *organisation; /* of TOEGANG_NGINX_VALUE */
    ngx_flag_t bearer;
    ngx_http_complex_value_t *token; /* NULL: the Authorization header */
    ngx_array_t *peers;              /* of ngx_cidr_t; NULL: none */
    toegang_nginx_headers *headers;
    ngx_str_t sign_in;  /* prefix of the endpoints, "/toegang/"; length 0: none */
    ngx_str_t provider; /* entity id; length 0: the only one */
    toegang_nginx_place sign_in_place;
    ngx_str_t keys_path;
    toegang_seal_keys *keys;
    toegang_nginx_cookie cookie;
    ngx_thread_pool_t *pool;
    ngx_uint_t language;
    ngx_msec_t patience;
    ngx_str_t style;  /* length 0: the style of the library */
    /* Of the site, in a language and at last in any; length 0: the name of the e-counter. */
    ngx_str_t titles[TOEGANG_LANGUAGES + 1];
    ngx_str_t home;   /* length 0: no link */
    ngx_str_t rights; /* length 0: no link */
} toegang_nginx_location;

/* Of the whole http block. */
typedef struct toegang_nginx_main {
    ngx_array_t configs;   /* of toegang_nginx_config *, each once */
    ngx_flag_t proxies;    /* 1: some location has toegang_proxy or its headers */
    ngx_shm_zone_t *ended; /* ended.c; NULL: nobody signs in here */
    ngx_str_t ended_path;  /* toegang_ended */
    void *ended_file;      /* its table, mapped; NULL: the zone has it */
} toegang_nginx_main;

/* Of a server: the sign-ins that its locations name, each once by prefix. */
typedef struct toegang_nginx_server {
    ngx_array_t sign_ins; /* of toegang_nginx_location * */
} toegang_nginx_server;

/* In what way somebody was recognised. */
typedef enum toegang_nginx_way {
    TOEGANG_NGINX_NOBODY = 0,
    TOEGANG_NGINX_BY_BEARER,
    TOEGANG_NGINX_BY_VISIT,
    TOEGANG_NGINX_BY_PROXY
} toegang_nginx_way;

/* Who it is, and what that was read from: what is the same is not read again. */
typedef struct toegang_nginx_who {
    const toegang_nginx_location *location;
    toegang_nginx_way way;
    ngx_str_t text;
    toegang_identity *identity;        /* NULL: nobody, or refused */
    toegang_organisation organisation; /* for whom, by the visit or the token; scheme NONE: for oneself */
    toegang_report why;                /* of a refusal or a fault */
} toegang_nginx_who;

/* A question and its verdict. */
typedef struct toegang_nginx_asked {
    const toegang_nginx_location *location;
    ngx_str_t context; /* length 0: none */
    toegang_organisation organisation;
    unsigned answered : 1;
    unsigned awaited : 1; /* a thread has just answered: the phase goes on with that */
    toegang_decision *decision; /* NULL although it was answered: there was no memory, which is no permit */
} toegang_nginx_asked;

#define TOEGANG_NGINX_SAID 4
/* Of a request, kept through internal redirects. */
typedef struct toegang_nginx_context {
    ngx_http_request_t *request;
    struct sockaddr *peer; /* who is at the other end of the connection, before realip says otherwise */
    unsigned waiting : 1;  /* a task is under way: the phase is to stay where it is */
    unsigned shown : 1;    /* the headers of a visit are there */
    unsigned choose : 1;   /* the visit has not chosen an organisation yet */
    ngx_table_elt_t *said[TOEGANG_NGINX_SAID]; /* response headers of a refusal */
    toegang_nginx_exchange *exchange;          /* NULL: no endpoint of a sign-in */
    toegang_nginx_who who;
    toegang_nginx_asked asked;
} toegang_nginx_context;

/* context.c. The one of this request, also after an internal redirect; make: a new one where none is. */
toegang_nginx_context *toegang_nginx_context_of(ngx_http_request_t *r);
toegang_nginx_context *toegang_nginx_context_make(ngx_http_request_t *r);
void toegang_nginx_forget(toegang_nginx_context *context); /* who it is and what was decided */

/*
 * task.c. Runs work(data) on a thread of the pool and then, in the event loop, done(r, data) (may be NULL);
 * after that the request goes on where it was. data lies in r->pool, which lives as long as the work; it
 * holds copies of all that work reads, and work touches nothing else of nginx. NGX_DONE: under way, return it
 * from the phase (a content handler counts the request itself). NGX_HTTP_SERVICE_UNAVAILABLE: the queue is
 * full, or so many parts of this request wait already. NGX_ERROR. When the client goes away in between, the
 * work ends and then the request does; done is called all the same, but for a worker that is killed.
 */
typedef void toegang_nginx_work(void *data);
typedef void toegang_nginx_done(ngx_http_request_t *r, void *data);
ngx_int_t toegang_nginx_task(ngx_http_request_t *r, const toegang_nginx_location *location,
                             toegang_nginx_work *work, toegang_nginx_done *done, void *data);

/* who.c. NGX_OK: context->who says it. NGX_DONE: wait. An http status or NGX_ERROR: answer that. */
ngx_int_t toegang_nginx_find_out(ngx_http_request_t *r, const toegang_nginx_location *location,
                                 toegang_nginx_context *context);

/* ask.c. NGX_OK: context->asked has a decision. The others as above. */
ngx_int_t toegang_nginx_ask(ngx_http_request_t *r, const toegang_nginx_location *location,
                            toegang_nginx_context *context);

/* access.c */
ngx_int_t toegang_nginx_access(ngx_http_request_t *r);
ngx_int_t toegang_nginx_subrequest(ngx_http_request_t *r); /* nginx asks no access phase for these */

/* strip.c. Removes headers that this client may not state; names compare as an application reads them. */
ngx_int_t toegang_nginx_strip(ngx_http_request_t *r);
ngx_int_t toegang_nginx_strip_proxy(ngx_http_request_t *r, const toegang_nginx_location *location);
int toegang_nginx_same_name(const ngx_str_t *header, const ngx_str_t *name);

/* peer.c. declared: 1 for a proxy that may state who it is. header: NULL where there is none, or several. */
ngx_int_t toegang_nginx_remember_peer(ngx_http_request_t *r);
int toegang_nginx_declared(ngx_http_request_t *r, const toegang_nginx_location *location);
ngx_table_elt_t *toegang_nginx_header(ngx_http_request_t *r, const ngx_str_t *name);

/* refuse.c. Answers 401, 403 or 503 by what the context says; the phase returns what this returns. */
ngx_int_t toegang_nginx_refuse(ngx_http_request_t *r, const toegang_nginx_location *location,
                               toegang_nginx_context *context, ngx_int_t status);
/* Adds a response header: a static name, and a value that is copied. */
ngx_table_elt_t *toegang_nginx_add(ngx_http_request_t *r, const char *name, const char *value);

/*
 * page.c. The first three end the request: the phase returns what they return, NGX_DONE or NGX_ERROR. show:
 * why somebody does not pass, as a page or a text; decision NULL where not even a reason is known. send_page:
 * with the policy of our pages. page_of: what they show around their message, page_around: without who is
 * signed in. wants_page: 1 for a browser.
 */
ngx_int_t toegang_nginx_show(ngx_http_request_t *r, const toegang_nginx_location *location,
                             const toegang_nginx_context *context, const toegang_decision *decision,
                             ngx_uint_t status);
ngx_int_t toegang_nginx_send(ngx_http_request_t *r, ngx_uint_t status, const char *type, ngx_str_t *text);
ngx_int_t toegang_nginx_send_page(ngx_http_request_t *r, ngx_uint_t status, ngx_str_t *page);
toegang_page toegang_nginx_page_of(ngx_http_request_t *r, const toegang_nginx_location *location,
                                   const toegang_nginx_context *context);
toegang_page toegang_nginx_page_around(ngx_http_request_t *r, const toegang_nginx_location *location);
int toegang_nginx_wants_page(ngx_http_request_t *r);

/* link.c. "/toegang/sign-in?to=%2Fwhere%2Fit%2Fwas" for "sign-in", in the pool; NULL: there is no sign-in. */
char *toegang_nginx_link(ngx_http_request_t *r, const toegang_nginx_location *location, const char *name);

/* language.c */
toegang_language toegang_nginx_language(ngx_http_request_t *r, const toegang_nginx_location *location);

/* variables.c */
ngx_int_t toegang_nginx_variables(ngx_conf_t *cf);

/* opened.c */
toegang_nginx_config *toegang_nginx_open(ngx_conf_t *cf, ngx_str_t *path);

/* log.c */
#define TOEGANG_NGINX_SENTENCE 1024
void toegang_nginx_sentence(const toegang_report *report, char out[TOEGANG_NGINX_SENTENCE]);
/* A fault as an error, a refusal as information; nothing of what is good. */
void toegang_nginx_log(const ngx_http_request_t *r, const toegang_report *why);
/* About a directive that was read before: nginx itself only knows where it reads now. */
char *toegang_nginx_complain(ngx_conf_t *cf, const toegang_nginx_place *place, const char *format, ...);

/* What sets the directives. */
typedef char *toegang_nginx_set(ngx_conf_t *cf, ngx_command_t *command, void *conf);
/* directives.c */
toegang_nginx_set toegang_nginx_set_config, toegang_nginx_set_counter, toegang_nginx_set_for,
    toegang_nginx_set_bearer, toegang_nginx_set_thread_pool, toegang_nginx_set_patience,
    toegang_nginx_set_language;
/* directives_who.c */
toegang_nginx_set toegang_nginx_set_proxy, toegang_nginx_set_proxy_headers, toegang_nginx_set_sign_in,
    toegang_nginx_set_cookie_keys, toegang_nginx_set_cookie;
/* directives_page.c */
toegang_nginx_set toegang_nginx_set_style, toegang_nginx_set_title, toegang_nginx_set_home,
    toegang_nginx_set_rights;
toegang_nginx_set toegang_nginx_set_ended; /* ended.c */

/* conf.c */
void *toegang_nginx_create_main(ngx_conf_t *cf);
void *toegang_nginx_create_server(ngx_conf_t *cf);
void *toegang_nginx_create_location(ngx_conf_t *cf);
char *toegang_nginx_merge_location(ngx_conf_t *cf, void *parent, void *child);

/* The sign-in: visit.c, sign_in.c, acs.c, choose.c, sign_out.c, ended.c, state.c. */

/* Reads toegang_cookie_keys at start; NULL and a complaint when they are wrong. */
toegang_seal_keys *toegang_nginx_keys_read(ngx_conf_t *cf, ngx_str_t *path);
/* The cookie of a visit as it came; length 0: none. */
ngx_str_t toegang_nginx_visit_text(ngx_http_request_t *r, const toegang_nginx_location *location);
/* Opens it into context->who. NGX_OK also when it is refused: then who has no identity and says why. */
ngx_int_t toegang_nginx_visit_open(ngx_http_request_t *r, const toegang_nginx_location *location,
                                   toegang_nginx_context *context);
/* Nobody is signed in and a browser asks: leads to the sign-in. The phase returns what this returns. */
ngx_int_t toegang_nginx_lead_to_sign_in(ngx_http_request_t *r, const toegang_nginx_location *location);
/* The visit has not chosen yet for whom it acts: leads to the choice. */
ngx_int_t toegang_nginx_lead_to_choice(ngx_http_request_t *r, const toegang_nginx_location *location);
/* A request below the prefix of a sign-in, in the phase server rewrite. NGX_DECLINED: it is none. */
ngx_int_t toegang_nginx_endpoint(ngx_http_request_t *r);
/* The settings of a sign-in, when its location was read: is its provider known? Makes its zone. */
char *toegang_nginx_sign_in_check(ngx_conf_t *cf, toegang_nginx_location *location);
/* When nginx is ready to start: its workers are counted. */
ngx_int_t toegang_nginx_sign_in_ready(ngx_cycle_t *cycle);

#endif
