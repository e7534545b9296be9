/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/decrypt.h"
#include "key_numbers.h"
#include "private.h"

#define SECRET_MAX 66 /* octets of a coordinate of P-521 */

struct secret {
    uint8_t octets[SECRET_MAX];
    size_t length;
};

/* The last 1: libcrypto looks once more whether the point is on the curve. */
static bool derive(EVP_PKEY *ours, EVP_PKEY *theirs, struct secret *out)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, ours, NULL);
    out->length = sizeof out->octets;
    bool good = context && EVP_PKEY_derive_init(context) == 1 &&
                EVP_PKEY_derive_set_peer_ex(context, theirs, 1) == 1 &&
                EVP_PKEY_derive(context, out->octets, &out->length) == 1;
    EVP_PKEY_CTX_free(context);
    return good;
}

static toegang_status refuse_point(toegang_report *report)
{
    if (tg_openssl_lacked_memory()) return tg_no_memory(report);
    return tg_refuse(report, CHECK_DECRYPT_POINT, "a point of the curve of our key",
                     TG_SPAN("another point"));
}

static toegang_status agree(const struct tg_private *key, struct tg_span x, struct tg_span y,
                            struct secret *out, toegang_report *report)
{
    EVP_PKEY *theirs = tg_pkey_of_point(key->public->curve, x, y, (struct tg_span){NULL, 0});
    bool good = theirs && derive(key->key, theirs, out);
    toegang_status status = good ? TOEGANG_GOOD : refuse_point(report);
    EVP_PKEY_free(theirs);
    return status;
}

static void put_number(uint8_t out[4], size_t number)
{
    for (int i = 0; i < 4; i++) out[i] = (uint8_t)(number >> (24 - 8 * i));
}

static bool add(EVP_MD_CTX *context, struct tg_span octets)
{
    return octets.length == 0 || EVP_DigestUpdate(context, octets.at, octets.length) == 1;
}

static bool add_number(EVP_MD_CTX *context, size_t number)
{
    uint8_t octets[4];
    put_number(octets, number);
    return EVP_DigestUpdate(context, octets, sizeof octets) == 1;
}

struct info {
    struct tg_span name, apu, apv;
    size_t key_octets;
};

/* SP 800-56A section 5.8.1: hash of counter, secret, and OtherInfo as RFC 7518 section 4.6.2 fills it. */
static bool hash_round(const EVP_MD *md, size_t counter, const struct secret *secret, const struct info *info,
                       uint8_t *out)
{
    struct tg_span z = {(const char *)secret->octets, secret->length};
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good = context && EVP_DigestInit_ex2(context, md, NULL) == 1 && add_number(context, counter) &&
                add(context, z) && add_number(context, info->name.length) && add(context, info->name) &&
                add_number(context, info->apu.length) && add(context, info->apu) &&
                add_number(context, info->apv.length) && add(context, info->apv) &&
                add_number(context, 8 * info->key_octets) && EVP_DigestFinal_ex(context, out, NULL) == 1;
    EVP_MD_CTX_free(context);
    return good;
}

#define ROUND_OCTETS 32

static toegang_status concat(const struct tg_crypto *crypto, const struct secret *secret,
                             const struct info *info, uint8_t *out, toegang_report *report)
{
    uint8_t made[TG_CONTENT_KEY_MAX];
    bool good = true;
    for (size_t at = 0; good && at < info->key_octets; at += ROUND_OCTETS)
        good = hash_round(crypto->hashes[TG_SHA256], at / ROUND_OCTETS + 1, secret, info, made + at);
    if (good) memcpy(out, made, info->key_octets);
    OPENSSL_cleanse(made, sizeof made);
    return good ? TOEGANG_GOOD : tg_openssl_failed("Concat KDF", report);
}

static bool fits_limits(const struct info *info)
{
    return info->name.length <= TG_AGREE_INFO_MAX && info->apu.length <= TG_AGREE_INFO_MAX &&
           info->apv.length <= TG_AGREE_INFO_MAX && info->key_octets > 0 &&
           info->key_octets <= TG_CONTENT_KEY_MAX;
}

static toegang_status check(const struct tg_private *key, enum tg_curve curve, struct tg_span x,
                            struct tg_span y, toegang_report *report)
{
    size_t octets = tg_curve_octets(curve);
    if (key->public->curve == TG_CURVE_NONE)
        return tg_refuse(report, CHECK_DECRYPT_KEY, "EC", TG_SPAN("a key of another kind"));
    if (curve == key->public->curve && x.length == octets && y.length == octets) return TOEGANG_GOOD;
    return tg_refuse(report, CHECK_DECRYPT_POINT, "a point of the curve of our key",
                     TG_SPAN("another point"));
}

toegang_status tg_agree(const struct tg_crypto *crypto, const struct tg_private *key, enum tg_curve curve,
                        struct tg_span x, struct tg_span y, struct tg_span name, struct tg_span apu,
                        struct tg_span apv, size_t key_octets, uint8_t out[TG_CONTENT_KEY_MAX],
                        toegang_report *report)
{
    const struct info info = {name, apu, apv, key_octets};
    struct secret secret;
    if (!fits_limits(&info)) return tg_misuse(report, "at most 4096 octets a name, for 1 to 64 octets");
    toegang_status status = check(key, curve, x, y, report);
    if (status != TOEGANG_GOOD) return status;
    ERR_set_mark();
    status = agree(key, x, y, &secret, report);
    if (status == TOEGANG_GOOD) status = concat(crypto, &secret, &info, out, report);
    ERR_pop_to_mark();
    OPENSSL_cleanse(&secret, sizeof secret);
    return status;
}
