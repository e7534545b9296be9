/* SPDX-License-Identifier: Apache-2.0 */
/* A source that could not be opened: each question to it gets that reason, so that none becomes a "no". */
#include "directory/directory.h"

#include "base/report.h"

static toegang_status read_broken(void *self, const toegang_directory_question *question,
                                  toegang_fact_sink *sink, void *context, toegang_report *report)
{
    const toegang_report *why = self;
    (void)question, (void)sink, (void)context;
    *report = *why;
    return report->status = TOEGANG_UNAVAILABLE;
}

static toegang_status describe_broken(void *self, int64_t patience_ms, toegang_detail_sink *sink, void *context,
                                      toegang_report *report)
{
    (void)patience_ms, (void)sink;
    return read_broken(self, NULL, NULL, context, report);
}

static const toegang_directory_class broken_class = {
    .size = sizeof broken_class,
    .flags = TOEGANG_DIRECTORY_CONCURRENT | TOEGANG_DIRECTORY_AT_HAND,
    .name = "broken",
    .read = read_broken,
    .describe = describe_broken,
};

toegang_status toegang_directory_broken_new(const toegang_report *why, toegang_directory **out,
                                            toegang_report *report)
{
    struct tg_arena arena = {0};
    if (!why || why->status == TOEGANG_GOOD || !out) return tg_misuse(report, "a reason and out");
    toegang_report *kept = tg_arena_take(&arena, sizeof *kept);
    toegang_status status = TOEGANG_NO_MEMORY;
    if (kept) {
        *kept = *why;
        status = tg_directory_own(&broken_class, kept, &arena, out, report);
    } else
        tg_no_memory(report);
    if (status != TOEGANG_GOOD) tg_arena_free(&arena);
    return status;
}
