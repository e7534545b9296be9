/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each allocation of libcrypto fails in turn, alone and with all that follow. The answer is "no memory", the
 * right one, or, where libcrypto does not say that it was memory, a refusal or a random key: never a yes that
 * is wrong, never a crash, never a leak.
 */
#include <criterion/criterion.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdlib.h>

#include "crypto/decrypt.h"
#include "figures.h"
#include "maker.h"

static long taken, failing = -1; /* failing: the number of the one that fails; negative: none */
static bool and_all_after;

static bool fails(void)
{
    long number = taken++;
    return failing >= 0 && (and_all_after ? number >= failing : number == failing);
}

static void *take(size_t size, const char *file, int line)
{
    (void)file, (void)line;
    return fails() ? NULL : malloc(size);
}

static void *take_again(void *old, size_t size, const char *file, int line)
{
    (void)file, (void)line;
    if (size == 0) return free(old), NULL;
    return fails() ? NULL : realloc(old, size);
}

static void give(void *old, const char *file, int line)
{
    (void)file, (void)line;
    free(old);
}

/* libcrypto asks this before its first allocation, which is before main. */
static int ours;
__attribute__((constructor)) static void set_functions(void)
{
    ours = CRYPTO_set_mem_functions(take, take_again, give);
}

/* What the calls need, made while memory is plenty. */
static struct {
    struct tg_crypto *crypto;
    struct tg_private *rsa, *ec;
    struct tg_rsa_numbers numbers;
    struct tg_span x, y, d, ed25519, secret, pem, public_pem, code, ed_signature, wrapped, wrapped_aes;
    struct tg_sealed gcm, cbc;
    BIO *text, *public_text;
} world;

#define ANSWER 128
typedef toegang_status call(uint8_t out[ANSWER]);

static toegang_status took(toegang_status status, struct tg_key *key, uint8_t out[ANSWER])
{
    cr_expect_eq(status == TOEGANG_GOOD, key != NULL);
    if (key) memcpy(out, tg_key_fingerprint(key), strlen(tg_key_fingerprint(key)));
    tg_key_free(key);
    return status;
}

static toegang_status took_private(toegang_status status, struct tg_private *key, uint8_t out[ANSWER])
{
    cr_expect_eq(status == TOEGANG_GOOD, key != NULL);
    if (key) memcpy(out, tg_key_fingerprint(tg_private_public(key)), 64);
    tg_private_free(key);
    return status;
}

static toegang_status crypto_new(uint8_t out[ANSWER])
{
    struct tg_crypto *crypto = NULL;
    toegang_status status = tg_crypto_new(&crypto, NULL);
    out[0] = crypto != NULL;
    tg_crypto_free(crypto);
    return status;
}

static toegang_status key_of_rsa(uint8_t out[ANSWER])
{
    struct tg_key *key = NULL;
    toegang_status status = tg_key_of_rsa(world.crypto, world.numbers.n, world.numbers.e, &key, NULL);
    return took(status, key, out);
}

static toegang_status key_of_point(uint8_t out[ANSWER])
{
    struct tg_key *key = NULL;
    toegang_status status = tg_key_of_point(world.crypto, TG_P256, world.x, world.y, &key, NULL);
    return took(status, key, out);
}

static toegang_status key_of_ed25519(uint8_t out[ANSWER])
{
    struct tg_key *key = NULL;
    toegang_status status =
        tg_key_of_point(world.crypto, TG_ED25519, world.ed25519, (struct tg_span){NULL, 0}, &key, NULL);
    if (status == TOEGANG_GOOD)
        status = tg_signature_verify(world.crypto, key, tg_algorithm_of_name(TG_SPAN("EdDSA")),
                                     (struct tg_span){NULL, 0}, world.ed_signature, NULL);
    tg_key_free(key);
    out[0] = status == TOEGANG_GOOD;
    return status;
}

static toegang_status key_of_secret(uint8_t out[ANSWER])
{
    struct tg_key *key = NULL;
    toegang_status status = tg_key_of_secret(world.crypto, world.secret, &key, NULL);
    if (status == TOEGANG_GOOD)
        status = tg_signature_verify(world.crypto, key, tg_algorithm_of_name(TG_SPAN("HS256")),
                                     TG_SPAN("octets"), world.code, NULL);
    tg_key_free(key);
    out[0] = status == TOEGANG_GOOD;
    return status;
}

