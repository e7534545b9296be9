/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_PARSE_PLACE_H
#define TG_PARSE_PLACE_H

#include <toegang/base.h>

#include "base/span.h"

/* Refuses and says where: line and column (in octets, from 1) are counted only now, at offset in octets. */
toegang_status tg_refuse_at(toegang_report *report, struct tg_span octets, size_t offset, const char *check,
                            const char *expected, struct tg_span came);

#endif
