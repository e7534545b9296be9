/* SPDX-License-Identifier: Apache-2.0 */
#include "wrapped.h"

#include "base/report.h"
#include "directory/check.h"

static toegang_status unavailable(toegang_report *report, const char *check, const char *expected,
                                  const char *came)
{
    return tg_report(report, TOEGANG_UNAVAILABLE, check, expected, tg_span_of(came));
}

static toegang_status check_pushed(struct tg_guard *guard, const toegang_fact *fact)
{
    toegang_report fault = {0};
    if (!fact || fact->size < sizeof *fact)
        return unavailable(guard->report, CHECK_DIRECTORY_FACT, "a fact with its size", "something else");
    if (!guard->is_passed_on && tg_fact_check(fact, &fault) != TOEGANG_GOOD)
        return unavailable(guard->report, CHECK_DIRECTORY_FACT, fault.expected, fault.check);
    if (!guard->question) return TOEGANG_GOOD;
    if (!tg_fact_answers(fact, guard->question))
        return unavailable(guard->report, CHECK_DIRECTORY_ANSWER, "facts that fit the question",
                           "another fact");
    if (guard->count >= TOEGANG_FACTS_MAX)
        return unavailable(guard->report, CHECK_DIRECTORY_LIMIT, "at most 10000 facts", "more");
    return TOEGANG_GOOD;
}

toegang_status tg_guard_sink(void *context, const toegang_fact *fact)
{
    struct tg_guard *guard = context;
    if (guard->status != TOEGANG_GOOD) return guard->status;
    guard->status = check_pushed(guard, fact);
    if (guard->status != TOEGANG_GOOD) return guard->status;
    toegang_fact given = tg_fact_with_texts(fact);
    guard->count++;
    guard->status = guard->sink(guard->context, &given);
    return guard->status;
}

/* The adapter's own words, cut to their fields and masked; an adapter without words gets ours. */
toegang_status tg_wrapped_failed(const toegang_directory *directory, toegang_status status,
                                   toegang_report *told, toegang_report *report)
{
    if (!tg_told_failure(status) || !tg_told_reason(told)) {
        tg_reportf(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_STATUS, "an answer or a reason",
                   "status %d of %.64s", (int)status, directory->class_->name);
        return TOEGANG_UNAVAILABLE;
    }
    return tg_told_pass(told, status, report);
}
