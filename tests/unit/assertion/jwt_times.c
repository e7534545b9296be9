/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens.h"

/* The usual token is of 10 s before FORGE_AT and ends 300 s after; 60 s of skew. */
#define EXP "1795428300"
#define IAT "\"iat\":1795427990"
#define NBF "\"nbf\":1795427990"

/* The second at which a time begins and ends to count. */
Test(jwt_times, boundaries)
{
    static const struct {
        const char *name;
        toegang_token_kind kind;
        const char *from, *to;
        toegang_time at;
        const char *check;
    } rows[] = {
        {"the last second", TOEGANG_TOKEN_ID, NULL, NULL, 1795428300 + 59, ""},
        {"the second of exp", TOEGANG_TOKEN_ID, NULL, NULL, 1795428300 + 60, "jwt.expired"},
        {"the first second", TOEGANG_TOKEN_ID, NULL, NULL, 1795427990 - 60, ""},
        {"a second before iat", TOEGANG_TOKEN_ID, NULL, NULL, 1795427990 - 61, "jwt.issued"},
        {"a second before nbf", TOEGANG_TOKEN_ID, IAT, "\"iat\":1795427000", 1795427990 - 61, "jwt.not-yet"},
        {"the second of nbf", TOEGANG_TOKEN_ID, IAT, "\"iat\":1795427000", 1795427990 - 60, ""},
        {"access, the last second", TOEGANG_TOKEN_ACCESS, NULL, NULL, 1795428300 + 59, ""},
        {"access, the second of exp", TOEGANG_TOKEN_ACCESS, NULL, NULL, 1795428300 + 60, "jwt.expired"},
        {"userinfo without times, whenever", TOEGANG_TOKEN_USERINFO, NULL, NULL, FORGE_AT + 86400 * 365, ""},
        {"userinfo with iat, the last second", TOEGANG_TOKEN_USERINFO, "{", "{\"iat\":1795427990,",
         1795427990 + 86400 + 59, ""},
        {"userinfo with iat, a second later", TOEGANG_TOKEN_USERINFO, "{", "{\"iat\":1795427990,",
         1795427990 + 86400 + 60, "jwt.expired"},
        {"userinfo with exp", TOEGANG_TOKEN_USERINFO, "{", "{\"exp\":1795428300,", 1795428300 + 60,
         "jwt.expired"},
        {"userinfo with an exp too far", TOEGANG_TOKEN_USERINFO, "{", "{\"exp\":1795514401,", FORGE_AT,
         "jwt.lifetime"},
        {"userinfo with the furthest exp", TOEGANG_TOKEN_USERINFO, "{", "{\"exp\":1795514400,", FORGE_AT, ""},
        {"an answer, the last second of the token", TOEGANG_TOKEN_INTROSPECTION, NULL, NULL, 1795428300 + 59,
         ""},
        {"an answer, when the token ends", TOEGANG_TOKEN_INTROSPECTION, NULL, NULL, 1795428300 + 60,
         "jwt.expired"},
        {"an answer of the future", TOEGANG_TOKEN_INTROSPECTION, NULL, NULL, 1795427990 - 61, "jwt.issued"},
        {"an answer about a token without exp", TOEGANG_TOKEN_INTROSPECTION, "\"exp\":1795428300,", "",
         1795427980 + 86400 + 59, ""},
        {"and a second later", TOEGANG_TOKEN_INTROSPECTION, "\"exp\":1795428300,", "",
         1795427980 + 86400 + 60, "jwt.expired"},
        {"an old answer about a token without times", TOEGANG_TOKEN_INTROSPECTION,
         "\"exp\":1795428300,\"iat\":1795427980,", "", 1795427990 + 86400 + 60, "jwt.expired"},
        {"logout, the last second", TOEGANG_TOKEN_LOGOUT, NULL, NULL, 1795428110 + 59, ""},
        {"logout, the second of exp", TOEGANG_TOKEN_LOGOUT, NULL, NULL, 1795428110 + 60, "jwt.expired"},
        {"logout, before iat", TOEGANG_TOKEN_LOGOUT, NULL, NULL, 1795427990 - 61, "jwt.issued"},
        {"the beginning of time", TOEGANG_TOKEN_ID, NULL, NULL, TOEGANG_ALWAYS, "jwt.issued"},
        {"the end of time", TOEGANG_TOKEN_ID, NULL, NULL, TOEGANG_NEVER, "jwt.expired"},
        {"userinfo at the beginning of time", TOEGANG_TOKEN_USERINFO, "{", "{\"exp\":1795428300,",
         TOEGANG_ALWAYS, "jwt.lifetime"},
    };
    toegang_trust *trust = token_trust();
    for (size_t i = 0; i < LENGTH(rows); i++) {
        const toegang_expected expected = forge_expected(rows[i].kind);
        token_check(trust, &expected, rows[i].at,
                    &(struct token_row){rows[i].name, rows[i].from, rows[i].to, rows[i].check});
    }
    toegang_trust_free(trust);
}

