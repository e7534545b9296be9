/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures and ids in the wrong places: wrapping attacks as far as this room sees them. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "signing.h"

#define SAML " xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\""
#define SAMLP " xmlns:p=\"urn:oasis:names:tc:SAML:2.0:protocol\""
#define MD " xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\""
#define DS "<s:Signature xmlns:s=\"http://www.w3.org/2000/09/xmldsig#\"/>"

Test(places, of_signatures_and_ids)
{
    static const struct {
        const char *name, *xml, *check;
    } rows[] = {
        {"nothing signed", "<p:Response" SAMLP " ID=\"a\"/>", ""},
        {"right after Issuer", "<Assertion" SAML "><Issuer/>" DS "<Subject/></Assertion>", ""},
        {"in a Response", "<p:Response" SAMLP "><Issuer" SAML "/> \n" DS "</p:Response>", ""},
        {"both",
         "<p:Response" SAMLP "><Issuer" SAML "/>" DS "<Assertion" SAML "><Issuer/>" DS
         "</Assertion></p:Response>",
         ""},
        {"the root", DS, "saml.signature.place"},
        {"without an Issuer", "<Assertion" SAML ">" DS "</Assertion>", "saml.signature.place"},
        {"before Issuer", "<Assertion" SAML ">" DS "<Issuer/></Assertion>", "saml.signature.place"},
        {"at the end", "<Assertion" SAML "><Issuer/><Subject/>" DS "</Assertion>", "saml.signature.place"},
        {"twice", "<Assertion" SAML "><Issuer/>" DS DS "</Assertion>", "saml.signature.place"},
        {"in a Subject", "<Assertion" SAML "><Issuer/><Subject>" DS "</Subject></Assertion>",
         "saml.signature.place"},
        {"in another's Response", "<Response><Issuer" SAML "/>" DS "</Response>", "saml.signature.place"},
        {"after another's Issuer", "<Assertion" SAML "><Issuer xmlns=\"\"/>" DS "</Assertion>",
         "saml.signature.place"},
        {"in Extensions",
         "<p:Response" SAMLP "><Issuer" SAML "/><p:Extensions>" DS "</p:Extensions></p:Response>",
         "saml.signature.place"},
        {"in a Signature",
         "<Assertion" SAML
         "><Issuer/><s:Signature xmlns:s=\"http://www.w3.org/2000/09/xmldsig#\"><s:KeyInfo>" DS
         "</s:KeyInfo></s:Signature></Assertion>",
         "saml.signature.place"},
        {"in a LogoutRequest", "<p:LogoutRequest" SAMLP "><Issuer" SAML "/>" DS "</p:LogoutRequest>", ""},
        {"in a LogoutResponse", "<p:LogoutResponse" SAMLP "><Issuer" SAML "/>" DS "</p:LogoutResponse>", ""},
        {"in an AuthnRequest", "<p:AuthnRequest" SAMLP "><Issuer" SAML "/>" DS "</p:AuthnRequest>",
         "saml.signature.place"},
        {"in a LogoutRequest in a Response",
         "<p:Response" SAMLP "><Issuer" SAML "/><p:Extensions><p:LogoutRequest><Issuer" SAML "/>" DS
         "</p:LogoutRequest></p:Extensions></p:Response>",
         "saml.signature.place"},
        {"in an Assertion in a LogoutRequest",
         "<p:LogoutRequest" SAMLP "><Issuer" SAML "/><Assertion" SAML "><Issuer/>" DS "</Assertion></p:LogoutRequest>",
         "saml.signature.place"},
        {"in a LogoutRequest in a LogoutRequest",
         "<p:LogoutRequest" SAMLP "><Issuer" SAML "/><p:Extensions><p:LogoutRequest><Issuer" SAML "/>" DS
         "</p:LogoutRequest></p:Extensions></p:LogoutRequest>",
         "saml.signature.place"},
        {"first in metadata", "<EntityDescriptor" MD ">" DS "<Extensions/></EntityDescriptor>", ""},
        {"first in metadata, and in what it lists",
         "<EntitiesDescriptor" MD ">" DS "<EntityDescriptor>" DS "</EntityDescriptor></EntitiesDescriptor>", ""},
        {"second in metadata", "<EntityDescriptor" MD "><Extensions/>" DS "</EntityDescriptor>",
         "saml.signature.place"},
        {"after an Issuer in metadata", "<EntityDescriptor" MD "><Issuer" SAML "/>" DS "</EntityDescriptor>",
         "saml.signature.place"},
        {"twice in metadata", "<EntityDescriptor" MD ">" DS DS "</EntityDescriptor>", "saml.signature.place"},
        {"in Extensions of metadata",
         "<EntityDescriptor" MD "><Extensions>" DS "</Extensions></EntityDescriptor>", "saml.signature.place"},
        {"in an Assertion in metadata",
         "<EntityDescriptor" MD "><Extensions><Assertion" SAML "><Issuer/>" DS
         "</Assertion></Extensions></EntityDescriptor>",
         "saml.signature.place"},
        {"in metadata in a Response",
         "<p:Response" SAMLP "><p:Extensions><EntityDescriptor" MD ">" DS "</EntityDescriptor></p:Extensions></p:Response>",
         "saml.signature.place"},
        {"the root's ID twice in metadata", "<EntityDescriptor" MD " ID=\"x\"><b Id=\"x\"/></EntityDescriptor>",
         "saml.signature.duplicate-id"},
        {"another's ID twice in metadata",
         "<EntityDescriptor" MD " ID=\"x\"><b Id=\"y\"/><b Id=\"y\"/></EntityDescriptor>", ""},
        {"of another namespace", "<Assertion" SAML "><Signature/></Assertion>", ""},
        {"one ID twice", "<a ID=\"x\"><b ID=\"x\"/></a>", "saml.signature.duplicate-id"},
        {"ID and Id", "<a ID=\"x\"><b Id=\"x\"/></a>", "saml.signature.duplicate-id"},
        {"ID and id of one element", "<a ID=\"x\" id=\"x\"/>", "saml.signature.duplicate-id"},
        {"ID and iD", "<a ID=\"x\"><b><c iD=\"x\"/></b></a>", "saml.signature.duplicate-id"},
        {"ID and xml:id", "<a ID=\"x\"><b xml:id=\"x\"/></a>", "saml.signature.duplicate-id"},
        {"ID and another's", "<a ID=\"x\" xmlns:e=\"urn:e\"><b e:ID=\"x\"/></a>",
         "saml.signature.duplicate-id"},
        {"ID through a reference", "<a ID=\"x\"><b ID=\"&#120;\"/></a>", "saml.signature.duplicate-id"},
        {"other IDs", "<a ID=\"x\"><b ID=\"y\"/><c Name=\"x\"/></a>", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_xml_node *root = NULL;
        toegang_report report = {0};
        cr_assert_eq(tg_xml_read(tg_span_of(rows[i].xml), &tg_xml_message_limits, &arena, &root, NULL),
                     TOEGANG_GOOD, "%s", rows[i].name);
        toegang_status status = tg_xmldsig_places(root, &report);
        cr_expect_eq(status, rows[i].check[0] ? TOEGANG_REFUSED : TOEGANG_GOOD, "%s", rows[i].name);
        cr_expect_str_eq(report.check, rows[i].check, "%s", rows[i].name);
        tg_arena_free(&arena);
    }
}

static const char *check_of_ids(unsigned count)
{
    static toegang_report report;
    struct tg_arena arena = {0};
    struct tg_xml_node *root = NULL;
    char *xml = calloc(count + 2, 32), *at = xml + sprintf(xml, "<a>");
    for (unsigned i = 0; i < count; i++) at += sprintf(at, "<b ID=\"i%u\"/>", i);
    sprintf(at, "</a>");
    report = (toegang_report){0};
    cr_assert_eq(tg_xml_read(tg_span_of(xml), &tg_xml_message_limits, &arena, &root, NULL), TOEGANG_GOOD);
    cr_expect_eq(tg_xmldsig_places(root, &report), report.status);
    tg_arena_free(&arena);
    free(xml);
    return report.check;
}

Test(places, ids_are_counted)
{
    cr_expect_str_eq(check_of_ids(256), "");
    cr_expect_str_eq(check_of_ids(257), "saml.signature.ids");
}

static char *cut(const char *xml, const char *from, const char *to)
{
    const char *start = strstr(xml, from), *end = strstr(start, to) + strlen(to);
    return strndup(start, (size_t)(end - start));
}

/* The signed assertion of a good response is kept whole somewhere, and a forged one stands where it is read.
 */
Test(places, wrapping)
{
    struct signing signing;
    signing_begin(&signing, "idp");
    char *xml = forge_response(NULL, 0, NULL);
    char *genuine = cut(xml, "<saml:Assertion ", "</saml:Assertion>");
    char *signature = cut(xml, "<ds:Signature ", "</ds:Signature>");
    char *bare = forge_replace(genuine, signature, "");
    char *forged = forge_replace(bare, FORGE_RRN, "85073003329");
    char *forged_signed = forge_replace(genuine, FORGE_RRN, "85073003329");
    char *other_id = forge_replace(forged, "ID=\"", "ID=\"x");
    char *around = calloc(3, strlen(xml)), *inside = calloc(3, strlen(xml));
    char *object = calloc(1, strlen(genuine) + 64);
    sprintf(object, "<ds:Object>%s</ds:Object></ds:Signature>", bare);
    char *wrapped_signature = forge_replace(signature, "</ds:Signature>", object);
    sprintf(around, "%s%s", other_id, genuine);
    char *signature_after_issuer = forge_replace(other_id, "<saml:Subject>", "{{here}}<saml:Subject>");
    char *enveloping = forge_replace(signature_after_issuer, "{{here}}", wrapped_signature);
    char *moved = forge_replace(signature_after_issuer, "{{here}}", signature);
    sprintf(inside, "%s%s", moved, bare);
    char *nested = forge_replace(other_id, "</saml:Assertion>", genuine);
    char *nested_whole = calloc(1, strlen(nested) + 32);
    sprintf(nested_whole, "%s</saml:Assertion>", nested);
    const struct {
        const char *name, *assertion, *check;
    } rows[] = {
        {"changed with its signature", forged_signed, "saml.signature.digest"},
        {"forged one before the genuine", around, "saml.signature.place"},
        {"forged one around the genuine", nested_whole, "saml.signature.place"},
        {"signature moved to the forged one", inside, "saml.signature.reference"},
        {"signature moved, genuine in its Object", enveloping, "saml.signature.ds-object"},
        {"unsigned", forged, "saml.signature.place"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *message = forge_replace(xml, genuine, rows[i].assertion);
        cr_expect_str_eq(signing_judge(&signing, message, FORGE_ASSERTION), rows[i].check, "%s",
                         rows[i].name);
        free(message);
    }
    free(xml), free(genuine), free(signature), free(bare), free(forged), free(forged_signed), free(other_id);
    free(around), free(inside), free(object), free(wrapped_signature), free(signature_after_issuer),
        free(enveloping);
    free(moved), free(nested), free(nested_whole);
    signing_end(&signing);
}
