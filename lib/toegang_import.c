/* SPDX-License-Identifier: Apache-2.0 */
/* A file into a register: set aside row by row, put in the place of the old register at once. */
#include <stdio.h>

#include "audit.h"
#include "base/report.h"
#include "base/text.h"
#include "check.h"
#include "directory/rows.h"
#include "exchange.h"

/* Rows between two times that what was set aside is kept for good. */
#define KEPT_ROWS 20000

struct import {
    const toegang *all;
    const toegang_exchange *what;
    toegang_exchanged done;
    struct tg_rows rows;
    const toegang_loading *loading;
    uint64_t row; /* of the file, good or not, from 1 */
    toegang_report *report; /* of the caller: what ended the filling stands there in our words */
    toegang_status status;
    struct tg_noted noted;
};

static void tell_progress(struct import *import)
{
    import->done.octets = import->rows.read;
    import->done.total = import->rows.size;
    if (import->what->progress) import->what->progress(import->what->context, &import->done);
}

/* Every row is counted, so that a number names the same row in the next attempt. */
static void count_row(struct import *import)
{
    import->row++;
    if (import->row % TG_EXCHANGE_ROWS == 0) tell_progress(import);
}

static void take_reject(void *context, const toegang_report *why)
{
    struct import *import = context;
    import->done.rejected++;
    if (import->what->rejects) import->what->rejects(import->what->context, import->what->path, "", why);
    count_row(import);
}

static void take_other(void *context)
{
    struct import *import = context;
    import->done.others++;
    count_row(import);
}

static toegang_status take_fact(void *context, const toegang_fact *fact, toegang_report *report)
{
    struct import *import = context;
    const toegang_loading *loading = import->loading;
    toegang_status status = TOEGANG_GOOD;
    import->done.facts++;
    count_row(import);
    if (import->row > import->done.resumed) status = loading->add(loading->state, fact, report);
    if (status == TOEGANG_GOOD && import->row > import->done.resumed && import->done.facts % KEPT_ROWS == 0)
        status = loading->keep(loading->state, import->row, report);
    return status;
}

static toegang_status read_file(struct import *import, toegang_report *report)
{
    char came[64];
    toegang_status status = tg_rows_of_file(&import->rows, report);
    if (status != TOEGANG_GOOD) return status;
    tell_progress(import);
    bool nothing = import->done.facts == 0 && import->done.rejected + import->done.others > 0;
    if (!nothing) return TOEGANG_GOOD;
    snprintf(came, sizeof came, "%ju rejected, %ju of other registers", (uintmax_t)import->done.rejected,
             (uintmax_t)import->done.others);
    return tg_refuse(report, CHECK_IMPORT_NOTHING, "a row that is a fact", tg_span_of(came));
}

static toegang_status fill(void *context, const toegang_loading *loading, uint64_t line, toegang_report *report)
{
    struct import *import = context;
    import->loading = loading;
    import->row = 0;
    import->done = (toegang_exchanged){
        .size = sizeof import->done, .resumed = line, .total = import->rows.size, .as_of = import->done.as_of};
    if (import->what->progress) import->what->progress(import->what->context, &import->done);
    toegang_report fault = {0};
    import->status = read_file(import, &fault);
    tg_report_pass(report, &fault);
    if (import->status != TOEGANG_GOOD) tg_report_pass(import->report, &fault);
    return import->status;
}

static toegang_status seal(void *context, const toegang_writing *writing, toegang_report *report)
{
    struct import *import = context;
    char name[64], detail[192];
    const char *path = import->what->path, *slash = strrchr(path, '/');
    tg_text_safe(name, sizeof name, tg_span_of(slash ? slash + 1 : path));
    snprintf(detail, sizeof detail, "%s: %ju facts of %s, %ju rejected, %ju of other registers",
             toegang_register_name(import->what->reg), (uintmax_t)import->done.facts, name,
             (uintmax_t)import->done.rejected, (uintmax_t)import->done.others);
    const struct tg_entry entry = {
        .event = "import", .at = import->what->at, .detail = detail, .reg = import->what->reg};
    return tg_audit_note(import->all, writing, &entry, &import->noted, report);
}

/* No file knows what is to come: a clock that was ahead must not make facts fresh for years. */
static void keep_age(struct import *import, toegang_time age)
{
    import->done.as_of = age < import->what->at ? age : import->what->at;
}

/* A register is as old as it was said to be, or as the oldest of its facts. */
static toegang_status find_age(struct import *import, toegang_report *report)
{
    struct tg_rows looking = import->rows;
    if (import->what->as_of != 0) return keep_age(import, import->what->as_of), TOEGANG_GOOD;
    looking.fact = NULL;
    looking.reject = NULL;
    looking.other = NULL;
    toegang_status status = tg_rows_of_file(&looking, report);
    keep_age(import, looking.age);
    return status;
}

static toegang_status load(struct import *import, toegang_directory *store, toegang_report *report)
{
    char mark[TG_MARK_ROOM];
    toegang_status status = find_age(import, report);
    if (status == TOEGANG_GOOD) status = tg_exchange_mark(import->all, import->what->path, mark, report);
    if (status != TOEGANG_GOOD) return status;
    const toegang_load load = {.size = sizeof load,
                               .reg = import->what->reg,
                               .mark = mark,
                               .as_of = import->done.as_of,
                               .fill = fill,
                               .seal = seal,
                               .context = import};
    status = toegang_directory_load(store, &load, report);
    if (status == TOEGANG_GOOD) tg_audit_kept(import->all, &import->noted);
    return import->status != TOEGANG_GOOD ? import->status : status;
}

toegang_status toegang_import(const toegang *all, const toegang_exchange *what, toegang_exchanged *out,
                              toegang_report *report)
{
    toegang_report own = {0};
    toegang_status status = tg_exchange_check(all, what, report);
    if (status != TOEGANG_GOOD) return status;
    if (!report) report = &own;
    status = tg_exchange_open_data(what->path, report);
    if (status != TOEGANG_GOOD) return status;
    toegang_directory *store = tg_exchange_store(all, what->reg, report);
    if (!store) return TOEGANG_MISUSE;
    struct import import = {.all = all,
                            .what = what,
                            .done = {.size = sizeof import.done},
                            .rows = {.path = what->path,
                                     .reg = what->reg,
                                     .allow_test_numbers = all->allow_test_numbers,
                                     .fact = take_fact,
                                     .reject = take_reject,
                                     .other = take_other},
                            .report = report};
    import.rows.context = &import;
    status = load(&import, store, report);
    if (out) *out = import.done;
    return status;
}
