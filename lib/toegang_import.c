/* SPDX-License-Identifier: Apache-2.0 */
/* A file into a register. */
#include <stdio.h>

#include "base/report.h"
#include "check.h"
#include "exchange_import.h"

static toegang_status take_fact(void *context, const toegang_fact *fact, toegang_report *report)
{
    struct tg_import *import = context;
    const toegang_loading *loading = import->loading;
    toegang_status status = TOEGANG_GOOD;
    import->done.facts++;
    tg_import_count(import);
    if (tg_import_is_new(import)) status = loading->add(loading->state, fact, report);
    return status == TOEGANG_GOOD ? tg_import_keep(import, import->done.facts, report) : status;
}

static toegang_status read_file(struct tg_import *import, toegang_report *report)
{
    const toegang_exchanged *done = &import->done;
    toegang_status status = tg_rows_of_file(&import->facts, report);
    if (status != TOEGANG_GOOD) return status;
    bool nothing = done->facts == 0 && done->rejected + done->others > 0;
    return nothing ? tg_import_nothing(import, "a row that is a fact", report) : TOEGANG_GOOD;
}

static void write_detail(const struct tg_import *import, char *out, size_t size)
{
    char name[TG_IMPORT_NAME];
    tg_import_name(import, name);
    snprintf(out, size, "%s: %ju facts of %s, %ju rejected, %ju of other registers",
             toegang_register_name(import->what->reg), (uintmax_t)import->done.facts, name,
             (uintmax_t)import->done.rejected, (uintmax_t)import->done.others);
}

static const struct tg_imported facts = {read_file, write_detail, toegang_directory_load};

/* A register is as old as it was said to be, or as the oldest of its facts. */
static toegang_status find_age(struct tg_import *import, toegang_report *report)
{
    struct tg_rows looking = import->facts;
    if (import->what->as_of != 0) return tg_import_age(import, import->what->as_of), TOEGANG_GOOD;
    looking.fact = NULL;
    looking.reject = NULL;
    looking.other = NULL;
    toegang_status status = tg_rows_of_file(&looking, report);
    tg_import_age(import, looking.age);
    return status;
}

static toegang_status import_facts(struct tg_import *import, toegang_directory *store, toegang_report *report)
{
    char mark[TG_MARK_ROOM];
    import->kind = &facts;
    import->mark = mark;
    import->rows = &import->facts;
    import->facts = (struct tg_rows){.path = import->what->path,
                                     .reg = import->what->reg,
                                     .allow_test_numbers = import->all->allow_test_numbers,
                                     .context = import,
                                     .fact = take_fact,
                                     .reject = tg_import_reject,
                                     .other = tg_import_other};
    toegang_status status = find_age(import, report);
    if (status == TOEGANG_GOOD) status = tg_exchange_mark(import->all, import->what->path, mark, report);
    return status == TOEGANG_GOOD ? tg_import_run(import, store, report) : status;
}

toegang_status toegang_import(const toegang *all, const toegang_exchange *what, toegang_exchanged *out,
                              toegang_report *report)
{
    toegang_report own = {0};
    toegang_status status = tg_exchange_check(all, what, report);
    if (status != TOEGANG_GOOD) return status;
    if (!report) report = &own;
    bool is_open_data = tg_open_data_is(what->path);
    if (is_open_data && what->reg != TOEGANG_KBO)
        return tg_report(report, TOEGANG_REFUSED, CHECK_IMPORT_OPEN_DATA, "the register kbo",
                         tg_span_of(toegang_register_name(what->reg)));
    toegang_directory *store = tg_exchange_store(all, what->reg, report);
    if (!store) return TOEGANG_MISUSE;
    struct tg_import import = {.all = all, .what = what, .done = {.size = sizeof import.done}, .report = report};
    status = (is_open_data ? tg_import_open_data : import_facts)(&import, store, report);
    if (out) *out = import.done;
    return status;
}
