/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A response as it is posted, against a fixed trust: nobody but the holder whom the key signed comes out, and
 * what inspect says is what verify says. Then the same octets as if they were what had been signed, so that
 * the readers behind the signature are reached: no holder comes out who is not a number.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "assertion/saml.h"
#include "forge_provider.h"
#include "harness.h"

static toegang_trust *trust_of_the_test_key(void)
{
    const struct forge_key *key = forge_key("idp");
    char *metadata = forge_metadata(&key, 1, FORGE_ISSUER);
    const toegang_saml_provider provider = forge_provider(metadata);
    const toegang_trust_settings settings = {
        .size = sizeof settings, .providers = &provider, .provider_count = 1};
    toegang_trust *trust = NULL;
    demand(toegang_trust_new(&settings, &trust, NULL) == TOEGANG_GOOD);
    free(metadata);
    return trust;
}

static void as_message(const toegang_trust *trust, const uint8_t *data, size_t size)
{
    toegang_report report = {0}, told = {0};
    toegang_identity *identity = NULL, *inspected = NULL;
    size_t told_octets = 0;
    toegang_status status =
        toegang_verify_saml(trust, data, size, FORGE_REQUEST, FORGE_AT, &identity, &report);
    check_report(status, &report);
    demand((status == TOEGANG_GOOD) == (identity != NULL));
    demand(!identity || memcmp(toegang_identity_holder(identity).digits, FORGE_RRN, 11) == 0);
    toegang_identity_free(identity);
    demand(toegang_inspect_saml(trust, data, size, FORGE_REQUEST, FORGE_AT, ignore, &told_octets, &inspected,
                                &told) == status);
    demand(strcmp(report.check, told.check) == 0 && told_octets > 0);
    toegang_identity_free(inspected);
}

static void as_signed(const toegang_trust *trust, struct tg_span octets, int as_response)
{
    toegang_report report = {0};
    struct tg_saml saml = {.trust = trust,
                           .in_response_to = FORGE_REQUEST,
                           .at = FORGE_AT,
                           .report = &report,
                           .provider = &trust->providers[0],
                           .until = TOEGANG_NEVER,
                           .identity = tg_identity_new()};
    struct tg_saml_signed what = {.response.key = NULL};
    const struct tg_xml_node *assertion = NULL;
    if (as_response)
        what.response.octets = octets;
    else
        what.assertion.octets = octets;
    toegang_status status = tg_saml_reread(&saml, &what, &assertion);
    if (status == TOEGANG_GOOD) status = tg_saml_assertion(&saml, assertion);
    check_report(status, &report);
    if (status == TOEGANG_GOOD)
        demand(toegang_identity_holder(saml.identity).kind != TOEGANG_RRN_NONE && saml.until > FORGE_AT);
    toegang_identity_free(saml.identity);
    tg_arena_free(&saml.tree);
    tg_arena_free(&saml.octets);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static toegang_trust *trust;
    if (!trust) trust = trust_of_the_test_key();
    as_message(trust, data, size);
    as_signed(trust, (struct tg_span){(const char *)data, size}, 0);
    as_signed(trust, (struct tg_span){(const char *)data, size}, 1);
    return 0;
}
