/* SPDX-License-Identifier: Apache-2.0 */
/* How an inspection ends, of each kind of assertion. */
#ifndef TG_ASSERTION_INSPECT_H
#define TG_ASSERTION_INSPECT_H

#include <toegang/trust.h>

/* The check that fell is told last, and becomes the report, unless one fell before it. */
toegang_status tg_inspect_end(toegang_inspect_sink *sink, void *context, toegang_status status,
                              const toegang_report *why, toegang_report *report);

#endif
