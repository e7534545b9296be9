/* SPDX-License-Identifier: Apache-2.0 */
/* A question to a verdict: the facts that the policy wants, asked of directories, and then the decision. */
#include <string.h>

#include <toegang/directory.h>

#include "audit.h"
#include "base/report.h"
#include "base/text.h"
#include "check.h"
#include "decision/check.h"
#include "decision/decide.h"
#include "directory/directory.h"
#include "facts.h"
#include "internal.h"

/* Names beyond this are not looked at for "did you mean": the same answer, with advice a little poorer. */
#define NAMES_COMPARED 1000

static toegang_status misuse_near(toegang_report *report, const char *check, const char *const *names,
                                  size_t count, const char *came)
{
    const char *nearest = tg_text_nearest(tg_span_of(came), names, count);
    if (!nearest) nearest = count > 0 ? names[0] : "";
    return tg_report(report, TOEGANG_MISUSE, check, nearest, tg_span_of(came));
}

static toegang_status unknown_eloket(const toegang *all, const char *name, toegang_report *report)
{
    const char *names[NAMES_COMPARED];
    size_t count = 0;
    for (; count < all->policy_count && count < NAMES_COMPARED; count++)
        names[count] = all->policies[count].eloket;
    return misuse_near(report, CHECK_ELOKET_UNKNOWN, names, count, name);
}

toegang_status toegang_knows(const toegang *all, const char *eloket, const char *right,
                             toegang_report *report)
{
    if (!all || !eloket) return tg_misuse(report, "a configuration and an e-counter");
    const struct tg_policy *policy = tg_policy_find(all, tg_span_of(eloket));
    if (!policy) return unknown_eloket(all, eloket, report);
    if (tg_policy_may_ask(policy, right)) return TOEGANG_GOOD;
    return misuse_near(report, CHECK_RIGHT_UNKNOWN, policy->rights, policy->right_count, right);
}

static toegang_status find_policy(const toegang *all, const toegang_question *question,
                                  const struct tg_policy **out, toegang_report *report)
{
    toegang_status status = toegang_knows(all, question->eloket, question->right, report);
    if (status != TOEGANG_GOOD) return status;
    if (!all->allow_test_numbers && toegang_identity_holder(question->identity).kind == TOEGANG_RRN_TEST)
        return tg_report(report, TOEGANG_MISUSE, CHECK_QUESTION_TEST, "test-numbers: allow",
                         tg_span_of("a test number"));
    *out = tg_policy_find(all, tg_span_of(question->eloket));
    return TOEGANG_GOOD;
}

static bool is_question(const toegang *all, const toegang_question *question, toegang_decision **out)
{
    return all && question && out && question->size >= sizeof *question && question->identity &&
           question->eloket;
}

/* The answer counts only once its line in the trail is there. */
static toegang_status decide(const toegang *all, const struct tg_policy *policy, const toegang_question *question,
                             const struct tg_world *world, toegang_decision **out, toegang_report *report)
{
    toegang_decision *decision = NULL;
    toegang_report told = {0};
    toegang_status answer = tg_decide(policy, question, world, &decision, &told);
    if (!decision) return tg_report_pass(report, &told);
    toegang_status status = tg_audit_decided(all, question, world, &decision, report);
    if (decision) *out = decision;
    if (status != TOEGANG_GOOD) return status;
    return answer == TOEGANG_GOOD ? answer : tg_report_pass(report, &told);
}

/* A text that came out empty where a context was to be: any context would be another question. */
static toegang_status refuse_context(toegang_decision **out, toegang_report *report)
{
    toegang_report why = {0};
    (void)tg_refuse(&why, CHECK_RIGHT_CONTEXT, "a context", TG_SPAN("an empty text"));
    toegang_status status = toegang_decision_refusal(&why, out, report);
    return status == TOEGANG_GOOD ? tg_report_pass(report, &why) : status;
}

toegang_status toegang_check(const toegang *all, const toegang_question *question, toegang_decision **out,
                             toegang_report *report)
{
    const struct tg_policy *policy = NULL;
    if (!is_question(all, question, out)) return tg_misuse(report, "a question with identity and e-counter");
    toegang_status status = find_policy(all, question, &policy, report);
    if (status != TOEGANG_GOOD) return status;
    if (question->context && !*question->context) return refuse_context(out, report);
    if (question->at_hand && tg_audit_logs_decisions(all)) return tg_not_at_hand(report);
    struct tg_facts facts = tg_facts_begin(question->patience_ms);
    facts.at_hand = question->at_hand;
    status = tg_facts_gather(&facts, all->layer, policy, question);
    status = status == TOEGANG_GOOD ? decide(all, policy, question, &facts.world, out, report)
                                    : tg_facts_failed(status, report);
    tg_facts_free(&facts);
    return status;
}
