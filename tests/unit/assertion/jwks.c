/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <string.h>

#include "../crypto/maker.h"
#include "assertion/jwks.h"
#include "token.h"

static struct tg_crypto *crypto;
static struct tg_arena arena;
static EVP_PKEY *rsa, *p256;
static const char *rsa_key, *p256_key;
static struct tg_jwks keys;
static toegang_report report;

static void begin(void)
{
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    rsa = maker_key("RSA-2048");
    p256 = maker_key("EC-P-256");
    rsa_key = token_jwk(&arena, rsa, false, ",\"kid\":\"r\"");
    p256_key = token_jwk(&arena, p256, false, ",\"kid\":\"p\"");
    ERR_clear_error();
}

static void end(void)
{
    cr_expect_eq(ERR_peek_error(), 0, "the host sees none of our errors");
    tg_jwks_free(&keys);
    tg_arena_free(&arena);
    EVP_PKEY_free(rsa), EVP_PKEY_free(p256);
    tg_crypto_free(crypto);
}

TestSuite(jwks, .init = begin, .fini = end);

static const char *check_of(struct tg_span set)
{
    tg_jwks_free(&keys);
    report = (toegang_report){0};
    toegang_status status = tg_jwks_read(crypto, set, &arena, &keys, &report);
    cr_expect_eq(status, report.check[0] ? TOEGANG_REFUSED : TOEGANG_GOOD);
    cr_expect_eq(keys.count > 0, status == TOEGANG_GOOD, "nothing comes out of a refusal");
    return report.check;
}

/* @ and & in the text stand for a key of RSA and one of P-256, named r and p. */
static struct tg_span document(const char *text)
{
    struct tg_span out = {"", 0};
    for (; *text; text++)
        out = *text == '@'   ? token_text(&arena, "%s%s", out.at, rsa_key)
              : *text == '&' ? token_text(&arena, "%s%s", out.at, p256_key)
                             : token_text(&arena, "%s%c", out.at, *text);
    return out;
}

static const struct {
    const char *text;
    size_t count;
    const char *check;
} documents[] = {
    {"@", 1, ""},
    {" \r\n\t@\n", 1, ""},
    {"{\"keys\":[@]}", 1, ""},
    {"{\"keys\":[@,&]}", 2, ""},
    {"{\"keys\":[&,@],\"x\":1,\"jku\":{}}", 2, ""},
    {"", 0, "json.empty"},
    {"x", 0, "json.literal"},
    {"<!DOCTYPE html>", 0, "json.syntax"},
    {"-----BEGIN PUBLIC KEY-----", 0, "key.pem"},
    {"text -----BEGIN PRIVATE KEY-----", 0, "key.pem"},
    {"--------BEGIN", 0, "json.number"},
    {"[@]", 0, "jwks.form"},
    {"{}", 0, "jwks.form"},
    {"{\"keys\":@}", 0, "jwks.form"},
    {"{\"keys\":null}", 0, "jwks.form"},
    {"{\"keys\":[@],\"kty\":\"RSA\"}", 0, "jwks.form"},
    {"{\"keys\":[@,[&]]}", 0, "jwks.form"},
    {"{\"keys\":[@,null]}", 0, "jwks.form"},
    {"{\"keys\":[]}", 0, "jwks.keys"},
    {"{\"keys\":[{}]}", 0, "jwks.member"},
    {"{\"keys\":[@,@]}", 0, "jwks.duplicate"},
    {"{\"keys\":[@,&,@]}", 0, "jwks.duplicate"},
    {"{\"keys\":[@],\"keys\":[&]}", 0, "json.duplicate"},
    {"{\"keys\":[@]}{\"keys\":[&]}", 0, "json.trailing"},
    {"{\"keys\":[@]", 0, "json.syntax"},
    {"\xef\xbb\xbf{\"keys\":[@]}", 0, "json.bom"},
    {"{\"x\":\"-----BEGIN PUBLIC KEY-----\"}", 0, "jwks.form"},
    {"{\"keys\":[@,{\"kty\":\"oct\",\"k\":\"AAAA\"}]}", 0, "jwks.private"},
    {"{\"keys\":[@,{\"kty\":\"oct\",\"kid\":\"r\"}]}", 1, ""},
    {"{\"keys\":[@,{\"kty\":\"RSA\",\"use\":\"enc\",\"kid\":\"r\",\"n\":1}]}", 1, ""},
    {"{\"keys\":[@,{\"kty\":\"RSA\",\"use\":\"tls\"}]}", 1, ""},
    {"{\"keys\":[@,{\"kty\":\"RSA\",\"key_ops\":[\"encrypt\"]}]}", 1, ""},
    {"{\"keys\":[@,{\"kty\":\"RSA\",\"key_ops\":[]}]}", 1, ""},
    {"{\"keys\":[@,{\"kty\":\"RSA\",\"alg\":\"RSA-OAEP\"}]}", 1, ""},
    {"{\"keys\":[@,{\"kty\":\"EC\",\"alg\":\"ES256K\",\"crv\":\"secp256k1\"}]}", 1, ""},
    {"{\"keys\":[@,{\"kty\":\"EC\",\"use\":\"sig\",\"crv\":\"secp256k1\",\"x\":\"AA\"}]}", 1, ""},
    {"{\"keys\":[@,{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AA\"}]}", 1, ""},
    {"{\"keys\":[@,{\"kty\":\"OKP\",\"crv\":\"P-256\"}]}", 1, ""},
    {"{\"keys\":[@,{\"kty\":\"EC\",\"crv\":\"Ed25519\"}]}", 1, ""},
    {"{\"keys\":[@,{\"kty\":\"AKP\",\"pub\":\"AA\"}]}", 1, ""},
    {"{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AA\"}]}", 0, "jwks.keys"},
    {"{\"keys\":[@,{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}", 0, "jwks.key"},
};

