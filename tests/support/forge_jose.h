/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pieces of which forge_token.h makes tokens and key sets, with any key of libcrypto's: for tests that
 * put them together by themselves, soundly or not. What they return is free()d.
 */
#ifndef TG_TESTS_FORGE_JOSE_H
#define TG_TESTS_FORGE_JOSE_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/types.h>

/* Base64url. */
char *forge_part(const void *octets, size_t length);
/* Base64 to base64url, in place. */
char *forge_to_url(char *base64);
char *forge_joined(const char *one, const char *between, const char *other);

/* The members of a JWK between its braces: RSA, EC, Ed25519; the private ones of RSA and EC too. */
char *forge_jwk_members(const EVP_PKEY *key, bool is_private);
/* The public half of a key by its name. */
EVP_PKEY *forge_public(const char *name);
/* The key of that name, FORGE_ED25519. */
EVP_PKEY *forge_ed25519(void);

/* EdDSA, or with a secret as key HS256, HS384, HS512: a part. */
char *forge_signature(EVP_PKEY *key, const char *algorithm, const char *text);

/* RSA-OAEP with that hash, "SHA1" or "SHA256", for digest and mask: a part. */
char *forge_wrapped(EVP_PKEY *to, const char *hash, const void *content_key, size_t length);
/* How many octets the content key of an enc has: A128GCM, A256GCM, A128CBC-HS256, A256CBC-HS512. */
size_t forge_content_key_octets(const char *enc);
/* The last three parts: initialisation vector, content, tag. */
char *forge_content(const char *enc, const unsigned char *key, const char *header_part, const char *clear,
                    size_t length);

#endif
