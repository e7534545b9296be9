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

/* A trail that is broken takes no line until somebody has looked, and so there are no changes. */
static toegang_status find_last(const struct tg_audit *audit, const toegang_writing *writing, struct tg_link *out,
                                toegang_report *report)
{
    struct last last = {.keys = &audit->keys};
    toegang_status status = writing->last(writing->state, take_last, &last, report);
    if (last.report.status == TOEGANG_REFUSED)
        return tg_report(report, TOEGANG_UNAVAILABLE, last.report.check, last.report.expected,
                         tg_span_of(last.report.came));
    if (last.report.status != TOEGANG_GOOD) return tg_report_pass(report, &last.report);
    *out = last.link;
    return status;
}

static toegang_register register_of(const struct tg_entry *entry)
{
    return entry->change_count > 0 ? entry->changes[0].reg : entry->reg;
}

static toegang_status append(const struct tg_audit *audit, const toegang_writing *writing,
                             const struct tg_entry_line *what, const struct tg_link *last, struct tg_link *after,
                             toegang_report *report)
{
    struct tg_arena arena = {0};
    struct tg_span line = {0};
    toegang_status status = tg_line_make(&audit->keys, last, tg_entry_body, what, &arena, &line, after, report);
    if (status == TOEGANG_GOOD) status = writing->append(writing->state, line.at, line.length, report);
    tg_arena_free(&arena);
    return status;
}

static toegang_status note_in_store(const toegang *all, const toegang_writing *writing, const struct tg_entry *entry,
                                    struct tg_noted *noted, toegang_report *report)
{
    const struct tg_audit *audit = all->audit;
    struct tg_link last = {0};
    struct tg_entry_line what;
    toegang_status status = find_last(audit, writing, &last, report);
    noted->trail = tg_audit_store(all, register_of(entry));
    if (status == TOEGANG_GOOD && audit->file)
        status = tg_trail_follow(&audit->keys, audit->file, noted->trail, &last, report);
    if (status == TOEGANG_GOOD)
        status = tg_entry_line_of(audit->crypto, entry, all->version, last.number, &what, report);
    return status == TOEGANG_GOOD ? append(audit, writing, &what, &last, &noted->link, report) : status;
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

/* Somebody else may have moved the head further meanwhile: then it says more, and stays. */
void tg_audit_kept(const toegang *all, const struct tg_noted *noted)
{
    if (noted->trail && all->audit->file)
        (void)tg_trail_follow(&all->audit->keys, all->audit->file, noted->trail, &noted->link, NULL);
}
