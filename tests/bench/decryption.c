/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the time of a refusal tells why decryption failed: ways of failing in turn, 10 000 of each. Nothing is
 * asserted: on a busy machine something is seen now and then, and what matters is what is seen again. A wrapped key
 * that is no number below the modulus is refused at once, and has no row: who has our public key sees that himself.
 * Usage: bench_decryption [TRIES [SEED]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <toegang.h>

#include "failing.h"
#include "forge_issuer.h"
#include "forge_provider.h"
#include "timing.h"
#include "trust.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

struct row {
    const char *name;
    enum failing_key key;
    enum failing_content content;
};

#define OF_THE_KEY \
    {"key: of another length", KEY_OTHER_LENGTH, CONTENT_GOOD}, {"key: another label", KEY_LABEL, CONTENT_GOOD}, \
        {"key: no OAEP, first octet 0", KEY_FIRST_ZERO, CONTENT_GOOD}, \
        {"key: no OAEP, first octet 1", KEY_FIRST_ONE, CONTENT_GOOD}, \
        {"key: for somebody else", KEY_FOR_OTHER, CONTENT_GOOD}, \
        {"garbage everywhere", KEY_FOR_OTHER, CONTENT_GARBAGE}

static const struct row gcm[] = {{"tag: one bit", KEY_GOOD, CONTENT_TAG},
                                 {"the same again", KEY_GOOD, CONTENT_TAG},
                                 {"content: one bit", KEY_GOOD, CONTENT_OCTET},
                                 {"iv: one bit", KEY_GOOD, CONTENT_IV},
                                 OF_THE_KEY};
/* The tag comes before decryption (RFC 7518 5.2.2.2). Who can make a right one has the content key, and may see that. */
static const struct row cbc_hmac[] = {{"tag: one bit", KEY_GOOD, CONTENT_TAG},
                                      {"the same again", KEY_GOOD, CONTENT_TAG},
                                      {"content: one bit", KEY_GOOD, CONTENT_OCTET},
                                      {"iv: one bit", KEY_GOOD, CONTENT_IV},
                                      {"padding under a right tag", KEY_GOOD, CONTENT_PADDING},
                                      OF_THE_KEY};
/* Nothing authenticates the content and the response is not signed, so no key is used: nothing here is to differ. */
static const struct row cbc[] = {{"padding", KEY_GOOD, CONTENT_PADDING},
                                 {"the same again", KEY_GOOD, CONTENT_PADDING},
                                 {"content: one bit", KEY_GOOD, CONTENT_OCTET},
                                 {"iv: one bit", KEY_GOOD, CONTENT_IV},
                                 OF_THE_KEY};

static toegang_trust *trust;

/* ---- what is tried ---- */

static void must_be(toegang_status status, const toegang_report *report, const char *check)
{
    if (status == TOEGANG_REFUSED && strcmp(report->check, check) == 0) return;
    (void)fprintf(stderr, "bench: %s in place of %s\n", report->check, check);
    exit(1);
}

static void try_jwe(void *context, const char *message, size_t length)
{
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    toegang_identity *identity = NULL;
    toegang_report report = {0};
    must_be(toegang_verify_jwt(trust, message, length, &expected, FORGE_AT, &identity, &report), &report, context);
}

static void try_xml(void *context, const char *message, size_t length)
{
    toegang_identity *identity = NULL;
    toegang_report report = {0};
    must_be(toegang_verify_saml(trust, message, length, FORGE_REQUEST, FORGE_AT, &identity, &report), &report, context);
}

static toegang_trust *trust_of_both(void)
{
    static const char *const name = "idp";
    const struct forge_key *keys[] = {forge_key(name)};
    const char *ours[] = {forge_key_pem(FAILING_KEY)};
    toegang_saml_provider provider = forge_provider(forge_metadata(keys, 1, FORGE_ISSUER));
    toegang_token_issuer issuer = forge_issuer(forge_jwks(&name, 1));
    provider.decryption_keys = issuer.decryption_keys = ours;
    provider.decryption_key_count = issuer.decryption_key_count = 1;
    provider.allow_cbc = 1;
    const toegang_trust_settings settings = {.size = sizeof settings,
                                             .providers = &provider,
                                             .provider_count = 1,
                                             .issuers = &issuer,
                                             .issuer_count = 1};
    return bench_trust(&settings);
}

/* ---- the groups ---- */

typedef char *make(const char *cipher, enum failing_key key, enum failing_content content);

static const struct group {
    const char *title, *cipher, *check;
    make *make;
    bench_try *once;
    const struct row *rows;
    size_t count;
} groups[] = {
    {"JWE, RSA-OAEP-256 and A256GCM", "A256GCM", "jwe.decrypt", failing_jwe, try_jwe, gcm, LENGTH(gcm)},
    {"JWE, RSA-OAEP-256 and A128CBC-HS256", "A128CBC-HS256", "jwe.decrypt", failing_jwe, try_jwe, cbc_hmac,
     LENGTH(cbc_hmac)},
    {"XML, RSA-OAEP and AES-128-GCM", "A128GCM", "saml.encrypted.decrypt", failing_xml, try_xml, gcm, LENGTH(gcm)},
    {"XML, RSA-OAEP and AES-128-CBC", "A128CBC", "saml.encrypted.cbc", failing_xml, try_xml, cbc, LENGTH(cbc)},
};

static void measure(const struct group *group, size_t tries, uint64_t seed)
{
    struct bench_way ways[BENCH_WAYS] = {{0}};
    for (size_t w = 0; w < group->count; w++) {
        ways[w].name = group->rows[w].name;
        for (size_t v = 0; v < BENCH_VARIANTS; v++)
            ways[w].messages[v] = group->make(group->cipher, group->rows[w].key, group->rows[w].content);
    }
    printf("\n%s, %zu octets, %zu tries of each\n", group->title, strlen(ways[0].messages[0]), tries);
    bench_ways_time(ways, group->count, tries, group->once, (void *)(uintptr_t)group->check, seed);
    bench_ways_print(ways, group->count, tries, seed);
    for (size_t w = 0; w < group->count; w++) free(ways[w].times);
}

int main(int argc, char **argv)
{
    size_t tries = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : (uint64_t)time(NULL);
    if (tries < 100) return 2;
    printf("seed %llu\n", (unsigned long long)seed);
    trust = trust_of_both();
    for (size_t i = 0; i < LENGTH(groups); i++) measure(&groups[i], tries, seed);
    toegang_trust_free(trust);
    return 0;
}
