/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/decrypt.h"

#include "constant.h"
#include "openssl.h"

#define BLOCK 16

/* RFC 7518 sections 5.2.3, 5.2.5, 5.3; XML encryption 1.1 sections 5.2.2 and 5.2.4. mac: octets of the key
 * before that of the cipher. */
static const struct row {
    enum tg_block cipher;
    enum tg_hash hash;
    size_t key, mac, iv, tag;
} rows[] = {
    [TG_A128GCM] = {TG_AES128_GCM, TG_HASH_NONE, 16, 0, 12, 16},
    [TG_A256GCM] = {TG_AES256_GCM, TG_HASH_NONE, 32, 0, 12, 16},
    [TG_A128CBC_HS256] = {TG_AES128_CBC, TG_SHA256, 32, 16, BLOCK, 16},
    [TG_A256CBC_HS512] = {TG_AES256_CBC, TG_SHA512, 64, 32, BLOCK, 32},
    [TG_A128CBC] = {TG_AES128_CBC, TG_HASH_NONE, 16, 0, BLOCK, 0},
    [TG_A256CBC] = {TG_AES256_CBC, TG_HASH_NONE, 32, 0, BLOCK, 0},
};

/* One decryption under way. */
struct work {
    const struct tg_crypto *crypto;
    const struct row *row;
    const uint8_t *key;
    const struct tg_sealed *sealed;
    uint8_t *clear;
    size_t length;
};

static const struct row *row_of(enum tg_cipher cipher)
{
    bool known = (int)cipher > TG_CIPHER_NONE && (size_t)cipher < sizeof rows / sizeof *rows;
    return known ? &rows[cipher] : NULL;
}

size_t tg_cipher_key_octets(enum tg_cipher cipher)
{
    const struct row *row = row_of(cipher);
    return row ? row->key : 0;
}

static const uint8_t *octets_of(struct tg_span span)
{
    return (const uint8_t *)(span.length > 0 ? span.at : "");
}

static bool fits_lengths(const struct row *row, const struct tg_sealed *sealed)
{
    bool is_cbc = row->iv == BLOCK;
    bool whole = !is_cbc || (sealed->octets.length > 0 && sealed->octets.length % BLOCK == 0);
    bool bare = row->tag == 0;
    return sealed->iv.length == row->iv && sealed->tag.length == row->tag && whole &&
           sealed->octets.length <= TG_SEALED_MAX && sealed->additional.length <= TG_SEALED_MAX &&
           (!bare || sealed->additional.length == 0);
}

static bool begin(const struct work *work, EVP_CIPHER_CTX *context)
{
    const EVP_CIPHER *cipher = work->crypto->ciphers[work->row->cipher];
    return context &&
           EVP_DecryptInit_ex2(context, cipher, work->key + work->row->mac, octets_of(work->sealed->iv),
                               NULL) == 1 &&
           EVP_CIPHER_CTX_set_padding(context, 0) == 1;
}

static bool decrypt_octets(struct work *work, EVP_CIPHER_CTX *context)
{
    int length = 0, rest = 0;
    struct tg_span octets = work->sealed->octets;
    bool good =
        EVP_DecryptUpdate(context, work->clear, &length, octets_of(octets), (int)octets.length) == 1 &&
        EVP_DecryptFinal_ex(context, work->clear + length, &rest) == 1;
    work->length = good ? (size_t)(length + rest) : 0;
    return good;
}

static bool open_gcm(struct work *work, EVP_CIPHER_CTX *context)
{
    uint8_t tag[BLOCK];
    int length = 0;
    struct tg_span additional = work->sealed->additional;
    memcpy(tag, work->sealed->tag.at, sizeof tag);
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, sizeof tag, tag) == 1 &&
           (additional.length == 0 ||
            EVP_DecryptUpdate(context, NULL, &length, octets_of(additional), (int)additional.length) == 1) &&
           decrypt_octets(work, context);
}

