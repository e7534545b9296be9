/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "crypto/decrypt.h"
#include "figures.h"
#include "fixture.h"

TestSuite(decrypt, .init = fixture_begin, .fini = fixture_end);

static toegang_report report;

/* The clear octets, or a NULL span with the report filled. */
static struct tg_span opened(enum tg_cipher cipher, struct tg_span key, struct tg_sealed sealed,
                             struct tg_arena *arena)
{
    struct tg_span out = {NULL, 0};
    report = (toegang_report){0};
    toegang_status status =
        tg_decrypt(crypto, cipher, (const uint8_t *)key.at, &sealed, arena, &out, &report);
    cr_expect_eq(status, out.at ? TOEGANG_GOOD : TOEGANG_REFUSED);
    return out;
}

static bool opens(enum tg_cipher cipher, struct tg_span key, struct tg_sealed sealed)
{
    struct tg_arena arena = {0};
    struct tg_span out = opened(cipher, key, sealed, &arena);
    bool good = out.at != NULL;
    if (!good) {
        cr_expect_str_eq(report.check, "decrypt.failed");
        cr_expect_str_eq(report.expected, "what was encrypted for this key");
        cr_expect_str_eq(report.came, "something else");
        cr_expect_eq(report.line + report.column, 0);
    }
    tg_arena_free(&arena);
    return good;
}

/* RFC 7518 appendix B: the text of Kerckhoffs' principle. */
#define KERCKHOFFS \
    "A cipher system must not be required to be secret, and it must be able to fall into the hands of the " \
    "enemy without " \
    "inconvenience"
#define SECOND "The second principle of Auguste Kerckhoffs"
#define KEY32 "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define KEY64 KEY32 "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f"

static const struct {
    const char *name;
    enum tg_cipher cipher;
    const char *key, *iv, *additional, *octets, *tag, *clear;
} figures[] = {
    {"RFC 7518 B.1", TG_A128CBC_HS256, KEY32, "1af38c2dc2b96ffdd86694092341bc04", SECOND,
     "c80edfa32ddf39d5ef00c0b468834279a2e46a1b8049f792f76bfe54b903a9c9a94ac9b47ad2655c5f10f9aef71427e2fc6f9b3"
     "f399a2214"
     "89f16362c703233609d45ac69864e3321cf82935ac4096c86e133314c54019e8ca7980dfa4b9cf1b384c486f3a54c51078158ee"
     "5d79de59f"
     "bd34d848b3d69550a67646344427ade54b8851ffb598f7f80074b9473c82e2db",
     "652c3fa36b0a7c5b3219fab3a30bc1c4", KERCKHOFFS},
    {"RFC 7518 B.3", TG_A256CBC_HS512, KEY64, "1af38c2dc2b96ffdd86694092341bc04", SECOND,
     "4affaaadb78c31c5da4b1b590d10ffbd3dd8d5d302423526912da037ecbcc7bd822c301dd67c373bccb584ad3e9279c2e6d12a1"
     "374b77f07"
     "7553df829410446b36ebd97066296ae6427ea75c2e0846a11a09ccf5370dc80bfecbad28c73f09b3a3b75e662a2594410ae496b"
     "2e2e6609e"
     "31e6e02cc837f053d21f37ff4f51950bbe2638d09dd7a4930930806d0703b1f6",
     "4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5", KERCKHOFFS},
    {"RFC 7516 A.1", TG_A256GCM, "b1a1f480548fe1733fb403ff6b9ad4f68a076e5b702e22692f82cb2e7aea40fc",
     "e3c575fc02dbe944b4e14ddb", "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ",
     "e5eca6f135bf73c4ae2b496d277ae9608cce783433ed300bbedbba506f68328e"
     "2fa73b3db57fc4152852f2207b8fa8e249d8b0908af76a3c10cda06d403fc0",
     "5c5068318519a1d7ad65dbd3885bd291", "The true sign of intelligence is not knowledge but imagination."},
};
#define FIGURES (sizeof figures / sizeof *figures)

static struct tg_sealed sealed_of(size_t i)
{
    return (struct tg_sealed){figure_of_hex(figures[i].iv), tg_span_of(figures[i].additional),
                              figure_of_hex(figures[i].octets), figure_of_hex(figures[i].tag)};
}

