/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/legal.h"

#include "decision/chain.h"
#include "decision/check.h"
#include "directory/fact.h"

/* An organisation on the way: the asked one, then companies that hold a function in one before. */
struct hop {
    toegang_organisation organisation;
    size_t through; /* the company's function; count for the asked organisation */
    size_t parent;
    unsigned level;
};

struct way {
    struct hop hops[TG_COMPANIES_MAX + 1];
    size_t count;
};

static bool is_function_in(const toegang_fact *fact, const toegang_organisation *organisation)
{
    return fact->kind == TOEGANG_FACT_FUNCTION &&
           toegang_organisation_equal(&fact->organisation, organisation);
}

/* A near miss is only the holder's own, in the organisation and at the moment that are asked. */
static void miss(struct tg_case *c, size_t i, toegang_time at, const char *fault)
{
    const toegang_fact *fact = c->facts[i];
    bool own = toegang_rrn_equal(&fact->holder, &c->holder) && at == c->at;
    if (own && toegang_organisation_equal(&fact->organisation, &c->question->organisation))
        tg_case_miss(c, i, fault);
}

static void look_at_company(struct tg_case *c, const toegang_fact *function)
{
    for (size_t i = 0; i < c->count; i++)
        if (is_function_in(c->facts[i], &function->organisation) &&
            toegang_organisation_equal(&c->facts[i]->held_by, &function->held_by))
            tg_case_look(c, i);
}

/* The person himself holds a function there that represents. */
static bool directly(struct tg_case *c, const toegang_rrn *person, const toegang_organisation *organisation,
                     toegang_time at, tg_proof *proof)
{
    for (size_t i = 0; i < c->count; i++) {
        const toegang_fact *fact = c->facts[i];
        size_t company;
        if (!is_function_in(fact, organisation) || !toegang_rrn_equal(&fact->holder, person)) continue;
        if (!tg_case_walk(c)) return false;
        tg_case_look(c, i);
        look_at_company(c, fact);
        const char *fault = tg_function_fault(c->policy, c->facts, c->count, fact, at, &company);
        if (fault) {
            miss(c, i, at, fault);
            continue;
        }
        tg_prove(proof, i);
        if (company < c->count) tg_prove(proof, company);
        return true;
    }
    return false;
}

static bool was_there(const struct way *way, const toegang_organisation *company)
{
    for (size_t i = 0; i < way->count; i++)
        if (toegang_organisation_equal(&way->hops[i].organisation, company)) return true;
    return false;
}

/* Breadth first, so that a company is met over the fewest hops; each once, so that cycles end. */
static void add_companies(struct tg_case *c, struct way *way, size_t parent, toegang_time at)
{
    const struct hop *in = &way->hops[parent];
    for (size_t i = 0; i < c->count && in->level < c->policy->company_chain; i++) {
        const toegang_fact *fact = c->facts[i];
        if (!is_function_in(fact, &in->organisation) || !tg_function_is_companys(c->policy, fact)) continue;
        tg_case_look(c, i);
        if (!tg_fact_live(fact, at) || was_there(way, &fact->held_by)) continue;
        if (way->count == TG_COMPANIES_MAX + 1) {
            c->cut = true;
            return;
        }
        way->hops[way->count++] = (struct hop){fact->held_by, i, parent, in->level + 1};
    }
}

static void prove_way(const struct tg_case *c, const struct way *way, size_t hop, tg_proof *proof)
{
    for (; way->hops[hop].through < c->count; hop = way->hops[hop].parent)
        tg_prove(proof, way->hops[hop].through);
}

enum tg_truth tg_represents(struct tg_case *c, const toegang_rrn *person, toegang_time at, tg_proof *proof)
{
    struct way way = {.hops = {{c->question->organisation, c->count, 0, 0}}, .count = 1};
    if (c->unknown[TOEGANG_KBO]) return TG_UNKNOWN;
    for (size_t hop = 0; hop < way.count; hop++) {
        if (!tg_case_walk(c)) break;
        if (directly(c, person, &way.hops[hop].organisation, at, proof)) {
            prove_way(c, &way, hop, proof);
            return TG_TRUE;
        }
        add_companies(c, &way, hop, at);
    }
    return tg_case_unproven(c, TOEGANG_KBO);
}
