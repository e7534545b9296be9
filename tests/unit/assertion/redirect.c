/* SPDX-License-Identifier: Apache-2.0 */
/* Attacks on what comes in a URL. */
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

TestSuite(redirect, .init = begin, .fini = end);

/* The query with one thing changed after it was signed. */
Test(redirect, changed_after_signing)
{
    static const struct {
        const char *name, *from, *to, *check;
    } rows[] = {
        {"as it is", "SAMLRequest=", "SAMLRequest=", ""},
        {"parameters of the host before it", "SAMLRequest=", "page=1&lang=nl&SAMLRequest=", ""},
        {"another order", "SAMLRequest=", "x&SAMLRequest=", ""},
        {"request twice", "SAMLRequest=", "SAMLRequest=AAAA&SAMLRequest=", "query.duplicate"},
        {"request twice, encoded", "SAMLRequest=", "%53AMLRequest=AAAA&SAMLRequest=", "query.duplicate"},
        {"RelayState twice", "&SigAlg", "&RelayState=other&SigAlg", "query.duplicate"},
        {"RelayState twice, encoded", "&SigAlg", "&Relay%53tate=other&SigAlg", "query.duplicate"},
        {"SigAlg twice", "&SigAlg=", "&SigAlg=x&SigAlg=", "query.duplicate"},
        {"Signature twice", "&Signature=", "&Signature=AAAA&Signature=", "query.duplicate"},
        {"the host's parameter twice", "SAMLRequest=", "a=1&a=2&SAMLRequest=", "query.duplicate"},
        {"name encoded", "SAMLRequest=", "SAML%52equest=", "redirect.name"},
        {"name in another case", "SAMLRequest=", "samlrequest=AAAA&SAMLRequest=", "redirect.name"},
        {"name after a space", "SAMLRequest=", "%20SAMLRequest=AAAA&SAMLRequest=", "redirect.name"},
        {"name after a plus", "SAMLRequest=", "+SAMLRequest=AAAA&SAMLRequest=", "redirect.name"},
        {"name before a tab", "SAMLRequest=", "SAMLRequest%09=AAAA&SAMLRequest=", "redirect.name"},
        {"RelayState in another case", "RelayState=", "relayState=", "redirect.name"},
        {"Signature encoded", "&Signature=", "&%53ignature=", "redirect.name"},
        {"name that ends in NUL", "SAMLRequest=", "SAMLRequest%00=AAAA&SAMLRequest=", "query.encoding"},
        {"request and response", "SAMLRequest=", "SAMLResponse=AAAA&SAMLRequest=", "redirect.parameter"},
        {"a longer name is another", "SAMLRequest=", "XSAMLRequest=AAAA&SAMLRequest=", ""},
        {"neither", "SAMLRequest=", "Request=", "redirect.parameter"},
        {"in the other parameter", "SAMLRequest=", "SAMLResponse=", "redirect.parameter"},
        {"without SigAlg", "&SigAlg=", "&Alg=", "redirect.signature"},
        {"without Signature", "&Signature=", "&Sig=", "redirect.signature"},
        {"empty Signature", "&Signature=", "&Signature=&x=", "saml.signature.value"},
        {"Signature that is not base64", "&Signature=", "&Signature=%21", "base64.character"},
        {"RelayState of another request", "RelayState=a%2fb", "RelayState=other", "saml.signature.value"},
        {"RelayState encoded otherwise", "RelayState=a%2fb", "RelayState=a%2Fb", "saml.signature.value"},
        {"RelayState left out", "&RelayState=a%2fb", "", "saml.signature.value"},
        {"RelayState emptied", "RelayState=a%2fb", "RelayState=", "saml.signature.value"},
        {"SHA-1", "rsa-sha256", "rsa-sha1", "saml.signature.algorithm"},
        {"old SHA-1", "http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256",
         "http%3A%2F%2Fwww.w3.org%2F2000%2F09%2Fxmldsig%23rsa-sha1", "saml.signature.algorithm"},
        {"HMAC", "rsa-sha256", "hmac-sha256", "saml.signature.algorithm"},
        {"JOSE name", "http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256", "RS256",
         "saml.signature.algorithm"},
        {"no algorithm", "SigAlg=http", "SigAlg=&x=http", "saml.signature.algorithm"},
        {"of another kind of key", "rsa-sha256", "ecdsa-sha256", "saml.signature.key"},
        {"another hash", "rsa-sha256", "rsa-sha512", "saml.signature.value"},
        {"a plus in the message", "SAMLRequest=", "SAMLRequest=+", "query.plus"},
        {"no DEFLATE", "SAMLRequest=", "SAMLRequest=AAAA&x=", "deflate.form"},
        {"not base64", "SAMLRequest=", "SAMLRequest=A&x=", "base64.length"},
        {"empty", "SAMLRequest=", "SAMLRequest=&x=", "deflate.form"},
        {"encoding named", "SAMLRequest=",
         "SAMLEncoding=urn%3Aoasis%3Anames%3Atc%3ASAML%3A2.0%3Abindings%3AURL-Encoding%3ADEFLATE&SAMLRequest=", ""},
        {"another encoding", "SAMLRequest=", "SAMLEncoding=urn%3Ax&SAMLRequest=", "redirect.encoding"},
        {"with its question mark", "SAMLRequest=", "?SAMLRequest=", "redirect.parameter"},
    };
    char *query = forge_query("SAMLRequest", messages_request, "a%2fb", NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *changed = forge_replace(query, rows[i].from, rows[i].to);
        cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_REDIRECT, changed, NULL), rows[i].check, "%s",
                         rows[i].name);
        free(changed);
    }
    free(query);
}

