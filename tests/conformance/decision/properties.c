/* SPDX-License-Identifier: Apache-2.0 */
/* The invariants of a decision, on random cases: what must hold whatever the facts are. */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decision/check.h"
#include "decision/decision.h"
#include "naive.h"
#include "random.h"

#define SEED UINT64_C(0x746f6567616e67)
#define TEXT_MAX 65536

/* TG_TEST_SEED repeats or varies a run; TOEGANG_TEST_LONG asks for many more cases. */
static struct dice dice_open(const char *name)
{
    const char *given = getenv("TG_TEST_SEED");
    struct dice dice = {given ? strtoull(given, NULL, 0) : SEED};
    fprintf(stderr, "%s: seed 0x%" PRIx64 "\n", name, dice.state);
    return dice;
}

static unsigned cases(unsigned normal)
{
    return getenv("TOEGANG_TEST_LONG") ? normal * 30 : normal;
}

static void json_of(struct small *small, char *out)
{
    toegang_decision *decision = small_ask(small);
    size_t length = toegang_decision_json(decision, out, TEXT_MAX);
    cr_assert_lt(length, TEXT_MAX);
    toegang_decision_free(decision);
}

/* 3, 13: the same outcome as the naive evaluator. */
Test(properties, agree_with_the_naive_evaluator)
{
    struct dice dice = dice_open("naive");
    unsigned seen[3] = {0};
    for (unsigned i = 0; i < cases(300000); i++) {
        struct small small;
        random_small(&dice, &small, 12);
        toegang_outcome expected = naive_decide(&small.policy, &small.question, &small.world);
        toegang_outcome came = small_outcome(&small);
        seen[came]++;
        cr_assert_eq(came, expected, "case %u: %s, expected %s", i, toegang_outcome_name(came),
                     toegang_outcome_name(expected));
    }
    fprintf(stderr, "deny %u, indeterminate %u, permit %u\n", seen[0], seen[1], seen[2]);
    cr_assert(seen[0] > 1000 && seen[1] > 1000 && seen[2] > 1000, "the cases are too much alike");
}

/* 1: without a fact or a statement nobody enters where the policy asks any. */
Test(properties, deny_by_default)
{
    struct dice dice = dice_open("default");
    for (unsigned i = 0; i < cases(20000); i++) {
        struct small small;
        random_small(&dice, &small, 0);
        small.identity.stated_count = small.identity.role_count = 0;
        bool oneself = small.question.organisation.scheme == TOEGANG_SCHEME_NONE;
        bool open = (oneself ? small.policy.self : small.policy.others) == TG_AUTOMATIC;
        if (!open) cr_assert_neq(small_outcome(&small), TOEGANG_OUTCOME_PERMIT, "case %u", i);
    }
}

static void forget_ages(struct small *small)
{
    for (size_t i = 0; i < small->world.count; i++) small->facts[i].as_of = TOEGANG_ALWAYS;
}

/* 2, 3: a function, appointment or right never takes away; a suspension never gives. */
Test(properties, more_facts_give_more_and_blocks_give_less)
{
    struct dice dice = dice_open("monotone");
    for (unsigned i = 0; i < cases(60000); i++) {
        struct small small, more, blocked;
        random_small(&dice, &small, 10);
        forget_ages(&small);
        small_copy(&more, &small);
        small_copy(&blocked, &small);
        small_add(&more, random_fact(&dice));
        small_add(&blocked, random_block(&dice));
        toegang_outcome before = small_outcome(&small);
        cr_assert_geq(small_outcome(&more), before, "case %u: a fact took away", i);
        cr_assert_leq(small_outcome(&blocked), before, "case %u: a block gave", i);
    }
}

