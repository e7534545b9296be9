/* SPDX-License-Identifier: Apache-2.0 */
/* The one place that knows zlib, whose memory is taken from the arena as well. */
#include "parse/deflate.h"

#include <zlib.h>

#include "base/report.h"
#include "parse/check_message.h"

#define RAW (-MAX_WBITS) /* no header, no checksum */
#define MEMORY_LEVEL 8   /* the usual */

/* Wrapped in the arena: zlib asks for zeroed or other memory alike. */
static voidpf take(voidpf arena, uInt count, uInt size)
{
    return tg_arena_array(arena, count, size);
}

/* It goes back with the arena. */
static void leave(voidpf arena, voidpf piece)
{
    (void)arena, (void)piece;
}

/* zlib's interface has no const; it does not write there. */
static z_stream stream_over(struct tg_span octets, char *out, size_t size, struct tg_arena *arena)
{
    union {
        const char *read;
        Bytef *given;
    } in = {.read = octets.at ? octets.at : ""};
    return (z_stream){.next_in = in.given,
                      .avail_in = (uInt)octets.length,
                      .next_out = (Bytef *)out,
                      .avail_out = (uInt)size,
                      .zalloc = take,
                      .zfree = leave,
                      .opaque = arena};
}

/* One octet of room beyond the limit: what fills it is too long, and nothing further is unfolded. */
static toegang_status judge(int result, const z_stream *stream, toegang_report *report)
{
    if (result == Z_MEM_ERROR) return tg_no_memory(report);
    if (stream->avail_out == 0)
        return tg_refuse(report, CHECK_DEFLATE_SIZE, "a message of at most 256 KiB", TG_SPAN("more"));
    if (result != Z_STREAM_END)
        return tg_refuse(report, CHECK_DEFLATE_FORM, "DEFLATE without a header",
                         result == Z_BUF_ERROR ? TG_SPAN("it breaks off") : TG_SPAN("other octets"));
    if (stream->avail_in > 0)
        return tg_refuse(report, CHECK_DEFLATE_TRAILING, "no octets after it", TG_SPAN("more"));
    return TOEGANG_GOOD;
}

toegang_status tg_inflate(struct tg_span octets, size_t limit, struct tg_arena *arena, struct tg_span *out,
                          toegang_report *report)
{
    if (octets.length > TG_DEFLATED_MAX)
        return tg_refuse(report, CHECK_DEFLATE_SIZE, "at most 65536 octets", TG_SPAN("more"));
    char *unfolded = tg_arena_take(arena, limit + 1);
    if (!unfolded) return tg_no_memory(report);
    z_stream stream = stream_over(octets, unfolded, limit + 1, arena);
    if (inflateInit2(&stream, RAW) != Z_OK) return tg_no_memory(report);
    toegang_status status = judge(inflate(&stream, Z_FINISH), &stream, report);
    inflateEnd(&stream);
    if (status != TOEGANG_GOOD) return status;
    *out = (struct tg_span){unfolded, limit + 1 - stream.avail_out};
    return TOEGANG_GOOD;
}

toegang_status tg_deflate(struct tg_span octets, struct tg_arena *arena, struct tg_span *out, toegang_report *report)
{
    z_stream stream = stream_over(octets, NULL, 0, arena);
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, RAW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
        return tg_no_memory(report);
    size_t most = deflateBound(&stream, (uLong)octets.length);
    char *folded = tg_arena_take(arena, most);
    stream.next_out = (Bytef *)folded;
    stream.avail_out = folded ? (uInt)most : 0;
    int result = folded ? deflate(&stream, Z_FINISH) : Z_MEM_ERROR;
    deflateEnd(&stream);
    if (result != Z_STREAM_END) return tg_no_memory(report);
    *out = (struct tg_span){folded, most - stream.avail_out};
    return TOEGANG_GOOD;
}
