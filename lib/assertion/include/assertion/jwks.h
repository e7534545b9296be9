/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of JOSE: JSON Web Keys (RFC 7517), PEM, a shared secret; and private keys of ours. */
#ifndef TG_ASSERTION_JWKS_H
#define TG_ASSERTION_JWKS_H

#include "base/arena.h"
#include "crypto/key.h"

#define TG_JWKS_KEYS_MAX 64
#define TG_JWKS_PRIVATE_MAX 8
#define TG_KID_OCTETS_MAX 128

/* OTHER: a use, or operations, that are none of ours. */
enum tg_use { TG_USE_ANY = 0, TG_USE_SIGNATURE, TG_USE_ENCRYPTION, TG_USE_OTHER };

/* A key to verify with. */
struct tg_jwk {
    struct tg_span kid, x5t, x5t256; /* as they stand, x5t256 as x5c implies it; empty: none */
    const struct tg_algorithm
        *algorithm;  /* pinned by "alg"; NULL: whatever fits the key and the issuer's list */
    enum tg_use use; /* ANY or SIGNATURE: a key for something else is passed over */
    struct tg_key *key;
};

/* Set to {0}; tg_jwks_free frees the keys. The texts lie in the arena of the reading. */
struct tg_jwks {
    struct tg_jwk keys[TG_JWKS_KEYS_MAX];
    size_t count;
};

/*
 * A JWK Set, one JWK, or PEM (public keys and certificates, several blocks) of an issuer: 1 to 64 keys, 128
 * KiB, each named by one kid at most. Members that we do not know are passed over; a private or secret member
 * (d, k …) refuses the whole. A key that is not for signatures, or of a kind or algorithm that we do not
 * take, is passed over; a key for signatures that is judged bad refuses the whole, as in metadata. The chain
 * of x5c is not judged. Checks jwks.*, json.*, of PEM key.*.
 */
toegang_status tg_jwks_read(const struct tg_crypto *crypto, struct tg_span octets, struct tg_arena *arena,
                            struct tg_jwks *out, toegang_report *report);
/* The one secret that is shared with an issuer who has no public keys; it has no kid. */
toegang_status tg_jwks_of_secret(const struct tg_crypto *crypto, struct tg_span secret, struct tg_jwks *out,
                                 toegang_report *report);
void tg_jwks_free(struct tg_jwks *set);

struct tg_private;

/* A key of ours to decrypt with. */
struct tg_private_jwk {
    struct tg_span kid;       /* empty: none */
    struct tg_span algorithm; /* the JWE alg pinned by "alg"; empty: none */
    struct tg_private *key;
};

struct tg_private_jwks {
    struct tg_private_jwk keys[TG_JWKS_PRIVATE_MAX];
    size_t count;
};

/*
 * Adds the keys of a private JWK or JWK Set, or the one of a PEM text; 8 in all. They are ours, so that one
 * that cannot decrypt (public, for signatures, of another kind) is refused and not passed over. What was
 * added stays in the set when a later one is refused. Texts lie in the arena.
 */
toegang_status tg_private_jwks_add(const struct tg_crypto *crypto, struct tg_span octets,
                                   struct tg_arena *arena, struct tg_private_jwks *set,
                                   toegang_report *report);
void tg_private_jwks_free(struct tg_private_jwks *set);

#endif
