/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

#include "messages.h"

static struct messages messages;

static void begin(void)
{
    messages_begin(&messages, "eloket");
    messages_trust(&messages);
}

static void end(void)
{
    messages_end(&messages);
}

TestSuite(logout_write, .init = begin, .fini = end);

static const toegang_session whole = {.size = sizeof whole,
                                      .provider = FORGE_ISSUER,
                                      .name_id = "_name & <co>",
                                      .name_id_format = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
                                      .name_qualifier = "https://\"idp\".example",
                                      .sp_name_qualifier = "sp",
                                      .session_index = "_session"};

/* The octets of a request of ours, but for its ID. */
Test(logout_write, requests)
{
    static const char head[] =
        "<samlp:LogoutRequest xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\""
        " xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" Destination=\"" FORGE_ISSUER "/slo\" ID=\"%s\""
        " IssueInstant=\"2026-11-23T10:00:00Z\" Version=\"2.0\" NotOnOrAfter=\"2026-11-23T10:05:00Z\">"
        "<saml:Issuer>" FORGE_AUDIENCE "</saml:Issuer>%s</samlp:LogoutRequest>";
    const toegang_session bare = {
        .size = sizeof bare, .provider = FORGE_ISSUER, .name_id = "x", .session_index = "", .name_id_format = ""};
    const struct {
        const toegang_session *session;
        const char *name;
    } rows[] = {
        {&whole, "<saml:NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\""
                 " NameQualifier=\"https://&quot;idp&quot;.example\" SPNameQualifier=\"sp\">_name &amp; &lt;co&gt;"
                 "</saml:NameID><samlp:SessionIndex>_session</samlp:SessionIndex>"},
        {&bare, "<saml:NameID>x</saml:NameID>"}};
    for (size_t i = 0; i < 2; i++) {
        char expected[2048];
        toegang_message *message = NULL;
        cr_assert_eq(toegang_logout_request(messages.trust, rows[i].session, "state", FORGE_AT, &message, NULL),
                     TOEGANG_GOOD);
        snprintf(expected, sizeof expected, head, toegang_message_id(message), rows[i].name);
        cr_expect_str_eq(toegang_message_xml(message), expected);
        cr_expect(messages_verifies(toegang_message_url(message), "eloket"));
        char *carried = messages_unfold(toegang_message_url(message), "SAMLRequest");
        cr_expect_str_eq(carried, expected);
        free(carried);
        toegang_message_free(message);
    }
}

/* What a sign-in said comes back as it was. */
Test(logout_write, the_session_of_an_identity)
{
    const struct forge_signing how = {.key = forge_key("idp"), .what = FORGE_ASSERTION};
    char *template = forge_file("acm.xml"), *start = strstr(template, "<saml:NameID"), *stop = strchr(start, '>') + 1;
    char *old = strndup(start, (size_t)(stop - start));
    char *changed = forge_replace(template, old, "<saml:NameID Format=\"urn:f\" NameQualifier=\"q\" SPNameQualifier=\"s\">");
    char *filled = forge_fill(changed, NULL, 0), *response = forge_sign(filled, &how);
    toegang_identity *identity = NULL;
    toegang_report report = {0};
    cr_assert_eq(toegang_verify_saml(messages.trust, response, strlen(response), FORGE_REQUEST, FORGE_AT, &identity,
                                     &report),
                 TOEGANG_GOOD, "%s %s", report.check, report.came);
    toegang_session session = toegang_identity_session(identity);
    cr_expect_eq(session.size, sizeof session);
    cr_expect_str_eq(session.provider, FORGE_ISSUER);
    cr_expect_str_eq(session.name_id, toegang_identity_name_id(identity));
    cr_expect_str_eq(session.name_id_format, "urn:f");
    cr_expect_str_eq(session.name_qualifier, "q");
    cr_expect_str_eq(session.sp_name_qualifier, "s");
    cr_expect_str_eq(session.session_index, toegang_identity_session_index(identity));
    toegang_message *message = NULL;
    cr_expect_eq(toegang_logout_request(messages.trust, &session, NULL, FORGE_AT, &message, NULL), TOEGANG_GOOD);
    toegang_message_free(message);
    toegang_identity_free(identity);
    free(template), free(old), free(changed), free(filled), free(response);
}

Test(logout_write, answers)
{
    static const char form[] =
        "<samlp:LogoutResponse xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\""
        " xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" Destination=\"" FORGE_ISSUER "/slo\" ID=\"%s\""
        " InResponseTo=\"_logout-1\" IssueInstant=\"2026-11-23T10:00:00Z\" Version=\"2.0\">"
        "<saml:Issuer>" FORGE_AUDIENCE "</saml:Issuer><samlp:Status><samlp:StatusCode"
        " Value=\"urn:oasis:names:tc:SAML:2.0:status:%s\"></samlp:StatusCode></samlp:Status></samlp:LogoutResponse>";
    char *query = forge_query("SAMLRequest", messages_request, NULL, NULL), expected[2048];
    toegang_logout *logout = NULL;
    cr_assert_str_eq(messages_judge_request(&messages, TOEGANG_REDIRECT, query, &logout), "");
    for (int ended = 0; ended <= 1; ended++) {
        toegang_message *message = NULL;
        cr_assert_eq(toegang_logout_response(messages.trust, logout, ended, "a&b", FORGE_AT, &message, NULL),
                     TOEGANG_GOOD);
        snprintf(expected, sizeof expected, form, toegang_message_id(message), ended ? "Success" : "Responder");
        cr_expect_str_eq(toegang_message_xml(message), expected);
        char *relay = messages_parameter(toegang_message_url(message), "RelayState");
        char *carried = messages_unfold(toegang_message_url(message), "SAMLResponse");
        cr_expect_str_eq(relay, "a&b");
        cr_expect_str_eq(carried, expected);
        cr_expect(messages_verifies(toegang_message_url(message), "eloket"));
        free(relay), free(carried);
        toegang_message_free(message);
    }
    toegang_logout_free(logout);
    free(query);
}

