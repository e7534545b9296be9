/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody else's class tells in its report, before the caller sees it. */
#ifndef TG_DIRECTORY_TOLD_H
#define TG_DIRECTORY_TOLD_H

#include <toegang/base.h>

#include <stdbool.h>

/* Whether the report holds a reason whose check has the form of an id. */
bool tg_told_reason(const toegang_report *told);
/* Below 0 and one that we know. */
bool tg_told_failure(toegang_status status);
/* The words of a reason, cut to their fields and masked, into the caller's report. Returns the status. */
toegang_status tg_told_pass(toegang_report *told, toegang_status status, toegang_report *report);

#endif
