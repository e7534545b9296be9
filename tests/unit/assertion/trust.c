/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assertion/trust.h"
#include "forge_provider.h"

static char long_name[1100];

static char *metadata_of(const char *key_name, const char *entity_id)
{
    const struct forge_key *key = forge_key(key_name);
    return forge_metadata(&key, 1, entity_id);
}

/* The usual provider, so that a row changes one thing only. */
static toegang_status try(const toegang_saml_provider *providers, size_t count, toegang_report *report)
{
    const toegang_trust_settings settings = {
        .size = sizeof settings, .providers = providers, .provider_count = count};
    toegang_trust *trust = NULL;
    toegang_status status = toegang_trust_new(&settings, &trust, report);
    cr_expect_eq(trust != NULL, status == TOEGANG_GOOD);
    toegang_trust_free(trust);
    return status;
}

Test(trust, settings_that_are_wrong)
{
    static const char *const unknown[] = {"RS256", "RS1"}, *const none[] = {"none"},
                             *const other[] = {"ES256"}, *const hmac[] = {"HS256"}, *const nothing[] = {NULL};
    char *metadata = metadata_of("idp", FORGE_ISSUER);
    memset(long_name, 'x', sizeof long_name - 1);
    toegang_saml_provider rows[16];
    static const char *const checks[] = {
        "trust.entity-id", "trust.entity-id",  "trust.entity-id",  "trust.audience",
        "trust.audience",  "trust.recipient",  "trust.recipient",  "trust.skew",
        "trust.skew",      "trust.claims.map", "trust.claims.map", "trust.algorithm",
        "trust.algorithm", "trust.algorithm",  "trust.algorithm",  "trust.algorithm"};
    for (size_t i = 0; i < 16; i++) rows[i] = forge_provider(metadata);
    rows[0].entity_id = NULL;
    rows[1].entity_id = "";
    rows[2].entity_id = long_name;
    rows[3].audience = "";
    rows[4].audience = long_name;
    rows[5].recipient = NULL;
    rows[6].recipient = "";
    rows[7].skew = -1;
    rows[8].skew = 301;
    rows[9].claims = NULL;
    rows[10].claims = "nobody";
    rows[11].algorithms = unknown, rows[11].algorithm_count = 2;
    rows[12].algorithms = none, rows[12].algorithm_count = 1;
    rows[13].algorithms = other, rows[13].algorithm_count = 1;
    rows[14].algorithms = hmac, rows[14].algorithm_count = 1;
    rows[15].algorithms = nothing, rows[15].algorithm_count = 1;
    for (size_t i = 0; i < 16; i++) {
        toegang_report report = {0};
        cr_expect_eq(try(&rows[i], 1, &report), TOEGANG_CONFIGURATION, "row %zu", i);
        cr_expect_str_eq(report.check, checks[i], "row %zu: %s", i, report.check);
        cr_expect_eq(report.status, TOEGANG_CONFIGURATION);
        cr_expect_eq(report.line, 1);
    }
    free(metadata);
}

