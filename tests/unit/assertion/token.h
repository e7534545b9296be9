/* SPDX-License-Identifier: Apache-2.0 */
/* Keys and tokens of JOSE for the tests of this floor, of the pieces of the forge. All texts lie in the arena. */
#ifndef TG_TESTS_ASSERTION_TOKEN_H
#define TG_TESTS_ASSERTION_TOKEN_H

#include <openssl/evp.h>

#include "base/arena.h"

struct tg_span token_text(struct tg_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Base64url. */
const char *token_part(struct tg_arena *arena, struct tg_span octets);
/* A key as a JWK with more members, which begin with a comma: RSA, EC, Ed25519; private or public. */
const char *token_jwk(struct tg_arena *arena, EVP_PKEY *key, bool is_private, const char *more);
/* A secret as a key that signs. */
EVP_PKEY *token_secret(struct tg_span secret);
/* Signed by the key as alg says, whatever the header says. */
struct tg_span token_signed(struct tg_arena *arena, EVP_PKEY *key, const char *alg, const char *header,
                            struct tg_span payload);
/* Header, content and what stands between, with the signature of the key. */
struct tg_span token_signed_parts(struct tg_arena *arena, EVP_PKEY *key, const char *alg, const char *header,
                                  const char *payload);
/* Encrypted as header says, which has alg RSA-OAEP or RSA-OAEP-256 and one of our enc. */
struct tg_span token_encrypted(struct tg_arena *arena, EVP_PKEY *key, const char *alg, const char *enc,
                               const char *header, struct tg_span clear);
/* The same with a part in place of the n-th, which is base64url already. */
struct tg_span token_with(struct tg_arena *arena, struct tg_span token, size_t n, const char *part);

#endif
