/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

#include "assertion/metadata.h"
#include "forge.h"

#define MD " xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\""
#define ROLE "<md:IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">"

static struct tg_crypto *crypto;
static struct tg_arena arena;

static void begin(void)
{
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
}

static void end(void)
{
    tg_crypto_free(crypto);
    tg_arena_free(&arena);
}

TestSuite(metadata, .init = begin, .fini = end);

static void free_keys(struct tg_metadata *metadata)
{
    for (size_t i = 0; i < metadata->key_count; i++) tg_key_free(metadata->keys[i]);
}

/* The check that fell, "" when it is good; *out holds keys then. */
static const char *judged(const char *xml, struct tg_metadata *out, toegang_report *report)
{
    *out = (struct tg_metadata){.key_count = 99};
    *report = (toegang_report){0};
    toegang_status status = tg_metadata_read(tg_span_of(xml), FORGE_ISSUER, crypto, NULL, &arena, out, report);
    cr_expect_eq(status, report->status);
    cr_expect_eq(status == TOEGANG_GOOD, out->key_count != 99, "untouched unless good");
    if (status != TOEGANG_GOOD) out->key_count = 0;
    return report->check;
}

Test(metadata, gives_keys_in_order)
{
    const struct forge_key *keys[] = {forge_key("idp-next"), forge_key("idp"), forge_key("idp-p521")};
    struct tg_metadata out;
    toegang_report report;
    char *xml = forge_metadata(keys, 3, FORGE_ISSUER);
    cr_assert_str_eq(judged(xml, &out, &report), "", "%s %s", report.expected, report.came);
    cr_assert_eq(out.key_count, 3);
    for (size_t i = 0; i < 3; i++)
        cr_expect_str_eq(tg_key_fingerprint(out.keys[i]), forge_key_fingerprint(keys[i]));
    cr_expect_eq(out.until, TOEGANG_NEVER);
    free_keys(&out);
    free(xml);
}

