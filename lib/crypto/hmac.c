/* SPDX-License-Identifier: Apache-2.0 */
#include <openssl/core_names.h>

#include "openssl.h"

EVP_MAC_CTX *tg_hmac_begin(const struct tg_crypto *crypto, enum tg_hash hash, struct tg_span key)
{
    char name[16];
    OPENSSL_strlcpy(name, EVP_MD_get0_name(crypto->hashes[hash]), sizeof name);
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                                     OSSL_PARAM_construct_end()};
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(crypto->hmac);
    if (context && EVP_MAC_init(context, (const uint8_t *)key.at, key.length, parameters) == 1)
        return context;
    EVP_MAC_CTX_free(context);
    return NULL;
}

bool tg_hmac_add(EVP_MAC_CTX *context, struct tg_span octets)
{
    return octets.length == 0 || EVP_MAC_update(context, (const uint8_t *)octets.at, octets.length) == 1;
}

bool tg_hmac_end(EVP_MAC_CTX *context, uint8_t out[TG_DIGEST_MAX])
{
    size_t length = 0;
    return EVP_MAC_final(context, out, &length, TG_DIGEST_MAX) == 1;
}
