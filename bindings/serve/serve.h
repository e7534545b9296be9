/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of toegang-serve share. It sees the public headers only. */
#ifndef SERVE_H
#define SERVE_H

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>

#include <toegang.h>

#include "head.h"
#include "buffer.h"

struct options; /* of the command line, bindings/cli */
struct server;
struct connection;
struct sockaddr_storage;

/* ---- settings.c: what the command line asks, understood ---- */

#define PEERS_MOST 16

struct network {
    int family; /* AF_INET, AF_INET6, or AF_UNIX: whoever comes over the unix socket */
    uint8_t address[16];
    unsigned bits;
};

struct settings {
    const char *config, *url;
    const char *listen;                                    /* as given: "unix:PATH" or "ADDRESS:PORT" */
    unsigned mode;                                         /* of the unix socket */
    const char *group;                                     /* of the unix socket; NULL: as it is */
    const char *certificate, *key, *authorities, *clients; /* TLS; NULL: none */
    struct network peers[PEERS_MOST]; /* who may state who a person is; with TLS whoever has a certificate */
    size_t peer_count;
    size_t threads, queue, connections;
    int64_t patience_ms;
    toegang_language language;
};
/* False with a fault told. */
bool settings_read(const struct options *options, struct settings *out);

/* ---- network.c ---- */

/* "unix", "127.0.0.1", "2001:db8::/32" */
bool network_read(const char *text, size_t length, struct network *out);
/* The address alone; false where it is of another kind. */
bool network_of(const struct sockaddr_storage *address, struct network *out);
/* "unix", "127.0.0.1" */
void network_write(const struct network *network, char *out, size_t size);
bool network_holds(const struct network *network, int family, const uint8_t *address);
/* "127.0.0.1:8180", "[::1]:8180" */
bool address_read(const char *where, struct network *out);
bool address_is_loopback(const struct network *network);

/* ---- listen.c ---- */

/* The socket of systemd when it gives one, else one of our own. Below 0 with a fault told. */
int listen_open(const struct settings *settings);
/* Whether systemd gives one. */
bool listen_given(void);
/* Takes nobody any more, and the file of our own unix socket away. A second time does nothing. */
void listen_close(struct server *server);

/* ---- answers and requests ---- */

enum { REQUEST_ID_ROOM = 129, CHECK_ROOM = 48, CAUSE_ROOM = 400, CALLER_ROOM = 96 };

struct answer {
    int status;
    const char *type; /* of the body */
    struct buffer fields, body;
    const char *outcome; /* "permit", "deny", "indeterminate"; "" where nothing was asked */
    size_t decisions[3]; /* how many there were, by toegang_outcome */
    char check[CHECK_ROOM];
    char handle[TOEGANG_HANDLE_MAX];
    char cause[CAUSE_ROOM]; /* for the log: which register could not answer, and why */
};

enum endpoint_id {
    ENDPOINT_AUTH,
    ENDPOINT_EVALUATION,
    ENDPOINT_EVALUATIONS,
    ENDPOINT_SEARCH_SUBJECT,
    ENDPOINT_SEARCH_RESOURCE,
    ENDPOINT_SEARCH_ACTION,
    ENDPOINT_CONFIGURATION,
    ENDPOINT_HEALTH,
    ENDPOINT_LIVE,
    ENDPOINT_METRICS,
    ENDPOINT_RELOAD, /* which nobody asks: SIGHUP */
    ENDPOINT_NONE,   /* what could not be read, or asked for something that is not here */
    ENDPOINTS
};

/* Where an endpoint is answered. */
enum place {
    PLACE_LOOP,     /* at once, since it waits for nobody */
    PLACE_POOL,     /* by the threads that ask directories */
    PLACE_ATTENDANT /* by the one thread that looks at directories, however busy the others are */
};

struct request {
    struct server *server;
    struct connection *connection;
    enum endpoint_id endpoint;
    struct head head;
    const char *body;
    const char *caller;        /* who asks, for evidence: "unix", an address, the name in a certificate */
    bool vouched;              /* from somebody who may state who a person is, by fields of the request */
    bool test_numbers;         /* they pass */
    toegang_language language; /* of what a person reads */
    char id[REQUEST_ID_ROOM];
    int64_t began; /* microseconds, monotonic */
    struct answer answer;
    struct request *next; /* in a queue */
};

