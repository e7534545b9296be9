/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes JSON Web Tokens and key sets for tests, with libcrypto alone, as forge.h makes SAML: ends the process
 * when something fails; what it returns is free()d.
 */
#ifndef TG_TESTS_FORGE_TOKEN_H
#define TG_TESTS_FORGE_TOKEN_H

#include <stddef.h>

/* A key that is no file: Ed25519, always the same one. Others are those of tests/support/keys. */
#define FORGE_ED25519 "ed25519"

struct forge_token {
    const char *key;       /* name of the key that signs; NULL: "idp" */
    const char *algorithm; /* JOSE name; NULL: RS256. "none" leaves the signature empty */
    const char *secret;    /* signs HS256, HS384, HS512 */
    const char *typ;       /* NULL: no typ */
    const char *header;    /* the whole header in place of alg, kid (the name of the key) and typ */
};

/* Signed; as the usual key does when how is NULL. */
char *forge_token(const char *claims, const struct forge_token *how);
/* Encrypted for a key of tests/support/keys with A256GCM: RSA-OAEP-256, or ECDH-ES for an EC key. */
char *forge_encrypted(const char *inner, const char *key, const char *cty);
/* A JWK Set of the public halves, kid the name of each. */
char *forge_jwks(const char *const *names, size_t count);
/* A public half in PEM. */
char *forge_public_pem(const char *name);

/* The world of the tokens. At FORGE_AT those of the claims in tests/support/templates are good. */
#define FORGE_OP "https://op.example"
#define FORGE_CLIENT "e-loket"
#define FORGE_NONCE "n-0S6_WzA2Mj"

#endif
