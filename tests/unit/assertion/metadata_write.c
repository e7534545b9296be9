/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

#include "messages.h"
#include "parse/xml.h"

/* Signed in our own profile: it verifies with the certificate that it publishes first. */
static const char *verify(const char *xml, const char *certificate_of)
{
    static toegang_report report;
    struct tg_crypto *crypto;
    struct tg_arena arena = {0};
    struct tg_xml_node *root;
    struct tg_signed what;
    struct tg_key *key = NULL;
    size_t count;
    char name[64], *pem = (snprintf(name, sizeof name, "%s.crt", certificate_of), forge_key_text(name));
    report = (toegang_report){0};
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_key_of_pem(crypto, tg_span_of(pem), 0, &key, &count, NULL), TOEGANG_GOOD);
    const struct tg_verifiers verifiers = {.crypto = crypto, .keys = &key, .key_count = 1};
    cr_assert_eq(tg_xml_read(tg_span_of(xml), &tg_xml_metadata_limits, &arena, &root, &report), TOEGANG_GOOD, "%s",
                 report.check);
    toegang_status status = tg_xmldsig_places(root, &report);
    if (status == TOEGANG_GOOD) status = tg_xmldsig_verify(root, &verifiers, &arena, &what, &report);
    cr_expect_eq(status, report.status);
    tg_key_free(key);
    tg_arena_free(&arena);
    tg_crypto_free(crypto);
    free(pem);
    return report.check;
}

static toegang_message *made(const struct messages *messages, toegang_time until)
{
    toegang_message *message = NULL;
    toegang_report report = {0};
    cr_assert_eq(toegang_own_metadata(messages->trust, NULL, FORGE_AT, until, &message, &report), TOEGANG_GOOD,
                 "%s %s", report.check, report.came);
    return message;
}

Test(metadata_write, with_each_kind_of_key)
{
    static const char *const keys[] = {"eloket", "idp-3072", "idp-p256", "idp-p384", "idp-p521"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct messages own;
        messages_begin(&own, keys[i]);
        messages_trust(&own);
        toegang_message *message = made(&own, FORGE_AT + 86400);
        cr_expect_str_eq(verify(toegang_message_xml(message), keys[i]), "", "%s", keys[i]);
        cr_expect_str_eq(verify(toegang_message_xml(message), "attacker"),
                         i < 2 ? "saml.signature.value" : "saml.signature.key", "%s", keys[i]);
        cr_expect_str_eq(toegang_message_url(message), "");
        toegang_message_free(message);
        messages_end(&own);
    }
}

Test(metadata_write, what_it_says)
{
    struct messages own;
    messages_begin(&own, "eloket");
    char *next = forge_key_text("idp-next.crt"), both[8192];
    snprintf(both, sizeof both, "our certificates\n%s\n%s", next, own.certificate);
    own.provider.certificates = both;
    own.provider.audience = "https://e.example/?a=1&b=\"2\"";
    messages_trust(&own);
    toegang_message *message = made(&own, FORGE_AT + 86400), *timeless = made(&own, TOEGANG_NEVER);
    const char *xml = toegang_message_xml(message);
    cr_expect(strstr(xml, "entityID=\"https://e.example/?a=1&amp;b=&quot;2&quot;\"") != NULL);
    cr_expect(strstr(xml, " validUntil=\"2026-11-24T10:00:00Z\"") != NULL);
    cr_expect_null(strstr(toegang_message_xml(timeless), "validUntil"));
    cr_expect(strstr(xml, toegang_message_id(message)) != NULL);
    cr_expect(strstr(xml, "<md:AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\""
                          " Location=\"" FORGE_RECIPIENT "\" index=\"0\">") != NULL);
    cr_expect(strstr(xml, "<md:SingleLogoutService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\""
                          " Location=\"" FORGE_LOGOUT "\">") != NULL);
    const char *first = strstr(xml, "<md:KeyDescriptor use=\"signing\">");
    cr_assert_not_null(first);
    const char *second = strstr(first + 1, "<md:KeyDescriptor use=\"signing\">");
    cr_assert_not_null(second);
    cr_expect_null(strstr(second + 1, "<md:KeyDescriptor"));
    cr_expect(strstr(first, forge_key_certificate(forge_key("eloket"))) < second, "that of the signing key first");
    cr_expect(strstr(second, forge_key_certificate(forge_key("idp-next"))) != NULL);
    cr_expect_str_eq(verify(xml, "eloket"), "");
    char *changed = forge_replace(xml, FORGE_RECIPIENT, "https://evil.example/acs");
    cr_expect_str_eq(verify(changed, "eloket"), "saml.signature.digest");
    toegang_message_free(message), toegang_message_free(timeless);
    messages_end(&own);
    free(next), free(changed);
}

Test(metadata_write, without_a_logout_address)
{
    struct messages own;
    messages_begin(&own, "eloket");
    own.provider.logout = NULL;
    messages_trust(&own);
    toegang_message *message = made(&own, TOEGANG_NEVER);
    cr_expect_null(strstr(toegang_message_xml(message), "SingleLogoutService"));
    toegang_message_free(message);
    messages_end(&own);
}

Test(metadata_write, what_is_not_configured)
{
    for (int row = 0; row < 2; row++) {
        struct messages own;
        toegang_message *message = NULL;
        toegang_report report = {0};
        messages_begin(&own, "eloket");
        if (row == 0) own.provider.signing_key = NULL;
        else own.provider.certificates = NULL;
        messages_trust(&own);
        cr_expect_eq(toegang_own_metadata(own.trust, NULL, FORGE_AT, TOEGANG_NEVER, &message, &report),
                     TOEGANG_CONFIGURATION);
        cr_expect_str_eq(report.check, row ? "request.certificate" : "request.key");
        cr_expect_eq(toegang_own_metadata(own.trust, NULL, FORGE_AT, FORGE_AT, &message, NULL), TOEGANG_MISUSE);
        cr_expect_eq(toegang_own_metadata(NULL, NULL, FORGE_AT, TOEGANG_NEVER, &message, NULL), TOEGANG_MISUSE);
        cr_expect_eq(toegang_own_metadata(own.trust, NULL, FORGE_AT, TOEGANG_NEVER, NULL, NULL), TOEGANG_MISUSE);
        cr_expect_null(message);
        messages_end(&own);
    }
}

Test(metadata_write, an_end_that_cannot_be_written)
{
    struct messages own;
    toegang_message *message = NULL;
    messages_begin(&own, "eloket");
    messages_trust(&own);
    cr_expect_eq(toegang_own_metadata(own.trust, NULL, FORGE_AT, 316000000000, &message, NULL), TOEGANG_MISUSE);
    toegang_message_free(message);
    messages_end(&own);
}
