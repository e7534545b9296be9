/* SPDX-License-Identifier: Apache-2.0 */
/* The first part that can answer does. What one told before it failed is not mixed with another's answer. */
#include "base/report.h"
#include "gathered.h"
#include "parts.h"

/* The others stand in for the first, and may be a copy: what must be fresh is asked of the first alone. */
static size_t parts_for(const struct tg_parts *parts, const toegang_directory_question *question)
{
    return question->fresh ? 1 : parts->count;
}

/*
 * UNAVAILABLE leaves the word to the next; anything else ends the question. One who would have to be waited for
 * may well answer: nobody stands in for him.
 */
static toegang_status gather_first(const struct tg_parts *parts, const toegang_directory_question *question,
                                   struct tg_gathered *gathered, toegang_report *report)
{
    toegang_directory_question asked = *question;
    struct tg_deadline deadline = tg_parts_deadline(parts, question);
    toegang_status status = TOEGANG_UNAVAILABLE;
    size_t count = parts_for(parts, question);
    for (size_t i = 0; status == TOEGANG_UNAVAILABLE && i < count; i++) {
        if (!tg_deadline_share(deadline, count - i, &asked.patience_ms)) return tg_no_time(report);
        tg_gathered_free(gathered);
        toegang_report told = {0};
        status = tg_gather(parts->parts[i], &asked, gathered, &told);
        if (tg_is_not_at_hand(status, &told)) return *report = told, status;
        if (status != TOEGANG_GOOD) (void)tg_report_pass(report, &told); /* of which the first stays */
    }
    return status;
}

static toegang_status read_first(void *self, const toegang_directory_question *question,
                                 toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct tg_gathered gathered = {0};
    toegang_report told = {0};
    toegang_status status = gather_first(self, question, &gathered, &told);
    if (status == TOEGANG_GOOD)
        status = tg_gathered_push(&gathered, sink, context);
    else
        (void)tg_report_pass(report, &told);
    tg_gathered_free(&gathered);
    return status;
}

static toegang_directory *first_of(void *self, toegang_register reg)
{
    (void)reg;
    return ((struct tg_parts *)self)->parts[0];
}

/* One that can be reached is enough. */
static toegang_status describe_first(void *self, int64_t patience_ms, toegang_detail_sink *sink,
                                     void *context, toegang_report *report)
{
    toegang_report told = {0};
    if (tg_parts_describe(self, patience_ms, sink, context, &told) > 0) return TOEGANG_GOOD;
    return tg_report_pass(report, &told);
}

static const toegang_directory_class first_class = {
    .size = sizeof first_class,
    .flags = TG_DIRECTORY_PASSES_ON,
    .name = "first",
    .read = read_first,
    .close = tg_parts_close,
    .generation = tg_parts_generation,
    .describe = describe_first,
    .inner = first_of,
};

toegang_status toegang_directory_first_new(toegang_directory *const parts[], size_t count,
                                           int64_t patience_ms, toegang_directory **out,
                                           toegang_report *report)
{
    return tg_parts_new(&first_class, parts, count, patience_ms, out, report);
}
