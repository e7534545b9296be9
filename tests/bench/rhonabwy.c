/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "peers.h"

#define NAME "rhonabwy (GnuTLS), parse, verify, claims"

#ifdef TG_HAVE_RHONABWY
#include <rhonabwy.h>

struct peer {
    struct bench_token token;
    jwk_t *key;
};

static int once(void *context)
{
    const struct peer *peer = context;
    jwt_t *jwt = NULL;
    int good = r_jwt_init(&jwt) == RHN_OK &&
               r_jwt_advanced_parse(jwt, peer->token.token, R_PARSE_NONE, R_FLAG_IGNORE_REMOTE) == RHN_OK &&
               r_jwt_get_sign_alg(jwt) == r_str_to_jwa_alg(peer->token.algorithm) &&
               r_jwt_verify_signature(jwt, peer->key, R_FLAG_IGNORE_REMOTE) == RHN_OK &&
               r_jwt_validate_claims(jwt, R_JWT_CLAIM_ISS, peer->token.issuer, R_JWT_CLAIM_AUD, peer->token.audience,
                                     R_JWT_CLAIM_EXP, R_JWT_CLAIM_NOW, R_JWT_CLAIM_NOP) == RHN_OK;
    r_jwt_free(jwt);
    return !good;
}

struct bench_subject bench_rhonabwy(const struct bench_token *token)
{
    struct peer *peer = calloc(1, sizeof *peer);
    if (!peer || r_global_init() != RHN_OK || r_jwk_init(&peer->key) != RHN_OK ||
        r_jwk_import_from_json_str(peer->key, token->jwk) != RHN_OK)
        exit(2);
    peer->token = *token;
    return (struct bench_subject){NAME, once, peer, 0};
}
#else
struct bench_subject bench_rhonabwy(const struct bench_token *token)
{
    (void)token;
    return (struct bench_subject){NAME, NULL, NULL, 1};
}
#endif
