/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One kind of token never passes for another. Its typ says the kind (RFC 8725 3.11), but issuers exist whose
 * tokens all carry the same one, and then their claims tell the kinds apart (3.12): what only another kind
 * has is refused.
 */
#include "assertion/jwt.h"

#include "assertion/check_jwt.h"

#define NAMES_MAX 7

static const struct kind {
    const char *typ;
    bool may_lack_typ;
    const char *needs[NAMES_MAX], *foreign[NAMES_MAX];
} kinds[] = {
    /* core 2. client_id and scope, of some issuers scp, are an access token's (RFC 9068 2.2). */
    [TOEGANG_TOKEN_ID] = {"JWT",
                          true,
                          {"iss", "aud", "exp", "iat", "sub"},
                          {"client_id", "scope", "scp", "token_introspection"}},
    /* RFC 9068 2.1, 2.2. nonce and hashes are an ID token's (core 2, 3.3.2.11). */
    [TOEGANG_TOKEN_ACCESS] = {"at+jwt",
                              false,
                              {"iss", "aud", "exp", "iat", "sub"},
                              {"nonce", "at_hash", "c_hash", "token_introspection"}},
    /* core 5.3.2. */
    [TOEGANG_TOKEN_USERINFO] = {"JWT",
                                true,
                                {"iss", "aud", "sub"},
                                {"nonce", "at_hash", "c_hash", "client_id", "scope", "scp",
                                 "token_introspection"}},
    /* RFC 9701 5: without sub and exp outside of token_introspection it is no access token to anybody. */
    [TOEGANG_TOKEN_INTROSPECTION] = {"token-introspection+jwt",
                                     false,
                                     {"iss", "aud", "iat", "token_introspection"},
                                     {"sub", "exp", "nonce", "at_hash", "c_hash"}},
    /* logout 2.4: nonce is forbidden, so that it is no ID token. */
    [TOEGANG_TOKEN_LOGOUT] = {"logout+jwt",
                              false,
                              {"iss", "aud", "iat", "exp", "jti", "events"},
                              {"nonce", "at_hash", "c_hash", "token_introspection"}},
};

/* ---- typ ---- */

/* RFC 7515 4.1.9: a media type, so capitals do not matter; "application/" may be left out where no other '/'
 * is. */
static struct tg_span without_prefix(struct tg_span typ)
{
    struct tg_span prefix = TG_SPAN("application/"), rest = tg_span_from(typ, prefix.length);
    bool has = typ.length > prefix.length && tg_span_alike(tg_span_until(typ, prefix.length), prefix);
    return has && tg_span_find(rest, '/') == rest.length ? rest : typ;
}

static toegang_status check_typ(struct tg_jwt *jwt, const struct kind *kind)
{
    struct tg_span typ = jwt->jws.header.typ;
    bool by_issuer = jwt->issuer->typ[0] && jwt->expected->kind != TOEGANG_TOKEN_LOGOUT;
    const char *wanted = by_issuer ? jwt->issuer->typ : kind->typ;
    bool good = typ.length == 0 ? kind->may_lack_typ && !by_issuer
                                : tg_span_alike(without_prefix(typ), without_prefix(tg_span_of(wanted)));
    if (!good) return tg_jwt_refuse(jwt, CHECK_JWT_TYP, wanted, typ.length > 0 ? typ : TG_SPAN("none"));
    tg_jwt_passed(jwt, CHECK_JWT_TYP, typ.length > 0 ? typ : TG_SPAN("none"));
    if (jwt->jws.header.cty.length == 0) return TOEGANG_GOOD;
    return tg_jwt_refuse(jwt, CHECK_JWT_CTY, "no cty on a signed token", jwt->jws.header.cty);
}

/* ---- claims ---- */

static toegang_status check_foreign(struct tg_jwt *jwt, const struct kind *kind)
{
    for (size_t i = 0; i < NAMES_MAX && kind->foreign[i]; i++)
        if (tg_json_get(jwt->claims, kind->foreign[i]))
            return tg_jwt_refuse(jwt, CHECK_JWT_KIND, "no claim of another kind of token",
                                 tg_span_of(kind->foreign[i]));
    if (jwt->expected->kind != TOEGANG_TOKEN_LOGOUT &&
        tg_json_get(tg_json_get(jwt->claims, "events"), TG_LOGOUT_EVENT))
        return tg_jwt_refuse(jwt, CHECK_JWT_KIND, "no claim of another kind of token", TG_SPAN("events"));
    return TOEGANG_GOOD;
}

/* Where typ does not tell an access token from an ID token, which may lack nonce and hashes, its own claims
 * must. */
static toegang_status check_own(struct tg_jwt *jwt)
{
    static const char *const own[] = {"client_id", "scope", "scp"};
    if (jwt->expected->kind != TOEGANG_TOKEN_ACCESS || !jwt->issuer->typ[0]) return TOEGANG_GOOD;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (tg_json_get(jwt->claims, own[i])) return TOEGANG_GOOD;
    return tg_jwt_refuse(jwt, CHECK_JWT_KIND, "client_id, scope or scp", TG_SPAN("none"));
}

/* RFC 9701 5: of a token that is not active nothing more is said (RFC 7662 2.2), and it names nobody. */
static toegang_status look_inside(struct tg_jwt *jwt)
{
    const struct tg_json *inside = tg_json_get(jwt->claims, "token_introspection");
    const struct tg_json *active = tg_json_get(inside, "active");
    if (inside->kind != TG_JSON_OBJECT)
        return tg_jwt_refuse(jwt, CHECK_JWT_CLAIM_KIND, "an object", inside->name);
    if (!active) return tg_jwt_refuse(jwt, CHECK_JWT_CLAIM_ABSENT, "active", TG_SPAN("none"));
    if (active->kind == TG_JSON_FALSE)
        return tg_jwt_refuse(jwt, CHECK_JWT_INACTIVE, "true", TG_SPAN("false"));
    if (active->kind != TG_JSON_TRUE)
        return tg_jwt_refuse(jwt, CHECK_JWT_CLAIM_KIND, "true or false", active->name);
    tg_jwt_passed(jwt, CHECK_JWT_INACTIVE, TG_SPAN("true"));
    jwt->about = inside;
    return TOEGANG_GOOD;
}

toegang_status tg_jwt_kind(struct tg_jwt *jwt)
{
    const struct kind *kind = &kinds[jwt->expected->kind];
    jwt->about = jwt->claims;
    toegang_status status = check_typ(jwt, kind);
    if (status == TOEGANG_GOOD) status = check_foreign(jwt, kind);
    if (status == TOEGANG_GOOD) status = check_own(jwt);
    for (size_t i = 0; status == TOEGANG_GOOD && i < NAMES_MAX && kind->needs[i]; i++)
        status = tg_jwt_needs(jwt, jwt->claims, kind->needs[i]);
    if (status == TOEGANG_GOOD) tg_jwt_passed(jwt, CHECK_JWT_KIND, tg_span_of(kind->typ));
    if (status == TOEGANG_GOOD && jwt->expected->kind == TOEGANG_TOKEN_INTROSPECTION)
        status = look_inside(jwt);
    return status;
}
