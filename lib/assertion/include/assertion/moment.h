/* SPDX-License-Identifier: Apache-2.0 */
/* Instants that somebody stated, against the caller's clock. */
#ifndef TG_ASSERTION_MOMENT_H
#define TG_ASSERTION_MOMENT_H

#include "base/time.h"

/* The instant is there, but for the skew: time - skew <= at. Else REFUSED by the check, with both clocks. */
toegang_status tg_moment_past(toegang_time time, toegang_time at, int64_t skew, const char *check,
                              toegang_report *report);
/* The end is not there yet, but for the skew: at < end + skew. */
toegang_status tg_moment_before(toegang_time end, toegang_time at, int64_t skew, const char *check,
                                toegang_report *report);

#endif
