/* SPDX-License-Identifier: Apache-2.0 */
/* A register to a file, which is there whole or not at all. */
#include "base/report.h"
#include "directory/check.h"
#include "directory/rows.h"
#include "exchange.h"
#include "parse/stream.h"

struct export {
    const toegang_exchange *what;
    toegang_exchanged done;
    struct tg_writer writer;
    toegang_fact_kind only; /* 0: facts of every kind */
    toegang_report *report;
};

static toegang_status write_fact(void *context, const toegang_fact *fact)
{
    struct export *export = context;
    if (export->only != 0 && fact->kind != export->only) return TOEGANG_GOOD;
    toegang_status status = tg_writer_fact(&export->writer, fact, export->report);
    export->done.facts++;
    export->done.octets = export->writer.octets;
    if (export->done.facts % TG_EXCHANGE_ROWS == 0 && export->what->progress)
        export->what->progress(export->what->context, &export->done);
    return status;
}

static toegang_status scan(struct export *export, toegang_directory *store, toegang_fact_kind only)
{
    export->only = only;
    return toegang_directory_scan(store, export->what->reg, write_fact, export, export->report);
}

/* A list of YAML stands once, so that each kind has a turn; CSV takes them as they come. */
static toegang_status write_facts(struct export *export, toegang_directory *store)
{
    toegang_status status = tg_writer_begin(&export->writer, export->report);
    if (status != TOEGANG_GOOD) return status;
    if (!export->writer.yaml) return scan(export, store, 0);
    status = scan(export, store, tg_register_kind(export->what->reg));
    return status == TOEGANG_GOOD ? scan(export, store, TOEGANG_FACT_SUSPENSION) : status;
}

static toegang_status write_file(struct export *export, toegang_directory *store, struct tg_arena *arena)
{
    toegang_report *report = export->report;
    toegang_status status = tg_new_file_open(export->what->path, arena, &export->writer.file, report);
    if (status == TOEGANG_GOOD) status = write_facts(export, store);
    if (status == TOEGANG_GOOD) status = tg_writer_end(&export->writer, report);
    if (status == TOEGANG_GOOD) status = tg_new_file_keep(export->writer.file, report);
    tg_new_file_leave(export->writer.file);
    export->done.octets = export->done.total = export->writer.octets;
    export->done.as_of = export->done.facts > 0 ? export->writer.oldest : TOEGANG_ALWAYS;
    return status;
}

toegang_status toegang_export(const toegang *all, const toegang_exchange *what, toegang_exchanged *out,
                              toegang_report *report)
{
    struct tg_arena arena = {0};
    toegang_report own = {0};
    toegang_status status = tg_exchange_check(all, what, report);
    if (status != TOEGANG_GOOD) return status;
    if (!report) report = &own;
    if (!tg_rows_is_csv(what->path) && !tg_rows_is_yaml(what->path))
        return tg_report(report, TOEGANG_MISUSE, CHECK_IMPORT_NAME, "FILE.csv or FILE.yaml", tg_span_of(what->path));
    toegang_directory *store = tg_exchange_store(all, what->reg, report);
    if (!store) return TOEGANG_MISUSE;
    struct export export = {.what = what,
                            .done = {.size = sizeof export.done},
                            .writer = {.reg = what->reg, .yaml = tg_rows_is_yaml(what->path)},
                            .report = report};
    status = write_file(&export, store, &arena);
    if (out) *out = export.done;
    tg_arena_free(&arena);
    return status;
}
