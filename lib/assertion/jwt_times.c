/* SPDX-License-Identifier: Apache-2.0 */
/* exp, nbf, iat (RFC 7519 4.1.4 to 4.1.6). */
#include "assertion/jwt.h"

#include <stdio.h>

#include "assertion/check_jwt.h"
#include "assertion/moment.h"

struct times {
    bool has_issued, has_from, has_end;
    toegang_time issued, from, end;
};

static toegang_status read_times(struct tg_jwt *jwt, const struct tg_json *claims, struct times *out)
{
    toegang_status status = tg_jwt_time(jwt, claims, "iat", &out->has_issued, &out->issued);
    if (status == TOEGANG_GOOD) status = tg_jwt_time(jwt, claims, "nbf", &out->has_from, &out->from);
    if (status == TOEGANG_GOOD) status = tg_jwt_time(jwt, claims, "exp", &out->has_end, &out->end);
    return status;
}

static toegang_status check_past(struct tg_jwt *jwt, bool stated, toegang_time time, const char *check)
{
    if (!stated) return TOEGANG_GOOD;
    toegang_status status = tg_moment_past(time, jwt->at, jwt->issuer->skew, check, jwt->report);
    if (status == TOEGANG_GOOD) tg_jwt_passed_at(jwt, check, time);
    return status;
}

static toegang_status check_lifetime(struct tg_jwt *jwt, const struct times *times, toegang_time start)
{
    char expected[64], came[32];
    if (!times->has_end) return TOEGANG_GOOD;
    if (times->has_issued && times->end <= times->issued)
        return tg_jwt_refuse(jwt, CHECK_JWT_LIFETIME, "exp after iat", TG_SPAN("exp"));
    if (times->end > tg_time_add(start, jwt->issuer->max_lifetime)) {
        toegang_time_format(times->end, came);
        snprintf(expected, sizeof expected, "exp at most %lld s after iat",
                 (long long)jwt->issuer->max_lifetime);
        return tg_jwt_refuse(jwt, CHECK_JWT_LIFETIME, expected, tg_span_of(came));
    }
    tg_jwt_passed_at(jwt, CHECK_JWT_LIFETIME, times->end);
    return TOEGANG_GOOD;
}

static toegang_status check_end(struct tg_jwt *jwt, toegang_time end)
{
    toegang_time until = tg_time_add(end, jwt->issuer->skew);
    toegang_status status = tg_moment_before(end, jwt->at, jwt->issuer->skew, CHECK_JWT_EXPIRED, jwt->report);
    if (status != TOEGANG_GOOD) return status;
    if (until < jwt->until) jwt->until = until;
    tg_jwt_passed_at(jwt, CHECK_JWT_EXPIRED, end);
    return TOEGANG_GOOD;
}

/*
 * Where no exp is stated (userinfo, an answer about a token) the longest lifetime from iat stands in its
 * place; where no iat is, it is counted from now.
 */
static toegang_status check_times(struct tg_jwt *jwt, const struct tg_json *claims)
{
    struct times times = {0};
    toegang_status status = read_times(jwt, claims, &times);
    toegang_time start = times.has_issued ? times.issued : jwt->at;
    if (status == TOEGANG_GOOD) status = check_past(jwt, times.has_issued, times.issued, CHECK_JWT_ISSUED);
    if (status == TOEGANG_GOOD) status = check_past(jwt, times.has_from, times.from, CHECK_JWT_NOT_YET);
    if (status == TOEGANG_GOOD) status = check_lifetime(jwt, &times, start);
    if (status != TOEGANG_GOOD) return status;
    return check_end(jwt, times.has_end ? times.end : tg_time_add(start, jwt->issuer->max_lifetime));
}

/* Of an answer about a token, those of the answer and those of the token. */
toegang_status tg_jwt_times(struct tg_jwt *jwt)
{
    toegang_status status = check_times(jwt, jwt->claims);
    if (status == TOEGANG_GOOD && jwt->about != jwt->claims) status = check_times(jwt, jwt->about);
    return status;
}
