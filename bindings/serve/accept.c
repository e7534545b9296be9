/* SPDX-License-Identifier: Apache-2.0 */
/* Who comes, and a place for him. */
#define _GNU_SOURCE /* accept4 */
#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "serve.h"

#define ACCEPTS_MOST 32 /* at once, before the others have their turn */

/* The silent connection that would end first; NULL: all are busy. */
static struct connection *find_silent(struct server *server)
{
    struct connection *silent = NULL;
    for (size_t i = 0; i < server->settings.connections; i++) {
        struct connection *one = &server->connections[i];
        if (!connection_is_silent(one)) continue;
        if (!silent || one->deadline < silent->deadline) silent = one;
    }
    return silent;
}

/* A free slot, or one that is made free; NULL: there is none. */
static struct connection *take_slot(struct server *server)
{
    struct connection *silent = server->first_free ? NULL : find_silent(server);
    if (silent) connection_end(server, silent);
    struct connection *slot = server->first_free;
    if (slot) server->first_free = slot->next_free;
    return slot;
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
    struct network peer = {0};
    (void)network_of(&from, &peer);
    struct connection *slot = take_slot(server);
    atomic_fetch_add(slot ? &server->counts.accepted : &server->counts.turned_away, 1);
    if (slot)
        connection_begin(server, slot, socket, &peer);
    else
        close(socket);
    return true;
}

void accept_all(struct server *server)
{
    for (size_t i = 0; i < ACCEPTS_MOST && server->listener >= 0 && accept_one(server); i++) continue;
}
