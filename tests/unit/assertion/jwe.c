/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/err.h>
#include <stdlib.h>
#include <string.h>

#include "../crypto/maker.h"
#include "assertion/jose.h"
#include "token.h"

#define INNER TG_SPAN("eyJhbGciOiJub25lIn0.e30.AA")

enum { RSA_KEY, RSA_OTHER, P256, P384, PAIRS };

static struct tg_crypto *crypto;
static struct tg_arena arena;
static EVP_PKEY *pairs[PAIRS];
static struct tg_private_jwks keys;
static struct tg_jose_header header;
static struct tg_span inner;
static toegang_report report;

static void begin(void)
{
    static const char *const kinds[] = {"RSA-2048", "RSA-2048", "EC-P-256", "EC-P-384"};
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

TestSuite(jwe, .init = begin, .fini = end);

static void have(size_t pair, const char *more)
{
    struct tg_span text = tg_span_of(token_jwk(&arena, pairs[pair], true, more));
    cr_assert_eq(tg_private_jwks_add(crypto, text, &arena, &keys, &report), TOEGANG_GOOD, "%s", report.check);
}

static void have_only(size_t pair, const char *more)
{
    tg_private_jwks_free(&keys);
    have(pair, more);
}

static const char *check_of(struct tg_span token)
{
    report = (toegang_report){0};
    header = (struct tg_jose_header){.has_kid = false};
    inner = (struct tg_span){NULL, 0};
    toegang_status status =
        tg_jwe_open(crypto, keys.keys, keys.count, token, &arena, &header, &inner, &report);
    cr_expect_eq(status, report.check[0] ? TOEGANG_REFUSED : TOEGANG_GOOD);
    cr_expect_eq(header.alg.length > 0, status == TOEGANG_GOOD, "nothing comes out of a refusal");
    return report.check;
}

static struct tg_span encrypt(size_t pair, const char *alg, const char *enc, const char *more)
{
    struct tg_span text = token_text(&arena, "{\"alg\":\"%s\",\"enc\":\"%s\"%s}", alg, enc, more);
    return token_encrypted(&arena, pairs[pair], alg, enc, text.at, INNER);
}

static const char *const ways[] = {"RSA-OAEP", "RSA-OAEP-256"};
static const char *const encs[] = {"A128GCM", "A256GCM", "A128CBC-HS256", "A256CBC-HS512"};

Test(jwe, each_algorithm_with_each_encryption)
{
    for (size_t i = 0; i < 8; i++) {
        struct tg_span token = encrypt(RSA_KEY, ways[i / 4], encs[i % 4], ",\"cty\":\"JWT\"");
        have_only(RSA_KEY, "");
        cr_expect_str_eq(check_of(token), "", "%s %s: %s", ways[i / 4], encs[i % 4], report.check);
        cr_expect(tg_span_equal(inner, INNER));
        cr_expect(tg_span_is(header.enc, encs[i % 4]) && tg_span_is(header.cty, "JWT"));
        have_only(RSA_OTHER, "");
        cr_expect_str_eq(check_of(token), "jwe.decrypt", "%s %s", ways[i / 4], encs[i % 4]);
        have_only(RSA_KEY, token_text(&arena, ",\"alg\":\"%s\"", ways[1 - i / 4]).at);
        cr_expect_str_eq(check_of(token), "jwe.key.unknown", "pinned to the other");
        have_only(P256, "");
        cr_expect_str_eq(check_of(token), "jwe.key.unknown");
    }
}

/* Headers before anything is decrypted. */
static const struct {
    const char *header, *check;
} headers[] = {
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\"}", "jwe.decrypt"},
    {"{\"enc\":\"A128GCM\"}", "jwt.header.value"},
    {"{\"alg\":\"RSA-OAEP\"}", "jwt.header.value"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":1}", "jwt.header.value"},
    {"{\"alg\":\"RSA1_5\",\"enc\":\"A128GCM\"}", "jwe.algorithm"},
    {"{\"alg\":\"dir\",\"enc\":\"A128GCM\"}", "jwe.algorithm"},
    {"{\"alg\":\"none\",\"enc\":\"A128GCM\"}", "jwe.algorithm"},
    {"{\"alg\":\"A128KW\",\"enc\":\"A128GCM\"}", "jwe.algorithm"},
    {"{\"alg\":\"A256GCMKW\",\"enc\":\"A128GCM\"}", "jwe.algorithm"},
    {"{\"alg\":\"RSA-OAEP-512\",\"enc\":\"A128GCM\"}", "jwe.algorithm"},
    {"{\"alg\":\"ECDH-ES+A192KW\",\"enc\":\"A128GCM\"}", "jwe.algorithm"},
    {"{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\"}", "jwe.algorithm"},
    {"{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2c\":2147483647,\"p2s\":\"AA\"}",
     "jwt.header.member"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\",\"zip\":\"DEF\"}", "jwt.header.member"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\",\"crit\":[\"exp\"]}", "jwt.header.member"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\",\"jwk\":{}}", "jwt.header.member"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\",\"jku\":\"x\"}", "jwt.header.member"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\",\"x5u\":\"x\"}", "jwt.header.member"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\",\"x5c\":[]}", "jwt.header.member"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\",\"iss\":\"x\"}", "jwt.header.member"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\",\"epk\":{}}", "jwt.header.member"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\",\"apu\":\"AA\"}", "jwt.header.member"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\",\"apv\":\"AA\"}", "jwt.header.member"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A192GCM\"}", "jwe.encryption"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A192CBC-HS384\"}", "jwe.encryption"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A128CBC\"}", "jwe.encryption"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"none\"}", "jwe.encryption"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\",\"kid\":\"b\"}", "jwe.key.unknown"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\"}", "jwe.epk"},
    {"{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\",\"enc\":\"A128GCM\"}", "json.duplicate"},
};