Test(trust, our_keys_for_decryption)
{
    static const struct {
        const char *name;
        size_t count;
        int required;
        const char *keys[9]; /* names of test keys, or a text */
        const char *came;    /* NULL: good */
    } rows[] = {
        {"none", 0, 0, {NULL}, NULL},
        {"one", 1, 0, {"sp"}, NULL},
        {"two, required", 2, 1, {"sp", "sp-next"}, NULL},
        {"eight", 8, 0, {"sp", "sp", "sp", "sp", "sp", "sp", "sp", "sp"}, NULL},
        {"nine", 9, 0, {"sp", "sp", "sp", "sp", "sp", "sp", "sp", "sp", "sp"}, "more"},
        {"none, required", 0, 1, {NULL}, "none"},
        {"an elliptic one", 1, 0, {"idp-p256"}, "decryption key 1: not RSA"},
        {"the second is elliptic", 2, 0, {"sp", "idp-p256"}, "decryption key 2: not RSA"},
        {"no PEM", 1, 0, {"-"}, "decryption key 1: key.private"},
        {"NULL", 1, 0, {NULL}, "decryption key 1: key.private"},
        {"a good one and then none", 2, 0, {"sp", "-"}, "decryption key 2: key.private"},
    };
    char *metadata = metadata_of("idp", FORGE_ISSUER);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *texts[9] = {NULL};
        const char *keys[9] = {NULL};
        toegang_report report = {0};
        toegang_saml_provider provider = forge_provider(metadata);
        for (size_t k = 0; k < rows[i].count; k++) {
            const char *name = rows[i].keys[k];
            if (name) keys[k] = texts[k] = *name == '-' ? strdup(name) : forge_key_pem(name);
        }
        provider.decryption_keys = keys, provider.decryption_key_count = rows[i].count;
        provider.require_encryption = rows[i].required;
        cr_expect_eq(try(&provider, 1, &report), rows[i].came ? TOEGANG_CONFIGURATION : TOEGANG_GOOD, "%s: %s",
                     rows[i].name, report.came);
        const char *check = rows[i].required && rows[i].count == 0 ? "trust.decryption" : "trust.decryption-key";
        cr_expect_str_eq(report.check, rows[i].came ? check : "", "%s", rows[i].name);
        cr_expect_str_eq(report.came, rows[i].came ? rows[i].came : "", "%s", rows[i].name);
        for (size_t k = 0; k < 9; k++) free(texts[k]);
    }
    free(metadata);
}

Test(trust, the_report_names_the_ordinal_of_the_provider)
{
    char *metadata = metadata_of("idp", FORGE_ISSUER), *second = metadata_of("idp-next", "https://b.example");
    toegang_saml_provider providers[3] = {forge_provider(metadata), forge_provider(second),
                                          forge_provider(metadata)};
    toegang_report duplicate = {0}, mismatch = {0};
    providers[1].entity_id = "https://b.example";
    cr_expect_eq(try(providers, 2, NULL), TOEGANG_GOOD);
    cr_expect_eq(try(providers, 3, &duplicate), TOEGANG_CONFIGURATION);
    cr_expect_str_eq(duplicate.check, "trust.duplicate");
    cr_expect_eq(duplicate.line, 3);
    providers[1].metadata = "<x/>", providers[1].metadata_length = 4;
    cr_expect_eq(try(providers, 2, &mismatch), TOEGANG_CONFIGURATION);
    cr_expect_str_eq(mismatch.check, "metadata.root", "%s", mismatch.check);
    cr_expect_eq(mismatch.status, TOEGANG_CONFIGURATION);
    cr_expect_eq(mismatch.line, 2);
    free(metadata), free(second);
}

