/* SPDX-License-Identifier: Apache-2.0 */
/* The blocks of a PEM text (RFC 7468), one after another. */
#ifndef TG_CRYPTO_PEM_H
#define TG_CRYPTO_PEM_H

#include "openssl.h"

#define TG_PEM_OCTETS_MAX ((size_t)64 * 1024)

struct tg_pem {
    BIO *text;
    char *name, *header; /* of the block: "CERTIFICATE"; "" */
    unsigned char *data;
    long length;
};

/* Opens a text of 1 to TG_PEM_OCTETS_MAX octets, else refuses with the check. */
toegang_status tg_pem_begin(struct tg_pem *pem, struct tg_span text, const char *check,
                            toegang_report *report);
/* The next block. GOOD with a NULL name at the end; refused when a block is malformed. */
toegang_status tg_pem_next(struct tg_pem *pem, const char *check, toegang_report *report);
/* Whether the block at hand is of this name and has no header of the old encryption (RFC 1421). */
bool tg_pem_is(const struct tg_pem *pem, const char *name);
/* Wipes and frees. */
void tg_pem_end(struct tg_pem *pem);

#endif
