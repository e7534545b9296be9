/* SPDX-License-Identifier: Apache-2.0 */
/* What a directory of tests does that is neither read nor written fact by fact. */
#ifndef TG_TESTS_NOTHING_H
#define TG_TESTS_NOTHING_H

#include <toegang/sys/directory.h>

static inline toegang_status read_nothing(void *self, const toegang_directory_question *question,
                                          toegang_fact_sink *sink, void *context, toegang_report *report)
{
    (void)self, (void)question, (void)sink, (void)context, (void)report;
    return TOEGANG_GOOD;
}

static inline toegang_status write_nothing(void *self, int64_t patience_ms, toegang_change_body *body,
                                           void *context, toegang_report *report)
{
    (void)self, (void)patience_ms, (void)body, (void)context, (void)report;
    return TOEGANG_GOOD;
}

#endif
