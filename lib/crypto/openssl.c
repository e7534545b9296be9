/* SPDX-License-Identifier: Apache-2.0 */
#include "openssl.h"

static const char *const hash_names[TG_HASHES] = {
    [TG_SHA256] = "SHA256", [TG_SHA384] = "SHA384", [TG_SHA512] = "SHA512"};

static const char *const cipher_names[TG_BLOCKS] = {
    [TG_AES128_GCM] = "AES-128-GCM", [TG_AES256_GCM] = "AES-256-GCM",   [TG_AES128_CBC] = "AES-128-CBC",
    [TG_AES256_CBC] = "AES-256-CBC", [TG_AES128_WRAP] = "AES-128-WRAP", [TG_AES256_WRAP] = "AES-256-WRAP"};

bool tg_openssl_lacked_memory(void)
{
    return ERR_GET_REASON(ERR_peek_last_error()) == ERR_R_MALLOC_FAILURE;
}

toegang_status tg_openssl_failed(const char *wanted, toegang_report *report)
{
    if (tg_openssl_lacked_memory()) return tg_no_memory(report);
    return tg_report(report, TOEGANG_INTERNAL, CHECK_CRYPTO_LIBRARY, wanted, TG_SPAN("libcrypto failed"));
}

static struct tg_crypto *new_crypto(void)
{
    struct tg_arena arena = {0};
    struct tg_crypto *crypto = tg_arena_take(&arena, sizeof *crypto);
    if (crypto) crypto->arena = arena;
    return crypto;
}

static toegang_status fetch_hashes(struct tg_crypto *crypto, toegang_report *report)
{
    for (int hash = TG_SHA256; hash < TG_HASHES; hash++) {
        crypto->hashes[hash] = EVP_MD_fetch(NULL, hash_names[hash], NULL);
        if (!crypto->hashes[hash]) return tg_openssl_failed(hash_names[hash], report);
    }
    return TOEGANG_GOOD;
}

static toegang_status fetch_ciphers(struct tg_crypto *crypto, toegang_report *report)
{
    for (size_t i = 0; i < TG_BLOCKS; i++) {
        crypto->ciphers[i] = EVP_CIPHER_fetch(NULL, cipher_names[i], NULL);
        if (!crypto->ciphers[i]) return tg_openssl_failed(cipher_names[i], report);
    }
    return TOEGANG_GOOD;
}

static toegang_status fetch_hmac(struct tg_crypto *crypto, toegang_report *report)
{
    crypto->hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    return crypto->hmac ? TOEGANG_GOOD : tg_openssl_failed("HMAC", report);
}

toegang_status tg_crypto_new(struct tg_crypto **out, toegang_report *report)
{
    struct tg_crypto *crypto = new_crypto();
    if (!crypto) return tg_no_memory(report);
    ERR_set_mark();
    toegang_status status = fetch_hashes(crypto, report);
    if (status == TOEGANG_GOOD) status = fetch_ciphers(crypto, report);
    if (status == TOEGANG_GOOD) status = fetch_hmac(crypto, report);
    ERR_pop_to_mark();
    if (status != TOEGANG_GOOD) return tg_crypto_free(crypto), status;
    *out = crypto;
    return TOEGANG_GOOD;
}

void tg_crypto_free(struct tg_crypto *crypto)
{
    if (!crypto) return;
    for (size_t i = 0; i < TG_HASHES; i++) EVP_MD_free(crypto->hashes[i]);
    for (size_t i = 0; i < TG_BLOCKS; i++) EVP_CIPHER_free(crypto->ciphers[i]);
    EVP_MAC_free(crypto->hmac);
    struct tg_arena arena = crypto->arena;
    tg_arena_free(&arena);
}
