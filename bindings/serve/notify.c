/* SPDX-License-Identifier: Apache-2.0 */
/* sd_notify(3): one datagram to the socket that systemd names. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "serve.h"

void notify(const char *state)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    size_t length = path ? strlen(path) : 0;
    if (length < 2 || length >= sizeof to.sun_path || !strchr("/@", *path)) return;
    memcpy(to.sun_path, path, length);
    if (*path == '@') to.sun_path[0] = '\0'; /* the abstract ones */
    int file = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (file < 0) return;
    (void)!sendto(file, state, strlen(state), MSG_NOSIGNAL | MSG_DONTWAIT, (const struct sockaddr *)&to,
                  (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length));
    close(file);
}

void notify_ready(void)
{
    notify("READY=1\nSTATUS=Answering.");
}

void notify_reloading(void)
{
    char state[96];
    snprintf(state, sizeof state,
             "RELOADING=1\nMONOTONIC_USEC=%" PRId64 "\nSTATUS=Reading the configuration.", clock_us());
    notify(state);
}

/* The variable may be meant for another process, which then is named beside it. */
static int64_t watchdog_ms(void)
{
    const char *most = getenv("WATCHDOG_USEC"), *whose = getenv("WATCHDOG_PID");
    if (!most || (whose && strtoll(whose, NULL, 10) != (long long)getpid())) return 0;
    return strtoll(most, NULL, 10) / 1000;
}

void notify_alive(struct server *server)
{
    int64_t most = watchdog_ms(), now = clock_ms();
    if (most <= 0 || now - server->alive < most / 2 - 500) return;
    server->alive = now;
    notify("WATCHDOG=1");
}