Test(metadata, in_all_its_forms)
{
    static const struct {
        const char *name, *from, *to, *check;
        size_t keys;
    } rows[] = {
        {"as it is", "<md:EntityDescriptor", "<md:EntityDescriptor", "", 1},
        {"byte order mark", "<md:EntityDescriptor", "\xEF\xBB\xBF<md:EntityDescriptor", "", 1},
        {"mark and declaration", "<md:EntityDescriptor",
         "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<md:EntityDescriptor", "", 1},
        {"without use", " use=\"signing\"", "", "", 1},
        {"for encryption only", "use=\"signing\"", "use=\"encryption\"", "metadata.keys", 0},
        {"another use", "use=\"signing\"", "use=\"Signing\"", "metadata.use", 0},
        {"an encryption key that we could not use", "    <md:KeyDescriptor",
         "<md:KeyDescriptor use=\"encryption\"><x/></md:KeyDescriptor><md:KeyDescriptor", "", 1},
        {"white space in base64", "<ds:X509Certificate>", "<ds:X509Certificate>\n      ", "", 1},
        {"not base64", "<ds:X509Certificate>", "<ds:X509Certificate>***", "metadata.key", 0},
        {"not a certificate", "<ds:X509Certificate>", "<ds:X509Certificate>AAAA", "metadata.key", 0},
        {"no certificate", "<ds:X509Data>", "<ds:X509Data/><ds:X509Data>", "metadata.key", 0},
        {"two certificates", "<ds:X509Certificate>",
         "<ds:X509Certificate>AAAA</ds:X509Certificate><ds:X509Certificate>", "metadata.key", 0},
        {"two X509Data", "</ds:X509Data>", "</ds:X509Data><ds:X509Data/>", "metadata.key", 0},
        {"element in the certificate", "<ds:X509Certificate>", "<ds:X509Certificate><x/>", "metadata.key", 0},
        {"a key without KeyInfo", "    <md:KeyDescriptor", "<md:KeyDescriptor/><md:KeyDescriptor",
         "metadata.key", 0},
        {"another entity", "entityID=\"" FORGE_ISSUER, "entityID=\"" FORGE_ISSUER "/x", "metadata.entity", 0},
        {"no entity id", "entityID=\"" FORGE_ISSUER "\"", "", "metadata.entity", 0},
        {"service provider", "md:IDPSSODescriptor protocol", "md:SPSSODescriptor protocol", "xml.tag", 0},
        {"SAML 1.1", "SAML:2.0:protocol\"", "SAML:1.1:protocol\"", "metadata.role", 0},
        {"SAML 1.1 and 2.0", "protocolSupportEnumeration=\"",
         "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:1.1:protocol  ", "", 1},
        {"2.0 and another", "SAML:2.0:protocol\">", "SAML:2.0:protocol urn:x\">", "", 1},
        {"a part of the name", "SAML:2.0:protocol\">", "SAML:2.0:protocols\">", "metadata.role", 0},
        {"no protocol", " protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"", "",
         "metadata.role", 0},
        {"two roles", "</md:EntityDescriptor>", ROLE "</md:IDPSSODescriptor></md:EntityDescriptor>",
         "metadata.role", 0},
        {"a role for SAML 1.1 beside it", "</md:EntityDescriptor>",
         "<md:IDPSSODescriptor protocolSupportEnumeration=\"urn:x\"/></md:EntityDescriptor>", "", 1},
        {"comment", "<md:IDPSSO", "<!-- our <provider> -->\n<!----><md:IDPSSO", "", 1},
        {"comments around it", "<md:EntityDescriptor", "<!-- a --> <!-- b - > -- c --><md:EntityDescriptor", "", 1},
        {"comment in the certificate", "<ds:X509Certificate>", "<ds:X509Certificate><!-- 2026 -->", "", 1},
        {"comment that hides a role", "<md:IDPSSO", "<!-- <md:IDPSSODescriptor/> --><md:IDPSSO", "", 1},
        {"comment without an end", "<md:IDPSSO", "<!-- our provider -- ><md:IDPSSO", "xml.comment", 0},
        {"too short to end", "<md:IDPSSO", "<!--><md:IDPSSO", "xml.comment", 0},
        {"DOCTYPE", "<md:EntityDescriptor", "<!DOCTYPE x><md:EntityDescriptor", "xml.doctype", 0},
        {"a ds:Signature", "  <md:IDPSSO", "<ds:Signature><ds:SignedInfo/></ds:Signature><md:IDPSSO", "", 1},
        {"validUntil that is none", "entityID=", "validUntil=\"tomorrow\" entityID=", "metadata.until", 0},
        {"validUntil without Z",
         "entityID=", "validUntil=\"2026-11-23T10:00:00\" entityID=", "metadata.until", 0},
    };
    const struct forge_key *keys[] = {forge_key("idp")};
    char *xml = forge_metadata(keys, 1, FORGE_ISSUER);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_metadata out;
        toegang_report report;
        char *changed = forge_replace(xml, rows[i].from, rows[i].to);
        cr_expect_str_eq(judged(changed, &out, &report), rows[i].check, "%s: %s %s", rows[i].name,
                         report.expected, report.came);
        cr_expect_eq(out.key_count, rows[i].keys, "%s", rows[i].name);
        free_keys(&out);
        free(changed);
    }
    free(xml);
}

