/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <openssl/err.h>

#include "figures.h"
#include "fixture.h"
#include "maker.h"

TestSuite(key_pem, .init = fixture_begin, .fini = fixture_end);

/* Two blocks, or three, in a text; NULL ends them. */
struct row {
    const char *name, *check, *came;
    const char *kinds[4]; /* "C EC-P-256" a certificate, "P RSA-2048" a public key, "S EC-P-256" a private
                             one, else text */
    size_t count;
};

static const struct row rows[] = {
    {"a certificate", "", "", {"C EC-P-256"}, 1},
    {"a public key of EC", "", "", {"P EC-P-521"}, 1},
    {"a public key of RSA", "", "", {"P RSA-2048"}, 1},
    {"a public key of Ed25519", "", "", {"P ED25519"}, 1},
    {"two", "", "", {"C EC-P-256", "P EC-P-384"}, 2},
    {"three, with words between", "", "", {"the old one:\n", "P EC-P-256", "P EC-P-384"}, 2},
    {"nothing", "key.pem", "0", {""}, 0},
    {"words", "key.pem", "0 blocks", {"a key\n"}, 0},
    {"a private key", "key.pem", "PRIVATE KEY", {"S EC-P-256"}, 0},
    {"a private key after a good one", "key.pem", "PRIVATE KEY", {"P EC-P-256", "S EC-P-256"}, 0},
    {"a certificate of Ed25519", "key.kind", "ED25519", {"C ED25519"}, 0},
    {"a key of X25519", "key.kind", "X25519", {"P X25519"}, 0},
    {"a key of DSA", "key.kind", "DSA", {"P DSA"}, 0},
    {"RSA of 1024 bits", "key.size", "1024 bits", {"P RSA-1024"}, 0},
    {"another curve", "key.curve", "secp256k1", {"P EC-secp256k1"}, 0},
    {"another label",
     "key.pem",
     "RSA PUBLIC KEY",
     {"-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----\n"},
     0},
    {"a trusted certificate",
     "key.pem",
     "TRUSTED CERTIFICATE",
     {"-----BEGIN TRUSTED CERTIFICATE-----\nAAAA\n-----END TRUSTED CERTIFICATE-----\n"},
     0},
    {"a header of encryption",
     "key.pem",
     "PUBLIC KEY",
     {"-----BEGIN PUBLIC KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END PUBLIC KEY-----\n"},
     0},
    {"no key in it",
     "key.pem",
     "something else",
     {"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"},
     0},
    {"no certificate in it",
     "key.certificate",
     "something else",
     {"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"},
     0},
    {"an empty block",
     "key.pem",
     "a block that cannot be read",
     {"-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n"},
     0},
    {"no end",
     "key.pem",
     "a block that cannot be read",
     {"P EC-P-256", "-----BEGIN PUBLIC KEY-----\nAAAA\n"},
     0},
    {"another end",
     "key.pem",
     "a block that cannot be read",
     {"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END CERTIFICATE-----\n"},
     0},
    {"not base64",
     "key.pem",
     "a block that cannot be read",
     {"-----BEGIN PUBLIC KEY-----\nA*AA\n-----END PUBLIC KEY-----\n"},
     0},
};

static void add_block(BIO *text, const char *what)
{
    if (what[0] == '\0' || !strchr("CPS", what[0]) || what[1] != ' ') {
        BIO_puts(text, what);
        return;
    }
    EVP_PKEY *key = maker_key(what + 2);
    maker_pem(text, key, what[0]);
    EVP_PKEY_free(key);
}

static BIO *text_of(const struct row *row)
{
    BIO *text = BIO_new(BIO_s_mem());
    for (size_t i = 0; i < 4 && row->kinds[i]; i++) add_block(text, row->kinds[i]);
    ERR_clear_error();
    return text;
}

static struct tg_span octets_of(BIO *text)
{
    char *at = NULL;
    long length = BIO_get_mem_data(text, &at);
    return (struct tg_span){at, (size_t)length};
}

Test(key_pem, takes_public_keys_only)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        struct tg_key *key = NULL;
        size_t count = 77;
        BIO *text = text_of(&rows[i]);
        toegang_status status = tg_key_of_pem(crypto, octets_of(text), 0, &key, &count, &report);
        cr_expect_eq(status, rows[i].count ? TOEGANG_GOOD : TOEGANG_REFUSED, "%s", rows[i].name);
        cr_expect_str_eq(report.check, rows[i].check, "%s", rows[i].name);
        cr_expect_str_eq(report.came, rows[i].came, "%s", rows[i].name);
        cr_expect_eq(count, rows[i].count ? rows[i].count : 77, "%s", rows[i].name);
        cr_expect_eq(key != NULL, status == TOEGANG_GOOD);
        tg_key_free(key);
        BIO_free(text);
    }
}

Test(key_pem, gives_the_one_that_is_asked)
{
    BIO *text = text_of(&(struct row){.kinds = {"C EC-P-256", "P EC-P-384", "P ED25519"}});
    static const enum tg_curve curves[] = {TG_P256, TG_P384, TG_ED25519};
    for (size_t n = 0; n < 4; n++) {
        toegang_report report = {0};
        struct tg_key *key = NULL;
        size_t count = 0;
        toegang_status status = tg_key_of_pem(crypto, octets_of(text), n, &key, &count, &report);
        cr_expect_eq(status, n < 3 ? TOEGANG_GOOD : TOEGANG_REFUSED);
        if (n < 3)
            cr_expect(count == 3 && tg_key_curve(key) == curves[n]);
        else
            cr_expect_str_eq(report.came, "3 blocks");
        tg_key_free(key);
    }
    BIO_free(text);
}

Test(key_pem, has_a_limit)
{
    static char octets[65537];
    toegang_report report = {0};
    struct tg_key *key = NULL;
    size_t count = 0;
    memset(octets, '\n', sizeof octets);
    tg_key_of_pem(crypto, (struct tg_span){octets, sizeof octets}, 0, &key, &count, &report);
    cr_expect_str_eq(report.check, "key.pem");
    cr_expect_str_eq(report.came, "65537");
    report = (toegang_report){0};
    tg_key_of_pem(crypto, (struct tg_span){octets, sizeof octets - 1}, 0, &key, &count, &report);
    cr_expect_str_eq(report.came, "0 blocks");
}

/* The key of a certificate and the same key without it. */
Test(key_pem, the_same_key_in_two_forms)
{
    EVP_PKEY *pair = maker_key("EC-P-256");
    BIO *text = BIO_new(BIO_s_mem());
    struct tg_key *one = NULL, *other = NULL;
    size_t count = 0;
    maker_pem(text, pair, 'C');
    maker_pem(text, pair, 'P');
    cr_assert_eq(tg_key_of_pem(crypto, octets_of(text), 0, &one, &count, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_key_of_pem(crypto, octets_of(text), 1, &other, &count, NULL), TOEGANG_GOOD);
    cr_expect(tg_key_same(one, other));
    cr_expect_str_neq(tg_key_fingerprint(one), tg_key_fingerprint(other), "of the certificate, of the key");
    tg_key_free(one), tg_key_free(other);
    BIO_free(text);
    EVP_PKEY_free(pair);
}
