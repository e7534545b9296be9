/* SPDX-License-Identifier: Apache-2.0 */
/* Filling the caller's report. */
#ifndef TG_BASE_REPORT_H
#define TG_BASE_REPORT_H

#include <toegang/base.h>

#include "base/span.h"

/*
 * Writes the first reason and returns its status: `return tg_refuse(report, CHECK_X, "32", came)`. What came goes
 * through tg_text_safe. A report that holds a reason stays as it is; NULL is fine; the status is returned anyway.
 */
toegang_status tg_report(toegang_report *report, toegang_status status, const char *check, const char *expected,
                         struct tg_span came);
toegang_status tg_refuse(toegang_report *report, const char *check, const char *expected, struct tg_span came);
/* The same with texts made by printf; each is cut to its field. */
__attribute__((format(printf, 5, 6))) toegang_status tg_reportf(toegang_report *report, toegang_status status,
                                                                const char *check, const char *expected,
                                                                const char *came, ...);
/* Passes on another report, place and all, where there is no reason yet; its status. */
toegang_status tg_report_pass(toegang_report *report, const toegang_report *why);
toegang_status tg_no_memory(toegang_report *report);
toegang_status tg_misuse(toegang_report *report, const char *expected);
/* Adds a place to a report just filled. */
void tg_report_place(toegang_report *report, uint32_t line, uint32_t column, size_t offset);

#define CHECK_MEMORY "library.memory"
#define CHECK_MISUSE "library.misuse"

#endif
