/* SPDX-License-Identifier: Apache-2.0 */
/* Octets of a connection, in clear: over the unix socket or loopback. With TLS they go through tls.c. */
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "serve.h"
#include "tls.h"

long transport_begin(struct connection *connection)
{
    return connection->tls ? tls_accept(connection->tls, connection->caller) : 1;
}

static long result_of(ssize_t count, long waits)
{
    if (count >= 0) return (long)count;
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? waits : TRANSPORT_FAILED;
}

long transport_read(struct connection *connection, char *out, size_t size)
{
    if (connection->tls) return tls_read(connection->tls, out, size);
    return result_of(recv(connection->socket, out, size, 0), TRANSPORT_READS);
}

long transport_write(struct connection *connection, const char *octets, size_t length)
{
    if (connection->tls) return tls_write(connection->tls, octets, length);
    return result_of(send(connection->socket, octets, length, MSG_NOSIGNAL), TRANSPORT_WRITES);
}

void transport_name(const struct connection *connection, char *out, size_t size)
{
    if (connection->tls) tls_name(connection->tls, out, size);
}

bool transport_holds(const struct connection *connection)
{
    return connection->tls && tls_holds(connection->tls);
}

/* No more will come from us; the other side may still be sending what nobody reads. */
void transport_finish(struct connection *connection)
{
    if (connection->tls) tls_finish(connection->tls);
    shutdown(connection->socket, SHUT_WR);
}

void transport_end(struct connection *connection)
{
    if (connection->tls) tls_finish(connection->tls), tls_end(connection->tls);
    connection->tls = NULL;
    close(connection->socket);
    connection->socket = -1;
}