Test(jwe, headers)
{
    have_only(RSA_KEY, ",\"kid\":\"a\"");
    struct tg_span token = encrypt(RSA_KEY, "RSA-OAEP", "A128GCM", "");
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        const char *part = token_part(&arena, token_text(&arena, "%s ", headers[i].header));
        cr_expect_str_eq(check_of(token_with(&arena, token, 0, part)), headers[i].check, "%s: %s",
                         headers[i].header, report.check);
    }
}

/* Our keys, the pair that was encrypted for, what else the header says. */
static const struct {
    const char *name;
    size_t one;
    const char *one_more;
    size_t other;
    const char *other_more;
    size_t to;
    const char *more, *check;
} choices[] = {
    {"by kid", RSA_KEY, ",\"kid\":\"a\"", RSA_OTHER, ",\"kid\":\"b\"", RSA_OTHER, ",\"kid\":\"b\"", ""},
    {"the kid of another", RSA_KEY, ",\"kid\":\"a\"", RSA_OTHER, ",\"kid\":\"b\"", RSA_OTHER,
     ",\"kid\":\"a\"", "jwe.decrypt"},
    {"a kid of nobody", RSA_KEY, ",\"kid\":\"a\"", RSA_OTHER, ",\"kid\":\"b\"", RSA_KEY, ",\"kid\":\"c\"",
     "jwe.key.unknown"},
    {"a kid of nobody, and a key without a name", RSA_KEY, ",\"kid\":\"a\"", RSA_OTHER, "", RSA_OTHER,
     ",\"kid\":\"c\"", ""},
    {"a kid of nobody, for a key with another name", RSA_KEY, ",\"kid\":\"a\"", RSA_OTHER, "", RSA_KEY,
     ",\"kid\":\"c\"", "jwe.decrypt"},
    {"a kid of another kind", RSA_KEY, ",\"kid\":\"a\"", P256, ",\"kid\":\"b\"", RSA_KEY, ",\"kid\":\"b\"",
     "jwe.key.algorithm"},
    {"a kid of another alg", RSA_KEY, ",\"kid\":\"a\",\"alg\":\"RSA-OAEP-256\"", P256, "", RSA_KEY,
     ",\"kid\":\"a\"", "jwe.key.algorithm"},
    {"no kid, the first opens", RSA_KEY, ",\"kid\":\"a\"", RSA_OTHER, ",\"kid\":\"b\"", RSA_KEY, "", ""},
    {"no kid, the second opens", RSA_KEY, "", RSA_OTHER, "", RSA_OTHER, "", ""},
    {"a kid for keys without names", RSA_KEY, "", RSA_OTHER, "", RSA_OTHER, ",\"kid\":\"z\"", ""},
};

