/* SPDX-License-Identifier: Apache-2.0 */
/* A whole file, line by line: its size and its head are taken under the lock, and what stands there then stays. */
#include "administration/check.h"
#include "administration/trail_file.h"
#include "base/report.h"
#include "head.h"
#include "disk.h"

#define FIRST_ROOM ((size_t)1 << 16)

/* Octets of the file that were read and not yet taken: [start, end) of the room. */
struct lines {
    const struct tg_locked *locked;
    struct tg_arena arena;
    char *room;
    size_t size, start, end;
    size_t at; /* octets of the file that were read */
};

/* Moves what is left to the front; a longer line gets more room. */
static toegang_status make_room(struct lines *lines, toegang_report *report)
{
    size_t left = lines->end - lines->start;
    char *room = lines->room;
    if (left == lines->size) {
        lines->size = lines->size == 0 ? FIRST_ROOM : lines->size * 4;
        room = tg_arena_take(&lines->arena, lines->size);
        if (!room) return tg_no_memory(report);
    }
    if (left > 0) memmove(room, lines->room + lines->start, left);
    lines->room = room;
    lines->start = 0;
    lines->end = left;
    return TOEGANG_GOOD;
}

static toegang_status read_on(struct lines *lines, toegang_report *report)
{
    toegang_status status = make_room(lines, report);
    if (status != TOEGANG_GOOD) return status;
    size_t wanted = lines->size - lines->end, there = lines->locked->size - lines->at;
    if (wanted > there) wanted = there;
    if (!tg_read_at(lines->locked->file, lines->room + lines->end, wanted, lines->at))
        return tg_file_failed("a file that does not change", lines->locked->path, report);
    lines->at += wanted;
    lines->end += wanted;
    return TOEGANG_GOOD;
}

static struct tg_span left_of(const struct lines *lines)
{
    return (struct tg_span){lines->room + lines->start, lines->end - lines->start};
}

/* The next whole line; none is left when out->at is NULL. */
static toegang_status next(struct lines *lines, struct tg_span *out, toegang_report *report)
{
    *out = (struct tg_span){0};
    for (;;) {
        struct tg_span left = left_of(lines);
        size_t feed = tg_span_find(left, '\n');
        if (feed < left.length) {
            *out = tg_span_until(left, feed);
            lines->start += feed + 1;
            return TOEGANG_GOOD;
        }
        if (lines->at == lines->locked->size || left.length > TG_LINE_MAX) return TOEGANG_GOOD;
        toegang_status status = read_on(lines, report);
        if (status != TOEGANG_GOOD) return status;
    }
}

static toegang_status walk_lines(struct tg_walk *walk, struct lines *lines, toegang_report *report)
{
    struct tg_span line = {0};
    toegang_status status = next(lines, &line, report);
    while (status == TOEGANG_GOOD && line.at) {
        status = tg_walk_line(walk, line, report);
        if (status == TOEGANG_GOOD) status = next(lines, &line, report);
    }
    return status;
}

/* What is left is the end of a line that was never acknowledged, unless the head says that it was. */
static toegang_status walk_end(struct tg_walk *walk, const struct lines *lines, toegang_report *report)
{
    size_t left = left_of(lines).length;
    toegang_status status = tg_walk_end(walk, report);
    if (status != TOEGANG_GOOD) return status;
    if (left > TG_LINE_MAX) {
        walk->broken = walk->link.number + 1;
        return tg_refuse(report, CHECK_AUDIT_ALTERED, "a line of ours", TG_SPAN("another line"));
    }
    if (left > 0) walk->torn = walk->link.number + 1;
    return TOEGANG_GOOD;
}

/* Without a head of ours nobody can say that no lines are missing, and it stands before the first line does. */
static toegang_status judge_head(struct tg_walk *walk, const struct tg_locked *locked, const toegang_report *head,
                                 toegang_report *report)
{
    if (walk->head.there || (locked->size == 0 && head->status == TOEGANG_GOOD)) return TOEGANG_GOOD;
    walk->broken = walk->link.number + 1;
    if (head->status != TOEGANG_GOOD) return tg_report_pass(report, head);
    return tg_refuse(report, CHECK_AUDIT_HEAD, "a head file", TG_SPAN("none"));
}

static toegang_status walk_file(struct tg_walk *walk, const struct tg_locked *locked, const toegang_report *head,
                                toegang_report *report)
{
    struct lines lines = {.locked = locked};
    toegang_status status = walk_lines(walk, &lines, report);
    if (status == TOEGANG_GOOD) status = walk_end(walk, &lines, report);
    if (status == TOEGANG_GOOD) status = judge_head(walk, locked, head, report);
    tg_arena_free(&lines.arena);
    return status;
}

toegang_status tg_trail_read(struct tg_walk *walk, const char *path, toegang_report *report)
{
    struct tg_locked locked;
    toegang_report head = {0};
    toegang_status status = tg_lock(path, TG_LOCK_READ, &locked, report);
    if (status != TOEGANG_GOOD) return status;
    status = tg_head_read(walk->keys, path, "", &walk->head, &head);
    tg_lock_end(&locked);
    if (status >= TOEGANG_GOOD)
        status = walk_file(walk, &locked, &head, report);
    else
        status = tg_report_pass(report, &head);
    tg_locked_close(&locked);
    return status;
}