/* 4: neither the order of facts nor their repetition shows anywhere. */
Test(properties, order_and_duplicates_do_not_matter)
{
    static char one[TEXT_MAX], other[TEXT_MAX];
    struct dice dice = dice_open("order");
    for (unsigned i = 0; i < cases(20000); i++) {
        struct small small, mixed;
        random_small(&dice, &small, 10);
        small_copy(&mixed, &small);
        for (size_t left = mixed.world.count; left > 1; left--) {
            size_t pick = dice_below(&dice, (unsigned)left);
            const toegang_fact *swap = mixed.list[left - 1];
            mixed.list[left - 1] = mixed.list[pick];
            mixed.list[pick] = swap;
        }
        if (mixed.world.count > 0)
            small_add(&mixed, *mixed.list[dice_below(&dice, (unsigned)mixed.world.count)]);
        json_of(&small, one);
        json_of(&mixed, other);
        cr_assert_str_eq(one, other, "case %u", i);
    }
}

/* 5: until valid_through nothing changes, not even a word of the evidence. */
Test(properties, constant_until_valid_through)
{
    static char one[TEXT_MAX], other[TEXT_MAX];
    struct dice dice = dice_open("valid_through");
    for (unsigned i = 0; i < cases(40000); i++) {
        struct small small;
        random_small(&dice, &small, 12);
        toegang_decision *decision = small_ask(&small);
        toegang_time at = small.question.at, through = toegang_decision_valid_through(decision);
        toegang_outcome outcome = toegang_decision_outcome(decision);
        toegang_decision_free(decision);
        if (outcome == TOEGANG_OUTCOME_INDETERMINATE) {
            cr_assert_eq(through, at, "case %u: what was not judged can be kept", i);
            continue;
        }
        cr_assert_gt(through, at, "case %u", i);
        json_of(&small, one);
        toegang_time last = through == TOEGANG_NEVER ? INT64_MAX - 2 : through - 1;
        toegang_time tries[] = {at + 1, last, at + (last - at) / 2};
        for (unsigned t = 0; t < 3; t++) {
            if (tries[t] > last) continue;
            small.question.at = tries[t];
            json_of(&small, other);
            cr_assert_str_eq(one, other, "case %u: %" PRId64 " in [%" PRId64 ", %" PRId64 ")", i, tries[t],
                             at, through);
        }
    }
}

/* 8: without a chain the facts of another enterprise, and rights of other persons, are as if they were not
 * there. */
Test(properties, nothing_leaks_between_enterprises)
{
    static char one[TEXT_MAX], other[TEXT_MAX];
    struct dice dice = dice_open("leak");
    for (unsigned i = 0; i < cases(20000); i++) {
        struct small small, more;
        random_small(&dice, &small, 8);
        small.policy.company_chain = 0;
        small.question.organisation = enterprise(0);
        forget_ages(&small);
        small_copy(&more, &small);
        for (unsigned extra = 0; extra < 4; extra++) {
            toegang_fact fact = random_fact(&dice);
            bool foreign = fact.organisation.scheme == TOEGANG_SCHEME_NONE ||
                           !toegang_organisation_equal(&fact.organisation, &small.question.organisation);
            toegang_rrn holder = person(0);
            bool of_other = fact.kind == TOEGANG_FACT_RIGHT && !toegang_rrn_equal(&fact.holder, &holder);
            if (foreign || of_other) small_add(&more, fact);
        }
        json_of(&small, one);
        json_of(&more, other);
        cr_assert_str_eq(one, other, "case %u", i);
    }
}

static toegang_register register_of(const struct small *small, const toegang_fact *fact)
{
    return tg_fact_register(&small->policy, fact);
}

/* 11: what is said while a register is silent stays true whatever it turns out to hold. */
Test(properties, silence_brackets_the_verdict)
{
    struct dice dice = dice_open("kleene");
    for (unsigned i = 0; i < cases(60000); i++) {
        struct small small, told;
        random_small(&dice, &small, 10);
        forget_ages(&small);
        toegang_register reg = (toegang_register)dice_below(&dice, TOEGANG_REGISTERS);
        small_silence(&small, reg);
        toegang_outcome before = small_outcome(&small);
        if (before == TOEGANG_OUTCOME_INDETERMINATE) continue;
        small_copy(&told, &small);
        told.world.count = 0;
        for (size_t f = 0; f < small.world.count; f++)
            if (register_of(&small, small.list[f]) != reg) told.list[told.world.count++] = &told.facts[f];
        told.world.answers[reg] = (struct tg_answer){.asked = true};
        size_t next = small.world.count;
        for (unsigned extra = dice_below(&dice, 5); extra > 0; extra--) {
            toegang_fact fact =
                small.policy.blocks && dice_below(&dice, 4) == 0 ? random_block(&dice) : random_fact(&dice);
            if (register_of(&small, &fact) != reg) continue;
            told.facts[next] = fact;
            told.list[told.world.count++] = &told.facts[next++];
        }
        cr_assert_eq(small_outcome(&told), before, "case %u: register %d", i, (int)reg);
    }
}

