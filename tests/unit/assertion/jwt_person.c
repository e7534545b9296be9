/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens.h"

static toegang_identity *identity_of(toegang_token_kind kind, const char *from, const char *to)
{
    toegang_trust *trust = token_trust();
    const toegang_expected expected = forge_expected(kind);
    toegang_identity *identity = NULL;
    char *token = token_of(kind, from, to);
    cr_assert_str_eq(token_answer(trust, token, &expected, FORGE_AT, &identity), "", "%s: %s",
                     token_report.check, token_report.came);
    toegang_trust_free(trust); /* what the identity holds is its own */
    free(token);
    return identity;
}

Test(jwt_person, everything_that_an_id_token_says)
{
    toegang_identity *identity = identity_of(TOEGANG_TOKEN_ID, NULL, NULL);
    toegang_rrn holder = toegang_identity_holder(identity);
    toegang_organisation organisation = toegang_identity_organisation(identity);
    cr_expect_eq(toegang_identity_origin(identity), TOEGANG_ORIGIN_JWT);
    cr_expect_eq(memcmp(holder.digits, FORGE_RRN, sizeof holder.digits), 0);
    cr_expect_str_eq(toegang_identity_issuer(identity), FORGE_OP);
    cr_expect_str_eq(toegang_identity_assertion_id(identity), "j-1");
    cr_expect_str_eq(toegang_identity_name_id(identity), "t9b6e1c53a7d84f0e");
    cr_expect_str_eq(toegang_identity_session_index(identity), "s-41f7");
    cr_expect_str_eq(toegang_identity_authentication(identity), "urn:be:vlaanderen:authmech:eid");
    cr_expect_eq(toegang_identity_assurance(identity), TOEGANG_ASSURANCE_HIGH);
    cr_expect_str_eq(toegang_identity_capacity(identity), "EA");
    cr_expect_str_eq(organisation.value, "0999999922");
    cr_expect_str_eq(toegang_identity_given_name(identity), "Veerle");
    cr_expect_str_eq(toegang_identity_family_name(identity), "Peeters");
    cr_expect_eq(strlen(toegang_identity_key_fingerprint(identity)), 64);
    cr_expect_eq(toegang_identity_authenticated_at(identity), 1795427980);
    cr_expect_eq(toegang_identity_until(identity), 1795428300 + 60);
    cr_assert_eq(toegang_identity_roles(identity), 3);
    cr_expect_str_eq(toegang_identity_role(identity, 0)->claim, "subsidie_rol_3d");
    cr_expect_str_eq(toegang_identity_role(identity, 1)->value, "subsidie-lezen-2026:0999999922");
    cr_expect_str_eq(toegang_identity_role(identity, 2)->organisation.value, "0999999823");
    toegang_identity_free(identity);
}

Test(jwt_person, what_is_not_stated_is_open)
{
    toegang_identity *identity = identity_of(TOEGANG_TOKEN_USERINFO, NULL, NULL);
    cr_expect_str_eq(toegang_identity_assertion_id(identity), "");
    cr_expect_str_eq(toegang_identity_session_index(identity), "");
    cr_expect_str_eq(toegang_identity_authentication(identity), "");
    cr_expect_eq(toegang_identity_assurance(identity), TOEGANG_ASSURANCE_NONE);
    cr_expect_eq(toegang_identity_authenticated_at(identity), TOEGANG_ALWAYS);
    cr_expect_eq(toegang_identity_until(identity), FORGE_AT + 86400 + 60);
    cr_expect_eq(toegang_identity_roles(identity), 0);
    toegang_identity_free(identity);
    identity = identity_of(TOEGANG_TOKEN_USERINFO, "{", "{\"iat\":1795420000,");
    cr_expect_eq(toegang_identity_until(identity), 1795420000 + 86400 + 60);
    toegang_identity_free(identity);
}

Test(jwt_person, an_answer_about_a_token_is_read_inside)
{
    toegang_identity *identity = identity_of(TOEGANG_TOKEN_INTROSPECTION, "{\"iss\"",
                                             "{\"jti\":\"outside\",\"acr\":\"outside\",\"iss\"");
    cr_expect_str_eq(toegang_identity_assertion_id(identity), "j-3");
    cr_expect_str_eq(toegang_identity_name_id(identity), "t9b6e1c53a7d84f0e");
    cr_expect_str_eq(toegang_identity_organisation(identity).value, "0999999922");
    cr_expect_eq(toegang_identity_assurance(identity), TOEGANG_ASSURANCE_HIGH);
    cr_expect_eq(toegang_identity_until(identity), 1795428300 + 60);
    toegang_identity_free(identity);
}

