/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens.h"

#define EVENT "\"http://schemas.openid.net/event/backchannel-logout\""

Test(jwt_logout, what_it_says)
{
    toegang_trust *trust = token_trust();
    toegang_logout *logout = NULL;
    char *token = token_of(TOEGANG_TOKEN_LOGOUT, NULL, NULL);
    cr_assert_str_eq(token_logout(trust, token, FORGE_AT, &logout), "", "%s", token_report.check);
    toegang_trust_free(trust);
    cr_expect_str_eq(toegang_logout_issuer(logout), FORGE_OP);
    cr_expect_str_eq(toegang_logout_id(logout), "j-4");
    cr_expect_str_eq(toegang_logout_name_id(logout), "t9b6e1c53a7d84f0e");
    cr_expect_str_eq(toegang_logout_session_index(logout), "s-41f7");
    cr_expect_eq(toegang_logout_until(logout), 1795428110 + 60);
    toegang_logout_free(logout);
    toegang_logout_free(NULL);
    free(token);
}

Test(jwt_logout, rows)
{
    static const struct token_row rows[] = {
        {"sub alone", "\"sid\":\"s-41f7\",", "", ""},
        {"sid alone", "\"sub\":\"t9b6e1c53a7d84f0e\",", "", ""},
        {"neither", "\"sub\":\"t9b6e1c53a7d84f0e\",\"sid\":\"s-41f7\",", "", "jwt.claim.absent"},
        {"a sub that is empty", "t9b6e1c53a7d84f0e", "", "jwt.claim.kind"},
        {"a jti that is no text", "\"j-4\"", "4", "jwt.claim.kind"},
        {"another event", EVENT, "\"https://example.org/event\"", "jwt.events"},
        {"no event", EVENT ":{}", "", "jwt.events"},
        {"another beside it", EVENT ":{}", EVENT ":{},\"https://example.org/event\":{}", ""},
        {"an event with more in it", EVENT ":{}", EVENT ":{\"x\":1}", ""},
        {"an event that is no object", EVENT ":{}", EVENT ":true", "jwt.events"},
        {"events that are an array", "{" EVENT ":{}}", "[" EVENT "]", "jwt.claim.kind"},
        {"events that are null", "{" EVENT ":{}}", "null", "jwt.claim.kind"},
    };
    token_rows(TOEGANG_TOKEN_LOGOUT, rows, LENGTH(rows));
}
