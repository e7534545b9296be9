/* SPDX-License-Identifier: Apache-2.0 */
/* toegang-serve: decisions over HTTP, for web servers and programs of another language. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "../cli/cli.h"
#include "serve.h"

#define HEALTH_QUEUE 64

/* The loop reads these signals from a file; threads begin later and take this over. */
static void block_signals(void)
{
    const sigset_t signals = loop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* As many files as we may, since each connection is one. Half of them are left to the directories. */
static void allow_files(struct settings *settings)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    rlim_t files = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0) files = limit.rlim_max;
    if (settings->connections <= files / 2) return;
    settings->connections = files < 4 ? 1 : (size_t)files / 2;
    log_eventf(LEVEL_WARNING, "files", "%zu connections at most, since this process may have %zu files",
               settings->connections, (size_t)files);
}

static bool make_room(struct server *server)
{
    size_t count = server->settings.connections;
    server->connections = calloc(count, sizeof *server->connections);
    for (size_t i = count; server->connections && i-- > 0;) {
        server->connections[i].number = (uint32_t)i;
        server->connections[i].next_free = server->first_free;
        server->first_free = &server->connections[i];
    }
    return server->connections && pthread_mutex_init(&server->held_mutex, NULL) == 0 &&
           pthread_mutex_init(&server->done_mutex, NULL) == 0;
}

static bool open_tls(struct server *server)
{
    if (!server->settings.certificate) return true;
    server->tls = tls_open(&server->settings);
    return server->tls != NULL;
}

static bool start_threads(struct server *server)
{
    bool good = pool_start(&server->pool, server, server->settings.threads, server->settings.queue) &&
                pool_start(&server->attendant, server, 1, HEALTH_QUEUE);
    if (!good) log_event(LEVEL_ERROR, "threads", "they could not be started");
    return good;
}

static int serve(struct server *server)
{
    bool ready = make_room(server) && open_tls(server) && held_open(server, false);
    if (!ready) return EXIT_USAGE;
    server->listener = listen_open(&server->settings);
    if (server->listener < 0) return EXIT_USAGE;
    bool good = start_threads(server) && loop_run(server);
    pool_end(&server->pool);
    pool_end(&server->attendant);
    listen_close(server);
    return good ? EXIT_DONE : EXIT_UNKNOWN;
}

static void free_server(struct server *server)
{
    for (size_t i = 0; server->connections && i < server->settings.connections; i++)
        if (server->connections[i].state != STATE_FREE) connection_end(server, &server->connections[i]);
    free(server->connections);
    if (server->held) held_give(server, server->held);
    tls_close(server->tls);
    tls_close(server->tls_read); /* of a reload that nobody waited for */
    free(server);
}

static const struct command *own_command(void)
{
    for (size_t i = 0; i < command_count; i++)
        if (commands[i].bit == COMMAND_SERVE) return &commands[i];
    return NULL;
}

int main(int count, char **arguments)
{
    struct options options = {.command = own_command(), .language = TOEGANG_NL};
    if (!options_read(options.command, count - 1, arguments + 1, &options)) return EXIT_USAGE;
    if (options.help) return help_command(options.command), EXIT_DONE;
    struct server *server = calloc(1, sizeof *server);
    if (!server || !settings_read(&options, &server->settings)) return free(server), EXIT_USAGE;
    block_signals();
    allow_files(&server->settings);
    int code = serve(server);
    free_server(server);
    return code;
}
