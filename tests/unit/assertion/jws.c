/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>

#include "../crypto/maker.h"
#include "assertion/jose.h"
#include "token.h"

#define PAYLOAD TG_SPAN("{\"iss\":\"https://op.example\"}")
#define SECRET TG_SPAN("a secret that is shared, sixty-four octets long, with one issuer")

enum { RSA_KEY, RSA_OTHER, P256, P384, P521, ED25519, HMAC_SECRET, PAIRS };

static struct tg_crypto *crypto;
static EVP_PKEY *pairs[PAIRS];
static struct tg_arena arena;
static struct tg_jwks keys;
static const struct tg_algorithm *algorithms[16];
static struct tg_jws jws;
static toegang_report report;

static void begin(void)
{
    static const char *const kinds[] = {"RSA-2048", "RSA-2048", "EC-P-256",
                                        "EC-P-384", "EC-P-521", "ED25519"};
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < HMAC_SECRET; i++) pairs[i] = maker_key(kinds[i]);
    pairs[HMAC_SECRET] = token_secret(SECRET);
    for (size_t i = 0; i < tg_algorithms(); i++) algorithms[i] = tg_algorithm_at(i);
    ERR_clear_error();
}

static void end(void)
{
    cr_expect_eq(ERR_peek_error(), 0, "the host sees none of our errors");
    tg_jwks_free(&keys);
    tg_arena_free(&arena);
    for (size_t i = 0; i < PAIRS; i++) EVP_PKEY_free(pairs[i]);
    tg_crypto_free(crypto);
}

TestSuite(jws, .init = begin, .fini = end);

/* The set that the issuer has. */
static void trust_set(struct tg_span set)
{
    tg_jwks_free(&keys);
    report = (toegang_report){0};
    cr_assert_eq(tg_jwks_read(crypto, set, &arena, &keys, &report), TOEGANG_GOOD, "%s %s", report.check,
                 report.came);
}

static void trust(size_t pair, const char *more)
{
    trust_set(tg_span_of(token_jwk(&arena, pairs[pair], false, more)));
}

/* The check that fell, "" for none, with so many algorithms pinned. */
static const char *check_pinned(struct tg_span token, const struct tg_algorithm *const *list, size_t count)
{
    struct tg_jose_trust of = {crypto, &keys, list, count};
    report = (toegang_report){0};
    jws = (struct tg_jws){.key = NULL};
    toegang_status status = tg_jws_verify(&of, token, &arena, &jws, &report);
    cr_expect_eq(status, report.check[0] ? TOEGANG_REFUSED : TOEGANG_GOOD);
    cr_expect_eq(jws.key != NULL, status == TOEGANG_GOOD, "nothing comes out of a refusal");
    cr_expect_eq(tg_jws_verify(&of, token, &arena, &jws, NULL), status, "without a report");
    return report.check;
}

static const char *check_of(struct tg_span token)
{
    return check_pinned(token, algorithms, tg_algorithms());
}

static struct tg_span sign(size_t pair, const char *alg, const char *header)
{
    return token_signed(&arena, pairs[pair], alg, header, PAYLOAD);
}

static size_t pair_of(const struct tg_algorithm *row)
{
    if (row->scheme == TG_ECDSA) return row->hash == TG_SHA256 ? P256 : row->hash == TG_SHA384 ? P384 : P521;
    return row->scheme == TG_EDDSA ? ED25519 : row->scheme == TG_HMAC ? HMAC_SECRET : RSA_KEY;
}

