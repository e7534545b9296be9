/* SPDX-License-Identifier: Apache-2.0 */
#include "base/report.h"
#include "directory/check_fetch.h"
#include "directory/fetch.h"

toegang_status tg_fetch(const char *url, const char *authorities, size_t limit, int64_t patience_ms,
                        struct tg_arena *arena, struct tg_span *out, toegang_report *report)
{
    (void)url, (void)authorities, (void)limit, (void)patience_ms, (void)arena, (void)out;
    return tg_report(report, TOEGANG_CONFIGURATION, CHECK_FETCH_ABSENT, "a library with http",
                     tg_span_of(toegang_adapters()));
}
