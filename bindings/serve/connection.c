/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One connection: a request is read whole, asked, answered, and then perhaps another. Each state has a moment
 * at which it ends, which octets that come one by one do not move: a slow client keeps its place for a known
 * time.
 */
#include <stdlib.h>
#include <string.h>

#include "serve.h"
#include "tls.h"

#define HANDSHAKE_MS 10000
#define IDLE_MS 75000 /* longer than web servers keep theirs, so that it is they who close */
#define WRITING_MS 30000
#define LINGERING_MS 2000

static void enter(struct connection *connection, enum state state, int64_t most_ms)
{
    connection->state = state;
    connection->deadline = clock_ms() + most_ms;
}

bool connection_is_silent(const struct connection *connection)
{
    return connection->state == STATE_HANDSHAKE ||
           (connection->state == STATE_READING && connection->in_length == 0);
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
    connection->request = (struct request){.server = server,
                                           .connection = connection,
                                           .caller = connection->caller,
                                           .vouched = connection->vouched,
                                           .answer = {.outcome = ""}};
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

bool connection_moved(struct server *server, struct connection *connection, long count)
{
    if (count > 0) return true;
    if (count == TRANSPORT_READS || count == TRANSPORT_WRITES)
        loop_await(server, connection, count == TRANSPORT_WRITES);
    else
        connection_end(server, connection);
    return false;
}

static void write_out(struct server *server, struct connection *connection)
{
    while (connection->sent < connection->out.length) {
        long count = transport_write(connection, connection->out.at + connection->sent,
                                     connection->out.length - connection->sent);
        if (!connection_moved(server, connection, count)) return;
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

void connection_refuse(struct server *server, struct connection *connection, int status, const char *sentence)
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
        connection_refuse(server, connection, 408, "the request did not come in time");
    else
        connection_end(server, connection);
}

/* ---- what a ready socket means ---- */

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
        request_read(server, connection);
    }
}

void connection_go_on(struct server *server, struct connection *connection)
{
    if (connection->state == STATE_HANDSHAKE)
        shake_hands(server, connection);
    else if (connection->state == STATE_READING)
        request_read(server, connection);
    else if (connection->state == STATE_WRITING)
        write_out(server, connection);
    else if (connection->state == STATE_LINGERING)
        linger(server, connection);
}
