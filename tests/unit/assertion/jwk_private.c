/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <string.h>

#include "../crypto/maker.h"
#include "assertion/jwks.h"
#include "crypto/private.h"
#include "token.h"

enum { RSA_KEY, P256, ED25519, PAIRS };

static struct tg_crypto *crypto;
static struct tg_arena arena;
static EVP_PKEY *pairs[PAIRS];
static struct tg_private_jwks keys;
static toegang_report report;

static void begin(void)
{
    static const char *const kinds[] = {"RSA-2048", "EC-P-256", "ED25519"};
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < PAIRS; i++) pairs[i] = maker_key(kinds[i]);
    ERR_clear_error();
}

static void end(void)
{
    cr_expect_eq(ERR_peek_error(), 0, "the host sees none of our errors");
    tg_private_jwks_free(&keys);
    tg_arena_free(&arena);
    for (size_t i = 0; i < PAIRS; i++) EVP_PKEY_free(pairs[i]);
    tg_crypto_free(crypto);
}

TestSuite(jwk_private, .init = begin, .fini = end);

static const char *check_of(struct tg_span text)
{
    report = (toegang_report){0};
    size_t before = keys.count;
    toegang_status status = tg_private_jwks_add(crypto, text, &arena, &keys, &report);
    cr_expect_eq(status, report.check[0] ? TOEGANG_REFUSED : TOEGANG_GOOD);
    cr_expect(status != TOEGANG_GOOD || keys.count > before);
    return report.check;
}

static const struct {
    size_t pair;
    bool is_private;
    const char *more, *check;
} members[] = {
    {RSA_KEY, true, "", ""},
    {P256, true, "", ""},
    {RSA_KEY, false, "", "jwks.member"},
    {P256, false, "", "jwks.member"},
    {P256, false, ",\"d\":\"AQ\"", "jwks.key"},
    {ED25519, true, ",\"d\":\"AQ\"", "jwks.member"},
    {RSA_KEY, true, ",\"oth\":[]", "jwks.member"},
    {RSA_KEY, true, ",\"use\":\"enc\",\"alg\":\"RSA-OAEP\"", ""},
    {RSA_KEY, true, ",\"use\":\"enc\",\"alg\":\"RSA-OAEP-256\"", ""},
    {P256, true, ",\"key_ops\":[\"deriveKey\"],\"alg\":\"ECDH-ES\"", ""},
    {P256, true, ",\"key_ops\":[\"deriveBits\",\"deriveKey\"],\"alg\":\"ECDH-ES+A256KW\"", ""},
    {RSA_KEY, true, ",\"key_ops\":[\"unwrapKey\",\"decrypt\"]", ""},
    {RSA_KEY, true, ",\"use\":\"sig\"", "jwks.use"},
    {RSA_KEY, true, ",\"key_ops\":[\"sign\"]", "jwks.use"},
    {RSA_KEY, true, ",\"key_ops\":[\"encrypt\"]", "jwks.use"},
    {RSA_KEY, true, ",\"alg\":\"RSA1_5\"", "jwks.algorithm"},
    {RSA_KEY, true, ",\"alg\":\"RS256\"", "jwks.algorithm"},
    {RSA_KEY, true, ",\"alg\":\"ECDH-ES\"", "jwks.algorithm"},
    {P256, true, ",\"alg\":\"RSA-OAEP\"", "jwks.algorithm"},
    {P256, true, ",\"alg\":\"ECDH-ES+A192KW\"", "jwks.algorithm"},
    {RSA_KEY, true, ",\"alg\":\"\"", "jwks.algorithm"},
    {RSA_KEY, true, ",\"kid\":\"\"", "jwks.kid"},
    {RSA_KEY, true, ",\"kid\":1", "jwks.member"},
};

Test(jwk_private, members)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct tg_span text =
            tg_span_of(token_jwk(&arena, pairs[members[i].pair], members[i].is_private, members[i].more));
        cr_expect_str_eq(check_of(text), members[i].check, "%s: %s %s", members[i].more, report.check,
                         report.came);
        tg_private_jwks_free(&keys);
    }
}

Test(jwk_private, documents)
{
    static const struct {
        const char *text, *check;
    } rows[] = {{"{}", "jwks.form"},
                {"{\"keys\":[]}", "jwks.keys"},
                {"{\"keys\":[1]}", "jwks.form"},
                {"{\"kty\":\"oct\",\"k\":\"AAAA\"}", "jwks.member"},
                {"{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"d\":\"AAAA\"}", "jwks.member"},
                {"{\"kty\":\"RSA\",\"kty\":\"RSA\"}", "json.duplicate"},
                {"", "json.empty"},
                {"x", "json.literal"},
                {"-----BEGIN PUBLIC KEY-----\n", "key.private"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(check_of(tg_span_of(rows[i].text)), rows[i].check, "%s: %s", rows[i].text,
                         report.check);
    cr_expect_eq(keys.count, 0);
}

Test(jwk_private, several_and_not_more_than_eight)
{
    const char *one = token_jwk(&arena, pairs[P256], true, ",\"kid\":\"a\"");
    const char *two = token_jwk(&arena, pairs[RSA_KEY], true, ",\"kid\":\"b\",\"alg\":\"RSA-OAEP\"");
    cr_expect_str_eq(check_of(token_text(&arena, "{\"keys\":[%s,%s]}", one, two)), "");
    cr_assert_eq(keys.count, 2);
    cr_expect(tg_span_is(keys.keys[1].kid, "b") && tg_span_is(keys.keys[1].algorithm, "RSA-OAEP"));
    cr_expect_str_eq(check_of(tg_span_of(one)), "jwks.duplicate");
    struct tg_span nameless = tg_span_of(token_jwk(&arena, pairs[P256], true, ""));
    for (size_t i = keys.count; i < TG_JWKS_PRIVATE_MAX; i++) cr_expect_str_eq(check_of(nameless), "");
    cr_expect_str_eq(check_of(nameless), "jwks.keys");
    cr_expect_eq(keys.count, TG_JWKS_PRIVATE_MAX, "what was added stays");
}

Test(jwk_private, pem)
{
    BIO *text = BIO_new(BIO_s_mem());
    char *octets = NULL;
    PEM_write_bio_PrivateKey(text, pairs[RSA_KEY], NULL, NULL, 0, NULL, NULL);
    long length = BIO_get_mem_data(text, &octets);
    cr_expect_str_eq(check_of((struct tg_span){octets, (size_t)length}), "");
    cr_expect(keys.count == 1 && keys.keys[0].kid.length == 0 && tg_private_public(keys.keys[0].key));
    BIO_free(text);
}
