/* SPDX-License-Identifier: Apache-2.0 */
/* https://…, and http://… on this machine */
#include <stddef.h>

#include "config_form.h"
#include "config_source.h"
#include "config_trust.h"

struct settings {
    struct tg_source_common common;
    toegang_http_mode mode;
    unsigned connections;
    const char *right, *authorities, *certificate, *key;
    struct tg_config_octets token;
};

_Static_assert(sizeof(toegang_http_mode) == sizeof(unsigned), "enums are filled as unsigned");

/* Its name, once it is found to be there, and closed where it must be: it is read at each new connection. */
static void read_file(struct tg_config *config, const struct tg_config_key *key, const struct tg_yaml_node *node,
                      void *target)
{
    struct tg_config_octets octets = {0};
    tg_type_octets.read(config, key, node, &octets);
    if (octets.octets.at) tg_type_path.read(config, key, node, target);
}
static const struct tg_config_type type_file = {"file", read_file, &tg_form_text};

static const char *const mode_names[] = {"register", "authzen"};
static const struct tg_config_words mode_words = {mode_names, 2, TOEGANG_HTTP_REGISTER};
static const struct tg_config_range connections_range = {1, 32, "1 .. 32"};

#define AT(member) offsetof(struct settings, member)
static const struct tg_config_key keys[] = {
    {"mode", &tg_type_word, AT(mode), &mode_words, false, "register",
     "what answers: a register service, or a decision point of AuthZEN"},
    {"right", &tg_type_text, AT(right), NULL, false, "none",
     "the right that a decision point is asked for where the question names none"},
    {"token", &tg_type_octets, AT(token), &tg_secret_file, false, "none", "file with the bearer token that is sent"},
    {"authorities", &type_file, AT(authorities), &tg_public_file, false, "those of the machine",
     "file with the certificates (PEM) that the service is checked with"},
    {"certificate", &type_file, AT(certificate), &tg_public_file, false, "none",
     "file with our certificate (PEM), for a service that asks one"},
    {"key", &type_file, AT(key), &tg_secret_file, false, "none", "file with the private key (PEM) of that certificate"},
    {"connections", &tg_type_count, AT(connections), &connections_range, false, "4",
     "connections that are kept; who comes later waits"},
};

/* A file ends in a line feed. */
static const char *token_of(struct tg_config *config, const struct tg_config_octets *token)
{
    const char *text = token->octets.at ? tg_arena_text(&config->scratch, tg_span_trim(token->octets)) : NULL;
    if (token->octets.at && !text) config->no_memory = true;
    return text;
}

static toegang_directory *open_http(const struct tg_opening *opening, const struct tg_source *source,
                                    toegang_report *report)
{
    const struct settings *own = (const void *)source->common;
    toegang_directory *directory = NULL;
    const toegang_http_settings settings = {
        .size = sizeof settings,
        .patience_ms = own->common.patience_ms,
        .allow_test_numbers = opening->all->allow_test_numbers,
        .connections = own->connections,
        .mode = own->mode,
        .right = own->right,
        .token = token_of(opening->config, &own->token),
        .authorities = own->authorities,
        .certificate = own->certificate,
        .key = own->key,
    };
    if (opening->config->no_memory) return NULL;
    toegang_status status = toegang_directory_http_open(own->common.source, &settings, &directory, report);
    return status == TOEGANG_GOOD ? directory : NULL;
}

#define KEYS keys, sizeof keys / sizeof *keys, sizeof(struct settings), open_http
const struct tg_adapter tg_adapter_https = {"https://", "https://…", KEYS};
const struct tg_adapter tg_adapter_http = {"http://", "http://127.0.0.1…", KEYS};
