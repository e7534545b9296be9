/* SPDX-License-Identifier: Apache-2.0 */
#include "pem.h"

#include <openssl/pem.h>

toegang_status tg_pem_begin(struct tg_pem *pem, struct tg_span text, const char *check,
                            toegang_report *report)
{
    *pem = (struct tg_pem){0};
    if (text.length == 0 || text.length > TG_PEM_OCTETS_MAX)
        return tg_reportf(report, TOEGANG_REFUSED, check, "1 to 65536 octets", "%zu", text.length);
    pem->text = BIO_new_mem_buf(text.at, (int)text.length);
    return pem->text ? TOEGANG_GOOD : tg_openssl_failed("PEM", report);
}

/* The flag makes libcrypto wipe what it lets go. */
static void drop_block(struct tg_pem *pem)
{
    OPENSSL_secure_clear_free(pem->name, pem->name ? strlen(pem->name) : 0);
    OPENSSL_secure_clear_free(pem->header, pem->header ? strlen(pem->header) : 0);
    OPENSSL_secure_clear_free(pem->data, (size_t)pem->length);
    pem->name = pem->header = NULL;
    pem->data = NULL;
    pem->length = 0;
}

/* A text without a further block is read to its end. */
static bool is_end(const struct tg_pem *pem)
{
    return ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE && BIO_eof(pem->text);
}

toegang_status tg_pem_next(struct tg_pem *pem, const char *check, toegang_report *report)
{
    drop_block(pem);
    struct tg_pem next = *pem;
    if (PEM_read_bio_ex(pem->text, &next.name, &next.header, &next.data, &next.length, PEM_FLAG_SECURE) == 1)
        return *pem = next, TOEGANG_GOOD;
    /* What a failure left in next is not looked at: CVE-2022-4450. */
    if (is_end(pem)) return TOEGANG_GOOD;
    if (tg_openssl_lacked_memory()) return tg_no_memory(report);
    return tg_refuse(report, check, "blocks of PEM", TG_SPAN("a block that cannot be read"));
}

bool tg_pem_is(const struct tg_pem *pem, const char *name)
{
    return pem->name && strcmp(pem->name, name) == 0 && pem->header[0] == '\0';
}

void tg_pem_end(struct tg_pem *pem)
{
    drop_block(pem);
    BIO_free(pem->text);
}
