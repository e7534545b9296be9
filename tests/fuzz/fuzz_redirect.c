/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A query against a fixed trust: no sign-out comes out that the key did not sign. Then the same octets as the message
 * itself, signed here, so that the readers behind the signature are reached: what comes out names somebody.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <toegang/message.h>

#include "assertion/redirect.h"
#include "forge_provider.h"
#include "harness.h"

static toegang_trust *trust_of_the_test_key(void)
{
    const struct forge_key *key = forge_key("idp");
    char *metadata = forge_metadata(&key, 1, FORGE_ISSUER);
    toegang_saml_provider provider = forge_provider(metadata);
    provider.logout = FORGE_LOGOUT;
    const toegang_trust_settings settings = {
        .size = sizeof settings, .providers = &provider, .provider_count = 1};
    toegang_trust *trust = NULL;
    demand(toegang_trust_new(&settings, &trust, NULL) == TOEGANG_GOOD);
    free(metadata);
    return trust;
}

static void judge(const toegang_trust *trust, toegang_binding binding, const void *octets, size_t size, int is_signed)
{
    toegang_report asked = {0}, answered = {0};
    toegang_logout *logout = NULL;
    toegang_status status = toegang_verify_logout_request(trust, binding, octets, size, FORGE_AT, &logout, &asked);
    check_report(status, &asked);
    demand((status == TOEGANG_GOOD) == (logout != NULL));
    if (logout) {
        demand(strcmp(toegang_logout_issuer(logout), FORGE_ISSUER) == 0 && *toegang_logout_id(logout));
        demand(*toegang_logout_name_id(logout) && toegang_logout_until(logout) > FORGE_AT);
        demand(is_signed || strcmp(toegang_logout_name_id(logout), "_name") == 0);
    }
    toegang_logout_free(logout);
    check_report(toegang_verify_logout_response(trust, binding, octets, size, FORGE_REQUEST, FORGE_AT, &answered),
                 &answered);
}

/* What is to be verified is made of octets of the query, and unfolds to no more than a message may measure. */
static void read_query(const uint8_t *data, size_t size)
{
    static const char *const parameters[] = {"SAMLRequest", "SAMLResponse"};
    for (size_t i = 0; i < 2; i++) {
        struct tg_arena arena = {0};
        struct tg_redirect redirect = {.algorithm = NULL};
        toegang_report report = {0};
        toegang_status status = tg_redirect_read((struct tg_span){(const char *)data, size}, parameters[i], &arena,
                                                 &redirect, &report);
        check_report(status, &report);
        if (status == TOEGANG_GOOD) {
            demand(redirect.algorithm && redirect.xml.length <= 256 * 1024 && redirect.signed_octets.length <= size);
            demand(tg_span_starts(redirect.signed_octets, parameters[i]));
        }
        tg_arena_free(&arena);
    }
}

/* Text without NUL is folded and signed as a provider would. */
static void as_message(const toegang_trust *trust, const uint8_t *data, size_t size)
{
    if (size > 4096 || memchr(data, '\0', size) || size == 0 || data[0] != '<') return;
    char *xml = calloc(size + 1, 1);
    if (!xml) return;
    memcpy(xml, data, size);
    int is_response = strstr(xml, "LogoutResponse") != NULL;
    char *query = forge_query(is_response ? "SAMLResponse" : "SAMLRequest", xml, NULL, NULL);
    judge(trust, TOEGANG_REDIRECT, query, strlen(query), 1);
    free(query), free(xml);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static toegang_trust *trust;
    if (!trust) trust = trust_of_the_test_key();
    read_query(data, size);
    judge(trust, TOEGANG_REDIRECT, data, size, 0);
    judge(trust, TOEGANG_POST, data, size, 0);
    as_message(trust, data, size);
    return 0;
}
