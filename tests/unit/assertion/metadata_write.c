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

/* The uses that it states, each with the key whose certificate stands there: "signing eloket, …". */
static void uses_of(const char *xml, char out[256])
{
    static const char open[] = "<md:KeyDescriptor use=\"";
    static const char *const names[] = {"eloket", "idp-next", "sp", "sp-next"};
    *out = '\0';
    for (const char *at = xml; (at = strstr(at, open)); at++) {
        const char *use = at + strlen(open), *stop = strstr(at, "</md:KeyDescriptor>");
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            const char *certificate = strstr(at, forge_key_certificate(forge_key(names[i])));
            if (certificate && certificate < stop)
                sprintf(out + strlen(out), "%s%.*s %s", *out ? ", " : "", (int)strcspn(use, "\""), use, names[i]);
        }
    }
}

Test(metadata_write, what_each_key_is_for)
{
    static const struct {
        const char *decrypting[2], *certificates[4], *uses;
    } rows[] = {
        {{"sp"}, {"eloket"}, "signing eloket"},
        {{"sp"}, {"eloket", "sp"}, "signing eloket, encryption sp"},
        {{"sp"}, {"sp", "eloket"}, "signing eloket, encryption sp"},
        {{"sp", "sp-next"}, {"sp-next", "sp", "eloket"}, "signing eloket, encryption sp-next, encryption sp"},
        {{"sp", "sp-next"}, {"sp", "idp-next", "eloket", "sp-next"},
         "signing eloket, signing idp-next, encryption sp, encryption sp-next"},
        {{"eloket"}, {"eloket"}, "signing eloket, encryption eloket"},
        {{"eloket", "sp"}, {"sp", "eloket"}, "signing eloket, encryption eloket, encryption sp"},
        {{NULL}, {"eloket", "sp"}, "signing eloket, signing sp"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct messages own;
        char *keys[2] = {NULL, NULL}, certificates[16384] = "", uses[256];
        messages_begin(&own, "eloket");
        for (size_t j = 0; j < 4 && rows[i].certificates[j]; j++) {
            char name[64];
            snprintf(name, sizeof name, "%s.crt", rows[i].certificates[j]);
            char *text = forge_key_text(name);
            strcat(certificates, text);
            free(text);
        }
        for (size_t j = 0; j < 2 && rows[i].decrypting[j]; j++, own.provider.decryption_key_count++)
            keys[j] = forge_key_pem(rows[i].decrypting[j]);
        own.provider.decryption_keys = (const char *const *)keys;
        own.provider.certificates = certificates;
        messages_trust(&own);
        toegang_message *message = made(&own, TOEGANG_NEVER);
        uses_of(toegang_message_xml(message), uses);
        cr_expect_str_eq(uses, rows[i].uses, "row %zu: %s", i, uses);
        cr_expect_str_eq(verify(toegang_message_xml(message), "eloket"), "", "row %zu", i);
        toegang_message_free(message);
        messages_end(&own);
        free(keys[0]), free(keys[1]);
    }
}

/* What is stated is what is taken: no more, and CBC only where it is allowed. */
Test(metadata_write, how_to_encrypt)
{
    static const char *const methods[] = {
        "http://www.w3.org/2009/xmlenc11#aes128-gcm", "http://www.w3.org/2009/xmlenc11#aes256-gcm",
        "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p", "http://www.w3.org/2009/xmlenc11#rsa-oaep",
        "http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://www.w3.org/2001/04/xmlenc#aes256-cbc"};
    for (int allow_cbc = 0; allow_cbc < 2; allow_cbc++) {
        struct messages own;
        char *key = forge_key_pem("eloket"), element[128];
        messages_begin(&own, "eloket");
        own.provider.decryption_keys = (const char *const *)&key;
        own.provider.decryption_key_count = 1;
        own.provider.allow_cbc = allow_cbc;
        messages_trust(&own);
        toegang_message *message = made(&own, TOEGANG_NEVER);
        const char *xml = toegang_message_xml(message), *encryption = strstr(xml, "use=\"encryption\"");
        size_t count = 0;
        for (size_t i = 0; i < 6; i++) {
            snprintf(element, sizeof element, "<md:EncryptionMethod Algorithm=\"%s\">", methods[i]);
            cr_expect_eq(strstr(encryption, element) != NULL, i < 4 || allow_cbc, "%s", element);
        }
        for (const char *at = xml; (at = strstr(at, "<md:EncryptionMethod")); at++) count += at > encryption;
        cr_expect_eq(count, allow_cbc ? 6 : 4);
        toegang_message_free(message);
        messages_end(&own);
        free(key);
    }
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
