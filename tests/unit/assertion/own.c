/* SPDX-License-Identifier: Apache-2.0 */
/* Our own keys, as the settings of trust name them. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

#include "messages.h"

/* The check that falls, "" when trust is made. */
static const char *judged(const toegang_saml_provider *provider)
{
    static toegang_report report;
    const toegang_trust_settings settings = {.size = sizeof settings, .providers = provider, .provider_count = 1};
    toegang_trust *trust = NULL;
    report = (toegang_report){0};
    toegang_status status = toegang_trust_new(&settings, &trust, &report);
    cr_expect_eq(status, report.status);
    cr_expect(status == TOEGANG_GOOD || status == TOEGANG_CONFIGURATION);
    toegang_trust_free(trust);
    return report.check;
}

static char *joined(const char *const *texts, size_t count)
{
    char *out = calloc(1, 65536);
    for (size_t i = 0; i < count; i++) strcat(out, texts[i]);
    return out;
}

Test(own, settings)
{
    struct messages own;
    messages_begin(&own, "eloket");
    char *other = forge_key_text("idp-next.crt"), *stranger = forge_key_text("attacker.key"), long_url[1026];
    memset(long_url, 'x', sizeof long_url - 1), long_url[sizeof long_url - 1] = '\0';
    const char *many[9];
    for (size_t i = 0; i < 9; i++) many[i] = own.certificate;
    char *eight = joined(many, 8), *nine = joined(many, 9);
    char *both = joined((const char *const[]){other, own.certificate}, 2);
    char *mixed = joined((const char *const[]){own.certificate, stranger}, 2);
    char *cut = forge_replace(own.certificate, "-----END", "-----FIN");
    char *broken = forge_replace(own.certificate, "MII", "AAA");
    const struct {
        const char *name, *key, *certificates, *logout, *check;
    } rows[] = {
        {"all", own.key, own.certificate, FORGE_LOGOUT, ""},
        {"nothing", NULL, NULL, NULL, ""},
        {"a key alone", own.key, NULL, NULL, ""},
        {"certificates alone", NULL, other, NULL, ""},
        {"two certificates", own.key, both, NULL, ""},
        {"eight", own.key, eight, NULL, ""},
        {"nine", own.key, nine, NULL, "trust.certificates"},
        {"a certificate as key", own.certificate, NULL, NULL, "trust.signing-key"},
        {"no key", "", NULL, NULL, "trust.signing-key"},
        {"another's certificate only", own.key, other, NULL, "trust.certificates"},
        {"no certificate", own.key, "text", NULL, "trust.certificates"},
        {"nothing in the certificates", own.key, "", NULL, "trust.certificates"},
        {"a key among the certificates", own.key, mixed, NULL, "trust.certificates"},
        {"a key as certificates", own.key, own.key, NULL, "trust.certificates"},
        {"a certificate without end", own.key, cut, NULL, "trust.certificates"},
        {"a certificate that is none", own.key, broken, NULL, "trust.certificates"},
        {"an empty address", own.key, NULL, "", "trust.logout"},
        {"a long address", own.key, NULL, long_url, "trust.logout"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_saml_provider provider = own.provider;
        provider.signing_key = rows[i].key, provider.certificates = rows[i].certificates, provider.logout = rows[i].logout;
        cr_expect_str_eq(judged(&provider), rows[i].check, "%s", rows[i].name);
    }
    free(other), free(stranger), free(eight), free(nine), free(both), free(mixed), free(cut), free(broken);
    messages_end(&own);
}

Test(own, who_signs_the_metadata)
{
    struct messages own;
    messages_begin(&own, "eloket");
    char *good = forge_key_text("idp.crt"), *key = forge_key_text("idp.key");
    char *two = joined((const char *const[]){good, good}, 2);
    const struct {
        const char *name, *signer, *check;
    } rows[] = {{"nobody", NULL, ""},
                {"one, but it did not", good, "metadata.signature"},
                {"two", two, "trust.metadata-signer"},
                {"a private key", key, "trust.metadata-signer"},
                {"nothing", "", "trust.metadata-signer"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        own.provider.metadata_signer = rows[i].signer;
        cr_expect_str_eq(judged(&own.provider), rows[i].check, "%s", rows[i].name);
    }
    free(good), free(key), free(two);
    messages_end(&own);
}