Test(metadata, other_roots)
{
    static const struct {
        const char *xml, *check;
    } rows[] = {
        {"", "xml.size"},
        {"<EntityDescriptor/>", "metadata.root"},
        {"<md:IDPSSODescriptor" MD "/>", "metadata.root"},
        {"<md:EntitiesDescriptor" MD "/>", "metadata.entity"},
        {"<md:EntityDescriptor" MD " entityID=\"" FORGE_ISSUER "\"/>", "metadata.role"},
        {"<md:EntityDescriptor" MD " entityID=\"" FORGE_ISSUER "\"><md:SPSSODescriptor "
         "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"/></md:EntityDescriptor>",
         "metadata.role"},
        {"<md:EntityDescriptor" MD " entityID=\"" FORGE_ISSUER "\">" ROLE
         "</md:IDPSSODescriptor></md:EntityDescriptor>",
         "metadata.keys"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_metadata out;
        toegang_report report;
        cr_expect_str_eq(judged(rows[i].xml, &out, &report), rows[i].check, "%s", rows[i].xml);
    }
}

static char *list_of(const char *attributes, const char *one, const char *other)
{
    char *out = calloc(1, strlen(one) + strlen(other) + 512);
    sprintf(out,
            "<md:EntitiesDescriptor" MD "%s><md:EntitiesDescriptor>%s</md:EntitiesDescriptor>%s"
            "</md:EntitiesDescriptor>",
            attributes, one, other);
    return out;
}

Test(metadata, one_entity_of_a_list)
{
    const struct forge_key *ours[] = {forge_key("idp")}, *others[] = {forge_key("attacker")};
    char *one = forge_metadata(ours, 1, FORGE_ISSUER),
         *other = forge_metadata(others, 1, "https://other.example/");
    struct tg_metadata out;
    toegang_report report;
    char *list = list_of("", other, one);
    cr_assert_str_eq(judged(list, &out, &report), "", "%s", report.came);
    cr_expect_eq(out.key_count, 1);
    cr_expect_str_eq(tg_key_fingerprint(out.keys[0]), forge_key_fingerprint(ours[0]));
    free_keys(&out);
    free(list);
    list = list_of("", one, one);
    cr_expect_str_eq(judged(list, &out, &report), "metadata.entity");
    cr_expect_str_eq(report.came, "several");
    free(list);
    list = list_of("", other, other);
    cr_expect_str_eq(judged(list, &out, &report), "metadata.entity");
    free(list), free(one), free(other);
}

Test(metadata, earliest_end_counts)
{
    static const struct {
        const char *list, *entity, *role;
        toegang_time until;
    } rows[] = {
        {"2026-11-23T10:00:00Z", "2026-11-24T10:00:00Z", "2026-11-25T10:00:00Z", 1795428000},
        {"2026-11-24T10:00:00Z", "2026-11-23T10:00:00.9Z", "2026-11-25T10:00:00Z", 1795428000},
        {"2026-11-24T10:00:00Z", "2026-11-25T10:00:00Z", "2026-11-23T10:00:00Z", 1795428000},
    };
    const struct forge_key *keys[] = {forge_key("idp")};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char attribute[64];
        struct tg_metadata out;
        toegang_report report;
        char *xml = forge_metadata(keys, 1, FORGE_ISSUER);
        sprintf(attribute, "validUntil=\"%s\" entityID=", rows[i].entity);
        char *entity = forge_replace(xml, "entityID=", attribute);
        sprintf(attribute, "validUntil=\"%s\" protocolSupport", rows[i].role);
        char *role = forge_replace(entity, "protocolSupport", attribute);
        sprintf(attribute, " validUntil=\"%s\"", rows[i].list);
        char *list = list_of(attribute, role, "");
        cr_expect_str_eq(judged(list, &out, &report), "", "%s", report.came);
        cr_expect_eq(out.until, rows[i].until);
        free_keys(&out);
        free(xml), free(entity), free(role), free(list);
    }
}

Test(metadata, at_most_sixteen_keys)
{
    const struct forge_key *keys[17];
    for (size_t i = 0; i < 17; i++) keys[i] = forge_key(i % 2 ? "idp" : "idp-next");
    struct tg_metadata out;
    toegang_report report;
    char *xml = forge_metadata(keys, 16, FORGE_ISSUER);
    cr_expect_str_eq(judged(xml, &out, &report), "");
    cr_expect_eq(out.key_count, 16);
    free_keys(&out);
    free(xml);
    xml = forge_metadata(keys, 17, FORGE_ISSUER);
    cr_expect_str_eq(judged(xml, &out, &report), "metadata.keys");
    free(xml);
}

static char *small_certificate(void)
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)1024);
    X509 *certificate = X509_new();
    unsigned char *der = NULL;
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
    X509_set_pubkey(certificate, key);
    X509_sign(certificate, key, EVP_sha256());
    int length = i2d_X509(certificate, &der);
    char *out = forge_base64((char *)der, (size_t)length, 64);
    OPENSSL_free(der);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return out;
}

Test(metadata, an_unusable_key_is_refused_by_name)
{
    const struct forge_key *keys[] = {forge_key("idp"), forge_key("idp-next")};
    struct tg_metadata out;
    toegang_report report;
    char *xml = forge_metadata(keys, 2, FORGE_ISSUER), *small = small_certificate();
    char *changed = forge_replace(xml, forge_key_certificate(keys[1]), small);
    cr_expect_str_eq(judged(changed, &out, &report), "metadata.key");
    cr_expect_str_eq(report.came, "signing key 2: key.size: 1024 bits");
    cr_expect_str_eq(report.expected, "RSA of 2048 to 8192 bits");
    free(changed);
    changed = forge_replace(xml, "signing\"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>",
                            "encryption\"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>");
    cr_expect_str_eq(judged(changed, &out, &report), "");
    cr_expect_eq(out.key_count, 1);
    free_keys(&out);
    free(changed), free(xml), free(small);
}
