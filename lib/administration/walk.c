/* SPDX-License-Identifier: Apache-2.0 */
#include "administration/walk.h"

#include "administration/check.h"
#include "base/report.h"
#include "head.h"
#include "repair.h"

/* Such a line stands first, or behind what is not the trail that it goes on with. */
static toegang_status step_over_gap(struct tg_walk *walk, struct tg_span line, toegang_report *report)
{
    struct tg_link last = walk->link, known;
    toegang_status status = tg_link_of(walk->keys, line, &known, report);
    if (status != TOEGANG_GOOD) return status;
    if (last.number == 0) {
        walk->link = known;
        walk->continued = known.number;
        return TOEGANG_GOOD;
    }
    const struct tg_head lost = {true, {.number = known.number - 1}};
    if (lost.link.number > last.number) return tg_head_fits(&lost, &last, report);
    return tg_refuse(report, CHECK_AUDIT_HEAD, "a head file", TG_SPAN("none"));
}

static toegang_status step(struct tg_walk *walk, struct tg_span line, toegang_report *report)
{
    struct tg_link before = walk->link;
    toegang_status status = tg_is_continued(line) ? step_over_gap(walk, line, report)
                                                  : tg_link_step(walk->keys, line, &walk->link, report);
    if (status == TOEGANG_GOOD && walk->head.link.number == walk->link.number)
        status = tg_head_fits(&walk->head, &walk->link, report);
    if (status != TOEGANG_GOOD) walk->link = before;
    return status;
}

toegang_status tg_walk_line(struct tg_walk *walk, struct tg_span line, toegang_report *report)
{
    toegang_status status = step(walk, line, report);
    if (status == TOEGANG_REFUSED) walk->broken = walk->link.number + 1;
    if (status != TOEGANG_GOOD) return status;
    if (tg_is_repair(line)) walk->torn = walk->link.number;
    return walk->sink ? walk->sink(walk->context, line) : TOEGANG_GOOD;
}

toegang_status tg_walk_end(struct tg_walk *walk, toegang_report *report)
{
    toegang_status status = tg_head_fits(&walk->head, &walk->link, report);
    if (status != TOEGANG_GOOD) walk->broken = walk->link.number + 1;
    return status;
}
