/* SPDX-License-Identifier: Apache-2.0 */
/* What signed and encrypted tokens have in common: parts between dots, and a header. */
#ifndef TG_ASSERTION_JOSE_READ_H
#define TG_ASSERTION_JOSE_READ_H

#include "assertion/jose.h"
#include "parse/json.h"

#define TG_JWS_PARTS 3
#define TG_JWE_PARTS 5

/* jwt.size, before anything is looked at. */
toegang_status tg_jose_size(struct tg_span token, toegang_report *report);
/* Exactly so many parts, which may be empty. */
bool tg_jose_split(struct tg_span token, struct tg_span *parts, size_t count);
/* The header of an encrypted token has more members; *object has them all. */
toegang_status tg_jose_header_read(struct tg_span part, bool encrypted, struct tg_arena *arena,
                                   struct tg_jose_header *out, const struct tg_json **object,
                                   toegang_report *report);

#endif
