/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens.h"

Test(jwt, a_good_token_of_each_kind_identifies)
{
    toegang_trust *trust = token_trust();
    for (toegang_token_kind kind = TOEGANG_TOKEN_ID; kind < TOEGANG_TOKEN_LOGOUT; kind++) {
        const toegang_expected expected = forge_expected(kind);
        char *token = token_of(kind, NULL, NULL);
        cr_expect_str_eq(token_answer(trust, token, &expected, FORGE_AT, NULL), "", "kind %d: %s, %s",
                         (int)kind, token_report.check, token_report.came);
        free(token);
    }
    toegang_trust_free(trust);
}

Test(jwt, every_algorithm_of_the_issuer)
{
    static const struct {
        const char *key, *algorithm;
    } rows[] = {{"idp", "RS256"},      {"idp", "PS256"},      {"idp-next", "RS256"},   {"idp-p256", "ES256"},
                {"idp-p384", "ES384"}, {"idp-p521", "ES512"}, {FORGE_ED25519, "EdDSA"}, {FORGE_ED25519, "Ed25519"}};
    toegang_trust *trust = token_trust();
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    char *claims = token_claims(TOEGANG_TOKEN_ID);
    for (size_t i = 0; i < LENGTH(rows); i++) {
        const struct forge_token how = {.key = rows[i].key, .algorithm = rows[i].algorithm};
        char *token = forge_token(claims, &how);
        cr_expect_str_eq(token_answer(trust, token, &expected, FORGE_AT, NULL), "", "%s: %s, %s",
                         rows[i].algorithm, token_report.check, token_report.came);
        free(token);
    }
    toegang_trust_free(trust);
    free(claims);
}

/* security: whose token, with which key and algorithm, is never the token's choice. */
Test(jwt, tokens_that_choose_their_own_key)
{
    char *claims = token_claims(TOEGANG_TOKEN_ID), *pem = forge_key_pem("idp");
    const struct {
        const char *name;
        struct forge_token how;
        const char *check;
    } rows[] = {
        {"no signature", {.algorithm = "none"}, "jwt.algorithm.unknown"},
        {"none in capitals", {.header = "{\"alg\":\"NONE\"}"}, "jwt.algorithm.unknown"},
        {"HMAC with a text that it knows", {.algorithm = "HS256", .secret = pem}, "jwt.algorithm.pinned"},
        {"not pinned", {.algorithm = "RS384"}, "jwt.algorithm.pinned"},
        {"a key of nobody", {.key = "attacker"}, "jwt.key.unknown"},
        {"the kid of another key",
         {.key = "attacker", .header = "{\"alg\":\"RS256\",\"kid\":\"idp\"}"},
         "jwt.signature"},
        {"a path as kid", {.header = "{\"alg\":\"RS256\",\"kid\":\"../../dev/null\"}"}, "jwt.key.unknown"},
        {"no kid and several keys", {.header = "{\"alg\":\"RS256\"}"}, "jwt.key.ambiguous"},
        {"its own key", {.header = "{\"alg\":\"RS256\",\"jwk\":{\"kty\":\"RSA\"}}"}, "jwt.header.member"},
        {"the address of its key",
         {.header = "{\"alg\":\"RS256\",\"jku\":\"https://evil\"}"},
         "jwt.header.member"},
        {"the address of its certificate",
         {.header = "{\"alg\":\"RS256\",\"x5u\":\"https://evil\"}"},
         "jwt.header.member"},
        {"its own certificate", {.header = "{\"alg\":\"RS256\",\"x5c\":[]}"}, "jwt.header.member"},
        {"critical members",
         {.header = "{\"alg\":\"RS256\",\"crit\":[\"b64\"],\"b64\":false}"},
         "jwt.header.member"},
        {"compressed", {.header = "{\"alg\":\"RS256\",\"zip\":\"DEF\"}"}, "jwt.header.member"},
        {"alg twice", {.header = "{\"alg\":\"RS256\",\"alg\":\"none\"}"}, "json.duplicate"},
        {"a curve for another alg",
         {.key = "idp-p384", .header = "{\"alg\":\"ES256\",\"kid\":\"idp-p384\"}", .algorithm = "ES256"},
         "jwt.key.algorithm"},
    };
    toegang_trust *trust = token_trust();
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    for (size_t i = 0; i < LENGTH(rows); i++) {
        char *token = forge_token(claims, &rows[i].how);
        cr_expect_str_eq(token_answer(trust, token, &expected, FORGE_AT, NULL), rows[i].check, "%s: %s, %s",
                         rows[i].name, token_report.check, token_report.came);
        free(token);
    }
    toegang_trust_free(trust);
    free(claims), free(pem);
}