Test(jws, each_algorithm_with_its_key_and_no_other)
{
    for (size_t i = 0; i < tg_algorithms(); i++) {
        const struct tg_algorithm *row = algorithms[i];
        size_t pair = pair_of(row);
        struct tg_span token = sign(pair, row->name, token_text(&arena, "{\"alg\":\"%s\"}", row->name).at);
        for (size_t other = 0; other < HMAC_SECRET; other++) {
            trust(other, "");
            const char *check = check_of(token);
            if (other == pair) {
                cr_expect_str_eq(check, "", "%s", row->name);
                cr_expect(tg_span_equal(jws.payload, PAYLOAD) && jws.key == keys.keys &&
                          jws.algorithm == row);
                cr_expect_str_eq(check_pinned(token, &row, 1), "", "%s alone", row->name);
                cr_expect_str_eq(check_pinned(token, &row, 0), "jwt.algorithm.pinned", "%s", row->name);
            } else {
                cr_expect_str_eq(check,
                                 pair == RSA_KEY && other == RSA_OTHER ? "jwt.signature" : "jwt.key.unknown",
                                 "%s with key %zu", row->name, other);
            }
        }
    }
}

/* What the header says decides nothing that we did not decide before. Every token is signed rightly. */
static const struct {
    const char *header, *check;
} headers[] = {
    {"{\"alg\":\"RS256\",\"kid\":\"a\"}", ""},
    {"{\"alg\":\"RS256\"}", ""},
    {" {\"alg\" : \"RS256\", \"kid\" : \"\\u0061\"}\n", ""},
    {"{\"alg\":\"RS256\",\"typ\":\"JWT\",\"cty\":\"x\",\"x5t\":\"AA\",\"x5t#S256\":\"AA\"}", ""},
    {"{\"alg\":\"none\",\"kid\":\"a\"}", "jwt.algorithm.unknown"},
    {"{\"alg\":\"None\",\"kid\":\"a\"}", "jwt.algorithm.unknown"},
    {"{\"alg\":\"NONE\",\"kid\":\"a\"}", "jwt.algorithm.unknown"},
    {"{\"alg\":\"rs256\",\"kid\":\"a\"}", "jwt.algorithm.unknown"},
    {"{\"alg\":\"RS1\",\"kid\":\"a\"}", "jwt.algorithm.unknown"},
    {"{\"alg\":\"ES256K\",\"kid\":\"a\"}", "jwt.algorithm.unknown"},
    {"{\"alg\":\"RSA-OAEP\",\"kid\":\"a\"}", "jwt.algorithm.unknown"},
    {"{\"alg\":\"PS256\",\"kid\":\"a\"}", "jwt.signature"},
    {"{\"alg\":\"RS512\",\"kid\":\"a\"}", "jwt.signature"},
    {"{\"alg\":\"ES256\",\"kid\":\"a\"}", "jwt.key.algorithm"},
    {"{\"alg\":\"HS256\",\"kid\":\"a\"}", "jwt.key.algorithm"},
    {"{\"alg\":\"EdDSA\",\"kid\":\"a\"}", "jwt.key.algorithm"},
    {"{\"alg\":\"Ed25519\",\"kid\":\"a\"}", "jwt.key.algorithm"},
    {"{\"alg\":\"Ed448\",\"kid\":\"a\"}", "jwt.algorithm.unknown"},
    {"{\"alg\":\"HS256\"}", "jwt.key.unknown"},
    {"{}", "jwt.header.value"},
    {"{\"kid\":\"a\"}", "jwt.header.value"},
    {"{\"alg\":\"\"}", "jwt.header.value"},
    {"{\"alg\":null}", "jwt.header.value"},
    {"{\"alg\":[\"RS256\"]}", "jwt.header.value"},
    {"{\"alg\":\"RS256\",\"kid\":1}", "jwt.header.value"},
    {"{\"alg\":\"RS256\",\"kid\":\"\"}", "jwt.header.value"},
    {"{\"alg\":\"RS256\",\"typ\":{}}", "jwt.header.value"},
    {"{\"alg\":\"RS256\",\"kid\":\"b\"}", "jwt.key.unknown"},
    {"{\"alg\":\"RS256\",\"kid\":\"A\"}", "jwt.key.unknown"},
    {"{\"alg\":\"RS256\",\"kid\":\"a \"}", "jwt.key.unknown"},
    {"{\"alg\":\"RS256\",\"kid\":\"../../../../etc/passwd\"}", "jwt.key.unknown"},
    {"{\"alg\":\"RS256\",\"kid\":\"a' OR '1'='1\"}", "jwt.key.unknown"},
    {"{\"alg\":\"RS256\",\"kid\":\"a\\u0000\"}", "json.character"},
    {"{\"alg\":\"RS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"}}", "jwt.header.member"},
    {"{\"alg\":\"RS256\",\"jku\":\"https://evil.example\"}", "jwt.header.member"},
    {"{\"alg\":\"RS256\",\"x5u\":\"https://evil.example\"}", "jwt.header.member"},
    {"{\"alg\":\"RS256\",\"x5c\":[\"AA==\"]}", "jwt.header.member"},
    {"{\"alg\":\"RS256\",\"crit\":[\"exp\"],\"exp\":1}", "jwt.header.member"},
    {"{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}", "jwt.header.member"},
    {"{\"alg\":\"RS256\",\"b64\":true}", "jwt.header.member"},
    {"{\"alg\":\"RS256\",\"zip\":\"DEF\"}", "jwt.header.member"},
    {"{\"alg\":\"RS256\",\"enc\":\"A128GCM\"}", "jwt.header.member"},
    {"{\"alg\":\"RS256\",\"epk\":{}}", "jwt.header.member"},
    {"{\"alg\":\"RS256\",\"p2c\":2147483647}", "jwt.header.member"},
    {"{\"alg\":\"RS256\",\"Alg\":\"none\"}", "jwt.header.member"},
    {"{\"alg\":\"RS256\",\"\":\"\"}", "jwt.header.member"},
    {"{\"alg\":\"RS256\",\"alg\":\"RS256\"}", "json.duplicate"},
    {"{\"alg\":\"none\",\"\\u0061lg\":\"RS256\"}", "json.duplicate"},
    {"{\"alg\":\"RS256\"}{}", "json.trailing"},
    {"{\"alg\":\"RS256\",\"x\":[[[[1]]]]}", "json.depth"},
    {"{\"alg\":\"RS256\",\"kid\":\"\xff\"}", "json.encoding"},
    {"[\"RS256\"]", "jwt.header.member"},
    {"\"RS256\"", "jwt.header.member"},
    {"null", "jwt.header.member"},
    {"", "json.empty"},
    {"alg=RS256", "json.literal"},
};

