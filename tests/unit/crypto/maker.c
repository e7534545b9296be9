/* SPDX-License-Identifier: Apache-2.0 */
#include "maker.h"

#include <criterion/criterion.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

static EVP_PKEY *generate(EVP_PKEY_CTX *context)
{
    EVP_PKEY *key = NULL;
    cr_assert_eq(EVP_PKEY_generate(context, &key), 1);
    EVP_PKEY_CTX_free(context);
    return key;
}

static EVP_PKEY *rsa(const char *type, const char *kind)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    cr_assert_eq(EVP_PKEY_keygen_init(context), 1);
    char *rest = NULL;
    long bits = strtol(kind, &rest, 10);
    cr_assert_eq(EVP_PKEY_CTX_set_rsa_keygen_bits(context, (int)bits), 1);
    if (*rest == '-') {
        BIGNUM *exponent = BN_new();
        BN_set_word(exponent, strtoul(rest + 1, NULL, 10));
        cr_assert_eq(EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context, exponent), 1);
        BN_free(exponent);
    }
    return generate(context);
}

static EVP_PKEY *dsa(void)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "DSA", NULL);
    OSSL_PARAM group[2] = {OSSL_PARAM_construct_end(), OSSL_PARAM_construct_end()};
    size_t bits = 1024;
    group[0] = OSSL_PARAM_construct_size_t(OSSL_PKEY_PARAM_FFC_PBITS, &bits);
    EVP_PKEY *parameters = NULL;
    cr_assert_eq(EVP_PKEY_paramgen_init(context), 1);
    cr_assert_eq(EVP_PKEY_CTX_set_params(context, group), 1);
    cr_assert_eq(EVP_PKEY_generate(context, &parameters), 1);
    EVP_PKEY_CTX_free(context);
    context = EVP_PKEY_CTX_new_from_pkey(NULL, parameters, NULL);
    cr_assert_eq(EVP_PKEY_keygen_init(context), 1);
    EVP_PKEY_free(parameters);
    return generate(context);
}

EVP_PKEY *maker_key(const char *kind)
{
    if (strncmp(kind, "RSA-PSS", 7) == 0) return rsa("RSA-PSS", "2048");
    if (strncmp(kind, "RSA-", 4) == 0) return rsa("RSA", kind + 4);
    if (strncmp(kind, "EC-", 3) == 0) return EVP_EC_gen(kind + 3);
    if (strcmp(kind, "DSA") == 0) return dsa();
    return EVP_PKEY_Q_keygen(NULL, NULL, kind);
}

static EVP_PKEY *public_key(const char *type, OSSL_PARAM_BLD *builder)
{
    OSSL_PARAM *numbers = OSSL_PARAM_BLD_to_param(builder);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    EVP_PKEY *key = NULL;
    cr_assert_eq(EVP_PKEY_fromdata_init(context), 1);
    cr_assert_eq(EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, numbers), 1);
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(numbers);
    OSSL_PARAM_BLD_free(builder);
    return key;
}

EVP_PKEY *maker_rsa_numbers(const BIGNUM *modulus, const BIGNUM *exponent)
{
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, modulus);
    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, exponent);
    return public_key("RSA", builder);
}

EVP_PKEY *maker_point(const char *curve, struct tg_span point)
{
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, curve, 0);
    OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point.at, point.length);
    return public_key("EC", builder);
}

struct tg_span maker_certificate(EVP_PKEY *key)
{
    EVP_PKEY *issuer = EVP_EC_gen("P-256");
    X509 *certificate = X509_new();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    ASN1_TIME_set_string(X509_getm_notBefore(certificate), "20200102030405Z");
    ASN1_TIME_set_string(X509_getm_notAfter(certificate), "20300102030405Z");
    cr_assert_eq(X509_set_pubkey(certificate, key), 1);
    cr_assert_gt(X509_sign(certificate, issuer, EVP_sha256()), 0);
    unsigned char *der = NULL;
    int length = i2d_X509(certificate, &der);
    cr_assert_gt(length, 0);
    X509_free(certificate);
    EVP_PKEY_free(issuer);
    return (struct tg_span){(char *)der, (size_t)length};
}

