/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/digest.h"

#include <string.h>

#include "openssl.h"

static const char *const hash_names[TG_HASHES] = {
    [TG_SHA256] = "SHA256", [TG_SHA384] = "SHA384", [TG_SHA512] = "SHA512"};

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

toegang_status tg_crypto_new(struct tg_crypto **out, toegang_report *report)
{
    struct tg_crypto *crypto = new_crypto();
    if (!crypto) return tg_no_memory(report);
    ERR_set_mark();
    toegang_status status = fetch_hashes(crypto, report);
    ERR_pop_to_mark();
    if (status != TOEGANG_GOOD) return tg_crypto_free(crypto), status;
    *out = crypto;
    return TOEGANG_GOOD;
}

void tg_crypto_free(struct tg_crypto *crypto)
{
    if (!crypto) return;
    for (size_t i = 0; i < TG_HASHES; i++) EVP_MD_free(crypto->hashes[i]);
    struct tg_arena arena = crypto->arena;
    tg_arena_free(&arena);
}

static toegang_status digest(const EVP_MD *md, struct tg_span octets, uint8_t out[TG_DIGEST_MAX],
                             toegang_report *report)
{
    uint8_t made[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (EVP_Digest(octets.length > 0 ? octets.at : "", octets.length, made, &length, md, NULL) != 1 ||
        length > TG_DIGEST_MAX)
        return tg_openssl_failed("digest", report);
    memcpy(out, made, length);
    return TOEGANG_GOOD;
}

toegang_status tg_digest(const struct tg_crypto *crypto, enum tg_hash hash, struct tg_span octets,
                         uint8_t out[TG_DIGEST_MAX], toegang_report *report)
{
    if (hash <= TG_HASH_NONE || (int)hash >= TG_HASHES) return tg_misuse(report, "a hash of the table");
    ERR_set_mark();
    toegang_status status = digest(crypto->hashes[hash], octets, out, report);
    ERR_pop_to_mark();
    return status;
}

bool tg_octets_equal(const void *one, const void *other, size_t length)
{
    return CRYPTO_memcmp(one, other, length) == 0;
}
