/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/err.h>

#include "figures.h"
#include "fixture.h"
#include <openssl/pem.h>

#include "maker.h"

TestSuite(private_pem, .init = fixture_begin, .fini = fixture_end);

/* Blocks of one text: a letter of maker_pem and a kind of key, or the text itself. The same kind is the same
 * key. */
static const struct {
    const char *name, *check, *came;
    const char *blocks[3];
} rows[] = {
    {"RSA", "", "", {"S RSA-2048"}},
    {"RSA in the older form", "", "", {"T RSA-2048"}},
    {"P-256", "", "", {"S EC-P-256"}},
    {"P-384 in the older form", "", "", {"T EC-P-384"}},
    {"P-521", "", "", {"S EC-P-521"}},
    {"with parameters before it, and words",
     "",
     "",
     {"my key\n", "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n",
      "T EC-P-256"}},
    {"encrypted", "key.private", "an encrypted key", {"E EC-P-256"}},
    {"encrypted in the older form", "key.private", "an encrypted key", {"O EC-P-256"}},
    {"two keys", "key.private", "two keys", {"S EC-P-256", "S EC-P-384"}},
    {"one key twice", "key.private", "two keys", {"S EC-P-256", "T EC-P-256"}},
    {"a certificate", "key.private", "CERTIFICATE", {"C EC-P-256"}},
    {"a key and its certificate", "key.private", "CERTIFICATE", {"S EC-P-256", "C EC-P-256"}},
    {"a public key", "key.private", "PUBLIC KEY", {"P EC-P-256"}},
    {"RSA of 1024 bits", "key.size", "1024 bits", {"S RSA-1024"}},
    {"an exponent of 3", "key.exponent", "2 bits, low 3", {"S RSA-2048-3"}},
    {"RSA restricted to PSS", "key.kind", "RSA-PSS", {"S RSA-PSS"}},
    {"DSA", "key.kind", "DSA", {"S DSA"}},
    {"DSA in the older form", "key.private", "DSA PRIVATE KEY", {"T DSA"}},
    {"Ed25519", "key.kind", "ED25519", {"S ED25519"}},
    {"X25519", "key.kind", "X25519", {"S X25519"}},
    {"P-192", "key.curve", "prime192v1", {"S EC-P-192"}},
    {"secp256k1", "key.curve", "secp256k1", {"S EC-secp256k1"}},
    {"nothing", "key.private", "0", {""}},
    {"words", "key.private", "none", {"my key\n"}},
    {"no key in it",
     "key.private",
     "something else",
     {"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}},
    {"no end",
     "key.private",
     "a block that cannot be read",
     {"S EC-P-256", "-----BEGIN PRIVATE KEY-----\nAAAA\n"}},
};

#define PAIRS_MAX 16
static struct {
    const char *kind;
    EVP_PKEY *pair;
} pairs[PAIRS_MAX];

static EVP_PKEY *pair_of(const char *kind)
{
    size_t i = 0;
    while (i < PAIRS_MAX - 1 && pairs[i].kind && strcmp(pairs[i].kind, kind) != 0) i++;
    if (!pairs[i].kind) {
        pairs[i].kind = kind;
        pairs[i].pair = maker_key(kind);
    }
    return pairs[i].pair;
}

static void forget_pairs(void)
{
    for (size_t i = 0; i < PAIRS_MAX; i++) EVP_PKEY_free(pairs[i].pair);
}

static BIO *text_of(const char *const *blocks)
{
    BIO *text = BIO_new(BIO_s_mem());
    for (size_t i = 0; i < 3 && blocks[i]; i++)
        if (blocks[i][0] && strchr("CPSTEO", blocks[i][0]) && blocks[i][1] == ' ')
            maker_pem(text, pair_of(blocks[i] + 2), blocks[i][0]);
        else
            BIO_puts(text, blocks[i]);
    ERR_clear_error();
    return text;
}

static struct tg_span octets_of(BIO *text)
{
    char *at = NULL;
    long length = BIO_get_mem_data(text, &at);
    return (struct tg_span){at, (size_t)length};
}

Test(private_pem, takes_one_private_key)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        struct tg_private *key = NULL;
        BIO *text = text_of(rows[i].blocks);
        toegang_status status = tg_private_of_pem(crypto, octets_of(text), &key, &report);
        cr_expect_eq(status, rows[i].check[0] ? TOEGANG_REFUSED : TOEGANG_GOOD, "%s", rows[i].name);
        cr_expect_str_eq(report.check, rows[i].check, "%s", rows[i].name);
        cr_expect_str_eq(report.came, rows[i].came, "%s", rows[i].name);
        cr_expect_eq(key != NULL, status == TOEGANG_GOOD);
        tg_private_free(key);
        BIO_free(text);
    }
    forget_pairs();
}

