/* SPDX-License-Identifier: Apache-2.0 */
/* A change from beginning to end: judged, planned, made and noted, by what the stores themselves know now. */
#include <toegang/sys/directory.h>

#include "administration/deed.h"
#include "audit.h"
#include "base/report.h"
#include "check.h"
#include "decision/decide.h"
#include "directory/check.h"
#include "directory/directory.h"
#include "facts.h"
#include "internal.h"

/* One act on its way. */
struct doing {
    const toegang *all;
    struct tg_act act;
    toegang_deed *deed;
    struct tg_noted noted; /* by the same */
};

static struct tg_facts facts_of(const struct doing *doing)
{
    struct tg_facts facts = tg_facts_begin(doing->act.asked->patience_ms);
    facts.fresh = true;
    return facts;
}

static toegang_status gather(const struct doing *doing, struct tg_facts *out, toegang_report *report)
{
    toegang_question question = tg_act_question(&doing->act);
    toegang_status status = tg_facts_gather(out, doing->all->layer, &doing->act.policy, &question);
    return status == TOEGANG_GOOD ? TOEGANG_GOOD : tg_facts_failed(status, report);
}

/* Takes the decision of the plan. A status that is none of a verdict leaves no deed. */
static toegang_status keep_deed(struct doing *doing, struct tg_plan *plan, toegang_status status,
                                toegang_report *report)
{
    toegang_deed_free(doing->deed);
    doing->deed = plan->decision ? tg_deed_new(&doing->act, plan) : NULL;
    return doing->deed || status != TOEGANG_GOOD ? status : tg_no_memory(report);
}

/* Before anything is locked: who may not do it makes nobody wait. */
static toegang_status judge(struct doing *doing, toegang_report *report)
{
    struct tg_facts facts = facts_of(doing);
    struct tg_plan plan = {0};
    toegang_question question = tg_act_question(&doing->act);
    toegang_status status = gather(doing, &facts, report);
    if (status == TOEGANG_GOOD)
        status = tg_decide(&doing->act.policy, &question, &facts.world, &plan.decision, report);
    if (plan.decision) status = keep_deed(doing, &plan, status, report);
    tg_facts_free(&facts);
    return status;
}

static toegang_status plan(struct doing *doing, struct tg_facts *world, struct tg_facts *own,
                           struct tg_arena *arena, struct tg_plan *out, toegang_report *report)
{
    toegang_directory_question wanted;
    bool wants = tg_act_wants(&doing->act, &wanted);
    toegang_status status = gather(doing, world, report);
    if (status != TOEGANG_GOOD) return status;
    if (wants) status = tg_facts_ask(own, doing->all->layer, &wanted, 1);
    if (status != TOEGANG_GOOD) return tg_facts_failed(status, report);
    return tg_plan(&doing->act, &world->world, wants ? &own->world : NULL, arena, out, report);
}

static toegang_status put(const struct doing *doing, const toegang_writing *writing, toegang_report *report)
{
    const toegang_deed *deed = doing->deed;
    for (size_t i = 0; i < deed->change_count; i++) {
        const struct tg_change *change = &deed->changes[i];
        toegang_status status = writing->put(writing->state, change->reg, change->before, change->after, report);
        if (status != TOEGANG_GOOD) return status;
    }
    return TOEGANG_GOOD;
}

static toegang_status decision_text(const toegang_decision *decision, struct tg_arena *arena, struct tg_span *out,
                                    toegang_report *report)
{
    size_t length = toegang_decision_json(decision, NULL, 0);
    char *text = tg_arena_take(arena, length + 1);
    if (!text) return tg_no_memory(report);
    toegang_decision_json(decision, text, length + 1);
    *out = (struct tg_span){text, length};
    return TOEGANG_GOOD;
}

static toegang_status note(struct doing *doing, const toegang_writing *writing, struct tg_arena *arena,
                           toegang_report *report)
{
    const toegang_deed *deed = doing->deed;
    const toegang_act *asked = doing->act.asked;
    struct tg_entry entry = {.event = tg_act_name(doing->act.kind),
                             .at = asked->at,
                             .who = toegang_identity_holder(asked->as),
                             .whom = asked->to,
                             .organisation = asked->organisation,
                             .eloket = asked->eloket,
                             .right = asked->right,
                             .context = asked->context,
                             .ground = deed->ground,
                             .changes = deed->changes,
                             .change_count = deed->change_count};
    toegang_status status = decision_text(deed->decision, arena, &entry.evidence, report);
    return status == TOEGANG_GOOD ? tg_audit_note(doing->all, writing, &entry, &doing->noted, report) : status;
}

/* Inside the transaction, so that two acts end in one of their two orders. May run again: nothing is left of before. */
static toegang_status change(void *context, const toegang_writing *writing, toegang_report *report)
{
    struct doing *doing = context;
    struct tg_facts world = facts_of(doing), own = facts_of(doing);
    struct tg_arena arena = {0};
    struct tg_plan planned = {0};
    doing->noted = (struct tg_noted){0};
    toegang_status status = plan(doing, &world, &own, &arena, &planned, report);
    status = keep_deed(doing, &planned, status, report);
    if (status == TOEGANG_GOOD) status = put(doing, writing, report);
    if (status == TOEGANG_GOOD && doing->deed->change_count > 0)
        status = note(doing, writing, &arena, report);
    tg_arena_free(&arena);
    tg_facts_free(&own);
    tg_facts_free(&world);
    return status;
}

