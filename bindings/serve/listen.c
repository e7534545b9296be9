/* SPDX-License-Identifier: Apache-2.0 */
/* The socket: one that systemd hands over (sd_listen_fds(3)), a unix socket, or an address with a port. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "serve.h"

#define GIVEN 3 /* the first socket that systemd hands over */
#define BACKLOG 512

static int complain(const char *what, int file)
{
    log_eventf(LEVEL_ERROR, "listen", "%s: %s", what, strerror(errno));
    if (file >= 0) close(file);
    return -1;
}

/* ---- of systemd ---- */

bool listen_given(void)
{
    const char *whose = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
    return whose && count && strtoll(whose, NULL, 10) == (long long)getpid() && strcmp(count, "1") == 0;
}

/* What systemd was told is held to the same rule as --listen. */
static bool is_private(const struct settings *settings)
{
    struct sockaddr_storage at = {0};
    socklen_t length = sizeof at;
    struct network network = {0};
    if (getsockname(GIVEN, (struct sockaddr *)&at, &length) != 0) return false;
    return settings->certificate || at.ss_family == AF_UNIX ||
           (network_of(&at, &network) && address_is_loopback(&network));
}

static int take_given(const struct settings *settings)
{
    int listens = 0;
    socklen_t length = sizeof listens;
    if (getsockopt(GIVEN, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) != 0 || !listens)
        return errno = EINVAL, complain("the socket of systemd does not listen", -1);
    if (!is_private(settings))
        return errno = EACCES,
               complain("the socket of systemd is not of this machine alone, and there is no TLS", -1);
    if (fcntl(GIVEN, F_SETFD, FD_CLOEXEC) != 0 || fcntl(GIVEN, F_SETFL, O_NONBLOCK) != 0)
        return complain("the socket of systemd", -1);
    return GIVEN;
}

/* ---- unix ---- */

/* What is left of one that nobody listens at any more. */
static bool clear_path(const char *path, const struct sockaddr_un *address)
{
    struct stat there;
    if (lstat(path, &there) != 0) return errno == ENOENT;
    if (!S_ISSOCK(there.st_mode)) return errno = EEXIST, false;
    /* Not one that waits: who listens may be too busy to take us. Only a refusal says that nobody does. */
    int file = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool is_left = file >= 0 && connect(file, (const struct sockaddr *)address, sizeof *address) != 0 &&
                   errno == ECONNREFUSED;
    if (file >= 0) close(file);
    if (!is_left) return errno = EADDRINUSE, false;
    return unlink(path) == 0;
}

static bool give_to_group(const char *path, const char *name)
{
    if (!name) return true;
    const struct group *group = getgrnam(name);
    if (!group) return errno = ENOENT, false;
    return chown(path, (uid_t)-1, group->gr_gid) == 0;
}

static int listen_unix(const struct settings *settings, const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) return errno = ENAMETOOLONG, complain(path, -1);
    strcpy(address.sun_path, path);
    if (!clear_path(path, &address)) return complain(path, -1);
    int file = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    /* Nobody's until its group and its mode are as they should be. */
    mode_t before = umask(0177);
    bool bound = file >= 0 && bind(file, (const struct sockaddr *)&address, sizeof address) == 0;
    umask(before);
    if (!bound) return complain(path, file);
    if (!give_to_group(path, settings->group)) return complain(settings->group, file);
    if (chmod(path, settings->mode) != 0 || listen(file, BACKLOG) != 0) return complain(path, file);
    return file;
}

/* ---- an address; settings.c made sure that there is TLS unless it is loopback ---- */

static int listen_at(const char *where)
{
    struct network network;
    const char *colon = strrchr(where, ':');
    const int yes = 1;
    struct sockaddr_in four = {.sin_family = AF_INET};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6};
    if (!address_read(where, &network)) return errno = EINVAL, complain(where, -1);
    four.sin_port = six.sin6_port = htons((uint16_t)strtoul(colon + 1, NULL, 10));
    memcpy(&four.sin_addr, network.address, sizeof four.sin_addr);
    memcpy(&six.sin6_addr, network.address, sizeof six.sin6_addr);
    bool is_four = network.family == AF_INET;
    int file = socket(network.family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (file < 0 || setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0)
        return complain(where, file);
    if (bind(file, is_four ? (const void *)&four : (const void *)&six, is_four ? sizeof four : sizeof six) !=
            0 ||
        listen(file, BACKLOG) != 0)
        return complain(where, file);
    return file;
}

int listen_open(const struct settings *settings)
{
    if (listen_given()) return take_given(settings);
    if (strncmp(settings->listen, "unix:", 5) == 0) return listen_unix(settings, settings->listen + 5);
    return listen_at(settings->listen);
}

void listen_close(struct server *server)
{
    const char *where = server->settings.listen;
    if (server->listener < 0) return;
    if (strncmp(where, "unix:", 5) == 0 && !listen_given()) unlink(where + 5);
    close(server->listener);
    server->listener = -1;
}