Test(jws, headers)
{
    trust(RSA_KEY, ",\"kid\":\"a\"");
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        cr_expect_str_eq(check_of(sign(RSA_KEY, "RS256", headers[i].header)), headers[i].check, "%s: %s",
                         headers[i].header, report.check);
}

Test(jws, an_unknown_kid_says_that_newer_keys_may_help)
{
    trust(RSA_KEY, ",\"kid\":\"a\"");
    cr_expect_str_eq(check_of(sign(RSA_KEY, "RS256", "{\"alg\":\"RS256\",\"kid\":\"b\"}")),
                     "jwt.key.unknown");
    cr_expect(strstr(report.expected, "newer keys"));
    cr_expect_str_eq(report.came, "b");
}

Test(jws, a_header_names_the_member_that_has_no_place)
{
    trust(RSA_KEY, "");
    cr_expect_str_eq(check_of(sign(RSA_KEY, "RS256", "{\"alg\":\"RS256\",\"jku\":\"x\"}")),
                     "jwt.header.member");
    cr_expect_str_eq(report.came, "jku");
}

Test(jws, a_kid_of_128_octets_at_most)
{
    char kid[TG_KID_OCTETS_MAX + 2] = {0};
    memset(kid, 'k', TG_KID_OCTETS_MAX);
    trust(RSA_KEY, token_text(&arena, ",\"kid\":\"%s\"", kid).at);
    struct tg_span header = token_text(&arena, "{\"alg\":\"RS256\",\"kid\":\"%s\"}", kid);
    cr_expect_str_eq(check_of(sign(RSA_KEY, "RS256", header.at)), "");
    kid[TG_KID_OCTETS_MAX] = 'k';
    header = token_text(&arena, "{\"alg\":\"RS256\",\"kid\":\"%s\"}", kid);
    cr_expect_str_eq(check_of(sign(RSA_KEY, "RS256", header.at)), "jwt.header.value");
}

