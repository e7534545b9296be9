/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The full validation of one realistic ID token, beside peers on the same octets, as a ratio to one raw verification
 * of its signature. Each subject accepts the genuine token and refuses it with one digit of the number changed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <toegang.h>

#include "forge_issuer.h"
#include "peers.h"
#include "trust.h"

static const struct row {
    const char *algorithm, *key;
} rows[] = {{"RS256", "idp"}, {"PS256", "idp"}, {"ES256", "idp-p256"}, {"EdDSA", FORGE_ED25519}};

struct ours {
    const toegang_trust *trust;
    const char *token;
    size_t length;
    toegang_time at;
};

static int validate(void *context)
{
    const struct ours *ours = context;
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    toegang_identity *identity = NULL;
    toegang_status status =
        toegang_verify_jwt(ours->trust, ours->token, ours->length, &expected, ours->at, &identity, NULL);
    toegang_identity_free(identity);
    return status != TOEGANG_GOOD;
}

/* ---- the token ---- */

/* Peers ask the clock, so the times of the claims move from FORGE_AT to now. */
static char *moved(const char *claims, long long from)
{
    char old[32], new[32];
    (void)snprintf(old, sizeof old, "%lld", from);
    (void)snprintf(new, sizeof new, "%lld", (long long)time(NULL) + from - FORGE_AT + (from > FORGE_AT ? 3600 : 0));
    return forge_replace(claims, old, new);
}

/* What a shorter signature leaves is filled with rights, so that all tokens are about as long. */
static const char *claims_of(const struct row *row)
{
    char *claims = forge_file("id.json");
    claims = moved(moved(moved(moved(claims, 1795428300), 1795427990), 1795427990), 1795427980);
    if (row->algorithm[0] != 'E') return claims;
    return forge_replace(claims, "\"wse_rol_3D\"",
                         "\"loket_rol_3d\":[\"loket-lezen-2024:0999999922\",\"loket-lezen-2025:0999999922\","
                         "\"loket-lezen-2026:0999999922\",\"loket-indienen:0999999922\","
                         "\"loket-betalen:0999999922\"],\"wse_rol_3D\"");
}

/* With the payload of the other token under its own signature. */
static char *changed(const char *token, const char *other)
{
    const char *signature = strrchr(token, '.'), *end = strrchr(other, '.');
    size_t length = (size_t)(end - other);
    char *out = calloc(1, length + strlen(signature) + 1);
    if (!out) exit(2);
    memcpy(out, other, length);
    return strcat(out, signature);
}

/* One JWK without its set. */
static char *jwk_of(const char *name)
{
    char *set = forge_jwks(&name, 1), *from = strchr(set, '[') + 1;
    *strrchr(set, ']') = '\0';
    return from;
}

/* ---- ours and the peers ---- */

static toegang_trust *trust_of(const char *key)
{
    const char *keys = forge_jwks(&key, 1);
    const toegang_token_issuer issuer = forge_issuer(keys);
    const toegang_trust_settings settings = {.size = sizeof settings, .issuers = &issuer, .issuer_count = 1};
    return bench_trust(&settings);
}

static struct bench_token token_of(const struct row *row, const char *claims)
{
    const struct forge_token how = {.key = row->key, .algorithm = row->algorithm};
    return (struct bench_token){.token = forge_token(claims, &how), .algorithm = row->algorithm,
                                .pem = forge_public_pem(row->key), .jwk = jwk_of(row->key),
                                .issuer = FORGE_OP, .audience = FORGE_CLIENT};
}

static void measure(const struct row *row)
{
    const char *claims = claims_of(row), *other = forge_replace(claims, FORGE_RRN, "85073003329");
    const struct bench_token token = token_of(row, claims);
    struct bench_token wrong = token_of(row, other);
    wrong.token = changed(token.token, wrong.token);
    toegang_trust *trust = trust_of(row->key);
    struct ours good = {trust, token.token, strlen(token.token), time(NULL)};
    struct ours bad = {trust, wrong.token, strlen(wrong.token), time(NULL)};
    const struct bench_subject reference = bench_raw(token.token, row->algorithm, token.pem);
    const struct bench_subject subjects[] = {{"toegang_verify_jwt", validate, &good, 0}, reference,
                                             bench_libjwt(&token), bench_cjose(&token), bench_rhonabwy(&token)};
    enum { COUNT = sizeof subjects / sizeof *subjects };
    struct bench_result results[COUNT];
    bench_must_refuse((struct bench_subject){"toegang_verify_jwt", validate, &bad, 0});
    bench_must_refuse(bench_libjwt(&wrong));
    bench_must_refuse(bench_cjose(&wrong));
    bench_must_refuse(bench_rhonabwy(&wrong));
    printf("\n%s, %zu octets\n", row->algorithm, good.length);
    bench_run(&reference, subjects, COUNT, results);
    bench_print(subjects, COUNT, results, "x raw");
    bench_mallocs_print("toegang_verify_jwt", validate, &good);
    toegang_trust_free(trust);
}

/* With a number only ours, that many times: for a profiler. */
static int profile(const struct row *row, long times)
{
    const struct bench_token token = token_of(row, claims_of(row));
    struct ours ours = {trust_of(row->key), token.token, strlen(token.token), time(NULL)};
    int wrong = 0;
    for (long i = 0; i < times; i++) wrong += validate(&ours);
    return wrong != 0;
}

int main(int argc, char **argv)
{
    if (argc > 1) return profile(&rows[0], strtol(argv[1], NULL, 10));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) measure(&rows[i]);
    return 0;
}
