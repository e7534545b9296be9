/* SPDX-License-Identifier: Apache-2.0 */
/* Which file it is that was being read. */
#include <stdio.h>

#include "base/hex.h"
#include "base/report.h"
#include "crypto/digest.h"
#include "exchange.h"
#include "parse/stream.h"

#define BLOCK ((size_t)64 * 1024)

static toegang_status read_block(struct tg_stream *stream, char *out, size_t *length, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    size_t count = 1;
    for (*length = 0; status == TOEGANG_GOOD && count > 0 && *length < BLOCK; *length += count) {
        count = 0;
        status = tg_stream_read(stream, out + *length, BLOCK - *length, &count, report);
    }
    return status;
}

static toegang_status digest(struct tg_span octets, uint8_t out[TG_DIGEST_MAX], toegang_report *report)
{
    struct tg_crypto *crypto = NULL;
    toegang_status status = tg_crypto_new(&crypto, report);
    if (status == TOEGANG_GOOD) status = tg_digest(crypto, TG_SHA256, octets, out, report);
    tg_crypto_free(crypto);
    return status;
}

toegang_status tg_exchange_mark(const toegang *all, const char *path, char out[TG_MARK_ROOM], toegang_report *report)
{
    struct tg_arena arena = {0};
    struct tg_stream stream = {0};
    uint8_t octets[TG_DIGEST_MAX];
    char digits[2 * 32 + 1];
    size_t length = 0;
    toegang_status status = tg_stream_open(path, &stream, report);
    if (status != TOEGANG_GOOD) return status;
    char *block = tg_arena_take(&arena, BLOCK);
    status = block ? read_block(&stream, block, &length, report) : tg_no_memory(report);
    if (status == TOEGANG_GOOD) status = digest((struct tg_span){block, length}, octets, report);
    if (status == TOEGANG_GOOD) {
        tg_hex_write(octets, 32, digits);
        snprintf(out, TG_MARK_ROOM, "1:%ju:%jd.%09u:%s:%d", (uintmax_t)stream.size, (intmax_t)stream.modified,
                 stream.nanoseconds, digits, all->allow_test_numbers);
    }
    tg_stream_close(&stream);
    tg_arena_free(&arena);
    return status;
}
