/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Wycheproof's vectors of decryption, key agreement, EdDSA and HMAC against lib/crypto. Good is what they
 * call valid and what has a row of ours; all else is refused, or gives a random key.
 */
#include <criterion/criterion.h>

#include <openssl/err.h>

#include "../../unit/crypto/figures.h"
#include "crypto/decrypt.h"
#include "crypto/signature.h"
#include "parse/file.h"
#include "parse/json.h"

#define FOLDER TG_VECTORS "/C2SP+wycheproof/testvectors_v1/"

static struct tg_crypto *crypto;
static struct tg_arena arena;

static struct tg_span text_of(const struct tg_json *object, const char *name)
{
    const struct tg_json *member = tg_json_get(object, name);
    return member ? member->text : (struct tg_span){NULL, 0};
}

static struct tg_span hex_of(const struct tg_json *object, const char *name)
{
    return figure_of_hex(tg_arena_text(&arena, text_of(object, name)));
}

static struct tg_span url_of(const struct tg_json *object, const char *name)
{
    return figure_of_url(tg_arena_text(&arena, text_of(object, name)));
}

static size_t octets_of(const struct tg_json *group, const char *name)
{
    const struct tg_json *member = tg_json_get(group, name);
    return member ? (size_t)member->integer / 8 : 0;
}

enum answer { LEFT_OUT, BAD, GOOD };

/* Left out: a key of a length that has no row. */
typedef enum answer judge(const struct tg_json *group, const struct tg_json *test, int which);

static enum answer decrypted(enum tg_cipher cipher, struct tg_span key, struct tg_sealed sealed,
                             struct tg_span clear)
{
    struct tg_span out = {NULL, 0};
    toegang_status status = tg_decrypt(crypto, cipher, (const uint8_t *)key.at, &sealed, &arena, &out, NULL);
    cr_expect(status == TOEGANG_GOOD || status == TOEGANG_REFUSED);
    if (status == TOEGANG_GOOD) cr_expect(tg_span_equal(out, clear));
    return status == TOEGANG_GOOD ? GOOD : BAD;
}

static enum answer gcm(const struct tg_json *group, const struct tg_json *test, int which)
{
    (void)which;
    struct tg_span key = hex_of(test, "key");
    struct tg_sealed sealed = {hex_of(test, "iv"), hex_of(test, "aad"), hex_of(test, "ct"),
                               hex_of(test, "tag")};
    if (key.length == 24 || octets_of(group, "ivSize") != 12) return LEFT_OUT;
    return decrypted(key.length == 16 ? TG_A128GCM : TG_A256GCM, key, sealed, hex_of(test, "msg"));
}

static enum answer cbc_hs(const struct tg_json *group, const struct tg_json *test, int which)
{
    (void)group;
    struct tg_sealed sealed = {hex_of(test, "iv"), hex_of(test, "aad"), hex_of(test, "ct"),
                               hex_of(test, "tag")};
    return decrypted((enum tg_cipher)which, hex_of(test, "key"), sealed, hex_of(test, "msg"));
}

/* Their padding is PKCS #7; that of XML encryption takes whatever stands before the last octet. */
static enum answer cbc(const struct tg_json *group, const struct tg_json *test, int which)
{
    (void)group, (void)which;
    struct tg_span key = hex_of(test, "key");
    struct tg_sealed sealed = {hex_of(test, "iv"), {NULL, 0}, hex_of(test, "ct"), {NULL, 0}};
    if (key.length == 24 || !tg_span_is(text_of(test, "result"), "valid")) return LEFT_OUT;
    return decrypted(key.length == 16 ? TG_A128CBC : TG_A256CBC, key, sealed, hex_of(test, "msg"));
}

static enum answer key_wrap(const struct tg_json *group, const struct tg_json *test, int which)
{
    (void)group, (void)which;
    uint8_t out[TG_CONTENT_KEY_MAX];
    struct tg_span kek = hex_of(test, "key"), clear = hex_of(test, "msg");
    if (kek.length == 24 || clear.length == 0 || clear.length > sizeof out) return LEFT_OUT;
    cr_expect_eq(tg_unwrap_aes(crypto, kek, hex_of(test, "ct"), clear.length, out, NULL), TOEGANG_GOOD);
    return memcmp(out, clear.at, clear.length) == 0 ? GOOD : BAD;
}

