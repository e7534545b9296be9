/* SPDX-License-Identifier: Apache-2.0 */
/* Which rights of an organisation somebody should look at, each by the policy of its own e-counter. */
#include <toegang/sys/identity.h>

#include "administration/act.h"
#include "base/report.h"
#include "decision/check.h"
#include "list.h"

#define SOON ((int64_t)30 * 86400)

/* Who has authority in the organisation, by one policy. */
struct reviewed {
    struct reviewed *next;
    const struct tg_policy *of; /* NULL: an e-counter that the configuration does not know */
    struct tg_policy policy;
    struct tg_facts facts;
    struct tg_case authority;
};

struct review {
    struct tg_listing *listing;
    toegang_identity *identity; /* a decision is about somebody; authority is not */
    toegang_question question;
    struct reviewed *first;
};

static toegang_status open_identity(struct review *review, const toegang_rrn *holder, toegang_report *report)
{
    toegang_statement statement = {.size = sizeof statement, .holder = *holder};
    const toegang_list_question *asked = review->listing->asked;
    toegang_status status = toegang_identity_attest(&statement, &review->identity, report);
    review->question = (toegang_question){.size = sizeof review->question,
                                          .identity = review->identity,
                                          .organisation = asked->organisation,
                                          .at = asked->at,
                                          .patience_ms = asked->patience_ms};
    return status;
}

static toegang_status answered(const struct tg_world *world, toegang_report *report)
{
    for (size_t reg = 0; reg < TOEGANG_REGISTERS; reg++)
        if (world->answers[reg].asked && world->answers[reg].status != TOEGANG_GOOD)
            return tg_report_pass(report, &world->answers[reg].report);
    return TOEGANG_GOOD;
}

static toegang_status gather(struct review *review, struct reviewed *one, toegang_report *report)
{
    const toegang *all = review->listing->all;
    struct tg_office office = {.eloket = one->of, .test_numbers = all->allow_test_numbers};
    tg_office_policy(&one->policy, &office, one->of ? one->of->reg : TOEGANG_GEBRUIKERSBEHEER);
    one->facts.deadline = review->listing->deadline;
    toegang_status status = tg_facts_gather(&one->facts, all->layer, &one->policy, &review->question);
    if (status != TOEGANG_GOOD) return tg_facts_failed(status, report);
    status = answered(&one->facts.world, report);
    if (status != TOEGANG_GOOD) return status;
    bool opened = tg_case_open(&one->authority, &one->policy, &review->question, &one->facts.world,
                               &review->listing->arena);
    return opened ? TOEGANG_GOOD : tg_no_memory(report);
}

static toegang_status find(struct review *review, const toegang_fact *right, struct reviewed **out,
                           toegang_report *report)
{
    const struct tg_policy *of = tg_policy_find(review->listing->all, tg_span_of(right->eloket));
    struct reviewed *one = review->first;
    while (one && one->of != of) one = one->next;
    if ((*out = one)) return TOEGANG_GOOD;
    one = tg_arena_take(&review->listing->arena, sizeof *one);
    if (!one) return tg_no_memory(report);
    one->of = of;
    one->next = review->first;
    review->first = *out = one;
    return gather(review, one, report);
}

static toegang_status not_known(const struct tg_case *authority, toegang_report *report)
{
    const char *check = authority->unknown[TOEGANG_KBO];
    if (!check) check = authority->unknown[TOEGANG_BTB];
    return tg_report(report, TOEGANG_UNAVAILABLE, check ? check : CHECK_DECISION_LIMIT, "who granted it",
                     tg_span_of("not known"));
}

static toegang_status judge(struct review *review, struct tg_list_row *row, toegang_report *report)
{
    struct reviewed *one = NULL;
    int64_t soon = review->listing->asked->soon;
    toegang_status status = TOEGANG_GOOD;
    if (!review->identity) status = open_identity(review, &row->fact->holder, report);
    if (status == TOEGANG_GOOD) status = find(review, row->fact, &one, report);
    if (status != TOEGANG_GOOD) return status;
    row->check = tg_review_right(&one->authority, row->fact, soon == 0 ? SOON : soon);
    return row->check ? TOEGANG_GOOD : not_known(&one->authority, report);
}

toegang_status tg_listing_review(struct tg_listing *listing, toegang_report *report)
{
    struct review review = {.listing = listing};
    toegang_status status = TOEGANG_GOOD;
    size_t kept = 0;
    for (size_t i = 0; status == TOEGANG_GOOD && i < listing->count; i++) {
        status = judge(&review, &listing->rows[i], report);
        if (status == TOEGANG_GOOD && listing->rows[i].check[0]) listing->rows[kept++] = listing->rows[i];
    }
    listing->count = kept;
    for (struct reviewed *one = review.first; one; one = one->next) tg_facts_free(&one->facts);
    toegang_identity_free(review.identity);
    return status;
}
