/* SPDX-License-Identifier: Apache-2.0 */
/* Rows into a store: set aside one by one, put in the place of what was there at once. */
#include "exchange_import.h"

#include <stdio.h>

#include "base/report.h"
#include "base/text.h"
#include "check.h"

/* Rows between two times that what was set aside is kept for good. */
#define KEPT_ROWS 20000

static void tell_progress(struct tg_import *import)
{
    import->done.octets = import->rows->read;
    import->done.total = import->rows->size;
    if (import->what->progress) import->what->progress(import->what->context, &import->done);
}

void tg_import_count(struct tg_import *import)
{
    import->row++;
    if (import->row % TG_EXCHANGE_ROWS == 0) tell_progress(import);
}

bool tg_import_is_new(const struct tg_import *import)
{
    return import->row > import->done.resumed;
}

toegang_status tg_import_keep(struct tg_import *import, uint64_t good, toegang_report *report)
{
    if (!tg_import_is_new(import) || good % KEPT_ROWS != 0) return TOEGANG_GOOD;
    return import->loading->keep(import->loading->state, import->row, report);
}

void tg_import_reject(void *context, const toegang_report *why)
{
    struct tg_import *import = context;
    import->done.rejected++;
    if (import->what->rejects) import->what->rejects(import->what->context, import->rows->path, "", why);
    tg_import_count(import);
}

void tg_import_other(void *context)
{
    struct tg_import *import = context;
    import->done.others++;
    tg_import_count(import);
}

toegang_status tg_import_nothing(const struct tg_import *import, const char *expected, toegang_report *report)
{
    char came[64];
    snprintf(came, sizeof came, "%ju rejected, %ju of other registers", (uintmax_t)import->done.rejected,
             (uintmax_t)import->done.others);
    return tg_refuse(report, CHECK_IMPORT_NOTHING, expected, tg_span_of(came));
}

void tg_import_age(struct tg_import *import, toegang_time age)
{
    import->done.as_of = age < import->what->at ? age : import->what->at;
}

void tg_import_name(const struct tg_import *import, char out[TG_IMPORT_NAME])
{
    struct tg_span path = tg_span_of(import->what->path);
    while (path.length > 1 && path.at[path.length - 1] == '/') path.length--;
    size_t slash = tg_span_find_last(path, '/');
    tg_text_safe(out, TG_IMPORT_NAME, slash + 1 < path.length ? tg_span_from(path, slash + 1) : path);
}

static toegang_status fill(void *context, const toegang_loading *loading, uint64_t line, toegang_report *report)
{
    struct tg_import *import = context;
    toegang_report fault = {0};
    import->loading = loading;
    import->row = 0;
    import->done = (toegang_exchanged){
        .size = sizeof import->done, .resumed = line, .total = import->rows->size, .as_of = import->done.as_of};
    if (import->what->progress) import->what->progress(import->what->context, &import->done);
    import->status = import->kind->read(import, &fault);
    if (import->status == TOEGANG_GOOD) tell_progress(import);
    tg_report_pass(report, &fault);
    if (import->status != TOEGANG_GOOD) tg_report_pass(import->report, &fault);
    return import->status;
}

static toegang_status seal(void *context, const toegang_writing *writing, toegang_report *report)
{
    struct tg_import *import = context;
    char detail[256];
    import->kind->detail(import, detail, sizeof detail);
    const struct tg_entry entry = {
        .event = "import", .at = import->what->at, .detail = detail, .reg = import->what->reg};
    return tg_audit_note(import->all, writing, &entry, &import->noted, report);
}

toegang_status tg_import_run(struct tg_import *import, toegang_directory *store, toegang_report *report)
{
    const toegang_load load = {.size = sizeof load,
                               .reg = import->what->reg,
                               .mark = import->mark,
                               .as_of = import->done.as_of,
                               .fill = fill,
                               .seal = seal,
                               .context = import};
    toegang_status status = import->kind->load(store, &load, report);
    if (status == TOEGANG_GOOD) tg_audit_kept(import->all, &import->noted);
    return import->status != TOEGANG_GOOD ? import->status : status;
}