/* An encrypted key under the label of a clear one: nobody is asked for a password. */
Test(private_pem, asks_nobody_for_a_password)
{
    EVP_PKEY *pair = maker_key("EC-P-256");
    BIO *text = BIO_new(BIO_s_mem()), *other = BIO_new(BIO_s_mem());
    char *name = NULL, *header = NULL;
    unsigned char *data = NULL;
    long length = 0;
    toegang_report report = {0};
    struct tg_private *key = NULL;
    maker_pem(text, pair, 'E');
    cr_assert_eq(PEM_read_bio(text, &name, &header, &data, &length), 1);
    cr_assert_gt(PEM_write_bio(other, "PRIVATE KEY", "", data, length), 0);
    ERR_clear_error();
    cr_expect_eq(tg_private_of_pem(crypto, octets_of(other), &key, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.came, "something else");
    OPENSSL_free(name), OPENSSL_free(header), OPENSSL_free(data);
    BIO_free(text), BIO_free(other);
    EVP_PKEY_free(pair);
}

/* The public half of a curve that is given by its parameters, and octets after the key. */
Test(private_pem, refuses_what_is_hidden_in_the_octets)
{
    EVP_PKEY *pair = maker_key("EC-P-256");
    BIO *text = BIO_new(BIO_s_mem());
    unsigned char *der = NULL;
    toegang_report report = {0};
    struct tg_private *key = NULL;
    int length = i2d_PrivateKey(pair, &der);
    cr_assert_gt(length, 0);
    unsigned char longer[512] = {0};
    memcpy(longer, der, (size_t)length);
    PEM_write_bio(text, "EC PRIVATE KEY", "", longer, length + 1);
    cr_expect_eq(tg_private_of_pem(crypto, octets_of(text), &key, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.came, "octets after it");
    cr_assert_eq(EVP_PKEY_set_utf8_string_param(pair, "encoding", "explicit"), 1);
    BIO_reset(text);
    maker_pem(text, pair, 'S');
    report = (toegang_report){0};
    cr_expect_eq(tg_private_of_pem(crypto, octets_of(text), &key, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "key.curve");
    OPENSSL_free(der);
    BIO_free(text);
    EVP_PKEY_free(pair);
}

Test(private_pem, has_the_public_half_of_its_key)
{
    EVP_PKEY *pair = maker_key("EC-P-384");
    BIO *text = BIO_new(BIO_s_mem());
    struct tg_private *key = NULL;
    struct tg_key *public = NULL;
    size_t count = 0;
    maker_pem(text, pair, 'S');
    cr_assert_eq(tg_private_of_pem(crypto, octets_of(text), &key, NULL), TOEGANG_GOOD);
    BIO_reset(text);
    maker_pem(text, pair, 'P');
    cr_assert_eq(tg_key_of_pem(crypto, octets_of(text), 0, &public, &count, NULL), TOEGANG_GOOD);
    cr_expect(tg_key_same(tg_private_public(key), public));
    cr_expect_str_eq(tg_key_fingerprint(tg_private_public(key)), tg_key_fingerprint(public));
    cr_expect_eq(tg_key_curve(tg_private_public(key)), TG_P384);
    tg_private_free(key), tg_private_free(NULL);
    tg_key_free(public);
    BIO_free(text);
    EVP_PKEY_free(pair);
}

Test(private_pem, has_a_limit)
{
    static char octets[65537];
    toegang_report report = {0};
    struct tg_private *key = NULL;
    memset(octets, '\n', sizeof octets);
    tg_private_of_pem(crypto, (struct tg_span){octets, sizeof octets}, &key, &report);
    cr_expect_str_eq(report.came, "65537");
    report = (toegang_report){0};
    tg_private_of_pem(crypto, (struct tg_span){octets, sizeof octets - 1}, &key, &report);
    cr_expect_str_eq(report.came, "none");
}
