/* SPDX-License-Identifier: Apache-2.0 */
#include "naive.h"

#include <stdlib.h>
#include <string.h>

struct naive {
    const struct tg_policy *policy;
    const toegang_question *question;
    const struct tg_world *world;
    toegang_rrn holder;
    toegang_time at;
    bool hopeful; /* what silent registers would say */
};

static const toegang_fact *fact_at(const struct naive *n, size_t i)
{
    return n->world->facts[i];
}

static bool same_person(const toegang_rrn *one, const toegang_rrn *other)
{
    return one->kind != 0 && one->kind == other->kind && memcmp(one->digits, other->digits, 11) == 0;
}

static bool same_organisation(const toegang_organisation *one, const toegang_organisation *other)
{
    return one->scheme != 0 && one->scheme == other->scheme && strcmp(one->value, other->value) == 0;
}

static bool live(const toegang_fact *fact, toegang_time at)
{
    return at >= fact->from && at < fact->until;
}

static bool is_for_oneself(const struct naive *n)
{
    return n->question->organisation.scheme == 0;
}

static toegang_register register_of(const struct naive *n, const toegang_fact *fact)
{
    if (fact->kind == TOEGANG_FACT_FUNCTION) return TOEGANG_KBO;
    return fact->kind == TOEGANG_FACT_APPOINTMENT ? TOEGANG_BTB : n->policy->reg;
}

/* Down, or one of its facts is too old. */
static bool silent(const struct naive *n, toegang_register reg)
{
    if (n->world->answers[reg].asked && n->world->answers[reg].status != TOEGANG_GOOD) return true;
    for (size_t i = 0; i < n->world->count; i++) {
        const toegang_fact *fact = fact_at(n, i);
        if (register_of(n, fact) != reg || n->policy->staleness[reg] == 0) continue;
        if (fact->as_of != TOEGANG_ALWAYS && n->at - fact->as_of >= n->policy->staleness[reg]) return true;
    }
    return false;
}

static bool counts(const struct naive *n, const char *code)
{
    for (size_t i = 0; i < n->policy->function_count; i++)
        if (strcmp(code, n->policy->functions[i]) == 0) return true;
    return false;
}

/* The company itself holds a representing function there at that moment. */
static bool company_acts(const struct naive *n, const toegang_organisation *company,
                         const toegang_organisation *in, toegang_time at)
{
    for (size_t i = 0; i < n->world->count; i++) {
        const toegang_fact *f = fact_at(n, i);
        if (f->kind == TOEGANG_FACT_FUNCTION && same_organisation(&f->organisation, in) &&
            same_organisation(&f->held_by, company) && live(f, at) && counts(n, f->code) &&
            strcmp(f->code, "10003") != 0)
            return true;
    }
    return false;
}

static bool in_person(const struct naive *n, const toegang_rrn *person, const toegang_organisation *in,
                      toegang_time at)
{
    for (size_t i = 0; i < n->world->count; i++) {
        const toegang_fact *f = fact_at(n, i);
        if (f->kind != TOEGANG_FACT_FUNCTION || !same_organisation(&f->organisation, in)) continue;
        if (!same_person(&f->holder, person) || !live(f, at) || !counts(n, f->code)) continue;
        if (strcmp(f->code, "10003") != 0 && f->held_by.scheme == 0) return true;
        if (strcmp(f->code, "10003") == 0 && company_acts(n, &f->held_by, in, at)) return true;
    }
    return false;
}

static bool over_companies(const struct naive *n, const toegang_rrn *person, const toegang_organisation *in,
                           toegang_time at, unsigned hops)
{
    if (in_person(n, person, in, at)) return true;
    for (size_t i = 0; hops > 0 && i < n->world->count; i++) {
        const toegang_fact *f = fact_at(n, i);
        if (f->kind == TOEGANG_FACT_FUNCTION && same_organisation(&f->organisation, in) &&
            company_acts(n, &f->held_by, in, at) && over_companies(n, person, &f->held_by, at, hops - 1))
            return true;
    }
    return false;
}

static bool represents(const struct naive *n, const toegang_rrn *person, toegang_time at)
{
    if (silent(n, TOEGANG_KBO)) return n->hopeful;
    return over_companies(n, person, &n->question->organisation, at, n->policy->company_chain);
}

static bool is_htb_fact(const struct naive *n, const toegang_fact *f, toegang_time at)
{
    return f->kind == TOEGANG_FACT_APPOINTMENT && strcmp(f->code, "htb") == 0 &&
           same_organisation(&f->organisation, &n->question->organisation) && live(f, at);
}

