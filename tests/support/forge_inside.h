/* SPDX-License-Identifier: Apache-2.0 */
/* Shared by the files of the forge. */
#ifndef TG_TESTS_FORGE_INSIDE_H
#define TG_TESTS_FORGE_INSIDE_H

#include "forge.h"

struct forge_algorithm {
    const char *name;
    const char *uri;
    const char *hash; /* OpenSSL's name */
    enum { FORGE_PKCS1, FORGE_PSS, FORGE_ECDSA, FORGE_HMAC } scheme;
};

__attribute__((noreturn)) void forge_die(const char *what, const char *which);
void *forge_take(size_t size);

struct evp_pkey_st *forge_key_private(const struct forge_key *key);
const struct forge_algorithm *forge_algorithm(const char *name);
const char *forge_digest_uri(const char *hash);
/* base64 of the digest and of the signature of these octets. */
char *forge_digest(const char *hash, const void *octets, size_t length);
char *forge_seal(const struct forge_key *key, const struct forge_algorithm *algorithm, const void *octets,
                 size_t length);

#endif
