/* SPDX-License-Identifier: Apache-2.0 */
/* Lists: all that answers, sorted, before the first row is told; so a list is whole, or it is no list. */
#include <string.h>

#include "administration/act.h"
#include "administration/check.h"
#include "administration/list.h"
#include "base/report.h"
#include "decision/authority.h"
#include "decision/check.h"
#include "decision/order.h"
#include "directory/fact.h"
#include "facts.h"
#include "internal.h"
#include "list.h"

static toegang_status add_row(struct tg_listing *listing, toegang_register reg, const toegang_fact *fact,
                              const char *as, toegang_report *report)
{
    if (listing->count >= TOEGANG_FACTS_MAX)
        return tg_report(report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_LIMIT, "at most 10000 facts", tg_span_of("more"));
    listing->rows[listing->count++] = (struct tg_list_row){.reg = reg, .fact = fact, .as = as, .check = ""};
    return TOEGANG_GOOD;
}

/* Facts of one register, in their order. */
static toegang_status read(struct tg_listing *listing, const toegang_directory_question *question,
                           const toegang_fact ***out, size_t *count, toegang_report *report)
{
    struct tg_facts *facts = &listing->facts[question->reg];
    const struct tg_answer *answer = &facts->world.answers[question->reg];
    facts->deadline = listing->deadline;
    toegang_status status = tg_facts_ask(facts, listing->all->layer, question, 1);
    if (status != TOEGANG_GOOD) return tg_facts_failed(status, report);
    if (answer->asked && answer->status != TOEGANG_GOOD) return tg_report_pass(report, &answer->report);
    *count = facts->world.count;
    *out = tg_facts_sorted(facts->world.facts, count, &listing->arena);
    return *out ? TOEGANG_GOOD : tg_no_memory(report);
}

static toegang_directory_question question_of(const struct tg_listing *listing, toegang_register reg,
                                              toegang_fact_kind kind)
{
    const toegang_list_question *asked = listing->asked;
    return (toegang_directory_question){.size = sizeof(toegang_directory_question),
                                        .reg = reg,
                                        .kind = kind,
                                        .holder = asked->holder,
                                        .organisation = asked->organisation,
                                        .eloket = asked->eloket,
                                        .at = asked->at,
                                        .patience_ms = asked->patience_ms};
}

static toegang_status list_htb(struct tg_listing *listing, toegang_report *report)
{
    const toegang_fact **facts = NULL;
    size_t count = 0;
    toegang_directory_question question = question_of(listing, TOEGANG_BTB, TOEGANG_FACT_APPOINTMENT);
    question.eloket = NULL;
    toegang_status status = read(listing, &question, &facts, &count, report);
    for (size_t i = 0; status == TOEGANG_GOOD && i < count; i++)
        if (tg_fact_live(facts[i], listing->asked->at) && strcmp(facts[i]->code, TG_CODE_HTB) == 0)
            status = add_row(listing, TOEGANG_BTB, facts[i], "htb", report);
    return status;
}

/* A right counts in the register that the policy of its e-counter names, and in no other. */
static bool is_listed(const struct tg_listing *listing, toegang_register reg, const toegang_fact *fact)
{
    const struct tg_policy *policy = tg_policy_find(listing->all, tg_span_of(fact->eloket));
    const char *right = listing->asked->right;
    bool oneself = fact->organisation.scheme == TOEGANG_SCHEME_NONE;
    if (!tg_fact_live(fact, listing->asked->at) || (policy && policy->reg != reg)) return false;
    if (oneself && listing->asked->kind == TOEGANG_LIST_ORGANISATIONS) return false;
    return !right || strcmp(right, fact->code) == 0;
}

static toegang_status list_rights(struct tg_listing *listing, toegang_report *report)
{
    static const toegang_register registers[] = {TOEGANG_GEBRUIKERSBEHEER, TOEGANG_ROLLENBEHEER};
    toegang_status status = TOEGANG_GOOD;
    for (size_t reg = 0; status == TOEGANG_GOOD && reg < 2; reg++) {
        const toegang_fact **facts = NULL;
        size_t count = 0;
        toegang_directory_question question = question_of(listing, registers[reg], TOEGANG_FACT_RIGHT);
        status = read(listing, &question, &facts, &count, report);
        for (size_t i = 0; status == TOEGANG_GOOD && i < count; i++)
            if (is_listed(listing, registers[reg], facts[i]))
                status = add_row(listing, registers[reg], facts[i], "right", report);
    }
    return status;
}

struct representing {
    struct tg_listing *listing;
    toegang_report *report;
};

static toegang_status take_representation(void *context, const toegang_representation *row)
{
    struct representing *taking = context;
    bool htb = row->fact->kind == TOEGANG_FACT_APPOINTMENT;
    const toegang_fact *fact = tg_fact_copy(&taking->listing->arena, row->fact);
    if (!fact) return tg_no_memory(taking->report);
    return add_row(taking->listing, htb ? TOEGANG_BTB : TOEGANG_KBO, fact, htb ? "htb" : "legal-representative",
                   taking->report);
}