static bool had_authority(const struct naive *n, const toegang_rrn *person, toegang_time at)
{
    if (represents(n, person, at)) return true;
    if (silent(n, TOEGANG_BTB)) return n->hopeful;
    for (size_t i = 0; i < n->world->count; i++)
        if (is_htb_fact(n, fact_at(n, i), at) && same_person(&fact_at(n, i)->holder, person)) return true;
    return false;
}

/* Whether this appointment is alive by what is alive so far. */
static bool is_alive(const struct naive *n, const bool *alive, size_t i, toegang_time at)
{
    const toegang_fact *f = fact_at(n, i);
    if (!is_htb_fact(n, f, at)) return false;
    if (f->granted_by.kind == 0 || represents(n, &f->granted_by, at)) return true;
    for (size_t other = 0; other < n->world->count; other++)
        if (alive[other] && same_person(&fact_at(n, other)->holder, &f->granted_by)) return true;
    return false;
}

/* Least fixpoint from the roots: begin with no appointment alive, add until nothing changes. */
static bool has_authority(const struct naive *n, const toegang_rrn *person, toegang_time at)
{
    if (represents(n, person, at)) return true;
    if (silent(n, TOEGANG_BTB)) return n->hopeful;
    bool alive[64] = {false}, changed = true;
    if (n->world->count > 64) abort();
    while (changed) {
        changed = false;
        for (size_t i = 0; i < n->world->count; i++) {
            if (alive[i] || !is_alive(n, alive, i, at)) continue;
            alive[i] = changed = true;
        }
    }
    for (size_t i = 0; i < n->world->count; i++)
        if (alive[i] && same_person(&fact_at(n, i)->holder, person)) return true;
    return false;
}

/* Grace: at some moment not longer ago than the grace he had it. */
static bool still_counts(const struct naive *n, const toegang_rrn *grantor)
{
    if (n->policy->grantor_loss == TG_LOSS_KEEP || has_authority(n, grantor, n->at)) return true;
    if (n->policy->grantor_loss != TG_LOSS_GRACE) return false;
    toegang_time earliest = n->at - n->policy->grace;
    if (has_authority(n, grantor, earliest)) return true;
    for (size_t i = 0; i < n->world->count; i++) {
        toegang_time moments[] = {fact_at(n, i)->from, fact_at(n, i)->until - 1};
        for (size_t m = 0; m < 2; m++)
            if (moments[m] >= earliest && moments[m] <= n->at && has_authority(n, grantor, moments[m]))
                return true;
    }
    return false;
}

static bool is_htb(const struct naive *n)
{
    if (silent(n, TOEGANG_BTB)) return n->hopeful;
    for (size_t i = 0; i < n->world->count; i++) {
        const toegang_fact *f = fact_at(n, i);
        if (!is_htb_fact(n, f, n->at) || !same_person(&f->holder, &n->holder)) continue;
        if (f->granted_by.kind == 0 || still_counts(n, &f->granted_by)) return true;
    }
    return false;
}

static bool fits_context(const struct naive *n, const char *context)
{
    const char *asked = n->question->context ? n->question->context : "";
    if (strcmp(context, "") == 0) return !n->policy->context_required;
    return strcmp(asked, "") == 0 || strcmp(asked, context) == 0;
}

static bool well_granted(const struct naive *n, const toegang_fact *f)
{
    toegang_time when = f->granted_at == TOEGANG_ALWAYS ? f->from : f->granted_at;
    if (f->granted_by.kind == 0) return true;
    if (is_for_oneself(n)) return same_person(&f->granted_by, &n->holder);
    return had_authority(n, &f->granted_by, when) && still_counts(n, &f->granted_by);
}

/* The issuer may say it, and the policy lets it count: always beside, or only instead of a register. */
static bool believes(const struct naive *n, unsigned bit, bool no_register)
{
    if (!(toegang_identity_asserts(n->question->identity) & bit)) return false;
    return n->policy->asserted == TG_ASSERTED_EITHER ||
           (n->policy->asserted == TG_ASSERTED_REGISTER && no_register);
}

static bool states(const struct naive *n, toegang_stated_kind kind)
{
    for (size_t i = 0; i < toegang_identity_stated_count(n->question->identity); i++) {
        const toegang_stated *stated = toegang_identity_stated(n->question->identity, i);
        if (stated->kind == kind && same_organisation(&stated->organisation, &n->question->organisation))
            return true;
    }
    return false;
}

