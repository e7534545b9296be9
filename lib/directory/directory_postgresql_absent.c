/* SPDX-License-Identifier: Apache-2.0 */
#include <toegang/directory.h>

#include "base/report.h"
#include "directory/check.h"

toegang_status toegang_directory_postgresql_open(const char *conninfo, const toegang_sql_settings *settings,
                                                 toegang_directory **out, toegang_report *report)
{
    (void)conninfo, (void)settings, (void)out;
    return tg_report(report, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_ADAPTER, toegang_adapters(),
                     TG_SPAN("postgresql"));
}