typedef void endpoint_run(struct request *request);
struct endpoint {
    const char *path, *name; /* name: in logs and metrics */
    bool posts;              /* POST with JSON, else GET */
    enum place place;
    endpoint_run *run;
};
extern const struct endpoint endpoints[ENDPOINTS];

/* route.c: which endpoint. False: request->answer says why not. */
bool route(struct request *request);

endpoint_run run_auth, run_authzen, run_configuration, run_health, run_live, run_metrics, run_reload;

/* answer.c */
void answer_field(struct answer *answer, const char *name, const char *value);
/* A problem (RFC 9457) as the body; the check id may be "". */
void answer_problem(struct answer *answer, int status, const char *sentence, const char *check);
/* Status line, fields and body as they go out. */
void answer_write(const struct request *request, bool keeps, struct buffer *out);
void answer_free(struct answer *answer);

/*
 * query.c: the value of a parameter, unescaped into out. Above 0 when it is there, 0 when not, below 0 when
 * it cannot be read or is there twice.
 */
int query_value(const char *query, const char *name, char *out, size_t size);
/* Whether every name in the query is one of these. */
bool query_knows(const char *query, const char *const *names, size_t count);

/* ---- pool.c: threads with a queue that has an end ---- */

struct pool {
    pthread_mutex_t mutex;
    pthread_cond_t work;
    struct request *first, **last;
    size_t inside, most, threads; /* requests that wait or are being answered, and how many may */
    bool ends;
    pthread_t *ids;
    struct server *server;
};
bool pool_start(struct pool *pool, struct server *server, size_t threads, size_t queue);
/* False: it is full. */
bool pool_ask(struct pool *pool, struct request *request);
/* How many wait or are being answered. */
size_t pool_inside(struct pool *pool);
/* Waits for its threads, which end what they are at. */
void pool_end(struct pool *pool);

/* ---- held.c: the configuration that holds now ---- */

struct held {
    toegang *all;
    size_t users;
    bool has_key; /* for handles */
    uint8_t key[32];
};
bool held_open(struct server *server, bool strict);
/* reload.c: begins as soon as the attendant has time; in the loop's thread, as is the end of it. */
void reload_begin(struct server *server);
void reload_end(struct server *server);
struct held *held_take(struct server *server);
void held_give(struct server *server, struct held *held);

/* ---- standing.c: how the directories are, asked no more than once a second ---- */

#define DETAILS_MOST 192

struct detail {
    toegang_register reg;
    char name[48], value[160];
};
struct standing {
    struct detail details[DETAILS_MOST];
    size_t count;
    bool good;
    int64_t at; /* microseconds, monotonic; 0: never */
};
/* For the attendant alone. Belongs to the server. */
const struct standing *standing_now(struct server *server);

/* ---- counts.c: what is counted for /metrics ---- */

#define BUCKETS 12
#define STATUSES 16

struct counts {
    atomic_uint_fast64_t answers[ENDPOINTS][STATUSES], decisions[ENDPOINTS][3]; /* by toegang_outcome */
    atomic_uint_fast64_t buckets[ENDPOINTS][BUCKETS + 1], microseconds[ENDPOINTS];
    atomic_uint_fast64_t full, accepted, turned_away, reloads_good, reloads_kept;
    atomic_int_fast64_t connections, read_at;
};
extern const struct bucket {
    int64_t microseconds;
    const char *seconds;
} count_buckets[BUCKETS];
/* answer.c */
extern const struct status {
    int status;
    const char *phrase;
} answer_statuses[STATUSES];
void count_answer(struct counts *counts, const struct request *request);

/* ---- log.c: JSON lines on stderr ---- */

enum level { LEVEL_INFO, LEVEL_WARNING, LEVEL_ERROR };
void log_event(enum level level, const char *event, const char *detail);
__attribute__((format(printf, 3, 4))) void log_eventf(enum level level, const char *event, const char *format,
                                                      ...);
void log_report(enum level level, const char *event, const char *file, const toegang_report *report);
void log_answer(const struct request *request);

/* number.c: whether the text holds what is a valid national number. */
bool holds_number(const char *text);

/* ---- notify.c: what systemd is told ---- */

