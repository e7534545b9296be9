/* SPDX-License-Identifier: Apache-2.0 */
/* A decision becomes a line of the trail before anybody hears of it. */
#include "administration/decision_line.h"
#include "administration/trail_file.h"
#include "audit.h"
#include "base/report.h"

static toegang_status log_decision(const toegang *all, const toegang_question *question,
                                   const struct tg_world *world, const toegang_decision *decision,
                                   toegang_report *report)
{
    struct tg_arena arena = {0};
    struct tg_decision_line what;
    const struct tg_audit *audit = all->audit;
    toegang_status status =
        tg_decision_line_of(question, world, decision, all->version, &arena, &what, report);
    if (status == TOEGANG_GOOD)
        status = tg_trail_append(&audit->keys, audit->file, tg_decision_body, &what, report);
    tg_arena_free(&arena);
    return status;
}

/* In its place stands one that says why there is none. */
static toegang_status withhold(const toegang_report *why, toegang_decision **decision, toegang_report *report)
{
    toegang_decision *instead = NULL;
    toegang_status status = toegang_decision_refusal(why, &instead, report);
    toegang_decision_free(*decision);
    *decision = instead;
    if (status != TOEGANG_GOOD) return status;
    return tg_report(report, TOEGANG_INDETERMINATE, why->check, why->expected, tg_span_of(why->came));
}

bool tg_audit_logs_decisions(const toegang *all)
{
    return all->audit && all->audit->decisions;
}

toegang_status tg_audit_decided(const toegang *all, const toegang_question *question,
                                const struct tg_world *world, toegang_decision **decision,
                                toegang_report *report)
{
    toegang_report why = {0};
    if (!tg_audit_logs_decisions(all)) return TOEGANG_GOOD;
    toegang_status status = log_decision(all, question, world, *decision, &why);
    if (status == TOEGANG_GOOD) return TOEGANG_GOOD;
    if (status != TOEGANG_NO_MEMORY) return withhold(&why, decision, report);
    toegang_decision_free(*decision);
    *decision = NULL;
    return tg_no_memory(report);
}
