/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens of every kind, and the keys that verify them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forge.h"
#include "forge_token.h"
#include "played.h"

/* [acr=VALUE], at FORGE_AT */
static struct outcome verify(const struct world *world, const struct vector *vector, toegang_token_kind kind)
{
    char text[128];
    const char *acr = option_text(vector, "acr", text);
    const toegang_expected expected = {.size = sizeof expected,
                                       .kind = kind,
                                       .nonce = kind == TOEGANG_TOKEN_ID ? FORGE_NONCE : NULL,
                                       .acr = &acr,
                                       .acr_count = acr ? 1 : 0};
    struct outcome outcome = {.status = TOEGANG_INTERNAL};
    toegang_identity *identity = NULL;
    outcome.status = toegang_verify_jwt(world->trust, vector->octets, vector->length, &expected, FORGE_AT,
                                        &identity, &outcome.report);
    outcome.somebody = identity != NULL;
    toegang_identity_free(identity);
    return outcome;
}

struct outcome feed_id(const struct world *world, const struct vector *vector)
{
    return verify(world, vector, TOEGANG_TOKEN_ID);
}

struct outcome feed_access(const struct world *world, const struct vector *vector)
{
    return verify(world, vector, TOEGANG_TOKEN_ACCESS);
}

struct outcome feed_logout(const struct world *world, const struct vector *vector)
{
    struct outcome outcome = {.status = TOEGANG_INTERNAL};
    toegang_logout *logout = NULL;
    outcome.status = toegang_verify_logout_token(world->trust, vector->octets, vector->length, FORGE_AT,
                                                 &logout, &outcome.report);
    outcome.somebody = logout != NULL;
    toegang_logout_free(logout);
    return outcome;
}

/* keys: offered in the place of those of the issuer. */
struct outcome feed_keys(const struct world *world, const struct vector *vector)
{
    struct outcome outcome = {.status = TOEGANG_INTERNAL};
    outcome.status = toegang_trust_update(world->offered, FORGE_OP, vector->octets, vector->length, FORGE_AT,
                                          &outcome.report);
    outcome.somebody = outcome.status == TOEGANG_GOOD;
    return outcome;
}

/* secret: shared with an issuer whom we would trust. A configuration is refused as one. */
struct outcome feed_secret(const struct world *world, const struct vector *vector)
{
    static const char *const algorithms[] = {"HS256"};
    const toegang_token_issuer issuer = {.size = sizeof issuer,
                                         .issuer = FORGE_OP,
                                         .secret = vector->octets,
                                         .secret_length = vector->length,
                                         .algorithms = algorithms,
                                         .algorithm_count = 1,
                                         .audience = FORGE_CLIENT,
                                         .claims = "acm"};
    const toegang_trust_settings settings = {.size = sizeof settings, .issuers = &issuer, .issuer_count = 1};
    struct outcome outcome = {.status = TOEGANG_INTERNAL};
    toegang_trust *trust = NULL;
    (void)world;
    outcome.status = toegang_trust_new(&settings, &trust, &outcome.report);
    if (outcome.status == TOEGANG_CONFIGURATION) outcome.status = TOEGANG_REFUSED;
    outcome.somebody = trust != NULL;
    toegang_trust_free(trust);
    return outcome;
}

/* refreshes: a line for each token of an unknown key, the second at which it comes. One a minute may fetch.
 */
struct outcome feed_refreshes(const struct world *world, const struct vector *vector)
{
    struct outcome outcome = {.status = TOEGANG_REFUSED};
    unsigned allowed = 0;
    char *rest = vector->octets;
    for (char *line = strsep(&rest, "\n"); line && *line; line = strsep(&rest, "\n"))
        allowed += toegang_trust_may_refresh(world->trust, FORGE_OP, FORGE_AT + strtol(line, NULL, 10)) != 0;
    (void)snprintf(outcome.report.check, sizeof outcome.report.check, "toegang_trust_may_refresh");
    (void)snprintf(outcome.report.came, sizeof outcome.report.came, "%u fetches", allowed);
    if (allowed != 1) outcome.status = TOEGANG_GOOD;
    return outcome;
}
