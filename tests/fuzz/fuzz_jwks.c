/* SPDX-License-Identifier: Apache-2.0 */
/* Octets as keys of an issuer, and as private keys of ours: keys that can be used, or a named refusal. */
#include <stdint.h>
#include <stdlib.h>

#include "assertion/jwks.h"
#include "crypto/private.h"
#include "harness.h"

static struct tg_crypto *crypto;

static void check_key(const struct tg_jwks *set, size_t n)
{
    const struct tg_jwk *jwk = &set->keys[n];
    demand(jwk->key && jwk->kid.length <= TG_KID_OCTETS_MAX);
    demand(jwk->use == TG_USE_ANY || jwk->use == TG_USE_SIGNATURE);
    demand(!jwk->algorithm || tg_key_fits_jose(jwk->key, jwk->algorithm));
    for (size_t i = 0; i < n; i++) demand(jwk->kid.length == 0 || !tg_span_equal(jwk->kid, set->keys[i].kid));
}

static void read_public(struct tg_span octets)
{
    struct tg_arena arena = {0};
    struct tg_jwks set = {.count = 0};
    toegang_report report = {0};
    toegang_status status = tg_jwks_read(crypto, octets, &arena, &set, &report);
    demand(status == report.status && (status == TOEGANG_GOOD) == (set.count > 0));
    demand(status == TOEGANG_GOOD || (status == TOEGANG_REFUSED && report.check[0] != 0));
    demand(set.count <= TG_JWKS_KEYS_MAX);
    for (size_t i = 0; i < set.count; i++) check_key(&set, i);
    tg_jwks_free(&set);
    tg_arena_free(&arena);
}

static void read_private(struct tg_span octets)
{
    struct tg_arena arena = {0};
    struct tg_private_jwks set = {.count = 0};
    toegang_report report = {0};
    toegang_status status = tg_private_jwks_add(crypto, octets, &arena, &set, &report);
    demand(status == report.status && (status == TOEGANG_GOOD || status == TOEGANG_REFUSED));
    demand(set.count <= TG_JWKS_PRIVATE_MAX && (status != TOEGANG_GOOD || set.count > 0));
    for (size_t i = 0; i < set.count; i++)
        demand(set.keys[i].key && tg_private_public(set.keys[i].key) &&
               set.keys[i].kid.length <= TG_KID_OCTETS_MAX);
    tg_private_jwks_free(&set);
    tg_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!crypto) demand(tg_crypto_new(&crypto, NULL) == TOEGANG_GOOD);
    read_public((struct tg_span){(const char *)data, size});
    read_private((struct tg_span){(const char *)data, size});
    return 0;
}
