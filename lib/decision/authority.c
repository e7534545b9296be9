/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/authority.h"

#include <string.h>

#include "decision/legal.h"
#include "directory/fact.h"

bool tg_is_appointment(const struct tg_case *c, const toegang_fact *fact, const toegang_rrn *person)
{
    return fact->kind == TOEGANG_FACT_APPOINTMENT && toegang_rrn_equal(&fact->holder, person) &&
           toegang_organisation_equal(&fact->organisation, &c->question->organisation);
}

static bool is_live_htb(struct tg_case *c, size_t i, const toegang_rrn *person, toegang_time at)
{
    if (!tg_is_appointment(c, c->facts[i], person)) return false;
    tg_case_look(c, i);
    return strcmp(c->facts[i]->code, TG_CODE_HTB) == 0 && tg_fact_live(c->facts[i], at);
}

/* Nobody found: still unknown where either register could have named him. */
static enum tg_truth unproven(const struct tg_case *c)
{
    return tg_or(tg_case_unproven(c, TOEGANG_KBO), tg_case_unproven(c, TOEGANG_BTB));
}

enum tg_truth tg_authority(struct tg_case *c, const toegang_rrn *person, toegang_time at, tg_proof *proof)
{
    if (tg_represents(c, person, at, proof) == TG_TRUE) return TG_TRUE;
    if (c->unknown[TOEGANG_BTB] || !tg_case_walk(c)) return TG_UNKNOWN;
    for (size_t i = 0; i < c->count; i++)
        if (is_live_htb(c, i, person, at)) return tg_prove(proof, i), TG_TRUE;
    return unproven(c);
}

/* Persons whose authority would be enough, each with the appointment by which he passed it on. */
struct search {
    toegang_rrn persons[TG_PERSONS_MAX];
    size_t by[TG_PERSONS_MAX]; /* count for the one that was asked */
    size_t parent[TG_PERSONS_MAX];
    size_t count;
};

static void add_person(struct tg_case *c, struct search *search, size_t parent, size_t by)
{
    const toegang_rrn *person = &c->facts[by]->granted_by;
    for (size_t i = 0; i < search->count; i++)
        if (toegang_rrn_equal(&search->persons[i], person)) return;
    if (search->count == TG_PERSONS_MAX) {
        c->cut = true;
        return;
    }
    search->persons[search->count] = *person;
    search->by[search->count] = by;
    search->parent[search->count++] = parent;
}

static void prove_search(const struct tg_case *c, const struct search *search, size_t i, tg_proof *proof)
{
    for (; search->by[i] < c->count; i = search->parent[i]) tg_prove(proof, search->by[i]);
}

/* An appointment of this person that is the register's own word; his other grantors join the search. */
static bool appointed_by_register(struct tg_case *c, struct search *search, size_t i, toegang_time at,
                                  tg_proof *proof)
{
    for (size_t fact = 0; fact < c->count; fact++) {
        if (!is_live_htb(c, fact, &search->persons[i], at)) continue;
        if (c->facts[fact]->granted_by.kind == TOEGANG_RRN_NONE) return tg_prove(proof, fact), true;
        add_person(c, search, i, fact);
    }
    return false;
}

/* Each person is visited once: two HTBs that appointed each other do not keep each other alive. */
enum tg_truth tg_authority_rooted(struct tg_case *c, const toegang_rrn *person, toegang_time at,
                                  tg_proof *proof)
{
    struct search search = {.persons = {*person}, .by = {c->count}, .count = 1};
    for (size_t i = 0; i < search.count; i++) {
        if (!tg_case_walk(c)) break;
        bool root = tg_represents(c, &search.persons[i], at, proof) == TG_TRUE;
        if (!root && !c->unknown[TOEGANG_BTB]) root = appointed_by_register(c, &search, i, at, proof);
        if (!root) continue;
        prove_search(c, &search, i, proof);
        return TG_TRUE;
    }
    return unproven(c);
}

static bool is_authority(const toegang_fact *fact)
{
    return fact->kind == TOEGANG_FACT_FUNCTION || fact->kind == TOEGANG_FACT_APPOINTMENT;
}

/*
 * Authority ends only where a function or an appointment does: the last instant at which it held is the
 * second before such an end. Ends that lie further back than the grace make no difference any more.
 */
static enum tg_truth within_grace(struct tg_case *c, const toegang_rrn *grantor, bool *left, tg_proof *proof)
{
    toegang_time since = tg_time_add(c->at, -c->policy->grace), last = TOEGANG_ALWAYS;
    enum tg_truth now = tg_authority_rooted(c, grantor, c->at, proof), then = TG_FALSE;
    if (now == TG_TRUE) return TG_TRUE;
    for (size_t i = 0; i < c->count; i++) {
        toegang_time end = c->facts[i]->until;
        if (!is_authority(c->facts[i]) || end > c->at || end <= since || end <= last) continue;
        enum tg_truth held = tg_authority_rooted(c, grantor, end - 1, NULL);
        if (held == TG_TRUE) last = end;
        then = tg_or(then, held);
    }
    if (then == TG_TRUE) tg_authority_rooted(c, grantor, last - 1, proof);
    *left = then == TG_TRUE && now == TG_FALSE;
    return tg_or(now, then);
}

enum tg_truth tg_authority_lasts(struct tg_case *c, const toegang_rrn *grantor, bool *left, tg_proof *proof)
{
    *left = false;
    switch (c->policy->grantor_loss) {
    case TG_LOSS_KEEP:
        *left = tg_authority(c, grantor, c->at, NULL) == TG_FALSE;
        return TG_TRUE;
    case TG_LOSS_GRACE:
        return within_grace(c, grantor, left, proof);
    case TG_LOSS_SUSPEND:
        break;
    }
    return tg_authority_rooted(c, grantor, c->at, proof);
}
