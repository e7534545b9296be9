/* SPDX-License-Identifier: Apache-2.0 */
#include "parse/place.h"

#include "base/report.h"

/* A line ends in LF, CR or both, as in XML (2.11) and YAML. */
static bool ends_line(struct tg_span octets, size_t at)
{
    bool before_feed = at + 1 < octets.length && octets.at[at + 1] == '\n';
    return octets.at[at] == '\n' || (octets.at[at] == '\r' && !before_feed);
}

static void add_place(toegang_report *report, struct tg_span octets, size_t offset)
{
    size_t line = 1, start = 0;
    for (size_t i = 0; i < offset && i < octets.length; i++) {
        if (!ends_line(octets, i)) continue;
        line++;
        start = i + 1;
    }
    tg_report_place(report, (uint32_t)line, (uint32_t)(offset - start + 1), offset);
}

toegang_status tg_refuse_at(toegang_report *report, struct tg_span octets, size_t offset, const char *check,
                            const char *expected, struct tg_span came)
{
    bool first = report && report->status == TOEGANG_GOOD;
    toegang_status status = tg_refuse(report, check, expected, came);
    if (first) add_place(report, octets, offset);
    return status;
}
