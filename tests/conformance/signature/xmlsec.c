/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The signatures of the xmlsec suites. None is a SAML message, so the profile refuses each by a named rule.
 * Apart from that, the signature of each SignedInfo, canonicalised by libxml2, is put to lib/crypto with the
 * key of the row. xmlsec.tsv holds both answers, row by row.
 */
#include <criterion/criterion.h>

#include <openssl/bn.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../unit/crypto/maker.h"
#include "judge.h"
#include "resign.h"

enum { FILE_NAME, KEY, PROFILE, EXPECTED };
enum { OUR_FILE, OUR_PROFILE, OUR_SIGNATURE, WHY };

#define ROOT "lsh123+xmlsec/"

static struct tg_crypto *crypto;

/* A bare public key has no certificate; ours are containers only. Takes the key. */
static void add_key(EVP_PKEY *key, struct vector_keys *keys)
{
    toegang_report report = {0};
    if (!key) return;
    struct tg_key *trusted = maker_trusted(crypto, key, &report);
    if (trusted && keys->count < VECTOR_KEYS_MAX) keys->keys[keys->count++] = trusted;
    if (!trusted) snprintf(keys->refused, sizeof keys->refused, "%s", report.check);
    EVP_PKEY_free(key);
}

static void add_public_key(const char *pem, struct vector_keys *keys)
{
    BIO *bio = BIO_new_mem_buf(pem, -1);
    add_key(PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL), keys);
    BIO_free(bio);
}

/* The decoded text of the first element of that name; empty when there is none. */
static struct tg_span element(const char *xml, const char *name)
{
    const char *start = strstr(xml, name), *text = start ? strchr(start, '>') : NULL;
    if (!text) return (struct tg_span){NULL, 0};
    struct tg_span out;
    char *base64 = strndup(text + 1, strcspn(text + 1, "<"));
    out.at = vector_unbase64(base64, &out.length);
    free(base64);
    return out;
}

static void add_rsa_value(struct tg_span modulus, struct tg_span exponent, struct vector_keys *keys)
{
    BIGNUM *n = BN_bin2bn((const unsigned char *)modulus.at, (int)modulus.length, NULL);
    BIGNUM *e = BN_bin2bn((const unsigned char *)exponent.at, (int)exponent.length, NULL);
    add_key(maker_rsa_numbers(n, e), keys);
    BN_free(n), BN_free(e);
}

/* ds:RSAKeyValue, dsig11:ECKeyValue, dsig11:DEREncodedKeyValue: no source of keys to us, but handy here. */
static void add_key_values(const char *xml, struct vector_keys *keys)
{
    struct tg_span modulus = element(xml, "Modulus"), exponent = element(xml, "Exponent");
    struct tg_span point = element(xml, "PublicKey"), der = element(xml, "DEREncodedKeyValue");
    const unsigned char *at = (const unsigned char *)der.at;
    if (modulus.length > 0 && exponent.length > 0) add_rsa_value(modulus, exponent, keys);
    if (point.length > 0)
        add_key(maker_point(point.length == 65   ? "P-256"
                            : point.length == 97 ? "P-384"
                                                 : "P-521",
                            point),
                keys);
    if (der.length > 0) add_key(d2i_PUBKEY(NULL, &at, (long)der.length), keys);
    free((void *)(uintptr_t)modulus.at), free((void *)(uintptr_t)exponent.at);
    free((void *)(uintptr_t)point.at), free((void *)(uintptr_t)der.at);
}

static void add_file(const char *word, struct vector_keys *keys)
{
    char name[1024];
    size_t length = 0;
    const char *suffix = strstr(word, "$rsa_pub_key_suffix"), *path = strstr(word, "tests/");
    if (!path) return;
    int head = suffix ? (int)(suffix - path) : (int)strlen(path);
    snprintf(name, sizeof name, ROOT "%.*s%s", head, path,
             suffix ? suffix + strlen("$rsa_pub_key_suffix") : "");
    char *text = vector_file(name, &length);
    if (!text) return;
    add_public_key(text, keys);
    vector_add_keys(crypto, text, keys);
    free(text);
}