/* 15: suspend lets in no more than grace, grace no more than keep. */
Test(properties, grantor_policies_are_ordered)
{
    struct dice dice = dice_open("loss");
    for (unsigned i = 0; i < cases(60000); i++) {
        struct small small;
        toegang_outcome came[3];
        random_small(&dice, &small, 12);
        for (unsigned loss = TG_LOSS_KEEP; loss <= TG_LOSS_SUSPEND; loss++) {
            small.policy.grantor_loss = (enum tg_grantor_loss)loss;
            came[loss] = small_outcome(&small);
        }
        cr_assert_geq(came[TG_LOSS_KEEP], came[TG_LOSS_GRACE], "case %u", i);
        cr_assert_geq(came[TG_LOSS_GRACE], came[TG_LOSS_SUSPEND], "case %u", i);
    }
}

/* What a permit rests on and nothing else, facts and statements. */
static void only_used(struct small *bare, const struct small *small, const toegang_decision *decision)
{
    small_copy(bare, small);
    bare->world.count = 0;
    bare->identity.role_count = bare->identity.stated_count = 0;
    for (size_t p = 0; p < decision->piece_count; p++) {
        const toegang_evidence *piece = &decision->pieces[p];
        if (piece->kind == TOEGANG_EVIDENCE_FACT && piece->used) small_add(bare, *piece->fact);
        if (piece->kind != TOEGANG_EVIDENCE_ASSERTED || !piece->used) continue;
        if (piece->stated->kind != TOEGANG_STATED_RIGHT)
            bare->stated[bare->identity.stated_count++] = *piece->stated;
        else
            small_role(bare, piece->stated->value, small->question.context ? small->question.context : "c",
                       0);
    }
}

static bool opens_as(struct small *small, enum tg_ground ground)
{
    toegang_decision *decision = small_ask(small);
    bool opens = toegang_decision_outcome(decision) == TOEGANG_OUTCOME_PERMIT && decision->ground == ground;
    toegang_decision_free(decision);
    return opens;
}

/* A role at most, and a statement of another kind at most. */
static bool needs_its_statements(const struct small *bare, enum tg_ground ground)
{
    struct small no_role, no_stated;
    small_copy(&no_role, bare);
    small_copy(&no_stated, bare);
    no_role.identity.role_count = no_stated.identity.stated_count = 0;
    return (bare->identity.role_count == 0 || !opens_as(&no_role, ground)) &&
           (bare->identity.stated_count == 0 || !opens_as(&no_stated, ground));
}

/* 16: the facts that a permit names are enough for it, and none of them can be left out. */
Test(properties, evidence_is_exactly_what_the_permit_rests_on)
{
    struct dice dice = dice_open("evidence");
    unsigned permits = 0, asserted = 0;
    for (unsigned i = 0; i < cases(120000); i++) {
        struct small small, bare;
        random_small(&dice, &small, 14);
        toegang_decision *decision = small_ask(&small);
        if (toegang_decision_outcome(decision) == TOEGANG_OUTCOME_PERMIT) {
            enum tg_ground ground = decision->ground;
            only_used(&bare, &small, decision);
            permits += bare.world.count > 1;
            asserted += decision->asserted;
            cr_assert_eq(small_outcome(&bare), TOEGANG_OUTCOME_PERMIT, "case %u: not enough", i);
            for (size_t left_out = 0; left_out < bare.world.count; left_out++) {
                struct small less;
                small_copy(&less, &bare);
                less.list[left_out] = less.list[--less.world.count];
                cr_assert_not(opens_as(&less, ground), "case %u: fact %zu is not needed", i, left_out);
            }
            cr_assert(needs_its_statements(&bare, ground), "case %u: a statement is not needed", i);
        }
        toegang_decision_free(decision);
    }
    cr_assert_gt(permits, 500, "too few permits with a chain: %u", permits);
    cr_assert_gt(asserted, 500, "too few permits by an assertion: %u", asserted);
}

