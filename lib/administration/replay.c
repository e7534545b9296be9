/* SPDX-License-Identifier: Apache-2.0 */
#include "administration/check.h"
#include "administration/decision_line.h"
#include "administration/record.h"
#include "base/report.h"
#include "line.h"

/* The answer as it is now, in the words of the line. */
static toegang_status answer_again(const struct tg_record *record, const toegang_decision *decision,
                                   struct tg_arena *arena, struct tg_span *out, toegang_report *report)
{
    struct tg_line line = {.scratch = arena};
    tg_response_write(&line, decision, record->world.facts, record->world.count);
    char *room = tg_arena_take(arena, line.text.length + 1);
    if (!room) return tg_no_memory(report);
    line.text = tg_text_of(room, line.text.length + 1);
    tg_response_write(&line, decision, record->world.facts, record->world.count);
    *out = (struct tg_span){room, line.text.length};
    return TOEGANG_GOOD;
}

toegang_status tg_record_replay(const struct tg_record *record, const struct tg_policy *policy,
                                struct tg_arena *arena, toegang_report *report)
{
    toegang_decision *decision = NULL;
    struct tg_span again = {0};
    toegang_report told = {0};
    toegang_status status = tg_decide(policy, &record->question, &record->world, &decision, &told);
    if (!decision) return tg_report_pass(report, &told);
    status = answer_again(record, decision, arena, &again, report);
    toegang_decision_free(decision);
    if (status != TOEGANG_GOOD) return status;
    if (tg_span_starts(record->response, again.at)) return TOEGANG_GOOD;
    return tg_refuse(report, CHECK_AUDIT_REPLAY, "the decision as it was logged", TG_SPAN("another decision"));
}
