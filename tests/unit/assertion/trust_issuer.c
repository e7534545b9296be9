/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens.h"

#include "assertion/trust.h"
#include "forge_provider.h"

static char long_name[1100];

static toegang_status try(const toegang_token_issuer *issuers, size_t count, toegang_report *report)
{
    const toegang_trust_settings settings = {
        .size = sizeof settings, .issuers = issuers, .issuer_count = count};
    toegang_trust *trust = NULL;
    toegang_status status = toegang_trust_new(&settings, &trust, report);
    cr_expect_eq(trust != NULL, status == TOEGANG_GOOD);
    toegang_trust_free(trust);
    return status;
}

static char *keys_of(const char *name)
{
    return forge_jwks(&name, 1);
}

#define SECRET "a secret of thirty-two octets..."

Test(trust_issuer, settings_that_are_wrong)
{
    static const char *const unknown[] = {"RS256", "RS1"}, *const none[] = {"none"},
                             *const nothing[] = {NULL}, *const hmac[] = {"HS256"},
                             *const long_hmac[] = {"HS256", "HS512"}, *const mixed[] = {"RS256", "HS256"},
                             *const curve[] = {"ES384"};
    static const char *const no_pem[] = {"no key"}, *const no_text[] = {NULL};
    memset(long_name, 'x', sizeof long_name - 1);
    char *keys = keys_of("idp"), *curve_keys = keys_of("idp-p256"), *pem = forge_key_pem("idp-3072");
    const char *const private[] = {pem}, *const many[] = {pem, pem, pem, pem, pem, pem, pem, pem, pem};
    struct {
        const char *name, *check;
        toegang_token_issuer issuer;
    } rows[] = {
        {"no iss", "trust.issuer", forge_issuer(keys)},
        {"an empty iss", "trust.issuer", forge_issuer(keys)},
        {"a long iss", "trust.issuer", forge_issuer(keys)},
        {"no audience", "trust.audience", forge_issuer(keys)},
        {"a long audience", "trust.audience", forge_issuer(keys)},
        {"a skew below 0", "trust.skew", forge_issuer(keys)},
        {"a large skew", "trust.skew", forge_issuer(keys)},
        {"a lifetime below 0", "trust.lifetime", forge_issuer(keys)},
        {"a lifetime of a month and a second", "trust.lifetime", forge_issuer(keys)},
        {"refresh after 29 s", "trust.refresh", forge_issuer(keys)},
        {"refresh after a day and a second", "trust.refresh", forge_issuer(keys)},
        {"an empty typ", "trust.typ", forge_issuer(keys)},
        {"a long typ", "trust.typ", forge_issuer(keys)},
        {"no claim map", "trust.claims.map", forge_issuer(keys)},
        {"no algorithm", "trust.algorithm", forge_issuer(keys)},
        {"an unknown algorithm", "trust.algorithm", forge_issuer(keys)},
        {"none", "trust.algorithm", forge_issuer(keys)},
        {"no name of an algorithm", "trust.algorithm", forge_issuer(keys)},
        {"HMAC with keys", "trust.algorithm", forge_issuer(keys)},
        {"RSA with a secret", "trust.algorithm", forge_issuer(NULL)},
        {"a key of another curve", "trust.algorithm", forge_issuer(curve_keys)},
        {"a secret that is short for the hash", "trust.algorithm", forge_issuer(NULL)},
        {"a short secret", "key.secret", forge_issuer(NULL)},
        {"an empty secret", "key.secret", forge_issuer(NULL)},
        {"keys and a secret", "trust.keys", forge_issuer(keys)},
        {"keys that are none", "jwks.form", forge_issuer("{}")},
        {"keys that are empty", "json.empty", forge_issuer("")},
        {"a private key among keys", "key.pem", forge_issuer(pem)},
        {"a decryption key that is none", "json.literal", forge_issuer(keys)},
        {"a decryption key that is no text", "json.empty", forge_issuer(keys)},
        {"nine decryption keys", "jwks.keys", forge_issuer(keys)},
        {"a good decryption key, then keys that are none", "jwks.form", forge_issuer("{}")},
        {"encryption required without a key", "trust.decryption", forge_issuer(keys)},
        {"HMAC beside RSA with keys", "trust.algorithm", forge_issuer(keys)},
        {"encryption required by another number than 1", "trust.decryption", forge_issuer(keys)},
    };
#define ROW(i) rows[i].issuer
    ROW(0).issuer = NULL, ROW(1).issuer = "", ROW(2).issuer = long_name;
    ROW(3).audience = NULL, ROW(4).audience = long_name;
    ROW(5).skew = -1, ROW(6).skew = 301;
    ROW(7).max_lifetime = -1, ROW(8).max_lifetime = 31 * 86400 + 1;
    ROW(9).refresh_after = 29, ROW(10).refresh_after = 86401;
    ROW(11).typ = "", ROW(12).typ = long_name;
    ROW(13).claims = "nobody";
    ROW(14).algorithm_count = 0;
    ROW(15).algorithms = unknown, ROW(15).algorithm_count = 2;
    ROW(16).algorithms = none, ROW(16).algorithm_count = 1;
    ROW(17).algorithms = nothing, ROW(17).algorithm_count = 1;
    ROW(18).algorithms = hmac, ROW(18).algorithm_count = 1;
    ROW(19).secret = SECRET, ROW(19).secret_length = 32;
    ROW(20).algorithms = curve, ROW(20).algorithm_count = 1;
    ROW(21).secret = SECRET, ROW(21).secret_length = 32, ROW(21).algorithms = long_hmac,
    ROW(21).algorithm_count = 2;
    ROW(22).secret = SECRET, ROW(22).secret_length = 31, ROW(22).algorithms = hmac,
    ROW(22).algorithm_count = 1;
    ROW(23).secret = SECRET, ROW(23).secret_length = 0, ROW(23).algorithms = hmac,
    ROW(23).algorithm_count = 1;
    ROW(24).secret = SECRET, ROW(24).secret_length = 32;
    ROW(28).decryption_keys = no_pem, ROW(28).decryption_key_count = 1;
    ROW(29).decryption_keys = no_text, ROW(29).decryption_key_count = 1;
    ROW(30).decryption_keys = many, ROW(30).decryption_key_count = 9;
    ROW(31).decryption_keys = private, ROW(31).decryption_key_count = 1;
    ROW(32).require_encryption = 1;
    ROW(33).algorithms = mixed, ROW(33).algorithm_count = 2;
    ROW(34).require_encryption = -1;
    for (size_t i = 0; i < LENGTH(rows); i++) {
        toegang_report report = {0};
        cr_expect_eq(try(&ROW(i), 1, &report), TOEGANG_CONFIGURATION, "%s", rows[i].name);
        cr_expect_str_eq(report.check, rows[i].check, "%s: %s, %s", rows[i].name, report.check, report.came);
        cr_expect_eq(report.status, TOEGANG_CONFIGURATION, "%s", rows[i].name);
        cr_expect_eq(report.line, 1, "%s", rows[i].name);
        cr_expect_null(strstr(report.came, "secret of"), "%s", rows[i].name);
    }
    free(keys), free(curve_keys), free(pem);
}

