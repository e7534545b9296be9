/* SPDX-License-Identifier: Apache-2.0 */
#include "pem.h"
#include "private.h"

static toegang_status refuse(const char *came, toegang_report *report)
{
    return tg_private_refuse("one private key in PEM that is not encrypted", came, report);
}

static toegang_status decode(const struct tg_pem *pem, EVP_PKEY **out, toegang_report *report)
{
    const unsigned char *at = pem->data;
    EVP_PKEY *pkey = d2i_AutoPrivateKey_ex(NULL, &at, pem->length, NULL, NULL);
    if (!pkey && tg_openssl_lacked_memory()) return tg_no_memory(report);
    if (!pkey) return refuse("something else", report);
    if (at != pem->data + pem->length) return EVP_PKEY_free(pkey), refuse("octets after it", report);
    *out = pkey;
    return TOEGANG_GOOD;
}

static bool is_private(const struct tg_pem *pem)
{
    return tg_pem_is(pem, "PRIVATE KEY") || tg_pem_is(pem, "RSA PRIVATE KEY") ||
           tg_pem_is(pem, "EC PRIVATE KEY");
}

static bool is_encrypted(const struct tg_pem *pem)
{
    return strcmp(pem->name, "ENCRYPTED PRIVATE KEY") == 0 || pem->header[0] != '\0';
}

/* The name of a block is known; nothing of what it holds is told. */
static toegang_status take(const struct tg_pem *pem, EVP_PKEY **pkey, toegang_report *report)
{
    if (tg_pem_is(pem, "EC PARAMETERS")) return TOEGANG_GOOD; /* older tools write it before the key */
    if (is_encrypted(pem)) return refuse("an encrypted key", report);
    if (!is_private(pem)) return refuse(pem->name, report);
    if (*pkey) return refuse("two keys", report);
    return decode(pem, pkey, report);
}

static toegang_status walk(struct tg_pem *pem, EVP_PKEY **pkey, toegang_report *report)
{
    toegang_status status;
    while ((status = tg_pem_next(pem, CHECK_KEY_PRIVATE, report)) == TOEGANG_GOOD && pem->name) {
        status = take(pem, pkey, report);
        if (status != TOEGANG_GOOD) return status;
    }
    return status == TOEGANG_GOOD && !*pkey ? refuse("none", report) : status;
}

static toegang_status read_one(struct tg_span text, EVP_PKEY **pkey, toegang_report *report)
{
    struct tg_pem pem;
    toegang_status status = tg_pem_begin(&pem, text, CHECK_KEY_PRIVATE, report);
    if (status == TOEGANG_GOOD) status = walk(&pem, pkey, report);
    tg_pem_end(&pem);
    return status;
}

toegang_status tg_private_of_pem(const struct tg_crypto *crypto, struct tg_span text, struct tg_private **out,
                                 toegang_report *report)
{
    EVP_PKEY *pkey = NULL;
    ERR_set_mark();
    toegang_status status = read_one(text, &pkey, report);
    if (status == TOEGANG_GOOD)
        status = tg_private_of_pkey(crypto, pkey, out, report);
    else
        EVP_PKEY_free(pkey);
    ERR_pop_to_mark();
    return status;
}