static bool is_legal(const struct naive *n)
{
    return represents(n, &n->holder, n->at) ||
           (states(n, TOEGANG_STATED_LEGAL_REPRESENTATIVE) &&
            believes(n, TOEGANG_ASSERTS_LEGAL_REPRESENTATIVE, n->world->answers[TOEGANG_KBO].absent));
}

static bool is_listed(const struct naive *n, const char *right)
{
    for (size_t i = 0; i < n->policy->right_count; i++)
        if (strcmp(right, n->policy->rights[i]) == 0) return true;
    return false;
}

static bool states_right(const struct naive *n)
{
    const char *code = n->question->right ? n->question->right : n->policy->right;
    if (!believes(n, TOEGANG_ASSERTS_RIGHTS, n->world->answers[n->policy->reg].absent)) return false;
    for (size_t i = 0; i < toegang_identity_roles(n->question->identity); i++) {
        const toegang_role *role = toegang_identity_role(n->question->identity, i);
        if (role->registered && is_listed(n, role->right) && (!code || strcmp(code, role->right) == 0) &&
            same_organisation(&role->organisation, &n->question->organisation) &&
            fits_context(n, role->context))
            return true;
    }
    return false;
}

static bool has_right(const struct naive *n)
{
    const char *code = n->question->right ? n->question->right : n->policy->right;
    if (states_right(n)) return true;
    if (silent(n, n->policy->reg)) return n->hopeful;
    for (size_t i = 0; i < n->world->count; i++) {
        const toegang_fact *f = fact_at(n, i);
        bool mine = f->kind == TOEGANG_FACT_RIGHT && same_person(&f->holder, &n->holder);
        bool here = is_for_oneself(n) ? f->organisation.scheme == 0
                                      : same_organisation(&f->organisation, &n->question->organisation);
        if (!mine || !here || strcmp(f->eloket, n->policy->eloket) != 0 || !live(f, n->at)) continue;
        if ((!code || strcmp(code, f->code) == 0) && fits_context(n, f->context) && well_granted(n, f))
            return true;
    }
    return false;
}

static bool blocked(const struct naive *n)
{
    if (silent(n, n->policy->reg)) return n->policy->blocks && !n->hopeful;
    for (size_t i = 0; i < n->world->count; i++) {
        const toegang_fact *f = fact_at(n, i);
        if (f->kind != TOEGANG_FACT_SUSPENSION || !live(f, n->at)) continue;
        if ((f->holder.kind == 0 || same_person(&f->holder, &n->holder)) &&
            (f->organisation.scheme == 0 ||
             same_organisation(&f->organisation, &n->question->organisation)) &&
            (strcmp(f->eloket, "") == 0 || strcmp(f->eloket, n->policy->eloket) == 0))
            return true;
    }
    return false;
}

static bool gates(const struct naive *n)
{
    const toegang_identity *identity = n->question->identity;
    bool capacity = n->policy->capacity_count == 0;
    for (size_t i = 0; i < n->policy->capacity_count; i++)
        capacity = capacity || strcmp(n->policy->capacities[i], toegang_identity_capacity(identity)) == 0;
    return capacity && toegang_identity_assurance(identity) >= n->policy->assurance &&
           n->at < toegang_identity_until(identity) && !blocked(n) &&
           (n->holder.kind != TOEGANG_RRN_TEST || n->policy->test_numbers);
}

static bool opens(const struct naive *n, enum tg_way way, bool role)
{
    if (way == TG_NEVER || !role) return false;
    return way == TG_AUTOMATIC || has_right(n);
}

static bool admitted(const struct naive *n)
{
    if (!gates(n)) return false;
    if (is_for_oneself(n)) return opens(n, n->policy->self, true);
    return opens(n, n->policy->legal_representative, is_legal(n)) || opens(n, n->policy->htb, is_htb(n)) ||
           opens(n, n->policy->mandate,
                 states(n, TOEGANG_STATED_MANDATE) && believes(n, TOEGANG_ASSERTS_MANDATE, true)) ||
           opens(n, n->policy->others, true);
}

toegang_outcome naive_decide(const struct tg_policy *policy, const toegang_question *question,
                             const struct tg_world *world)
{
    struct naive n = {policy,       question, world, toegang_identity_holder(question->identity),
                      question->at, false};
    bool surely = admitted(&n);
    n.hopeful = true;
    bool perhaps = admitted(&n);
    if (surely != perhaps) return TOEGANG_OUTCOME_INDETERMINATE;
    return surely ? TOEGANG_OUTCOME_PERMIT : TOEGANG_OUTCOME_DENY;
}