Test(trust, misuse)
{
    char *metadata = metadata_of("idp", FORGE_ISSUER);
    toegang_saml_provider provider = forge_provider(metadata), small = forge_provider(metadata),
                          empty = forge_provider(metadata);
    toegang_trust *trust = NULL;
    toegang_trust_settings settings = {.size = sizeof settings, .providers = &provider, .provider_count = 1};
    cr_expect_eq(toegang_trust_new(NULL, &trust, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_trust_new(&settings, NULL, NULL), TOEGANG_MISUSE);
    settings.size = 8;
    cr_expect_eq(toegang_trust_new(&settings, &trust, NULL), TOEGANG_MISUSE);
    settings.size = sizeof settings, settings.rights = NULL, settings.right_count = 1;
    cr_expect_eq(toegang_trust_new(&settings, &trust, NULL), TOEGANG_MISUSE);
    small.size = 8;
    cr_expect_eq(try(&small, 1, NULL), TOEGANG_MISUSE);
    empty.metadata = NULL;
    cr_expect_eq(try(&empty, 1, NULL), TOEGANG_MISUSE);
    cr_expect_eq(try(NULL, 1, NULL), TOEGANG_MISUSE);
    cr_expect_null(trust);
    toegang_trust_free(NULL);
    free(metadata);
}

Test(trust, finds_by_the_exact_entity_id_and_copies_all)
{
    char *metadata = metadata_of("idp", FORGE_ISSUER),
         entity_id[] = FORGE_ISSUER, *const names[] = {entity_id};
    toegang_saml_provider provider = forge_provider(metadata);
    provider.entity_id = names[0];
    const toegang_trust_settings settings = {
        .size = sizeof settings, .providers = &provider, .provider_count = 1};
    toegang_trust *trust = NULL;
    cr_assert_eq(toegang_trust_new(&settings, &trust, NULL), TOEGANG_GOOD);
    memset(entity_id, 'x', sizeof entity_id - 1);
    memset(metadata, 'x', strlen(metadata));
    cr_expect_not_null(tg_trust_provider(trust, tg_span_of(FORGE_ISSUER)));
    cr_expect_null(tg_trust_provider(trust, tg_span_of(FORGE_ISSUER "/")));
    cr_expect_null(tg_trust_provider(trust, tg_span_of("https://idp.example/sam")));
    cr_expect_null(tg_trust_provider(trust, TG_SPAN("")));
    cr_expect_null(tg_trust_provider(trust, tg_span_of("HTTPS://IDP.EXAMPLE/SAML")));
    toegang_trust_free(trust);
    free(metadata);
}

Test(trust, nobody_is_trusted_without_providers)
{
    cr_expect_eq(try(NULL, 0, NULL), TOEGANG_GOOD);
}

/* ---- metadata that is replaced ---- */

static toegang_trust *trust_with(const char *key_name)
{
    toegang_trust *trust = NULL;
    char *metadata = metadata_of(key_name, FORGE_ISSUER);
    const toegang_saml_provider provider = forge_provider(metadata);
    const toegang_trust_settings settings = {.size = sizeof settings, .providers = &provider, .provider_count = 1};
    cr_assert_eq(toegang_trust_new(&settings, &trust, NULL), TOEGANG_GOOD);
    free(metadata);
    return trust;
}

/* The check that falls for a response signed with that key; "" when none does. */
static const char *sign_in(const toegang_trust *trust, const char *key_name)
{
    static toegang_report report;
    const struct forge_signing how = {.key = forge_key(key_name), .what = FORGE_ASSERTION};
    char *response = forge_response(NULL, 0, &how);
    toegang_identity *identity = NULL;
    report = (toegang_report){0};
    (void)!toegang_verify_saml(trust, response, strlen(response), FORGE_REQUEST, FORGE_AT, &identity, &report);
    cr_expect_eq(identity != NULL, report.status == TOEGANG_GOOD);
    toegang_identity_free(identity);
    free(response);
    return report.check;
}

static toegang_status update(toegang_trust *trust, const char *octets, toegang_report *report)
{
    *report = (toegang_report){0};
    return toegang_trust_update(trust, FORGE_ISSUER, octets, strlen(octets), FORGE_AT, report);
}

Test(trust, newer_metadata_takes_the_place_of_the_old)
{
    toegang_report report;
    toegang_trust *trust = trust_with("idp");
    char *next = metadata_of("idp-next", FORGE_ISSUER);
    cr_expect_str_eq(sign_in(trust, "idp"), "");
    cr_expect_str_eq(sign_in(trust, "idp-next"), "saml.signature.value");
    cr_expect_eq(update(trust, next, &report), TOEGANG_GOOD, "%s", report.check);
    cr_expect_str_eq(sign_in(trust, "idp"), "saml.signature.value");
    cr_expect_str_eq(sign_in(trust, "idp-next"), "");
    toegang_trust_free(trust);
    free(next);
}

Test(trust, metadata_that_is_refused_leaves_the_old)
{
    char *good = metadata_of("idp-next", FORGE_ISSUER), *other = metadata_of("idp-next", "https://other.example/saml");
    char *expired = forge_replace(good, "entityID=", "validUntil=\"2026-11-23T10:00:00Z\" entityID=");
    const struct {
        const char *name, *octets, *check;
    } rows[] = {{"nothing", "", "xml.size"},
                {"no metadata", "<x/>", "metadata.root"},
                {"of somebody else", other, "metadata.entity"},
                {"ends now", expired, "saml.metadata.expired"}};
    toegang_trust *trust = trust_with("idp");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report;
        cr_expect_eq(update(trust, rows[i].octets, &report), TOEGANG_REFUSED, "%s", rows[i].name);
        cr_expect_str_eq(report.check, rows[i].check, "%s", rows[i].name);
        cr_expect_str_eq(sign_in(trust, "idp"), "", "%s", rows[i].name);
    }
    toegang_trust_free(trust);
    free(good), free(other), free(expired);
}

