/* SPDX-License-Identifier: Apache-2.0 */
/* What the command line asks, understood. The table of options is that of the command. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "../cli/cli.h"
#include "serve.h"

#define LISTEN "unix:/run/toegang/serve.sock"

static bool wrong(const struct options *options, const char *name, const char *value, const char *expected)
{
    fault(options->language, TEXT_VALUE, name, value, expected);
    return false;
}

static bool read_number(const struct options *options, const char *name, const char *given, size_t least,
                        size_t most, size_t *out)
{
    char expected[64];
    size_t digits = given ? strspn(given, "0123456789") : 0;
    if (!given) return true;
    if (digits > 0 && digits < 8 && !given[digits]) *out = strtoul(given, NULL, 10);
    if (digits > 0 && digits < 8 && !given[digits] && *out >= least && *out <= most) return true;
    snprintf(expected, sizeof expected, "%zu to %zu", least, most);
    return wrong(options, name, given, expected);
}

static bool read_numbers(const struct options *options, struct settings *out)
{
    size_t patience = 2000;
    out->threads = 8;
    out->queue = 256;
    out->connections = 512;
    bool good = read_number(options, "threads", options->threads, 1, 256, &out->threads) &&
                read_number(options, "queue", options->queue, 1, 65536, &out->queue) &&
                read_number(options, "connections", options->connections, 1, 16384, &out->connections) &&
                read_number(options, "patience", options->patience, 1, 60000, &patience);
    out->patience_ms = (int64_t)patience;
    return good;
}

static bool read_mode(const struct options *options, struct settings *out)
{
    const char *mode = options->mode;
    out->mode = 0660;
    if (!mode) return true;
    out->mode = (unsigned)strtoul(mode, NULL, 8);
    if (strlen(mode) == 4 && strspn(mode, "01234567") == 4 && out->mode <= 0777) return true;
    return wrong(options, "socket-mode", mode, "0660");
}

static bool read_peers(const struct options *options, struct settings *out)
{
    const char *peers = options->peers ? options->peers : "unix";
    for (size_t length; *peers; peers += length, peers += *peers == ',') {
        length = strcspn(peers, ",");
        if (out->peer_count == PEERS_MOST || !network_read(peers, length, &out->peers[out->peer_count++]))
            return wrong(options, "peers", options->peers, "unix,127.0.0.1,2001:db8::/32");
    }
    return true;
}

/* All of TLS or nothing of it; anywhere but here it must be there. */
static bool tls_fits(const struct options *options, const struct settings *settings)
{
    struct network network;
    static const char *const names[] = {"certificate", "key", "authorities"};
    const char *const given[] = {options->certificate, options->key, options->authorities};
    bool any = options->certificate || options->key || options->authorities || options->clients;
    bool is_unix = strncmp(settings->listen, "unix:", 5) == 0;
    if (!is_unix && !address_read(settings->listen, &network))
        return wrong(options, "listen", settings->listen, "unix:PATH, 127.0.0.1:8180, [::1]:8180");
    bool needed = any || (!is_unix && !address_is_loopback(&network));
    for (size_t i = 0; needed && i < 3; i++)
        if (!given[i]) return fault(options->language, TEXT_OPTION_NEEDED, names[i], "FILE"), false;
    return true;
}

/* Names as they are: a dot at the beginning would be a wildcard of another kind (X509_check_host(3)). */
static bool clients_fit(const struct options *options)
{
    const char *name = options->clients;
    for (size_t length; name; name = name[length] ? name + length + 1 : NULL) {
        length = strcspn(name, ",");
        if (length == 0 || *name == '.' || memchr(name, '*', length))
            return wrong(options, "clients", options->clients, "nginx.example,apache.example");
    }
    return true;
}

/* "https://pdp.example/x": paths are appended to it. */
static bool url_fits(const struct options *options)
{
    const char *url = options->url;
    if (!url) return true;
    size_t scheme = strncmp(url, "https://", 8) == 0 ? 8 : strncmp(url, "http://", 7) == 0 ? 7 : 0;
    bool fits = scheme > 0 && url[scheme] && url[strlen(url) - 1] != '/' && strlen(url) < 1024;
    for (const char *at = url; fits && *at; at++) fits = *at > ' ' && *at <= '~' && !strchr("?#\"\\<>", *at);
    return fits || wrong(options, "url", url, "https://pdp.example");
}

bool settings_read(const struct options *options, struct settings *out)
{
    *out = (struct settings){.config = options->config,
                             .url = options->url,
                             .listen = options->listen ? options->listen : LISTEN,
                             .group = options->group,
                             .certificate = options->certificate,
                             .key = options->key,
                             .authorities = options->authorities,
                             .clients = options->clients,
                             .language = options->language};
    return url_fits(options) && clients_fit(options) && tls_fits(options, out) &&
           read_numbers(options, out) && read_mode(options, out) && read_peers(options, out);
}
