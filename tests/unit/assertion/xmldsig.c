/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "signing.h"

#define EXC "http://www.w3.org/2001/10/xml-exc-c14n#"
#define ENVELOPED "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>"
#define C14N "<ds:Transform Algorithm=\"" EXC "\">{{prefixes}}</ds:Transform>"
#define METHOD "<ds:CanonicalizationMethod Algorithm=\"" EXC "\"/>"
#define SIGN "<ds:SignatureMethod Algorithm=\"{{signature-method}}\"/>"
#define DIGEST "<ds:DigestValue>{{digest}}</ds:DigestValue>"
#define OBJECT "<ds:Object><saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"/></ds:Object>"

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

Test(xmldsig, good_in_every_algorithm_and_place)
{
    static const struct {
        const char *key, *algorithm, *digest, *prefixes;
    } rows[] = {
        {"idp", "RS256", NULL, NULL},
        {"idp", "RS384", NULL, NULL},
        {"idp", "RS512", NULL, NULL},
        {"idp", "PS256", NULL, NULL},
        {"idp", "PS384", NULL, NULL},
        {"idp", "PS512", NULL, NULL},
        {"idp-3072", "RS256", NULL, NULL},
        {"idp-3072", "PS512", NULL, NULL},
        {"idp-p256", "ES256", NULL, NULL},
        {"idp-p256", "ES384", NULL, NULL},
        {"idp-p256", "ES512", NULL, NULL},
        {"idp-p384", "ES256", NULL, NULL},
        {"idp-p384", "ES384", NULL, NULL},
        {"idp-p384", "ES512", NULL, NULL},
        {"idp-p521", "ES256", NULL, NULL},
        {"idp-p521", "ES384", NULL, NULL},
        {"idp-p521", "ES512", NULL, NULL},
        {"idp", "RS256", "SHA512", NULL},
        {"idp", "RS512", "SHA384", NULL},
        {"idp", "RS256", NULL, "xs"},
        {"idp", "RS256", NULL, "xs xsi"},
        {"idp", "RS256", NULL, "#default"},
        {"idp", "RS256", NULL, "samlp saml xs absent"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct signing signing;
        signing_begin(&signing, rows[i].key);
        for (unsigned what = FORGE_ASSERTION; what <= FORGE_BOTH; what++) {
            struct forge_signing how = {.key = forge_key(rows[i].key),
                                        .what = what,
                                        .algorithm = rows[i].algorithm,
                                        .digest = rows[i].digest,
                                        .prefixes = rows[i].prefixes};
            char *xml = forge_response(NULL, 0, &how);
            for (unsigned holder = FORGE_ASSERTION; holder <= FORGE_RESPONSE; holder++) {
                if (!(what & holder)) continue;
                cr_expect_str_eq(signing_judge(&signing, xml, holder), "", "%s %s %s: %s %s", rows[i].key,
                                 rows[i].algorithm, rows[i].prefixes, signing.report.expected,
                                 signing.report.came);
                cr_expect_str_eq(signing.out.algorithm->name, rows[i].algorithm);
                cr_expect_eq(signing.out.key, signing.keys[0]);
            }
            free(xml);
        }
        signing_end(&signing);
    }
}

Test(xmldsig, what_comes_out_is_the_holder_without_its_signature)
{
    struct signing signing;
    signing_begin(&signing, "idp");
    struct forge_signing how = {.key = forge_key("idp"), .what = FORGE_BOTH};
    char *xml = forge_response(NULL, 0, &how);
    cr_assert_str_eq(signing_judge(&signing, xml, FORGE_ASSERTION), "");
    cr_expect(tg_span_starts(signing.out.octets, "<saml:Assertion "));
    cr_expect_null(strstr(tg_arena_text(&signing.arena, signing.out.octets), "ds:Signature"));
    cr_assert_str_eq(signing_judge(&signing, xml, FORGE_RESPONSE), "");
    cr_expect(tg_span_starts(signing.out.octets, "<samlp:Response "));
    const char *inner = strstr(tg_arena_text(&signing.arena, signing.out.octets), "<ds:Signature ");
    cr_assert_not_null(inner, "the assertion keeps its own");
    cr_expect_null(strstr(inner + 1, "<ds:Signature "));
    free(xml);
    signing_end(&signing);
}

Test(xmldsig, form_that_was_signed_but_is_not_ours)
{
    static const struct {
        const char *name, *from, *to, *check;
    } rows[] = {
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
         "Method Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
         "saml.signature.canonicalisation"},
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
        {"DSA", "{{signature-method}}", "http://www.w3.org/2000/09/xmldsig#dsa-sha1",
         "saml.signature.algorithm"},
        {"MD5", "{{signature-method}}", "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
         "saml.signature.algorithm"},
        {"no algorithm at all", SIGN, "<ds:SignatureMethod/>", "saml.signature.algorithm"},
        {"two References", "</ds:Reference>", "</ds:Reference><ds:Reference URI=\"\"/>",
         "saml.signature.structure"},
        {"no Transforms", "<ds:Transforms>" ENVELOPED C14N "</ds:Transforms>", "",
         "saml.signature.structure"},
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
        {"attribute on Transforms", "<ds:Transforms>", "<ds:Transforms Id=\"x\">",
         "saml.signature.structure"},
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
         "<ds:DigestMethod Algorithm=\"{{digest-method}}\"><x/></ds:DigestMethod>",
         "saml.signature.structure"},
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
        {"digest before the method", "<ds:DigestMethod", DIGEST "<ds:DigestMethod",
         "saml.signature.structure"},
        {"Ids where the schema has them", "<ds:Signature ", "<ds:Signature Id=\"s1\" ", ""},
        {"white space between", METHOD, "\n  " METHOD "\n\t", ""},
        {"KeyInfo that is not read", "<ds:KeyInfo>", "<ds:KeyInfo><ds:KeyName>../../x</ds:KeyName>", ""},
        {"no KeyInfo",
         "<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{{certificate}}</ds:X509Certificate></ds:X509Data>"
         "</ds:KeyInfo>",
         "", ""},
    };
    struct signing signing;
    signing_begin(&signing, "idp");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (unsigned what = FORGE_ASSERTION; what <= FORGE_RESPONSE; what++) {
            char *xml = signed_with("idp", rows[i].from, rows[i].to, (struct forge_signing){.what = what});
            cr_expect_str_eq(signing_judge(&signing, xml, what), rows[i].check, "%s: %s %s", rows[i].name,
                             signing.report.expected, signing.report.came);
            free(xml);
        }
    }
    signing_end(&signing);
}

