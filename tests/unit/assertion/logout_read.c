/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

#include "messages.h"

static struct messages messages;
static char *decryption_key;

static void begin(void)
{
    decryption_key = forge_key_pem("sp");
    messages_begin(&messages, "eloket");
    messages.provider.decryption_keys = (const char *const *)&decryption_key;
    messages.provider.decryption_key_count = 1;
    messages_trust(&messages);
}

static void end(void)
{
    messages_end(&messages);
    free(decryption_key);
}

TestSuite(logout_read, .init = begin, .fini = end);

static char *posted(const char *xml, const char *key_name)
{
    const struct forge_signing how = {.key = forge_key(key_name), .what = FORGE_RESPONSE};
    return forge_sign(xml, &how);
}

struct row {
    const char *name, *from, *to, *check;
};

static const struct row common[] = {
    {"as it is", "<samlp:", "<samlp:", ""},
    {"SAML 1.1", "Version=\"2.0\"", "Version=\"1.1\"", "saml.version"},
    {"no version", " Version=\"2.0\"", "", "saml.attribute.absent"},
    {"another provider", ">" FORGE_ISSUER "<", ">https://other.example<", "saml.issuer.unknown"},
    {"issuer of another format", "<saml:Issuer>", "<saml:Issuer Format=\"urn:x\">", "saml.issuer.format"},
    {"no issuer", "<saml:Issuer>" FORGE_ISSUER "</saml:Issuer>", "", "saml.issuer.absent"},
    {"for another address", "Destination=\"" FORGE_LOGOUT, "Destination=\"" FORGE_LOGOUT "/", "logout.destination"},
    {"for where sign-ins go", "Destination=\"" FORGE_LOGOUT, "Destination=\"" FORGE_RECIPIENT, "logout.destination"},
    {"for no address", " Destination=\"" FORGE_LOGOUT "\"", "", "logout.destination"},
    {"made a minute from now", "IssueInstant=\"2026-11-23T10:00:00Z", "IssueInstant=\"2026-11-23T10:01:00Z", ""},
    {"made later", "IssueInstant=\"2026-11-23T10:00:00Z", "IssueInstant=\"2026-11-23T10:01:01Z",
     "saml.issue-instant"},
    {"made at no time", "IssueInstant=\"2026-11-23T10:00:00Z", "IssueInstant=\"2026-11-23T10:00:00",
     "saml.time.form"},
    {"extensions", "</saml:Issuer>", "</saml:Issuer><samlp:Extensions><x xmlns=\"urn:x\"/></samlp:Extensions>", ""},
    {"extensions before the issuer", "<saml:Issuer>", "<samlp:Extensions/><saml:Issuer>", "saml.issuer.absent"},
    {"text", "<saml:Issuer>", "text<saml:Issuer>", "saml.structure"},
};

static const struct row of_request[] = {
    {"past its end", "NotOnOrAfter=\"2026-11-23T10:05:00Z", "NotOnOrAfter=\"2026-11-23T09:59:00Z", "logout.expired"},
    {"ended within the skew", "NotOnOrAfter=\"2026-11-23T10:05:00Z", "NotOnOrAfter=\"2026-11-23T09:59:01Z", ""},
    {"without an end", " NotOnOrAfter=\"2026-11-23T10:05:00Z\"", "", ""},
    {"end that is none", "NotOnOrAfter=\"2026-11-23T10:05:00Z", "NotOnOrAfter=\"soon", "saml.time.form"},
    {"no session", "<samlp:SessionIndex>_session</samlp:SessionIndex>", "", ""},
    {"two sessions", "<samlp:SessionIndex>", "<samlp:SessionIndex>a</samlp:SessionIndex><samlp:SessionIndex>", ""},
    {"empty session", "<samlp:SessionIndex>_session<", "<samlp:SessionIndex><", "saml.text.empty"},
    {"nobody", "<samlp:SessionIndex>", "<x:NameID xmlns:x=\"urn:x\"/><samlp:SessionIndex>", "saml.structure"},
    {"empty name", ">_name<", "><", "saml.text.empty"},
    {"two names", "<samlp:SessionIndex>", "<saml:NameID>b</saml:NameID><samlp:SessionIndex>", "saml.structure"},
    {"BaseID", "<saml:NameID ", "<saml:BaseID/><saml:NameID ", "saml.structure"},
};