/* Another address for answers, where the metadata names one. */
Test(logout_write, answers_go_elsewhere)
{
    struct messages own;
    messages_begin(&own, "eloket");
    char *metadata = forge_replace(own.metadata, "/slo\"", "/slo\" ResponseLocation=\"https://idp.example/done\"");
    own.provider.metadata = metadata, own.provider.metadata_length = strlen(metadata);
    messages_trust(&own);
    char *query = forge_query("SAMLRequest", messages_request, NULL, NULL);
    toegang_logout *logout = NULL;
    toegang_message *answer = NULL, *request = NULL;
    cr_assert_str_eq(messages_judge_request(&own, TOEGANG_REDIRECT, query, &logout), "");
    cr_assert_eq(toegang_logout_response(own.trust, logout, 1, NULL, FORGE_AT, &answer, NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_logout_request(own.trust, &whole, NULL, FORGE_AT, &request, NULL), TOEGANG_GOOD);
    cr_expect(strncmp(toegang_message_url(answer), "https://idp.example/done?", 25) == 0);
    cr_expect(strncmp(toegang_message_url(request), FORGE_ISSUER "/slo?", 29) == 0);
    toegang_message_free(answer), toegang_message_free(request), toegang_logout_free(logout);
    messages_end(&own);
    free(metadata), free(query);
}

Test(logout_write, relay_states)
{
    char state[1026];
    static const struct {
        size_t length;
        const char *request, *answer;
    } rows[] = {{80, "", ""}, {81, "request.relay-state", ""}, {1024, "request.relay-state", ""},
                {1025, "request.relay-state", "request.relay-state"}};
    char *query = forge_query("SAMLRequest", messages_request, NULL, NULL);
    toegang_logout *logout = NULL;
    cr_assert_str_eq(messages_judge_request(&messages, TOEGANG_REDIRECT, query, &logout), "");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report asked = {0}, answered = {0};
        toegang_message *request = NULL, *answer = NULL;
        memset(state, 'x', sizeof state), state[rows[i].length] = '\0';
        (void)!toegang_logout_request(messages.trust, &whole, state, FORGE_AT, &request, &asked);
        (void)!toegang_logout_response(messages.trust, logout, 1, state, FORGE_AT, &answer, &answered);
        cr_expect_str_eq(asked.check, rows[i].request, "%zu", rows[i].length);
        cr_expect_str_eq(answered.check, rows[i].answer, "%zu", rows[i].length);
        toegang_message_free(request), toegang_message_free(answer);
    }
    toegang_logout_free(logout);
    free(query);
}

Test(logout_write, what_is_refused)
{
    static const struct {
        const char *name, *check;
        toegang_status status;
    } rows[] = {{"nobody", "request.session", TOEGANG_REFUSED},
                {"no logout address of ours", "request.logout", TOEGANG_CONFIGURATION},
                {"no key of ours", "request.key", TOEGANG_CONFIGURATION},
                {"the provider has no sign-out", "request.endpoint", TOEGANG_CONFIGURATION},
                {"a name that XML cannot hold", "xml.character", TOEGANG_REFUSED}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct messages own;
        toegang_session session = whole;
        toegang_report report = {0};
        toegang_message *message = NULL;
        messages_begin(&own, "eloket");
        char *none = forge_replace(own.metadata, "SingleLogoutService", "ManageNameIDService");
        if (i == 0) session.name_id = "";
        if (i == 1) own.provider.logout = NULL;
        if (i == 2) own.provider.signing_key = NULL;
        if (i == 3) own.provider.metadata = none, own.provider.metadata_length = strlen(none);
        if (i == 4) session.name_id = "a\x1b";
        messages_trust(&own);
        cr_expect_eq(toegang_logout_request(own.trust, &session, NULL, FORGE_AT, &message, &report), rows[i].status,
                     "%s", rows[i].name);
        cr_expect_str_eq(report.check, rows[i].check, "%s", rows[i].name);
        cr_expect_null(message);
        messages_end(&own);
        free(none);
    }
}

Test(logout_write, misuse)
{
    toegang_message *message = NULL;
    toegang_session small = whole, nowhere = whole, unknown = whole;
    small.size = 8, nowhere.provider = "", unknown.provider = "https://other.example";
    cr_expect_eq(toegang_logout_request(NULL, &whole, NULL, FORGE_AT, &message, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_logout_request(messages.trust, NULL, NULL, FORGE_AT, &message, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_logout_request(messages.trust, &whole, NULL, FORGE_AT, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_logout_request(messages.trust, &small, NULL, FORGE_AT, &message, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_logout_request(messages.trust, &nowhere, NULL, FORGE_AT, &message, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_logout_request(messages.trust, &unknown, NULL, FORGE_AT, &message, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_logout_response(messages.trust, NULL, 1, NULL, FORGE_AT, &message, NULL), TOEGANG_MISUSE);
    cr_expect_null(message);
}
