/* SPDX-License-Identifier: Apache-2.0 */
/* The forge as a command: makes signed sample responses and metadata. */
#include "forge.h"
#include "forge_token.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: forge [--template FILE] [--key PEM --cert PEM] [--sign assertion|response|both|nothing]\n"
    "             [--algorithm RS256] [--set NAME=VALUE]... [--encrypt A128GCM] [--base64]\n"
    "       forge --metadata [--cert PEM --key PEM] [--entity-id ID]\n"
    "       forge --token CLAIMS [--signer NAME] [--algorithm RS256] [--typ TYP] [--secret TEXT] [--seal NAME]\n"
    "       forge --jwks NAME[,NAME]...\n"
    "Without --key the test key `idp` signs; a file name without '/' is a template of the tests.\n"
    "--encrypt encrypts the assertion for the test key `sp`, after its signature and before that of the "
    "response.\n"
    "A token is signed by a test key and sealed for another; CLAIMS is a file, or a template of the tests.\n";

struct order {
    const char *template, *key, *certificate, *entity_id;
    struct forge_signing signing;
    struct forge_sealing sealing;
    struct forge_value values[64];
    size_t count;
    int metadata, base64;
    const char *claims, *seal;
    struct forge_token token;
    char *jwks;
};

static void fail(const char *what)
{
    fprintf(stderr, "forge: %s\n%s", what, usage);
    exit(2);
}

static unsigned what_to_sign(const char *word)
{
    static const char *const words[] = {"nothing", "assertion", "response", "both"};
    for (unsigned i = 0; i < 4; i++)
        if (strcmp(words[i], word) == 0) return i;
    fail("--sign takes assertion, response, both or nothing");
    return 0;
}

static void set(struct order *order, char *pair)
{
    char *equals = strchr(pair, '=');
    if (!equals || order->count == sizeof order->values / sizeof *order->values)
        fail("--set takes NAME=VALUE");
    *equals = '\0';
    order->values[order->count++] = (struct forge_value){pair, equals + 1};
}

static void take_for_token(struct order *order, int option)
{
    switch (option) {
    case 'T':
        order->claims = optarg;
        break;
    case 'S':
        order->token.key = optarg;
        break;
    case 'Y':
        order->token.typ = optarg;
        break;
    case 'H':
        order->token.secret = optarg;
        break;
    case 'E':
        order->seal = optarg;
        break;
    case 'J':
        order->jwks = optarg;
        break;
    default:
        fail("unknown option");
    }
}

static void take(struct order *order, int option)
{
    switch (option) {
    case 't':
        order->template = optarg;
        break;
    case 'k':
        order->key = optarg;
        break;
    case 'c':
        order->certificate = optarg;
        break;
    case 's':
        order->signing.what = what_to_sign(optarg);
        break;
    case 'a':
        order->signing.algorithm = optarg;
        break;
    case 'v':
        set(order, optarg);
        break;
    case 'e':
        order->entity_id = optarg;
        break;
    case 'x':
        order->sealing.cipher = optarg;
        break;
    case 'm':
        order->metadata = 1;
        break;
    case 'b':
        order->base64 = 1;
        break;
    default:
        take_for_token(order, option);
    }
}

static char *sealed(const struct order *order, const char *filled)
{
    struct forge_signing inside = order->signing, outside = order->signing;
    inside.what &= FORGE_ASSERTION, outside.what &= FORGE_RESPONSE;
    char *first = forge_sign(filled, &inside), *second = forge_encrypt(first, "Assertion", &order->sealing);
    char *out = forge_sign(second, &outside);
    free(first), free(second);
    return out;
}

static char *made_token(const struct order *order)
{
    struct forge_token how = order->token;
    how.algorithm = order->signing.algorithm;
    char *claims = forge_file(order->claims), *token = forge_token(claims, &how);
    char *out = order->seal ? forge_encrypted(token, order->seal, "JWT") : token;
    if (out != token) free(token);
    free(claims);
    return out;
}

static char *made_jwks(const struct order *order)
{
    const char *names[16];
    size_t count = 0;
    for (char *name = strtok(order->jwks, ","); name && count < 16; name = strtok(NULL, ",")) names[count++] = name;
    return forge_jwks(names, count);
}

static char *made(const struct order *order)
{
    if (order->claims) return made_token(order);
    if (order->jwks) return made_jwks(order);
    if (order->metadata) return forge_metadata(&order->signing.key, 1, order->entity_id);
    char *form = forge_file(order->template), *filled = forge_fill(form, order->values, order->count);
    char *out = order->sealing.cipher ? sealed(order, filled) : forge_sign(filled, &order->signing);
    free(form), free(filled);
    return out;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"template", 1, NULL, 't'},  {"key", 1, NULL, 'k'},       {"cert", 1, NULL, 'c'},
        {"sign", 1, NULL, 's'},      {"algorithm", 1, NULL, 'a'}, {"set", 1, NULL, 'v'},
        {"entity-id", 1, NULL, 'e'}, {"metadata", 0, NULL, 'm'},  {"base64", 0, NULL, 'b'},
        {"encrypt", 1, NULL, 'x'},   {"token", 1, NULL, 'T'},     {"signer", 1, NULL, 'S'},
        {"typ", 1, NULL, 'Y'},       {"secret", 1, NULL, 'H'},    {"seal", 1, NULL, 'E'},
        {"jwks", 1, NULL, 'J'},      {NULL, 0, NULL, 0}};
    struct order order = {
        .template = "acm.xml", .entity_id = FORGE_ISSUER, .signing = {.what = FORGE_ASSERTION}};
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) take(&order, option);
    if (!order.key != !order.certificate) fail("--key and --cert go together");
    struct forge_key *own = order.key ? forge_key_read(order.key, order.certificate) : NULL;
    order.signing.key = own ? own : forge_key("idp");
    char *text = made(&order), *shown = order.base64 ? forge_base64(text, strlen(text), 76) : strdup(text);
    printf("%s%s", shown, order.metadata ? "" : "\n");
    free(text), free(shown);
    forge_key_free(own);
    return 0;
}