Test(jwks, documents)
{
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        cr_expect_str_eq(check_of(document(documents[i].text)), documents[i].check, "%s: %s",
                         documents[i].text, report.check);
        cr_expect_eq(keys.count, documents[i].count, "%s", documents[i].text);
    }
}

Test(jwks, a_refusal_has_its_place)
{
    cr_expect_str_eq(check_of(document("{\"keys\":[\n@,\n {\"kty\":\"RSA\",\"n\":5}]}")), "jwks.member");
    cr_expect(report.line == 3 && report.column == 19, "%u:%u", report.line, report.column);
}

Test(jwks, sixty_four_keys_at_most)
{
    for (size_t count = TG_JWKS_KEYS_MAX; count <= TG_JWKS_KEYS_MAX + 1; count++) {
        struct tg_span set = TG_SPAN("{\"keys\":[");
        for (size_t i = 0; i < count; i++)
            set = token_text(&arena, "%s%s%s", set.at, i > 0 ? "," : "",
                             token_jwk(&arena, p256, false, token_text(&arena, ",\"kid\":\"%zu\"", i).at));
        cr_expect_str_eq(check_of(token_text(&arena, "%s]}", set.at)),
                         count > TG_JWKS_KEYS_MAX ? "jwks.keys" : "");
    }
}

static struct tg_span pem(size_t public_keys, size_t certificates)
{
    BIO *text = BIO_new(BIO_s_mem());
    char *octets = NULL;
    struct tg_span der = maker_certificate(p256);
    for (size_t i = 0; i < public_keys; i++) PEM_write_bio_PUBKEY(text, rsa);
    for (size_t i = 0; i < certificates; i++)
        PEM_write_bio(text, "CERTIFICATE", "", (const unsigned char *)der.at, (long)der.length);
    long length = BIO_get_mem_data(text, &octets);
    struct tg_span out = token_text(&arena, "%.*s", (int)length, octets);
    OPENSSL_free((void *)(uintptr_t)der.at);
    BIO_free(text);
    return out;
}

Test(jwks, pem)
{
    cr_expect_str_eq(check_of(pem(1, 0)), "");
    cr_expect_str_eq(check_of(pem(1, 1)), "");
    cr_expect_eq(keys.count, 2);
    cr_expect_eq(keys.keys[0].kid.length + keys.keys[1].kid.length, 0);
    cr_expect_str_eq(check_of(pem(0, TG_JWKS_KEYS_MAX)), "");
    cr_expect_str_eq(check_of(pem(0, TG_JWKS_KEYS_MAX + 1)), "jwks.keys");
}

/* Nothing borrows the octets that were read. */
Test(jwks, texts_are_copies)
{
    struct tg_span text = tg_span_of(
        token_jwk(&arena, p256, false, ",\"kid\":\"k\",\"x5t\":\"t\",\"x5t#S256\":\"s\",\"alg\":\"ES256\""));
    cr_expect_str_eq(check_of(text), "");
    memset((void *)(uintptr_t)text.at, 'x', text.length);
    cr_expect(tg_span_is(keys.keys[0].kid, "k") && tg_span_is(keys.keys[0].x5t, "t"));
    cr_expect(tg_span_is(keys.keys[0].x5t256, "s"));
    cr_expect_str_eq(keys.keys[0].algorithm->name, "ES256");
}

/* Memory at its end at every step: no key, or all. */
Test(jwks, memory_ends)
{
    struct tg_span text =
        tg_span_of(token_jwk(&arena, p256, false, ",\"kid\":\"k\",\"x5t\":\"t\",\"x5t#S256\":\"s\""));
    toegang_status status = TOEGANG_NO_MEMORY;
    for (size_t limit = 1; status != TOEGANG_GOOD && limit < 4096; limit += 8) {
        struct tg_arena small = {.limit = limit};
        struct tg_jwks set;
        status = tg_jwks_read(crypto, text, &small, &set, NULL);
        cr_expect(status == TOEGANG_NO_MEMORY || status == TOEGANG_GOOD);
        cr_expect_eq(set.count, status == TOEGANG_GOOD);
        tg_jwks_free(&set);
        tg_arena_free(&small);
    }
    cr_expect_eq(status, TOEGANG_GOOD);
}
