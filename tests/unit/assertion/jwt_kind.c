/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens.h"

static const char *const kind_names[] = {"", "id", "access", "userinfo", "introspection", "logout"};

/* The answer to the usual claims of one kind under a typ, asked as another. */
static const char *ask(const toegang_trust *trust, toegang_token_kind of, toegang_token_kind as,
                       const char *typ)
{
    const toegang_expected expected = forge_expected(as);
    char *claims = token_claims(of), *token = forge_token(claims, &(struct forge_token){.typ = typ});
    const char *check = as == TOEGANG_TOKEN_LOGOUT ? token_logout(trust, token, FORGE_AT, NULL)
                                                   : token_answer(trust, token, &expected, FORGE_AT, NULL);
    free(claims), free(token);
    return check;
}

Test(jwt_kind, typ_fits_the_kind)
{
    static const struct {
        toegang_token_kind kind;
        const char *typ, *check;
    } rows[] = {
        {TOEGANG_TOKEN_ID, NULL, ""},
        {TOEGANG_TOKEN_ID, "JWT", ""},
        {TOEGANG_TOKEN_ID, "jwt", ""},
        {TOEGANG_TOKEN_ID, "application/jwt", ""},
        {TOEGANG_TOKEN_ID, "at+jwt", "jwt.typ"},
        {TOEGANG_TOKEN_ID, "logout+jwt", "jwt.typ"},
        {TOEGANG_TOKEN_ID, "dpop+jwt", "jwt.typ"},
        {TOEGANG_TOKEN_ID, "JWTs", "jwt.typ"},
        {TOEGANG_TOKEN_ID, "JW", "jwt.typ"},
        {TOEGANG_TOKEN_ID, "application/", "jwt.typ"},
        {TOEGANG_TOKEN_ID, "application/application/jwt", "jwt.typ"},
        {TOEGANG_TOKEN_ID, "text/jwt", "jwt.typ"},
        {TOEGANG_TOKEN_ACCESS, "at+jwt", ""},
        {TOEGANG_TOKEN_ACCESS, "AT+JWT", ""},
        {TOEGANG_TOKEN_ACCESS, "application/at+jwt", ""},
        {TOEGANG_TOKEN_ACCESS, "Application/At+Jwt", ""},
        {TOEGANG_TOKEN_ACCESS, NULL, "jwt.typ"},
        {TOEGANG_TOKEN_ACCESS, "JWT", "jwt.typ"},
        {TOEGANG_TOKEN_USERINFO, NULL, ""},
        {TOEGANG_TOKEN_USERINFO, "JWT", ""},
        {TOEGANG_TOKEN_USERINFO, "at+jwt", "jwt.typ"},
        {TOEGANG_TOKEN_INTROSPECTION, "token-introspection+jwt", ""},
        {TOEGANG_TOKEN_INTROSPECTION, "application/token-introspection+jwt", ""},
        {TOEGANG_TOKEN_INTROSPECTION, NULL, "jwt.typ"},
        {TOEGANG_TOKEN_INTROSPECTION, "JWT", "jwt.typ"},
        {TOEGANG_TOKEN_LOGOUT, "logout+jwt", ""},
        {TOEGANG_TOKEN_LOGOUT, "application/logout+jwt", ""},
        {TOEGANG_TOKEN_LOGOUT, NULL, "jwt.typ"},
        {TOEGANG_TOKEN_LOGOUT, "JWT", "jwt.typ"},
    };
    toegang_trust *trust = token_trust();
    for (size_t i = 0; i < LENGTH(rows); i++)
        cr_expect_str_eq(ask(trust, rows[i].kind, rows[i].kind, rows[i].typ), rows[i].check, "%s, typ %s: %s",
                         kind_names[rows[i].kind], rows[i].typ ? rows[i].typ : "none", token_report.check);
    toegang_trust_free(trust);
}

/* security 61: with its own typ no token passes for another kind. */
Test(jwt_kind, no_kind_passes_for_another)
{
    toegang_trust *trust = token_trust();
    for (toegang_token_kind of = TOEGANG_TOKEN_ID; of <= TOEGANG_TOKEN_LOGOUT; of++)
        for (toegang_token_kind as = TOEGANG_TOKEN_ID; as <= TOEGANG_TOKEN_LOGOUT; as++)
            cr_expect_eq(of == as, strcmp(ask(trust, of, as, token_typ(of)), "") == 0, "%s as %s",
                         kind_names[of], kind_names[as]);
    toegang_trust_free(trust);
}