Test(trust_issuer, providers_are_counted_first)
{
    const struct forge_key *key = forge_key("idp");
    char *metadata = forge_metadata(&key, 1, FORGE_ISSUER), *keys = keys_of("idp");
    const toegang_saml_provider provider = forge_provider(metadata);
    toegang_token_issuer issuers[2] = {forge_issuer(keys), forge_issuer(keys)};
    toegang_trust_settings settings = {.size = sizeof settings,
                                       .providers = &provider,
                                       .provider_count = 1,
                                       .issuers = issuers,
                                       .issuer_count = 2};
    toegang_trust *trust = NULL;
    toegang_report twice = {0}, as_provider = {0};
    cr_expect_eq(toegang_trust_new(&settings, &trust, &twice), TOEGANG_CONFIGURATION);
    cr_expect_str_eq(twice.check, "trust.duplicate");
    cr_expect_eq(twice.line, 3);
    issuers[0].issuer = FORGE_ISSUER;
    cr_expect_eq(toegang_trust_new(&settings, &trust, &as_provider), TOEGANG_CONFIGURATION);
    cr_expect_str_eq(as_provider.check, "trust.duplicate");
    cr_expect_eq(as_provider.line, 2);
    issuers[0].issuer = FORGE_OP "/2";
    cr_expect_eq(toegang_trust_new(&settings, &trust, NULL), TOEGANG_GOOD);
    toegang_trust_free(trust);
    free(metadata), free(keys);
}

/* What has no place in XML signatures cannot be pinned for SAML. */
Test(trust_issuer, names_of_tokens_are_none_for_saml)
{
    static const char *const names[] = {"EdDSA", "Ed25519", "HS256", "HS384", "HS512"};
    const struct forge_key *key = forge_key("idp");
    char *metadata = forge_metadata(&key, 1, FORGE_ISSUER);
    for (size_t i = 0; i < LENGTH(names); i++) {
        toegang_saml_provider provider = forge_provider(metadata);
        provider.algorithms = &names[i], provider.algorithm_count = 1;
        const toegang_trust_settings settings = {
            .size = sizeof settings, .providers = &provider, .provider_count = 1};
        toegang_trust *trust = NULL;
        toegang_report report = {0};
        cr_expect_eq(toegang_trust_new(&settings, &trust, &report), TOEGANG_CONFIGURATION, "%s", names[i]);
        cr_expect_str_eq(report.check, "trust.algorithm");
    }
    free(metadata);
}

