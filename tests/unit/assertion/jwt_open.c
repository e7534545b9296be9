/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens.h"

static const toegang_expected usual = {.size = sizeof usual, .kind = TOEGANG_TOKEN_ID, .nonce = FORGE_NONCE};

Test(jwt_open, what_is_no_token)
{
    static char large[64 * 1024 + 2];
    memset(large, 'a', sizeof large - 1);
    large[10] = large[20] = '.';
    const struct {
        const char *name, *token, *check;
    } rows[] = {
        {"nothing", "", "jwt.size"},
        {"too large", large, "jwt.size"},
        {"one part", "eyJhbGciOiJSUzI1NiJ9", "jwt.form"},
        {"two parts", "eyJhbGciOiJSUzI1NiJ9.e30", "jwt.form"},
        {"four parts", "eyJhbGciOiJSUzI1NiJ9.e30.a.b", "jwt.form"},
        {"many dots", "....................................", "jwt.form"},
        {"JSON serialisation", "{\"payload\":\"e30\",\"signatures\":[]}", "jwt.form"},
        {"userinfo that is not signed", "{\"iss\":\"https://op.example\",\"rrn\":\"85073003328\"}",
         "jwt.form"},
        {"a payload that is no base64url", "eyJhbGciOiJSUzI1NiJ9.e3==.AA", "base64.character"},
        {"a payload that is no JSON", "eyJhbGciOiJSUzI1NiJ9.QUFB.AA", "json.literal"},
        {"a payload that is no object", "eyJhbGciOiJSUzI1NiJ9.W10.AA", "jwt.claim.kind"},
        {"no iss", "eyJhbGciOiJSUzI1NiJ9.e30.AA", "jwt.claim.absent"},
        {"a line feed after it", "eyJhbGciOiJSUzI1NiJ9.e30.AA\n", "jwt.claim.absent"},
    };
    toegang_trust *trust = token_trust();
    for (size_t i = 0; i < LENGTH(rows); i++)
        cr_expect_str_eq(token_answer(trust, rows[i].token, &usual, FORGE_AT, NULL), rows[i].check, "%s: %s",
                         rows[i].name, token_report.check);
    toegang_trust_free(trust);
}

static char *joined(const char *one, const char *other)
{
    char *out = malloc(strlen(one) + strlen(other) + 1);
    cr_assert_not_null(out);
    strcpy(out, one);
    return strcat(out, other);
}

Test(jwt_open, white_space_around_a_token_refuses)
{
    toegang_trust *trust = token_trust();
    char *token = token_of(TOEGANG_TOKEN_ID, NULL, NULL), *after = joined(token, "\n"),
         *before = joined(" ", token);
    cr_expect_str_eq(token_answer(trust, after, &usual, FORGE_AT, NULL), "base64.character");
    cr_expect_str_eq(token_answer(trust, before, &usual, FORGE_AT, NULL), "base64.character");
    toegang_trust_free(trust);
    free(token), free(after), free(before);
}

/* The payload is read strictly, so that no two readers see two tokens. */
Test(jwt_open, claims_that_are_no_strict_json)
{
    static const struct token_row rows[] = {
        {"iss twice", "{\"iss\"", "{\"iss\":\"https://evil.example\",\"iss\"", "json.duplicate"},
        {"rrn twice", "\"rrn\"", "\"rrn\":\"85073003328\",\"rrn\"", "json.duplicate"},
        {"rrn twice, once escaped", "\"rrn\"", "\"\\u0072rn\":\"85073003328\",\"rrn\"", "json.duplicate"},
        {"NaN", "1795428300", "NaN", "json.literal"},
        {"octets after it", "\"LoketGebruiker:0999999823\"}", "\"LoketGebruiker:0999999823\"} x",
         "json.trailing"},
        {"too deep", "\"0f0e1d2c\"", "[[[[[[[[[1]]]]]]]]]", "json.depth"},
        {"a NUL", "t9b6e1c53a7d84f0e", "t9b6\\u0000", "json.character"},
    };
    token_rows(TOEGANG_TOKEN_ID, rows, LENGTH(rows));
}

