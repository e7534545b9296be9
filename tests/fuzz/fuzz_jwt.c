/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A token as it comes, against a fixed trust: nobody but the holder whom the key signed comes out, and what
 * inspect says is what verify says. Then the same octets as claims that were signed, as every kind of token,
 * so that the readers behind the signature are reached: no holder comes out who is not a number, and nobody
 * for longer than is allowed.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "assertion/jwt.h"
#include "forge_issuer.h"
#include "harness.h"

#define SKEW 60
#define LIFETIME 86400

static toegang_trust *trust_of_the_test_keys(void)
{
    static const char *const names[] = {"idp", "idp-p256", FORGE_ED25519};
    char *keys = forge_jwks(names, 3), *pem = forge_key_pem("idp-p384");
    const char *const decryption[] = {pem};
    toegang_token_issuer issuer = forge_issuer(keys);
    issuer.decryption_keys = decryption, issuer.decryption_key_count = 1;
    const toegang_trust_settings settings = {.size = sizeof settings, .issuers = &issuer, .issuer_count = 1};
    toegang_trust *trust = NULL;
    demand(toegang_trust_new(&settings, &trust, NULL) == TOEGANG_GOOD);
    free(keys), free(pem);
    return trust;
}

static void as_token(const toegang_trust *trust, const uint8_t *data, size_t size)
{
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    toegang_report report = {0}, told = {0};
    toegang_identity *identity = NULL, *inspected = NULL;
    size_t told_octets = 0;
    toegang_status status = toegang_verify_jwt(trust, data, size, &expected, FORGE_AT, &identity, &report);
    check_report(status, &report);
    demand((status == TOEGANG_GOOD) == (identity != NULL));
    demand(!identity || memcmp(toegang_identity_holder(identity).digits, FORGE_RRN, 11) == 0);
    toegang_identity_free(identity);
    demand(toegang_inspect_jwt(trust, data, size, &expected, FORGE_AT, ignore, &told_octets, &inspected,
                               &told) == status);
    demand(strcmp(report.check, told.check) == 0 && told_octets > 0);
    toegang_identity_free(inspected);
}

static toegang_status read_person(struct tg_jwt *jwt)
{
    toegang_identity *identity = tg_identity_new();
    toegang_status status = tg_jwt_person(jwt, identity);
    if (status == TOEGANG_GOOD) demand(toegang_identity_holder(identity).kind != TOEGANG_RRN_NONE);
    if (status == TOEGANG_GOOD) demand(strcmp(toegang_identity_issuer(identity), FORGE_OP) == 0);
    toegang_identity_free(identity);
    return status;
}

static toegang_status read_session(struct tg_jwt *jwt)
{
    toegang_logout *logout = tg_logout_new();
    toegang_status status = tg_jwt_session(jwt, logout);
    if (status == TOEGANG_GOOD)
        demand(*toegang_logout_id(logout) &&
               (*toegang_logout_name_id(logout) || *toegang_logout_session_index(logout)));
    toegang_logout_free(logout);
    return status;
}

/* With the typ of its kind, or none. */
static void as_claims(const toegang_trust *trust, struct tg_span octets, toegang_token_kind kind)
{
    static const char *const typs[] = {"", "", "at+jwt", "", "token-introspection+jwt", "logout+jwt"};
    const toegang_expected expected = {.size = sizeof expected, .kind = kind};
    toegang_report report = {0};
    struct tg_issuer *issuer = &trust->issuers[0];
    struct tg_keyring *keyring = tg_issuer_take(issuer);
    struct tg_json *claims = NULL;
    struct tg_jwt jwt = {.trust = trust,
                         .expected = &expected,
                         .at = FORGE_AT,
                         .report = &report,
                         .issuer = issuer,
                         .until = TOEGANG_NEVER};
    jwt.jws.key = &keyring->keys.keys[0];
    jwt.jws.algorithm = issuer->algorithms[0];
    jwt.jws.header.typ = tg_span_of(typs[kind]);
    toegang_status status = tg_json_read(octets, &tg_json_token_limits, &jwt.arena, &claims, &report);
    jwt.claims = claims;
    if (status == TOEGANG_GOOD) status = tg_jwt_kind(&jwt);
    if (status == TOEGANG_GOOD) status = tg_jwt_parties(&jwt);
    if (status == TOEGANG_GOOD) status = tg_jwt_times(&jwt);
    if (status == TOEGANG_GOOD) status = tg_jwt_answer(&jwt);
    if (status == TOEGANG_GOOD)
        status = kind == TOEGANG_TOKEN_LOGOUT ? read_session(&jwt) : read_person(&jwt);
    check_report(status, &report);
    if (status == TOEGANG_GOOD) demand(jwt.until > FORGE_AT && jwt.until <= FORGE_AT + LIFETIME + 2 * SKEW);
    tg_issuer_give(issuer, keyring);
    tg_arena_free(&jwt.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static toegang_trust *trust;
    if (!trust) trust = trust_of_the_test_keys();
    as_token(trust, data, size);
    for (toegang_token_kind kind = TOEGANG_TOKEN_ID; kind <= TOEGANG_TOKEN_LOGOUT; kind++)
        as_claims(trust, (struct tg_span){(const char *)data, size}, kind);
    return 0;
}