Test(jwe, choice_of_the_key)
{
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        have_only(choices[i].one, choices[i].one_more);
        have(choices[i].other, choices[i].other_more);
        cr_expect_str_eq(check_of(encrypt(choices[i].to, "RSA-OAEP", "A256GCM", choices[i].more)),
                         choices[i].check, "%s: %s", choices[i].name, report.check);
    }
}

/* Whatever is wrong within: one refusal with the same words, and no oracle (RFC 7516 section 11.5). */
Test(jwe, one_refusal_for_all)
{
    have_only(RSA_KEY, "");
    for (size_t i = 0; i < 4; i++) {
        struct tg_span token = encrypt(RSA_KEY, "RSA-OAEP", encs[i], "");
        char zeros[300] = {0};
        for (size_t part = 1; part < 5; part++)
            for (size_t length = 0; length < sizeof zeros; length = length * 2 + 1) {
                const char *other = token_part(&arena, (struct tg_span){zeros, length});
                cr_expect_str_eq(check_of(token_with(&arena, token, part, other)), "jwe.decrypt",
                                 "%s, part %zu", encs[i], part);
                cr_expect_str_eq(report.expected, "encrypted for our key and unaltered");
                cr_expect_str_eq(report.came, "something else");
                cr_expect_eq(report.line + report.column + report.offset, 0);
            }
    }
}

Test(jwe, each_octet_counts)
{
    have_only(RSA_KEY, "");
    struct tg_span token = encrypt(RSA_KEY, "RSA-OAEP", "A128CBC-HS256", "");
    char *copy = strdup(token.at);
    for (size_t i = 0; i < token.length; i += i < 70 || i > 420 ? 1 : 16) {
        char before = copy[i];
        copy[i] = before == 'A' ? 'B' : 'A';
        cr_expect_str_neq(check_of((struct tg_span){copy, token.length}), "", "octet %zu", i);
        copy[i] = before;
    }
    free(copy);
}

static const struct {
    const char *format, *check;
} forms[] = {
    {"%s", ""},
    {"%s.", "jwe.form"},
    {".%s", "jwe.form"},
    {"%s..", "jwe.form"},
    {"..%s", "jwe.form"},
    {"%s\n", "base64.character"},
    {"%s=", "base64.character"},
    {"{\"x\":\"%s\"}", "base64.character"},
    {"", "jwt.size"},
    {"....", "json.empty"},
    {"..", "jwe.form"},
    {".....", "jwe.form"},
};

Test(jwe, forms)
{
    have_only(RSA_KEY, "");
    struct tg_span token = encrypt(RSA_KEY, "RSA-OAEP", "A128GCM", "");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        cr_expect_str_eq(check_of(token_text(&arena, forms[i].format, token.at)), forms[i].check, "%s: %s",
                         forms[i].format, report.check);
#pragma GCC diagnostic pop
    cr_expect_str_eq(check_of(INNER), "jwe.form", "a signed token");
    char *dots = calloc(1, TG_TOKEN_OCTETS_MAX + 2);
    memset(dots, '.', TG_TOKEN_OCTETS_MAX + 1);
    cr_expect_str_eq(check_of((struct tg_span){dots, TG_TOKEN_OCTETS_MAX}), "jwe.form");
    cr_expect_str_eq(check_of((struct tg_span){dots, TG_TOKEN_OCTETS_MAX + 1}), "jwt.size");
    free(dots);
}

/* What is inside, by cty. */
static const struct {
    const char *more, *clear, *check;
} nested[] = {
    {",\"cty\":\"JWT\"", "a.b.c", ""},
    {",\"cty\":\"jwt\"", "a.b.c", ""},
    {",\"cty\":\"application/jwt\"", "a.b.c", ""},
    {",\"cty\":\"JWT\"", "a.b.c.d.e", "jwe.nested"},
    {",\"cty\":\"jwt\"", "a.b", "jwe.nested"},
    {",\"cty\":\"Application/JWT\"", "{\"rrn\":\"85073003328\"}", "jwe.nested"},
    {",\"cty\":\"JWT\"", "", "jwe.nested"},
    {"", "{\"rrn\":\"85073003328\"}", ""},
    {",\"cty\":\"JWTX\"", "text", ""},
};

