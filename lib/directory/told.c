/* SPDX-License-Identifier: Apache-2.0 */
#include "told.h"

#include <string.h>

#include "base/report.h"

static bool is_check_id(const char *check, size_t size)
{
    size_t length = strnlen(check, size);
    return length > 0 && length < size && strspn(check, "abcdefghijklmnopqrstuvwxyz0123456789.-") == length;
}

bool tg_told_reason(const toegang_report *told)
{
    return told->status != TOEGANG_GOOD && is_check_id(told->check, sizeof told->check);
}

bool tg_told_failure(toegang_status status)
{
    return status < TOEGANG_GOOD && status >= TOEGANG_INTERNAL;
}

toegang_status tg_told_pass(toegang_report *told, toegang_status status, toegang_report *report)
{
    told->expected[sizeof told->expected - 1] = '\0';
    told->came[sizeof told->came - 1] = '\0';
    bool first = report && report->status == TOEGANG_GOOD;
    tg_report(report, status, told->check, told->expected, tg_span_of(told->came));
    if (first) tg_report_place(report, told->line, told->column, told->offset);
    return status;
}
