/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In this order, so that a process may be killed and the power may fail between any two steps: the line, on the
 * disk; the head, on the disk; then it is acknowledged. So there may be more lines than were acknowledged, never
 * fewer, and what is less than the head says was cut by somebody.
 */
#include "administration/trail_file.h"
#include "base/report.h"
#include "disk.h"
#include "head.h"
#include "repair.h"
#include "trail_end.h"

/* The head stands before the first line does: lines without one lost it. */
static toegang_status begin(const struct tg_trail_keys *keys, const struct tg_locked *locked, toegang_report *report)
{
    const struct tg_link nothing = {0};
    toegang_status status = tg_head_write(keys, locked->path, "", &nothing, report);
    if (status != TOEGANG_GOOD) return status;
    return tg_keep_folder(locked->path) ? TOEGANG_GOOD : tg_file_failed("a writable file", locked->path, report);
}

static toegang_status settle(const struct tg_trail_keys *keys, const struct tg_locked *locked,
                             const struct tg_head *head, toegang_status read, struct tg_trail_end *end,
                             toegang_report *report)
{
    struct tg_sequel place = tg_head_place(head, read, &end->link, end->ours, locked->size > 0);
    if (read == TOEGANG_GOOD && !head->there && locked->size == 0) return begin(keys, locked, report);
    if (place.gap || end->torn.length > 0) return tg_repair(keys, locked, &place, end, report);
    return TOEGANG_GOOD;
}

static toegang_status find_place(const struct tg_trail_keys *keys, const struct tg_locked *locked,
                                 struct tg_arena *arena, struct tg_trail_end *end, toegang_report *report)
{
    struct tg_head head;
    toegang_report why = {0}, told = {0};
    toegang_status read = tg_head_read(keys, locked->path, "", &head, &told);
    if (read < TOEGANG_GOOD) return tg_report_pass(report, &told);
    toegang_status status = tg_trail_end_find(keys, locked, arena, end, &why);
    if (status == TOEGANG_GOOD) return settle(keys, locked, &head, read, end, report);
    if (status != TOEGANG_REFUSED) return tg_report_pass(report, &why);
    return tg_report(report, TOEGANG_UNAVAILABLE, why.check, why.expected, tg_span_of(why.came));
}

/* What cannot be kept is taken back; where not even that can be done, it stands there without having counted. */
static toegang_status keep(const struct tg_trail_keys *keys, const struct tg_locked *locked, struct tg_span line,
                           const struct tg_trail_end *end, const struct tg_link *after, toegang_report *report)
{
    bool written = tg_add(locked->file, line);
    toegang_status status =
        written ? tg_head_write(keys, locked->path, "", after, report)
                : tg_file_failed("a writable file", locked->path, report);
    if (status != TOEGANG_GOOD) tg_take_back(locked->file, end->size);
    return status;
}

static toegang_status append(const struct tg_trail_keys *keys, const struct tg_locked *locked, tg_line_body *body,
                             const void *what, struct tg_arena *arena, toegang_report *report)
{
    struct tg_trail_end end = {0};
    struct tg_link after;
    struct tg_span line = {0};
    toegang_status status = find_place(keys, locked, arena, &end, report);
    if (status != TOEGANG_GOOD) return status;
    status = tg_line_make(keys, &end.link, body, what, arena, &line, &after, report);
    if (status != TOEGANG_GOOD) return status;
    char *whole = tg_path_with(arena, line.at, "\n", "");
    return whole ? keep(keys, locked, tg_span_of(whole), &end, &after, report) : tg_no_memory(report);
}

toegang_status tg_trail_append(const struct tg_trail_keys *keys, const char *path, tg_line_body *body,
                               const void *what, toegang_report *report)
{
    struct tg_arena arena = {0};
    struct tg_locked locked;
    toegang_status status = tg_lock(path, TG_LOCK_WRITE, &locked, report);
    if (status != TOEGANG_GOOD) return status;
    status = append(keys, &locked, body, what, &arena, report);
    tg_locked_close(&locked);
    tg_arena_free(&arena);
    return status;
}

static toegang_status follow(const struct tg_trail_keys *keys, const char *path, const char *name,
                             const struct tg_link *last, bool ours, struct tg_sequel *out, toegang_report *report)
{
    struct tg_head head;
    toegang_report told = {0};
    toegang_status read = tg_head_read(keys, path, name, &head, &told);
    if (read < TOEGANG_GOOD) return tg_report_pass(report, &told);
    *out = tg_head_place(&head, read, last, ours, false);
    if (out->gap || (head.there && head.link.number == last->number)) return TOEGANG_GOOD;
    return tg_head_write(keys, path, name, last, report);
}

toegang_status tg_trail_follow(const struct tg_trail_keys *keys, const char *path, const char *name,
                               const struct tg_link *last, bool ours, struct tg_sequel *out, toegang_report *report)
{
    struct tg_locked locked;
    toegang_status status = tg_lock(path, TG_LOCK_WRITE, &locked, report);
    if (status != TOEGANG_GOOD) return status;
    status = follow(keys, path, name, last, ours, out, report);
    tg_locked_close(&locked);
    return status;
}

/* A head that is not ours is written over: the line of the gap has said so. */
static void raise_head(const struct tg_trail_keys *keys, const char *path, const char *name, const struct tg_link *link)
{
    struct tg_head head;
    toegang_status read = tg_head_read(keys, path, name, &head, NULL);
    bool further = head.there && head.link.number >= link->number;
    if (read < TOEGANG_GOOD || further) return;
    (void)(head.there ? tg_head_move : tg_head_write)(keys, path, name, link, NULL);
}

void tg_trail_kept(const struct tg_trail_keys *keys, const char *path, const char *name, const struct tg_link *link)
{
    struct tg_locked locked;
    if (tg_lock(path, TG_LOCK_WRITE, &locked, NULL) != TOEGANG_GOOD) return;
    raise_head(keys, path, name, link);
    tg_locked_close(&locked);
}

toegang_status tg_trail_head(const struct tg_trail_keys *keys, const char *path, const char *name,
                             struct tg_head *out, toegang_report *report)
{
    struct tg_locked locked;
    toegang_status status = tg_lock(path, TG_LOCK_READ, &locked, report);
    if (status != TOEGANG_GOOD) return status;
    status = tg_head_read(keys, path, name, out, report);
    tg_locked_close(&locked);
    return status;
}
