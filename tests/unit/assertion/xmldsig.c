/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "signing.h"

#define EXC "http://www.w3.org/2001/10/xml-exc-c14n#"

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
