/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One connection: a request is read whole, asked, answered, and then perhaps another. Each state has a moment
 * at which it ends, which octets that come one by one do not move: a slow client keeps its place for a known
 * time. One request at a time: who sends a second one before the answer to the first finds the connection
 * closed after it.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "serve.h"
#include "tls.h"

#define HANDSHAKE_MS 10000
#define IDLE_MS 75000 /* longer than web servers keep theirs, so that it is they who close */
#define HEAD_MS 10000
#define BODY_MS 30000
#define WRITING_MS 30000
#define LINGERING_MS 2000
#define BODIES_MOST ((size_t)64 << 20)

static void enter(struct connection *connection, enum state state, int64_t most_ms)
{
    connection->state = state;
    connection->deadline = clock_ms() + most_ms;
}

/* ---- beginning and end ---- */

static bool is_vouched(const struct server *server, const struct network *peer)
{
    if (server->tls) return true; /* it has shown a certificate before it asks anything */
    for (size_t i = 0; i < server->settings.peer_count; i++)
        if (network_holds(&server->settings.peers[i], peer->family, peer->address)) return true;
    return false;
}

void connection_begin(struct server *server, struct connection *connection, int socket,
                      const struct network *peer)
{
    connection->socket = socket;
    connection->vouched = is_vouched(server, peer);
    network_write(peer, connection->caller, sizeof connection->caller);
    connection->in = malloc(HEAD_MOST + 1);
    if (server->tls) connection->tls = tls_begin(server->tls, socket);
    enter(connection, STATE_HANDSHAKE, HANDSHAKE_MS);
    atomic_fetch_add(&server->counts.connections, 1);
    if (!connection->in || (server->tls && !connection->tls))
        connection_end(server, connection);
    else
        connection_go_on(server, connection);
}

/* What was asked and answered is about somebody. */
static void forget_request(struct server *server, struct connection *connection)
{
    if (connection->body) explicit_bzero(connection->body, connection->body_length);
    if (connection->body) server->bodies -= connection->request.head.body_length;
    free(connection->body);
    connection->body = NULL;
    if (connection->in) explicit_bzero(connection->in, connection->in_length);
    connection->in_length = connection->seen = connection->head_length = connection->body_length =
        connection->sent = 0;
    answer_free(&connection->request.answer);
    buffer_free(&connection->out);
    connection->request =
        (struct request){.server = server, .connection = connection, .answer = {.outcome = ""}};
}

void connection_end(struct server *server, struct connection *connection)
{
    forget_request(server, connection);
    free(connection->in);
    connection->in = NULL;
    transport_end(connection);
    connection->closes = connection->lingers = false;
    connection->state = STATE_FREE;
    connection->turn++;
    connection->next_free = server->first_free;
    server->first_free = connection;
    atomic_fetch_sub(&server->counts.connections, 1);
}

/* ---- writing ---- */

static void write_out(struct server *server, struct connection *connection)
{
    while (connection->sent < connection->out.length) {
        long count = transport_write(connection, connection->out.at + connection->sent,
                                     connection->out.length - connection->sent);
        if (count == TRANSPORT_READS || count == TRANSPORT_WRITES) {
            loop_await(server, connection, count == TRANSPORT_WRITES);
            return;
        }
        if (count <= 0) {
            connection_end(server, connection);
            return;
        }
        connection->sent += (size_t)count;
    }
    bool lingers = connection->lingers, closes = connection->closes || server->ends;
    forget_request(server, connection);
    if (closes && !lingers) {
        connection_end(server, connection);
        return;
    }
    enter(connection, lingers ? STATE_LINGERING : STATE_READING, lingers ? LINGERING_MS : IDLE_MS);
    if (lingers) transport_finish(connection);
    loop_await(server, connection, false);
}

void connection_answer(struct server *server, struct connection *connection)
{
    count_answer(&server->counts, &connection->request);
    answer_write(&connection->request, !connection->closes && !server->ends, &connection->out);
    if (connection->out.failed) {
        connection_end(server, connection);
        return;
    }
    enter(connection, STATE_WRITING, WRITING_MS);
    write_out(server, connection);
}

/*
 * An answer after which nobody knows what the octets mean that still come: the other side has to read it
 * first.
 */
static void refuse(struct server *server, struct connection *connection, int status, const char *sentence)
{
    struct request *request = &connection->request;
    connection->closes = connection->lingers = true;
    request->endpoint = ENDPOINT_NONE;
    answer_problem(&request->answer, status, sentence, "");
    log_answer(request);
    connection_answer(server, connection);
}

void connection_expire(struct server *server, struct connection *connection)
{
    if (connection->state == STATE_READING && connection->in_length > 0)
        refuse(server, connection, 408, "the request did not come in time");
    else
        connection_end(server, connection);
}

/* ---- a whole request ---- */

/* Each is counted; the log hears of it once a second. */
static void refuse_full(struct server *server, struct connection *connection)
{
    static const char sentence[] = "all threads are busy and the queue is full";
    int64_t now = clock_ms();
    atomic_fetch_add(&server->counts.full, 1);
    if (now - server->told_full >= 1000) log_event(LEVEL_WARNING, "full", sentence);
    if (now - server->told_full >= 1000) server->told_full = now;
    answer_problem(&connection->request.answer, 503, sentence, "");
    connection_answer(server, connection);
}