/* Around and within a token that is right; %s is its three parts. */
static const struct {
    const char *format, *check;
} forms[] = {
    {"%s.%s.%s", ""},
    {"%s.%s.%s.", "jwt.form"},
    {".%s.%s.%s", "jwt.form"},
    {"%s.%s.%s..", "jwt.form"},
    {"%s..%s.%s", "jwt.form"},
    {"%s.%s%s", "jwt.form"},
    {"%s%s%s", "jwt.form"},
    {"%s.%s.%s\n", "base64.character"},
    {"%s.%s.%s ", "base64.character"},
    {" %s.%s.%s", "base64.character"},
    {"%s.%s.%s=", "base64.character"},
    {"%s=.%s.%s", "base64.character"},
    {"%s.%s=.%s", "jwt.signature"},
    {"%s.%s.\n%s", "base64.character"},
    {"Bearer %s.%s.%s", "base64.character"},
    {"%s.%s.A%s", "jwt.signature"},
    {"%s.%s.AAA%s", "base64.length"},
    {"%s.%s.AAAA%s", "jwt.signature"},
    {"{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}", "jwt.form"},
};

Test(jws, forms)
{
    trust(RSA_KEY, "");
    struct tg_span token = sign(RSA_KEY, "RS256", "{\"alg\":\"RS256\"}");
    char *parts[3], *copy = strdup(token.at), *rest = copy;
    for (size_t i = 0; i < 3; i++) parts[i] = strsep(&rest, ".");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        cr_expect_str_eq(check_of(token_text(&arena, forms[i].format, parts[0], parts[1], parts[2])),
                         forms[i].check, "%s: %s", forms[i].format, report.check);
#pragma GCC diagnostic pop
    struct tg_span input = token_text(&arena, "%s.%s", parts[0], parts[1]);
    cr_expect_str_eq(check_of(token_text(&arena, "%s.", input.at)), "jwt.signature", "no signature");
    cr_expect_str_eq(check_of(input), "jwt.form");
    cr_expect_str_eq(check_of(token_text(&arena, "%s..%s", parts[0], parts[2])), "jwt.signature",
                     "no payload");
    cr_expect_str_eq(check_of(token_text(&arena, ".%s.%s", parts[1], parts[2])), "json.empty", "no header");
    cr_expect_str_eq(check_of(TG_SPAN("..")), "json.empty");
    cr_expect_str_eq(check_of((struct tg_span){NULL, 0}), "jwt.size");
    free(copy);
}

Test(jws, size)
{
    trust(RSA_KEY, "");
    char *large = calloc(1, TG_TOKEN_OCTETS_MAX + 2);
    memset(large, '.', TG_TOKEN_OCTETS_MAX + 1);
    cr_expect_str_eq(check_of((struct tg_span){large, TG_TOKEN_OCTETS_MAX}), "jwt.form", "dots only");
    cr_expect_str_eq(check_of((struct tg_span){large, TG_TOKEN_OCTETS_MAX + 1}), "jwt.size");
    memset(large, 'A', TG_TOKEN_OCTETS_MAX);
    size_t payload = 48800;
    large[payload] = 0;
    struct tg_span token = token_signed(&arena, pairs[RSA_KEY], "RS256", "{\"alg\":\"RS256\"}",
                                        (struct tg_span){large, payload});
    cr_expect_leq(token.length, TG_TOKEN_OCTETS_MAX);
    cr_expect_str_eq(check_of(token), "");
    cr_expect_eq(jws.payload.length, payload);
    struct tg_span long_header = token_text(&arena, "{\"alg\":\"RS256\",\"typ\":\"%.*s\"}", 5000, large);
    cr_expect_str_eq(check_of(sign(RSA_KEY, "RS256", long_header.at)), "base64.size");
    free(large);
}

