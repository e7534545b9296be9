/* SPDX-License-Identifier: Apache-2.0 */
/* The keys of a vector, read by the library, and its answers to tokens under them. */
#ifndef TG_TESTS_JOSE_KEYRING_H
#define TG_TESTS_JOSE_KEYRING_H

#include "assertion/jose.h"
#include "parse/json.h"

struct keyring {
    const struct tg_crypto *crypto;
    struct tg_arena arena;
    struct tg_jwks keys;
    struct tg_private_jwks ours;
    const struct tg_algorithm *algorithms[16]; /* that an issuer with such keys would be given */
    size_t algorithm_count;
    toegang_report refused; /* why the keys were not taken */
};

/* A vector file of any size as a tree in the arena; NULL when the file is not there. */
struct tg_json *keyring_json(struct tg_arena *arena, const char *name);
/* The text of a member; empty when it is none. */
struct tg_span keyring_text(const struct tg_json *object, const char *name);

/*
 * To verify with: a secret when there is one key and it is oct, else what tg_jwks_read says. Published keys
 * have lost their private members; those that have not are refused.
 */
void keyring_publish(struct tg_json *keys);
void keyring_read(struct keyring *ring, const struct tg_json *keys);
/* To decrypt with. */
void keyring_read_private(struct keyring *ring, const struct tg_json *keys);
void keyring_free(struct keyring *ring);

/* "good", or the check that refused the keys or the token; clear: what was signed or encrypted, in the arena.
 */
const char *keyring_verify(struct keyring *ring, struct tg_span token, struct tg_span *clear);
const char *keyring_open(struct keyring *ring, struct tg_span token, struct tg_span *clear);

#endif
