/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/sealer.h"

#include "crypto/private.h"
#include "openssl.h"

#define VECTOR (TG_SEALER_OVERHEAD - TG_SEALER_NONCE) /* the synthetic vector, which is the proof as well */

/* A context that is prepared once and copied for each text would be quicker; when memory ends while it is
 * copied, libcrypto leaks parts of it. */
struct tg_sealer {
    struct tg_arena arena; /* holds this struct itself, and wipes it */
    EVP_CIPHER *cipher;
    uint8_t key[TG_SEALER_KEY_OCTETS];
};

toegang_status tg_sealer_new(const uint8_t key[TG_SEALER_KEY_OCTETS], struct tg_sealer **out,
                             toegang_report *report)
{
    struct tg_arena arena = {.first = sizeof(struct tg_sealer)};
    struct tg_sealer *sealer = tg_arena_take(&arena, sizeof *sealer);
    if (!sealer) return tg_no_memory(report);
    sealer->arena = arena;
    memcpy(sealer->key, key, sizeof sealer->key);
    ERR_set_mark();
    sealer->cipher = EVP_CIPHER_fetch(NULL, "AES-256-SIV", NULL);
    toegang_status status = sealer->cipher ? TOEGANG_GOOD : tg_openssl_failed("AES-256-SIV", report);
    ERR_pop_to_mark();
    if (status != TOEGANG_GOOD) return tg_sealer_free(sealer), status;
    *out = sealer;
    return TOEGANG_GOOD;
}

void tg_sealer_free(struct tg_sealer *sealer)
{
    if (!sealer) return;
    EVP_CIPHER_free(sealer->cipher);
    struct tg_arena arena = sealer->arena;
    tg_arena_free(&arena);
}

/* What is authenticated alone goes in without an out: what it is about, and last the nonce (section 3). */
static bool add(EVP_CIPHER_CTX *context, struct tg_span octets)
{
    int length = 0;
    return EVP_CipherUpdate(context, NULL, &length, (const uint8_t *)octets.at, (int)octets.length) == 1;
}

static EVP_CIPHER_CTX *begin(const struct tg_sealer *sealer, int closing, struct tg_span about,
                             struct tg_span nonce)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (context && EVP_CipherInit_ex2(context, sealer->cipher, sealer->key, NULL, closing, NULL) == 1 &&
        add(context, about) && add(context, nonce))
        return context;
    EVP_CIPHER_CTX_free(context);
    return NULL;
}

static bool run(EVP_CIPHER_CTX *context, struct tg_span in, uint8_t *out)
{
    int length = 0, rest = 0;
    return EVP_CipherUpdate(context, out, &length, (const uint8_t *)in.at, (int)in.length) == 1 &&
           EVP_CipherFinal_ex(context, out + length, &rest) == 1 && (size_t)(length + rest) == in.length;
}

static bool close_with(const struct tg_sealer *sealer, struct tg_span about, struct tg_span clear,
                       uint8_t *out)
{
    struct tg_span nonce = {(const char *)out, TG_SEALER_NONCE};
    EVP_CIPHER_CTX *context = begin(sealer, 1, about, nonce);
    bool good = context && run(context, clear, out + TG_SEALER_OVERHEAD) &&
                EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, VECTOR, out + TG_SEALER_NONCE) == 1;
    EVP_CIPHER_CTX_free(context);
    return good;
}

toegang_status tg_sealer_close(const struct tg_sealer *sealer, struct tg_span about, struct tg_span clear,
                               uint8_t *out, toegang_report *report)
{
    if (clear.length == 0 || clear.length > TG_SEALER_MAX || about.length == 0)
        return tg_misuse(report, "1 to 4096 octets");
    toegang_status status = tg_random(out, TG_SEALER_NONCE, report);
    if (status != TOEGANG_GOOD) return status;
    ERR_set_mark();
    if (!close_with(sealer, about, clear, out)) status = tg_openssl_failed("AES-256-SIV", report);
    ERR_pop_to_mark();
    return status;
}

toegang_status tg_sealer_refuse(toegang_report *report)
{
    return tg_refuse(report, CHECK_SEAL_KEY, "a seal of these keys and this purpose, unaltered",
                     TG_SPAN("another"));
}

/* What does not authenticate is refused; what cannot even start is our trouble. */
static toegang_status open_with(const struct tg_sealer *sealer, struct tg_span about, struct tg_span sealed,
                                uint8_t *out, toegang_report *report)
{
    uint8_t vector[VECTOR];
    memcpy(vector, sealed.at + TG_SEALER_NONCE, sizeof vector);
    EVP_CIPHER_CTX *context = begin(sealer, 0, about, tg_span_until(sealed, TG_SEALER_NONCE));
    bool ready = context && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, VECTOR, vector) == 1;
    bool good = ready && run(context, tg_span_from(sealed, TG_SEALER_OVERHEAD), out);
    EVP_CIPHER_CTX_free(context);
    if (!ready) return tg_openssl_failed("AES-256-SIV", report);
    return good ? TOEGANG_GOOD : tg_sealer_refuse(report);
}

toegang_status tg_sealer_open(const struct tg_sealer *sealer, struct tg_span about, struct tg_span sealed,
                              uint8_t *out, toegang_report *report)
{
    if (sealed.length <= TG_SEALER_OVERHEAD || sealed.length > TG_SEALER_MAX + TG_SEALER_OVERHEAD ||
        about.length == 0)
        return tg_sealer_refuse(report);
    ERR_set_mark();
    toegang_status status = open_with(sealer, about, sealed, out, report);
    ERR_pop_to_mark();
    return status;
}
