/* SPDX-License-Identifier: Apache-2.0 */
/* Who comes: a place for him, and whether he may state who a person is. */
#define _GNU_SOURCE /* accept4 */
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "serve.h"

#define ACCEPTS_MOST 32 /* at once, before the others have their turn */

/*
 * A free slot, else that of who has been silent for longest between two requests; NULL: all have something
 * to do.
 */
static struct connection *find_slot(struct server *server)
{
    struct connection *idle = NULL;
    for (size_t i = 0; i < server->settings.connections; i++) {
        struct connection *one = &server->connections[i];
        if (one->state == STATE_FREE) return one;
        bool is_idle = one->state == STATE_READING && one->in_length == 0;
        if (is_idle && (!idle || one->deadline < idle->deadline)) idle = one;
    }
    if (idle) connection_end(server, idle);
    return idle;
}

static bool is_vouched(const struct server *server, const struct sockaddr_storage *from)
{
    const struct sockaddr_in *four = (const void *)from;
    const struct sockaddr_in6 *six = (const void *)from;
    const void *address =
        from->ss_family == AF_INET ? (const void *)&four->sin_addr : (const void *)&six->sin6_addr;
    for (size_t i = 0; i < server->settings.peer_count; i++)
        if (network_holds(&server->settings.peers[i], from->ss_family, address)) return true;
    return false;
}

/* Without files, or memory, whoever comes waits until the next sweep. */
static bool turn_deaf(struct server *server)
{
    struct epoll_event event = {.events = 0, .data.u64 = ABOUT_LISTENER};
    if (errno == EAGAIN || errno == EINTR || errno == ECONNABORTED) return false;
    log_event(LEVEL_ERROR, "accept", strerror(errno));
    server->deaf = epoll_ctl(server->poller, EPOLL_CTL_MOD, server->listener, &event) == 0;
    return false;
}

void accept_again(struct server *server)
{
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = ABOUT_LISTENER};
    if (server->deaf && !server->ends) epoll_ctl(server->poller, EPOLL_CTL_MOD, server->listener, &event);
    server->deaf = false;
}

static bool accept_one(struct server *server)
{
    struct sockaddr_storage from = {.ss_family = AF_UNIX};
    socklen_t length = sizeof from;
    int socket = accept4(server->listener, (struct sockaddr *)&from, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket < 0) return turn_deaf(server);
    struct connection *slot = find_slot(server);
    atomic_fetch_add(slot ? &server->counts.accepted : &server->counts.turned_away, 1);
    if (slot)
        connection_begin(server, slot, socket, is_vouched(server, &from));
    else
        close(socket);
    return true;
}

void accept_all(struct server *server)
{
    for (size_t i = 0; i < ACCEPTS_MOST && !server->ends && accept_one(server); i++) continue;
}