Test(xmldsig, weak_algorithms_have_no_row)
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

Test(xmldsig, altered_after_it_was_signed)
{
    static const struct {
        const char *name, *from, *to, *check;
    } rows[] = {
        {"a claim", FORGE_RRN, "85073003329", "saml.signature.digest"},
        {"an attribute", "SessionIndex=\"", "SessionIndex=\"x", "saml.signature.digest"},
        {"an element more", "</saml:Conditions>", "<saml:OneTimeUse/></saml:Conditions>",
         "saml.signature.digest"},
        {"a space in a text", "<saml:Audience>", "<saml:Audience> ", "saml.signature.digest"},
        {"a namespace", "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"",
         "xmlns:xsi=\"http://other.example/\"", "saml.signature.digest"},
        {"a namespace that no name uses", "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"",
         "xmlns:xs=\"http://other.example/\"", ""},
        {"the value", "<ds:SignatureValue>", "<ds:SignatureValue>AAAA", "saml.signature.value"},
        {"the digest", "<ds:DigestValue>", "<ds:DigestValue>AAAA", "saml.signature.value"},
        {"an empty value", "<ds:SignatureValue>", "<ds:SignatureValue/><ds:SignatureValue>",
         "saml.signature.structure"},
        {"the method", "rsa-sha256", "rsa-sha512", "saml.signature.value"},
        {"the method to PSS", "2001/04/xmldsig-more#rsa-sha256", "2007/05/xmldsig-more#sha256-rsa-MGF1",
         "saml.signature.value"},
        {"the method to ECDSA", "rsa-sha256", "ecdsa-sha256", "saml.signature.key"},
        {"a prefix list", "xml-exc-c14n#\"/><ds:SignatureMethod",
         "xml-exc-c14n#\"><e:InclusiveNamespaces xmlns:e=\"" EXC
         "\" PrefixList=\"xs\"/></ds:CanonicalizationMethod>"
         "<ds:SignatureMethod",
         "saml.signature.value"},
        {"no letter of base64", "<ds:SignatureValue>", "<ds:SignatureValue>*", "base64.character"},
        {"attribute order",
         "Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:transient\" NameQualifier=\"" FORGE_ISSUER "\"",
         "NameQualifier=\"" FORGE_ISSUER "\" Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:transient\"",
         ""},
        {"another writing of the same", "<saml:Audience>https://", "<saml:Audience >http&#x73;://", ""},
    };
    struct signing signing;
    signing_begin(&signing, "idp");
    char *xml = forge_response(NULL, 0, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *altered = forge_replace(xml, rows[i].from, rows[i].to);
        cr_expect_str_eq(signing_judge(&signing, altered, FORGE_ASSERTION), rows[i].check, "%s: %s",
                         rows[i].name, signing.report.came);
        free(altered);
    }
    free(xml);
    signing_end(&signing);
}

