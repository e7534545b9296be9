/* SPDX-License-Identifier: Apache-2.0 */
/* What a killed process left at the end of a file, moved aside; and a trail that is not what it was: said in it. */
#ifndef TG_ADMINISTRATION_REPAIR_H
#define TG_ADMINISTRATION_REPAIR_H

#include "administration/walk.h"
#include "disk.h"
#include "trail_end.h"

/*
 * Puts a line that says so at the end of the good lines, over what is torn: end moves on. In this order it is said in
 * every case, also when this process is killed meanwhile.
 */
toegang_status tg_repair(const struct tg_trail_keys *keys, const struct tg_locked *locked,
                         const struct tg_sequel *place, struct tg_trail_end *end, toegang_report *report);
/* The line is one of those: of a torn end, and of a gap. */
bool tg_is_repair(struct tg_span line);
bool tg_is_continued(struct tg_span line);

#endif