static toegang_status key_of_pem(uint8_t out[ANSWER])
{
    struct tg_key *key = NULL;
    size_t count = 0;
    toegang_status status = tg_key_of_pem(world.crypto, world.public_pem, 1, &key, &count, NULL);
    return took(status, key, out);
}

static toegang_status private_of_pem(uint8_t out[ANSWER])
{
    struct tg_private *key = NULL;
    toegang_status status = tg_private_of_pem(world.crypto, world.pem, &key, NULL);
    return took_private(status, key, out);
}

static toegang_status private_of_point(uint8_t out[ANSWER])
{
    struct tg_private *key = NULL;
    toegang_status status = tg_private_of_point(world.crypto, TG_P256, world.x, world.y, world.d, &key, NULL);
    return took_private(status, key, out);
}

static toegang_status sign(uint8_t out[ANSWER])
{
    uint8_t signature[TG_SIGNATURE_MAX];
    size_t length = 0;
    const struct tg_algorithm *row = tg_algorithm_of_name(TG_SPAN("ES256"));
    toegang_status status = tg_sign(world.crypto, world.ec, row, TG_SPAN("octets"), signature, &length, NULL);
    if (status == TOEGANG_GOOD)
        status = tg_signature_verify(world.crypto, tg_private_public(world.ec), row, TG_SPAN("octets"),
                                     (struct tg_span){(char *)signature, length}, NULL);
    out[0] = status == TOEGANG_GOOD;
    return status;
}

static toegang_status unwrap_oaep(uint8_t out[ANSWER])
{
    return tg_unwrap_oaep(world.crypto, world.rsa, TG_OAEP_SHA1, TG_OAEP_SHA1, world.wrapped, 32, out, NULL);
}

static toegang_status unwrap_aes(uint8_t out[ANSWER])
{
    return tg_unwrap_aes(world.crypto, tg_span_until(world.secret, 16), world.wrapped_aes, 16, out, NULL);
}

static toegang_status agree(uint8_t out[ANSWER])
{
    return tg_agree(world.crypto, world.ec, TG_P256, world.x, world.y, TG_SPAN("A256GCM"), TG_SPAN("u"),
                    TG_SPAN("v"), 64, out, NULL);
}

static toegang_status decrypt(enum tg_cipher cipher, const struct tg_sealed *sealed, uint8_t out[ANSWER])
{
    struct tg_arena arena = {0};
    struct tg_span clear = {NULL, 0};
    toegang_status status =
        tg_decrypt(world.crypto, cipher, (const uint8_t *)world.secret.at, sealed, &arena, &clear, NULL);
    memcpy(out, clear.length ? clear.at : "", clear.length);
    tg_arena_free(&arena);
    return status;
}

static toegang_status decrypt_gcm(uint8_t out[ANSWER])
{
    return decrypt(TG_A128GCM, &world.gcm, out);
}

static toegang_status decrypt_cbc(uint8_t out[ANSWER])
{
    return decrypt(TG_A128CBC_HS256, &world.cbc, out);
}

/* closed: a refusal is as good. random: so is another key. */
static const struct {
    const char *name;
    call *make;
    bool closed, random;
} rows[] = {
    {"crypto", crypto_new, false, false},
    {"key of RSA", key_of_rsa, true, false},
    {"key of a point", key_of_point, true, false},
    {"key of Ed25519, and its signature", key_of_ed25519, true, false},
    {"key of a secret, and its code", key_of_secret, false, false},
    {"key of PEM", key_of_pem, true, false},
    {"private key of PEM", private_of_pem, true, false},
    {"private key of a point", private_of_point, true, false},
    {"signing", sign, true, false},
    {"RSA-OAEP", unwrap_oaep, false, true},
    {"AES key wrap", unwrap_aes, false, true},
    {"ECDH-ES", agree, true, false},
    {"GCM", decrypt_gcm, true, false},
    {"CBC with HMAC", decrypt_cbc, true, false},
};

static struct tg_span text_of(BIO *text)
{
    char *at = NULL;
    long length = BIO_get_mem_data(text, &at);
    return (struct tg_span){at, (size_t)length};
}

/* RFC 7516 A.1, RFC 7515 A.3, RFC 8032 7.1 test 1, RFC 3394 4.1; the others made by another implementation.
 */