struct tg_key *maker_trusted(const struct tg_crypto *crypto, EVP_PKEY *key, toegang_report *report)
{
    struct tg_key *trusted = NULL;
    struct tg_span der = maker_certificate(key);
    toegang_status status = tg_key_of_certificate(crypto, der, &trusted, report);
    cr_assert_eq(status == TOEGANG_GOOD, trusted != NULL);
    OPENSSL_free((void *)(uintptr_t)der.at);
    return trusted;
}

static struct tg_span side_by_side(EVP_PKEY *key, const unsigned char *der, size_t length)
{
    int order = (EVP_PKEY_get_bits(key) + 7) / 8;
    ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &der, (long)length);
    unsigned char *out = calloc(2, (size_t)order);
    cr_assert(pair && BN_bn2binpad(ECDSA_SIG_get0_r(pair), out, order) == order &&
              BN_bn2binpad(ECDSA_SIG_get0_s(pair), out + order, order) == order);
    ECDSA_SIG_free(pair);
    return (struct tg_span){(char *)out, 2 * (size_t)order};
}

static const EVP_MD *md_of(enum tg_hash hash)
{
    return hash == TG_SHA256 ? EVP_sha256() : hash == TG_SHA384 ? EVP_sha384() : EVP_sha512();
}

struct tg_span maker_signature(EVP_PKEY *key, const struct tg_algorithm *algorithm, struct tg_span octets,
                               int salt)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *inner = NULL;
    cr_assert_eq(EVP_DigestSignInit(context, &inner, md_of(algorithm->hash), NULL, key), 1);
    if (algorithm->scheme == TG_RSA_PSS)
        cr_assert(EVP_PKEY_CTX_set_rsa_padding(inner, RSA_PKCS1_PSS_PADDING) == 1 &&
                  EVP_PKEY_CTX_set_rsa_pss_saltlen(inner, salt) == 1);
    size_t length = 0;
    cr_assert_eq(EVP_DigestSign(context, NULL, &length, (const unsigned char *)octets.at, octets.length), 1);
    unsigned char *out = calloc(1, length);
    cr_assert_eq(EVP_DigestSign(context, out, &length, (const unsigned char *)octets.at, octets.length), 1);
    EVP_MD_CTX_free(context);
    if (algorithm->scheme != TG_ECDSA) return (struct tg_span){(char *)out, length};
    struct tg_span raw = side_by_side(key, out, length);
    free(out);
    return raw;
}

void maker_pem(BIO *text, EVP_PKEY *key, char what)
{
    struct tg_span der = {NULL, 0};
    bool good = false;
    if (what == 'C') {
        der = maker_certificate(key);
        good = PEM_write_bio(text, "CERTIFICATE", "", (const unsigned char *)der.at, (long)der.length) > 0;
        OPENSSL_free((void *)(uintptr_t)der.at);
    }
    if (what == 'P') good = PEM_write_bio_PUBKEY(text, key) == 1;
    if (what == 'S') good = PEM_write_bio_PrivateKey(text, key, NULL, NULL, 0, NULL, NULL) == 1;
    if (what == 'T') good = PEM_write_bio_PrivateKey_traditional(text, key, NULL, NULL, 0, NULL, NULL) == 1;
    if (what == 'E')
        good = PEM_write_bio_PrivateKey(text, key, EVP_aes_128_cbc(), (const unsigned char *)"secret", 6, NULL,
                                        NULL) == 1;
    if (what == 'O')
        good = PEM_write_bio_PrivateKey_traditional(text, key, EVP_aes_128_cbc(), (const unsigned char *)"secret",
                                                    6, NULL, NULL) == 1;
    cr_assert(good, "%c", what);
}
