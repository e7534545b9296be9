/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who and what may be permitted: whatever a way of the policy could rest on. More than that costs time, less
 * would be wrong, so each way says which register, or which statement, its candidates come from.
 */
#include "base/report.h"
#include "check.h"
#include "decision/chain.h"
#include "directory/fact.h"
#include "search.h"

static toegang_status add(struct tg_search *search, const struct tg_candidate *candidate)
{
    struct tg_candidate *list =
        tg_arena_grown(&search->arena, search->list, search->count, &search->room, sizeof *list);
    if (!list) return tg_no_memory(search->report);
    search->list = list;
    search->list[search->count++] = *candidate;
    return TOEGANG_GOOD;
}

static toegang_status add_organisation(struct tg_search *search, const toegang_organisation *organisation)
{
    struct tg_candidate candidate = {.holder = toegang_identity_holder(search->asked->identity),
                                     .organisation = *organisation,
                                     .policy = search->policy,
                                     .right = search->asked->right};
    return add(search, &candidate);
}

static toegang_status add_holder(struct tg_search *search, const toegang_rrn *holder)
{
    struct tg_candidate candidate = {.holder = *holder,
                                     .organisation = search->asked->organisation,
                                     .policy = search->policy,
                                     .right = search->asked->right};
    return holder->kind == TOEGANG_RRN_NONE ? TOEGANG_GOOD : add(search, &candidate);
}

/* Adds what a register says to what is known; a register that cannot say it leaves no list. */
static toegang_status ask(struct tg_search *search, const struct tg_policy *policy,
                          toegang_directory_question *question)
{
    const struct tg_answer *answer = &search->known.world.answers[question->reg];
    question->size = sizeof *question;
    question->at = search->asked->at;
    question->since = tg_decide_since(policy, question->reg, question->at);
    toegang_status status = tg_facts_ask(&search->known, search->all->layer, question, 2);
    if (status != TOEGANG_GOOD) return tg_facts_failed(status, search->report);
    return answer->asked && answer->status != TOEGANG_GOOD ? tg_report_pass(search->report, &answer->report)
                                                           : TOEGANG_GOOD;
}

/* Everybody is let in by that way, whoever he is: a list of them would never be whole. */
static toegang_status not_everybody(const struct tg_search *search, enum tg_way way, const char *name)
{
    if (way != TG_AUTOMATIC) return TOEGANG_GOOD;
    return tg_reportf(search->report, TOEGANG_UNAVAILABLE, CHECK_SEARCH_EVERYONE,
                      "a policy that not everybody passes", "%s: automatic", name);
}

/* ---- for whom may he act ---- */

/* Functions that a company holds are listed under their organisation alone. */
static toegang_status check_chain(const struct tg_search *search)
{
    bool chain = search->policy->company_chain > 0;
    for (size_t i = 0; chain && i < search->known.world.count; i++)
        if (tg_fact_live(search->known.world.facts[i], search->asked->at))
            return tg_report(search->report, TOEGANG_UNAVAILABLE, CHECK_SEARCH_CHAIN, "company-chain: 0",
                             TG_SPAN("companies whose functions no register lists"));
    return TOEGANG_GOOD;
}

static toegang_status ask_of_holder(struct tg_search *search)
{
    const struct tg_policy *policy = search->policy;
    toegang_rrn holder = toegang_identity_holder(search->asked->identity);
    toegang_directory_question kbo = {.reg = TOEGANG_KBO, .kind = TOEGANG_FACT_FUNCTION, .holder = holder};
    toegang_directory_question btb = {.reg = TOEGANG_BTB, .kind = TOEGANG_FACT_APPOINTMENT, .holder = holder};
    toegang_directory_question rights = {.reg = policy->reg,
                                         .kind = TOEGANG_FACT_RIGHT,
                                         .holder = holder,
                                         .eloket = policy->eloket,
                                         .wanted = search->asked->right};
    toegang_status status = TOEGANG_GOOD;
    if (policy->legal_representative == TG_AUTOMATIC) {
        status = ask(search, policy, &kbo);
        if (status == TOEGANG_GOOD) status = check_chain(search);
    }
    if (status == TOEGANG_GOOD && policy->htb == TG_AUTOMATIC) status = ask(search, policy, &btb);
    if (status == TOEGANG_GOOD && tg_policy_asks_right(policy, false)) status = ask(search, policy, &rights);
    return status;
}

/* What the assertion states is about an organisation, and the decision says whether it counts. */
static toegang_status add_stated(struct tg_search *search)
{
    const toegang_identity *identity = search->asked->identity;
    toegang_status status = TOEGANG_GOOD;
    for (size_t i = 0; status == TOEGANG_GOOD && i < toegang_identity_stated_count(identity); i++)
        status = add_organisation(search, &toegang_identity_stated(identity, i)->organisation);
    for (size_t i = 0; status == TOEGANG_GOOD && i < toegang_identity_roles(identity); i++)
        status = add_organisation(search, &toegang_identity_role(identity, i)->organisation);
    return status;
}

toegang_status tg_candidates_organisations(struct tg_search *search)
{
    const toegang_organisation oneself = {.scheme = TOEGANG_SCHEME_NONE};
    toegang_status status = not_everybody(search, search->policy->others, "others");
    if (status == TOEGANG_GOOD) status = ask_of_holder(search);
    for (size_t i = 0; status == TOEGANG_GOOD && i < search->known.world.count; i++)
        if (tg_fact_live(search->known.world.facts[i], search->asked->at))
            status = add_organisation(search, &search->known.world.facts[i]->organisation);
    if (status == TOEGANG_GOOD) status = add_stated(search);
    return status == TOEGANG_GOOD ? add_organisation(search, &oneself) : status;
}

