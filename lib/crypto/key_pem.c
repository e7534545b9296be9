/* SPDX-License-Identifier: Apache-2.0 */
#include "pem.h"

static toegang_status take(const struct tg_crypto *crypto, const struct tg_pem *pem, struct tg_key **out,
                           toegang_report *report)
{
    struct tg_span der = {(const char *)pem->data, (size_t)pem->length};
    if (tg_pem_is(pem, "CERTIFICATE")) return tg_key_of_certificate(crypto, der, out, report);
    return tg_key_of_info(crypto, der, CHECK_KEY_PEM, out, report);
}

static toegang_status look(const struct tg_pem *pem, toegang_report *report)
{
    if (tg_pem_is(pem, "CERTIFICATE") || tg_pem_is(pem, "PUBLIC KEY")) return TOEGANG_GOOD;
    return tg_refuse(report, CHECK_KEY_PEM, "CERTIFICATE, PUBLIC KEY", tg_span_of(pem->name));
}

/* Every block is looked at, so that a private key is refused wherever it stands. */
static toegang_status walk(const struct tg_crypto *crypto, struct tg_pem *pem, size_t n, struct tg_key **out,
                           size_t *count, toegang_report *report)
{
    toegang_status status;
    for (*count = 0; (status = tg_pem_next(pem, CHECK_KEY_PEM, report)) == TOEGANG_GOOD && pem->name;
         ++*count) {
        status = look(pem, report);
        if (status == TOEGANG_GOOD && *count == n) status = take(crypto, pem, out, report);
        if (status != TOEGANG_GOOD) return status;
    }
    if (status != TOEGANG_GOOD || *out) return status;
    return tg_reportf(report, TOEGANG_REFUSED, CHECK_KEY_PEM, "CERTIFICATE, PUBLIC KEY", "%zu blocks",
                      *count);
}

toegang_status tg_key_of_pem(const struct tg_crypto *crypto, struct tg_span text, size_t n,
                             struct tg_key **out, size_t *count, toegang_report *report)
{
    struct tg_pem pem;
    struct tg_key *key = NULL;
    size_t counted = 0;
    ERR_set_mark();
    toegang_status status = tg_pem_begin(&pem, text, CHECK_KEY_PEM, report);
    if (status == TOEGANG_GOOD) status = walk(crypto, &pem, n, &key, &counted, report);
    tg_pem_end(&pem);
    ERR_pop_to_mark();
    if (status != TOEGANG_GOOD) return tg_key_free(key), status;
    *out = key;
    *count = counted;
    return TOEGANG_GOOD;
}
