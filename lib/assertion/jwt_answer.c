/* SPDX-License-Identifier: Apache-2.0 */
/* That a token answers our request: nonce, at_hash, c_hash, acr, auth_time, sub (OpenID Connect
 * core 3.1.3.7). */
#include "assertion/jwt.h"

#include <stdio.h>
#include <string.h>

#include "assertion/check_jwt.h"
#include "assertion/moment.h"
#include "base/report.h"
#include "parse/base64.h"

/* A text that must be exactly the one that we know; NULL: we know none. */
static toegang_status check_same(struct tg_jwt *jwt, const struct tg_json *claims, const char *name,
                                 const char *known, const char *check)
{
    struct tg_span text;
    toegang_status status = tg_jwt_text(jwt, claims, name, &text);
    if (status != TOEGANG_GOOD || !known) return status;
    if (!tg_span_is(text, known))
        return tg_jwt_refuse(jwt, check, known, text.length > 0 ? text : TG_SPAN("none"));
    tg_jwt_passed(jwt, check, text);
    return TOEGANG_GOOD;
}

/*
 * core 3.1.3.6: the left half of the digest by the hash of the token's own alg. EdDSA names none; with
 * Ed25519 it is the hash that Ed25519 itself is made with, SHA-512 (RFC 8032 5.1).
 */
static toegang_status half_digest(struct tg_jwt *jwt, const char *text, char out[TG_DIGEST_MAX],
                                  size_t *length)
{
    uint8_t digest[TG_DIGEST_MAX];
    enum tg_hash hash = jwt->jws.algorithm->scheme == TG_EDDSA ? TG_SHA512 : jwt->jws.algorithm->hash;
    toegang_status status = tg_digest(jwt->trust->crypto, hash, tg_span_of(text), digest, jwt->report);
    if (status != TOEGANG_GOOD) return status;
    tg_base64url_write((struct tg_span){(const char *)digest, tg_hash_octets(hash) / 2}, out);
    *length = strlen(out);
    return TOEGANG_GOOD;
}

/* What it is the hash of is not told: it may open doors. */
static toegang_status check_hash(struct tg_jwt *jwt, const char *name, const char *of, const char *check)
{
    char wanted[TG_DIGEST_MAX];
    size_t length = 0;
    struct tg_span stated;
    toegang_status status = tg_jwt_text(jwt, jwt->claims, name, &stated);
    if (status != TOEGANG_GOOD || !of) return status;
    if (stated.length == 0) return tg_jwt_refuse(jwt, check, name, TG_SPAN("none"));
    status = half_digest(jwt, of, wanted, &length);
    if (status != TOEGANG_GOOD) return status;
    if (stated.length != length || !tg_octets_equal(stated.at, wanted, length))
        return tg_jwt_refuse(jwt, check, name, TG_SPAN("another"));
    tg_jwt_passed(jwt, check, stated);
    return TOEGANG_GOOD;
}

static toegang_status check_acr(struct tg_jwt *jwt)
{
    struct tg_span acr;
    const toegang_expected *expected = jwt->expected;
    toegang_status status = tg_jwt_text(jwt, jwt->about, "acr", &acr);
    if (status != TOEGANG_GOOD || expected->acr_count == 0) return status;
    for (size_t i = 0; i < expected->acr_count; i++) {
        if (!tg_span_is(acr, expected->acr[i])) continue;
        tg_jwt_passed(jwt, CHECK_JWT_ACR, acr);
        return TOEGANG_GOOD;
    }
    return tg_jwt_refuse(jwt, CHECK_JWT_ACR, expected->acr[0], acr.length > 0 ? acr : TG_SPAN("none"));
}

static toegang_status check_age(struct tg_jwt *jwt, toegang_time signed_in)
{
    char expected[64];
    toegang_time oldest = tg_time_add(tg_time_add(jwt->at, -jwt->expected->max_age), -jwt->issuer->skew);
    if (signed_in >= oldest) return TOEGANG_GOOD;
    snprintf(expected, sizeof expected, "at most %lld s ago", (long long)jwt->expected->max_age);
    return tg_reportf(jwt->report, TOEGANG_REFUSED, CHECK_JWT_AUTH_TIME, expected, "%lld s",
                      (long long)(jwt->at - signed_in));
}

static toegang_status check_auth_time(struct tg_jwt *jwt)
{
    bool found;
    toegang_time signed_in = 0;
    toegang_status status = tg_jwt_time(jwt, jwt->about, "auth_time", &found, &signed_in);
    if (status != TOEGANG_GOOD || (!found && !jwt->expected->asks_max_age)) return status;
    if (!found) return tg_jwt_refuse(jwt, CHECK_JWT_AUTH_TIME, "auth_time", TG_SPAN("none"));
    status = tg_moment_past(signed_in, jwt->at, jwt->issuer->skew, CHECK_JWT_AUTH_TIME, jwt->report);
    if (status == TOEGANG_GOOD && jwt->expected->asks_max_age) status = check_age(jwt, signed_in);
    if (status == TOEGANG_GOOD) tg_jwt_passed_at(jwt, CHECK_JWT_AUTH_TIME, signed_in);
    return status;
}

toegang_status tg_jwt_answer(struct tg_jwt *jwt)
{
    const toegang_expected *expected = jwt->expected;
    toegang_status status = check_same(jwt, jwt->claims, "nonce", expected->nonce, CHECK_JWT_NONCE);
    if (status == TOEGANG_GOOD)
        status = check_hash(jwt, "at_hash", expected->access_token, CHECK_JWT_AT_HASH);
    if (status == TOEGANG_GOOD) status = check_hash(jwt, "c_hash", expected->code, CHECK_JWT_C_HASH);
    if (status == TOEGANG_GOOD) status = check_acr(jwt);
    if (status == TOEGANG_GOOD) status = check_auth_time(jwt);
    if (status == TOEGANG_GOOD)
        status = check_same(jwt, jwt->about, "sub", expected->subject, CHECK_JWT_SUBJECT);
    return status;
}

toegang_status tg_jwt_no_nonce(struct tg_jwt *jwt)
{
    if (jwt->expected->nonce || !tg_json_get(jwt->claims, "nonce")) return TOEGANG_GOOD;
    return tg_jwt_refuse(jwt, CHECK_JWT_NONCE, "the nonce of a request", TG_SPAN("not asked"));
}