/* No octet of a token may be another, not even one that decodes to the same. */
Test(jws, each_octet_counts)
{
    trust(P256, "");
    struct tg_span token = sign(P256, "ES256", "{\"alg\":\"ES256\"}");
    char *copy = strdup(token.at);
    for (size_t i = 0; i < token.length; i++)
        for (const char *other = "AQgw-_.=+/ \n%"; *other; other++) {
            char before = copy[i];
            if (*other == before) continue;
            copy[i] = *other;
            struct tg_jose_trust of = {crypto, &keys, algorithms, tg_algorithms()};
            cr_expect_eq(tg_jws_verify(&of, (struct tg_span){copy, token.length}, &arena, &jws, NULL),
                         TOEGANG_REFUSED, "octet %zu as %c", i, *other);
            copy[i] = before;
        }
    free(copy);
}

/* The payload is decoded once its signature is right, and only then. */
Test(jws, payload)
{
    trust(P256, "");
    const char *header = token_part(&arena, TG_SPAN("{\"alg\":\"ES256\"}"));
    cr_expect_str_eq(check_of(token_signed_parts(&arena, pairs[P256], "ES256", header, "not base64url!")),
                     "base64.character");
    cr_expect_str_eq(check_of(token_signed_parts(&arena, pairs[P256], "ES256", header, "")), "");
    cr_expect_eq(jws.payload.length, 0);
    struct tg_span forged = token_signed_parts(&arena, pairs[RSA_KEY], "RS256", header, "not base64url!");
    cr_expect_str_eq(check_of(forged), "jwt.signature");
}

/* The choice of the key: sets of two keys by pair and more members, a header, who signed. */
static const struct {
    const char *name;
    size_t one;
    const char *one_more;
    size_t other;
    const char *other_more, *header;
    size_t signer;
    const char *alg, *check;
} choices[] = {
    {"by kid, the first", RSA_KEY, ",\"kid\":\"a\"", RSA_OTHER, ",\"kid\":\"b\"",
     "{\"alg\":\"RS256\",\"kid\":\"a\"}", RSA_KEY, "RS256", ""},
    {"by kid, the second", RSA_KEY, ",\"kid\":\"a\"", RSA_OTHER, ",\"kid\":\"b\"",
     "{\"alg\":\"RS256\",\"kid\":\"b\"}", RSA_OTHER, "RS256", ""},
    {"the kid of another", RSA_KEY, ",\"kid\":\"a\"", RSA_OTHER, ",\"kid\":\"b\"",
     "{\"alg\":\"RS256\",\"kid\":\"b\"}", RSA_KEY, "RS256", "jwt.signature"},
    {"no kid, two fit", RSA_KEY, ",\"kid\":\"a\"", RSA_OTHER, ",\"kid\":\"b\"", "{\"alg\":\"RS256\"}",
     RSA_KEY, "RS256", "jwt.key.ambiguous"},
    {"no kid, one fits", RSA_KEY, ",\"kid\":\"a\"", P256, ",\"kid\":\"b\"", "{\"alg\":\"RS256\"}", RSA_KEY,
     "RS256", ""},
    {"no kid, own alg makes it one", RSA_KEY, ",\"alg\":\"RS256\"", RSA_OTHER, ",\"alg\":\"PS256\"",
     "{\"alg\":\"RS256\"}", RSA_KEY, "RS256", ""},
    {"own alg is another", RSA_KEY, ",\"kid\":\"a\",\"alg\":\"PS256\"", P256, "",
     "{\"alg\":\"RS256\",\"kid\":\"a\"}", RSA_KEY, "RS256", "jwt.key.algorithm"},
    {"own alg is the one", RSA_KEY, ",\"kid\":\"a\",\"alg\":\"PS256\"", P256, "",
     "{\"alg\":\"PS256\",\"kid\":\"a\"}", RSA_KEY, "PS256", ""},
    {"curve of another alg", P256, ",\"kid\":\"a\"", P384, ",\"kid\":\"b\"",
     "{\"alg\":\"ES256\",\"kid\":\"b\"}", P384, "ES256", "jwt.key.algorithm"},
    {"curves tell them apart", P256, "", P384, "", "{\"alg\":\"ES384\"}", P384, "ES384", ""},
    {"keys without names", RSA_KEY, "", P256, "", "{\"alg\":\"RS256\",\"kid\":\"z\"}", RSA_KEY, "RS256", ""},
    {"a name for one of two", RSA_KEY, ",\"kid\":\"a\"", RSA_OTHER, "", "{\"alg\":\"RS256\",\"kid\":\"z\"}",
     RSA_OTHER, "RS256", "jwt.key.unknown"},
    {"a key for encryption has no name here", RSA_KEY, ",\"kid\":\"a\",\"use\":\"enc\"", P256,
     ",\"kid\":\"b\"", "{\"alg\":\"RS256\",\"kid\":\"a\"}", RSA_KEY, "RS256", "jwt.key.unknown"},
    {"thumbprints that agree", RSA_KEY, ",\"x5t\":\"AAAA\",\"x5t#S256\":\"BBBB\"", P256, "",
     "{\"alg\":\"RS256\",\"x5t\":\"AAAA\",\"x5t#S256\":\"BBBB\"}", RSA_KEY, "RS256", ""},
    {"another x5t", RSA_KEY, ",\"x5t\":\"AAAA\"", P256, "", "{\"alg\":\"RS256\",\"x5t\":\"AAAB\"}", RSA_KEY,
     "RS256", "jwt.key.thumbprint"},
    {"another x5t#S256", RSA_KEY, ",\"x5t#S256\":\"BBBB\"", P256, "",
     "{\"alg\":\"RS256\",\"x5t#S256\":\"BBBA\"}", RSA_KEY, "RS256", "jwt.key.thumbprint"},
};