/* The value is somebody's signature or message. */
Test(redirect, a_name_is_told_without_its_value)
{
    static const struct {
        const char *from, *to, *came;
    } rows[] = {{"&Signature=", "&signature=", "signature"}, {"SAMLRequest=", "SAML%52equest=", "SAML%52equest"}};
    char *query = forge_query("SAMLRequest", messages_request, "x", NULL);
    for (size_t i = 0; i < 2; i++) {
        char *changed = forge_replace(query, rows[i].from, rows[i].to);
        toegang_report report = {0};
        toegang_logout *logout = NULL;
        toegang_status status = toegang_verify_logout_request(messages.trust, TOEGANG_REDIRECT, changed, strlen(changed),
                                                              FORGE_AT, &logout, &report);
        cr_expect_eq(status, TOEGANG_REFUSED);
        cr_expect_str_eq(report.check, "redirect.name");
        cr_expect_str_eq(report.came, rows[i].came);
        free(changed);
    }
    free(query);
}

/* Whatever way of writing the sender has: the octets that it signed are the octets that are verified. */
Test(redirect, signed_octets_as_they_came)
{
    const struct forge_signing how = {.key = forge_key("idp")};
    char *message = forge_deflate(messages_request), *uri = forge_escape("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    char query[8192], *sealed;
    for (int row = 0; row < 4; row++) {
        snprintf(query, sizeof query, "SAMLRequest=%s%s&SigAlg=%s", message,
                 row == 0 ? "" : row == 1 ? "&RelayState=" : row == 2 ? "&RelayState=x+y" : "&RelayState=%e2%82%ac", uri);
        if (row == 3)
            for (char *at = query; (at = strchr(at, '%')) && at[1]; at++)
                for (int i = 1; i <= 2; i++) at[i] = (char)(at[i] >= 'A' && at[i] <= 'F' ? at[i] + 32 : at[i]);
        sealed = forge_seal_query(query, &how);
        cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_REDIRECT, sealed, NULL), "", "row %d", row);
        free(sealed);
    }
    free(message), free(uri);
}

/* The parameters may stand in any order; what is signed has its own. */
Test(redirect, order_of_parameters)
{
    char *query = forge_query("SAMLRequest", messages_request, "x", NULL), turned[8192];
    char *relay = strstr(query, "&RelayState="), *algorithm = strstr(query, "&SigAlg="),
         *signature = strstr(query, "&Signature=");
    snprintf(turned, sizeof turned, "%s%.*s%.*s&%.*s", signature + 1, (int)(signature - algorithm), algorithm,
             (int)(algorithm - relay), relay, (int)(relay - query), query);
    cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_REDIRECT, turned, NULL), "");
    free(query);
}