/* 2: what an assertion states never takes away. */
Test(properties, statements_never_take_away)
{
    struct dice dice = dice_open("stated");
    unsigned gave = 0;
    for (unsigned i = 0; i < cases(60000); i++) {
        struct small small, more;
        random_small(&dice, &small, 8);
        small_copy(&more, &small);
        random_statement(&dice, &more);
        toegang_outcome before = small_outcome(&small), after = small_outcome(&more);
        cr_assert_geq(after, before, "case %u: a statement took away", i);
        gave += after > before;
    }
    cr_assert_gt(gave, 300);
}

static toegang_outcome without_statements(const struct small *small)
{
    struct small bare;
    small_copy(&bare, small);
    bare.identity.stated_count = bare.identity.role_count = 0;
    return small_outcome(&bare);
}

/* Who may not assert, or is not let count, has said nothing; the more a policy lets count, the more it opens.
 */
Test(properties, what_may_not_be_asserted_is_not_said)
{
    struct dice dice = dice_open("asserts");
    for (unsigned i = 0; i < cases(30000); i++) {
        struct small small, mute;
        toegang_outcome came[TG_ASSERTEDS];
        random_small(&dice, &small, 8);
        small_copy(&mute, &small);
        mute.identity.asserts = 0;
        cr_assert_eq(small_outcome(&mute), without_statements(&small), "case %u: an issuer that may not", i);
        for (unsigned asserted = TG_ASSERTED_NEVER; asserted < TG_ASSERTEDS; asserted++) {
            small.policy.asserted = (enum tg_asserted)asserted;
            came[asserted] = small_outcome(&small);
        }
        cr_assert_eq(came[TG_ASSERTED_NEVER], without_statements(&small), "case %u: never", i);
        cr_assert_geq(came[TG_ASSERTED_REGISTER], came[TG_ASSERTED_NEVER], "case %u", i);
        cr_assert_geq(came[TG_ASSERTED_EITHER], came[TG_ASSERTED_REGISTER], "case %u", i);
    }
}

/* What an assertion gives ends with the sign-in, at the latest. */
Test(properties, an_asserted_permit_ends_with_the_sign_in)
{
    struct dice dice = dice_open("until");
    unsigned asserted = 0;
    for (unsigned i = 0; i < cases(40000); i++) {
        struct small small;
        random_small(&dice, &small, 4);
        toegang_decision *decision = small_ask(&small);
        if (decision->asserted) {
            asserted++;
            cr_assert_leq(toegang_decision_valid_through(decision), small.identity.until, "case %u", i);
        }
        toegang_decision_free(decision);
    }
    cr_assert_gt(asserted, 100);
}

static void lift_blocks(struct small *small)
{
    for (size_t i = 0; i < small->world.count; i++)
        if (small->facts[i].kind == TOEGANG_FACT_SUSPENSION) small->facts[i].until = TOEGANG_ALWAYS;
}

static void grant(struct small *small, const toegang_decision *decision)
{
    toegang_fact right =
        right_of(0, 0, 0, decision->right ? decision->right : "r", NOBODY, TOEGANG_ALWAYS, TOEGANG_NEVER);
    right.organisation = small->question.organisation;
    if (small->policy.context_required) right.context = "c";
    if (small->question.context) right.context = small->question.context;
    small_add(small, right);
}

