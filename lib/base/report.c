/* SPDX-License-Identifier: Apache-2.0 */
#include "base/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

toegang_status tg_report(toegang_report *report, toegang_status status, const char *check, const char *expected,
                         struct tg_span came)
{
    if (!report || report->status != TOEGANG_GOOD) return status;
    struct tg_text id = tg_text_of(report->check, sizeof report->check);
    report->status = status;
    tg_text_add(&id, check);
    tg_text_safe(report->expected, sizeof report->expected, tg_span_of(expected));
    tg_text_safe(report->came, sizeof report->came, came);
    return status;
}

toegang_status tg_refuse(toegang_report *report, const char *check, const char *expected, struct tg_span came)
{
    return tg_report(report, TOEGANG_REFUSED, check, expected, came);
}

toegang_status tg_reportf(toegang_report *report, toegang_status status, const char *check, const char *expected,
                          const char *came, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, came);
    int length = vsnprintf(text, sizeof text, came, arguments);
    va_end(arguments);
    return tg_report(report, status, check, expected, tg_span_of(length < 0 ? "" : text));
}

toegang_status tg_report_pass(toegang_report *report, const toegang_report *why)
{
    if (report && report->status == TOEGANG_GOOD) *report = *why;
    return why->status;
}

toegang_status tg_no_memory(toegang_report *report)
{
    return tg_report(report, TOEGANG_NO_MEMORY, CHECK_MEMORY, "memory", tg_span_of("none left"));
}

toegang_status tg_misuse(toegang_report *report, const char *expected)
{
    return tg_report(report, TOEGANG_MISUSE, CHECK_MISUSE, expected, tg_span_of("something else"));
}

void tg_report_place(toegang_report *report, uint32_t line, uint32_t column, size_t offset)
{
    if (!report) return;
    report->line = line;
    report->column = column;
    report->offset = offset > UINT32_MAX ? UINT32_MAX : (uint32_t)offset;
}
