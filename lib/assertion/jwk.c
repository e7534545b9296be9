/* SPDX-License-Identifier: Apache-2.0 */
#include "jwk.h"

#include "assertion/check_jose.h"
#include "base/report.h"

/* RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1. */
static toegang_status check_public(const struct tg_json *jwk, toegang_report *report)
{
    static const char *const secret[] = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"};
    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++)
        if (tg_json_get(jwk, secret[i]))
            return tg_jwk_refuse(jwk, CHECK_JWKS_PRIVATE, "public members only", tg_span_of(secret[i]),
                                 report);
    return TOEGANG_GOOD;
}

static toegang_status read_rsa(const struct tg_json *jwk, const struct tg_jwk_reading *reading,
                               struct tg_key **out)
{
    struct tg_span modulus, exponent;
    toegang_report fault = {0};
    toegang_status status = tg_jwk_octets(jwk, "n", reading, &modulus);
    if (status == TOEGANG_GOOD) status = tg_jwk_octets(jwk, "e", reading, &exponent);
    if (status != TOEGANG_GOOD) return status;
    status = tg_key_of_rsa(reading->crypto, modulus, exponent, out, &fault);
    if (status == TOEGANG_GOOD) return TOEGANG_GOOD;
    return tg_jwk_fault(jwk, status, CHECK_JWKS_KEY, &fault, reading->report);
}

static toegang_status read_point(const struct tg_json *jwk, enum tg_curve curve,
                                 const struct tg_jwk_reading *reading, struct tg_key **out)
{
    struct tg_span x, y = {NULL, 0};
    toegang_report fault = {0};
    toegang_status status = tg_jwk_octets(jwk, "x", reading, &x);
    if (status == TOEGANG_GOOD && curve != TG_ED25519) status = tg_jwk_octets(jwk, "y", reading, &y);
    if (status != TOEGANG_GOOD) return status;
    status = tg_key_of_point(reading->crypto, curve, x, y, out, &fault);
    if (status == TOEGANG_GOOD) return TOEGANG_GOOD;
    return tg_jwk_fault(jwk, status, CHECK_JWKS_KEY, &fault, reading->report);
}

/* RFC 7518 section 6.1, RFC 8037 section 2. What is of no kind that we take leaves *out as it is. */
static toegang_status read_key(const struct tg_json *jwk, const struct tg_jwk_reading *reading,
                               struct tg_key **out)
{
    struct tg_span kind, name;
    toegang_status status = tg_jwk_text(jwk, "kty", &kind, reading->report);
    if (status == TOEGANG_GOOD) status = tg_jwk_text(jwk, "crv", &name, reading->report);
    if (status != TOEGANG_GOOD) return status;
    if (kind.length == 0)
        return tg_jwk_refuse(jwk, CHECK_JWKS_MEMBER, "kty", TG_SPAN("none"), reading->report);
    if (tg_span_is(kind, "RSA")) return read_rsa(jwk, reading, out);
    enum tg_curve curve = tg_curve_of_name(name);
    bool taken = tg_span_is(kind, curve == TG_ED25519 ? "OKP" : "EC") && curve != TG_CURVE_NONE;
    return taken ? read_point(jwk, curve, reading, out) : TOEGANG_GOOD;
}

static toegang_status check_algorithm(const struct tg_json *jwk, const struct tg_jwk *read,
                                      toegang_report *report)
{
    if (!read->algorithm || tg_key_fits_jose(read->key, read->algorithm)) return TOEGANG_GOOD;
    return tg_jwk_refuse(jwk, CHECK_JWKS_ALGORITHM, "an alg for a key of this kind",
                         tg_span_of(read->algorithm->name), report);
}

/* For signatures as far as use, key_ops and alg say; an algorithm that has no row is none of ours. */
static toegang_status read_purpose(const struct tg_json *jwk, struct tg_jwk *out, bool *for_us,
                                   toegang_report *report)
{
    static const char *const verify[] = {"verify", NULL};
    struct tg_span alg;
    toegang_status status = tg_jwk_use(jwk, verify, &out->use, report);
    if (status == TOEGANG_GOOD) status = tg_jwk_text(jwk, "alg", &alg, report);
    if (status != TOEGANG_GOOD) return status;
    out->algorithm = tg_algorithm_of_name(alg);
    bool any_algorithm = !tg_json_get(jwk, "alg");
    *for_us = (out->use == TG_USE_ANY || out->use == TG_USE_SIGNATURE) && (any_algorithm || out->algorithm);
    return TOEGANG_GOOD;
}

static toegang_status fill(const struct tg_json *jwk, const struct tg_jwk_reading *reading,
                           struct tg_jwk *out)
{
    toegang_status status = read_key(jwk, reading, &out->key);
    if (status != TOEGANG_GOOD || !out->key) return status;
    status = check_algorithm(jwk, out, reading->report);
    if (status == TOEGANG_GOOD) status = tg_jwk_kid(jwk, reading, &out->kid);
    if (status == TOEGANG_GOOD) status = tg_jwk_certificate(jwk, reading, out);
    return status;
}

toegang_status tg_jwk_read(const struct tg_json *jwk, const struct tg_jwk_reading *reading,
                           struct tg_jwk *out)
{
    struct tg_jwk read = {.key = NULL};
    bool for_us = false;
    toegang_status status = check_public(jwk, reading->report);
    if (status == TOEGANG_GOOD) status = read_purpose(jwk, &read, &for_us, reading->report);
    if (status == TOEGANG_GOOD && for_us) status = fill(jwk, reading, &read);
    if (status != TOEGANG_GOOD) return tg_key_free(read.key), status;
    *out = read;
    return TOEGANG_GOOD;
}
