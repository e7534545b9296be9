/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In this order, so that a process may be killed and the power may fail between any two steps: the line, on the
 * disk; the head, on the disk; then it is acknowledged. So there may be more lines than were acknowledged, never
 * fewer, and what is less than the head says was cut by somebody.
 */
#include "administration/check.h"
#include "administration/trail_file.h"
#include "base/report.h"
#include "head.h"
#include "disk.h"
#include "repair.h"
#include "trail_end.h"

/* The trail is broken: who appends cannot judge that, and must not write over the proof. */
static toegang_status as_unavailable(toegang_status status, const toegang_report *why, toegang_report *report)
{
    if (status != TOEGANG_REFUSED) return status == TOEGANG_GOOD ? status : tg_report_pass(report, why);
    return tg_report(report, TOEGANG_UNAVAILABLE, why->check, why->expected, tg_span_of(why->came));
}

/* The head stands before the first line does: a trail without one is a trail that lost it. */
static toegang_status begin(const struct tg_trail_keys *keys, const struct tg_locked *locked, toegang_report *report)
{
    const struct tg_link nothing = {0};
    if (locked->size > 0) return tg_refuse(report, CHECK_AUDIT_HEAD, "a head file", TG_SPAN("none"));
    toegang_status status = tg_head_write(keys, locked->path, "", &nothing, report);
    if (status != TOEGANG_GOOD) return status;
    return tg_keep_folder(locked->path) ? TOEGANG_GOOD : tg_file_failed("a writable file", locked->path, report);
}

static toegang_status find_place(const struct tg_trail_keys *keys, const struct tg_locked *locked,
                                 struct tg_arena *arena, struct tg_trail_end *end, toegang_report *report)
{
    struct tg_head head;
    toegang_status status = tg_head_read(keys, locked->path, "", &head, report);
    if (status == TOEGANG_GOOD) status = tg_trail_end_find(keys, locked, arena, end, report);
    if (status == TOEGANG_GOOD && !head.there) status = begin(keys, locked, report);
    if (status == TOEGANG_GOOD) status = tg_head_fits(&head, &end->link, report);
    if (status == TOEGANG_GOOD && end->torn.length > 0)
        status = tg_repair(keys, locked, end->torn, &end->size, &end->link, report);
    return status;
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
    toegang_report why = {0};
    toegang_status status = find_place(keys, locked, arena, &end, &why);
    if (status != TOEGANG_GOOD) return as_unavailable(status, &why, report);
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
                             const struct tg_link *last, toegang_report *report)
{
    struct tg_head head;
    toegang_status status = tg_head_read(keys, path, name, &head, report);
    if (status == TOEGANG_GOOD) status = tg_head_fits(&head, last, report);
    if (status != TOEGANG_GOOD || (head.there && head.link.number == last->number)) return status;
    return tg_head_write(keys, path, name, last, report);
}

toegang_status tg_trail_follow(const struct tg_trail_keys *keys, const char *path, const char *name,
                               const struct tg_link *last, toegang_report *report)
{
    struct tg_locked locked;
    toegang_report why = {0};
    toegang_status status = tg_lock(path, TG_LOCK_WRITE, &locked, report);
    if (status != TOEGANG_GOOD) return status;
    status = as_unavailable(follow(keys, path, name, last, &why), &why, report);
    tg_locked_close(&locked);
    return status;
}

toegang_status tg_trail_head(const struct tg_trail_keys *keys, const char *path, const char *name,
                             struct tg_head *out, toegang_report *report)
{
    return tg_head_read(keys, path, name, out, report);
}
