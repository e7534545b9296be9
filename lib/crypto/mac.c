/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/mac.h"

#include <string.h>

#include "openssl.h"

static bool mac(const struct tg_crypto *crypto, const uint8_t key[TG_MAC_OCTETS], const struct tg_span *pieces,
                size_t count, uint8_t made[TG_DIGEST_MAX])
{
    EVP_MAC_CTX *context = tg_hmac_begin(crypto, TG_SHA256, (struct tg_span){(const char *)key, TG_MAC_OCTETS});
    bool good = context != NULL;
    for (size_t i = 0; good && i < count; i++) good = tg_hmac_add(context, pieces[i]);
    good = good && tg_hmac_end(context, made);
    EVP_MAC_CTX_free(context);
    return good;
}

toegang_status tg_mac(const struct tg_crypto *crypto, const uint8_t key[TG_MAC_OCTETS], const struct tg_span *pieces,
                      size_t count, uint8_t out[TG_MAC_OCTETS], toegang_report *report)
{
    uint8_t made[TG_DIGEST_MAX];
    ERR_set_mark();
    bool good = mac(crypto, key, pieces, count, made);
    toegang_status status = good ? TOEGANG_GOOD : tg_openssl_failed("HMAC", report);
    ERR_pop_to_mark();
    if (good) memcpy(out, made, TG_MAC_OCTETS);
    explicit_bzero(made, sizeof made);
    return status;
}