Test(xmldsig, ids)
{
    char long_id[130];
    memset(long_id, 'a', 129);
    long_id[129] = 0;
    const struct {
        const char *id, *check;
    } rows[] = {
        {"_a", ""},
        {"0123-a.b:c_d", ""},
        {"", "saml.signature.id"},
        {"a b", "saml.signature.id"},
        {"a'b", "saml.signature.id"},
        {"a#b", "saml.signature.id"},

        {"\xC3\xA9", "saml.signature.id"},
        {long_id, "saml.signature.id"},
        {long_id + 1, ""},
    };
    struct signing signing;
    signing_begin(&signing, "idp");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct forge_value value = {"assertion-id", rows[i].id};
        char *xml = forge_response(&value, 1, NULL);
        cr_expect_str_eq(signing_judge(&signing, xml, FORGE_ASSERTION), rows[i].check, "%s", rows[i].id);
        free(xml);
    }
    signing_end(&signing);
}

Test(xmldsig, keys)
{
    static const struct {
        const char *name, *signer, *trusted, *check, *came;
    } rows[] = {
        {"the only key", "idp", "idp", "", ""},
        {"rolling over, old", "idp", "idp-next idp", "", ""},
        {"rolling over, new", "idp-next", "idp-next idp", "", ""},
        {"between keys of another kind", "idp", "idp-p256 idp-3072 idp idp-p384", "", ""},
        {"attacker's, with the certificate in KeyInfo", "attacker", "idp", "saml.signature.value",
         "keys tried: 1; the last: signature.value"},
        {"several keys, none of them", "attacker", "idp idp-next", "saml.signature.value",
         "keys tried: 2; the last: signature.value"},
        {"a longer key", "idp", "idp-3072", "saml.signature.value",
         "keys tried: 1; the last: signature.length"},
        {"a key of another kind", "idp", "idp-p256", "saml.signature.key", "1 keys, none of which fits"},
        {"no key at all", "idp", "", "saml.signature.key", "0 keys, none of which fits"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct signing signing;
        signing_begin(&signing, rows[i].trusted);
        struct forge_signing how = {.key = forge_key(rows[i].signer), .what = FORGE_BOTH};
        char *xml = forge_response(NULL, 0, &how);
        for (unsigned what = FORGE_ASSERTION; what <= FORGE_RESPONSE; what++) {
            cr_expect_str_eq(signing_judge(&signing, xml, what), rows[i].check, "%s", rows[i].name);
            cr_expect_str_eq(signing.report.came, rows[i].came, "%s", rows[i].name);
            if (rows[i].check[0] == 0)
                cr_expect_str_eq(tg_key_fingerprint(signing.out.key),
                                 forge_key_fingerprint(forge_key(rows[i].signer)));
        }
        free(xml);
        signing_end(&signing);
    }
}

Test(xmldsig, pinned_algorithms)
{
    const struct tg_algorithm *allowed[2] = {tg_algorithm_of_name(TG_SPAN("ES256")),
                                             tg_algorithm_of_name(TG_SPAN("PS256"))};
    struct signing signing;
    signing_begin(&signing, "idp");
    signing.verifiers.algorithms = allowed;
    signing.verifiers.algorithm_count = 2;
    struct forge_signing how = {.key = forge_key("idp"), .what = FORGE_ASSERTION};
    char *xml = forge_response(NULL, 0, &how);
    cr_expect_str_eq(signing_judge(&signing, xml, FORGE_ASSERTION), "saml.signature.pinned");
    cr_expect_str_eq(signing.report.came, "RS256");
    free(xml);
    how.algorithm = "PS256";
    xml = forge_response(NULL, 0, &how);
    cr_expect_str_eq(signing_judge(&signing, xml, FORGE_ASSERTION), "");
    signing.verifiers.algorithm_count = 0;
    cr_expect_str_eq(signing_judge(&signing, xml, FORGE_ASSERTION), "saml.signature.pinned",
                     "an empty list allows none");
    free(xml);
    signing_end(&signing);
}

/* Whatever single bit changes: either it is refused, or the octets that anybody reads are the same. */
Test(xmldsig, no_flipped_bit_changes_what_is_read, .timeout = 120)
{
    struct signing signing;
    signing_begin(&signing, "idp");
    char *xml = forge_response(NULL, 0, NULL);
    size_t length = strlen(xml), good = 0;
    cr_assert_str_eq(signing_judge(&signing, xml, FORGE_ASSERTION), "");
    char *octets = malloc(signing.out.octets.length);
    struct tg_span genuine = {octets, signing.out.octets.length};
    memcpy(octets, signing.out.octets.at, genuine.length);
    for (size_t i = 0; i < length; i++) {
        xml[i] ^= (char)(1 << i % 7);
        bool whole = strstr(xml, "Assertion ") && strstr(xml, "<saml:Assertion") &&
                     strstr(xml, "SAML:2.0:assertion\" xmlns:xs");
        if (whole && signing_judge_span(&signing, (struct tg_span){xml, length}, FORGE_ASSERTION)[0] == 0) {
            good++;
            cr_expect(tg_span_equal(signing.out.octets, genuine), "octet %zu", i);
        }
        xml[i] ^= (char)(1 << i % 7);
    }
    cr_expect_gt(good, 0, "the response around the assertion is not signed");
    free(octets), free(xml);
    signing_end(&signing);
}
