/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Content keys out of their wrapping. Who could see whether a wrapped key of his own making unwraps could
 * decrypt by asking often enough (Manger, CRYPTO 2001). So nothing shows here: a random key is made at every
 * call, and takes the place of the real one in constant time (RFC 7516 section 11.5). When content fails
 * afterwards, a wrong key and a failed unwrapping are the same.
 */
#include <openssl/rsa.h>

#include "constant.h"
#include "crypto/decrypt.h"
#include "private.h"

#define MODULUS_OCTETS_MAX 1024
#define WRAP_OVERHEAD 8 /* RFC 3394 section 2.2.1 */

/* What came out of the wrapping: good when the answer is 1 and the length the expected one. */
struct unwrapped {
    uint8_t octets[MODULUS_OCTETS_MAX];
    size_t length;
    int answer;
};

static void choose(const struct unwrapped *unwrapped, const uint8_t *random, size_t key_octets, uint8_t *out)
{
    size_t good = tg_mask_equal((size_t)unwrapped->answer, 1) & tg_mask_equal(unwrapped->length, key_octets);
    tg_mask_choose(good, unwrapped->octets, random, key_octets, out);
}

/* A lack of memory is told: it does not depend on what was wrapped. stale: the complaint is an older one. */
static toegang_status finish(struct unwrapped *unwrapped, bool stale, size_t key_octets, uint8_t *out,
                             toegang_report *report)
{
    uint8_t random[TG_CONTENT_KEY_MAX];
    bool memory = tg_openssl_lacked_memory() && !stale;
    toegang_status status = memory ? tg_no_memory(report) : tg_random(random, key_octets, report);
    if (status == TOEGANG_GOOD) choose(unwrapped, random, key_octets, out);
    OPENSSL_cleanse(random, sizeof random);
    OPENSSL_cleanse(unwrapped, sizeof *unwrapped);
    return status;
}

static EVP_PKEY_CTX *begin_oaep(const struct tg_private *key, enum tg_oaep_hash digest, enum tg_oaep_hash mgf)
{
    static const char *const names[] = {[TG_OAEP_SHA1] = "SHA1", [TG_OAEP_SHA256] = "SHA256"};
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key->key, NULL);
    if (context && EVP_PKEY_decrypt_init(context) == 1 &&
        EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
        EVP_PKEY_CTX_set_rsa_oaep_md_name(context, names[digest], NULL) == 1 &&
        EVP_PKEY_CTX_set_rsa_mgf1_md_name(context, names[mgf], NULL) == 1)
        return context;
    EVP_PKEY_CTX_free(context);
    return NULL;
}

static toegang_status unwrap_oaep(EVP_PKEY_CTX *context, const struct tg_key *public, struct tg_span wrapped,
                                  size_t key_octets, uint8_t *out, toegang_report *report)
{
    struct unwrapped made = {.length = sizeof made.octets, .answer = 0};
    bool stale = tg_openssl_lacked_memory();
    if (wrapped.length == public->octets) /* the length is no secret */
        made.answer =
            EVP_PKEY_decrypt(context, made.octets, &made.length, (const uint8_t *)wrapped.at, wrapped.length);
    return finish(&made, stale, key_octets, out, report);
}

static bool is_hash(enum tg_oaep_hash hash)
{
    return hash == TG_OAEP_SHA1 || hash == TG_OAEP_SHA256;
}

toegang_status tg_unwrap_oaep(const struct tg_crypto *crypto, const struct tg_private *key,
                              enum tg_oaep_hash digest, enum tg_oaep_hash mgf, struct tg_span wrapped,
                              size_t key_octets, uint8_t out[TG_CONTENT_KEY_MAX], toegang_report *report)
{
    (void)crypto;
    if (!is_hash(digest) || !is_hash(mgf) || key_octets == 0 || key_octets > TG_CONTENT_KEY_MAX)
        return tg_misuse(report, "hashes of the table, and 1 to 64 octets");
    if (key->public->schemes[0] != TG_RSA_PKCS1)
        return tg_refuse(report, CHECK_DECRYPT_KEY, "RSA", TG_SPAN("a key of another kind"));
    ERR_set_mark();
    EVP_PKEY_CTX *context = begin_oaep(key, digest, mgf);
    toegang_status status = context ? unwrap_oaep(context, key->public, wrapped, key_octets, out, report)
                                    : tg_openssl_failed("RSA-OAEP", report);
    EVP_PKEY_CTX_free(context);
    ERR_pop_to_mark();
    return status;
}

static EVP_CIPHER_CTX *begin_wrap(const struct tg_crypto *crypto, struct tg_span kek)
{
    const EVP_CIPHER *cipher = crypto->ciphers[kek.length == 16 ? TG_AES128_WRAP : TG_AES256_WRAP];
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (!context) return NULL;
    EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    if (EVP_DecryptInit_ex2(context, cipher, (const uint8_t *)kek.at, NULL, NULL) == 1) return context;
    EVP_CIPHER_CTX_free(context);
    return NULL;
}

static toegang_status unwrap_aes(EVP_CIPHER_CTX *context, struct tg_span wrapped, size_t key_octets,
                                 uint8_t *out, toegang_report *report)
{
    struct unwrapped made = {.length = 0, .answer = 0};
    bool stale = tg_openssl_lacked_memory();
    int length = 0;
    if (wrapped.length == key_octets + WRAP_OVERHEAD)
        made.answer = EVP_DecryptUpdate(context, made.octets, &length, (const uint8_t *)wrapped.at,
                                        (int)wrapped.length);
    made.length = (size_t)length;
    return finish(&made, stale, key_octets, out, report);
}

toegang_status tg_unwrap_aes(const struct tg_crypto *crypto, struct tg_span kek, struct tg_span wrapped,
                             size_t key_octets, uint8_t out[TG_CONTENT_KEY_MAX], toegang_report *report)
{
    if ((kek.length != 16 && kek.length != 32) || key_octets == 0 || key_octets > TG_CONTENT_KEY_MAX)
        return tg_misuse(report, "a key of 16 or 32 octets, for 1 to 64 octets");
    ERR_set_mark();
    EVP_CIPHER_CTX *context = begin_wrap(crypto, kek);
    toegang_status status =
        context ? unwrap_aes(context, wrapped, key_octets, out, report) : tg_openssl_failed("AES-KW", report);
    EVP_CIPHER_CTX_free(context);
    ERR_pop_to_mark();
    return status;
}
