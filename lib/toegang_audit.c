/* SPDX-License-Identifier: Apache-2.0 */
/* A change becomes a line of the trail. */
#include "audit.h"

#include <string.h>

#include "administration/check.h"
#include "administration/entry_line.h"
#include "administration/trail_file.h"
#include "base/report.h"

const char *tg_audit_store(const toegang *all, toegang_register reg)
{
    const toegang_directory *writer = toegang_directory_writer(all->layer, reg);
    unsigned first = 0;
    while (first < (unsigned)reg && toegang_directory_writer(all->layer, (toegang_register)first) != writer) first++;
    return toegang_register_name((toegang_register)first);
}

/* ---- in the store ---- */

struct last {
    const struct tg_trail_keys *keys;
    struct tg_link link;
    toegang_report report;
};

static toegang_status take_last(void *context, const char *line, size_t length)
{
    struct last *last = context;
    return tg_link_of(last->keys, (struct tg_span){line, length}, &last->link, &last->report);
}

/* ours: the last line is, or there is none. */
static toegang_status find_last(const struct tg_audit *audit, const toegang_writing *writing, struct tg_link *out,
                                bool *ours, toegang_report *report)
{
    struct last last = {.keys = &audit->keys};
    toegang_status status = writing->last(writing->state, take_last, &last, report);
    *ours = last.report.status == TOEGANG_GOOD;
    if (last.report.status == TOEGANG_REFUSED) return TOEGANG_GOOD;
    if (last.report.status != TOEGANG_GOOD) return tg_report_pass(report, &last.report);
    *out = last.link;
    return status;
}

static toegang_status find_place(const struct tg_audit *audit, const toegang_writing *writing, const char *trail,
                                 struct tg_sequel *out, toegang_report *report)
{
    struct tg_link last = {0};
    bool ours = true;
    toegang_status status = find_last(audit, writing, &last, &ours, report);
    *out = (struct tg_sequel){.link = last, .gap = !ours, .there = last.number};
    if (status != TOEGANG_GOOD || !audit->file) return status;
    return tg_trail_follow(&audit->keys, audit->file, trail, &last, ours, out, report);
}

static toegang_register register_of(const struct tg_entry *entry)
{
    return entry->change_count > 0 ? entry->changes[0].reg : entry->reg;
}

/* After *link, which moves on. */
static toegang_status append(const struct tg_audit *audit, const toegang_writing *writing, tg_line_body *body,
                             const void *what, struct tg_link *link, toegang_report *report)
{
    struct tg_arena arena = {0};
    struct tg_span line = {0};
    struct tg_link after;
    toegang_status status = tg_line_make(&audit->keys, link, body, what, &arena, &line, &after, report);
    if (status == TOEGANG_GOOD) status = writing->append(writing->state, line.at, line.length, report);
    if (status == TOEGANG_GOOD) *link = after;
    tg_arena_free(&arena);
    return status;
}

static toegang_status note_in_store(const toegang *all, const toegang_writing *writing, const struct tg_entry *entry,
                                    struct tg_noted *noted, toegang_report *report)
{
    const struct tg_audit *audit = all->audit;
    struct tg_sequel place;
    struct tg_entry_line what;
    noted->trail = tg_audit_store(all, register_of(entry));
    toegang_status status = find_place(audit, writing, noted->trail, &place, report);
    noted->link = place.link;
    if (status == TOEGANG_GOOD && place.gap)
        status = append(audit, writing, tg_continued_body, &place, &noted->link, report);
    if (status == TOEGANG_GOOD)
        status = tg_entry_line_of(audit->crypto, entry, all->version, noted->link.number, &what, report);
    return status == TOEGANG_GOOD ? append(audit, writing, tg_entry_body, &what, &noted->link, report) : status;
}

/* ---- in the file ---- */

/* It is there before the change is: a change that is not kept after all leaves a line behind, never the reverse. */
static toegang_status note_in_file(const toegang *all, const struct tg_entry *entry, toegang_report *report)
{
    const struct tg_audit *audit = all->audit;
    struct tg_entry_line what;
    if (!audit->file)
        return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_AUDIT_FILE, "a file under audit", TG_SPAN("none"));
    toegang_status status = tg_entry_line_of(audit->crypto, entry, all->version, 0, &what, report);
    return status == TOEGANG_GOOD ? tg_trail_append(&audit->keys, audit->file, tg_entry_body, &what, report) : status;
}

toegang_status tg_audit_note(const toegang *all, const toegang_writing *writing, const struct tg_entry *entry,
                             struct tg_noted *noted, toegang_report *report)
{
    *noted = (struct tg_noted){0};
    if (!all->audit) return TOEGANG_GOOD;
    return writing->append ? note_in_store(all, writing, entry, noted, report) : note_in_file(all, entry, report);
}

void tg_audit_kept(const toegang *all, const struct tg_noted *noted)
{
    if (noted->trail && all->audit->file)
        tg_trail_kept(&all->audit->keys, all->audit->file, noted->trail, &noted->link);
}
