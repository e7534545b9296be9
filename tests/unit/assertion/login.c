/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

#include "messages.h"
#include "parse/xml.h"

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

TestSuite(login, .init = begin, .fini = end);

static toegang_login usual(void)
{
    return (toegang_login){.size = sizeof(toegang_login), .at = FORGE_AT};
}

static toegang_status ask(const struct messages *of, const toegang_login *login, toegang_message **out,
                          toegang_report *report)
{
    *report = (toegang_report){0};
    *out = NULL;
    toegang_status status = toegang_login_request(of->trust, login, out, report);
    cr_expect_eq(status, report->status);
    cr_expect_eq(*out != NULL, status == TOEGANG_GOOD);
    return status;
}

static void expect_attribute(const struct tg_xml_node *node, const char *name, const char *value)
{
    const struct tg_xml_attribute *attribute = tg_xml_attribute_of(node, name);
    cr_expect_eq(attribute != NULL, value != NULL, "%s", name);
    if (attribute && value) cr_expect(tg_span_is(attribute->value, value), "%s", name);
}

Test(login, what_it_asks)
{
    static const char *const classes[] = {"urn:be:fedict:iam:fas:Level450", "a & \"b\""};
    toegang_login all = usual();
    all.provider = FORGE_ISSUER;
    all.relay_state = "/page?a=1&b=2 €";
    all.force_authn = all.passive = 1;
    all.classes = classes, all.class_count = 2;
    toegang_login least = usual();
    for (int row = 0; row < 2; row++) {
        struct tg_arena arena = {0};
        struct tg_xml_node *root;
        struct tg_span issuer;
        toegang_report report;
        toegang_message *message;
        cr_assert_eq(ask(&messages, row ? &all : &least, &message, &report), TOEGANG_GOOD, "%s", report.check);
        const char *url = toegang_message_url(message), *xml = toegang_message_xml(message);
        char *carried = messages_unfold(url, "SAMLRequest"), *relay = messages_parameter(url, "RelayState");
        cr_expect_str_eq(carried, xml);
        cr_expect_str_eq(relay, row ? all.relay_state : "");
        cr_expect_eq(strstr(url, "RelayState=") != NULL, row == 1);
        cr_expect(strncmp(url, FORGE_ISSUER "/sso?SAMLRequest=", strlen(FORGE_ISSUER "/sso?SAMLRequest=")) == 0, "%s", url);
        cr_expect(messages_verifies(url, "eloket"));
        cr_expect_not(messages_verifies(url, "idp"));
        cr_assert_eq(tg_xml_read(tg_span_of(xml), &tg_xml_message_limits, &arena, &root, NULL), TOEGANG_GOOD);
        cr_expect(tg_xml_is(root, TG_NS_SAMLP, "AuthnRequest"));
        expect_attribute(root, "ID", toegang_message_id(message));
        expect_attribute(root, "Version", "2.0");
        expect_attribute(root, "IssueInstant", "2026-11-23T10:00:00Z");
        expect_attribute(root, "Destination", FORGE_ISSUER "/sso");
        expect_attribute(root, "AssertionConsumerServiceURL", FORGE_RECIPIENT);
        expect_attribute(root, "ProtocolBinding", "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST");
        expect_attribute(root, "ForceAuthn", row ? "true" : NULL);
        expect_attribute(root, "IsPassive", row ? "true" : NULL);
        const struct tg_xml_node *first = tg_xml_first_element(root);
        cr_expect(tg_xml_is(first, TG_NS_SAML, "Issuer") && tg_xml_only_text(first, &issuer) &&
                  tg_span_is(issuer, FORGE_AUDIENCE));
        cr_expect_eq(tg_xml_next_element(first) != NULL, row == 1);
        cr_expect_eq(strstr(xml, "<saml:AuthnContextClassRef>a &amp; \"b\"</saml:AuthnContextClassRef>") != NULL, row == 1);
        toegang_message_free(message);
        tg_arena_free(&arena);
        free(carried), free(relay);
    }
}

/* 160 bits, and a letter first. */
Test(login, ids_are_unpredictable)
{
    char seen[64][TG_MESSAGE_ID_SIZE];
    for (size_t i = 0; i < 64; i++) {
        toegang_login login = usual();
        toegang_report report;
        toegang_message *message;
        cr_assert_eq(ask(&messages, &login, &message, &report), TOEGANG_GOOD);
        const char *id = toegang_message_id(message);
        cr_assert_eq(strlen(id), 41);
        cr_expect_eq(id[0], '_');
        cr_expect_eq(strspn(id + 1, "0123456789abcdef"), 40);
        for (size_t j = 0; j < i; j++) cr_expect_str_neq(seen[j], id);
        snprintf(seen[i], sizeof seen[i], "%s", id);
        toegang_message_free(message);
    }
    toegang_message_free(NULL);
}

