/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Octets as a signed token under keys that are fixed: those of RFC 7515 A.3 and RFC 8037 A.2, and as a secret
 * that of RFC 7515 A.1. A payload comes out with the key and the algorithm that it was verified with, or a
 * named refusal.
 */
#include <stdint.h>
#include <stdlib.h>

#include "assertion/jose.h"
#include "harness.h"
#include "parse/base64.h"

#define KEYS \
    "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"p\",\"x\":" \
    "\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"," \
    "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"},{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":" \
    "\"e\"," \
    "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}"
#define SECRET "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"

static struct {
    struct tg_crypto *crypto;
    struct tg_arena arena;
    struct tg_jwks keys, secret;
    const struct tg_algorithm *algorithms[16];
} fixed;

static void prepare(void)
{
    struct tg_span secret;
    if (fixed.crypto) return;
    demand(tg_crypto_new(&fixed.crypto, NULL) == TOEGANG_GOOD);
    demand(tg_jwks_read(fixed.crypto, TG_SPAN(KEYS), &fixed.arena, &fixed.keys, NULL) == TOEGANG_GOOD);
    demand(tg_base64url_read(TG_SPAN(SECRET), 64, &fixed.arena, &secret, NULL) == TOEGANG_GOOD);
    demand(tg_jwks_of_secret(fixed.crypto, secret, &fixed.secret, NULL) == TOEGANG_GOOD);
    for (size_t i = 0; i < tg_algorithms(); i++) fixed.algorithms[i] = tg_algorithm_at(i);
}

static void judge(const struct tg_jwks *keys, struct tg_span token)
{
    struct tg_arena arena = {0};
    struct tg_jws jws = {.key = NULL};
    toegang_report report = {0};
    struct tg_jose_trust trust = {fixed.crypto, keys, fixed.algorithms, tg_algorithms()};
    toegang_status status = tg_jws_verify(&trust, token, &arena, &jws, &report);
    demand(status == report.status && (status == TOEGANG_GOOD) == (jws.key != NULL));
    demand(status == TOEGANG_GOOD || (status == TOEGANG_REFUSED && report.check[0] != 0));
    if (status == TOEGANG_GOOD) {
        demand(tg_jose_parts(token) == 3 && tg_span_is(jws.header.alg, jws.algorithm->name));
        demand(tg_key_fits_jose(jws.key->key, jws.algorithm) && jws.header.enc.length == 0);
        demand(tg_algorithm_is_secret(jws.algorithm) == (keys == &fixed.secret));
    }
    tg_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    prepare();
    judge(&fixed.keys, (struct tg_span){(const char *)data, size});
    judge(&fixed.secret, (struct tg_span){(const char *)data, size});
    return 0;
}
