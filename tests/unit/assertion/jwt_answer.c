/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens.h"

/* OpenID Connect core appendix A.3, A.6: these hash to the at_hash and c_hash of the usual token. */
#define ACCESS_TOKEN "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"
#define CODE "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk"

static void answer(const toegang_expected *expected, toegang_time at, const struct token_row *row)
{
    toegang_trust *trust = token_trust();
    token_check(trust, expected, at, row);
    toegang_trust_free(trust);
}

Test(jwt_answer, nonce)
{
    static const struct token_row rows[] = {
        {"another", FORGE_NONCE, "n-other", "jwt.nonce"},
        {"longer", FORGE_NONCE, FORGE_NONCE "x", "jwt.nonce"},
        {"in capitals", FORGE_NONCE, "N-0S6_WZA2MJ", "jwt.nonce"},
        {"none", "\"nonce\"", "\"once\"", "jwt.nonce"},
        {"empty", FORGE_NONCE, "", "jwt.claim.kind"},
        {"no text", "\"nonce\":\"n-0S6_WzA2Mj\"", "\"nonce\":[\"n-0S6_WzA2Mj\"]", "jwt.claim.kind"},
    };
    token_rows(TOEGANG_TOKEN_ID, rows, LENGTH(rows));
    const toegang_expected without = {.size = sizeof without, .kind = TOEGANG_TOKEN_ID};
    answer(&without, FORGE_AT, &(struct token_row){"not sent, and there", NULL, NULL, "jwt.nonce"});
    answer(&without, FORGE_AT,
           &(struct token_row){"not sent, and there as null", "\"nonce\":\"n-0S6_WzA2Mj\"", "\"nonce\":null",
                               "jwt.claim.kind"});
    answer(&without, FORGE_AT,
           &(struct token_row){"not sent, not there", "\"nonce\":\"n-0S6_WzA2Mj\",", "", ""});
}

Test(jwt_answer, hashes)
{
    static const struct {
        const char *name, *access_token, *code, *from, *to, *check;
    } rows[] = {
        {"both are those", ACCESS_TOKEN, CODE, NULL, NULL, ""},
        {"another access token", "x" ACCESS_TOKEN, NULL, NULL, NULL, "jwt.at-hash"},
        {"another code", NULL, "x" CODE, NULL, NULL, "jwt.c-hash"},
        {"exchanged", CODE, ACCESS_TOKEN, NULL, NULL, "jwt.at-hash"},
        {"no at_hash", ACCESS_TOKEN, NULL, "at_hash", "x_hash", "jwt.at-hash"},
        {"no c_hash", NULL, CODE, "c_hash", "x_hash", "jwt.c-hash"},
        {"the beginning of it", ACCESS_TOKEN, NULL, "77QmUPtjPfzWtF2AnpK9RQ", "77QmUPtjPfzWtF2AnpK9",
         "jwt.at-hash"},
        {"with padding", ACCESS_TOKEN, NULL, "77QmUPtjPfzWtF2AnpK9RQ",
         "77QmUPtjPfzWtF2AnpK9RQ==", "jwt.at-hash"},
        {"no text", ACCESS_TOKEN, NULL, "\"77QmUPtjPfzWtF2AnpK9RQ\"", "77", "jwt.claim.kind"},
        {"no text, not asked", NULL, NULL, "\"77QmUPtjPfzWtF2AnpK9RQ\"", "77", "jwt.claim.kind"},
        {"another, not asked", NULL, NULL, "77QmUPtjPfzWtF2AnpK9RQ", "x", ""},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
        expected.access_token = rows[i].access_token, expected.code = rows[i].code;
        answer(&expected, FORGE_AT,
               &(struct token_row){rows[i].name, rows[i].from, rows[i].to, rows[i].check});
    }
}

/* The hash is that of the token's alg; with EdDSA SHA-512. Made by another implementation. */
Test(jwt_answer, the_hash_is_that_of_the_algorithm)
{
    static const struct {
        const char *key, *algorithm, *hash;
    } rows[] = {{"idp-p384", "ES384", "jtAeDp945y1dDqU3nkIVGNZP1HjH_MFs"},
                {"idp-p521", "ES512", "q7nS86GgvvFaZkzALLWqJYaJIKw2wCDAVfCAsm5CrBM"},
                {FORGE_ED25519, "EdDSA", "q7nS86GgvvFaZkzALLWqJYaJIKw2wCDAVfCAsm5CrBM"},
                {FORGE_ED25519, "Ed25519", "q7nS86GgvvFaZkzALLWqJYaJIKw2wCDAVfCAsm5CrBM"}};
    toegang_trust *trust = token_trust();
    toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    expected.access_token = ACCESS_TOKEN;
    char *usual = token_claims(TOEGANG_TOKEN_ID);
    for (size_t i = 0; i < LENGTH(rows); i++) {
        char *claims = forge_replace(usual, "77QmUPtjPfzWtF2AnpK9RQ", rows[i].hash);
        const struct forge_token how = {.key = rows[i].key, .algorithm = rows[i].algorithm};
        char *good = forge_token(claims, &how), *other = forge_token(usual, &how);
        cr_expect_str_eq(token_answer(trust, good, &expected, FORGE_AT, NULL), "", "%s: %s",
                         rows[i].algorithm, token_report.check);
        cr_expect_str_eq(token_answer(trust, other, &expected, FORGE_AT, NULL), "jwt.at-hash", "%s",
                         rows[i].algorithm);
        free(claims), free(good), free(other);
    }
    toegang_trust_free(trust);
    free(usual);
}

