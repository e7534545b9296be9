/* SPDX-License-Identifier: Apache-2.0 */
#include "trail_end.h"

#include "administration/check.h"
#include "base/report.h"

#define FIRST_LOOK ((size_t)1 << 16)
#define FURTHER 8
/* A line and a torn one: more cannot stand there that is ours. */
#define LONGEST (2 * (TG_LINE_MAX + 1))

/* The last whole line and what is torn, in the octets before the end of the file; false: they begin further back. */
static bool split(struct tg_span octets, bool from_start, struct tg_span *line, struct tg_span *torn)
{
    size_t feed = tg_span_find_last(octets, '\n');
    bool has_line = feed < octets.length;
    *torn = has_line ? tg_span_from(octets, feed + 1) : octets;
    *line = has_line ? tg_span_until(octets, feed) : (struct tg_span){0};
    size_t before = tg_span_find_last(*line, '\n');
    if (before < line->length) return *line = tg_span_from(*line, before + 1), true;
    return from_start;
}

/* Reads that many octets before the end; whole when the line was found in them. */
static toegang_status look(const struct tg_locked *locked, size_t length, struct tg_arena *arena,
                           struct tg_span *line, struct tg_span *torn, bool *found, toegang_report *report)
{
    size_t from = locked->size > length ? locked->size - length : 0;
    size_t count = locked->size - from;
    char *octets = tg_arena_take(arena, count + 1);
    if (!octets) return tg_no_memory(report);
    if (!tg_read_at(locked->file, octets, count, from))
        return tg_file_failed("a readable file", locked->path, report);
    *found = split((struct tg_span){octets, count}, from == 0, line, torn);
    return TOEGANG_GOOD;
}

toegang_status tg_trail_end_find(const struct tg_trail_keys *keys, const struct tg_locked *locked,
                                 struct tg_arena *arena, struct tg_trail_end *out, toegang_report *report)
{
    struct tg_span line = {0};
    bool found = false;
    toegang_status status = TOEGANG_GOOD;
    for (size_t length = FIRST_LOOK; status == TOEGANG_GOOD && !found; length *= FURTHER) {
        status = look(locked, length < LONGEST ? length : LONGEST, arena, &line, &out->torn, &found, report);
        if (length >= LONGEST) break;
    }
    if (status != TOEGANG_GOOD) return status;
    if (!found) return tg_refuse(report, CHECK_AUDIT_ALTERED, "a line of ours", TG_SPAN("another line"));
    out->size = locked->size - out->torn.length;
    toegang_report told = {0};
    if (out->size > 0) status = tg_link_of(keys, line, &out->link, &told);
    out->ours = status == TOEGANG_GOOD;
    return status >= TOEGANG_GOOD ? TOEGANG_GOOD : tg_report_pass(report, &told);
}