Test(jwt, one_changed_octet_anywhere_refuses)
{
    toegang_trust *trust = token_trust();
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    char *token = token_of(TOEGANG_TOKEN_ID, NULL, NULL);
    for (size_t i = 0, length = strlen(token); i < length; i += 7) {
        char was = token[i];
        token[i] = was == 'A' ? 'B' : 'A';
        cr_expect_str_neq(token_answer(trust, token, &expected, FORGE_AT, NULL), "", "octet %zu", i);
        token[i] = was;
    }
    cr_expect_str_eq(token_answer(trust, token, &expected, FORGE_AT, NULL), "");
    toegang_trust_free(trust);
    free(token);
}

static void collect(void *context, const char *check, int passed, const char *value)
{
    char *told = context;
    size_t length = strlen(told);
    snprintf(told + length, 8192 - length, "%s%s=%s\n", passed ? "" : "! ", check, value);
}

Test(jwt, inspect_tells_each_check_and_masks)
{
    toegang_trust *trust = token_trust();
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    char *token = token_of(TOEGANG_TOKEN_ID, NULL, NULL);
    static char told[8192];
    static const char *const checks[] = {"jwt.issuer=" FORGE_OP,
                                         "jwt.audience=" FORGE_CLIENT,
                                         "jwt.azp=" FORGE_CLIENT,
                                         "jwt.signature=RS256",
                                         "jwt.typ=none",
                                         "jwt.kind=JWT",
                                         "jwt.issued=2026-11-23T09:59:50Z",
                                         "jwt.not-yet=",
                                         "jwt.lifetime=",
                                         "jwt.expired=2026-11-23T10:05:00Z",
                                         "jwt.nonce=" FORGE_NONCE,
                                         "jwt.auth-time=",
                                         "jwt.machine=",
                                         "jwt.claim.kind=rrn=",
                                         "rrn.birth=85.07.30-***.**",
                                         "jwt.claim.kind=vo_orgcode=0999999922"};
    toegang_identity *identity = NULL;
    cr_assert_eq(
        toegang_inspect_jwt(trust, token, strlen(token), &expected, FORGE_AT, collect, told, &identity, NULL),
        TOEGANG_GOOD);
    for (size_t i = 0; i < LENGTH(checks); i++)
        cr_expect(strstr(told, checks[i]), "%s in\n%s", checks[i], told);
    cr_expect_null(strstr(told, FORGE_RRN));
    cr_expect_null(strstr(told, "! "));
    toegang_identity_free(identity);
    toegang_trust_free(trust);
    free(token);
}

Test(jwt, inspect_without_the_nonce_looks_at_everything_else)
{
    toegang_trust *trust = token_trust();
    toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    expected.nonce = NULL;
    char *token = token_of(TOEGANG_TOKEN_ID, NULL, NULL);
    static char told[8192];
    toegang_identity *identity = NULL;
    toegang_report report = {0};
    cr_expect_eq(toegang_inspect_jwt(trust, token, strlen(token), &expected, FORGE_AT, collect, told,
                                     &identity, &report),
                 TOEGANG_REFUSED);
    cr_expect_null(identity);
    cr_expect_str_eq(report.check, "jwt.nonce");
    cr_expect(strstr(told, "rrn.birth="), "%s", told);
    cr_expect(strstr(told, "! jwt.nonce=not asked\n"), "%s", told);
    toegang_trust_free(trust);
    free(token);
}

