/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A visit as octets, a form of our own: as short as it can be, since a browser sends it with each request.
 *
 *   visit        = version id chosen since limit organisation identity
 *   identity     = origin kind digits assurance organisation authenticated-at 11 texts fingerprint
 *                  roles stated
 *   organisation = scheme, and but for scheme 0: length of one octet, value
 *   text         = length of two octets, octets without NUL
 *   fingerprint  = length of one octet, 0 or 32, octets
 *   roles        = count of two octets, each: likeness [claim] [value] length-of-right organisation
 *   stated       = count of two octets, each: likeness kind [claim] value organisation
 *
 * likeness says what is the same as in the row before and is left out. Numbers are big-endian.
 */
#ifndef TG_ASSERTION_VISIT_H
#define TG_ASSERTION_VISIT_H

#include <toegang/visit.h>

#include "assertion/identity.h"

#define TG_VISIT_VERSION 1
#define TG_VISIT_ID 16
#define TG_VISIT_TEXTS 11
enum { TG_SAME_CLAIM = 1, TG_SAME_VALUE = 2 };

/* REFUSED with seal.size when there is no room; MISUSE when its id is none. */
toegang_status tg_visit_write(const toegang_visit *visit, uint8_t *out, size_t size, size_t *length,
                              toegang_report *report);
/*
 * Fills visit, but for size, until and identity; and identity, but for until and asserts. Only what was
 * authenticated comes here, and still nothing is believed: each length, number and key is judged. REFUSED:
 * visit.form.
 */
toegang_status tg_visit_read(struct tg_span octets, toegang_visit *visit, toegang_identity *identity,
                             toegang_report *report);

#endif