static void ask(struct server *server, struct connection *connection)
{
    struct request *request = &connection->request;
    request->vouched = connection->vouched;
    request->caller = connection->caller;
    request->body = connection->body ? connection->body : "";
    connection->closes |= !request->head.keeps || transport_holds(connection);
    enter(connection, STATE_ASKED, INT32_MAX);
    if (!route(request)) {
        log_answer(request);
        connection_answer(server, connection);
        return;
    }
    const struct endpoint *endpoint = &endpoints[request->endpoint];
    if (endpoint->place == PLACE_LOOP) {
        endpoint->run(request);
        connection_answer(server, connection);
    } else if (!pool_ask(endpoint->place == PLACE_POOL ? &server->pool : &server->attendant, request)) {
        refuse_full(server, connection);
    }
}

/* Room for the body, with what came of it already. False: the request was refused. */
static bool begin_body(struct server *server, struct connection *connection)
{
    const struct head *head = &connection->request.head;
    size_t more = connection->in_length - connection->head_length;
    connection->lingers = connection->closes = more > head->body_length; /* a second request came along */
    if (head->body_length == 0) return true;
    bool has_room = server->bodies + head->body_length <= BODIES_MOST;
    if (has_room) connection->body = malloc(head->body_length + 1);
    if (!connection->body) return refuse(server, connection, 503, "there is no room for the body now"), false;
    server->bodies += head->body_length;
    connection->body_length = more < head->body_length ? more : head->body_length;
    memcpy(connection->body, connection->in + connection->head_length, connection->body_length);
    connection->body[head->body_length] = '\0';
    return true;
}

static bool say_continue(struct connection *connection)
{
    static const char line[] = "HTTP/1.1 100 Continue\r\n\r\n";
    struct request *request = &connection->request;
    if (!request->head.continues || connection->body_length > 0) return true;
    return transport_write(connection, line, sizeof line - 1) == sizeof line - 1;
}

/* False: it was refused, or its end came. */
static bool take_head(struct server *server, struct connection *connection)
{
    struct complaint why = {400, "a line does not end in CR LF, or there is a control character"};
    long length = head_length(connection->in, connection->in_length, &connection->seen);
    if (length == 0 && connection->in_length == HEAD_MOST)
        return refuse(server, connection, 431, "the head is larger than 32 KiB"), false;
    if (length == 0) return true;
    if (length < 0 || !head_read(connection->in, (size_t)length, &connection->request.head, &why))
        return refuse(server, connection, why.status, why.sentence), false;
    connection->head_length = (size_t)length;
    if (!begin_body(server, connection)) return false;
    connection->deadline = clock_ms() + BODY_MS;
    if (!say_continue(connection)) return connection_end(server, connection), false;
    return true;
}

static bool is_whole(const struct connection *connection)
{
    return connection->head_length > 0 && connection->body_length == connection->request.head.body_length;
}

static long read_some(struct connection *connection)
{
    bool in_body = connection->head_length > 0;
    char *into =
        in_body ? connection->body + connection->body_length : connection->in + connection->in_length;
    size_t room = in_body ? connection->request.head.body_length - connection->body_length
                          : HEAD_MOST - connection->in_length;
    long count = transport_read(connection, into, room);
    if (count <= 0) return count;
    if (in_body) return connection->body_length += (size_t)count, count;
    /* From the first octet on. */
    if (connection->in_length == 0)
        connection->deadline = clock_ms() + HEAD_MS, connection->request.began = clock_us();
    connection->in_length += (size_t)count;
    return count;
}

static void read_request(struct server *server, struct connection *connection)
{
    while (!is_whole(connection)) {
        long count = read_some(connection);
        if (count == TRANSPORT_READS || count == TRANSPORT_WRITES) {
            loop_await(server, connection, count == TRANSPORT_WRITES);
            return;
        }
        if (count <= 0) {
            connection_end(server, connection);
            return;
        }
        if (connection->head_length == 0 && !take_head(server, connection)) return;
    }
    ask(server, connection);
}

/* ---- the others ---- */

static void linger(struct server *server, struct connection *connection)
{
    char nowhere[4096];
    long count = transport_read(connection, nowhere, sizeof nowhere);
    explicit_bzero(nowhere, sizeof nowhere);
    if (count > 0 || count == TRANSPORT_READS)
        loop_await(server, connection, false);
    else
        connection_end(server, connection);
}

static void shake_hands(struct server *server, struct connection *connection)
{
    long result = transport_begin(connection);
    if (result == TRANSPORT_READS || result == TRANSPORT_WRITES) {
        loop_await(server, connection, result == TRANSPORT_WRITES);
    } else if (result <= 0) {
        connection_end(server, connection);
    } else {
        transport_name(connection, connection->caller, sizeof connection->caller);
        forget_request(server, connection);
        enter(connection, STATE_READING, IDLE_MS);
        read_request(server, connection);
    }
}

void connection_go_on(struct server *server, struct connection *connection)
{
    if (connection->state == STATE_HANDSHAKE)
        shake_hands(server, connection);
    else if (connection->state == STATE_READING)
        read_request(server, connection);
    else if (connection->state == STATE_WRITING)
        write_out(server, connection);
    else if (connection->state == STATE_LINGERING)
        linger(server, connection);
}