Test(jwt, inspect_of_a_logout_token)
{
    toegang_trust *trust = token_trust();
    char *good = token_of(TOEGANG_TOKEN_LOGOUT, NULL, NULL),
         *late = token_of(TOEGANG_TOKEN_LOGOUT, "1795428110", "1795427991");
    static char told[8192], told_late[8192];
    toegang_logout *logout = NULL, *none = NULL;
    cr_expect_eq(
        toegang_inspect_logout_token(trust, good, strlen(good), FORGE_AT, collect, told, &logout, NULL),
        TOEGANG_GOOD);
    cr_expect(strstr(told, "jwt.events="), "%s", told);
    cr_expect_eq(toegang_inspect_logout_token(trust, late, strlen(late), FORGE_AT + 60, collect, told_late,
                                              &none, NULL),
                 TOEGANG_REFUSED);
    cr_expect(strstr(told_late, "! jwt.expired="), "%s", told_late);
    cr_expect_null(none);
    toegang_logout_free(logout);
    toegang_trust_free(trust);
    free(good), free(late);
}

Test(jwt, misuse)
{
    static const char *const empty_acr[] = {""};
    toegang_trust *trust = token_trust();
    toegang_expected rows[14];
    const toegang_expected good = forge_expected(TOEGANG_TOKEN_ID);
    for (size_t i = 0; i < LENGTH(rows); i++) rows[i] = forge_expected(TOEGANG_TOKEN_ID);
    rows[0].size = 8;
    rows[1].kind = TOEGANG_TOKEN_LOGOUT;
    rows[2].kind = (toegang_token_kind)0;
    rows[3].nonce = "";
    rows[4].access_token = "";
    rows[5].code = "";
    rows[6].subject = "";
    rows[7].acr_count = 1;
    rows[8].acr = empty_acr, rows[8].acr_count = 1;
    rows[9].asks_max_age = 1, rows[9].max_age = -1;
    rows[10].kind = TOEGANG_TOKEN_ACCESS;
    rows[11] = forge_expected(TOEGANG_TOKEN_ACCESS), rows[11].access_token = "t";
    rows[12] = forge_expected(TOEGANG_TOKEN_USERINFO), rows[12].code = "c";
    rows[13].max_age = 300;
    toegang_identity *identity = NULL;
    toegang_logout *logout = NULL;
    for (size_t i = 0; i < LENGTH(rows); i++) {
        cr_expect_eq(toegang_verify_jwt(trust, "a.b.c", 5, &rows[i], FORGE_AT, &identity, NULL),
                     TOEGANG_MISUSE, "row %zu", i);
        cr_expect_eq(
            toegang_inspect_jwt(trust, "a.b.c", 5, &rows[i], FORGE_AT, collect, NULL, &identity, NULL),
            TOEGANG_MISUSE, "row %zu", i);
    }
    cr_expect_eq(toegang_verify_jwt(NULL, "a.b.c", 5, &good, FORGE_AT, &identity, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_jwt(trust, NULL, 5, &good, FORGE_AT, &identity, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_jwt(trust, "a.b.c", 5, NULL, FORGE_AT, &identity, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_jwt(trust, "a.b.c", 5, &good, FORGE_AT, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_inspect_jwt(trust, "a.b.c", 5, &good, FORGE_AT, NULL, NULL, &identity, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_logout_token(NULL, "a.b.c", 5, FORGE_AT, &logout, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_logout_token(trust, "a.b.c", 5, FORGE_AT, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_inspect_logout_token(trust, "a.b.c", 5, FORGE_AT, NULL, NULL, &logout, NULL),
                 TOEGANG_MISUSE);
    cr_expect_null(identity);
    cr_expect_null(logout);
    toegang_trust_free(trust);
}
