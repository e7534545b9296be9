/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Octets as an encrypted token for two keys of ours, the one of RFC 7518 C with a name and the one of RFC
 * 7515 A.3. Clear octets come out, or a named refusal.
 */
#include <stdint.h>
#include <stdlib.h>

#include "assertion/jose.h"
#include "harness.h"

#define KEYS \
    "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"bob\",\"x\":" \
    "\"weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ\"," \
    "\"y\":\"e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck\",\"d\":" \
    "\"VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw\"}," \
    "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"," \
    "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\",\"d\":\"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-" \
    "E9LI\"}]}"

static struct tg_crypto *crypto;
static struct tg_arena kept;
static struct tg_private_jwks keys;

static void prepare(void)
{
    if (crypto) return;
    demand(tg_crypto_new(&crypto, NULL) == TOEGANG_GOOD);
    demand(tg_private_jwks_add(crypto, TG_SPAN(KEYS), &kept, &keys, NULL) == TOEGANG_GOOD);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tg_arena arena = {0};
    struct tg_jose_header header = {.has_kid = false};
    struct tg_span inner = {NULL, 0}, token = {(const char *)data, size};
    toegang_report report = {0};
    prepare();
    toegang_status status =
        tg_jwe_open(crypto, keys.keys, keys.count, token, &arena, &header, &inner, &report);
    demand(status == report.status && (status == TOEGANG_GOOD || status == TOEGANG_REFUSED));
    demand((status == TOEGANG_GOOD) == (header.alg.length > 0) &&
           (status == TOEGANG_GOOD) == (inner.at != NULL));
    demand(status == TOEGANG_GOOD || report.check[0] != 0);
    demand(status != TOEGANG_GOOD || (tg_jose_parts(token) == 5 && inner.length < size));
    tg_arena_free(&arena);
    return 0;
}
