/* SPDX-License-Identifier: Apache-2.0 */
#include "key_numbers.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>

#define NUMBER_OCTETS_MAX 2048 /* what is longer than a key of ours is still judged by its size */
#define NUMBERS_MAX 8
#define COORDINATE_MAX 66
#define LENGTH(table) (sizeof(table) / sizeof *(table))

toegang_status tg_numbers_check(const struct tg_number *numbers, size_t count, toegang_report *report)
{
    for (size_t i = 0; i < count; i++) {
        struct tg_span octets = numbers[i].octets;
        if (octets.length == 0 || octets.length > NUMBER_OCTETS_MAX)
            return tg_reportf(report, TOEGANG_REFUSED, CHECK_KEY_NUMBERS, "1 to 2048 octets", "%zu",
                              octets.length);
        if (octets.at[0] == 0)
            return tg_refuse(report, CHECK_KEY_NUMBERS, "numbers without leading zeros", TG_SPAN("a zero"));
    }
    return TOEGANG_GOOD;
}

toegang_status tg_point_check(enum tg_curve curve, struct tg_span x, struct tg_span y, toegang_report *report)
{
    size_t octets = tg_curve_octets(curve);
    if (octets == 0) return tg_misuse(report, "a curve of the table");
    if (x.length == octets && y.length == (curve == TG_ED25519 ? 0 : octets)) return TOEGANG_GOOD;
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_KEY_NUMBERS, "coordinates as long as the curve",
                      "%zu and %zu octets", x.length, y.length);
}

/* Takes the builder over. */
static EVP_PKEY *build(const char *type, OSSL_PARAM_BLD *builder, int selection)
{
    OSSL_PARAM *parameters = builder ? OSSL_PARAM_BLD_to_param(builder) : NULL;
    EVP_PKEY_CTX *context = parameters ? EVP_PKEY_CTX_new_from_name(NULL, type, NULL) : NULL;
    EVP_PKEY *key = NULL;
    if (context && EVP_PKEY_fromdata_init(context) == 1 &&
        EVP_PKEY_fromdata(context, &key, selection, parameters) != 1)
        key = NULL;
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(builder);
    return key;
}

static bool push(OSSL_PARAM_BLD *builder, const struct tg_number *number, BIGNUM **out)
{
    *out = BN_secure_new();
    return *out && BN_bin2bn((const uint8_t *)number->octets.at, (int)number->octets.length, *out) != NULL &&
           OSSL_PARAM_BLD_push_BN(builder, number->name, *out) == 1;
}

EVP_PKEY *tg_pkey_of_rsa(const struct tg_number *numbers, size_t count, int selection)
{
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    BIGNUM *made[NUMBERS_MAX] = {NULL};
    bool good = builder != NULL && count <= NUMBERS_MAX;
    for (size_t i = 0; good && i < count; i++) good = push(builder, &numbers[i], &made[i]);
    EVP_PKEY *key = NULL;
    if (good)
        key = build("RSA", builder, selection);
    else
        OSSL_PARAM_BLD_free(builder);
    for (size_t i = 0; i < NUMBERS_MAX; i++) BN_clear_free(made[i]);
    return key;
}

static EVP_PKEY *pkey_of_ec(enum tg_curve curve, const uint8_t *point, size_t length, struct tg_span d)
{
    const struct tg_number secret = {OSSL_PKEY_PARAM_PRIV_KEY, d};
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    BIGNUM *made = NULL;
    EVP_PKEY *key = NULL;
    if (builder &&
        OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, tg_curve_group(curve), 0) == 1 &&
        OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, length) == 1 &&
        (d.length == 0 || push(builder, &secret, &made)))
        key = build("EC", builder, d.length > 0 ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY);
    else
        OSSL_PARAM_BLD_free(builder);
    BN_clear_free(made);
    return key;
}

EVP_PKEY *tg_pkey_of_point(enum tg_curve curve, struct tg_span x, struct tg_span y, struct tg_span d)
{
    uint8_t point[1 + 2 * COORDINATE_MAX] = {0x04}; /* not compressed: SEC 1 section 2.3.3 */
    if (curve == TG_ED25519)
        return EVP_PKEY_new_raw_public_key_ex(NULL, "ED25519", NULL, (const uint8_t *)x.at, x.length);
    memcpy(point + 1, x.at, x.length);
    memcpy(point + 1 + x.length, y.at, y.length);
    return pkey_of_ec(curve, point, 1 + x.length + y.length, d);
}

static toegang_status judge(const struct tg_crypto *crypto, EVP_PKEY *pkey, struct tg_key **out,
                            toegang_report *report)
{
    return pkey ? tg_key_of_pkey(crypto, pkey, out, report) : tg_key_refused(report);
}

toegang_status tg_key_of_rsa(const struct tg_crypto *crypto, struct tg_span modulus, struct tg_span exponent,
                             struct tg_key **out, toegang_report *report)
{
    const struct tg_number numbers[] = {{OSSL_PKEY_PARAM_RSA_N, modulus}, {OSSL_PKEY_PARAM_RSA_E, exponent}};
    toegang_status status = tg_numbers_check(numbers, LENGTH(numbers), report);
    if (status != TOEGANG_GOOD) return status;
    ERR_set_mark();
    status = judge(crypto, tg_pkey_of_rsa(numbers, LENGTH(numbers), EVP_PKEY_PUBLIC_KEY), out, report);
    ERR_pop_to_mark();
    return status;
}

toegang_status tg_key_of_point(const struct tg_crypto *crypto, enum tg_curve curve, struct tg_span x,
                               struct tg_span y, struct tg_key **out, toegang_report *report)
{
    toegang_status status = tg_point_check(curve, x, y, report);
    if (status != TOEGANG_GOOD) return status;
    ERR_set_mark();
    status = judge(crypto, tg_pkey_of_point(curve, x, y, (struct tg_span){NULL, 0}), out, report);
    ERR_pop_to_mark();
    return status;
}