Test(decrypt, opens_what_the_standards_encrypted)
{
    for (size_t i = 0; i < FIGURES; i++) {
        struct tg_arena arena = {0};
        struct tg_span key = figure_of_hex(figures[i].key);
        cr_assert_eq(key.length, tg_cipher_key_octets(figures[i].cipher));
        struct tg_span out = opened(figures[i].cipher, key, sealed_of(i), &arena);
        cr_expect(tg_span_is(out, figures[i].clear), "%s", figures[i].name);
        tg_arena_free(&arena);
    }
}

/* ---- what libcrypto encrypts here, in every way that it can be changed ---- */

struct kind {
    const char *name;
    enum tg_cipher cipher;
    const EVP_CIPHER *(*aes)(void);
    const EVP_MD *(*md)(void);
    size_t key, mac, iv, tag;
};

static const struct kind kinds[] = {
    {"A128GCM", TG_A128GCM, EVP_aes_128_gcm, NULL, 16, 0, 12, 16},
    {"A256GCM", TG_A256GCM, EVP_aes_256_gcm, NULL, 32, 0, 12, 16},
    {"A128CBC-HS256", TG_A128CBC_HS256, EVP_aes_128_cbc, EVP_sha256, 32, 16, 16, 16},
    {"A256CBC-HS512", TG_A256CBC_HS512, EVP_aes_256_cbc, EVP_sha512, 64, 32, 16, 32},
    {"A128CBC", TG_A128CBC, EVP_aes_128_cbc, NULL, 16, 0, 16, 0},
    {"A256CBC", TG_A256CBC, EVP_aes_256_cbc, NULL, 32, 0, 16, 0},
};
#define KINDS (sizeof kinds / sizeof *kinds)

struct box {
    uint8_t key[64], iv[16], octets[512], tag[64];
    char additional[64];
    size_t additional_length, length;
};

static void put_mac(const struct kind *kind, struct box *box)
{
    uint8_t input[1024];
    size_t at = 0;
    memcpy(input, box->additional, box->additional_length), at += box->additional_length;
    memcpy(input + at, box->iv, 16), at += 16;
    memcpy(input + at, box->octets, box->length), at += box->length;
    memset(input + at, 0, 8);
    input[at + 6] = (uint8_t)(box->additional_length * 8 >> 8),
               input[at + 7] = (uint8_t)(box->additional_length * 8);
    cr_assert_not_null(HMAC(kind->md(), box->key, (int)kind->mac, input, at + 8, box->tag, NULL));
}

static struct tg_sealed boxed(const struct kind *kind, const struct box *box)
{
    return (struct tg_sealed){{(const char *)box->iv, kind->iv},
                              {box->additional, box->additional_length},
                              {(const char *)box->octets, box->length},
                              {(const char *)box->tag, kind->tag}};
}

static struct tg_span key_of(const struct kind *kind, const struct box *box)
{
    return (struct tg_span){(const char *)box->key, kind->key};
}

/* padding: as libcrypto pads; else clear is whole blocks already. */
static void encrypt(const struct kind *kind, struct tg_span clear, struct tg_span additional, int padding,
                    struct box *box)
{
    int length = 0, rest = 0;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    cr_assert_eq(tg_random(box->key, sizeof box->key, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_random(box->iv, sizeof box->iv, NULL), TOEGANG_GOOD);
    memcpy(box->additional, additional.at, additional.length);
    box->additional_length = additional.length;
    cr_assert_eq(EVP_EncryptInit_ex(context, kind->aes(), NULL, box->key + kind->mac, box->iv), 1);
    EVP_CIPHER_CTX_set_padding(context, padding);
    if (kind->iv == 12 && additional.length > 0)
        cr_assert_eq(
            EVP_EncryptUpdate(context, NULL, &length, (const uint8_t *)additional.at, (int)additional.length),
            1);
    cr_assert_eq(
        EVP_EncryptUpdate(context, box->octets, &length, (const uint8_t *)clear.at, (int)clear.length), 1);
    cr_assert_eq(EVP_EncryptFinal_ex(context, box->octets + length, &rest), 1);
    box->length = (size_t)(length + rest);
    if (kind->iv == 12) EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, box->tag);
    if (kind->md) put_mac(kind, box);
    EVP_CIPHER_CTX_free(context);
}

static bool is_bare(const struct kind *kind)
{
    return kind->tag == 0;
}

static struct tg_span additional_of(const struct kind *kind)
{
    return is_bare(kind) ? (struct tg_span){"", 0} : TG_SPAN("eyJhbGciOiJSU0EtT0FFUCJ9");
}