/* And where all tokens of an issuer carry one typ, their claims tell them apart. */
Test(jwt_kind, no_kind_passes_for_another_under_the_same_typ)
{
    static const char *const names[] = {"idp"};
    char *keys = forge_jwks(names, 1);
    toegang_token_issuer issuer = forge_issuer(keys);
    issuer.typ = "JWT";
    toegang_trust *trust = token_trust_of(&issuer, 1);
    for (toegang_token_kind of = TOEGANG_TOKEN_ID; of <= TOEGANG_TOKEN_LOGOUT; of++)
        for (toegang_token_kind as = TOEGANG_TOKEN_ID; as <= TOEGANG_TOKEN_LOGOUT; as++) {
            const char *check = ask(trust, of, as, "JWT");
            if (as == TOEGANG_TOKEN_LOGOUT)
                cr_expect_str_eq(check, "jwt.typ", "the typ of logout tokens stays");
            else
                cr_expect_eq(of == as, strcmp(check, "") == 0, "%s as %s: %s", kind_names[of], kind_names[as],
                             check);
        }
    cr_expect_str_eq(ask(trust, TOEGANG_TOKEN_ID, TOEGANG_TOKEN_ACCESS, "JWT"), "jwt.kind");
    cr_expect_str_eq(ask(trust, TOEGANG_TOKEN_ACCESS, TOEGANG_TOKEN_ID, "JWT"), "jwt.kind");
    cr_expect_str_eq(ask(trust, TOEGANG_TOKEN_ACCESS, TOEGANG_TOKEN_USERINFO, "JWT"), "jwt.kind");
    cr_expect_str_eq(ask(trust, TOEGANG_TOKEN_LOGOUT, TOEGANG_TOKEN_ID, "JWT"), "jwt.kind");
    toegang_trust_free(trust);
    free(keys);
}

/* An ID token need not have a nonce or a hash, and is no access token for all that. */
Test(jwt_kind, an_access_token_of_the_issuers_typ_shows_that_it_is_one)
{
    static const char *const names[] = {"idp"};
    static const struct token_row rows[] = {
        {"none of its own", "\"client_id\":\"portaal\",", "", "jwt.kind"},
        {"client_id", "\"x\":1,", "", ""},
        {"scope", "\"client_id\":\"portaal\",", "\"scope\":\"openid\",", ""},
        {"scp", "\"client_id\":\"portaal\",", "\"scp\":\"openid\",", ""},
    };
    char *keys = forge_jwks(names, 1), *usual = token_claims(TOEGANG_TOKEN_ACCESS),
         *bare = forge_replace(usual, "\"scope\":\"openid vo\",", "\"x\":1,");
    toegang_token_issuer issuer = forge_issuer(keys);
    issuer.typ = "JWT";
    toegang_trust *trust = token_trust_of(&issuer, 1);
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ACCESS);
    for (size_t i = 0; i < LENGTH(rows); i++) {
        char *claims = forge_replace(bare, rows[i].from, rows[i].to),
             *token = forge_token(claims, &(struct forge_token){.typ = "JWT"});
        cr_expect_str_eq(token_answer(trust, token, &expected, FORGE_AT, NULL), rows[i].check, "%s: %s",
                         rows[i].name, token_report.check);
        free(claims), free(token);
    }
    toegang_trust_free(trust);
    free(keys), free(usual), free(bare);
}

Test(jwt_kind, the_typ_of_the_issuer_stands_in_place_of_that_of_the_kind)
{
    static const char *const names[] = {"idp"};
    char *keys = forge_jwks(names, 1);
    toegang_token_issuer issuer = forge_issuer(keys);
    issuer.typ = "vo-token";
    toegang_trust *trust = token_trust_of(&issuer, 1);
    cr_expect_str_eq(ask(trust, TOEGANG_TOKEN_ACCESS, TOEGANG_TOKEN_ACCESS, "VO-Token"), "");
    cr_expect_str_eq(ask(trust, TOEGANG_TOKEN_ACCESS, TOEGANG_TOKEN_ACCESS, "at+jwt"), "jwt.typ");
    cr_expect_str_eq(ask(trust, TOEGANG_TOKEN_ID, TOEGANG_TOKEN_ID, NULL), "jwt.typ");
    cr_expect_str_eq(ask(trust, TOEGANG_TOKEN_LOGOUT, TOEGANG_TOKEN_LOGOUT, "vo-token"), "jwt.typ");
    cr_expect_str_eq(ask(trust, TOEGANG_TOKEN_LOGOUT, TOEGANG_TOKEN_LOGOUT, "logout+jwt"), "");
    toegang_trust_free(trust);
    free(keys);
}

Test(jwt_kind, cty_is_for_encrypted_tokens)
{
    toegang_trust *trust = token_trust();
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    char *claims = token_claims(TOEGANG_TOKEN_ID);
    char *token = forge_token(
        claims, &(struct forge_token){.header = "{\"alg\":\"RS256\",\"kid\":\"idp\",\"cty\":\"JWT\"}"});
    cr_expect_str_eq(token_answer(trust, token, &expected, FORGE_AT, NULL), "jwt.cty");
    toegang_trust_free(trust);
    free(claims), free(token);
}

