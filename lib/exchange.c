/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange.h"

#include "base/report.h"
#include "check.h"
#include "directory/check.h"

toegang_directory *tg_exchange_store(const toegang *all, toegang_register reg, toegang_report *report)
{
    char shown[TG_SOURCE_ROOM];
    toegang_directory *store = toegang_directory_writer(all->layer, reg);
    if (!store)
        tg_reportf(report, TOEGANG_MISUSE, CHECK_DIRECTORY_READ_ONLY, "a directory that takes changes", "%s: %s",
                   toegang_register_name(reg), all->sources[reg] ? tg_source_shown(all->sources[reg], shown) : "not configured");
    return store;
}

toegang_status tg_exchange_check(const toegang *all, const toegang_exchange *what, toegang_report *report)
{
    if (!all || !what || what->size < sizeof *what || !what->path || (unsigned)what->reg >= TOEGANG_REGISTERS)
        return tg_misuse(report, "a configuration and a whole exchange");
    return TOEGANG_GOOD;
}
