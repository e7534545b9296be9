/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A request: its head, then its body, then the question. One at a time: what comes along with a request is
 * not read as another one, and the connection ends after the answer.
 */
#include <stdlib.h>
#include <string.h>

#include "serve.h"

#define HEAD_MS 10000
#define BODY_MS 30000
#define BODIES_MOST ((size_t)64 << 20)

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
    request->body = connection->body ? connection->body : "";
    connection->closes |= !request->head.keeps || transport_holds(connection);
    connection->state = STATE_ASKED;
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
    if (!connection->body)
        return connection_refuse(server, connection, 503, "there is no room for the body now"), false;
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

/* RFC 9112 3: a line that does not end is told from fields that do not. */
static void refuse_long(struct server *server, struct connection *connection)
{
    if (memchr(connection->in, '\n', LINE_MOST))
        connection_refuse(server, connection, 431, "the head is larger than 32 KiB");
    else
        connection_refuse(server, connection, 414, "the request line is longer than 8 KiB");
}

/* False: it was refused, or its end came. */
static bool take_head(struct server *server, struct connection *connection)
{
    struct complaint why = {400, "a line does not end in CR LF, or there is a control character"};
    long length = head_length(connection->in, connection->in_length, &connection->seen);
    if (length == 0 && connection->in_length == HEAD_MOST) return refuse_long(server, connection), false;
    if (length == 0) return true;
    if (length < 0 || !head_read(connection->in, (size_t)length, &connection->request.head, &why))
        return connection_refuse(server, connection, why.status, why.sentence), false;
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

void request_read(struct server *server, struct connection *connection)
{
    while (!is_whole(connection)) {
        long count = read_some(connection);
        if (!connection_moved(server, connection, count)) return;
        if (connection->head_length == 0 && !take_head(server, connection)) return;
    }
    ask(server, connection);
}
