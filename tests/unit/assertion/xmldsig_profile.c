/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures that are genuine, over a form that is not the one that we know. */
#include <criterion/criterion.h>

#include <stdlib.h>

#include "signing.h"

#define EXC "http://www.w3.org/2001/10/xml-exc-c14n#"
#define ENVELOPED "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>"
#define C14N "<ds:Transform Algorithm=\"" EXC "\">{{prefixes}}</ds:Transform>"
#define METHOD "<ds:CanonicalizationMethod Algorithm=\"" EXC "\"/>"
#define SIGN "<ds:SignatureMethod Algorithm=\"{{signature-method}}\"/>"
#define DIGEST "<ds:DigestValue>{{digest}}</ds:DigestValue>"
#define OBJECT "<ds:Object><saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"/></ds:Object>"

static const struct {
    const char *name, *from, *to, *check;
} forms[] = {
    {"Object at the end", "</ds:KeyInfo>", "</ds:KeyInfo>" OBJECT, "saml.signature.ds-object"},
    {"Object in the place of KeyInfo", "<ds:KeyInfo>", OBJECT "<ds:KeyInfo>", "saml.signature.ds-object"},
    {"Object first", "<ds:SignedInfo>", OBJECT "<ds:SignedInfo>", "saml.signature.ds-object"},
    {"KeyInfo twice", "</ds:KeyInfo>", "</ds:KeyInfo><ds:KeyInfo/>", "saml.signature.structure"},
    {"foreign child", "</ds:KeyInfo>", "</ds:KeyInfo><x/>", "saml.signature.structure"},
    {"KeyInfo before the value", "<ds:SignatureValue>", "<ds:KeyInfo/><ds:SignatureValue>",
     "saml.signature.structure"},
    {"second SignedInfo after the first", "<ds:SignatureValue>", "<ds:SignedInfo/><ds:SignatureValue>",
     "saml.signature.structure"},
    {"second SignatureValue", "<ds:KeyInfo>", "<ds:SignatureValue>AAAA</ds:SignatureValue><ds:KeyInfo>",
     "saml.signature.structure"},
    {"text in Signature", "<ds:SignatureValue>", "text<ds:SignatureValue>", "saml.signature.structure"},
    {"text in SignedInfo", METHOD, METHOD "text", "saml.signature.structure"},
    {"attribute of another's", "<ds:SignedInfo>", "<ds:SignedInfo Algorithm=\"x\">",
     "saml.signature.structure"},
    {"attribute with a namespace", "<ds:SignedInfo>", "<ds:SignedInfo ds:Id=\"x\">",
     "saml.signature.structure"},
    {"attribute on Signature", "<ds:Signature ", "<ds:Signature URI=\"x\" ", "saml.signature.structure"},
    {"attribute on the value", "<ds:SignatureValue>", "<ds:SignatureValue Encoding=\"x\">",
     "saml.signature.structure"},
    {"foreign SignedInfo child", METHOD, "<ds:Foreign/>" METHOD, "saml.signature.structure"},
    {"inclusive C14N", "Method Algorithm=\"" EXC,
     "Method Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "saml.signature.canonicalisation"},
    {"C14N 1.1", "Method Algorithm=\"" EXC, "Method Algorithm=\"http://www.w3.org/2006/12/xml-c14n11",
     "saml.signature.canonicalisation"},
    {"C14N with comments", METHOD, "<ds:CanonicalizationMethod Algorithm=\"" EXC "WithComments\"/>",
     "saml.signature.canonicalisation"},
    {"no algorithm of C14N", METHOD, "<ds:CanonicalizationMethod/>", "saml.signature.canonicalisation"},
    {"child of C14N", METHOD,
     "<ds:CanonicalizationMethod Algorithm=\"" EXC "\"><x/></ds:CanonicalizationMethod>",
     "saml.signature.canonicalisation"},
    {"HMACOutputLength", SIGN,
     "<ds:SignatureMethod Algorithm=\"{{signature-method}}\"><ds:HMACOutputLength>8</ds:HMACOutputLength>"
     "</ds:SignatureMethod>",
     "saml.signature.structure"},
    {"RSA-PSS with parameters", "{{signature-method}}", "http://www.w3.org/2007/05/xmldsig-more#rsa-pss",
     "saml.signature.algorithm"},
    {"DSA", "{{signature-method}}", "http://www.w3.org/2000/09/xmldsig#dsa-sha1", "saml.signature.algorithm"},
    {"MD5", "{{signature-method}}", "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
     "saml.signature.algorithm"},
    {"no algorithm at all", SIGN, "<ds:SignatureMethod/>", "saml.signature.algorithm"},
    {"two References", "</ds:Reference>", "</ds:Reference><ds:Reference URI=\"\"/>",
     "saml.signature.structure"},
    {"no Transforms", "<ds:Transforms>" ENVELOPED C14N "</ds:Transforms>", "", "saml.signature.structure"},
    {"empty Transforms", ENVELOPED C14N, "", "saml.signature.transforms"},
    {"one transform", ENVELOPED, "", "saml.signature.transforms"},
    {"the other transform", C14N, "", "saml.signature.transforms"},
    {"three transforms", ENVELOPED, ENVELOPED ENVELOPED, "saml.signature.transforms"},
    {"transforms turned round", ENVELOPED C14N, C14N ENVELOPED, "saml.signature.transforms"},
    {"XPath", ENVELOPED,
     "<ds:Transform "
     "Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>true()</ds:XPath>"
     "</ds:Transform>",
     "saml.signature.transforms"},
    {"XSLT", ENVELOPED, "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/>",
     "saml.signature.transforms"},
    {"transform in another namespace", ENVELOPED,
     "<Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>",
     "saml.signature.transforms"},
    {"child of enveloped", ENVELOPED,
     "<ds:Transform "
     "Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"><x/></ds:Transform>",
     "saml.signature.structure"},
    {"C14N 1.0 as transform", "<ds:Transform Algorithm=\"" EXC,
     "<ds:Transform Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
     "saml.signature.transforms"},
    {"two InclusiveNamespaces", "{{prefixes}}",
     "<e:InclusiveNamespaces xmlns:e=\"" EXC "\" PrefixList=\"a\"/><e:InclusiveNamespaces xmlns:e=\"" EXC
     "\" PrefixList=\"b\"/>",
     "saml.signature.transforms"},
    {"child of InclusiveNamespaces", "{{prefixes}}",
     "<e:InclusiveNamespaces xmlns:e=\"" EXC "\" PrefixList=\"a\"><x/></e:InclusiveNamespaces>",
     "saml.signature.transforms"},
    {"attribute on Transforms", "<ds:Transforms>", "<ds:Transforms Id=\"x\">", "saml.signature.structure"},
    {"Reference to nothing", "{{reference}}", "", "saml.signature.reference"},
    {"Reference to a part of the ID", "{{reference}}", "#", "saml.signature.reference"},
    {"Reference to another", "{{reference}}", "#_other", "saml.signature.reference"},
    {"Reference without #", "\"{{reference}}", "\"x{{reference}}", "saml.signature.reference"},
    {"xpointer", "{{reference}}", "#xpointer(/)", "saml.signature.reference"},
    {"Reference to a file", "{{reference}}", "file:///etc/passwd", "saml.signature.reference"},
    {"Reference to the web", "{{reference}}", "http://attacker.example/", "saml.signature.reference"},
    {"no URI", " URI=\"{{reference}}\"", "", "saml.signature.reference"},
    {"Type of a Manifest",
     " URI=", " Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\" URI=", "saml.signature.structure"},
    {"SHA-1 digest", "{{digest-method}}", "http://www.w3.org/2000/09/xmldsig#sha1",
     "saml.signature.digest-method"},
    {"SHA-224 digest", "{{digest-method}}", "http://www.w3.org/2001/04/xmldsig-more#sha224",
     "saml.signature.digest-method"},
    {"no digest method", "<ds:DigestMethod Algorithm=\"{{digest-method}}\"/>", "",
     "saml.signature.structure"},
    {"child of the digest method", "<ds:DigestMethod Algorithm=\"{{digest-method}}\"/>",
     "<ds:DigestMethod Algorithm=\"{{digest-method}}\"><x/></ds:DigestMethod>", "saml.signature.structure"},
    {"digest of nothing", "{{digest}}",
     "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "saml.signature.void"},
    {"digest of something else", "{{digest}}",
     "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", "saml.signature.digest"},
    {"digest of 31 octets", "{{digest}}",
     "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFQ==", "saml.signature.digest"},
    {"empty digest", "{{digest}}", "", "saml.signature.structure"},
    {"digest in an element", DIGEST, "<ds:DigestValue><x>{{digest}}</x></ds:DigestValue>",
     "saml.signature.structure"},
    {"digest twice", DIGEST, DIGEST DIGEST, "saml.signature.structure"},
    {"digest before the method", "<ds:DigestMethod", DIGEST "<ds:DigestMethod", "saml.signature.structure"},
    {"Ids where the schema has them", "<ds:Signature ", "<ds:Signature Id=\"s1\" ", ""},
    {"white space between", METHOD, "\n  " METHOD "\n\t", ""},
    {"KeyInfo that is not read", "<ds:KeyInfo>", "<ds:KeyInfo><ds:KeyName>../../x</ds:KeyName>", ""},
    {"no KeyInfo",
     "<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{{certificate}}</ds:X509Certificate></ds:X509Data>"
     "</ds:KeyInfo>",
     "", ""},
};

/* A response signed in what's place with this text changed in the form of the signature before it is made. */
static char *signed_with(const char *key, const char *from, const char *to, struct forge_signing how)
{
    char *form = forge_file("signature.xml"), *hostile = forge_replace(form, from, to);
    how.key = forge_key(key);
    how.signature = hostile;
    if (how.what == 0) how.what = FORGE_ASSERTION;
    char *out = forge_response(NULL, 0, &how);
    free(form), free(hostile);
    return out;
}

Test(profile, form_that_was_signed_but_is_not_ours)
{
    struct signing signing;
    signing_begin(&signing, "idp");
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        for (unsigned what = FORGE_ASSERTION; what <= FORGE_RESPONSE; what++) {
            char *xml = signed_with("idp", forms[i].from, forms[i].to, (struct forge_signing){.what = what});
            cr_expect_str_eq(signing_judge(&signing, xml, what), forms[i].check, "%s: %s %s", forms[i].name,
                             signing.report.expected, signing.report.came);
            free(xml);
        }
    }
    signing_end(&signing);
}

Test(profile, weak_algorithms_have_no_row)
{
    static const struct {
        const char *algorithm, *digest, *check, *came;
    } rows[] = {
        {"RS1", NULL, "saml.signature.algorithm", "http://www.w3.org/2000/09/xmldsig#rsa-sha1"},
        {"HS256", NULL, "saml.signature.algorithm", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"},
        {"RS256", "SHA1", "saml.signature.digest-method", "http://www.w3.org/2000/09/xmldsig#sha1"},
    };
    struct signing signing;
    signing_begin(&signing, "idp");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct forge_signing how = {.key = forge_key("idp"),
                                    .what = FORGE_ASSERTION,
                                    .algorithm = rows[i].algorithm,
                                    .digest = rows[i].digest};
        char *xml = forge_response(NULL, 0, &how);
        cr_expect_str_eq(signing_judge(&signing, xml, FORGE_ASSERTION), rows[i].check);
        cr_expect_str_eq(signing.report.came, rows[i].came);
        free(xml);
    }
    signing_end(&signing);
}
