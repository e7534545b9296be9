/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "peers.h"

#ifdef TG_HAVE_LASSO
#include <lasso/lasso.h>

#include "forge.h"

static const char service[] =
    "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"" FORGE_AUDIENCE "\">"
    "<SPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">"
    "<AssertionConsumerService isDefault=\"true\" index=\"0\" "
    "Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"" FORGE_RECIPIENT "\"/>"
    "</SPSSODescriptor></EntityDescriptor>";

struct peer {
    LassoServer *server;
    char *message;
};

static int once(void *context)
{
    struct peer *peer = context;
    LassoLogin *login = lasso_login_new(peer->server);
    int status = login ? lasso_login_process_authn_response_msg(login, peer->message) : -1;
    g_object_unref(login);
    return status;
}

struct bench_subject bench_lasso(const struct bench_message *message)
{
    struct peer *peer = calloc(1, sizeof *peer);
    if (!peer || lasso_init() != 0) exit(2);
    peer->server = lasso_server_new_from_buffers(service, NULL, NULL, NULL);
    peer->message = strdup(message->base64);
    if (!peer->server || !peer->message ||
        lasso_server_add_provider_from_buffer(peer->server, LASSO_PROVIDER_ROLE_IDP, message->metadata, NULL, NULL) != 0)
        exit(2);
    if (message->decryption_key_path &&
        lasso_server_set_encryption_private_key(peer->server, message->decryption_key_path) != 0)
        exit(2);
    return (struct bench_subject){"lasso, process_authn_response_msg", once, peer, 0};
}
#else
struct bench_subject bench_lasso(const struct bench_message *message)
{
    (void)message;
    return (struct bench_subject){"lasso, process_authn_response_msg", NULL, NULL, 1};
}
#endif
