/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The socket below libldap, ours for three reasons. Its own time-outs bind one address, one wait or none (a
 * TLS handshake that was begun); here every wait ends at the deadline of the question. It writes where a
 * server has gone with write, which ends a program by SIGPIPE. And it chooses addresses by its environment.
 */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "ldap_server.h"

#define ONCE_MAX 4096 /* octets that are written at a time */

/* False when the time is over; then errno says so. */
static bool wait_for(int socket, short events, struct tg_deadline deadline)
{
    struct pollfd waiting = {.fd = socket, .events = events};
    int ready, left;
    do {
        left = tg_deadline_left(deadline);
        ready = left > 0 ? poll(&waiting, 1, left) : 0;
    } while (ready < 0 && errno == EINTR);
    if (ready == 0) errno = ETIMEDOUT;
    return ready > 0;
}

/* ---- connecting ---- */

static bool connected(int descriptor, struct tg_deadline deadline)
{
    int fault = 0;
    socklen_t size = sizeof fault;
    if (!wait_for(descriptor, POLLOUT, deadline)) return false;
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &fault, &size) == 0 && fault == 0;
}

static int dial_address(const struct sockaddr *address, socklen_t size, struct tg_deadline deadline)
{
    int descriptor = socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    int status = connect(descriptor, address, size);
    if (status == 0 || (errno == EINPROGRESS && connected(descriptor, deadline))) return descriptor;
    (void)close(descriptor);
    return -1;
}

static int dial_path(const char *path, struct tg_deadline deadline)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) return -1;
    memcpy(address.sun_path, path, strlen(path) + 1);
    return dial_address((const struct sockaddr *)&address, sizeof address, deadline);
}

/* Each address has an equal part of the time that is left. */
static int dial_each(const struct addrinfo *addresses, struct tg_deadline deadline)
{
    int count = 0, descriptor = -1;
    for (const struct addrinfo *each = addresses; each; each = each->ai_next) count++;
    for (const struct addrinfo *each = addresses; each && descriptor < 0; each = each->ai_next, count--)
        descriptor =
            dial_address(each->ai_addr, each->ai_addrlen, tg_deadline_in(tg_deadline_left(deadline) / count));
    return descriptor;
}

int tg_ldap_dial(const struct tg_ldap_server *server, struct tg_deadline deadline)
{
    const struct addrinfo hints = {.ai_flags = AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
    struct addrinfo *addresses = NULL;
    char port[16];
    if (strcmp(server->scheme, "ldapi") == 0) return dial_path(server->host, deadline);
    (void)snprintf(port, sizeof port, "%d", server->port);
    if (getaddrinfo(server->host, port, &hints, &addresses) != 0) return -1;
    int descriptor = dial_each(addresses, deadline);
    freeaddrinfo(addresses);
    return descriptor;
}

/* ---- reading and writing for libldap ---- */

static int set_up(Sockbuf_IO_Desc *layer, void *ldap)
{
    layer->sbiod_pvt = ldap;
    return 0;
}

static int take_down(Sockbuf_IO_Desc *layer)
{
    layer->sbiod_pvt = NULL;
    return 0;
}

/* Nothing is kept here, so there is nothing to tell. */
static int control(Sockbuf_IO_Desc *layer, int option, void *argument)
{
    (void)layer, (void)option, (void)argument;
    return 0;
}

static ber_slen_t read_some(Sockbuf_IO_Desc *layer, void *octets, ber_len_t size)
{
    const struct tg_ldap *ldap = layer->sbiod_pvt;
    if (!wait_for(ldap->socket, POLLIN, ldap->deadline)) return -1;
    return recv(ldap->socket, octets, size, MSG_DONTWAIT);
}

static ber_slen_t write_some(Sockbuf_IO_Desc *layer, void *octets, ber_len_t size)
{
    const struct tg_ldap *ldap = layer->sbiod_pvt;
    if (!wait_for(ldap->socket, POLLOUT, ldap->deadline)) return -1;
    return send(ldap->socket, octets, size < ONCE_MAX ? size : ONCE_MAX, MSG_DONTWAIT | MSG_NOSIGNAL);
}

void tg_ldap_hang_up(struct tg_ldap *ldap)
{
    if (ldap->socket >= 0) (void)close(ldap->socket);
    ldap->socket = -1;
}

static int hang_up(Sockbuf_IO_Desc *layer)
{
    tg_ldap_hang_up(layer->sbiod_pvt);
    return 0;
}

bool tg_ldap_attach(struct tg_ldap *ldap)
{
    Sockbuf *buffer = NULL;
    ber_len_t most = TG_LDAP_MESSAGE_MAX;
    ldap->wire = (Sockbuf_IO){set_up, take_down, control, read_some, write_some, hang_up};
    if (ldap_get_option(ldap->handle, LDAP_OPT_SOCKBUF, &buffer) != LDAP_OPT_SUCCESS || !buffer) return false;
    if (ber_sockbuf_add_io(buffer, &ldap->wire, LBER_SBIOD_LEVEL_PROVIDER, ldap) != 0) return false;
    return ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &most) == 1;
}
