/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <string.h>

#include "../crypto/maker.h"
#include "assertion/jwks.h"
#include "token.h"

enum { RSA_KEY, P256, P384, ED25519, PAIRS };

static struct tg_crypto *crypto;
static struct tg_arena arena;
static EVP_PKEY *pairs[PAIRS];
static toegang_report report;
static struct tg_jwks keys;

static void begin(void)
{
    static const char *const kinds[] = {"RSA-2048", "EC-P-256", "EC-P-384", "ED25519"};
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < PAIRS; i++) pairs[i] = maker_key(kinds[i]);
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

TestSuite(jwk, .init = begin, .fini = end);

static const char *check_of(struct tg_span text)
{
    tg_jwks_free(&keys);
    report = (toegang_report){0};
    tg_jwks_read(crypto, text, &arena, &keys, &report);
    return report.check;
}

/* More members of a key that is right without them. "jwks.keys": passed over, so that the set has none. */
static const struct {
    size_t pair;
    const char *more, *check;
} members[] = {
    {RSA_KEY, "", ""},
    {P256, "", ""},
    {P384, "", ""},
    {ED25519, "", ""},
    {RSA_KEY, ",\"ext\":true,\"iat\":1,\"x5u\":\"https://evil.example\"", ""},
    {RSA_KEY, ",\"d\":\"AQAB\"", "jwks.private"},
    {RSA_KEY, ",\"p\":null", "jwks.private"},
    {RSA_KEY, ",\"q\":\"\"", "jwks.private"},
    {RSA_KEY, ",\"dp\":\"\"", "jwks.private"},
    {RSA_KEY, ",\"dq\":\"\"", "jwks.private"},
    {RSA_KEY, ",\"qi\":\"\"", "jwks.private"},
    {RSA_KEY, ",\"oth\":[]", "jwks.private"},
    {RSA_KEY, ",\"k\":\"AQAB\"", "jwks.private"},
    {P256, ",\"d\":\"AQAB\",\"use\":\"enc\"", "jwks.private"},
    {ED25519, ",\"d\":\"AQAB\"", "jwks.private"},
    {RSA_KEY, ",\"kid\":\"\"", "jwks.kid"},
    {RSA_KEY, ",\"kid\":7", "jwks.member"},
    {RSA_KEY, ",\"kid\":null", "jwks.member"},
    {RSA_KEY, ",\"use\":1", "jwks.member"},
    {RSA_KEY, ",\"alg\":[]", "jwks.member"},
    {RSA_KEY, ",\"crv\":1", "jwks.member"},
    {RSA_KEY, ",\"x5t\":1", "jwks.member"},
    {RSA_KEY, ",\"x5t#S256\":{}", "jwks.member"},
    {RSA_KEY, ",\"alg\":\"RS256\"", ""},
    {RSA_KEY, ",\"alg\":\"PS512\"", ""},
    {P256, ",\"alg\":\"ES256\"", ""},
    {P384, ",\"alg\":\"ES384\"", ""},
    {ED25519, ",\"alg\":\"EdDSA\"", ""},
    {ED25519, ",\"alg\":\"Ed25519\"", ""},
    {RSA_KEY, ",\"alg\":\"ES256\"", "jwks.algorithm"},
    {RSA_KEY, ",\"alg\":\"HS256\"", "jwks.algorithm"}, /* a public key is no secret */
    {P256, ",\"alg\":\"ES384\"", "jwks.algorithm"},
    {P384, ",\"alg\":\"ES256\"", "jwks.algorithm"},
    {P256, ",\"alg\":\"EdDSA\"", "jwks.algorithm"},
    {P256, ",\"alg\":\"Ed25519\"", "jwks.algorithm"},
    {ED25519, ",\"alg\":\"HS256\"", "jwks.algorithm"},
    {RSA_KEY, ",\"alg\":\"none\"", "jwks.keys"},
    {RSA_KEY, ",\"alg\":\"\"", "jwks.keys"},
    {RSA_KEY, ",\"alg\":\"RSA1_5\"", "jwks.keys"},
    {P256, ",\"alg\":\"ECDH-ES\"", "jwks.keys"},
    /* RFC 7517 sections 4.2 and 4.3 */
    {RSA_KEY, ",\"use\":\"sig\"", ""},
    {RSA_KEY, ",\"key_ops\":[\"verify\"]", ""},
    {RSA_KEY, ",\"key_ops\":[\"sign\",\"verify\"]", ""},
    {RSA_KEY, ",\"use\":\"sig\",\"key_ops\":[\"verify\"]", ""},
    {RSA_KEY, ",\"use\":\"enc\"", "jwks.keys"},
    {RSA_KEY, ",\"use\":\"Sig\"", "jwks.keys"},
    {RSA_KEY, ",\"use\":\"\"", "jwks.keys"},
    {RSA_KEY, ",\"key_ops\":[]", "jwks.keys"},
    {RSA_KEY, ",\"key_ops\":[\"sign\"]", "jwks.keys"},
    {RSA_KEY, ",\"key_ops\":[\"wrapKey\"]", "jwks.keys"},
    {RSA_KEY, ",\"key_ops\":[\"VERIFY\"]", "jwks.keys"},
    {RSA_KEY, ",\"use\":\"enc\",\"key_ops\":[\"encrypt\"]", "jwks.keys"},
    {RSA_KEY, ",\"use\":\"enc\",\"key_ops\":[\"verify\"]", "jwks.use"},
    {RSA_KEY, ",\"use\":\"sig\",\"key_ops\":[\"encrypt\"]", "jwks.use"},
    {RSA_KEY, ",\"key_ops\":[\"verify\",\"encrypt\"]", "jwks.use"},
    {RSA_KEY, ",\"key_ops\":[\"verify\",\"verify\"]", "jwks.use"},
    {RSA_KEY, ",\"key_ops\":\"verify\"", "jwks.member"},
    {RSA_KEY, ",\"key_ops\":[\"verify\",1]", "jwks.member"},
    {RSA_KEY, ",\"key_ops\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]", "jwks.member"},
    /* RFC 7517 section 4.7 */
    {RSA_KEY, ",\"x5c\":\"AA==\"", "jwks.member"},
    {RSA_KEY, ",\"x5c\":[]", "jwks.member"},
    {RSA_KEY, ",\"x5c\":[1]", "jwks.member"},
    {RSA_KEY, ",\"x5c\":[\"\"]", "jwks.certificate"},
    {RSA_KEY, ",\"x5c\":[\"AA==\"]", "jwks.certificate"},
    {RSA_KEY, ",\"x5c\":[\"AA\"]", "jwks.certificate"},
};

