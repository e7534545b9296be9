/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The full validation of one realistic response, beside peers on the same octets, as a ratio to one raw RSA-2048
 * verification. Each subject accepts the genuine response and refuses it with one digit of the number changed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <toegang.h>

#include "forge_provider.h"
#include "peers.h"
#include "trust.h"

struct ours {
    const toegang_trust *trust;
    const char *octets;
    size_t length;
};

static int validate(void *context)
{
    const struct ours *ours = context;
    toegang_identity *identity = NULL;
    toegang_status status = toegang_verify_saml(ours->trust, ours->octets, ours->length, FORGE_REQUEST, FORGE_AT,
                                                &identity, NULL);
    toegang_identity_free(identity);
    return status != TOEGANG_GOOD;
}

static toegang_trust *trust_of(const char *metadata)
{
    const char *ours[] = {forge_key_pem("sp")};
    toegang_saml_provider provider = forge_provider(metadata);
    provider.decryption_keys = ours;
    provider.decryption_key_count = 1;
    const toegang_trust_settings settings = {.size = sizeof settings, .providers = &provider, .provider_count = 1};
    return bench_trust(&settings);
}

/* A message with one digit of the number changed. */
static struct bench_message changed(const struct bench_message *message)
{
    struct bench_message other = *message;
    char *xml = forge_replace(message->xml, FORGE_RRN, "85073003329");
    other.base64 = forge_base64(xml, strlen(xml), 0);
    other.xml = xml;
    return other;
}

static void measure(const char *title, unsigned what)
{
    const struct forge_key *keys[] = {forge_key("idp")};
    const struct forge_signing how = {.key = keys[0], .what = what};
    const char *xml = forge_response(NULL, 0, &how), *metadata = forge_metadata(keys, 1, FORGE_ISSUER);
    const struct bench_message message = {.xml = xml, .length = strlen(xml), .metadata = metadata,
                                          .base64 = forge_base64(xml, strlen(xml), 0),
                                          .certificate_path = TG_KEYS "/idp.crt"};
    const struct bench_message wrong = changed(&message);
    toegang_trust *trust = trust_of(metadata);
    struct ours plain = {trust, xml, message.length}, posted = {trust, message.base64, strlen(message.base64)};
    struct ours bad = {trust, wrong.xml, wrong.length};
    const struct bench_subject reference = bench_rsa();
    const struct bench_subject subjects[] = {{"toegang_verify_saml, XML", validate, &plain, 0},
                                             {"toegang_verify_saml, base64", validate, &posted, 0},
                                             bench_xmlsec(&message, 1), bench_xmlsec(&message, 0),
                                             bench_lasso(&message)};
    enum { COUNT = sizeof subjects / sizeof *subjects };
    struct bench_result results[COUNT];
    bench_must_refuse((struct bench_subject){"toegang_verify_saml", validate, &bad, 0});
    bench_must_refuse(bench_xmlsec(&wrong, 1));
    bench_must_refuse(bench_lasso(&wrong));
    printf("\n%s, %zu octets\n", title, message.length);
    bench_run(&reference, subjects, COUNT, results);
    bench_print(subjects, COUNT, results, "x RSA");
    bench_mallocs_print("toegang_verify_saml", validate, &plain);
    toegang_trust_free(trust);
}

/* Signed inside, then encrypted for us: RSA-OAEP-2048, AES-128-GCM. */
static void measure_encrypted(void)
{
    const struct forge_key *keys[] = {forge_key("idp")};
    const struct forge_sealing sealing = {.key = forge_key("sp")};
    const struct forge_sealing altered = {.key = forge_key("sp"), .from = FORGE_RRN, .to = "85073003329"};
    const char *clear = forge_response(NULL, 0, NULL), *xml = forge_encrypt(clear, "Assertion", &sealing);
    const char *changed_xml = forge_encrypt(clear, "Assertion", &altered), *metadata = forge_metadata(keys, 1, FORGE_ISSUER);
    const struct bench_message message = {.xml = xml, .length = strlen(xml), .metadata = metadata,
                                          .base64 = forge_base64(xml, strlen(xml), 0),
                                          .certificate_path = TG_KEYS "/idp.crt",
                                          .decryption_key_path = TG_KEYS "/sp.key"};
    struct bench_message wrong = message;
    wrong.xml = changed_xml, wrong.length = strlen(changed_xml);
    wrong.base64 = forge_base64(changed_xml, strlen(changed_xml), 0);
    toegang_trust *trust = trust_of(metadata);
    struct ours plain = {trust, xml, message.length}, bad = {trust, wrong.xml, wrong.length};
    const struct bench_subject reference = bench_oaep();
    const struct bench_subject subjects[] = {{"toegang_verify_saml, XML", validate, &plain, 0},
                                             bench_xmlsec(&message, 1), bench_lasso(&message)};
    enum { COUNT = sizeof subjects / sizeof *subjects };
    struct bench_result results[COUNT];
    bench_must_refuse((struct bench_subject){"toegang_verify_saml", validate, &bad, 0});
    bench_must_refuse(bench_xmlsec(&wrong, 1));
    bench_must_refuse(bench_lasso(&wrong));
    printf("\nencrypted assertion (RSA-OAEP-2048, AES-128-GCM), %zu octets\n", message.length);
    bench_run(&reference, subjects, COUNT, results);
    bench_print(subjects, COUNT, results, "x OAEP + RSA");
    bench_mallocs_print("toegang_verify_saml", validate, &plain);
    toegang_trust_free(trust);
}

/* With a number only ours, that many times: for a profiler. */
static int profile(long times)
{
    const struct forge_key *keys[] = {forge_key("idp")};
    const char *xml = forge_response(NULL, 0, NULL);
    struct ours ours = {trust_of(forge_metadata(keys, 1, FORGE_ISSUER)), xml, strlen(xml)};
    int wrong = 0;
    for (long i = 0; i < times; i++) wrong += validate(&ours);
    return wrong != 0;
}

int main(int argc, char **argv)
{
    if (argc > 1) return profile(strtol(argv[1], NULL, 10));
    measure("assertion signed", FORGE_ASSERTION);
    measure("response and assertion signed", FORGE_BOTH);
    measure_encrypted();
    return 0;
}