Test(jwt_open, the_issuer_is_the_one_that_signed)
{
    static const struct token_row rows[] = {
        {"nobody", "https://op.example", "https://evil.example", "jwt.issuer"},
        {"a slash more", "https://op.example", "https://op.example/", "jwt.issuer"},
        {"in capitals", "https://op.example", "https://OP.example", "jwt.issuer"},
        {"no text", "\"https://op.example\"", "[\"https://op.example\"]", "jwt.claim.kind"},
        {"empty", "https://op.example", "", "jwt.claim.kind"},
    };
    token_rows(TOEGANG_TOKEN_ID, rows, LENGTH(rows));
}

/* Test and production, or two tenants: the keys of one say nothing of the other. */
Test(jwt_open, each_issuer_has_his_own_keys)
{
    static const char *const ours[] = {"idp"}, *const theirs[] = {"attacker"};
    char *keys = forge_jwks(ours, 1), *other_keys = forge_jwks(theirs, 1);
    toegang_token_issuer issuers[2] = {forge_issuer(keys), forge_issuer(other_keys)};
    issuers[1].issuer = "https://other.example";
    toegang_trust *trust = token_trust_of(issuers, 2);
    const struct {
        const char *name, *issuer;
        struct forge_token how;
        const char *check;
    } rows[] = {
        {"ours", FORGE_OP, {.key = "idp"}, ""},
        {"theirs", "https://other.example", {.key = "attacker"}, ""},
        {"they as us", FORGE_OP, {.key = "attacker"}, "jwt.key.unknown"},
        {"they as us by our kid",
         FORGE_OP,
         {.key = "attacker", .header = "{\"alg\":\"RS256\",\"kid\":\"idp\"}"},
         "jwt.signature"},
        {"we as they", "https://other.example", {.key = "idp"}, "jwt.key.unknown"},
    };
    char *usual_claims = token_claims(TOEGANG_TOKEN_ID);
    for (size_t i = 0; i < LENGTH(rows); i++) {
        char *claims = forge_replace(usual_claims, FORGE_OP, rows[i].issuer),
             *token = forge_token(claims, &rows[i].how);
        cr_expect_str_eq(token_answer(trust, token, &usual, FORGE_AT, NULL), rows[i].check, "%s: %s",
                         rows[i].name, token_report.check);
        free(claims), free(token);
    }
    toegang_trust_free(trust);
    free(keys), free(other_keys), free(usual_claims);
}

/* ---- encrypted ---- */

struct sealed_row {
    const char *name;
    const char *issuer;  /* that the inner token names */
    const char *for_key; /* NULL: not encrypted */
    const char *cty;
    const char *check;
};

static void check_sealed(const toegang_trust *trust, const struct sealed_row *row)
{
    char *usual_claims = token_claims(TOEGANG_TOKEN_ID);
    char *claims = forge_replace(usual_claims, FORGE_OP, row->issuer), *inner = forge_token(claims, NULL);
    char *token = row->for_key ? forge_encrypted(inner, row->for_key, row->cty) : strdup(inner);
    cr_expect_str_eq(token_answer(trust, token, &usual, FORGE_AT, NULL), row->check, "%s: %s, %s", row->name,
                     token_report.check, token_report.came);
    free(usual_claims), free(claims), free(inner), free(token);
}