/* RFC 7518 section 5.2.2.1: additional octets, iv, ciphertext, and the bits of the first as 64 bits. */
static bool make_tag(const struct work *work, uint8_t out[TG_DIGEST_MAX])
{
    const struct tg_sealed *sealed = work->sealed;
    uint8_t bits[8];
    for (int i = 0; i < 8; i++) bits[i] = (uint8_t)((uint64_t)sealed->additional.length * 8 >> (56 - 8 * i));
    EVP_MAC_CTX *mac = tg_hmac_begin(work->crypto, work->row->hash,
                                     (struct tg_span){(const char *)work->key, work->row->mac});
    bool good = mac && tg_hmac_add(mac, sealed->additional) && tg_hmac_add(mac, sealed->iv) &&
                tg_hmac_add(mac, sealed->octets) &&
                tg_hmac_add(mac, (struct tg_span){(const char *)bits, sizeof bits}) && tg_hmac_end(mac, out);
    EVP_MAC_CTX_free(mac);
    return good;
}

static bool fits_tag(const struct work *work)
{
    uint8_t made[TG_DIGEST_MAX];
    return work->row->hash == TG_HASH_NONE ||
           (make_tag(work, made) && tg_octets_equal(made, work->sealed->tag.at, work->row->tag));
}

/* All ones when each of the last `count` octets of the block says `count`. */
static size_t same_padding(const uint8_t *block, size_t count)
{
    size_t good = (size_t)-1;
    for (size_t i = 0; i < BLOCK; i++)
        good &= tg_mask_equal(block[i], count) | ~tg_mask_below(BLOCK - 1 - i, count);
    return good;
}

/* With a tag PKCS #7 (RFC 7518 section 5.2.2.1). Bare: any octets but the last (XML encryption 1.1
 * section 5.2). */
static bool take_padding(struct work *work)
{
    const uint8_t *block = work->clear + work->length - BLOCK;
    size_t count = block[BLOCK - 1];
    size_t good = ~tg_mask_equal(count, 0) & tg_mask_below(count, BLOCK + 1);
    if (work->row->hash != TG_HASH_NONE) good &= same_padding(block, count);
    work->length -= count & good;
    return good != 0;
}

static bool open_cbc(struct work *work, EVP_CIPHER_CTX *context)
{
    return fits_tag(work) && decrypt_octets(work, context) && take_padding(work);
}

/* Whatever is wrong is told by the same words; only a lack of memory is not the sender's doing. */
static toegang_status judge(bool good, bool stale, toegang_report *report)
{
    if (good) return TOEGANG_GOOD;
    if (!stale && tg_openssl_lacked_memory()) return tg_no_memory(report);
    return tg_refuse(report, CHECK_DECRYPT_FAILED, "what was encrypted for this key",
                     TG_SPAN("something else"));
}

static toegang_status run(struct work *work, toegang_report *report)
{
    bool stale = tg_openssl_lacked_memory();
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (!begin(work, context)) return EVP_CIPHER_CTX_free(context), tg_openssl_failed("AES", report);
    bool is_gcm = work->row->iv != BLOCK;
    bool good = is_gcm ? open_gcm(work, context) : open_cbc(work, context);
    EVP_CIPHER_CTX_free(context);
    return judge(good, stale, report);
}

toegang_status tg_decrypt(const struct tg_crypto *crypto, enum tg_cipher cipher, const uint8_t *key,
                          const struct tg_sealed *sealed, struct tg_arena *arena, struct tg_span *out,
                          toegang_report *report)
{
    struct work work = {.crypto = crypto, .row = row_of(cipher), .key = key, .sealed = sealed};
    if (!work.row) return tg_misuse(report, "a cipher of the table");
    if (!fits_lengths(work.row, sealed)) return judge(false, true, report);
    work.clear = tg_arena_take(arena, sealed->octets.length + BLOCK);
    if (!work.clear) return tg_no_memory(report);
    ERR_set_mark();
    toegang_status status = run(&work, report);
    ERR_pop_to_mark();
    if (status != TOEGANG_GOOD) return OPENSSL_cleanse(work.clear, sealed->octets.length + BLOCK), status;
    *out = (struct tg_span){(const char *)work.clear, work.length};
    return TOEGANG_GOOD;
}
