/* SPDX-License-Identifier: Apache-2.0 */
/* Signed (JWS, RFC 7515) and encrypted (JWE, RFC 7516) tokens in the compact serialisation, which is the only
 * one. */
#ifndef TG_ASSERTION_JOSE_H
#define TG_ASSERTION_JOSE_H

#include "assertion/jwks.h"

#define TG_TOKEN_OCTETS_MAX ((size_t)64 * 1024)

/* What may stand in a header; empty: absent. */
struct tg_jose_header {
    struct tg_span alg, enc, kid, typ, cty, x5t, x5t256;
    bool has_kid;
};

/* What a token is verified with: the keys of one issuer, and the algorithms that are pinned for him. */
struct tg_jose_trust {
    const struct tg_crypto *crypto;
    const struct tg_jwks *keys;
    const struct tg_algorithm *const *algorithms;
    size_t algorithm_count;
};

struct tg_jws {
    struct tg_jose_header header;
    struct tg_span payload;   /* decoded, in the arena */
    const struct tg_jwk *key; /* of the trust */
    const struct tg_algorithm *algorithm;
};

/*
 * GOOD only when the token has exactly the form of a JWS, its header holds nothing but alg, kid, typ, cty,
 * x5t and x5t#S256, the algorithm is pinned, exactly one key is meant and fits (kind, curve, its own alg),
 * and the signature is that key's. The payload is decoded after that, and not read. A kid is compared as
 * octets; without one the only key that fits is meant. Where no key of the set has a kid (PEM, a secret),
 * that of the token names none of them and is passed over. Checks jwt.size, jwt.form, jwt.header.*,
 * jwt.algorithm.*, jwt.key.*, jwt.signature; base64.*, json.*. jwt.key.unknown: newer keys may help.
 */
toegang_status tg_jws_verify(const struct tg_jose_trust *trust, struct tg_span token, struct tg_arena *arena,
                             struct tg_jws *out, toegang_report *report);

/* Parts between dots: 3 of a JWS, 5 of a JWE; 0: neither, or too large. */
unsigned tg_jose_parts(struct tg_span token);

/*
 * The clear octets of a JWE for one of our keys, in the arena. Header: alg, enc, kid, typ, cty, x5t,
 * x5t#S256, of ECDH-ES epk, apu, apv. By kid as above, else every key that fits is tried. When cty
 * says JWT, inside is a JWS, else whatever the caller makes of it. The sender is not proven: anybody can
 * encrypt for us. Checks jwe.*, jwt.size, jwt.header.*; whatever fails once a private key is used falls by
 * jwe.decrypt with the same words.
 */
toegang_status tg_jwe_open(const struct tg_crypto *crypto, const struct tg_private_jwk *keys, size_t count,
                           struct tg_span token, struct tg_arena *arena, struct tg_jose_header *header,
                           struct tg_span *inner, toegang_report *report);

#endif