Test(trust_issuer, misuse)
{
    char *keys = keys_of("idp");
    toegang_token_issuer rows[6];
    for (size_t i = 0; i < LENGTH(rows); i++) rows[i] = forge_issuer(keys);
    rows[0].size = 8;
    rows[1].keys = NULL;
    rows[2].secret_length = 1;
    rows[3].algorithms = NULL;
    rows[4].decryption_key_count = 1;
    for (size_t i = 0; i < 5; i++) cr_expect_eq(try(&rows[i], 1, NULL), TOEGANG_MISUSE, "row %zu", i);
    cr_expect_eq(try(NULL, 1, NULL), TOEGANG_MISUSE);
    cr_expect_eq(try(&rows[5], 1, NULL), TOEGANG_GOOD);
    free(keys);
}

Test(trust_issuer, everything_is_copied)
{
    char *keys = keys_of("idp"), *pem = forge_key_pem("idp-3072");
    char issuer_name[] = FORGE_OP, audience[] = FORGE_CLIENT, algorithm[] = "RS256", typ[] = "JWT";
    char *const names[] = {issuer_name, audience, typ, keys, pem, algorithm};
    const char *const algorithms[] = {algorithm}, *const private[] = {pem};
    toegang_token_issuer settings = forge_issuer(keys);
    settings.issuer = issuer_name, settings.audience = audience, settings.typ = typ;
    settings.algorithms = algorithms, settings.algorithm_count = 1;
    settings.decryption_keys = private, settings.decryption_key_count = 1;
    toegang_trust *trust = token_trust_of(&settings, 1);
    for (size_t i = 0; i < LENGTH(names); i++) memset(names[i], 'x', strlen(names[i]));
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    char *claims = token_claims(TOEGANG_TOKEN_ID),
         *token = forge_token(claims, &(struct forge_token){.typ = "JWT"});
    char *sealed = forge_encrypted(token, "idp-3072", "JWT");
    cr_expect_str_eq(token_answer(trust, token, &expected, FORGE_AT, NULL), "", "%s", token_report.check);
    cr_expect_str_eq(token_answer(trust, sealed, &expected, FORGE_AT, NULL), "", "%s", token_report.check);
    cr_expect_null(tg_trust_issuer(trust, tg_span_of(FORGE_OP "/")));
    toegang_trust_free(trust);
    free(keys), free(pem), free(claims), free(token), free(sealed);
}

/* A secret that is shared: HMAC, with that secret and nothing else. */
Test(trust_issuer, a_shared_secret)
{
    static const char *const names[] = {"HS256", "HS384"};
    toegang_token_issuer issuer = forge_issuer(NULL);
    issuer.secret = "a secret of forty-eight octets, shared with one.";
    issuer.secret_length = 48, issuer.algorithms = names, issuer.algorithm_count = 2;
    toegang_trust *trust = token_trust_of(&issuer, 1);
    const struct {
        const char *name;
        struct forge_token how;
        const char *check;
    } rows[] = {
        {"HS256", {.algorithm = "HS256", .secret = issuer.secret}, ""},
        {"HS384", {.algorithm = "HS384", .secret = issuer.secret}, ""},
        {"not pinned", {.algorithm = "HS512", .secret = issuer.secret}, "jwt.algorithm.pinned"},
        {"another secret",
         {.algorithm = "HS256", .secret = "another secret of forty-eight octets, so there.."},
         "jwt.signature"},
        {"an empty secret", {.algorithm = "HS256", .secret = ""}, "jwt.signature"},
        {"a public key", {.algorithm = "RS256"}, "jwt.algorithm.pinned"},
        {"none", {.algorithm = "none"}, "jwt.algorithm.unknown"},
    };
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    char *claims = token_claims(TOEGANG_TOKEN_ID);
    for (size_t i = 0; i < LENGTH(rows); i++) {
        char *token = forge_token(claims, &rows[i].how);
        toegang_identity *identity = NULL;
        cr_expect_str_eq(token_answer(trust, token, &expected, FORGE_AT, &identity), rows[i].check, "%s: %s",
                         rows[i].name, token_report.check);
        if (identity) cr_expect_str_eq(toegang_identity_key_fingerprint(identity), "");
        toegang_identity_free(identity);
        free(token);
    }
    toegang_trust_free(trust);
    free(claims);
}