Test(jwt_open, encrypted_tokens)
{
    static const char *const names[] = {"idp"};
    char *keys = forge_jwks(names, 1), *one = forge_key_pem("idp-3072"),
         *two = forge_key_pem("idp-p256");
    const char *const first[] = {one}, *const second[] = {two}, *const both[] = {one, two};
    toegang_token_issuer issuers[4];
    for (size_t i = 0; i < LENGTH(issuers); i++) issuers[i] = forge_issuer(keys);
    issuers[0].decryption_keys = first, issuers[0].decryption_key_count = 1;
    issuers[1].issuer = "https://second.example";
    issuers[1].decryption_keys = second, issuers[1].decryption_key_count = 1,
    issuers[1].require_encryption = 1;
    issuers[2].issuer = "https://both.example";
    issuers[2].decryption_keys = both, issuers[2].decryption_key_count = 2;
    issuers[3].issuer = "https://clear.example";
    static const struct sealed_row rows[] = {
        {"for the RSA key of the first", FORGE_OP, "idp-3072", "JWT", ""},
        {"cty in small letters", FORGE_OP, "idp-3072", "jwt", ""},
        {"no cty", FORGE_OP, "idp-3072", NULL, ""},
        {"another cty", FORGE_OP, "idp-3072", "text/plain", "jwt.cty"},
        {"by ECDH-ES for the second", "https://second.example", "idp-p256", "JWT", ""},
        {"the first of both, that the first issuer has too", "https://both.example", "idp-3072", "JWT", ""},
        {"the second of both", "https://both.example", "idp-p256", "JWT", ""},
        {"the first issuer for the key of the second", FORGE_OP, "idp-p256", "JWT", "jwe.key.unknown"},
        {"an issuer with keys for nothing", "https://clear.example", "idp-3072", "JWT", "jwt.encryption"},
        {"nobody", "https://evil.example", "idp-3072", "JWT", "jwt.issuer"},
        {"for a key that is not ours", FORGE_OP, "idp-next", "JWT", "jwe.decrypt"},
        {"not encrypted", FORGE_OP, NULL, NULL, ""},
        {"not encrypted where it must be", "https://second.example", NULL, NULL, "jwt.encryption"},
    };
    toegang_trust *trust = token_trust_of(issuers, 4), *clear = token_trust();
    for (size_t i = 0; i < LENGTH(rows); i++) check_sealed(trust, &rows[i]);
    check_sealed(clear,
                 &(struct sealed_row){"nobody decrypts", FORGE_OP, "idp-3072", "JWT", "jwt.encryption"});
    toegang_trust_free(trust), toegang_trust_free(clear);
    free(keys), free(one), free(two);
}

Test(jwt_open, what_is_inside_must_be_signed)
{
    static const char *const names[] = {"idp"};
    char *keys = forge_jwks(names, 1), *pem = forge_key_pem("idp-3072");
    const char *const decryption[] = {pem};
    toegang_token_issuer issuer = forge_issuer(keys);
    issuer.decryption_keys = decryption, issuer.decryption_key_count = 1;
    toegang_trust *trust = token_trust_of(&issuer, 1);
    char *claims = token_claims(TOEGANG_TOKEN_ID), *bare = forge_encrypted(claims, "idp-3072", NULL);
    char *signed_ = forge_token(claims, NULL), *once = forge_encrypted(signed_, "idp-3072", "JWT");
    char *twice = forge_encrypted(once, "idp-3072", "JWT");
    char *forged = forge_token(claims, &(struct forge_token){.key = "attacker"}),
         *from = forge_encrypted(forged, "idp-3072", "JWT");
    cr_expect_str_eq(token_answer(trust, once, &usual, FORGE_AT, NULL), "", "%s", token_report.check);
    cr_expect_str_eq(token_answer(trust, bare, &usual, FORGE_AT, NULL), "jwe.nested");
    cr_expect_str_eq(token_answer(trust, twice, &usual, FORGE_AT, NULL), "jwe.nested");
    cr_expect_str_eq(token_answer(trust, from, &usual, FORGE_AT, NULL), "jwt.key.unknown");
    toegang_trust_free(trust);
    free(keys), free(pem), free(claims), free(bare), free(signed_), free(once), free(twice), free(forged),
        free(from);
}