#define TEXT "The true sign of intelligence is not knowledge but imagination."

Test(decrypt, opens_every_length)
{
    for (size_t k = 0; k < KINDS; k++)
        for (size_t length = 0; length <= sizeof TEXT - 1; length++) {
            struct box box;
            struct tg_arena arena = {0};
            struct tg_span clear = {TEXT, length};
            encrypt(&kinds[k], clear, additional_of(&kinds[k]), 1, &box);
            struct tg_span out =
                opened(kinds[k].cipher, key_of(&kinds[k], &box), boxed(&kinds[k], &box), &arena);
            cr_expect(out.at && tg_span_equal(out, clear), "%s %zu", kinds[k].name, length);
            tg_arena_free(&arena);
        }
}

static void turn_every_bit(const struct kind *kind, const struct box *box, const char *name,
                           struct tg_sealed *sealed, struct tg_span *part)
{
    struct tg_span whole = *part;
    for (size_t bit = 0; bit < 8 * whole.length; bit++) {
        *part = figure_flipped(whole, bit);
        cr_expect_not(opens(kind->cipher, key_of(kind, box), *sealed), "%s: bit %zu of %s", kind->name, bit,
                      name);
    }
    for (size_t length = 0; length < whole.length; length++) {
        *part = tg_span_until(whole, length);
        cr_expect_not(opens(kind->cipher, key_of(kind, box), *sealed), "%s: %zu of %s", kind->name, length,
                      name);
        *part = tg_span_from(whole, whole.length - length);
        cr_expect_not(opens(kind->cipher, key_of(kind, box), *sealed), "%s: last %zu of %s", kind->name,
                      length, name);
    }
    char longer[600] = {0};
    for (size_t more = 1; more <= 16; more += 15) {
        memcpy(longer, whole.at, whole.length);
        *part = (struct tg_span){longer, whole.length + more};
        cr_expect_not(opens(kind->cipher, key_of(kind, box), *sealed), "%s: %zu more of %s", kind->name, more,
                      name);
    }
    *part = whole;
}

Test(decrypt, refuses_whatever_was_changed)
{
    for (size_t k = 0; k < KINDS; k++) {
        struct box box;
        if (is_bare(&kinds[k])) continue;
        encrypt(&kinds[k], TG_SPAN(TEXT), additional_of(&kinds[k]), 1, &box);
        struct tg_sealed sealed = boxed(&kinds[k], &box);
        turn_every_bit(&kinds[k], &box, "iv", &sealed, &sealed.iv);
        turn_every_bit(&kinds[k], &box, "additional", &sealed, &sealed.additional);
        turn_every_bit(&kinds[k], &box, "octets", &sealed, &sealed.octets);
        turn_every_bit(&kinds[k], &box, "tag", &sealed, &sealed.tag);
        /* Under the tag of CBC the second half of the key is not: its padding may fit by chance. */
        for (size_t bit = 0; bit < 8 * (kinds[k].mac ? kinds[k].mac : kinds[k].key); bit++)
            cr_expect_not(opens(kinds[k].cipher, figure_flipped(key_of(&kinds[k], &box), bit), sealed),
                          "%s: bit %zu of key", kinds[k].name, bit);
        cr_expect(opens(kinds[k].cipher, key_of(&kinds[k], &box), sealed));
    }
}

Test(decrypt, an_octet_moves_between_parts)
{
    struct box box;
    encrypt(&kinds[2], TG_SPAN(TEXT), TG_SPAN("abcdef"), 1, &box);
    uint8_t joined[64];
    memcpy(joined, box.additional, 6), memcpy(joined + 6, box.iv, 16);
    struct tg_sealed sealed = boxed(&kinds[2], &box);
    sealed.additional = (struct tg_span){(char *)joined, 22};
    sealed.iv = tg_span_until(sealed.octets, 16), sealed.octets = tg_span_from(sealed.octets, 16);
    cr_expect_not(opens(TG_A128CBC_HS256, key_of(&kinds[2], &box), sealed),
                  "the length of additional octets is in the tag");
}

/* Each last octet of the clear text, under a genuine tag: PKCS #7 asks all octets of the padding to be the
 * same. */
