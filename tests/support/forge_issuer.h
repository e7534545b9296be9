/* SPDX-License-Identifier: Apache-2.0 */
/* The issuer of tokens that the forge plays, as the settings of trust name it. */
#ifndef FORGE_ISSUER_H
#define FORGE_ISSUER_H

#include <string.h>

#include <toegang/trust.h>

#include "forge.h"
#include "forge_token.h"

static const char *const forge_algorithms[] = {"RS256", "PS256", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"};

static inline toegang_token_issuer forge_issuer(const char *keys)
{
    return (toegang_token_issuer){.size = sizeof(toegang_token_issuer),
                                  .issuer = FORGE_OP,
                                  .keys = keys,
                                  .keys_length = keys ? strlen(keys) : 0,
                                  .algorithms = forge_algorithms,
                                  .algorithm_count = sizeof forge_algorithms / sizeof *forge_algorithms,
                                  .audience = FORGE_CLIENT,
                                  .claims = "acm",
                                  .skew = 60};
}

static inline toegang_expected forge_expected(toegang_token_kind kind)
{
    return (toegang_expected){.size = sizeof(toegang_expected),
                              .kind = kind,
                              .nonce = kind == TOEGANG_TOKEN_ID ? FORGE_NONCE : NULL};
}

#endif
