/* SPDX-License-Identifier: Apache-2.0 */
/* Which keys we take. */
#include <openssl/bn.h>
#include <openssl/core_names.h>

#include "openssl.h"

#define MODULUS_BITS_MIN 2048
#define MODULUS_BITS_MAX 8192
#define EXPONENT_MIN 65537
#define EXPONENT_BITS_MAX 64

static toegang_status judge_modulus(const EVP_PKEY *key, toegang_report *report)
{
    BIGNUM *modulus = NULL;
    if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &modulus) != 1)
        return tg_openssl_failed("modulus", report);
    bool weak = tg_roca_modulus(modulus);
    BN_free(modulus);
    if (weak)
        return tg_refuse(report, CHECK_KEY_ROCA, "a key of a sound generator", TG_SPAN("CVE-2017-15361"));
    return TOEGANG_GOOD;
}

static toegang_status judge_exponent(const EVP_PKEY *key, toegang_report *report)
{
    BIGNUM *exponent = NULL;
    if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent) != 1)
        return tg_openssl_failed("exponent", report);
    int bits = BN_num_bits(exponent);
    BN_ULONG low = BN_get_word(exponent); /* all ones when it does not fit */
    BN_free(exponent);
    if (low % 2 == 1 && low >= EXPONENT_MIN && bits <= EXPONENT_BITS_MAX) return TOEGANG_GOOD;
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_KEY_EXPONENT, "odd, 65537 to 2^64-1",
                      "%d bits, low %llu", bits, (unsigned long long)low);
}

static toegang_status judge_rsa(struct tg_key *key, toegang_report *report)
{
    int bits = EVP_PKEY_get_bits(key->key);
    if (bits < MODULUS_BITS_MIN || bits > MODULUS_BITS_MAX)
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_KEY_SIZE, "RSA of 2048 to 8192 bits", "%d bits",
                          bits);
    toegang_status status = judge_exponent(key->key, report);
    if (status == TOEGANG_GOOD) status = judge_modulus(key->key, report);
    if (status != TOEGANG_GOOD) return status;
    key->octets = ((size_t)bits + 7) / 8;
    key->schemes[0] = TG_RSA_PKCS1;
    key->schemes[1] = TG_RSA_PSS;
    return TOEGANG_GOOD;
}

/* Parameters in place of a name are how CVE-2020-0601 smuggled another generator in. */
static bool came_as_parameters(const EVP_PKEY *key)
{
    int given = 1;
    return EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &given) != 1 ||
           given != 0;
}

static toegang_status judge_ec(struct tg_key *key, toegang_report *report)
{
    char curve[64] = "";
    size_t length = 0;
    if (came_as_parameters(key->key) || EVP_PKEY_get_group_name(key->key, curve, sizeof curve, &length) != 1)
        return tg_refuse(report, CHECK_KEY_CURVE, "P-256, P-384, P-521", TG_SPAN("a curve without a name"));
    key->curve = tg_curve_of_group(curve);
    if (key->curve == TG_CURVE_NONE)
        return tg_refuse(report, CHECK_KEY_CURVE, "P-256, P-384, P-521", tg_span_of(curve));
    key->octets = tg_curve_octets(key->curve);
    key->schemes[0] = TG_ECDSA;
    return TOEGANG_GOOD;
}

toegang_status tg_key_refused(toegang_report *report)
{
    if (tg_openssl_lacked_memory()) return tg_no_memory(report);
    return tg_refuse(report, CHECK_KEY_VALUE, "a valid public key", TG_SPAN("numbers that are none"));
}

/* Ours first, so that it has its own name; then what libcrypto knows of sound numbers. */
static toegang_status judge_value(EVP_PKEY *key, toegang_report *report)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    if (!context) return tg_openssl_failed("key check", report);
    bool good = EVP_PKEY_public_check(context) == 1;
    EVP_PKEY_CTX_free(context);
    return good ? TOEGANG_GOOD : tg_key_refused(report);
}

static toegang_status judge_ed25519(struct tg_key *key, toegang_report *report)
{
    uint8_t octets[32];
    size_t length = sizeof octets;
    if (EVP_PKEY_get_raw_public_key(key->key, octets, &length) != 1 || length != sizeof octets)
        return tg_openssl_failed("Ed25519", report);
    if (!tg_ed25519_sound(octets))
        return tg_refuse(report, CHECK_KEY_VALUE, "a valid public key", TG_SPAN("a point of small order"));
    key->curve = TG_ED25519;
    key->octets = tg_curve_octets(TG_ED25519);
    key->schemes[0] = TG_EDDSA;
    return TOEGANG_GOOD;
}

toegang_status tg_key_judge(struct tg_key *key, bool ed25519, toegang_report *report)
{
    const char *name = EVP_PKEY_get0_type_name(key->key);
    toegang_status status;
    if (EVP_PKEY_is_a(key->key, "RSA"))
        status = judge_rsa(key, report);
    else if (EVP_PKEY_is_a(key->key, "EC"))
        status = judge_ec(key, report);
    else if (ed25519 && EVP_PKEY_is_a(key->key, "ED25519"))
        status = judge_ed25519(key, report);
    else
        status = tg_refuse(report, CHECK_KEY_KIND, ed25519 ? "RSA, EC, Ed25519" : "RSA, EC",
                           tg_span_of(name ? name : "unknown"));
    return status == TOEGANG_GOOD ? judge_value(key->key, report) : status;
}
