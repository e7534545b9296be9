/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens.h"

#include "assertion/jwt.h"

#define AUD "\"aud\":\"e-loket\""

/* security 62. */
static const struct token_row audiences[] = {
    {"another", AUD, "\"aud\":\"other\"", "jwt.audience"},
    {"begins with ours", AUD, "\"aud\":\"e-loket-2\"", "jwt.audience"},
    {"ours in capitals", AUD, "\"aud\":\"E-LOKET\"", "jwt.audience"},
    {"ours with a space", AUD, "\"aud\":\"e-loket other\"", "jwt.audience"},
    {"empty", AUD, "\"aud\":\"\"", "jwt.audience"},
    {"one in an array", AUD, "\"aud\":[\"e-loket\"]", ""},
    {"another in an array", AUD, "\"aud\":[\"other\"]", "jwt.audience"},
    {"none in an array", AUD, "\"aud\":[]", "jwt.audience"},
    {"twice", AUD, "\"aud\":[\"e-loket\",\"e-loket\"]", "jwt.audience"},
    {"another twice", AUD, "\"aud\":[\"e-loket\",\"x\",\"x\"]", "jwt.audience"},
    {"an empty one", AUD, "\"aud\":[\"e-loket\",\"\"]", "jwt.claim.kind"},
    {"a number among them", AUD, "\"aud\":[\"e-loket\",1]", "jwt.claim.kind"},
    {"an array within", AUD, "\"aud\":[[\"e-loket\"]]", "jwt.claim.kind"},
    {"an object", AUD, "\"aud\":{\"e-loket\":true}", "jwt.claim.kind"},
    {"null", AUD, "\"aud\":null", "jwt.claim.kind"},
    {"a number", AUD, "\"aud\":1", "jwt.claim.kind"},
};

Test(jwt_parties, audiences)
{
    token_rows(TOEGANG_TOKEN_ID, audiences, LENGTH(audiences));
    token_rows(TOEGANG_TOKEN_ACCESS, audiences, LENGTH(audiences));
    token_rows(TOEGANG_TOKEN_USERINFO, audiences, LENGTH(audiences));
    token_rows(TOEGANG_TOKEN_INTROSPECTION, audiences, LENGTH(audiences));
    token_rows(TOEGANG_TOKEN_LOGOUT, audiences, LENGTH(audiences));
}

Test(jwt_parties, at_most_64_audiences)
{
    char many[1024] = "\"azp\":\"e-loket\",\"aud\":[\"e-loket\"";
    for (int i = 1; i < 64; i++) snprintf(many + strlen(many), sizeof many - strlen(many), ",\"a%d\"", i);
    char most[1100], more[1100];
    snprintf(most, sizeof most, "%s]", many);
    snprintf(more, sizeof more, "%s,\"a64\"]", many);
    const struct token_row rows[] = {{"64", AUD, most, ""}, {"65", AUD, more, "jwt.audience"}};
    token_rows(TOEGANG_TOKEN_USERINFO, rows, LENGTH(rows));
}

Test(jwt_parties, azp)
{
    static const struct token_row id[] = {
        {"another's", "\"azp\":\"e-loket\"", "\"azp\":\"other\"", "jwt.azp"},
        {"none, one audience", "\"azp\":\"e-loket\"", "\"x\":1", ""},
        {"no text", "\"azp\":\"e-loket\"", "\"azp\":[\"e-loket\"]", "jwt.claim.kind"},
        {"empty", "\"azp\":\"e-loket\"", "\"azp\":\"\"", "jwt.claim.kind"},
        {"ours, several audiences", AUD, "\"aud\":[\"e-loket\",\"other\"]", ""},
        {"another's, several audiences",
         AUD ",\"sub\":\"t9b6e1c53a7d84f0e\",\"exp\":1795428300,\"iat\":1795427990,"
             "\"nbf\":1795427990,\"auth_time\":1795427980,\"nonce\":\"n-0S6_WzA2Mj\",\"azp\":\"e-loket\"",
         "\"aud\":[\"e-loket\",\"other\"],\"sub\":\"t9b6e1c53a7d84f0e\",\"exp\":1795428300,\"iat\":"
         "1795427990,"
         "\"nonce\":\"n-0S6_WzA2Mj\",\"azp\":\"other\"",
         "jwt.azp"},
    };
    static const struct token_row access[] = {
        {"another's, one audience", "{", "{\"azp\":\"portaal\",", ""},
        {"none, several audiences", AUD, "\"aud\":[\"e-loket\",\"other\"]", "jwt.azp"},
        {"another's, several audiences", AUD, "\"azp\":\"portaal\",\"aud\":[\"e-loket\",\"other\"]",
         "jwt.azp"},
        {"ours, several audiences", AUD, "\"azp\":\"e-loket\",\"aud\":[\"other\",\"e-loket\"]", ""},
    };
    token_rows(TOEGANG_TOKEN_ID, id, LENGTH(id));
    token_rows(TOEGANG_TOKEN_ACCESS, access, LENGTH(access));
}

/* The verified iss is compared with the entry that the unverified one chose. */
Test(jwt_parties, the_verified_issuer_must_be_the_chosen_one)
{
    struct tg_json claims = {.kind = TG_JSON_OBJECT};
    struct tg_json iss = {
        .kind = TG_JSON_STRING, .name = TG_SPAN("iss"), .text = TG_SPAN("https://op.example")};
    struct tg_json aud = {.kind = TG_JSON_STRING, .name = TG_SPAN("aud"), .text = TG_SPAN("e-loket")};
    struct tg_issuer issuer = {.issuer = "https://op.example", .audience = "e-loket", .typ = ""};
    const toegang_expected expected = {.kind = TOEGANG_TOKEN_ACCESS};
    toegang_report report = {0};
    struct tg_jwt jwt = {
        .expected = &expected, .report = &report, .issuer = &issuer, .claims = &claims, .about = &claims};
    claims.first = &iss, iss.next = &aud, claims.count = 2;
    cr_expect_eq(tg_jwt_parties(&jwt), TOEGANG_GOOD, "%s", report.check);
    issuer.issuer = "https://other.example";
    cr_expect_eq(tg_jwt_parties(&jwt), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "jwt.issuer");
}