Test(redirect, keys_and_algorithms)
{
    static const char *const pinned[] = {"RS512"};
    const struct {
        const char *name, *key, *algorithm, *check;
        bool pin;
    } rows[] = {{"its key", "idp", "RS256", "", false},
                {"PSS", "idp", "PS384", "", false},
                {"another's key", "attacker", "RS256", "saml.signature.value", false},
                {"ours", "eloket", "RS256", "saml.signature.value", false},
                {"not the pinned algorithm", "idp", "RS256", "saml.signature.pinned", true},
                {"the pinned algorithm", "idp", "RS512", "", true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct forge_signing how = {.key = forge_key(rows[i].key), .algorithm = rows[i].algorithm};
        struct messages own;
        messages_begin(&own, "eloket");
        own.provider.algorithms = pinned, own.provider.algorithm_count = rows[i].pin;
        messages_trust(&own);
        char *query = forge_query("SAMLRequest", messages_request, NULL, &how);
        cr_expect_str_eq(messages_judge_request(&own, TOEGANG_REDIRECT, query, NULL), rows[i].check, "%s", rows[i].name);
        free(query);
        messages_end(&own);
    }
}

/* Each provider's messages are verified with its own keys: the Issuer in them chooses. */
Test(redirect, another_providers_key)
{
    const struct forge_key *keys[] = {forge_key("idp-next")};
    char *metadata = forge_metadata(keys, 1, "https://other.example/saml");
    toegang_saml_provider providers[] = {messages.provider, messages.provider};
    providers[1].entity_id = "https://other.example/saml";
    providers[1].metadata = metadata, providers[1].metadata_length = strlen(metadata);
    const toegang_trust_settings settings = {.size = sizeof settings, .providers = providers, .provider_count = 2};
    struct messages both = {0};
    cr_assert_eq(toegang_trust_new(&settings, &both.trust, NULL), TOEGANG_GOOD);
    const struct forge_signing how = {.key = forge_key("idp-next")};
    char *as_first = forge_query("SAMLRequest", messages_request, NULL, &how);
    cr_expect_str_eq(messages_judge_request(&both, TOEGANG_REDIRECT, as_first, NULL), "saml.signature.value");
    char *xml = forge_replace(messages_request, ">" FORGE_ISSUER "<", ">https://other.example/saml<");
    char *as_second = forge_query("SAMLRequest", xml, NULL, &how);
    cr_expect_str_eq(messages_judge_request(&both, TOEGANG_REDIRECT, as_second, NULL), "");
    free(as_first), free(as_second), free(xml), free(metadata);
    toegang_trust_free(both.trust);
}

Test(redirect, a_bomb_is_stopped)
{
    size_t size = (size_t)8 << 20;
    char *bomb = malloc(size + 1);
    memset(bomb, 'a', size), bomb[size] = '\0';
    char *query = forge_query("SAMLRequest", bomb, NULL, NULL);
    cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_REDIRECT, query, NULL), "deflate.size");
    free(query), free(bomb);
}

Test(redirect, octets_after_the_message)
{
    const struct forge_signing how = {.key = forge_key("idp")};
    char query[8192], *message = forge_deflate(messages_request);
    /* Four octets more, in base64 of their own. */
    char *end = strstr(message, "%3D");
    if (end) *end = '\0';
    while (strlen(message) % 4 != 0) strcat(message, "A");
    snprintf(query, sizeof query, "SAMLRequest=%sAAAAAAAA&SigAlg=http%%3A%%2F%%2Fwww.w3.org%%2F2001%%2F04%%2Fxmldsig-more%%23rsa-sha256",
             message);
    char *sealed = forge_seal_query(query, &how);
    cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_REDIRECT, sealed, NULL), "deflate.trailing");
    free(sealed), free(message);
}

/* The message is of the kind that its parameter says, and never a sign-in. */
Test(redirect, kinds)
{
    char *sign_in = forge_response(NULL, 0, NULL);
    const struct {
        const char *name, *parameter, *xml, *request, *response;
    } rows[] = {
        {"request as request", "SAMLRequest", messages_request, "", "redirect.parameter"},
        {"response as response", "SAMLResponse", messages_response, "redirect.parameter", ""},
        {"response as request", "SAMLRequest", messages_response, "logout.type", "redirect.parameter"},
        {"request as response", "SAMLResponse", messages_request, "redirect.parameter", "logout.type"},
        {"a sign-in", "SAMLResponse", sign_in, "redirect.parameter", "redirect.response"},
        {"a sign-in as request", "SAMLRequest", sign_in, "redirect.response", "redirect.parameter"},
        {"not XML", "SAMLRequest", "x", "xml.root", "redirect.parameter"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *query = forge_query(rows[i].parameter, rows[i].xml, NULL, NULL);
        cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_REDIRECT, query, NULL), rows[i].request, "%s",
                         rows[i].name);
        cr_expect_str_eq(messages_judge_response(&messages, TOEGANG_REDIRECT, query), rows[i].response, "%s",
                         rows[i].name);
        free(query);
    }
    free(sign_in);
}

/* No single octet of a query can be changed. */
Test(redirect, every_octet_counts)
{
    char *query = forge_query("SAMLRequest", messages_request, "x", NULL);
    size_t length = strlen(query);
    for (size_t i = 0; i < length; i++) {
        char kept = query[i];
        query[i] = kept == 'A' ? 'B' : 'A';
        cr_expect_str_neq(messages_judge_request(&messages, TOEGANG_REDIRECT, query, NULL), "", "octet %zu", i);
        query[i] = kept;
    }
    free(query);
}
