/* SPDX-License-Identifier: Apache-2.0 */
/* SIGHUP: the configuration and the certificates are read again, beside those that hold, by the attendant. */
#include "serve.h"

static bool read_certificates(struct server *server)
{
    if (!server->settings.certificate) return true;
    server->tls_read = tls_open(&server->settings);
    return server->tls_read != NULL;
}

/* Strictly: what cannot be read now does not take the place of what could. */
void run_reload(struct request *request)
{
    struct server *server = request->server;
    bool good = read_certificates(server) && held_open(server, true);
    atomic_fetch_add(good ? &server->counts.reloads_good : &server->counts.reloads_kept, 1);
    log_event(good ? LEVEL_INFO : LEVEL_ERROR, good ? "reloaded" : "kept",
              good ? "" : "the configuration that holds stays");
    server->standing.at = 0;
    request->answer.status = good ? 200 : 503;
}

void reload_begin(struct server *server)
{
    server->reload = (struct request){.server = server, .endpoint = ENDPOINT_RELOAD};
    server->reload_runs = pool_ask(&server->attendant, &server->reload);
    if (!server->reload_runs) return;
    server->reload_wanted = false;
    notify_reloading();
}

void reload_end(struct server *server)
{
    bool good = server->reload.answer.status == 200;
    if (server->tls_read && good) {
        tls_close(server->tls);
        server->tls = server->tls_read;
    } else {
        tls_close(server->tls_read);
    }
    server->tls_read = NULL;
    server->reload_runs = false;
    notify_ready();
}
