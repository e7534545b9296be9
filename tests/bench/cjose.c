/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "peers.h"

#define NAME "cjose, jws_verify, jansson and claims"

#ifdef TG_HAVE_CJOSE
#include <cjose/cjose.h>
#include <jansson.h>

struct peer {
    const struct bench_token *token;
    cjose_jwk_t *key;
};

static int is_text(const json_t *claims, const char *claim, const char *text)
{
    const char *stated = json_string_value(json_object_get(claims, claim));
    return stated && strcmp(stated, text) == 0;
}

static int claims_fit(cjose_jws_t *jws, const struct bench_token *token)
{
    uint8_t *octets = NULL;
    size_t length = 0;
    if (!cjose_jws_get_plaintext(jws, &octets, &length, NULL)) return 0;
    json_t *claims = json_loadb((const char *)octets, length, JSON_REJECT_DUPLICATES, NULL);
    int good = is_text(claims, "iss", token->issuer) && is_text(claims, "aud", token->audience) &&
               json_integer_value(json_object_get(claims, "exp")) > time(NULL);
    json_decref(claims);
    return good;
}

static int once(void *context)
{
    const struct peer *peer = context;
    cjose_jws_t *jws = cjose_jws_import(peer->token->token, strlen(peer->token->token), NULL);
    const char *algorithm = jws ? cjose_header_get(cjose_jws_get_protected(jws), CJOSE_HDR_ALG, NULL) : NULL;
    int good = algorithm && strcmp(algorithm, peer->token->algorithm) == 0 &&
               cjose_jws_verify(jws, peer->key, NULL) && claims_fit(jws, peer->token);
    cjose_jws_release(jws);
    return !good;
}

/* Version 0.6 has no EdDSA. */
struct bench_subject bench_cjose(const struct bench_token *token)
{
    struct peer *peer = calloc(1, sizeof *peer);
    struct bench_token *kept = malloc(sizeof *kept);
    if (!peer || !kept) exit(2);
    *kept = *token;
    peer->token = kept;
    peer->key = cjose_jwk_import(token->jwk, strlen(token->jwk), NULL);
    return (struct bench_subject){NAME, once, peer, !peer->key};
}
#else
struct bench_subject bench_cjose(const struct bench_token *token)
{
    (void)token;
    return (struct bench_subject){NAME, NULL, NULL, 1};
}
#endif
