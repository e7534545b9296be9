/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_BASE_UTF8_H
#define TG_BASE_UTF8_H

#include "base/span.h"

/* Octets of the well-formed UTF-8 character at the start (RFC 3629: shortest form, no surrogates); 0 when none is. */
size_t tg_utf8_width(struct tg_span span);
bool tg_utf8_valid(struct tg_span span);

#endif
