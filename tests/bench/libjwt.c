/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "peers.h"

#define NAME "libjwt, jwt_decode and claims"

#ifdef TG_HAVE_LIBJWT
#include <jwt.h>

static int is_text(jwt_t *jwt, const char *claim, const char *text)
{
    const char *stated = jwt_get_grant(jwt, claim);
    return stated && strcmp(stated, text) == 0;
}

static int once(void *context)
{
    const struct bench_token *token = context;
    jwt_t *jwt = NULL;
    if (jwt_decode(&jwt, token->token, (const unsigned char *)token->pem, (int)strlen(token->pem)) != 0) return 1;
    int good = jwt_get_alg(jwt) == jwt_str_alg(token->algorithm) && is_text(jwt, "iss", token->issuer) &&
               is_text(jwt, "aud", token->audience) && jwt_get_grant_int(jwt, "exp") > time(NULL);
    jwt_free(jwt);
    return !good;
}

/* Version 1.10 has no RSA-PSS and no EdDSA. */
struct bench_subject bench_libjwt(const struct bench_token *token)
{
    struct bench_token *kept = malloc(sizeof *kept);
    if (!kept) exit(2);
    *kept = *token;
    return (struct bench_subject){NAME, once, kept, jwt_str_alg(token->algorithm) == JWT_ALG_INVAL};
}
#else
struct bench_subject bench_libjwt(const struct bench_token *token)
{
    (void)token;
    return (struct bench_subject){NAME, NULL, NULL, 1};
}
#endif