/* As the remedy says, and nothing else. */
static void follow(struct small *small, const toegang_decision *decision, enum tg_action_kind action)
{
    switch (action) {
    case TG_ACTION_SIGN_IN_AGAIN:
        small->identity.until = TOEGANG_NEVER;
        break;
    case TG_ACTION_STRONGER_KEY:
        small->identity.assurance = small->policy.assurance;
        break;
    case TG_ACTION_CHOOSE_CAPACITY:
        small->identity.capacity = small->policy.capacities[0];
        break;
    case TG_ACTION_LIFT_SUSPENSION:
        lift_blocks(small);
        break;
    case TG_ACTION_APPOINT_HTB:
        small_add(small, htb_of(0, 0, NOBODY, TOEGANG_ALWAYS, TOEGANG_NEVER));
        break;
    case TG_ACTION_REGISTER_FUNCTION:
        small_add(small, function_of(0, 0, "10002", TOEGANG_ALWAYS, TOEGANG_NEVER));
        break;
    case TG_ACTION_GRANT_RIGHT:
    case TG_ACTION_RENEW_RIGHT:
        grant(small, decision);
        break;
    case TG_ACTION_SIGN_IN_WITH_MANDATE:
        small_state(small, TOEGANG_STATED_MANDATE, 0);
        break;
    case TG_ACTION_TRY_LATER:
        break;
    }
}

static bool closed_to_all(const struct small *small)
{
    if (small->question.organisation.scheme == TOEGANG_SCHEME_NONE) return small->policy.self == TG_NEVER;
    bool mandated = small->policy.mandate != TG_NEVER && small->policy.asserted != TG_ASSERTED_NEVER &&
                    (small->identity.asserts & TOEGANG_ASSERTS_MANDATE);
    return small->policy.legal_representative == TG_NEVER && small->policy.htb == TG_NEVER &&
           small->policy.others == TG_NEVER && !mandated;
}

static bool any_silent(const struct small *small)
{
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++)
        if (small->world.answers[reg].status != TOEGANG_GOOD || small->policy.staleness[reg] > 0) return true;
    return false;
}

/* 17: who does what a denial says is let in; only a closed door has no remedy. */
Test(properties, remedies_turn_a_denial_into_a_permit)
{
    struct dice dice = dice_open("remedy");
    unsigned denials = 0;
    for (unsigned i = 0; i < cases(60000); i++) {
        struct small small, after;
        char text[4096];
        random_small(&dice, &small, 10);
        toegang_decision *decision = small_ask(&small);
        toegang_outcome outcome = toegang_decision_outcome(decision);
        size_t length = toegang_decision_remedy(decision, TOEGANG_NL, text, sizeof text);
        cr_assert_eq(length == 0, outcome == TOEGANG_OUTCOME_PERMIT, "case %u: remedy '%s'", i, text);
        if (outcome == TOEGANG_OUTCOME_DENY && decision->action_count > 0) {
            small_copy(&after, &small);
            for (size_t a = 0; a < decision->action_count; a++)
                follow(&after, decision, decision->actions[a]);
            toegang_outcome then = small_outcome(&after);
            cr_assert(then == TOEGANG_OUTCOME_PERMIT ||
                          (then == TOEGANG_OUTCOME_INDETERMINATE && any_silent(&small)),
                      "case %u: %s leads to %s", i, toegang_decision_check(decision),
                      toegang_outcome_name(then));
            denials++;
        } else if (outcome == TOEGANG_OUTCOME_DENY) {
            cr_assert(closed_to_all(&small), "case %u: no remedy for %s", i,
                      toegang_decision_check(decision));
        }
        toegang_decision_free(decision);
    }
    cr_assert_gt(denials, 1000);
}

/* 22: no text holds a national number. */
Test(properties, no_text_shows_a_national_number)
{
    static char text[TEXT_MAX];
    struct dice dice = dice_open("masked");
    for (unsigned i = 0; i < cases(3000); i++) {
        struct small small;
        random_small(&dice, &small, 12);
        toegang_decision *decision = small_ask(&small);
        for (unsigned language = 0; language <= TOEGANG_LANGUAGES; language++) {
            size_t length =
                language < TOEGANG_LANGUAGES
                    ? toegang_decision_explain(decision, (toegang_language)language, text, TEXT_MAX)
                    : toegang_decision_json(decision, text, TEXT_MAX);
            cr_assert(length > 0 && length < TEXT_MAX);
            cr_assert_null(strstr(text, "850730"), "case %u: %s", i, text);
            cr_assert_null(strstr(text, "85.07.30-0"), "case %u: %s", i, text);
        }
        toegang_decision_free(decision);
    }
}
