/* SPDX-License-Identifier: Apache-2.0 */
/* Searches: every candidate is decided by the decision itself, and what it permits is found. */
#include <toegang/search.h>

#include <toegang/sys/identity.h>

#include "base/report.h"
#include "check.h"
#include "decision/check.h"
#include "decision/decide.h"
#include "search.h"

typedef toegang_status candidates(struct tg_search *search);

/* Whom the candidate would be: the one who asks, or whoever signs in as the search assumes. */
struct assumed {
    toegang_assurance assurance;
    const char *capacity;
    bool anybody;
};

static toegang_status answer_of(struct tg_search *search, const struct tg_candidate *candidate,
                                const toegang_question *question, toegang_decision **out,
                                toegang_report *told)
{
    struct tg_facts facts = tg_facts_begin(0);
    facts.deadline = search->deadline;
    facts.at_hand = search->asked->at_hand;
    facts.kept = &search->kept;
    toegang_status status = tg_facts_gather(&facts, search->all->layer, candidate->policy, question);
    status = status == TOEGANG_GOOD ? tg_decide(candidate->policy, question, &facts.world, out, told)
                                    : tg_facts_failed(status, told);
    tg_facts_free(&facts);
    return status;
}

/* A candidate that is denied is no fault; one that nobody can judge leaves the whole unknown. */
static toegang_status decide(struct tg_search *search, struct tg_candidate *candidate,
                             const toegang_identity *identity)
{
    toegang_report told = {0};
    toegang_decision *decision = NULL;
    toegang_question question = *search->asked;
    question.identity = identity;
    question.organisation = candidate->organisation;
    question.eloket = candidate->policy->eloket;
    question.right = candidate->right;
    toegang_status status = answer_of(search, candidate, &question, &decision, &told);
    if (status == TOEGANG_GOOD) return candidate->decision = decision, TOEGANG_GOOD;
    toegang_decision_free(decision);
    if (status == TOEGANG_REFUSED) return TOEGANG_GOOD;
    if (status == TOEGANG_INDETERMINATE) told.status = TOEGANG_UNAVAILABLE;
    return tg_report_pass(search->report, &told);
}

static toegang_status decide_as(struct tg_search *search, struct tg_candidate *candidate,
                                const struct assumed *assumed)
{
    toegang_identity *identity = NULL;
    toegang_statement statement = {.size = sizeof statement,
                                   .holder = candidate->holder,
                                   .assurance = assumed->assurance,
                                   .capacity = assumed->capacity};
    if (!assumed->anybody) return decide(search, candidate, search->asked->identity);
    toegang_status status = toegang_identity_attest(&statement, &identity, search->report);
    if (status == TOEGANG_GOOD) status = decide(search, candidate, identity);
    toegang_identity_free(identity);
    return status;
}

static toegang_status push(const struct tg_search *search, toegang_found_sink *sink, void *context)
{
    for (size_t i = 0; i < search->count; i++) {
        const struct tg_candidate *one = &search->list[i];
        const toegang_found found = {sizeof found,        one->holder, one->organisation,
                                     one->policy->eloket, one->right,  one->decision};
        toegang_status status = one->decision ? sink(context, &found) : TOEGANG_GOOD;
        if (status != TOEGANG_GOOD) return status;
    }
    return TOEGANG_GOOD;
}

static void end(struct tg_search *search)
{
    for (size_t i = 0; i < search->count; i++) toegang_decision_free(search->list[i].decision);
    tg_facts_free(&search->known);
    tg_kept_free(&search->kept);
    tg_arena_free(&search->arena);
}

static toegang_status search_for(struct tg_search *search, candidates *find, const struct assumed *assumed,
                                 toegang_found_sink *sink, void *context)
{
    search->deadline = tg_deadline_of(search->asked->patience_ms);
    search->known = tg_facts_begin(0);
    search->known.deadline = search->deadline;
    search->known.at_hand = search->asked->at_hand;
    search->known.kept = &search->kept;
    toegang_status status = find(search);
    if (status == TOEGANG_GOOD) status = tg_candidates_sort(search);
    for (size_t i = 0; status == TOEGANG_GOOD && i < search->count; i++)
        status = decide_as(search, &search->list[i], assumed);
    if (status == TOEGANG_GOOD) status = push(search, sink, context);
    end(search);
    return status;
}

/* As toegang_check refuses a question: nothing is searched that it would not answer. */
static toegang_status check_question(struct tg_search *search, bool with_identity)
{
    const toegang_question *asked = search->asked;
    if (!search->all || !asked || asked->size < sizeof *asked || (with_identity && !asked->identity))
        return tg_misuse(search->report, "a configuration and a question with its size and an identity");
    if (with_identity && !search->all->allow_test_numbers &&
        toegang_identity_holder(asked->identity).kind == TOEGANG_RRN_TEST)
        return tg_report(search->report, TOEGANG_MISUSE, CHECK_QUESTION_TEST, "test-numbers: allow",
                         TG_SPAN("a test number"));
    if (asked->context && !*asked->context)
        return tg_refuse(search->report, CHECK_RIGHT_CONTEXT, "a context", TG_SPAN("an empty text"));
    if (!asked->eloket) return TOEGANG_GOOD;
    search->policy = tg_policy_find(search->all, tg_span_of(asked->eloket));
    return toegang_knows(search->all, asked->eloket, NULL, search->report);
}

static toegang_status check_right(const struct tg_search *search)
{
    return toegang_knows(search->all, search->asked->eloket, search->asked->right, search->report);
}

toegang_status toegang_search_organisations(const toegang *all, const toegang_question *question,
                                            toegang_found_sink *sink, void *context, toegang_report *report)
{
    struct tg_search search = {.all = all, .asked = question, .report = report};
    const struct assumed assumed = {0};
    if (!sink) return tg_misuse(report, "a sink");
    toegang_status status = check_question(&search, true);
    if (status == TOEGANG_GOOD) status = check_right(&search);
    if (status == TOEGANG_GOOD)
        status = search_for(&search, tg_candidates_organisations, &assumed, sink, context);
    return status;
}

toegang_status toegang_search_holders(const toegang *all, const toegang_question *question,
                                      toegang_assurance assurance, const char *capacity,
                                      toegang_found_sink *sink, void *context, toegang_report *report)
{
    struct tg_search search = {.all = all, .asked = question, .report = report};
    const struct assumed assumed = {assurance, capacity, true};
    if (!sink) return tg_misuse(report, "a sink");
    toegang_status status = check_question(&search, false);
    if (status == TOEGANG_GOOD) status = check_right(&search);
    if (status == TOEGANG_GOOD)
        status = search_for(&search, tg_candidates_holders, &assumed, sink, context);
    return status;
}

toegang_status toegang_search_rights(const toegang *all, const toegang_question *question,
                                     toegang_found_sink *sink, void *context, toegang_report *report)
{
    struct tg_search search = {.all = all, .asked = question, .report = report};
    const struct assumed assumed = {0};
    if (!sink) return tg_misuse(report, "a sink");
    toegang_status status = check_question(&search, true);
    if (status == TOEGANG_GOOD && search.policy) status = check_right(&search);
    if (status == TOEGANG_GOOD)
        status = search_for(&search, tg_candidates_rights, &assumed, sink, context);
    return status;
}
