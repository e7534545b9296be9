/* SPDX-License-Identifier: Apache-2.0 */
/* What a killed process left at the end of a file: moved aside, and said in the trail. */
#ifndef TG_ADMINISTRATION_REPAIR_H
#define TG_ADMINISTRATION_REPAIR_H

#include "administration/trail.h"
#include "disk.h"

/*
 * Puts a line of its own over the torn end: *end, where the good lines end, and *link move on. In this order it is
 * said in every case, also when this process is killed meanwhile.
 */
toegang_status tg_repair(const struct tg_trail_keys *keys, const struct tg_locked *locked, struct tg_span torn,
                         size_t *end, struct tg_link *link, toegang_report *report);
/* The line is one of those. */
bool tg_is_repair(struct tg_span line);

#endif