void notify(const char *state);
void notify_ready(void);
void notify_reloading(void);
/* Every half of what the watchdog allows, where there is one. */
void notify_alive(struct server *server);

/* ---- tls.c ---- */

struct tls; /* one connection */
struct tls_context;
enum { TRANSPORT_ENDED = 0, TRANSPORT_READS = -1, TRANSPORT_WRITES = -2, TRANSPORT_FAILED = -3 };

/* NULL with a fault told. */
struct tls_context *tls_open(const struct settings *settings);
void tls_close(struct tls_context *context);

/* ---- connection.c, loop.c ---- */

enum state { STATE_FREE, STATE_HANDSHAKE, STATE_READING, STATE_ASKED, STATE_WRITING, STATE_LINGERING };

struct connection {
    enum state state;
    uint32_t number; /* of its slot */
    uint32_t turn;   /* how often the slot was used */
    int socket;
    struct tls *tls;
    bool vouched; /* whoever asks here may state who a person is */
    char caller[CALLER_ROOM];
    bool closes, lingers;
    char *in; /* HEAD_MOST and one more; then the body */
    size_t in_length, seen, head_length;
    char *body;
    size_t body_length;
    struct buffer out;
    size_t sent;
    int64_t deadline; /* milliseconds, monotonic */
    struct request request;
    struct connection *next_free;
};

struct server {
    struct settings settings;
    struct pool pool, attendant;
    pthread_mutex_t held_mutex;
    struct held *held;
    struct standing standing;
    struct counts counts;
    struct tls_context *tls, *tls_read; /* that of new connections; what a reload has read */
    struct request reload;
    bool reload_wanted, reload_runs;
    int64_t alive; /* when the watchdog was last told, milliseconds */
    int64_t told_full;
    struct connection *connections, *first_free;
    int listener, poller, signals, wake;
    pthread_mutex_t done_mutex;
    struct request *done;
    size_t bodies; /* octets of bodies that are being read or answered */
    bool deaf;     /* nobody hears the listener: there are no files left */
    bool ends;     /* takes nobody any more */
    int64_t end_by;
};

int64_t clock_ms(void);
int64_t clock_us(void);

/* It asks nothing now: it shakes hands, or is between two requests. */
bool connection_is_silent(const struct connection *connection);
/* Begins with what was accepted, from that address. */
void connection_begin(struct server *server, struct connection *connection, int socket,
                      const struct network *peer);
/* Its socket is ready, or it may be. */
void connection_go_on(struct server *server, struct connection *connection);
/* Its request has its answer. */
void connection_answer(struct server *server, struct connection *connection);
/*
 * An answer after which nobody knows what the octets mean that still come: the connection ends when the other
 * side has read it.
 */
void connection_refuse(struct server *server, struct connection *connection, int status,
                       const char *sentence);
void connection_expire(struct server *server, struct connection *connection);
void connection_end(struct server *server, struct connection *connection);
/* By what transport_… gave: whether octets went; else the connection waits for its socket, or has ended. */
bool connection_moved(struct server *server, struct connection *connection, long count);

/* reading.c: reads on, and asks when the request is whole. */
void request_read(struct server *server, struct connection *connection);

/* What an event of the poller is about, where it is no connection. */
#define ABOUT_LISTENER UINT64_MAX

/* accept.c: all who wait, and who waited while there were no files left. */
void accept_all(struct server *server);
void accept_again(struct server *server);

/* loop.c: the signals that it reads, which nobody else may get. */
sigset_t loop_signals(void);
/* Hears of the socket of this connection again. */
void loop_await(struct server *server, struct connection *connection, bool writes);
/* From any thread: this request has its answer. */
void loop_done(struct server *server, struct request *request);
/* Until it ends; false with a fault logged when it could not begin. */
bool loop_run(struct server *server);

/* transport.c: octets in and out, through TLS where there is some; above 0, or one of TRANSPORT_…. */
long transport_begin(struct connection *connection);
long transport_read(struct connection *connection, char *out, size_t size);
long transport_write(struct connection *connection, const char *octets, size_t length);
/* The name in the certificate of the other side; as it is where there is none. */
void transport_name(const struct connection *connection, char *out, size_t size);
bool transport_holds(const struct connection *connection); /* octets that no poll tells of */
void transport_finish(struct connection *connection);
void transport_end(struct connection *connection);

#endif