Test(jws, choice_of_the_key)
{
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        trust_set(token_text(&arena, "{\"keys\":[%s,%s]}",
                             token_jwk(&arena, pairs[choices[i].one], false, choices[i].one_more),
                             token_jwk(&arena, pairs[choices[i].other], false, choices[i].other_more)));
        struct tg_span token = sign(choices[i].signer, choices[i].alg, choices[i].header);
        cr_expect_str_eq(check_of(token), choices[i].check, "%s: %s", choices[i].name, report.check);
    }
}

/* The public key of an issuer, in any of its forms, is no secret (CVE-2016-10555). */
Test(jws, a_public_key_is_no_secret)
{
    struct tg_span jwk = tg_span_of(token_jwk(&arena, pairs[RSA_KEY], false, ""));
    BIO *pem = BIO_new(BIO_s_mem());
    char *octets = NULL;
    cr_assert_eq(PEM_write_bio_PUBKEY(pem, pairs[RSA_KEY]), 1);
    long length = BIO_get_mem_data(pem, &octets);
    const struct tg_span secrets[] = {jwk, {octets, (size_t)length}, {octets, (size_t)length - 1}};
    for (size_t form = 0; form < 2; form++) {
        trust_set(secrets[form]);
        for (size_t i = 0; i < 3; i++) {
            EVP_PKEY *secret = token_secret(secrets[i]);
            struct tg_span token = token_signed(&arena, secret, "HS256", "{\"alg\":\"HS256\"}", PAYLOAD);
            const struct tg_algorithm *rs256 = tg_algorithm_of_name(TG_SPAN("RS256"));
            cr_expect_str_eq(check_pinned(token, &rs256, 1), "jwt.algorithm.pinned");
            cr_expect_str_eq(check_of(token), "jwt.key.unknown", "even where HS256 is pinned");
            EVP_PKEY_free(secret);
        }
    }
    BIO_free(pem);
}

