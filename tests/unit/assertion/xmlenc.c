/* SPDX-License-Identifier: Apache-2.0 */
/* What is read of the form, and what comes out of every algorithm. */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "assertion/xmlenc.h"
#include "forge.h"

#define NAME_ID "<saml:NameID xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">someone</saml:NameID>"

static struct tg_crypto *crypto;
static struct tg_private *ours[2];

static void make_keys(void)
{
    static const char *const names[] = {"sp-next", "sp"};
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < 2; i++) {
        char *pem = forge_key_pem(names[i]);
        cr_assert_eq(tg_private_of_pem(crypto, tg_span_of(pem), &ours[i], NULL), TOEGANG_GOOD);
        free(pem);
    }
}

static void free_keys(void)
{
    for (size_t i = 0; i < 2; i++) tg_private_free(ours[i]);
    tg_crypto_free(crypto);
}

static toegang_status open_text(const char *text, struct tg_arena *arena, struct tg_encrypted *form,
                                struct tg_xml_node **out, toegang_report *report)
{
    const struct tg_openers openers = {crypto, ours, 2, true};
    struct tg_xml_node *holder = NULL;
    cr_assert_eq(tg_xml_read(tg_span_of(text), &tg_xml_message_limits, arena, &holder, report), TOEGANG_GOOD,
                 "%s: %s", report->check, report->came);
    toegang_status status = tg_xmlenc_read(holder, openers.allow_cbc, form, report);
    return status == TOEGANG_GOOD ? tg_xmlenc_open(form, &openers, "NameID", arena, out, report) : status;
}

TestSuite(xmlenc, .init = make_keys, .fini = free_keys);

Test(xmlenc, every_algorithm_opens)
{
    static const struct {
        struct forge_sealing how;
        enum tg_cipher cipher;
        enum tg_oaep_hash digest, mask;
        bool loose;
    } rows[] = {
        {{.cipher = "A128GCM"}, TG_A128GCM, TG_OAEP_SHA1, TG_OAEP_SHA1, false},
        {{.cipher = "A256GCM", .digest = "SHA256"}, TG_A256GCM, TG_OAEP_SHA256, TG_OAEP_SHA1, false},
        {{.cipher = "A128CBC", .digest = "SHA1"}, TG_A128CBC, TG_OAEP_SHA1, TG_OAEP_SHA1, true},
        {{.cipher = "A256CBC", .transport = "rsa-oaep"}, TG_A256CBC, TG_OAEP_SHA1, TG_OAEP_SHA1, true},
        {{.transport = "rsa-oaep", .digest = "SHA256", .mask = "SHA256"},
         TG_A128GCM,
         TG_OAEP_SHA256,
         TG_OAEP_SHA256,
         false},
        {{.transport = "rsa-oaep", .mask = "SHA256"}, TG_A128GCM, TG_OAEP_SHA1, TG_OAEP_SHA256, false},
        {{.transport = "rsa-oaep", .digest = "SHA256", .mask = "SHA1"},
         TG_A128GCM,
         TG_OAEP_SHA256,
         TG_OAEP_SHA1,
         false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_encrypted form = {.holder = NULL};
        struct tg_xml_node *name = NULL;
        toegang_report report = {0};
        struct tg_span text = {NULL, 0};
        char *sealed = forge_sealed_element(NAME_ID, strlen(NAME_ID), "EncryptedID", &rows[i].how);
        cr_expect_eq(open_text(sealed, &arena, &form, &name, &report), TOEGANG_GOOD, "row %zu: %s: %s", i,
                     report.check, report.came);
        cr_expect(form.cipher == rows[i].cipher && form.digest == rows[i].digest && form.mask == rows[i].mask,
                  "row %zu", i);
        cr_expect_eq(tg_encrypted_is_loose(&form), rows[i].loose, "row %zu", i);
        cr_expect(name && tg_xml_only_text(name, &text) && tg_span_is(text, "someone"), "row %zu", i);
        free(sealed);
        tg_arena_free(&arena);
    }
}

/* Of a wrong key, one in sixteen finds a padding under CBC: the right one is found nevertheless. */
Test(xmlenc, the_second_key_is_found_under_cbc)
{
    const struct forge_sealing how = {.cipher = "A128CBC"};
    for (size_t i = 0; i < 200; i++) {
        struct tg_arena arena = {0};
        struct tg_encrypted form;
        struct tg_xml_node *name = NULL;
        toegang_report report = {0};
        char *sealed = forge_sealed_element(NAME_ID, strlen(NAME_ID), "EncryptedID", &how);
        cr_assert_eq(open_text(sealed, &arena, &form, &name, &report), TOEGANG_GOOD, "%s", report.check);
        free(sealed);
        tg_arena_free(&arena);
    }
}

Test(xmlenc, content_of_another_kind)
{
    static const struct {
        const char *octets, *cipher, *check;
    } rows[] = {
        {"<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"/>", "A128GCM",
         "saml.encrypted.content"},
        {"<NameID/>", "A128GCM", "saml.encrypted.content"},
        {"someone", "A128GCM", "xml.root"},
        {"<NameID>\n<!-- --></NameID>", "A128GCM", "xml.comment"},
        {"", "A128GCM", "xml.root"},
        {"<NameID/>", "A128CBC", "saml.encrypted.decrypt"},
        {"someone", "A128CBC", "saml.encrypted.decrypt"},
        {"", "A128CBC", "saml.encrypted.decrypt"},
        {NAME_ID NAME_ID, "A256CBC", "saml.encrypted.decrypt"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct forge_sealing how = {.cipher = rows[i].cipher};
        struct tg_arena arena = {0};
        struct tg_encrypted form;
        struct tg_xml_node *name = NULL;
        toegang_report report = {0};
        char *sealed = forge_sealed_element(rows[i].octets, strlen(rows[i].octets), "EncryptedID", &how);
        cr_expect_eq(open_text(sealed, &arena, &form, &name, &report), TOEGANG_REFUSED, "row %zu", i);
        cr_expect_str_eq(report.check, rows[i].check, "row %zu: %s", i, report.check);
        cr_expect_eq(report.line + report.column + report.offset, 0, "row %zu: no place in what the caller has", i);
        cr_expect_null(name);
        free(sealed);
        tg_arena_free(&arena);
    }
}