/* security 63: whatever a time is written as, it is whole seconds or nothing. */
Test(jwt_times, forms)
{
    static const char *const wrong[] = {"1795428300.5", "1.7954283e9",
                                        "1795428300.0", "-1",
                                        "0.0",          "\"1795428300\"",
                                        "null",         "true",
                                        "[]",           "{}",
                                        "253402300800", "9007199254740993",
                                        "1e400",        "99999999999999999999999999"};
    static const char *const names[] = {"exp", "iat", "nbf", "auth_time"};
    static const char *const usual[] = {"1795428300", "1795427990", "1795427990", "1795427980"};
    toegang_trust *trust = token_trust();
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    for (size_t i = 0; i < LENGTH(names); i++)
        for (size_t j = 0; j < LENGTH(wrong); j++) {
            char from[64], to[64];
            snprintf(from, sizeof from, "\"%s\":%s", names[i], usual[i]);
            snprintf(to, sizeof to, "\"%s\":%s", names[i], wrong[j]);
            token_check(trust, &expected, FORGE_AT, &(struct token_row){to, from, to, "jwt.time"});
        }
    toegang_trust_free(trust);
}

Test(jwt_times, lifetimes)
{
    static const struct token_row rows[] = {
        {"exp at iat", EXP, "1795427990", "jwt.lifetime"},
        {"exp before iat", EXP, "1795427989", "jwt.lifetime"},
        {"exp 0", EXP, "0", "jwt.lifetime"},
        {"a day", EXP, "1795514390", ""},
        {"a day and a second", EXP, "1795514391", "jwt.lifetime"},
        {"to the end of the calendar", EXP, "253402300799", "jwt.lifetime"},
        {"iat 0", IAT, "\"iat\":0", "jwt.lifetime"},
        {"nbf after exp", NBF, "\"nbf\":1795428301", "jwt.not-yet"},
    };
    token_rows(TOEGANG_TOKEN_ID, rows, LENGTH(rows));
}

Test(jwt_times, the_configured_lifetime_and_skew)
{
    static const char *const names[] = {"idp"};
    char *keys = forge_jwks(names, 1);
    toegang_token_issuer issuer = forge_issuer(keys);
    issuer.max_lifetime = 309, issuer.skew = 0;
    toegang_trust *trust = token_trust_of(&issuer, 1);
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID),
                           of_userinfo = forge_expected(TOEGANG_TOKEN_USERINFO);
    token_check(trust, &expected, FORGE_AT, &(struct token_row){"310 s", NULL, NULL, "jwt.lifetime"});
    token_check(trust, &expected, FORGE_AT, &(struct token_row){"309 s", EXP, "1795428299", ""});
    token_check(trust, &expected, 1795428298, &(struct token_row){"its last second", EXP, "1795428299", ""});
    token_check(trust, &expected, 1795428299,
                &(struct token_row){"its end", EXP, "1795428299", "jwt.expired"});
    token_check(trust, &of_userinfo, 1795427990 + 309,
                &(struct token_row){"userinfo, from iat", "{", "{\"iat\":1795427990,", "jwt.expired"});
    toegang_trust_free(trust);
    free(keys);
}