static const struct {
    const char *name;
    size_t octets; /* of the secret that the issuer shares */
    const char *alg, *header, *check;
} secrets[] = {
    {"HS256", 32, "HS256", "{\"alg\":\"HS256\"}", ""},
    {"HS384", 48, "HS384", "{\"alg\":\"HS384\"}", ""},
    {"HS512", 64, "HS512", "{\"alg\":\"HS512\"}", ""},
    {"a kid names nothing", 64, "HS256", "{\"alg\":\"HS256\",\"kid\":\"a\"}", ""},
    {"a secret shorter than the hash", 32, "HS384", "{\"alg\":\"HS384\"}", "jwt.key.unknown"},
    {"a secret shorter than the hash", 63, "HS512", "{\"alg\":\"HS512\"}", "jwt.key.unknown"},
    {"no secret is a public key", 64, "HS256", "{\"alg\":\"RS256\"}", "jwt.key.unknown"},
    {"another hash", 64, "HS256", "{\"alg\":\"HS512\"}", "jwt.signature"},
};

Test(jws, shared_secrets)
{
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
        struct tg_span secret = tg_span_until(SECRET, secrets[i].octets);
        EVP_PKEY *signer = token_secret(secret);
        tg_jwks_free(&keys);
        cr_assert_eq(tg_jwks_of_secret(crypto, secret, &keys, NULL), TOEGANG_GOOD);
        struct tg_span token = token_signed(&arena, signer, secrets[i].alg, secrets[i].header, PAYLOAD);
        cr_expect_str_eq(check_of(token), secrets[i].check, "%s: %s", secrets[i].name, report.check);
        EVP_PKEY_free(signer);
    }
    tg_jwks_free(&keys);
    for (size_t length = 0; length < 32; length += 31) { /* CVE-2019-20933: a blank one */
        report = (toegang_report){0};
        cr_expect_eq(tg_jwks_of_secret(crypto, tg_span_until(SECRET, length), &keys, &report),
                     TOEGANG_REFUSED);
        cr_expect_str_eq(report.check, "key.secret");
        cr_expect_eq(keys.count, 0);
    }
}

/* CVE-2022-21449 and forms that are not r and s side by side. */
Test(jws, signatures_of_ecdsa)
{
    trust(P256, "");
    struct tg_span token = sign(P256, "ES256", "{\"alg\":\"ES256\"}");
    char octets[140] = {0};
    const size_t lengths[] = {0, 1, 63, 64, 65, 71, 96, 132};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        const char *part = token_part(&arena, (struct tg_span){octets, lengths[i]});
        cr_expect_str_eq(check_of(token_with(&arena, token, 2, part)), "jwt.signature", "%zu zeros",
                         lengths[i]);
    }
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t length = sizeof octets, input = (size_t)(strrchr(token.at, '.') - token.at);
    EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, pairs[P256]);
    cr_assert_eq(
        EVP_DigestSign(context, (unsigned char *)octets, &length, (const unsigned char *)token.at, input), 1);
    const char *der = token_part(&arena, (struct tg_span){octets, length});
    cr_expect_str_eq(check_of(token_with(&arena, token, 2, der)), "jwt.signature", "in DER");
    EVP_MD_CTX_free(context);
}

Test(jws, memory_ends)
{
    trust(P256, "");
    struct tg_jose_trust of = {crypto, &keys, algorithms, tg_algorithms()};
    struct tg_span token = sign(P256, "ES256", "{\"alg\":\"ES256\"}");
    toegang_status status = TOEGANG_NO_MEMORY;
    for (size_t limit = 1; status != TOEGANG_GOOD && limit < 8192; limit += 8) {
        struct tg_arena small = {.limit = limit};
        struct tg_jws out = {.key = NULL};
        status = tg_jws_verify(&of, token, &small, &out, NULL);
        cr_expect(status == TOEGANG_NO_MEMORY || status == TOEGANG_GOOD, "%zu: %d", limit, (int)status);
        cr_expect_eq(out.key != NULL, status == TOEGANG_GOOD);
        tg_arena_free(&small);
    }
    cr_expect_eq(status, TOEGANG_GOOD);
}