Test(jwk, members)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct tg_span text = tg_span_of(token_jwk(&arena, pairs[members[i].pair], false, members[i].more));
        cr_expect_str_eq(check_of(text), members[i].check, "%s: %s %s", members[i].more, report.check,
                         report.came);
    }
}

/* Whole keys, or what remains of them. */
static const struct {
    const char *text, *check;
} whole[] = {
    {"{\"kty\":1}", "jwks.member"},
    {"{\"kty\":\"\"}", "jwks.member"},
    {"{\"kty\":\"RSA\"}", "jwks.member"},
    {"{\"kty\":\"RSA\",\"n\":\"AQAB\"}", "jwks.member"},
    {"{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}", "jwks.key"},
    {"{\"kty\":\"RSA\",\"n\":[\"AQAB\"],\"e\":\"AQAB\"}", "jwks.member"},
    {"{\"kty\":\"RSA\",\"n\":\"AQ==\",\"e\":\"AQAB\"}", "jwks.key"},
    {"{\"kty\":\"RSA\",\"n\":\"A/+B\",\"e\":\"AQAB\"}", "jwks.key"},
    {"{\"kty\":\"rsa\",\"n\":\"AQAB\",\"e\":\"AQAB\"}", "jwks.keys"},
    {"{\"kty\":\"EC\",\"crv\":\"P-256\"}", "jwks.member"},
    {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\"}", "jwks.member"},
    {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}", "jwks.key"},
    {"{\"kty\":\"EC\",\"crv\":\"P-257\",\"x\":\"AQ\",\"y\":\"AQ\"}", "jwks.keys"},
    {"{\"kty\":\"OKP\",\"crv\":\"Ed25519\"}", "jwks.member"},
    {"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQ\"}", "jwks.key"},
    /* P-256 off the curve: (1, 1) */
    {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\","
     "\"y\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\"}",
     "jwks.key"},
};

Test(jwk, whole_keys)
{
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        cr_expect_str_eq(check_of(tg_span_of(whole[i].text)), whole[i].check, "%s: %s", whole[i].text,
                         report.check);
}

Test(jwk, a_bad_key_names_the_check_of_the_key)
{
    EVP_PKEY *small = maker_key("RSA-1024");
    cr_expect_str_eq(check_of(tg_span_of(token_jwk(&arena, small, false, ""))), "jwks.key");
    cr_expect(strstr(report.came, "key.size"), "%s", report.came);
    EVP_PKEY_free(small);
}

/* x5c with the certificates of two keys, the first of which counts. */
static const char *with_chain(size_t key, size_t first, const char *more)
{
    unsigned char base64[4096];
    struct tg_span der = maker_certificate(pairs[first]);
    int length = EVP_EncodeBlock(base64, (const unsigned char *)der.at, (int)der.length);
    OPENSSL_free((void *)(uintptr_t)der.at);
    return token_jwk(
        &arena, pairs[key], false,
        token_text(&arena, ",\"x5c\":[\"%.*s\",\"whatever\"]%s", length, (char *)base64, more).at);
}

Test(jwk, certificates)
{
    cr_expect_str_eq(check_of(tg_span_of(with_chain(RSA_KEY, RSA_KEY, ""))), "", "%s %s", report.check,
                     report.came);
    cr_expect_eq(keys.keys[0].x5t256.length, 43, "implied by x5c");
    cr_expect_str_eq(check_of(tg_span_of(with_chain(P256, P256, ""))), "");
    cr_expect_str_eq(check_of(tg_span_of(with_chain(RSA_KEY, P256, ""))), "jwks.certificate");
    cr_expect_str_eq(check_of(tg_span_of(with_chain(P384, P256, ""))), "jwks.certificate");
    cr_expect_str_eq(check_of(tg_span_of(with_chain(P256, P256, ",\"x5t#S256\":\"AAAA\""))),
                     "jwks.certificate");
}

Test(jwk, thumbprint_of_a_certificate)
{
    unsigned char digest[32], base64[4096];
    struct tg_span der = maker_certificate(pairs[P256]);
    EVP_Q_digest(NULL, "SHA256", NULL, der.at, der.length, digest, NULL);
    int length = EVP_EncodeBlock(base64, (const unsigned char *)der.at, (int)der.length);
    OPENSSL_free((void *)(uintptr_t)der.at);
    const char *expected = token_part(&arena, (struct tg_span){(char *)digest, sizeof digest});
    struct tg_span more =
        token_text(&arena, ",\"x5c\":[\"%.*s\"],\"x5t#S256\":\"%s\"", length, (char *)base64, expected);
    cr_expect_str_eq(check_of(tg_span_of(token_jwk(&arena, pairs[P256], false, more.at))), "");
    cr_expect(keys.count == 1 && tg_span_is(keys.keys[0].x5t256, expected));
}