Test(jwt_person, what_the_issuer_may_assert)
{
    static const char *const names[] = {"idp"};
    char *keys = forge_jwks(names, 1), *token = token_of(TOEGANG_TOKEN_ACCESS, NULL, NULL);
    toegang_token_issuer issuer = forge_issuer(keys);
    issuer.asserts = TOEGANG_ASSERTS_RIGHTS;
    toegang_trust *trust = token_trust_of(&issuer, 1);
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ACCESS);
    toegang_identity *identity = NULL;
    cr_assert_str_eq(token_answer(trust, token, &expected, FORGE_AT, &identity), "");
    cr_expect_eq(toegang_identity_asserts(identity), TOEGANG_ASSERTS_RIGHTS);
    toegang_identity_free(identity);
    toegang_trust_free(trust);
    free(keys), free(token);
}

Test(jwt_person, nobody)
{
    static const struct token_row rows[] = {
        {"no national number", "\"rrn\":\"85073003328\",", "", "claims.rrn.absent"},
        {"no vo_id is a person too", "\"vo_id\":\"0f0e1d2c\",", "", ""},
        {"born in the future", FORGE_RRN, "27010100187", "rrn.birth"},
        {"wrong check digits", FORGE_RRN, "85073003329", "rrn.checksum"},
        {"a jti that is no text", "\"j-1\"", "1", "jwt.claim.kind"},
        {"a sid that is no text", "\"s-41f7\"", "null", "jwt.claim.kind"},
        {"a sub that is no text", "\"t9b6e1c53a7d84f0e\"", "7", "jwt.claim.kind"},
        {"an empty sub", "t9b6e1c53a7d84f0e", "", "jwt.claim.kind"},
    };
    token_rows(TOEGANG_TOKEN_ID, rows, LENGTH(rows));
}

/* A client that speaks for itself is its own subject; what it lacks beside that proves nothing. */
Test(jwt_person, machines)
{
    static const struct token_row rows[] = {
        {"sub is client_id, no person", "\"sub\":\"t9b6e1c53a7d84f0e\",\"client_id\":\"portaal\"",
         "\"sub\":\"portaal\",\"client_id\":\"portaal\",\"no\":1", ""},
        {"sub is client_id, an organisation", "\"rrn\":\"85073003328\"", "\"x\":1", "claims.rrn.absent"},
    };
    token_rows(TOEGANG_TOKEN_ACCESS, rows, LENGTH(rows));
    static const struct {
        const char *name, *sub, *client, *person, *check;
    } machines[] = {
        {"the client itself", "portaal", "\"client_id\":\"portaal\"", "", "jwt.machine"},
        {"the client itself by azp", "portaal", "\"azp\":\"portaal\"", "", "jwt.machine"},
        {"a person without number", "p-1", "\"client_id\":\"portaal\"", "", "claims.rrn.absent"},
        {"a person with names", "portaal", "\"client_id\":\"portaal\"", ",\"given_name\":\"An\"",
         "claims.rrn.absent"},
        {"a person with a number", "portaal", "\"client_id\":\"portaal\"", ",\"rrn\":\"85073003328\"", ""},
        {"an organisation makes no person", "portaal", "\"client_id\":\"portaal\"",
         ",\"vo_orgcode\":\"0999999922\"", "jwt.machine"},
    };
    toegang_trust *trust = token_trust();
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ACCESS);
    for (size_t i = 0; i < LENGTH(machines); i++) {
        char claims[512];
        snprintf(
            claims, sizeof claims,
            "{\"iss\":\"https://"
            "op.example\",\"aud\":\"e-loket\",\"exp\":1795428300,\"iat\":1795427990,\"sub\":\"%s\",%s%s}",
            machines[i].sub, machines[i].client, machines[i].person);
        char *token = forge_token(claims, &(struct forge_token){.typ = "at+jwt"});
        cr_expect_str_eq(token_answer(trust, token, &expected, FORGE_AT, NULL), machines[i].check, "%s: %s",
                         machines[i].name, token_report.check);
        free(token);
    }
    toegang_trust_free(trust);
}