/* ---- who may act for it ---- */

/* The functions in the organisation, and in each company that the chain of the policy may lead to. */
static toegang_status ask_companies(struct tg_search *search)
{
    struct tg_companies companies = {0};
    toegang_directory_question kbo = {
        .reg = TOEGANG_KBO, .kind = TOEGANG_FACT_FUNCTION, .organisation = search->asked->organisation};
    toegang_status status = ask(search, search->policy, &kbo);
    for (size_t i = 0; status == TOEGANG_GOOD; i++) {
        const struct tg_world *world = &search->known.world;
        if (!tg_companies_of(&companies, search->policy, &search->asked->organisation, world->facts,
                             world->count))
            return tg_report(search->report, TOEGANG_UNAVAILABLE, CHECK_SEARCH_LIMIT, "at most 64 companies",
                             TG_SPAN("more"));
        if (i >= companies.count) return TOEGANG_GOOD;
        kbo.organisation = companies.list[i];
        status = ask(search, search->policy, &kbo);
    }
    return status;
}

static toegang_status ask_of_organisation(struct tg_search *search, bool for_oneself)
{
    const struct tg_policy *policy = search->policy;
    toegang_directory_question btb = {
        .reg = TOEGANG_BTB, .kind = TOEGANG_FACT_APPOINTMENT, .organisation = search->asked->organisation};
    toegang_directory_question rights = {.reg = policy->reg,
                                         .kind = TOEGANG_FACT_RIGHT,
                                         .organisation = search->asked->organisation,
                                         .for_oneself = for_oneself,
                                         .eloket = policy->eloket,
                                         .wanted = search->asked->right};
    toegang_status status = TOEGANG_GOOD;
    if (!for_oneself && policy->legal_representative == TG_AUTOMATIC) status = ask_companies(search);
    if (status == TOEGANG_GOOD && !for_oneself && policy->htb == TG_AUTOMATIC)
        status = ask(search, policy, &btb);
    if (status == TOEGANG_GOOD && tg_policy_asks_right(policy, for_oneself))
        status = ask(search, policy, &rights);
    return status;
}

toegang_status tg_candidates_holders(struct tg_search *search)
{
    bool for_oneself = search->asked->organisation.scheme == TOEGANG_SCHEME_NONE;
    enum tg_way open = for_oneself ? search->policy->self : search->policy->others;
    toegang_status status = not_everybody(search, open, for_oneself ? "self" : "others");
    if (status == TOEGANG_GOOD) status = ask_of_organisation(search, for_oneself);
    for (size_t i = 0; status == TOEGANG_GOOD && i < search->known.world.count; i++)
        if (tg_fact_live(search->known.world.facts[i], search->asked->at))
            status = add_holder(search, &search->known.world.facts[i]->holder);
    return status;
}

/* ---- what may he do ---- */

static toegang_status add_right(struct tg_search *search, const struct tg_policy *policy, const char *right)
{
    struct tg_candidate candidate = {.holder = toegang_identity_holder(search->asked->identity),
                                     .organisation = search->asked->organisation,
                                     .policy = policy,
                                     .right = right};
    return add(search, &candidate);
}

/* A policy that names no rights knows none but those that were granted. */
static toegang_status add_granted(struct tg_search *search, const struct tg_policy *policy)
{
    size_t before = search->known.world.count;
    toegang_directory_question rights = {.reg = policy->reg,
                                         .kind = TOEGANG_FACT_RIGHT,
                                         .holder = toegang_identity_holder(search->asked->identity),
                                         .organisation = search->asked->organisation,
                                         .for_oneself =
                                             search->asked->organisation.scheme == TOEGANG_SCHEME_NONE,
                                         .eloket = policy->eloket};
    if (!tg_policy_asks_right(policy, rights.for_oneself)) return TOEGANG_GOOD;
    toegang_status status = ask(search, policy, &rights);
    for (size_t i = before; status == TOEGANG_GOOD && i < search->known.world.count; i++)
        if (tg_fact_live(search->known.world.facts[i], search->asked->at))
            status = add_right(search, policy, search->known.world.facts[i]->code);
    return status;
}

/* One right, where it may be asked; or each that the policy names, and to enter. */
static toegang_status add_rights(struct tg_search *search, const struct tg_policy *policy)
{
    const char *asked = search->asked->right;
    if (asked) return tg_policy_may_ask(policy, asked) ? add_right(search, policy, asked) : TOEGANG_GOOD;
    toegang_status status = add_right(search, policy, NULL);
    for (size_t i = 0; status == TOEGANG_GOOD && i < policy->right_count; i++)
        status = add_right(search, policy, policy->rights[i]);
    if (status != TOEGANG_GOOD || policy->right_count > 0) return status;
    return add_granted(search, policy);
}

toegang_status tg_candidates_rights(struct tg_search *search)
{
    toegang_status status = TOEGANG_GOOD;
    if (search->policy) return add_rights(search, search->policy);
    for (size_t i = 0; status == TOEGANG_GOOD && i < search->all->policy_count; i++)
        status = add_rights(search, &search->all->policies[i]);
    return status;
}
