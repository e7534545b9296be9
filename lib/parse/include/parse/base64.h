/* SPDX-License-Identifier: Apache-2.0 */
/* Strict base64 (RFC 4648 section 4 and 5): padding exact, unused bits zero. */
#ifndef TG_PARSE_BASE64_H
#define TG_PARSE_BASE64_H

#include <toegang/base.h>

#include "base/arena.h"

/* The alphabet of XML signatures and of a posted response; white space #x20 #x9 #xA #xD allowed between characters. */
toegang_status tg_base64_read(struct tg_span text, size_t limit, struct tg_arena *arena, struct tg_span *out,
                              toegang_report *report);
/* base64url without padding or white space. */
toegang_status tg_base64url_read(struct tg_span text, size_t limit, struct tg_arena *arena, struct tg_span *out,
                                 toegang_report *report);
/* Writes base64url without padding and a NUL; out has room for (length + 2) / 3 * 4 + 1 octets. */
void tg_base64url_write(struct tg_span octets, char *out);
/* The same in the alphabet of XML signatures, padded. */
void tg_base64_write(struct tg_span octets, char *out);

#endif
