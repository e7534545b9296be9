/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From octets to verified claims. Two things are read before a signature is verified, and neither is
 * believed: the key that decrypts is ours, and anybody can encrypt for it; iss of the unverified payload only
 * chooses whose keys must verify. It is read again from the payload that they verified, and must be the same.
 * Until then nothing is kept.
 */
#include "assertion/jwt.h"

#include "assertion/check_jose.h"
#include "assertion/check_jwt.h"
#include "base/report.h"
#include "parse/base64.h"

static toegang_status read_claims(struct tg_jwt *jwt, struct tg_span payload, struct tg_json **out)
{
    toegang_status status = tg_json_read(payload, &tg_json_token_limits, &jwt->arena, out, jwt->report);
    if (status == TOEGANG_GOOD && (*out)->kind != TG_JSON_OBJECT)
        return tg_jwt_refuse(jwt, CHECK_JWT_CLAIM_KIND, "an object", TG_SPAN("payload"));
    return status;
}

/* The part between the dots, of a token that has two. */
static struct tg_span middle(struct tg_span token)
{
    struct tg_span rest = tg_span_from(token, tg_span_find(token, '.') + 1);
    return tg_span_until(rest, tg_span_find(rest, '.'));
}

static toegang_status choose(struct tg_jwt *jwt, struct tg_span token)
{
    struct tg_span payload, issuer;
    struct tg_json *claims = NULL;
    toegang_status status =
        tg_base64url_read(middle(token), TG_TOKEN_OCTETS_MAX, &jwt->arena, &payload, jwt->report);
    if (status == TOEGANG_GOOD) status = read_claims(jwt, payload, &claims);
    if (status == TOEGANG_GOOD) status = tg_jwt_needs(jwt, claims, "iss");
    if (status == TOEGANG_GOOD) status = tg_jwt_text(jwt, claims, "iss", &issuer);
    if (status != TOEGANG_GOOD) return status;
    jwt->issuer = tg_trust_issuer(jwt->trust, issuer);
    if (!jwt->issuer) return tg_jwt_refuse(jwt, CHECK_JWT_ISSUER, "an issuer that is trusted", issuer);
    jwt->keyring = tg_issuer_take(jwt->issuer);
    return TOEGANG_GOOD;
}

/* ---- a token that is encrypted ---- */

static toegang_status decrypt_for(struct tg_jwt *jwt, const struct tg_issuer *issuer, struct tg_span token,
                                  struct tg_span *inner, toegang_report *why)
{
    struct tg_jose_header header = {0};
    toegang_status status = tg_jwe_open(jwt->trust->crypto, issuer->decryption.keys, issuer->decryption.count,
                                        token, &jwt->arena, &header, inner, why);
    if (status != TOEGANG_GOOD) return status;
    if (header.cty.length > 0 && !tg_span_alike(header.cty, TG_SPAN("JWT")))
        return tg_refuse(why, CHECK_JWT_CTY, "JWT", header.cty);
    if (tg_jose_parts(*inner) != 3)
        return tg_refuse(why, CHECK_JWE_NESTED, "a signed token", TG_SPAN("none"));
    return TOEGANG_GOOD;
}

/*
 * Whose token it is stands inside, so the keys for each issuer are tried in the order of the configuration,
 * each in the same way; what is said is why the last did not open it.
 */
static toegang_status decrypt_for_any(struct tg_jwt *jwt, struct tg_span token, struct tg_span *inner,
                                      const struct tg_issuer **opener)
{
    toegang_report why = {0};
    toegang_status status =
        tg_refuse(&why, CHECK_JWT_ENCRYPTION, "a token that is not encrypted", TG_SPAN("JWE"));
    for (size_t i = 0; status == TOEGANG_REFUSED && i < jwt->trust->issuer_count; i++) {
        const struct tg_issuer *issuer = &jwt->trust->issuers[i];
        if (issuer->decryption.count == 0) continue;
        why = (toegang_report){0};
        *opener = issuer;
        status = decrypt_for(jwt, issuer, token, inner, &why);
    }
    if (status != TOEGANG_GOOD) (void)tg_report_pass(jwt->report, &why);
    return status;
}

/* The key that opened it must be one for this issuer's tokens. */
static toegang_status check_opener(struct tg_jwt *jwt, struct tg_span token, const struct tg_issuer *opener)
{
    struct tg_span inner;
    if (jwt->issuer->decryption.count == 0)
        return tg_jwt_refuse(jwt, CHECK_JWT_ENCRYPTION, "a token that is not encrypted", TG_SPAN("JWE"));
    return jwt->issuer == opener ? TOEGANG_GOOD : decrypt_for(jwt, jwt->issuer, token, &inner, jwt->report);
}

static toegang_status open_encrypted(struct tg_jwt *jwt, struct tg_span token, struct tg_span *inner)
{
    const struct tg_issuer *opener = NULL;
    toegang_status status = decrypt_for_any(jwt, token, inner, &opener);
    if (status == TOEGANG_GOOD) status = choose(jwt, *inner);
    if (status == TOEGANG_GOOD) status = check_opener(jwt, token, opener);
    if (status == TOEGANG_GOOD) tg_jwt_passed(jwt, CHECK_JWT_ENCRYPTION, TG_SPAN("JWE"));
    return status;
}

static toegang_status open_plain(struct tg_jwt *jwt, struct tg_span token)
{
    toegang_status status = choose(jwt, token);
    if (status == TOEGANG_GOOD && jwt->issuer->require_encryption)
        return tg_jwt_refuse(jwt, CHECK_JWT_ENCRYPTION, "a token that is encrypted", TG_SPAN("JWS"));
    return status;
}

/* ---- the signature ---- */

static toegang_status verify(struct tg_jwt *jwt, struct tg_span token)
{
    const struct tg_jose_trust keys = {jwt->trust->crypto, &jwt->keyring->keys, jwt->issuer->algorithms,
                                       jwt->issuer->algorithm_count};
    struct tg_json *claims = NULL;
    toegang_status status = tg_jws_verify(&keys, token, &jwt->arena, &jwt->jws, jwt->report);
    if (status != TOEGANG_GOOD) return status;
    tg_jwt_passed(jwt, CHECK_JWT_KEY_UNKNOWN, tg_span_of(tg_key_fingerprint(jwt->jws.key->key)));
    tg_jwt_passed(jwt, CHECK_JWT_SIGNATURE, tg_span_of(jwt->jws.algorithm->name));
    status = read_claims(jwt, jwt->jws.payload, &claims);
    jwt->claims = claims;
    return status;
}

toegang_status tg_jwt_open(struct tg_jwt *jwt, struct tg_span octets)
{
    struct tg_span token = octets;
    if (octets.length == 0 || octets.length > TG_TOKEN_OCTETS_MAX)
        return tg_jwt_refuse(jwt, CHECK_JWT_SIZE, "1 octet to 64 KiB",
                             octets.length == 0 ? TG_SPAN("empty") : TG_SPAN("more"));
    unsigned parts = tg_jose_parts(octets);
    if (parts != 3 && parts != 5)
        return tg_jwt_refuse(jwt, CHECK_JWT_FORM, "three parts, or five when encrypted", TG_SPAN("others"));
    toegang_status status = parts == 5 ? open_encrypted(jwt, octets, &token) : open_plain(jwt, octets);
    return status == TOEGANG_GOOD ? verify(jwt, token) : status;
}
