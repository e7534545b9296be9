/* SPDX-License-Identifier: Apache-2.0 */
#include "rows_reading.h"

#include <stdio.h>
#include <string.h>

#include "base/report.h"
#include "directory/check.h"

toegang_fact_kind tg_register_kind(toegang_register reg)
{
    if (reg == TOEGANG_KBO) return TOEGANG_FACT_FUNCTION;
    return reg == TOEGANG_BTB ? TOEGANG_FACT_APPOINTMENT : TOEGANG_FACT_RIGHT;
}

const char *tg_rows_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

static bool ends_in(const char *path, const char *end)
{
    size_t length = strlen(path), most = strlen(end);
    if (length <= most) return false;
    return tg_span_alike((struct tg_span){path + length - most, most}, tg_span_of(end));
}

bool tg_rows_is_csv(const char *path)
{
    return ends_in(path, ".csv");
}

bool tg_rows_is_yaml(const char *path)
{
    return ends_in(path, ".yaml") || ends_in(path, ".yml");
}

static uint32_t line_of(uint64_t line)
{
    return line < UINT32_MAX ? (uint32_t)line : UINT32_MAX;
}

/* What stood there may be a national number, or whatever somebody put in its place. */
void tg_rows_reject(const struct tg_rows *rows, const toegang_report *fault, uint64_t line, const char *column)
{
    toegang_report why = {0};
    char came[64] = "";
    if (column) snprintf(came, sizeof came, "in the column %.32s", column);
    tg_refuse(&why, fault->check, fault->expected, tg_span_of(came));
    tg_report_place(&why, line_of(line), 0, 0);
    if (rows->reject) rows->reject(rows->context, &why);
}

toegang_status tg_rows_failed(const struct tg_rows *rows, const toegang_report *fault, toegang_report *report)
{
    toegang_status status = fault->status == TOEGANG_REFUSED ? TOEGANG_CONFIGURATION : fault->status;
    bool first = report && report->status == TOEGANG_GOOD;
    if (fault->status == TOEGANG_UNAVAILABLE || fault->line == 0)
        tg_report(report, status, fault->check, fault->expected, tg_span_of(fault->came));
    else
        tg_reportf(report, status, fault->check, fault->expected, "%.64s:%u: %.128s", tg_rows_name(rows->path),
                   (unsigned)fault->line, fault->came);
    if (first) tg_report_place(report, fault->line, fault->column, fault->offset);
    return status;
}

toegang_status tg_rows_of_file(struct tg_rows *rows, toegang_report *report)
{
    if (tg_rows_is_csv(rows->path)) return tg_rows_csv(rows, report);
    if (tg_rows_is_yaml(rows->path)) return tg_rows_yaml(rows, report);
    return tg_report(report, TOEGANG_MISUSE, CHECK_IMPORT_NAME, "FILE.csv or FILE.yaml",
                     tg_span_of(tg_rows_name(rows->path)));
}

toegang_status tg_rows_give(struct tg_rows *rows, const toegang_fact *fact, toegang_report *report)
{
    if (!tg_register_holds(rows->reg, fact->kind)) {
        if (rows->other) rows->other(rows->context);
        return TOEGANG_GOOD;
    }
    if (fact->as_of < rows->age) rows->age = fact->as_of;
    return rows->fact ? rows->fact(rows->context, fact, report) : TOEGANG_GOOD;
}