/* A claim without which a token is none: each away in turn. */
Test(jwt_kind, claims_that_must_be_there)
{
    static const struct {
        toegang_token_kind kind;
        const char *names[8];
    } rows[] = {{TOEGANG_TOKEN_ID, {"iss", "aud", "exp", "iat", "sub"}},
                {TOEGANG_TOKEN_ACCESS, {"iss", "aud", "exp", "iat", "sub"}},
                {TOEGANG_TOKEN_USERINFO, {"iss", "aud", "sub"}},
                {TOEGANG_TOKEN_INTROSPECTION, {"iss", "aud", "iat", "token_introspection"}},
                {TOEGANG_TOKEN_LOGOUT, {"iss", "aud", "iat", "exp", "jti", "events"}}};
    toegang_trust *trust = token_trust();
    for (size_t i = 0; i < LENGTH(rows); i++)
        for (size_t j = 0; rows[i].names[j]; j++) {
            char from[64], to[64];
            snprintf(from, sizeof from, "\"%s\":", rows[i].names[j]);
            snprintf(to, sizeof to, "\"not_%s\":", rows[i].names[j]);
            const toegang_expected expected = forge_expected(rows[i].kind);
            token_check(trust, &expected, FORGE_AT,
                        &(struct token_row){rows[i].names[j], from, to, "jwt.claim.absent"});
        }
    toegang_trust_free(trust);
}

Test(jwt_kind, claims_of_another_kind)
{
    static const struct token_row id[] = {
        {"client_id", "{", "{\"client_id\":\"x\",", "jwt.kind"},
        {"scope", "{", "{\"scope\":\"x\",", "jwt.kind"},
        {"scp", "{", "{\"scp\":\"x\",", "jwt.kind"},
        {"token_introspection", "{", "{\"token_introspection\":{},", "jwt.kind"},
        {"a logout", "{", "{\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}},",
         "jwt.kind"},
        {"another event", "{", "{\"events\":{\"https://example.org/event\":{}},", ""},
    };
    static const struct token_row access[] = {
        {"nonce", "{", "{\"nonce\":\"x\",", "jwt.kind"},
        {"at_hash", "{", "{\"at_hash\":\"x\",", "jwt.kind"},
        {"c_hash", "{", "{\"c_hash\":\"x\",", "jwt.kind"},
        {"a logout", "{", "{\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}},",
         "jwt.kind"},
    };
    static const struct token_row userinfo[] = {
        {"client_id", "{", "{\"client_id\":\"x\",", "jwt.kind"},
        {"token_introspection", "{", "{\"token_introspection\":{},", "jwt.kind"},
    };
    static const struct token_row introspection[] = {
        {"sub outside", "{", "{\"sub\":\"x\",", "jwt.kind"},
        {"exp outside", "{", "{\"exp\":1795428300,", "jwt.kind"},
        {"nonce", "{", "{\"nonce\":\"x\",", "jwt.kind"},
    };
    static const struct token_row logout[] = {
        {"nonce", "{", "{\"nonce\":\"x\",", "jwt.kind"},
        {"nonce null", "{", "{\"nonce\":null,", "jwt.kind"},
    };
    token_rows(TOEGANG_TOKEN_ID, id, LENGTH(id));
    token_rows(TOEGANG_TOKEN_ACCESS, access, LENGTH(access));
    token_rows(TOEGANG_TOKEN_USERINFO, userinfo, LENGTH(userinfo));
    token_rows(TOEGANG_TOKEN_INTROSPECTION, introspection, LENGTH(introspection));
    token_rows(TOEGANG_TOKEN_LOGOUT, logout, LENGTH(logout));
}

Test(jwt_kind, the_answer_about_a_token)
{
    static const struct token_row rows[] = {
        {"not active", "\"active\":true", "\"active\":false", "jwt.inactive"},
        {"active as a text", "\"active\":true", "\"active\":\"true\"", "jwt.claim.kind"},
        {"active as a number", "\"active\":true", "\"active\":1", "jwt.claim.kind"},
        {"active null", "\"active\":true", "\"active\":null", "jwt.claim.kind"},
        {"nothing about active", "\"active\":true", "\"passive\":true", "jwt.claim.absent"},
        {"active outside only", "\"token_introspection\":{\"active\":true",
         "\"active\":true,\"token_introspection\":{\"x\":true", "jwt.claim.absent"},
        {"no object", "\"token_introspection\":{", "\"token_introspection\":true,\"x\":{", "jwt.claim.kind"},
        {"somebody outside only", "\"rrn\"", "\"x\"", "claims.rrn.absent"},
        {"of another issuer", "\"active\":true,\"iss\":\"https://op.example\"",
         "\"active\":true,\"iss\":\"https://other.example\"", "jwt.issuer"},
        {"of an issuer that is not named", "\"active\":true,\"iss\":\"https://op.example\"",
         "\"active\":true", ""},
        {"a nonce inside is no matter of ours", "\"active\":true", "\"active\":true,\"nonce\":\"x\"", ""},
    };
    token_rows(TOEGANG_TOKEN_INTROSPECTION, rows, LENGTH(rows));
}
