/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one thread that has the sockets. It waits for nobody: whatever may take a while is a thread's of a
 * pool.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "serve.h"

#define EVENTS_MOST 64
#define SWEEP_MS 500
#define DRAIN_MS 25000

/* What an event is about: a connection in its slot and turn, or one of these and ABOUT_LISTENER. */
#define ABOUT_SIGNALS (UINT64_MAX - 1)
#define ABOUT_DONE (UINT64_MAX - 2)

static int64_t clock_in(int64_t per_second)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * per_second + (int64_t)now.tv_nsec / (1000000000 / per_second);
}

int64_t clock_ms(void)
{
    return clock_in(1000);
}

int64_t clock_us(void)
{
    return clock_in(1000000);
}

/* ---- who is heard ---- */

static uint64_t about(const struct connection *connection)
{
    return (uint64_t)connection->turn << 32 | connection->number;
}

/* Once: nobody is heard while a thread has his request. */
void loop_await(struct server *server, struct connection *connection, bool writes)
{
    struct epoll_event event = {.events = EPOLLONESHOT | (writes ? EPOLLOUT : EPOLLIN),
                                .data.u64 = about(connection)};
    if (epoll_ctl(server->poller, EPOLL_CTL_MOD, connection->socket, &event) == 0) return;
    if (errno == ENOENT && epoll_ctl(server->poller, EPOLL_CTL_ADD, connection->socket, &event) == 0) return;
    connection_end(server, connection);
}

static bool hear(struct server *server, int file, uint64_t what)
{
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = what};
    return epoll_ctl(server->poller, EPOLL_CTL_ADD, file, &event) == 0;
}

/* ---- what is done ---- */

void loop_done(struct server *server, struct request *request)
{
    pthread_mutex_lock(&server->done_mutex);
    bool first = !server->done;
    request->next = server->done;
    server->done = request;
    pthread_mutex_unlock(&server->done_mutex);
    const uint64_t one = 1;
    if (first) (void)!write(server->wake, &one, sizeof one);
}

static void answer_done(struct server *server)
{
    uint64_t count;
    (void)!read(server->wake, &count, sizeof count);
    pthread_mutex_lock(&server->done_mutex);
    struct request *request = server->done;
    server->done = NULL;
    pthread_mutex_unlock(&server->done_mutex);
    while (request) {
        struct request *next = request->next;
        if (request->endpoint == ENDPOINT_RELOAD)
            reload_end(server);
        else
            connection_answer(server, request->connection);
        request = next;
    }
}

/* ---- signals ---- */

sigset_t loop_signals(void)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGHUP);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

/* Who is silent, once what has come of him was read. */
static void end_silent(struct server *server)
{
    for (size_t i = 0; i < server->settings.connections; i++) {
        struct connection *one = &server->connections[i];
        if (connection_is_silent(one)) connection_go_on(server, one);
        if (connection_is_silent(one)) connection_end(server, one);
    }
}

/* Nobody new; who has asked gets his answer. */
static void end_soon(struct server *server)
{
    if (server->ends) server->end_by = 0;
    if (server->ends) return;
    log_event(LEVEL_INFO, "stopping", "");
    notify("STOPPING=1");
    server->ends = true;
    server->end_by = clock_ms() + DRAIN_MS;
    accept_all(server); /* they came before */
    listen_close(server);
    end_silent(server);
}

static void hear_signals(struct server *server)
{
    struct signalfd_siginfo signal;
    while (read(server->signals, &signal, sizeof signal) == sizeof signal) {
        if (signal.ssi_signo == SIGHUP)
            server->reload_wanted = true;
        else
            end_soon(server);
    }
}

/* ---- the loop ---- */

static void sweep(struct server *server)
{
    int64_t now = clock_ms();
    for (size_t i = 0; i < server->settings.connections; i++) {
        struct connection *one = &server->connections[i];
        if (one->state != STATE_FREE && one->state != STATE_ASKED && one->deadline <= now)
            connection_expire(server, one);
    }
}

static bool is_over(const struct server *server)
{
    return server->ends && (clock_ms() >= server->end_by || atomic_load(&server->counts.connections) == 0);
}

static void handle(struct server *server, uint64_t what)
{
    if (what == ABOUT_LISTENER)
        accept_all(server);
    else if (what == ABOUT_SIGNALS)
        hear_signals(server);
    else if (what == ABOUT_DONE)
        answer_done(server);
    else {
        struct connection *one = &server->connections[what & UINT32_MAX];
        if (about(one) == what) connection_go_on(server, one);
    }
}

static bool prepare(struct server *server)
{
    const sigset_t signals = loop_signals();
    server->poller = epoll_create1(EPOLL_CLOEXEC);
    server->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    server->signals = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
    return hear(server, server->listener, ABOUT_LISTENER) && hear(server, server->signals, ABOUT_SIGNALS) &&
           hear(server, server->wake, ABOUT_DONE);
}

bool loop_run(struct server *server)
{
    struct epoll_event events[EVENTS_MOST];
    int64_t swept = clock_ms();
    if (!prepare(server)) return log_event(LEVEL_ERROR, "loop", strerror(errno)), false;
    log_event(LEVEL_INFO, "ready", listen_given() ? "the socket of systemd" : server->settings.listen);
    notify_ready();
    while (!is_over(server)) {
        int count = epoll_wait(server->poller, events, EVENTS_MOST, SWEEP_MS);
        for (int i = 0; i < count; i++) handle(server, events[i].data.u64);
        if (server->reload_wanted && !server->reload_runs) reload_begin(server);
        if (clock_ms() - swept < SWEEP_MS) continue;
        swept = clock_ms();
        sweep(server);
        accept_again(server);
        notify_alive(server);
    }
    return true;
}
