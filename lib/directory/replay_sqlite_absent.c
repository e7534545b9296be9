/* SPDX-License-Identifier: Apache-2.0 */
#include <toegang/replay.h>

#include "base/report.h"
#include "directory/check_replay.h"

toegang_status toegang_replay_sqlite_open(const char *path, int64_t patience_ms, toegang_replay **out,
                                          toegang_report *report)
{
    (void)path, (void)patience_ms, (void)out;
    return tg_report(report, TOEGANG_CONFIGURATION, CHECK_REPLAY_ADAPTER, toegang_adapters(),
                     TG_SPAN("sqlite"));
}
