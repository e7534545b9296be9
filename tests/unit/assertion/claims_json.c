/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens.h"

#include "assertion/claims_json.h"

#define RRN "\"rrn\":\"85073003328\""
#define ROLE "\"wse_rol_3D\":\"LoketGebruiker:0999999823\""

Test(claims_json, kinds)
{
    static const struct token_row rows[] = {
        {"a number that is a number", RRN, "\"rrn\":85073003328", "jwt.claim.kind"},
        {"a number that is null", RRN, "\"rrn\":null", "jwt.claim.kind"},
        {"a number in an object", RRN, "\"rrn\":{\"value\":\"85073003328\"}", "jwt.claim.kind"},
        {"a number in an array", RRN, "\"rrn\":[\"85073003328\"]", ""},
        {"two numbers in an array", RRN, "\"rrn\":[\"85073003328\",\"85073003328\"]", "claims.rrn.several"},
        {"no number in an array", RRN, "\"rrn\":[]", "claims.rrn.several"},
        {"a number among numbers", RRN, "\"rrn\":[\"85073003328\",1]", "jwt.claim.kind"},
        {"dotted", RRN, "\"rrn\":\"85.07.30-033.28\"", "rrn.form"},
        {"escaped digits are digits", RRN, "\"rrn\":\"\\u00385073003328\"", ""},
        {"an organisation that is a number", "\"0999999922\",\"vo_orgnaam\"", "999999922,\"vo_orgnaam\"",
         "jwt.claim.kind"},
        {"two capacities", "\"EA\"", "[\"EA\",\"LB\"]", "claims.several"},
        {"a role that is true", ROLE, "\"wse_rol_3D\":true", "jwt.claim.kind"},
        {"roles with an object", ROLE, "\"wse_rol_3D\":[{\"x\":1}]", "jwt.claim.kind"},
        {"no roles", ROLE, "\"wse_rol_3D\":[]", ""},
        {"unmapped claims may be anything", "\"vo_id\":\"0f0e1d2c\"",
         "\"vo_id\":{\"a\":[1,null,{\"b\":1.5}]}", ""},
        {"scopes of the site as an array", "\"vo_id\"", "\"permissions\":[1,2],\"vo_id\"", ""},
    };
    token_rows(TOEGANG_TOKEN_ID, rows, LENGTH(rows));
}

/* "c0…", "c1…": the form so many times, with commas between. */
static char *many(const char *before, const char *form, int count, const char *after)
{
    size_t room = strlen(before) + strlen(after) + (strlen(form) + 16) * (size_t)count, length = 0;
    char *out = calloc(1, room);
    cr_assert_not_null(out);
    length += (size_t)snprintf(out, room, "%s", before);
    for (int i = 0; i < count; i++) {
        char *one = forge_fill(
            form, &(struct forge_value){"n", (char[]){(char)('a' + i / 26), (char)('a' + i % 26), '\0'}}, 1);
        length += (size_t)snprintf(out + length, room - length, "%s%s", i > 0 ? "," : "", one);
        free(one);
    }
    snprintf(out + length, room - length, "%s", after);
    return out;
}

Test(claims_json, limits)
{
    char *values = many("\"wse_rol_3D\":[", "\"x:0999999922\"", 254, "]");
    char *more_values = many("\"wse_rol_3D\":[", "\"x:0999999922\"", 257, "]");
    char *more_claims = many("", "\"c{{n}}_rol_3d\":[]", 257, "");
    const struct token_row rows[] = {
        {"254 values, 256 roles with the others", ROLE, values, ""},
        {"257 values", ROLE, more_values, "jwt.claim.limit"},
        {"257 claims", ROLE, more_claims, "jwt.claim.limit"},
    };
    token_rows(TOEGANG_TOKEN_ID, rows, LENGTH(rows));
    free(values), free(more_values), free(more_claims);
}

/* fas: acr has no rule of its own there, and its table counts all the same. */
Test(claims_json, acr_counts_by_the_table_of_any_map)
{
    static const char *const names[] = {"idp"};
    char *keys = forge_jwks(names, 1);
    toegang_token_issuer issuer = forge_issuer(keys);
    issuer.claims = "fas";
    toegang_trust *trust = token_trust_of(&issuer, 1);
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ACCESS);
    char *token = forge_token(
        "{\"iss\":\"https://op.example\",\"aud\":\"e-loket\",\"exp\":1795428300,\"iat\":1795427990,"
        "\"sub\":\"f-1\",\"egovNRN\":\"85073003328\",\"surname\":\"Peeters\",\"roles\":\"a:0999999922\","
        "\"acr\":\"urn:be:fedict:iam:fas:Level500\"}",
        &(struct forge_token){.typ = "at+jwt"});
    toegang_identity *identity = NULL;
    cr_assert_str_eq(token_answer(trust, token, &expected, FORGE_AT, &identity), "", "%s",
                     token_report.check);
    cr_expect_eq(toegang_identity_assurance(identity), TOEGANG_ASSURANCE_HIGH);
    cr_expect_str_eq(toegang_identity_authentication(identity), "urn:be:fedict:iam:fas:Level500");
    cr_expect_str_eq(toegang_identity_family_name(identity), "Peeters");
    toegang_identity_free(identity);
    toegang_trust_free(trust);
    free(keys), free(token);
}
