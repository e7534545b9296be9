/* SPDX-License-Identifier: Apache-2.0 */
/* By whom and for whom: iss, aud, azp (RFC 7519 4.1.1, 4.1.3; OpenID Connect core 2, 3.1.3.7). */
#include "assertion/jwt.h"

#include "assertion/check_jwt.h"
#include "base/report.h"

#define AUDIENCES_MAX 64

/* The iss that chose the keys stood in octets that nobody had verified yet. */
static toegang_status check_issuer(struct tg_jwt *jwt, const struct tg_json *claims)
{
    struct tg_span issuer;
    toegang_status status = tg_jwt_text(jwt, claims, "iss", &issuer);
    if (status == TOEGANG_GOOD && !tg_span_is(issuer, jwt->issuer->issuer))
        return tg_jwt_refuse(jwt, CHECK_JWT_ISSUER, jwt->issuer->issuer, issuer);
    if (status == TOEGANG_GOOD) tg_jwt_passed(jwt, CHECK_JWT_ISSUER, issuer);
    return status;
}

/* Its kind, and that it did not stand before. */
static toegang_status check_one(struct tg_jwt *jwt, const struct tg_json *all, const struct tg_json *one)
{
    if (one->kind != TG_JSON_STRING || one->text.length == 0)
        return tg_jwt_refuse(jwt, CHECK_JWT_CLAIM_KIND, "a text or several", TG_SPAN("aud"));
    for (const struct tg_json *other = all->first; other != one; other = other->next)
        if (tg_span_equal(other->text, one->text))
            return tg_jwt_refuse(jwt, CHECK_JWT_AUDIENCE, "each audience once", one->text);
    return TOEGANG_GOOD;
}

static toegang_status find_in(struct tg_jwt *jwt, const struct tg_json *all, bool *found)
{
    toegang_status status = TOEGANG_GOOD;
    if (all->count > AUDIENCES_MAX)
        return tg_jwt_refuse(jwt, CHECK_JWT_AUDIENCE, "at most 64 audiences", TG_SPAN("more"));
    for (const struct tg_json *one = all->first; status == TOEGANG_GOOD && one; one = one->next) {
        status = check_one(jwt, all, one);
        *found = *found || tg_span_is(one->text, jwt->issuer->audience);
    }
    return status;
}

static toegang_status check_audience(struct tg_jwt *jwt, const struct tg_json *audience)
{
    bool is_one = audience->kind == TG_JSON_STRING,
         found = is_one && tg_span_is(audience->text, jwt->issuer->audience);
    if (!is_one && audience->kind != TG_JSON_ARRAY)
        return tg_jwt_refuse(jwt, CHECK_JWT_CLAIM_KIND, "a text or several", TG_SPAN("aud"));
    toegang_status status = is_one ? TOEGANG_GOOD : find_in(jwt, audience, &found);
    if (status != TOEGANG_GOOD) return status;
    const struct tg_json *shown = is_one ? audience : audience->first;
    if (!found)
        return tg_jwt_refuse(jwt, CHECK_JWT_AUDIENCE, jwt->issuer->audience,
                             shown ? shown->text : TG_SPAN("none"));
    tg_jwt_passed(jwt, CHECK_JWT_AUDIENCE, tg_span_of(jwt->issuer->audience));
    return TOEGANG_GOOD;
}

/*
 * A token for several was asked for by one of them, who must be us: else another of them could pass it on. An
 * ID token whose azp is another's is not ours at all.
 */
static toegang_status check_azp(struct tg_jwt *jwt, const struct tg_json *audience)
{
    struct tg_span azp;
    bool several = audience->kind == TG_JSON_ARRAY && audience->count > 1;
    toegang_status status = tg_jwt_text(jwt, jwt->claims, "azp", &azp);
    if (status != TOEGANG_GOOD) return status;
    if (!several && (azp.length == 0 || jwt->expected->kind != TOEGANG_TOKEN_ID)) return TOEGANG_GOOD;
    if (!tg_span_is(azp, jwt->issuer->audience))
        return tg_jwt_refuse(jwt, CHECK_JWT_AZP, jwt->issuer->audience,
                             azp.length > 0 ? azp : TG_SPAN("none"));
    tg_jwt_passed(jwt, CHECK_JWT_AZP, azp);
    return TOEGANG_GOOD;
}

/*
 * An answer about a token is for us by its own aud. Whom the token itself is for stays with whom it was sent
 * to (RFC 7662 4), but it must be the same issuer's.
 */
toegang_status tg_jwt_parties(struct tg_jwt *jwt)
{
    const struct tg_json *audience = tg_json_get(jwt->claims, "aud");
    toegang_status status = check_issuer(jwt, jwt->claims);
    if (status == TOEGANG_GOOD && jwt->about != jwt->claims && tg_json_get(jwt->about, "iss"))
        status = check_issuer(jwt, jwt->about);
    if (status == TOEGANG_GOOD) status = check_audience(jwt, audience);
    return status == TOEGANG_GOOD ? check_azp(jwt, audience) : status;
}