static const struct row of_response[] = {
    {"to another request", "InResponseTo=\"" FORGE_REQUEST, "InResponseTo=\"_other", "logout.in-response-to"},
    {"to no request", " InResponseTo=\"" FORGE_REQUEST "\"", "", "logout.in-response-to"},
    {"no success", "status:Success", "status:Responder", "saml.status"},
    {"partial", "status:Success\"/>",
     "status:Responder\"><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:PartialLogout\"/>"
     "</samlp:StatusCode>",
     "saml.status"},
    {"partial, under success", "status:Success\"/>",
     "status:Success\"><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:PartialLogout\"/>"
     "</samlp:StatusCode>",
     "saml.status"},
    {"success with another second code", "status:Success\"/>",
     "status:Success\"><samlp:StatusCode Value=\"urn:x\"/></samlp:StatusCode>", ""},
    {"no status", "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>",
     "", "saml.structure"},
    {"status without a value", " Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"", "", "saml.status.form"},
};

/* Signed by the provider, each way that it may come. */
static void try_message(const struct messages *ours, const char *xml, bool request, const char *name,
                        const char *expected)
{
    char *query = forge_query(request ? "SAMLRequest" : "SAMLResponse", xml, NULL, NULL), *post = posted(xml, "idp");
    char *base64 = forge_base64(post, strlen(post), 76);
    const char *octets[] = {query, post, base64};
    for (size_t i = 0; i < 3; i++) {
        toegang_binding binding = i == 0 ? TOEGANG_REDIRECT : TOEGANG_POST;
        const char *check = request ? messages_judge_request(ours, binding, octets[i], NULL)
                                    : messages_judge_response(ours, binding, octets[i]);
        cr_expect_str_eq(check, expected, "%s, way %zu: %s", name, i, check);
    }
    free(query), free(post), free(base64);
}

static void try_row(const struct row *row, bool request)
{
    char *xml = forge_replace(request ? messages_request : messages_response, row->from, row->to);
    try_message(&messages, xml, request, row->name, row->check);
    free(xml);
}

Test(logout_read, requests)
{
    for (size_t i = 0; i < sizeof common / sizeof *common; i++) try_row(&common[i], true);
    for (size_t i = 0; i < sizeof of_request / sizeof *of_request; i++) try_row(&of_request[i], true);
}

Test(logout_read, responses)
{
    for (size_t i = 0; i < sizeof common / sizeof *common; i++) try_row(&common[i], false);
    for (size_t i = 0; i < sizeof of_response / sizeof *of_response; i++) try_row(&of_response[i], false);
}

Test(logout_read, nobody_is_named)
{
    static const char name[] =
        "<saml:NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:transient\">_name</saml:NameID>";
    const struct row row = {"no name", name, "", "logout.name"};
    try_row(&row, true);
}

/* The last value in it, which is the content, with another octet. */
static void change_content(char *xml)
{
    char *end = xml;
    for (char *at = xml; (at = strstr(at, "</xenc:CipherValue>")); at++) end = at;
    end[-12] = end[-12] == 'A' ? 'B' : 'A';
}

/* A request whose name is encrypted, as what was signed. */
static const struct sealed_row {
    const char *name;
    struct forge_sealing how;
    const char *from, *to; /* beside what is encrypted; NULL: nothing */
    const char *check;
} sealed_rows[] = {
    {"for us", {0}, NULL, NULL, ""},
    {"with another cipher and OAEP", {.cipher = "A256GCM", .transport = "rsa-oaep", .digest = "SHA256"}, NULL, NULL, ""},
    {"leaning on the namespaces around", {.inherit = true}, NULL, NULL, ""},
    {"a content key of another length", {.key_octets = 32}, NULL, NULL, "saml.encrypted.decrypt"},
    {"an empty name", {.from = ">_name<", .to = "><"}, NULL, NULL, "saml.text.empty"},
    {"CBC", {.cipher = "A128CBC"}, NULL, NULL, "xmlenc.cbc"},
    {"RSA 1.5", {.transport = "rsa-1_5"}, NULL, NULL, "xmlenc.key-algorithm"},
    {"a name in clear as well", {0}, "<samlp:SessionIndex>", "<saml:NameID>b</saml:NameID><samlp:SessionIndex>",
     "saml.structure"},
    {"another encrypted name", {0}, "<samlp:SessionIndex>", "<saml:EncryptedID/><samlp:SessionIndex>", "saml.structure"},
    {"a BaseID as well", {0}, "<saml:EncryptedID ", "<saml:BaseID/><saml:EncryptedID ", "saml.structure"},
    {"nothing in it", {.form = "<saml:EncryptedID/>"}, NULL, NULL, "xmlenc.several"},
};

static char *sealed(const struct forge_sealing *how, const char *from, const char *to)
{
    char *hidden = forge_encrypt(messages_request, "NameID", how);
    char *xml = from ? forge_replace(hidden, from, to) : strdup(hidden);
    free(hidden);
    return xml;
}

Test(logout_read, encrypted_names)
{
    for (size_t i = 0; i < sizeof sealed_rows / sizeof *sealed_rows; i++) {
        const struct sealed_row *row = &sealed_rows[i];
        char *xml = sealed(&row->how, row->from, row->to);
        try_message(&messages, xml, true, row->name, row->check);
        free(xml);
    }
}

/* The provider may sign what it does not know the inside of: all that fails from the key on is one refusal. */
Test(logout_read, encrypted_names_that_do_not_open)
{
    const struct forge_sealing theirs = {.key = forge_key("idp")}, ours = {0};
    char *other = sealed(&theirs, NULL, NULL), *changed = sealed(&ours, NULL, NULL);
    change_content(changed);
    try_message(&messages, other, true, "for another key", "saml.encrypted.decrypt");
    try_message(&messages, changed, true, "changed before it was signed", "saml.encrypted.decrypt");
    free(other), free(changed);
}

Test(logout_read, encrypted_things_that_are_no_name)
{
    static const char *const others[] = {"<saml:BaseID xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"/>",
                                         "<NameID>_name</NameID>"};
    const struct forge_sealing ours = {0};
    char *hidden = sealed(&ours, NULL, NULL), *start = strstr(hidden, "<saml:EncryptedID ");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char *holder = forge_sealed_element(others[i], strlen(others[i]), "EncryptedID", &ours), xml[16384];
        snprintf(xml, sizeof xml, "%.*s%s</samlp:LogoutRequest>", (int)(start - hidden), hidden, holder);
        try_message(&messages, xml, true, others[i], "saml.encrypted.content");
        free(holder);
    }
    free(hidden);
}

