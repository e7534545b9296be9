/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens.h"

static toegang_trust *trust_with(const char *name)
{
    char *keys = name ? forge_jwks(&name, 1) : NULL;
    const toegang_token_issuer issuer = forge_issuer(keys);
    toegang_trust *trust = token_trust_of(&issuer, 1);
    free(keys);
    return trust;
}

/* The check that falls for a token signed with that key. */
static const char *sign_in(const toegang_trust *trust, const char *name)
{
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    char *claims = token_claims(TOEGANG_TOKEN_ID),
         *token = forge_token(claims, &(struct forge_token){.key = name});
    const char *check = token_answer(trust, token, &expected, FORGE_AT, NULL);
    free(claims), free(token);
    return check;
}

static toegang_status update(toegang_trust *trust, const char *octets, toegang_report *report)
{
    *report = (toegang_report){0};
    return toegang_trust_update(trust, FORGE_OP, octets, strlen(octets), FORGE_AT, report);
}

Test(trust_update, newer_keys_take_the_place_of_the_old)
{
    static const char *const both[] = {"idp", "idp-next"}, *const next[] = {"idp-next"};
    char *during = forge_jwks(both, 2), *after = forge_jwks(next, 1);
    toegang_report report;
    toegang_trust *trust = trust_with("idp");
    cr_expect_str_eq(sign_in(trust, "idp"), "");
    cr_expect_str_eq(sign_in(trust, "idp-next"), "jwt.key.unknown");
    cr_expect_eq(update(trust, during, &report), TOEGANG_GOOD, "%s", report.check);
    cr_expect_str_eq(sign_in(trust, "idp"), "");
    cr_expect_str_eq(sign_in(trust, "idp-next"), "");
    cr_expect_eq(update(trust, after, &report), TOEGANG_GOOD, "%s", report.check);
    cr_expect_str_eq(sign_in(trust, "idp"), "jwt.key.unknown");
    cr_expect_str_eq(sign_in(trust, "idp-next"), "");
    toegang_trust_free(trust);
    free(during), free(after);
}

Test(trust_update, keys_may_come_later)
{
    static const char *const names[] = {"idp"};
    char *keys = forge_jwks(names, 1);
    toegang_report report;
    toegang_trust *trust = trust_with(NULL);
    cr_expect_str_eq(sign_in(trust, "idp"), "jwt.key.unknown");
    cr_expect_eq(update(trust, keys, &report), TOEGANG_GOOD);
    cr_expect_str_eq(sign_in(trust, "idp"), "");
    toegang_trust_free(trust);
    free(keys);
}

Test(trust_update, keys_that_are_refused_leave_the_old)
{
    static const char *const names[] = {"idp-3072"};
    char *other = forge_jwks(names, 1), *wrong = forge_replace(other, "\"use\":\"sig\"", "\"alg\":\"RS512\"");
    char *private = forge_key_pem("idp");
    const struct {
        const char *name, *octets, *check;
    } rows[] = {{"nothing", "", "json.empty"},
                {"no keys", "{}", "jwks.form"},
                {"an empty set", "{\"keys\":[]}", "jwks.keys"},
                {"an error page", "<html></html>", "json.syntax"},
                {"a private key", private, "key.pem"},
                {"no key for a pinned algorithm", wrong, "trust.algorithm"}};
    toegang_trust *trust = trust_with("idp");
    for (size_t i = 0; i < LENGTH(rows); i++) {
        toegang_report report;
        cr_expect_eq(update(trust, rows[i].octets, &report), TOEGANG_REFUSED, "%s", rows[i].name);
        cr_expect_eq(report.status, TOEGANG_REFUSED, "%s", rows[i].name);
        cr_expect_str_eq(report.check, rows[i].check, "%s: %s, %s", rows[i].name, report.check, report.came);
        cr_expect_str_eq(sign_in(trust, "idp"), "", "%s", rows[i].name);
    }
    toegang_trust_free(trust);
    free(other), free(wrong), free(private);
}

/* security 67: whoever sends tokens with invented keys makes nobody fetch more often. */
Test(trust_update, a_refresh_is_due_once_in_a_while)
{
    static const struct {
        toegang_time at;
        int due;
    } rows[] = {{FORGE_AT, 1},       {FORGE_AT, 0},
                {FORGE_AT + 1, 0},   {FORGE_AT - 1, 0},
                {FORGE_AT + 59, 0},  {FORGE_AT + 60, 1},
                {FORGE_AT + 119, 0}, {FORGE_AT + 120, 1},
                {FORGE_AT + 61, 0},  {FORGE_AT + 60, 1},
                {FORGE_AT + 60, 0},  {TOEGANG_NEVER, 1},
                {FORGE_AT, 1},       {0, 1}};
    toegang_trust *trust = trust_with("idp");
    for (size_t i = 0; i < LENGTH(rows); i++)
        cr_expect_eq(toegang_trust_may_refresh(trust, FORGE_OP, rows[i].at), rows[i].due, "row %zu", i);
    cr_expect_eq(toegang_trust_may_refresh(trust, "https://nobody.example", FORGE_AT + 9999), 0);
    cr_expect_eq(toegang_trust_may_refresh(trust, NULL, FORGE_AT + 9999), 0);
    cr_expect_eq(toegang_trust_may_refresh(NULL, FORGE_OP, FORGE_AT + 9999), 0);
    toegang_trust_free(trust);
}

Test(trust_update, a_secret_is_not_replaced)
{
    static const char *const names[] = {"HS256"}, *const key[] = {"idp"};
    char *keys = forge_jwks(key, 1);
    toegang_token_issuer issuer = forge_issuer(NULL);
    issuer.secret = "a secret of thirty-two octets...", issuer.secret_length = 32;
    issuer.algorithms = names, issuer.algorithm_count = 1;
    toegang_trust *trust = token_trust_of(&issuer, 1);
    toegang_report report;
    cr_expect_eq(update(trust, keys, &report), TOEGANG_MISUSE);
    cr_expect_eq(toegang_trust_may_refresh(trust, FORGE_OP, FORGE_AT), 0);
    cr_expect_eq(toegang_trust_update(trust, FORGE_OP, NULL, 1, FORGE_AT, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_trust_update(trust, "https://nobody.example", "{}", 2, FORGE_AT, NULL),
                 TOEGANG_MISUSE);
    toegang_trust_free(trust);
    free(keys);
}
