/* SPDX-License-Identifier: Apache-2.0 */
#include "administration/walk.h"

#include "head.h"
#include "repair.h"

static toegang_status step(struct tg_walk *walk, struct tg_span line, toegang_report *report)
{
    struct tg_link before = walk->link;
    toegang_status status = tg_link_step(walk->keys, line, &walk->link, report);
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