static void make_world(void)
{
    cr_assert_eq(tg_crypto_new(&world.crypto, NULL), TOEGANG_GOOD);
    world.numbers = figure_rsa(FIGURE_RFC7516_A1);
    world.x = figure_of_url("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");
    world.y = figure_of_url("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
    world.d = figure_of_url("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI");
    world.ed25519 = figure_of_hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    world.ed_signature = figure_of_hex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                       "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    world.secret = figure_of_hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    world.code = figure_of_hex("bbf4f267f154c09234ebe5d8a1a124ce0fd87f444d24212dc4ea66af3bec0256");
    world.wrapped_aes = figure_of_hex("1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");
    world.wrapped = figure_of_url("OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckCL9kiMT03JGeipsEdY3mx_"
                                  "etLbbWSrFr05kLzcSr4qKAq7YN7e9jwQRb23"
                                  "nfa6c9d-StnImGyFDbSv04uVuxIp5Zms1gNxKKK2Da14B8S4rzVRltdYwam_"
                                  "lDp5XnZAYpQdb76FdIKLaVmqgfwX7XWRxv2322i-vDxRfqNzo_"
                                  "tETKzpVLzfiwQyeyPGLBIO56YJ7eObdv0je81860ppamavo35UgoRdbYaBcoh9QcfylQr66oc6"
                                  "vFWXRcZ_ZT2LawVCWTIy3brGPi6UklfCpIMf"
                                  "Ijf7iGdXKHzg");
    world.gcm = (struct tg_sealed){figure_of_hex("000000000000000000000000"), TG_SPAN("additional"),
                                   figure_of_hex("2abae232ebbbc9ef97ec0e1b"),
                                   figure_of_hex("89358791add056a1527d59a6f8ca0d05")};
    world.cbc = (struct tg_sealed){figure_of_hex("00000000000000000000000000000000"), TG_SPAN("additional"),
                                   figure_of_hex("34e342d73f2142ed3e9b933b13b48ceb"),
                                   figure_of_hex("3300fbd3ec10423300ba48e1322910ac")};
    cr_assert_eq(tg_private_of_rsa(world.crypto, &world.numbers, &world.rsa, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_private_of_point(world.crypto, TG_P256, world.x, world.y, world.d, &world.ec, NULL),
                 TOEGANG_GOOD);
    EVP_PKEY *pair = maker_key("EC-P-256");
    world.text = BIO_new(BIO_s_mem()), world.public_text = BIO_new(BIO_s_mem());
    maker_pem(world.text, pair, 'S');
    maker_pem(world.public_text, pair, 'C');
    maker_pem(world.public_text, pair, 'P');
    world.pem = text_of(world.text), world.public_pem = text_of(world.public_text);
    EVP_PKEY_free(pair);
    ERR_clear_error();
}

static void free_world(void)
{
    tg_private_free(world.rsa), tg_private_free(world.ec);
    tg_crypto_free(world.crypto);
    BIO_free(world.text), BIO_free(world.public_text);
    figures_end();
}

/* Makes the call with one allocation failing; how many there were. */
static long make(size_t row, long nth, toegang_status *status, uint8_t out[ANSWER])
{
    memset(out, 0, ANSWER);
    taken = 0, failing = nth;
    *status = rows[row].make(out);
    failing = -1;
    cr_expect_eq(ERR_peek_error(), 0, "the host sees none of our errors");
    ERR_clear_error();
    return taken;
}

static void fail_each(size_t row)
{
    uint8_t expected[ANSWER], came[ANSWER];
    toegang_status status;
    (void)make(row, -1, &status, expected);
    long count = make(row, -1, &status, expected);
    cr_assert_eq(status, TOEGANG_GOOD, "%s", rows[row].name);
    cr_assert_gt(count, 0, "%s", rows[row].name);
    for (long nth = 0; nth < count; nth += count < 1000 ? 1 : 7) { /* of thousands, one of seven */
        (void)make(row, nth, &status, came);
        bool right = status == TOEGANG_GOOD && memcmp(came, expected, ANSWER) == 0;
        bool random = status == TOEGANG_GOOD && rows[row].random;
        bool refused = status == TOEGANG_REFUSED && rows[row].closed;
        cr_expect(right || random || refused || status == TOEGANG_NO_MEMORY || status == TOEGANG_INTERNAL,
                  "%s, %ld: %d", rows[row].name, nth, (int)status);
    }
}

Test(memory, each_allocation_of_libcrypto_fails)
{
    cr_assert(ours);
    make_world();
    for (int all_after = 0; all_after < 2; all_after++) {
        and_all_after = all_after;
        for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) fail_each(row);
    }
    free_world();
}