Test(login, each_kind_of_key)
{
    static const struct {
        const char *key, *algorithm;
    } rows[] = {{"idp-3072", "xmldsig-more#rsa-sha256"},
                {"idp-p256", "xmldsig-more#ecdsa-sha256"},
                {"idp-p384", "xmldsig-more#ecdsa-sha384"},
                {"idp-p521", "xmldsig-more#ecdsa-sha512"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct messages own;
        toegang_login login = usual();
        toegang_report report;
        toegang_message *message;
        messages_begin(&own, rows[i].key);
        messages_trust(&own);
        cr_assert_eq(ask(&own, &login, &message, &report), TOEGANG_GOOD, "%s: %s", rows[i].key, report.check);
        char *algorithm = messages_parameter(toegang_message_url(message), "SigAlg");
        cr_expect(strstr(algorithm, rows[i].algorithm) != NULL, "%s", algorithm);
        free(algorithm);
        toegang_message_free(message);
        messages_end(&own);
    }
}

Test(login, what_is_refused)
{
    static char long_state[82];
    memset(long_state, 'x', 81);
    const char *const bad_classes[] = {"a\x01"};
    for (int row = 0; row < 5; row++) {
        static const char *const checks[] = {"", "request.relay-state", "xml.character", "saml.metadata.expired",
                                             "library.misuse"};
        struct messages own;
        toegang_login login = usual();
        toegang_report report;
        toegang_message *message;
        messages_begin(&own, "eloket");
        char *expired = forge_replace(own.metadata, "entityID=", "validUntil=\"2026-11-23T10:00:00Z\" entityID=");
        if (row == 3) own.provider.metadata = expired, own.provider.metadata_length = strlen(expired);
        messages_trust(&own);
        login.relay_state = row == 1 ? long_state : long_state + 1;
        if (row == 2) login.classes = bad_classes, login.class_count = 1;
        if (row == 4) login.at = TOEGANG_NEVER;
        (void)ask(&own, &login, &message, &report);
        cr_expect_str_eq(report.check, checks[row], "row %d: %s", row, report.check);
        toegang_message_free(message);
        messages_end(&own);
        free(expired);
    }
}

Test(login, what_is_not_configured)
{
    for (int row = 0; row < 3; row++) {
        static const char *const checks[] = {"", "request.key", "request.endpoint"};
        struct messages own;
        toegang_login login = usual();
        toegang_report report;
        toegang_message *message;
        messages_begin(&own, "eloket");
        char *nowhere = forge_replace(own.metadata, "SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect",
                                      "SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST");
        if (row == 1) own.provider.signing_key = NULL;
        if (row == 2) own.provider.metadata = nowhere, own.provider.metadata_length = strlen(nowhere);
        messages_trust(&own);
        cr_expect_eq(ask(&own, &login, &message, &report), row ? TOEGANG_CONFIGURATION : TOEGANG_GOOD);
        cr_expect_str_eq(report.check, checks[row]);
        toegang_message_free(message);
        messages_end(&own);
        free(nowhere);
    }
}

/* An address with a query of its own keeps it. */
Test(login, address_with_a_query)
{
    struct messages own;
    toegang_login login = usual();
    toegang_report report;
    toegang_message *message;
    messages_begin(&own, "eloket");
    char *metadata = forge_replace(own.metadata, "/sso\"", "/sso?tenant=1&amp;x=y\"");
    own.provider.metadata = metadata, own.provider.metadata_length = strlen(metadata);
    messages_trust(&own);
    cr_assert_eq(ask(&own, &login, &message, &report), TOEGANG_GOOD);
    cr_expect(strstr(toegang_message_url(message), "/sso?tenant=1&x=y&SAMLRequest=") != NULL);
    toegang_message_free(message);
    messages_end(&own);
    free(metadata);
}

Test(login, misuse)
{
    static const char *const classes[] = {"", NULL};
    toegang_message *message = NULL;
    toegang_login rows[6];
    for (size_t i = 0; i < 6; i++) rows[i] = usual();
    rows[0].size = 8;
    rows[1].class_count = 1;
    rows[2].classes = classes, rows[2].class_count = 1;
    rows[3].classes = classes + 1, rows[3].class_count = 1;
    rows[4].provider = "https://other.example";
    rows[5].provider = "";
    for (size_t i = 0; i < 6; i++)
        cr_expect_eq(toegang_login_request(messages.trust, &rows[i], &message, NULL), TOEGANG_MISUSE, "%zu", i);
    toegang_login login = usual();
    cr_expect_eq(toegang_login_request(NULL, &login, &message, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_login_request(messages.trust, NULL, &message, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_login_request(messages.trust, &login, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_null(message);
}

/* With two providers it has to be said which. */
Test(login, of_several_providers)
{
    const struct forge_key *keys[] = {forge_key("idp-next")};
    char *metadata = forge_metadata(keys, 1, "https://other.example/saml");
    toegang_saml_provider providers[] = {messages.provider, messages.provider};
    providers[1].entity_id = "https://other.example/saml";
    providers[1].metadata = metadata, providers[1].metadata_length = strlen(metadata);
    const toegang_trust_settings settings = {.size = sizeof settings, .providers = providers, .provider_count = 2};
    struct messages both = {0};
    toegang_login login = usual();
    toegang_report report;
    toegang_message *message;
    cr_assert_eq(toegang_trust_new(&settings, &both.trust, NULL), TOEGANG_GOOD);
    cr_expect_eq(ask(&both, &login, &message, &report), TOEGANG_MISUSE);
    login.provider = "https://other.example/saml";
    cr_assert_eq(ask(&both, &login, &message, &report), TOEGANG_GOOD);
    cr_expect(strncmp(toegang_message_url(message), "https://other.example/saml/sso?", 31) == 0);
    toegang_message_free(message);
    toegang_trust_free(both.trust);
    free(metadata);
}

/* A year of five digits has no form of its own: cut to four it would be another. */
Test(login, years_that_cannot_be_written)
{
    static const toegang_time times[] = {253402300799, 253402300800, 316000000000, 1795428000000, -62135596801};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        toegang_message *message = NULL;
        const toegang_login login = {.size = sizeof login, .at = times[i]};
        cr_expect_eq(toegang_login_request(messages.trust, &login, &message, NULL),
                     i == 0 ? TOEGANG_GOOD : TOEGANG_MISUSE, "%zu", i);
        toegang_message_free(message);
    }
}