static struct tg_private *rsa_of(const struct tg_json *group)
{
    struct tg_private *key = NULL;
    cr_assert_eq(tg_private_of_pem(crypto, text_of(group, "privateKeyPem"), &key, NULL), TOEGANG_GOOD);
    return key;
}

/* A label is none of ours, and a key has 1 to 64 octets; where their clear text is none of that, 32 are
 * asked. */
static enum answer oaep(const struct tg_json *group, const struct tg_json *test, int which)
{
    uint8_t out[TG_CONTENT_KEY_MAX];
    struct tg_span clear = hex_of(test, "msg");
    size_t length = clear.length > 0 && clear.length <= sizeof out ? clear.length : 32;
    struct tg_private *key = rsa_of(group);
    enum tg_oaep_hash digest = which > 0 ? TG_OAEP_SHA256 : TG_OAEP_SHA1,
                      mgf = which > 1 ? TG_OAEP_SHA256 : TG_OAEP_SHA1;
    cr_expect_eq(tg_unwrap_oaep(crypto, key, digest, mgf, hex_of(test, "ct"), length, out, NULL),
                 TOEGANG_GOOD);
    tg_private_free(key);
    bool same = clear.length >= length && memcmp(out, clear.at, length) == 0;
    bool ours = clear.length == length && text_of(test, "label").length == 0;
    if (!ours) cr_expect_not(same);
    if (!ours && tg_span_is(text_of(test, "result"), "valid")) return LEFT_OUT;
    return same ? GOOD : BAD;
}

/* One round of Concat KDF with empty names for a key of 32 octets, of the secret that they give. */
static void key_of(struct tg_span secret, uint8_t out[TG_DIGEST_MAX])
{
    char input[4 + 66 + 16] = {0, 0, 0, 1};
    memcpy(input + 4, secret.at, secret.length);
    input[4 + secret.length + 14] = 1; /* 256 bits */
    cr_assert_eq(tg_digest(crypto, TG_SHA256, (struct tg_span){input, 4 + secret.length + 16}, out, NULL),
                 TOEGANG_GOOD);
}

static enum answer agree(const struct tg_json *group, const struct tg_json *test, int which)
{
    (void)group;
    const struct tg_json *ours = tg_json_get(test, "private"), *theirs = tg_json_get(test, "public");
    enum tg_curve curve = tg_curve_of_name(text_of(theirs, "crv"));
    struct tg_private *key = NULL;
    struct tg_span none = {NULL, 0};
    uint8_t out[TG_CONTENT_KEY_MAX], expected[TG_DIGEST_MAX];
    if (tg_private_of_point(crypto, (enum tg_curve)which, url_of(ours, "x"), url_of(ours, "y"),
                            url_of(ours, "d"), &key, NULL) != TOEGANG_GOOD)
        return LEFT_OUT;
    toegang_report report = {0};
    toegang_status status = tg_agree(crypto, key, curve, url_of(theirs, "x"), url_of(theirs, "y"), none, none,
                                     none, 32, out, &report);
    cr_expect_str_eq(report.check, status == TOEGANG_GOOD ? "" : "decrypt.point");
    key_of(hex_of(test, "shared"), expected);
    if (status == TOEGANG_GOOD) cr_expect_arr_eq(out, expected, 32);
    tg_private_free(key);
    return status == TOEGANG_GOOD ? GOOD : BAD;
}

static enum answer verified(struct tg_key *key, const char *name, const struct tg_json *test,
                            const char *signature)
{
    toegang_status status = tg_signature_verify(crypto, key, tg_algorithm_of_name(tg_span_of(name)),
                                                hex_of(test, "msg"), hex_of(test, signature), NULL);
    cr_expect(status == TOEGANG_GOOD || status == TOEGANG_REFUSED);
    tg_key_free(key);
    return status == TOEGANG_GOOD ? GOOD : BAD;
}

static enum answer eddsa(const struct tg_json *group, const struct tg_json *test, int which)
{
    struct tg_key *key = NULL;
    struct tg_span x = hex_of(tg_json_get(group, "publicKey"), "pk"), none = {NULL, 0};
    cr_assert_eq(tg_key_of_point(crypto, TG_ED25519, x, none, &key, NULL), TOEGANG_GOOD);
    return verified(key, which == 0 ? "EdDSA" : "Ed25519", test, "sig"); /* RFC 9864 2.2: one scheme */
}

