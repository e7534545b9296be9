/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is exchanged with a provider. An ID is new in every message, so the answers say only what does not change. The
 * one key is of P-256, which is quick: others take the same way through this floor, and are tried on that of crypto.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "allocation.h"
#include "forge_provider.h"

#define HEAD                                                                                                      \
    " xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\""  \
    " ID=\"_1\" Version=\"2.0\" IssueInstant=\"2026-11-23T10:00:00Z\" Destination=\"" FORGE_LOGOUT "\""
#define ISSUER "<saml:Issuer>" FORGE_ISSUER "</saml:Issuer>"

static const char request[] = "<samlp:LogoutRequest" HEAD ">" ISSUER "<saml:NameID Format=\"urn:x\">_name</saml:NameID>"
                              "<samlp:SessionIndex>a</samlp:SessionIndex><samlp:SessionIndex>b</samlp:SessionIndex>"
                              "</samlp:LogoutRequest>";
static const char response[] = "<samlp:LogoutResponse" HEAD " InResponseTo=\"" FORGE_REQUEST "\">" ISSUER
                               "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/>"
                               "</samlp:Status></samlp:LogoutResponse>";

void messages_make(struct messages *messages)
{
    const struct forge_signing how = {.key = forge_key("idp-p256"), .what = FORGE_RESPONSE, .algorithm = "ES256"};
    const struct forge_key *keys[] = {forge_key("idp-p256")};
    const struct forge_signing usual = {.key = forge_key("idp"), .what = FORGE_RESPONSE};
    const struct forge_sealing sealing = {.cipher = "A128GCM"};
    char *hidden = forge_encrypt(request, "NameID", &sealing);
    char *plain = forge_metadata(keys, 1, FORGE_ISSUER), *named = forge_replace(plain, "entityID=", "ID=\"_m\" entityID=");
    *messages = (struct messages){.key = forge_key_text("idp-p256.key"),
                                  .certificate = forge_key_text("idp-p256.crt"),
                                  .signer = forge_key_text("idp-p256.crt"),
                                  .metadata = forge_sign(named, &how),
                                  .request = forge_query("SAMLRequest", request, "state", &how),
                                  .response = forge_query("SAMLResponse", response, NULL, &how),
                                  .posted = forge_sign(request, &how),
                                  .sealed = forge_sign(hidden, &usual)};
    free(plain), free(named), free(hidden);
}

void messages_free(struct messages *messages)
{
    free(messages->key), free(messages->certificate), free(messages->signer), free(messages->metadata);
    free(messages->request), free(messages->response), free(messages->posted), free(messages->sealed);
}

toegang_saml_provider messages_provider(const struct messages *messages)
{
    toegang_saml_provider provider = forge_provider(messages->metadata);
    provider.signing_key = messages->key;
    provider.certificates = messages->certificate;
    provider.logout = FORGE_LOGOUT;
    provider.metadata_signer = messages->signer;
    return provider;
}

/* What a message carries whatever its ID: where it goes and how it begins. */
static toegang_status told(toegang_status status, toegang_message *message, char *answer)
{
    if (status == TOEGANG_GOOD)
        (void)snprintf(answer, ANSWER_MAX, "%.30s %.60s %zu", toegang_message_url(message), toegang_message_xml(message),
                       strlen(toegang_message_id(message)));
    toegang_message_free(message);
    return status;
}

toegang_status own_trust(const struct world *world, char *answer)
{
    const toegang_saml_provider provider = messages_provider(&world->messages);
    const toegang_trust_settings settings = {.size = sizeof settings, .providers = &provider, .provider_count = 1};
    toegang_trust *trust = NULL;
    toegang_status status = toegang_trust_new(&settings, &trust, NULL);
    if (status == TOEGANG_GOOD) (void)snprintf(answer, ANSWER_MAX, "trust");
    toegang_trust_free(trust);
    return status;
}

toegang_status update_metadata(const struct world *world, char *answer)
{
    const char *octets = world->messages.metadata;
    toegang_status status = toegang_trust_update(world->own, FORGE_ISSUER, octets, strlen(octets), FORGE_AT, NULL);
    if (status == TOEGANG_GOOD) (void)snprintf(answer, ANSWER_MAX, "updated");
    return status;
}

toegang_status login_request(const struct world *world, char *answer)
{
    static const char *const classes[] = {"urn:x"};
    const toegang_login login = {
        .size = sizeof login, .relay_state = "state", .classes = classes, .class_count = 1, .at = FORGE_AT};
    toegang_message *message = NULL;
    toegang_status status = toegang_login_request(world->own, &login, &message, NULL);
    return told(status, message, answer);
}

toegang_status own_metadata(const struct world *world, char *answer)
{
    toegang_message *message = NULL;
    toegang_status status = toegang_own_metadata(world->own, NULL, FORGE_AT, TOEGANG_NEVER, &message, NULL);
    return told(status, message, answer);
}

toegang_status logout_request(const struct world *world, char *answer)
{
    const toegang_session session = toegang_identity_session(world->signed_in);
    toegang_message *message = NULL;
    toegang_status status = toegang_logout_request(world->own, &session, "state", FORGE_AT, &message, NULL);
    return told(status, message, answer);
}

static toegang_status verify(const struct world *world, toegang_binding binding, const char *octets, char *answer)
{
    toegang_logout *logout = NULL;
    toegang_message *message = NULL;
    toegang_status status = toegang_verify_logout_request(world->own, binding, octets, strlen(octets), FORGE_AT, &logout,
                                                          NULL);
    if (status == TOEGANG_GOOD)
        status = toegang_logout_response(world->own, logout, 1, "state", FORGE_AT, &message, NULL);
    status = told(status, message, answer);
    if (status == TOEGANG_GOOD)
        (void)snprintf(answer + strlen(answer), 256, "%s %s %s", toegang_logout_name_id(logout),
                       toegang_logout_session_index(logout), toegang_logout_further_session(logout, 0));
    toegang_logout_free(logout);
    return status;
}

toegang_status logout_by_url(const struct world *world, char *answer)
{
    return verify(world, TOEGANG_REDIRECT, world->messages.request, answer);
}

toegang_status logout_by_post(const struct world *world, char *answer)
{
    return verify(world, TOEGANG_POST, world->messages.posted, answer);
}

/* By the provider of who signs in, for whom we have a key that decrypts. */
toegang_status logout_sealed(const struct world *world, char *answer)
{
    toegang_logout *logout = NULL;
    toegang_status status = toegang_verify_logout_request(world->trust, TOEGANG_POST, world->messages.sealed,
                                                          strlen(world->messages.sealed), FORGE_AT, &logout, NULL);
    if (status == TOEGANG_GOOD) (void)snprintf(answer, ANSWER_MAX, "%s", toegang_logout_name_id(logout));
    toegang_logout_free(logout);
    return status;
}

toegang_status logout_answer(const struct world *world, char *answer)
{
    const char *octets = world->messages.response;
    toegang_status status = toegang_verify_logout_response(world->own, TOEGANG_REDIRECT, octets, strlen(octets),
                                                           FORGE_REQUEST, FORGE_AT, NULL);
    if (status == TOEGANG_GOOD) (void)snprintf(answer, ANSWER_MAX, "ended");
    return status;
}