/* Nothing is decrypted that the provider did not sign. */
Test(logout_read, encrypted_names_under_another_signature)
{
    const struct forge_sealing how = {0};
    char *xml = sealed(&how, NULL, NULL), *good = posted(xml, "idp"), *stranger = posted(xml, "attacker");
    toegang_logout *logout = NULL;
    cr_assert_str_eq(messages_judge_request(&messages, TOEGANG_POST, good, &logout), "");
    cr_expect_str_eq(toegang_logout_name_id(logout), "_name");
    cr_expect_str_eq(toegang_logout_session_index(logout), "_session");
    change_content(good);
    cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_POST, good, NULL), "saml.signature.digest");
    cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_POST, stranger, NULL), "saml.signature.value");
    toegang_logout_free(logout);
    free(xml), free(good), free(stranger);
}

Test(logout_read, encrypted_name_without_a_key_of_ours)
{
    struct messages keyless;
    const struct forge_sealing how = {0};
    messages_begin(&keyless, "eloket");
    messages_trust(&keyless);
    char *xml = sealed(&how, NULL, NULL);
    try_message(&keyless, xml, true, "no key", "saml.encrypted");
    free(xml);
    messages_end(&keyless);
}

/* In what is posted the signature refers to it, and falls before. */
Test(logout_read, ids)
{
    char *xml = forge_replace(messages_request, "_logout-1", "_logout 1"), *post = posted(xml, "idp");
    char *query = forge_query("SAMLRequest", xml, NULL, NULL);
    cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_REDIRECT, query, NULL), "saml.id");
    cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_POST, post, NULL), "saml.signature.id");
    free(xml), free(post), free(query);
}

