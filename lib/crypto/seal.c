/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/seal.h"

#include <string.h>

#include "openssl.h"

/* RFC 5297: the sealed octets are the synthetic vector and then the text, so no two of them lie apart. */
struct siv {
    EVP_CIPHER *cipher;
    EVP_CIPHER_CTX *context;
};

static bool start(struct siv *siv, const uint8_t key[32], int encrypt)
{
    siv->cipher = EVP_CIPHER_fetch(NULL, "AES-128-SIV", NULL);
    siv->context = EVP_CIPHER_CTX_new();
    return siv->cipher && siv->context &&
           EVP_CipherInit_ex2(siv->context, siv->cipher, key, NULL, encrypt, NULL) == 1;
}

static void end(struct siv *siv)
{
    EVP_CIPHER_CTX_free(siv->context);
    EVP_CIPHER_free(siv->cipher);
}

static bool run(const struct siv *siv, struct tg_span in, uint8_t *out)
{
    int length = 0, rest = 0;
    return EVP_CipherUpdate(siv->context, out, &length, (const uint8_t *)in.at, (int)in.length) == 1 &&
           EVP_CipherFinal_ex(siv->context, out + length, &rest) == 1 && (size_t)(length + rest) == in.length;
}

static toegang_status seal(const uint8_t key[32], struct tg_span clear, uint8_t *out, toegang_report *report)
{
    struct siv siv = {0};
    bool good = start(&siv, key, 1) && run(&siv, clear, out + TG_SEAL_OVERHEAD) &&
                EVP_CIPHER_CTX_ctrl(siv.context, EVP_CTRL_AEAD_GET_TAG, TG_SEAL_OVERHEAD, out) == 1;
    end(&siv);
    return good ? TOEGANG_GOOD : tg_openssl_failed("AES-128-SIV", report);
}

/* What does not authenticate is refused; what cannot even start is our trouble. */
static toegang_status unseal(const uint8_t key[32], struct tg_span sealed, uint8_t *out,
                             toegang_report *report)
{
    struct siv siv = {0};
    uint8_t vector[TG_SEAL_OVERHEAD];
    memcpy(vector, sealed.at, sizeof vector);
    bool ready = start(&siv, key, 0) &&
                 EVP_CIPHER_CTX_ctrl(siv.context, EVP_CTRL_AEAD_SET_TAG, TG_SEAL_OVERHEAD, vector) == 1;
    bool good = ready && run(&siv, tg_span_from(sealed, TG_SEAL_OVERHEAD), out);
    end(&siv);
    if (!ready) return tg_openssl_failed("AES-128-SIV", report);
    if (!good) return tg_refuse(report, CHECK_HANDLE_SEAL, "a handle made with this key", TG_SPAN("another"));
    return TOEGANG_GOOD;
}

typedef toegang_status direction(const uint8_t key[32], struct tg_span in, uint8_t *out,
                                 toegang_report *report);

/* Through a piece of our own, so that out stays untouched unless the answer is good. */
static toegang_status work(direction *pass, const uint8_t key[32], struct tg_span in, size_t length,
                           uint8_t *out, toegang_report *report)
{
    struct tg_arena arena = {0};
    uint8_t *made = tg_arena_take(&arena, length);
    if (!made) return tg_no_memory(report);
    ERR_set_mark();
    toegang_status status = pass(key, in, made, report);
    ERR_pop_to_mark();
    if (status == TOEGANG_GOOD) memcpy(out, made, length);
    tg_arena_free(&arena);
    return status;
}

toegang_status tg_seal(const uint8_t key[32], struct tg_span clear, uint8_t *out, toegang_report *report)
{
    if (clear.length == 0 || clear.length > TG_SEAL_MAX) return tg_misuse(report, "1 to 4096 octets");
    return work(seal, key, clear, clear.length + TG_SEAL_OVERHEAD, out, report);
}

toegang_status tg_unseal(const uint8_t key[32], struct tg_span sealed, uint8_t *out, toegang_report *report)
{
    if (sealed.length <= TG_SEAL_OVERHEAD || sealed.length > TG_SEAL_MAX + TG_SEAL_OVERHEAD)
        return tg_reportf(report, TOEGANG_REFUSED, CHECK_HANDLE_SEAL, "17 to 4112 octets", "%zu",
                          sealed.length);
    return work(unseal, key, sealed, sealed.length - TG_SEAL_OVERHEAD, out, report);
}
