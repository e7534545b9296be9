/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Setting up a verification costs a quarter of the verification itself and takes locks inside libcrypto, so
 * it is done once a key and algorithm; each verification duplicates what was prepared.
 */
#include <openssl/rsa.h>

#include "openssl.h"

bool tg_scheme_set(EVP_PKEY_CTX *context, enum tg_scheme scheme, const EVP_MD *md)
{
    switch (scheme) {
    case TG_RSA_PKCS1:
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1;
    case TG_RSA_PSS: /* RFC 9231 section 2.3.10: MGF1 with the same hash, salt as long as the hash */
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_rsa_mgf1_md(context, md) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
    case TG_ECDSA:
        return true;
    case TG_SCHEME_NONE:
    case TG_EDDSA: /* libcrypto takes the message whole, and setting up is a fortieth of the work */
    case TG_HMAC:
        break;
    }
    return false;
}

static EVP_PKEY_CTX *prepare(EVP_PKEY *key, enum tg_scheme scheme, const EVP_MD *md)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    if (context && EVP_PKEY_verify_init(context) == 1 && tg_scheme_set(context, scheme, md) &&
        EVP_PKEY_CTX_set_signature_md(context, md) == 1)
        return context;
    EVP_PKEY_CTX_free(context);
    return NULL;
}

toegang_status tg_key_prepare(const struct tg_crypto *crypto, struct tg_key *key, toegang_report *report)
{
    for (size_t i = 0; i < tg_algorithms(); i++) {
        const struct tg_algorithm *row = tg_algorithm_at(i);
        if (!tg_key_fits(key, row) || row->scheme >= TG_PREPARED_SCHEMES) continue;
        EVP_PKEY_CTX *context = prepare(key->key, row->scheme, crypto->hashes[row->hash]);
        if (!context) return tg_openssl_failed(row->name, report);
        key->prepared[row->scheme][row->hash] = context;
    }
    return TOEGANG_GOOD;
}
