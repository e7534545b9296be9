/* SPDX-License-Identifier: Apache-2.0 */
#include "messages.h"

#include <criterion/criterion.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#define HEAD                                                                                                \
    " xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"" \
    " ID=\"_logout-1\" Version=\"2.0\" IssueInstant=\"2026-11-23T10:00:00Z\" Destination=\"" FORGE_LOGOUT "\""
#define ISSUER "<saml:Issuer>" FORGE_ISSUER "</saml:Issuer>"

const char messages_request[] =
    "<samlp:LogoutRequest" HEAD " NotOnOrAfter=\"2026-11-23T10:05:00Z\">" ISSUER
    "<saml:NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:transient\">_name</saml:NameID>"
    "<samlp:SessionIndex>_session</samlp:SessionIndex></samlp:LogoutRequest>";
const char messages_response[] =
    "<samlp:LogoutResponse" HEAD " InResponseTo=\"" FORGE_REQUEST "\">" ISSUER
    "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>"
    "</samlp:LogoutResponse>";

void messages_begin(struct messages *messages, const char *own)
{
    const struct forge_key *keys[] = {forge_key("idp")};
    char name[64];
    *messages = (struct messages){.metadata = forge_metadata(keys, 1, FORGE_ISSUER)};
    messages->key = (snprintf(name, sizeof name, "%s.key", own), forge_key_text(name));
    messages->certificate = (snprintf(name, sizeof name, "%s.crt", own), forge_key_text(name));
    messages->provider = forge_provider(messages->metadata);
    messages->provider.signing_key = messages->key;
    messages->provider.certificates = messages->certificate;
    messages->provider.logout = FORGE_LOGOUT;
}

void messages_trust(struct messages *messages)
{
    toegang_report report = {0};
    const toegang_trust_settings settings = {
        .size = sizeof settings, .providers = &messages->provider, .provider_count = 1};
    cr_assert_eq(toegang_trust_new(&settings, &messages->trust, &report), TOEGANG_GOOD, "%s: %s; %s", report.check,
                 report.expected, report.came);
}

void messages_end(struct messages *messages)
{
    toegang_trust_free(messages->trust);
    free(messages->metadata), free(messages->key), free(messages->certificate);
}

const char *messages_judge_request(const struct messages *messages, toegang_binding binding, const char *octets,
                                   toegang_logout **out)
{
    static toegang_report report;
    toegang_logout *logout = NULL;
    report = (toegang_report){0};
    toegang_status status = toegang_verify_logout_request(messages->trust, binding, octets, strlen(octets), FORGE_AT,
                                                          &logout, &report);
    cr_expect_eq(status, report.status);
    cr_expect_eq(logout != NULL, status == TOEGANG_GOOD);
    if (out) *out = logout;
    else toegang_logout_free(logout);
    return report.check;
}

const char *messages_judge_response(const struct messages *messages, toegang_binding binding, const char *octets)
{
    static toegang_report report;
    report = (toegang_report){0};
    toegang_status status = toegang_verify_logout_response(messages->trust, binding, octets, strlen(octets),
                                                           FORGE_REQUEST, FORGE_AT, &report);
    cr_expect_eq(status, report.status);
    return report.check;
}

char *messages_parameter(const char *url, const char *name)
{
    char *out = calloc(1, strlen(url) + 1), *to = out, key[64];
    snprintf(key, sizeof key, "%s=", name);
    const char *at = strchr(url, '?');
    while (at && strncmp(++at, key, strlen(key)) != 0) at = strchr(at, '&');
    for (at = at ? at + strlen(key) : ""; *at && *at != '&'; at++) {
        unsigned octet = (unsigned char)*at;
        if (*at == '%') sscanf(at + 1, "%2x", &octet), at += 2;
        *to++ = (char)octet;
    }
    return out;
}

char *messages_unfold(const char *url, const char *parameter)
{
    char *text = messages_parameter(url, parameter);
    size_t length = strlen(text), room = 65536;
    unsigned char *folded = malloc(length + 1);
    char *out = calloc(1, room);
    z_stream stream = {.next_out = (unsigned char *)out, .avail_out = (unsigned)room - 1, .next_in = folded};
    int octets = EVP_DecodeBlock(folded, (const unsigned char *)text, (int)length);
    cr_assert(octets > 0, "%s", url);
    for (size_t i = length; i > 0 && text[i - 1] == '='; i--) octets--;
    stream.avail_in = (unsigned)octets;
    cr_assert_eq(inflateInit2(&stream, -15), Z_OK);
    cr_assert_eq(inflate(&stream, Z_FINISH), Z_STREAM_END);
    cr_assert_eq(stream.avail_in, 0);
    inflateEnd(&stream);
    free(text), free(folded);
    return out;
}

static EVP_PKEY *public_key(const char *key_name)
{
    char name[64], *text = (snprintf(name, sizeof name, "%s.key", key_name), forge_key_text(name));
    BIO *memory = BIO_new_mem_buf(text, -1);
    EVP_PKEY *key = PEM_read_bio_PrivateKey(memory, NULL, NULL, NULL);
    BIO_free(memory);
    free(text);
    return key;
}

bool messages_verifies(const char *url, const char *key_name)
{
    const char *query = strchr(url, '?') + 1, *end = strstr(query, "&Signature=");
    char *value = messages_parameter(url, "Signature");
    unsigned char signature[2048];
    EVP_PKEY *key = public_key(key_name);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int length = EVP_DecodeBlock(signature, (const unsigned char *)value, (int)strlen(value));
    for (size_t i = strlen(value); i > 0 && value[i - 1] == '='; i--) length--;
    bool good = EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
                EVP_DigestVerify(context, signature, (size_t)length, (const unsigned char *)query,
                                 (size_t)(end - query)) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    free(value);
    return good;
}