Test(decrypt, padding_under_a_tag)
{
    for (size_t count = 0; count < 256; count++)
        for (size_t other = 0; other <= 16; other++) {
            struct box box;
            uint8_t clear[32];
            memset(clear, (int)count, sizeof clear);
            if (other > 0) clear[31 - other] ^= 1; /* the other-th octet before the last */
            encrypt(&kinds[2], (struct tg_span){(char *)clear, 32}, TG_SPAN("abc"), 0, &box);
            bool good = count >= 1 && count <= 16 && (other == 0 || other >= count);
            cr_expect_eq(opens(TG_A128CBC_HS256, key_of(&kinds[2], &box), boxed(&kinds[2], &box)), good,
                         "%zu %zu", count, other);
        }
}

/* Bare: the last octet says how many, the others are anything (XML encryption 1.1 section 5.2). */
Test(decrypt, padding_without_a_tag)
{
    for (size_t k = KINDS - 2; k < KINDS; k++)
        for (size_t count = 0; count < 256; count++) {
            struct box box;
            struct tg_arena arena = {0};
            uint8_t clear[48];
            cr_assert_eq(tg_random(clear, sizeof clear, NULL), TOEGANG_GOOD);
            clear[47] = (uint8_t)count;
            encrypt(&kinds[k], (struct tg_span){(char *)clear, 48}, TG_SPAN(""), 0, &box);
            struct tg_span out =
                opened(kinds[k].cipher, key_of(&kinds[k], &box), boxed(&kinds[k], &box), &arena);
            bool good = count >= 1 && count <= 16;
            cr_expect_eq(out.at != NULL, good, "%zu", count);
            if (good)
                cr_expect(tg_span_equal(out, (struct tg_span){(char *)clear, 48 - count}), "%zu", count);
            tg_arena_free(&arena);
        }
}

Test(decrypt, lengths_of_bare_cbc)
{
    struct box box;
    encrypt(&kinds[4], TG_SPAN(TEXT), TG_SPAN(""), 1, &box);
    struct tg_sealed good = boxed(&kinds[4], &box), sealed = good;
    for (size_t length = 0; length < box.length; length++) {
        sealed.octets = tg_span_until(good.octets, length);
        if (length % 16 != 0 || length == 0)
            cr_expect_not(opens(TG_A128CBC, key_of(&kinds[4], &box), sealed), "%zu", length);
    }
    sealed = good, sealed.tag = TG_SPAN("x");
    cr_expect_not(opens(TG_A128CBC, key_of(&kinds[4], &box), sealed), "a tag");
    sealed = good, sealed.additional = TG_SPAN("x");
    cr_expect_not(opens(TG_A128CBC, key_of(&kinds[4], &box), sealed), "additional octets");
    sealed = good, sealed.iv.length = 12;
    cr_expect_not(opens(TG_A128CBC, key_of(&kinds[4], &box), sealed), "a short iv");
}

Test(decrypt, has_limits)
{
    static char octets[TG_SEALED_MAX + 16];
    struct tg_span key = figure_of_hex(KEY64), out, tag = tg_span_until(key, 16), iv = tg_span_until(key, 16);
    struct tg_sealed sealed = {iv, {NULL, 0}, {octets, sizeof octets}, {NULL, 0}};
    struct tg_arena small = {.limit = 64}, none = {0};
    cr_expect_not(opens(TG_A128CBC, key, sealed));
    cr_expect_eq(none.used, 0);
    sealed.octets.length = 64;
    cr_expect_eq(tg_decrypt(crypto, TG_A128CBC, (const uint8_t *)key.at, &sealed, &small, &out, &report),
                 TOEGANG_NO_MEMORY);
    sealed = (struct tg_sealed){tg_span_until(key, 12), {octets, sizeof octets}, {octets, 16}, tag};
    cr_expect_not(opens(TG_A128GCM, key, sealed));
    cr_expect_eq(tg_decrypt(crypto, TG_CIPHER_NONE, (const uint8_t *)key.at, &sealed, &none, &out, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(tg_decrypt(crypto, (enum tg_cipher)7, (const uint8_t *)key.at, &sealed, &none, &out, NULL),
                 TOEGANG_MISUSE);
    tg_arena_free(&small), tg_arena_free(&none);
}

Test(decrypt, table_is_closed)
{
    static const size_t octets[] = {0, 16, 32, 32, 64, 16, 32, 0};
    for (size_t i = 0; i < sizeof octets / sizeof *octets; i++)
        cr_expect_eq(tg_cipher_key_octets((enum tg_cipher)i), octets[i], "%zu", i);
}