/* Merges by register, then in the order of facts: an insertion would be quadratic. */
static toegang_status sort_rows(struct tg_listing *listing, toegang_report *report)
{
    const toegang_fact **facts = tg_arena_array(&listing->arena, listing->count + 1, sizeof *facts);
    if (!facts) return tg_no_memory(report);
    size_t count = listing->count;
    for (size_t i = 0; i < count; i++) facts[i] = listing->rows[i].fact;
    const toegang_fact **sorted = tg_facts_sorted(facts, &count, &listing->arena);
    if (!sorted) return tg_no_memory(report);
    listing->count = 0;
    for (size_t i = 0; i < count; i++) {
        bool htb = sorted[i]->kind == TOEGANG_FACT_APPOINTMENT;
        (void)add_row(listing, htb ? TOEGANG_BTB : TOEGANG_KBO, sorted[i], htb ? "htb" : "legal-representative", NULL);
    }
    return TOEGANG_GOOD;
}

static toegang_status list_organisations(struct tg_listing *listing, toegang_report *report)
{
    struct representing taking = {listing, report};
    toegang_status status = toegang_represent(listing->all, NULL, &listing->asked->holder, listing->asked->at,
                                              take_representation, &taking, report);
    if (status == TOEGANG_GOOD) status = sort_rows(listing, report);
    return status == TOEGANG_GOOD ? list_rights(listing, report) : status;
}

static toegang_status list_review(struct tg_listing *listing, toegang_report *report)
{
    toegang_status status = list_rights(listing, report);
    return status == TOEGANG_GOOD ? tg_listing_review(listing, report) : status;
}

static toegang_status fill(struct tg_listing *listing, toegang_report *report)
{
    switch (listing->asked->kind) {
    case TOEGANG_LIST_HTB:
        return list_htb(listing, report);
    case TOEGANG_LIST_HOLDERS:
    case TOEGANG_LIST_RIGHTS:
        return list_rights(listing, report);
    case TOEGANG_LIST_ORGANISATIONS:
        return list_organisations(listing, report);
    case TOEGANG_LIST_REVIEW:
        return list_review(listing, report);
    }
    return tg_misuse(report, "a kind of list");
}

static toegang_status find_first(const struct tg_listing *listing, size_t *out, toegang_report *report)
{
    const char *after = listing->asked->after;
    *out = 0;
    if (!after) return TOEGANG_GOOD;
    for (size_t i = 0; i < listing->count; i++)
        if (strcmp(listing->rows[i].cursor, after) == 0) return *out = i + 1, TOEGANG_GOOD;
    return tg_report(report, TOEGANG_MISUSE, CHECK_LIST_CURSOR, "the cursor of a row", tg_span_of(after));
}

static toegang_status push(const struct tg_listing *listing, toegang_list_sink *sink, void *context,
                           toegang_report *report)
{
    size_t first = 0, limit = listing->asked->limit;
    toegang_status status = find_first(listing, &first, report);
    for (size_t i = first; status == TOEGANG_GOOD && i < listing->count && (!limit || i - first < limit); i++) {
        const struct tg_list_row *row = &listing->rows[i];
        const toegang_list_row told = {sizeof told, row->reg, row->fact, row->as, row->check, row->cursor};
        status = sink(context, &told);
    }
    return status;
}

static toegang_status list(struct tg_listing *listing, toegang_list_sink *sink, void *context, toegang_report *report)
{
    listing->rows = tg_arena_array(&listing->arena, TOEGANG_FACTS_MAX, sizeof *listing->rows);
    if (!listing->rows) return tg_no_memory(report);
    toegang_status status = fill(listing, report);
    if (status == TOEGANG_GOOD) status = tg_list_cursors(listing->rows, listing->count, &listing->arena, report);
    return status == TOEGANG_GOOD ? push(listing, sink, context, report) : status;
}

static toegang_status check_question(const toegang *all, const toegang_list_question *asked, toegang_report *report)
{
    bool of_person = asked->kind == TOEGANG_LIST_RIGHTS || asked->kind == TOEGANG_LIST_ORGANISATIONS;
    if (asked->patience_ms < 0 || asked->soon < 0) return tg_misuse(report, "a patience and a soon of 0 or more");
    if (of_person && asked->holder.kind == TOEGANG_RRN_NONE) return tg_misuse(report, "a list with a holder");
    if (!of_person && asked->organisation.scheme == TOEGANG_SCHEME_NONE)
        return tg_misuse(report, "a list with an organisation");
    return asked->eloket ? toegang_knows(all, asked->eloket, asked->right, report) : TOEGANG_GOOD;
}

toegang_status toegang_list(const toegang *all, const toegang_list_question *question, toegang_list_sink *sink,
                            void *context, toegang_report *report)
{
    if (!all || !question || question->size < sizeof *question || !sink)
        return tg_misuse(report, "a configuration, a list with its size, and a sink");
    struct tg_listing listing = {.all = all, .asked = question};
    toegang_status status = check_question(all, question, report);
    listing.deadline = tg_deadline_of(question->patience_ms);
    if (status == TOEGANG_GOOD) status = list(&listing, sink, context, report);
    for (size_t reg = 0; reg < TOEGANG_REGISTERS; reg++) tg_facts_free(&listing.facts[reg]);
    tg_arena_free(&listing.arena);
    return status;
}