/* A deed that says what is so: what was planned and not kept did not happen. */
static toegang_status settle(struct doing *doing, toegang_status status, const toegang_report *why,
                             toegang_report *report)
{
    if (status == TOEGANG_GOOD) return TOEGANG_GOOD;
    bool let_in = doing->deed && toegang_decision_outcome(doing->deed->decision) == TOEGANG_OUTCOME_PERMIT;
    if (let_in && tg_deed_fall(doing->deed, why) != TOEGANG_GOOD) return tg_no_memory(report);
    return tg_report_pass(report, why);
}

static toegang_status write(struct doing *doing, toegang_directory *writer, toegang_report *report)
{
    toegang_report why = {0};
    toegang_status status =
        toegang_directory_write(writer, doing->act.asked->patience_ms, change, doing, &why);
    if (status == TOEGANG_GOOD) tg_audit_kept(doing->all, &doing->noted);
    return settle(doing, status, &why, report);
}

static toegang_status no_writer(toegang_register reg, toegang_report *report)
{
    return tg_report(report, TOEGANG_MISUSE, CHECK_DIRECTORY_READ_ONLY, "a directory that takes changes",
                     tg_span_of(toegang_register_name(reg)));
}

static toegang_status act(const toegang *all, const struct tg_act *act, toegang_deed **out, toegang_report *report)
{
    struct doing doing = {.all = all, .act = *act};
    toegang_directory *writer =
        tg_directory_serves(all->layer, act->reg) ? toegang_directory_writer(all->layer, act->reg) : NULL;
    if (!writer) return no_writer(act->reg, report);
    toegang_status status = judge(&doing, report);
    if (status == TOEGANG_GOOD) status = write(&doing, writer, report);
    if (status == TOEGANG_MISUSE || status == TOEGANG_NO_MEMORY) {
        toegang_deed_free(doing.deed);
        doing.deed = NULL;
    }
    if (doing.deed) *out = doing.deed;
    return status;
}

static bool is_act(const toegang *all, const toegang_act *asked, toegang_deed **out)
{
    return all && asked && out && asked->size >= sizeof *asked && asked->as && asked->patience_ms >= 0;
}

static toegang_status check_numbers(const toegang *all, const toegang_act *asked, toegang_report *report)
{
    bool test = asked->to.kind == TOEGANG_RRN_TEST || toegang_identity_holder(asked->as).kind == TOEGANG_RRN_TEST;
    if (!test || all->allow_test_numbers) return TOEGANG_GOOD;
    return tg_report(report, TOEGANG_MISUSE, CHECK_QUESTION_TEST, "test-numbers: allow", tg_span_of("a test number"));
}

static toegang_status begin(const toegang *all, enum tg_act_kind kind, const toegang_act *asked,
                            toegang_deed **out, toegang_report *report)
{
    struct tg_act opened;
    struct tg_office office = {.test_numbers = all && all->allow_test_numbers};
    if (!is_act(all, asked, out)) return tg_misuse(report, "an act with who acts, and out");
    toegang_status status = check_numbers(all, asked, report);
    if (status == TOEGANG_GOOD && tg_act_fact_kind(kind) != TOEGANG_FACT_APPOINTMENT) {
        status = toegang_knows(all, asked->eloket, asked->right, report);
        if (status == TOEGANG_GOOD) office.eloket = tg_policy_find(all, tg_span_of(asked->eloket));
    }
    if (status != TOEGANG_GOOD) return status;
    office.own = tg_policy_find(all, tg_span_of(toegang_register_name(tg_act_register(office.eloket))));
    status = tg_act_open(&opened, kind, asked, &office, report);
    return status == TOEGANG_GOOD ? act(all, &opened, out, report) : status;
}

toegang_status toegang_appoint(const toegang *all, const toegang_act *act, toegang_deed **out,
                               toegang_report *report)
{
    return begin(all, TG_APPOINT, act, out, report);
}

toegang_status toegang_dismiss(const toegang *all, const toegang_act *act, toegang_deed **out,
                               toegang_report *report)
{
    return begin(all, TG_DISMISS, act, out, report);
}

toegang_status toegang_grant(const toegang *all, const toegang_act *act, toegang_deed **out, toegang_report *report)
{
    return begin(all, TG_GRANT, act, out, report);
}

toegang_status toegang_revoke(const toegang *all, const toegang_act *act, toegang_deed **out,
                              toegang_report *report)
{
    return begin(all, TG_REVOKE, act, out, report);
}

toegang_status toegang_suspend(const toegang *all, const toegang_act *act, toegang_deed **out,
                               toegang_report *report)
{
    return begin(all, TG_SUSPEND, act, out, report);
}

toegang_status toegang_resume(const toegang *all, const toegang_act *act, toegang_deed **out,
                              toegang_report *report)
{
    return begin(all, TG_RESUME, act, out, report);
}
