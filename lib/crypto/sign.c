/* SPDX-License-Identifier: Apache-2.0 */
#include <openssl/bn.h>
#include <openssl/ec.h>

#include "private.h"

struct signature {
    uint8_t octets[TG_SIGNATURE_MAX];
    size_t length;
};

/* libcrypto writes SEQUENCE { INTEGER r, INTEGER s }; XML signatures and JOSE want them side by side. */
static bool put_side_by_side(struct signature *signature, size_t order)
{
    const unsigned char *at = signature->octets;
    ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &at, (long)signature->length);
    bool good = pair && BN_bn2binpad(ECDSA_SIG_get0_r(pair), signature->octets, (int)order) == (int)order &&
                BN_bn2binpad(ECDSA_SIG_get0_s(pair), signature->octets + order, (int)order) == (int)order;
    ECDSA_SIG_free(pair);
    signature->length = 2 * order;
    return good;
}

static bool make(const struct tg_crypto *crypto, const struct tg_private *key,
                 const struct tg_algorithm *algorithm, const uint8_t *digest, struct signature *out)
{
    const EVP_MD *md = crypto->hashes[algorithm->hash];
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key->key, NULL);
    out->length = sizeof out->octets;
    bool good =
        context && EVP_PKEY_sign_init(context) == 1 && tg_scheme_set(context, algorithm->scheme, md) &&
        EVP_PKEY_CTX_set_signature_md(context, md) == 1 &&
        EVP_PKEY_sign(context, out->octets, &out->length, digest, tg_hash_octets(algorithm->hash)) == 1;
    EVP_PKEY_CTX_free(context);
    return good && (algorithm->scheme != TG_ECDSA || put_side_by_side(out, key->public->octets));
}

toegang_status tg_sign(const struct tg_crypto *crypto, const struct tg_private *key,
                       const struct tg_algorithm *algorithm, struct tg_span octets,
                       uint8_t out[TG_SIGNATURE_MAX], size_t *length, toegang_report *report)
{
    uint8_t digest[TG_DIGEST_MAX];
    struct signature made;
    if (!tg_key_fits(key->public, algorithm))
        return tg_refuse(report, CHECK_SIGNATURE_KEY, algorithm->name, TG_SPAN("a key of another kind"));
    toegang_status status = tg_digest(crypto, algorithm->hash, octets, digest, report);
    if (status != TOEGANG_GOOD) return status;
    ERR_set_mark();
    if (!make(crypto, key, algorithm, digest, &made)) status = tg_openssl_failed("signing", report);
    ERR_pop_to_mark();
    if (status != TOEGANG_GOOD) return status;
    memcpy(out, made.octets, made.length);
    *length = made.length;
    return TOEGANG_GOOD;
}
