/* SPDX-License-Identifier: Apache-2.0 */
/* Raw DEFLATE (RFC 1951), for messages in a URL. Everything refuses with redirect.absent when built without zlib. */
#ifndef TG_PARSE_DEFLATE_H
#define TG_PARSE_DEFLATE_H

#include <toegang/base.h>

#include "base/arena.h"

#define TG_DEFLATED_MAX ((size_t)64 * 1024)

/*
 * Unfolds at most 64 KiB to at most limit octets and stops at the first octet beyond it, whatever the rest would
 * become. All octets are used: none may follow the last block. Checks deflate.*.
 */
toegang_status tg_inflate(struct tg_span octets, size_t limit, struct tg_arena *arena, struct tg_span *out,
                          toegang_report *report);
/* Folds octets of ours. */
toegang_status tg_deflate(struct tg_span octets, struct tg_arena *arena, struct tg_span *out, toegang_report *report);

#endif