/* The files that the row names, the certificates in the document, or its key values. */
static struct vector_keys keys_of(const struct vector_row *row, const char *xml)
{
    struct vector_keys keys = {.count = 0};
    char *words = strdup(row->fields[KEY]), *rest = words, *word;
    while ((word = strsep(&rest, " "))) add_file(word, &keys);
    vector_add_keys(crypto, xml, &keys);
    if (keys.count == 0) add_key_values(xml, &keys);
    free(words);
    return keys;
}

static const char *try_keys(const struct tg_algorithm *row, const struct vector_keys *keys,
                            struct tg_span octets, struct tg_span signature)
{
    static toegang_report report;
    const char *best = keys->refused[0] ? keys->refused : "no-key";
    for (size_t i = 0; i < keys->count; i++) {
        if (!tg_key_fits(keys->keys[i], row)) continue;
        report = (toegang_report){0};
        if (tg_signature_verify(crypto, keys->keys[i], row, octets, signature, &report) == TOEGANG_GOOD)
            return "good";
        best = report.check;
    }
    return best;
}

/* Of the first signature in the document: no-algorithm, no-key, the check that fell, or good. */
static const char *judge_signature(const char *xml, size_t length, const struct vector_keys *keys)
{
    struct first_signature first;
    if (!first_signature(xml, length, &first)) return "no-signature";
    const struct tg_algorithm *row = tg_algorithm_of_uri(tg_span_of(first.algorithm));
    struct tg_span octets = {first.signed_info, first.signed_info_length};
    const char *answer =
        row ? try_keys(row, keys, octets, (struct tg_span){first.value, first.value_length}) : "no-algorithm";
    free(first.algorithm), free(first.signed_info), free(first.value);
    return answer;
}

static void check_row(const struct vector_row *row, const struct vector_row *our)
{
    char answer[JUDGED];
    size_t length = 0;
    char *xml = vector_file(row->fields[FILE_NAME], &length);
    cr_assert_not_null(xml, "%s", row->fields[FILE_NAME]);
    struct vector_keys keys = keys_of(row, xml);
    judge(crypto, (struct tg_span){xml, length}, &keys, answer);
    const char *signature = judge_signature(xml, length, &keys);
    cr_expect(our && strcmp(our->fields[OUR_FILE], row->fields[FILE_NAME]) == 0 &&
                  strcmp(our->fields[OUR_PROFILE], answer) == 0 &&
                  strcmp(our->fields[OUR_SIGNATURE], signature) == 0,
              "ROW\t%s\t%s\t%s\t%s", row->fields[FILE_NAME], answer, signature, row->fields[EXPECTED]);
    bool same = strcmp(row->fields[EXPECTED], strcmp(signature, "good") == 0 ? "valid" : "invalid") == 0;
    if (our)
        cr_expect_eq(same, our->fields[WHY][0] == 0, "%s: a difference has a reason", row->fields[FILE_NAME]);
    cr_expect_str_neq(answer, "good", "%s is no SAML message", row->fields[FILE_NAME]);
    vector_free_keys(&keys);
    free(xml);
}

Test(xmlsec, every_signature_of_the_suites)
{
    struct vector_table theirs = vector_table_read(TG_VECTORS "/EXPECT-xmlsec-suite.tsv");
    struct vector_table ours = vector_table_read(TG_TABLES "/xmlsec.tsv");
    if (theirs.count == 0) cr_skip_test("no vectors at " TG_VECTORS ": meson configure -Dvectors=...");
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    size_t count = 0;
    for (size_t i = 0; i < theirs.count; i++) {
        if (strcmp(theirs.rows[i].fields[PROFILE], "xmldsig-general") != 0) continue;
        check_row(&theirs.rows[i], count < ours.count ? &ours.rows[count] : NULL);
        count++;
    }
    cr_expect_eq(count, 253);
    cr_expect_eq(ours.count, count);
    tg_crypto_free(crypto);
    vector_table_free(&theirs);
    vector_table_free(&ours);
}