static enum answer hmac(const struct tg_json *group, const struct tg_json *test, int which)
{
    static const char *const names[] = {[TG_SHA256] = "HS256", [TG_SHA384] = "HS384", [TG_SHA512] = "HS512"};
    struct tg_span secret = hex_of(test, "key");
    struct tg_key *key = NULL;
    size_t octets = tg_hash_octets((enum tg_hash)which);
    if (secret.length < octets || octets_of(group, "tagSize") != octets) return LEFT_OUT;
    cr_assert_eq(tg_key_of_secret(crypto, secret, &key, NULL), TOEGANG_GOOD);
    return verified(key, names[which], test, "tag");
}

static const struct {
    const char *file;
    judge *judge;
    int which;
    size_t counts[3]; /* left out, bad, good */
} files[] = {
    {"aes_gcm", gcm, 0, {183, 54, 79}},
    {"a128cbc_hs256", cbc_hs, TG_A128CBC_HS256, {0, 27, 67}},
    {"a256cbc_hs512", cbc_hs, TG_A256CBC_HS512, {0, 27, 67}},
    {"aes_cbc_pkcs5", cbc, 0, {168, 0, 48}},
    {"aes_wrap", key_wrap, 0, {73, 70, 22}},
    {"rsa_oaep_2048_sha1_mgf1sha1", oaep, 0, {9, 19, 8}},
    {"rsa_oaep_2048_sha256_mgf1sha1", oaep, 1, {5, 18, 8}},
    {"rsa_oaep_2048_sha256_mgf1sha256", oaep, 2, {10, 19, 8}},
    {"ecdh_secp256r1_webcrypto", agree, TG_P256, {0, 23, 330}},
    {"ecdh_secp384r1_webcrypto", agree, TG_P384, {0, 23, 771}},
    {"ecdh_secp521r1_webcrypto", agree, TG_P521, {0, 23, 632}},
    {"ed25519", eddsa, 0, {0, 63, 88}},
    {"ed25519", eddsa, 1, {0, 63, 88}},
    {"hmac_sha256", hmac, TG_SHA256, {90, 54, 30}},
    {"hmac_sha384", hmac, TG_SHA384, {90, 54, 30}},
    {"hmac_sha512", hmac, TG_SHA512, {90, 54, 30}},
};

static const struct tg_json *read_file(const char *name)
{
    static const struct tg_json_limits limits = {(size_t)4 << 20, 16, 1000000};
    char path[512];
    struct tg_span octets;
    struct tg_json *root = NULL;
    toegang_report report = {0};
    snprintf(path, sizeof path, FOLDER "%s_test.json", name);
    if (tg_file_read(path, limits.octets, &arena, &octets, NULL, NULL) != TOEGANG_GOOD) return NULL;
    cr_assert_eq(tg_json_read(octets, &limits, &arena, &root, &report), TOEGANG_GOOD, "%s: %s", name,
                 report.check);
    return root;
}

static void run(size_t i, const struct tg_json *root)
{
    size_t counts[3] = {0};
    for (const struct tg_json *group = tg_json_get(root, "testGroups")->first; group; group = group->next)
        for (const struct tg_json *test = tg_json_get(group, "tests")->first; test; test = test->next) {
            bool valid = tg_span_is(text_of(test, "result"), "valid");
            enum answer answer = files[i].judge(group, test, files[i].which);
            if (answer != LEFT_OUT)
                cr_expect_eq(answer == GOOD, valid, "%s %lld", files[i].file,
                             (long long)tg_json_get(test, "tcId")->integer);
            counts[answer]++;
        }
    for (int answer = LEFT_OUT; answer <= GOOD; answer++)
        cr_expect_eq(counts[answer], files[i].counts[answer], "%s: %zu left out, %zu bad, %zu good",
                     files[i].file, counts[0], counts[1], counts[2]);
}

Test(wycheproof, gives_the_answers_of_the_vectors)
{
    if (!read_file(files[0].file)) cr_skip_test("no vectors: meson configure -Dvectors=FOLDER");
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const struct tg_json *root = read_file(files[i].file);
        cr_assert_not_null(root, "%s", files[i].file);
        run(i, root);
        figures_end();
        tg_arena_free(&arena);
    }
    cr_expect_eq(ERR_peek_error(), 0, "the host sees none of our errors");
    tg_crypto_free(crypto);
}
