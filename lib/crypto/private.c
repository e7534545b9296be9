/* SPDX-License-Identifier: Apache-2.0 */
#include "private.h"

#include <openssl/x509.h>

toegang_status tg_private_refuse(const char *expected, const char *came, toegang_report *report)
{
    return tg_refuse(report, CHECK_KEY_PRIVATE, expected, tg_span_of(came));
}

/* Read again from its own octets, so that nothing of the private half is in it. */
static toegang_status take_public(const struct tg_crypto *crypto, struct tg_private *key,
                                  toegang_report *report)
{
    unsigned char *der = NULL;
    int length = i2d_PUBKEY(key->key, &der);
    if (length <= 0) return tg_openssl_failed("SubjectPublicKeyInfo", report);
    struct tg_span info = {(char *)der, (size_t)length};
    toegang_status status = tg_key_of_info(crypto, info, CHECK_KEY_PRIVATE, &key->public, report);
    OPENSSL_free(der);
    return status;
}

/* Ed25519 has a row for verifying only. */
static toegang_status judge_kind(const EVP_PKEY *pkey, toegang_report *report)
{
    const char *name = EVP_PKEY_get0_type_name(pkey);
    if (EVP_PKEY_is_a(pkey, "RSA") || EVP_PKEY_is_a(pkey, "EC")) return TOEGANG_GOOD;
    return tg_refuse(report, CHECK_KEY_KIND, "RSA, EC", tg_span_of(name ? name : "unknown"));
}

static toegang_status judge_pair(EVP_PKEY *pkey, toegang_report *report)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, pkey, NULL);
    if (!context) return tg_openssl_failed("key check", report);
    bool good = EVP_PKEY_pairwise_check(context) == 1 && EVP_PKEY_private_check(context) == 1;
    bool memory = !good && tg_openssl_lacked_memory();
    EVP_PKEY_CTX_free(context);
    if (good) return TOEGANG_GOOD;
    if (memory) return tg_no_memory(report);
    return tg_private_refuse("a private key whose parts belong together", "other parts", report);
}

static struct tg_private *new_private(void)
{
    struct tg_arena arena = {0};
    struct tg_private *key = tg_arena_take(&arena, sizeof *key);
    if (key) key->arena = arena;
    return key;
}

toegang_status tg_private_of_pkey(const struct tg_crypto *crypto, EVP_PKEY *pkey, struct tg_private **out,
                                  toegang_report *report)
{
    struct tg_private *key = new_private();
    if (!key) return EVP_PKEY_free(pkey), tg_no_memory(report);
    key->key = pkey;
    toegang_status status = judge_kind(pkey, report);
    if (status == TOEGANG_GOOD) status = take_public(crypto, key, report);
    if (status == TOEGANG_GOOD) status = judge_pair(pkey, report);
    if (status != TOEGANG_GOOD) return tg_private_free(key), status;
    *out = key;
    return TOEGANG_GOOD;
}

void tg_private_free(struct tg_private *key)
{
    if (!key) return;
    tg_key_free(key->public);
    EVP_PKEY_free(key->key);
    struct tg_arena arena = key->arena;
    tg_arena_free(&arena);
}

const struct tg_key *tg_private_public(const struct tg_private *key)
{
    return key->public;
}