Test(trust, an_update_names_its_provider)
{
    toegang_report report = {0};
    toegang_trust *trust = trust_with("idp");
    cr_expect_eq(toegang_trust_update(trust, "https://nobody.example", "<x/>", 4, FORGE_AT, &report), TOEGANG_MISUSE);
    cr_expect_eq(toegang_trust_update(trust, NULL, "<x/>", 4, FORGE_AT, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_trust_update(NULL, FORGE_ISSUER, "<x/>", 4, FORGE_AT, NULL), TOEGANG_MISUSE);
    toegang_trust_free(trust);
}

/* ---- metadata that is signed ---- */

static char *signed_metadata(const char *key_name, const char *attributes, const char *signer)
{
    const struct forge_signing how = {.key = forge_key(signer), .what = FORGE_RESPONSE};
    char *plain = metadata_of(key_name, FORGE_ISSUER), room[256];
    snprintf(room, sizeof room, "ID=\"_m\" %s entityID=", attributes);
    char *named = forge_replace(plain, "entityID=", room), *out = forge_sign(named, &how);
    free(plain), free(named);
    return out;
}

#define UNTIL(day) "validUntil=\"2026-12-" day "T00:00:00Z\""

/* Each new file after the one before it, as long as it is taken. */
Test(trust, signed_metadata_is_never_brought_back)
{
    const struct {
        const char *name, *attributes, *signer, *check;
    } rows[] = {{"later", UNTIL("10"), "idp-3072", ""},
                {"the same end", UNTIL("10"), "idp-3072", ""},
                {"an earlier end", UNTIL("09"), "idp-3072", "metadata.older"},
                {"by another key", UNTIL("11"), "attacker", "saml.signature.value"},
                {"ends now", "validUntil=\"2026-11-23T10:00:00Z\"", "idp-3072", "saml.metadata.expired"},
                {"later again", UNTIL("12"), "idp-3072", ""},
                {"no end", "", "idp-3072", ""},
                {"an end, after none", UNTIL("01"), "idp-3072", ""}};
    char *first = signed_metadata("idp", UNTIL("01"), "idp-3072"), *signer = forge_key_text("idp-3072.crt");
    toegang_saml_provider provider = forge_provider(first);
    provider.metadata_signer = signer;
    const toegang_trust_settings settings = {.size = sizeof settings, .providers = &provider, .provider_count = 1};
    toegang_trust *trust = NULL;
    cr_assert_eq(toegang_trust_new(&settings, &trust, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report;
        char *xml = signed_metadata("idp-next", rows[i].attributes, rows[i].signer);
        cr_expect_eq(update(trust, xml, &report), rows[i].check[0] ? TOEGANG_REFUSED : TOEGANG_GOOD, "%s", rows[i].name);
        cr_expect_str_eq(report.check, rows[i].check, "%s", rows[i].name);
        free(xml);
    }
    char *unsigned_ = metadata_of("idp-next", FORGE_ISSUER);
    toegang_report report;
    cr_expect_eq(update(trust, unsigned_, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "metadata.signature");
    cr_expect_str_eq(sign_in(trust, "idp-next"), "");
    toegang_trust_free(trust);
    free(first), free(signer), free(unsigned_);
}

/* Without a signer the file is the operator's own word. */
Test(trust, a_file_that_is_trusted_may_end_sooner)
{
    char *plain = metadata_of("idp", FORGE_ISSUER), *later = forge_replace(plain, "entityID=", UNTIL("10") " entityID="),
         *sooner = forge_replace(plain, "entityID=", UNTIL("01") " entityID=");
    toegang_trust *trust = trust_with("idp");
    toegang_report report;
    cr_expect_eq(update(trust, later, &report), TOEGANG_GOOD);
    cr_expect_eq(update(trust, sooner, &report), TOEGANG_GOOD);
    toegang_trust_free(trust);
    free(plain), free(later), free(sooner);
}