Test(jwt_answer, acr_that_was_asked)
{
    static const char *const asked[] = {"urn:be:vlaanderen:authmech:itsme", "urn:be:vlaanderen:authmech:eid"};
    static const struct token_row rows[] = {
        {"one of these", NULL, NULL, ""},
        {"the other", "authmech:eid", "authmech:itsme", ""},
        {"another", "authmech:eid", "authmech:csampassword", "jwt.acr"},
        {"none", "\"acr\"", "\"acr2\"", "jwt.acr"},
        {"no text", "\"acr\":\"urn:be:vlaanderen:authmech:eid\"",
         "\"acr\":[\"urn:be:vlaanderen:authmech:eid\"]", "jwt.claim.kind"},
    };
    static const toegang_token_kind kinds[] = {TOEGANG_TOKEN_ID, TOEGANG_TOKEN_ACCESS,
                                               TOEGANG_TOKEN_INTROSPECTION};
    for (size_t i = 0; i < LENGTH(kinds); i++)
        for (size_t j = 0; j < LENGTH(rows); j++) {
            toegang_expected expected = forge_expected(kinds[i]);
            expected.acr = asked, expected.acr_count = 2;
            answer(&expected, FORGE_AT, &rows[j]);
        }
}

/* Signed in 20 s before FORGE_AT; 60 s of skew. */
Test(jwt_answer, the_age_of_the_sign_in)
{
    static const struct {
        const char *name, *from, *to;
        int64_t max_age;
        toegang_time at;
        const char *check;
    } rows[] = {
        {"20 s ago, 20 s", NULL, NULL, 20, FORGE_AT, ""},
        {"80 s ago, 20 s and the skew", NULL, NULL, 20, FORGE_AT + 60, ""},
        {"81 s ago, 20 s and the skew", NULL, NULL, 20, FORGE_AT + 61, "jwt.auth-time"},
        {"just now, 0 s", NULL, NULL, 0, FORGE_AT - 20, ""},
        {"any age", NULL, NULL, INT64_MAX, FORGE_AT, ""},
        {"not stated", "auth_time", "auth_tijd", 20, FORGE_AT, "jwt.auth-time"},
        {"of the future", "1795427980", "1795428061", 20, FORGE_AT, "jwt.auth-time"},
        {"of the future, within the skew", "1795427980", "1795428060", 20, FORGE_AT, ""},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
        expected.asks_max_age = 1, expected.max_age = rows[i].max_age;
        answer(&expected, rows[i].at,
               &(struct token_row){rows[i].name, rows[i].from, rows[i].to, rows[i].check});
    }
    const toegang_expected not_asked = forge_expected(TOEGANG_TOKEN_ID);
    answer(&not_asked, FORGE_AT, &(struct token_row){"not asked, not stated", "auth_time", "auth_tijd", ""});
    answer(&not_asked, FORGE_AT,
           &(struct token_row){"not asked, of the future", "1795427980", "1795428061", "jwt.auth-time"});
}

Test(jwt_answer, subject)
{
    for (toegang_token_kind kind = TOEGANG_TOKEN_ID; kind < TOEGANG_TOKEN_LOGOUT; kind++) {
        toegang_expected expected = forge_expected(kind);
        expected.subject = "t9b6e1c53a7d84f0e";
        answer(&expected, FORGE_AT, &(struct token_row){"the same", NULL, NULL, ""});
        expected.subject = "t9b6e1c53a7d84f0f";
        answer(&expected, FORGE_AT, &(struct token_row){"another", NULL, NULL, "jwt.subject"});
    }
    toegang_expected expected = forge_expected(TOEGANG_TOKEN_INTROSPECTION);
    expected.subject = "t9b6e1c53a7d84f0e";
    answer(&expected, FORGE_AT, &(struct token_row){"not stated", "\"sub\"", "\"x\"", "jwt.subject"});
}