Test(logout_read, what_it_says)
{
    static const struct row rows[] = {
        {"one", "<samlp:", "<samlp:", "_session"},
        {"none", "<samlp:SessionIndex>_session</samlp:SessionIndex>", "", ""},
        {"three", "<samlp:SessionIndex>",
         "<samlp:SessionIndex>a</samlp:SessionIndex><samlp:SessionIndex>b</samlp:SessionIndex><samlp:SessionIndex>",
         "a b _session"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *xml = forge_replace(messages_request, rows[i].from, rows[i].to), sessions[64] = "";
        char *query = forge_query("SAMLRequest", xml, NULL, NULL);
        toegang_logout *logout = NULL;
        cr_assert_str_eq(messages_judge_request(&messages, TOEGANG_REDIRECT, query, &logout), "", "%s", rows[i].name);
        cr_expect_str_eq(toegang_logout_issuer(logout), FORGE_ISSUER);
        cr_expect_str_eq(toegang_logout_id(logout), "_logout-1");
        cr_expect_str_eq(toegang_logout_name_id(logout), "_name");
        cr_expect_eq(toegang_logout_until(logout), FORGE_AT + 300 + 60);
        strcat(sessions, toegang_logout_session_index(logout));
        for (size_t j = 0; toegang_logout_further_session(logout, j); j++)
            strcat(strcat(sessions, " "), toegang_logout_further_session(logout, j));
        cr_expect_str_eq(sessions, rows[i].check, "%s", rows[i].name);
        toegang_logout_free(logout);
        free(xml), free(query);
    }
    toegang_logout_free(NULL);
}

static char *with_sessions(unsigned count)
{
    char *many = calloc(count + 1, 64), *at = many;
    for (unsigned i = 0; i < count; i++) at += sprintf(at, "<samlp:SessionIndex>s%u</samlp:SessionIndex>", i);
    char *xml = forge_replace(messages_request, "<samlp:SessionIndex>_session</samlp:SessionIndex>", many);
    free(many);
    return xml;
}

Test(logout_read, at_most_64_sessions)
{
    for (unsigned count = 64; count <= 65; count++) {
        char *xml = with_sessions(count), *post = posted(xml, "idp");
        toegang_logout *logout = NULL;
        cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_POST, post, &logout),
                         count == 64 ? "" : "saml.structure");
        if (logout) cr_expect_str_eq(toegang_logout_further_session(logout, 62), "s63");
        if (logout) cr_expect_null(toegang_logout_further_session(logout, 63));
        toegang_logout_free(logout);
        free(xml), free(post);
    }
}

Test(logout_read, old_without_an_end)
{
    char *timeless = forge_replace(messages_request, " NotOnOrAfter=\"2026-11-23T10:05:00Z\"", "");
    static const struct {
        const char *issued, *check;
    } rows[] = {{"2026-11-23T09:54:01Z", ""}, {"2026-11-23T09:54:00Z", "logout.expired"}};
    for (size_t i = 0; i < 2; i++) {
        char *xml = forge_replace(timeless, "2026-11-23T10:00:00Z", rows[i].issued);
        char *query = forge_query("SAMLRequest", xml, NULL, NULL);
        cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_REDIRECT, query, NULL), rows[i].check);
        free(xml), free(query);
    }
    free(timeless);
}