Test(jwe, what_is_inside)
{
    have_only(RSA_KEY, "");
    for (size_t i = 0; i < sizeof nested / sizeof *nested; i++) {
        struct tg_span text =
            token_text(&arena, "{\"alg\":\"RSA-OAEP\",\"enc\":\"A128GCM\"%s}", nested[i].more);
        struct tg_span token = token_encrypted(&arena, pairs[RSA_KEY], "RSA-OAEP", "A128GCM", text.at,
                                               tg_span_of(nested[i].clear));
        cr_expect_str_eq(check_of(token), nested[i].check, "%s %s", nested[i].more, nested[i].clear);
    }
}

/* The sender's key of agreement; %s is the point of another P-256 key. What is right fails later. */
static const struct {
    const char *header, *check;
} points[] = {
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",%s}}",
     "jwe.decrypt"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"x\",%s},"
     "\"apu\":\"\",\"apv\":\"QQ\"}",
     "jwe.decrypt"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"AA\",%s}}",
     "jwe.epk"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-384\",%s}}", "jwe.epk"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"secp256k1\",%s}}",
     "jwe.epk"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"OKP\",\"crv\":\"X25519\",%s}}", "jwe.epk"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",%s}}", "jwe.epk"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"crv\":\"P-256\",%s}}", "jwe.epk"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":[%.0s]}", "jwe.epk"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":\"x%.0s\"}", "jwe.epk"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\"%.0s}}",
     "jwe.epk"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":1,\"z\":{%.0s}"
     "}}",
     "jwe.epk"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",%s},\"apu\":\"=\"}",
     "jwe.epk"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",%s},\"apv\":\"A\"}",
     "jwe.epk"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",%s},\"apv\":1}",
     "jwt.header.value"},
    /* (1, 1) lies on no curve of ours */
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\","
     "\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\",\"y\":"
     "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\"%.0s}}",
     "jwe.epk"},
    {"{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\","
     "\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"y\":"
     "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"%.0s}}",
     "jwe.epk"},
};

Test(jwe, points_of_senders)
{
    EVP_PKEY *sender = maker_key("EC-P-256");
    const char *jwk = token_jwk(&arena, sender, false, "");
    struct tg_span point =
        token_text(&arena, "%.*s", (int)strlen(strstr(jwk, "\"x\"")) - 1, strstr(jwk, "\"x\""));
    have_only(P256, "");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        const char *part = token_part(&arena, token_text(&arena, points[i].header, point.at));
        struct tg_span token = token_text(&arena, "%s..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA", part);
        cr_expect_str_eq(check_of(token), points[i].check, "%s: %s", points[i].header, report.check);
    }
#pragma GCC diagnostic pop
    const char *right =
        token_part(&arena, token_text(&arena, "{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":%s}", jwk));
    struct tg_span token = token_text(&arena, "%s.AAAA.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA", right);
    cr_expect_str_eq(check_of(token), "jwe.encrypted-key");
    have_only(P384, "");
    cr_expect_str_eq(check_of(token_with(&arena, token, 1, "")), "jwe.key.unknown",
                     "our key has another curve");
    have_only(P384, ",\"kid\":\"a\"");
    right = token_part(
        &arena,
        token_text(&arena, "{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"kid\":\"a\",\"epk\":%s}", jwk));
    token = token_text(&arena, "%s..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA", right);
    cr_expect_str_eq(check_of(token), "jwe.key.algorithm", "our key has another curve");
    EVP_PKEY_free(sender);
}

Test(jwe, memory_ends)
{
    have_only(RSA_KEY, "");
    struct tg_span token = encrypt(RSA_KEY, "RSA-OAEP", "A256CBC-HS512", "");
    toegang_status status = TOEGANG_NO_MEMORY;
    for (size_t limit = 1; status != TOEGANG_GOOD && limit < 16384; limit += 16) {
        struct tg_arena small = {.limit = limit};
        status = tg_jwe_open(crypto, keys.keys, keys.count, token, &small, &header, &inner, NULL);
        cr_expect(status == TOEGANG_NO_MEMORY || status == TOEGANG_GOOD, "%zu: %d", limit, (int)status);
        tg_arena_free(&small);
    }
    cr_expect_eq(status, TOEGANG_GOOD);
}