Test(logout_read, signatures_of_what_is_posted)
{
    char *good = posted(messages_request, "idp"), *stranger = posted(messages_request, "attacker");
    char *name = forge_replace(good, ">_name<", ">_other<");
    char *moved = forge_replace(good, "<saml:Issuer>", "<saml:Issuer><!---->");
    char *sha1 = forge_replace(good, "xmldsig-more#rsa-sha256", "xmldsig-more#rsa-sha1");
    const struct row rows[] = {{"its key", good, NULL, ""},
                               {"another's key", stranger, NULL, "saml.signature.value"},
                               {"not signed", messages_request, NULL, "saml.signature.absent"},
                               {"changed", name, NULL, "saml.signature.digest"},
                               {"a comment", moved, NULL, "xml.comment"},
                               {"SHA-1", sha1, NULL, "saml.signature.algorithm"},
                               {"a query", "SAMLRequest=x", NULL, "base64.padding"},
                               {"nothing", "", NULL, "saml.input"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_POST, rows[i].from, NULL), rows[i].check, "%s",
                         rows[i].name);
    /* In a URL the signature stands beside the message, and nowhere else. */
    char *query = forge_query("SAMLRequest", good, NULL, NULL);
    cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_REDIRECT, query, NULL), "saml.structure");
    free(good), free(stranger), free(name), free(moved), free(sha1), free(query);
}

/* A signed request is kept whole inside a forged one, or beside it. */
Test(logout_read, wrapping)
{
    char *good = posted(messages_request, "idp");
    char *forged = forge_replace(messages_request, ">_name<", ">_other<");
    char *id = forge_replace(forged, "_logout-1", "_logout-2");
    char within[16384];
    static const char *const places[] = {"<saml:NameID ", "</samlp:LogoutRequest>", "<samlp:SessionIndex>"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        snprintf(within, sizeof within, "<samlp:Extensions>%s</samlp:Extensions>%s", good, places[i]);
        char *same = forge_replace(forged, places[i], within), *other = forge_replace(id, places[i], within);
        cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_POST, same, NULL), "saml.signature.duplicate-id");
        cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_POST, other, NULL), "saml.signature.place");
        free(same), free(other);
    }
    /* The signature of the genuine one moved to the forged one, which holds it as an Object or extension. */
    char *start = strstr(good, "<ds:Signature"), *stop = strstr(good, "</ds:Signature>") + strlen("</ds:Signature>");
    char *signature = strndup(start, (size_t)(stop - start));
    char *bare = forge_replace(good, signature, "");
    snprintf(within, sizeof within, "</saml:Issuer>%s<samlp:Extensions>%s</samlp:Extensions>", signature, bare);
    char *moved = forge_replace(id, "</saml:Issuer>", within);
    cr_expect_str_eq(messages_judge_request(&messages, TOEGANG_POST, moved, NULL), "saml.signature.reference");
    free(good), free(forged), free(id), free(signature), free(bare), free(moved);
}

Test(logout_read, without_a_logout_address_of_ours)
{
    struct messages none;
    messages_begin(&none, "eloket");
    none.provider.logout = NULL;
    messages_trust(&none);
    char *query = forge_query("SAMLRequest", messages_request, NULL, NULL);
    cr_expect_str_eq(messages_judge_request(&none, TOEGANG_REDIRECT, query, NULL), "logout.destination");
    free(query);
    messages_end(&none);
}

Test(logout_read, misuse)
{
    toegang_logout *logout = NULL;
    cr_expect_eq(toegang_verify_logout_request(NULL, TOEGANG_POST, "x", 1, FORGE_AT, &logout, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_logout_request(messages.trust, (toegang_binding)0, "x", 1, FORGE_AT, &logout, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_logout_request(messages.trust, TOEGANG_POST, NULL, 1, FORGE_AT, &logout, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_logout_request(messages.trust, TOEGANG_POST, "x", 1, FORGE_AT, NULL, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_logout_response(NULL, TOEGANG_POST, "x", 1, "_a", FORGE_AT, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_logout_response(messages.trust, (toegang_binding)3, "x", 1, "_a", FORGE_AT, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_logout_response(messages.trust, TOEGANG_POST, "x", 1, "", FORGE_AT, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(toegang_verify_logout_response(messages.trust, TOEGANG_POST, "x", 1, NULL, FORGE_AT, NULL),
                 TOEGANG_MISUSE);
    cr_expect_null(logout);
}
