/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/asserted.h"

#include <criterion/criterion.h>
#include <string.h>

#include "../../conformance/decision/small.h"
#include "decision/check.h"
#include "decision/decision.h"

#define LEGAL TOEGANG_STATED_LEGAL_REPRESENTATIVE
#define MANDATE TOEGANG_STATED_MANDATE
#define RIGHT TOEGANG_STATED_RIGHT
#define NO_KBO (1U << TOEGANG_KBO)
#define NO_RIGHTS (1U << TOEGANG_GEBRUIKERSBEHEER)

/* Every way is open; the right is r, and the e-counter knows s as well. */
static void open_small(struct small *small, enum tg_asserted asserted, unsigned absent)
{
    small_open(small);
    small->policy.mandate = TG_WITH_RIGHT;
    small->policy.asserted = asserted;
    small->policy.right = "r";
    small->policy.rights = small_rights;
    small->policy.right_count = 2;
    small->identity.asserts = 7;
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++)
        if (absent & 1U << reg) small_absent(small, (toegang_register)reg);
}

static void read_case(struct small *small, struct tg_arena *arena, struct tg_case *out)
{
    cr_assert(tg_case_open(out, &small->policy, &small->question, &small->world, arena));
}

/* What is kept of the kind: its check, "counts", or "nothing". */
static const char *told(const struct tg_case *c, toegang_stated_kind kind)
{
    const struct tg_stated *statement = &c->stated[kind - 1];
    if (!statement->there) return "nothing";
    bool counts = tg_asserted_counts(c) & TG_STATED_BIT(kind);
    cr_expect_eq(counts, statement->check == NULL);
    return counts ? "counts" : statement->check;
}

Test(asserted, representation)
{
    static const struct {
        toegang_stated_kind kind;
        int organisation;
        unsigned asserts, absent;
        enum tg_asserted asserted;
        enum tg_way way;
        const char *told;
    } rows[] = {
        {LEGAL, 0, 2, 0, TG_ASSERTED_EITHER, TG_WITH_RIGHT, "counts"},
        {LEGAL, 0, 2, NO_KBO, TG_ASSERTED_REGISTER, TG_WITH_RIGHT, "counts"},
        {LEGAL, 0, 2, 0, TG_ASSERTED_REGISTER, TG_WITH_RIGHT, "asserted.register"},
        {LEGAL, 0, 2, NO_RIGHTS, TG_ASSERTED_REGISTER, TG_WITH_RIGHT, "asserted.register"},
        {LEGAL, 0, 2, NO_KBO, TG_ASSERTED_NEVER, TG_WITH_RIGHT, "asserted.never"},
        {LEGAL, 0, 2, NO_KBO, TG_ASSERTED_EITHER, TG_NEVER, "asserted.never"},
        {LEGAL, 0, 5, NO_KBO, TG_ASSERTED_EITHER, TG_WITH_RIGHT, "asserted.issuer"},
        {LEGAL, 0, 0, NO_KBO, TG_ASSERTED_NEVER, TG_NEVER, "asserted.issuer"},
        {LEGAL, 1, 2, 0, TG_ASSERTED_EITHER, TG_WITH_RIGHT, "asserted.organisation"},
        {LEGAL, NOBODY, 2, 0, TG_ASSERTED_EITHER, TG_WITH_RIGHT, "asserted.organisation"},
        {LEGAL, 1, 2, 0, TG_ASSERTED_REGISTER, TG_WITH_RIGHT, "nothing"},
        {LEGAL, 1, 5, 0, TG_ASSERTED_EITHER, TG_WITH_RIGHT, "nothing"},
        {MANDATE, 0, 4, 0, TG_ASSERTED_REGISTER, TG_AUTOMATIC, "counts"},
        {MANDATE, 0, 4, 0, TG_ASSERTED_EITHER, TG_WITH_RIGHT, "counts"},
        {MANDATE, 0, 4, 0, TG_ASSERTED_NEVER, TG_AUTOMATIC, "asserted.never"},
        {MANDATE, 0, 4, 0, TG_ASSERTED_REGISTER, TG_NEVER, "asserted.never"},
        {MANDATE, 0, 3, 0, TG_ASSERTED_REGISTER, TG_AUTOMATIC, "asserted.issuer"},
        {MANDATE, 1, 4, 0, TG_ASSERTED_REGISTER, TG_AUTOMATIC, "asserted.organisation"},
        {MANDATE, NOBODY, 4, 0, TG_ASSERTED_REGISTER, TG_AUTOMATIC, "asserted.organisation"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small;
        struct tg_case c;
        struct tg_arena arena = {0};
        open_small(&small, rows[i].asserted, rows[i].absent);
        small.policy.legal_representative = small.policy.mandate = rows[i].way;
        small.identity.asserts = rows[i].asserts;
        small_state(&small, rows[i].kind, rows[i].organisation);
        read_case(&small, &arena, &c);
        cr_expect_str_eq(told(&c, rows[i].kind), rows[i].told, "row %zu: %s", i, told(&c, rows[i].kind));
        tg_arena_free(&arena);
    }
}

Test(asserted, rights)
{
    static const struct {
        const char *right, *context;
        int organisation;
        unsigned asserts, absent;
        enum tg_asserted asserted;
        const char *asked; /* a context */
        bool required;
        const char *told;
    } rows[] = {
        {"r", "", 0, 1, 0, TG_ASSERTED_EITHER, NULL, false, "counts"},
        {"r", "", 0, 1, NO_RIGHTS, TG_ASSERTED_REGISTER, NULL, false, "counts"},
        {"r", "", 0, 1, 0, TG_ASSERTED_REGISTER, NULL, false, "asserted.register"},
        {"r", "", 0, 1, NO_KBO, TG_ASSERTED_REGISTER, NULL, false, "asserted.register"},
        {"r", "", 0, 1, NO_RIGHTS, TG_ASSERTED_NEVER, NULL, false, "asserted.never"},
        {"r", "", 0, 6, NO_RIGHTS, TG_ASSERTED_EITHER, NULL, false, "asserted.issuer"},
        {"r", "", 1, 1, 0, TG_ASSERTED_EITHER, NULL, false, "asserted.organisation"},
        {"r", "", NOBODY, 1, 0, TG_ASSERTED_EITHER, NULL, false, "asserted.organisation"},
        {"s", "", 0, 1, 0, TG_ASSERTED_EITHER, NULL, false, "asserted.right"},
        {"s", "", 1, 1, 0, TG_ASSERTED_EITHER, NULL, false, "nothing"},
        {"t", "", 0, 1, 0, TG_ASSERTED_EITHER, NULL, false, "nothing"},
        {"r", "c", 0, 1, 0, TG_ASSERTED_EITHER, NULL, false, "counts"},
        {"r", "c", 0, 1, 0, TG_ASSERTED_EITHER, "c", false, "counts"},
        {"r", "d", 0, 1, 0, TG_ASSERTED_EITHER, "c", false, "asserted.context"},
        {"r", "", 0, 1, 0, TG_ASSERTED_EITHER, "c", false, "counts"},
        {"r", "", 0, 1, 0, TG_ASSERTED_EITHER, NULL, true, "asserted.context"},
        {"r", "c", 0, 1, 0, TG_ASSERTED_EITHER, NULL, true, "counts"},
        {"r", "d", 0, 1, 0, TG_ASSERTED_REGISTER, "c", false, "nothing"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small;
        struct tg_case c;
        struct tg_arena arena = {0};
        open_small(&small, rows[i].asserted, rows[i].absent);
        small.identity.asserts = rows[i].asserts;
        small.question.context = rows[i].asked;
        small.policy.context_required = rows[i].required;
        small_role(&small, rows[i].right, rows[i].context, rows[i].organisation);
        read_case(&small, &arena, &c);
        cr_expect_str_eq(told(&c, RIGHT), rows[i].told, "row %zu: %s", i, told(&c, RIGHT));
        tg_arena_free(&arena);
    }
}

/* A role names no e-counter: only a right that this policy lists, by its registered name, is one of it. */
Test(asserted, a_right_of_this_e_counter)
{
    struct small small;
    struct tg_case c;
    struct tg_arena arena = {0};
    open_small(&small, TG_ASSERTED_EITHER, 0);
    small_role(&small, "r", "", 0);
    small.policy.right = NULL;
    read_case(&small, &arena, &c);
    cr_expect_str_eq(told(&c, RIGHT), "counts", "any right that it lists");
    small.policy.right_count = 0;
    read_case(&small, &arena, &c);
    cr_expect_str_eq(told(&c, RIGHT), "nothing", "it lists none");
    small.policy.right_count = 2;
    small.roles[0].registered = 0;
    read_case(&small, &arena, &c);
    cr_expect_str_eq(told(&c, RIGHT), "nothing", "no registered right");
    small.roles[0].registered = 1;
    small.policy.legal_representative = small.policy.htb = small.policy.mandate = TG_AUTOMATIC;
    small.policy.others = TG_NEVER;
    read_case(&small, &arena, &c);
    cr_expect_str_eq(told(&c, RIGHT), "nothing", "no way asks a right");
    tg_arena_free(&arena);
}

/* Of several the nearest, so that a sign-in with many roles does not fill the evidence. */
Test(asserted, the_nearest_is_kept)
{
    static const struct {
        const char *right, *context;
        int organisation;
        const char *told;
    } steps[] = {{"r", "", 1, "asserted.organisation"},
                 {"s", "", 0, "asserted.right"},
                 {"r", "", 1, "asserted.right"},
                 {"r", "d", 0, "asserted.context"},
                 {"s", "", 0, "asserted.context"},
                 {"r", "c", 0, "counts"},
                 {"r", "", 0, "counts"},
                 {"r", "d", 0, "counts"}};
    struct small small;
    open_small(&small, TG_ASSERTED_EITHER, 0);
    small.question.context = "c";
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct tg_case c;
        struct tg_arena arena = {0};
        small_role(&small, steps[i].right, steps[i].context, steps[i].organisation);
        read_case(&small, &arena, &c);
        cr_expect_str_eq(told(&c, RIGHT), steps[i].told, "step %zu: %s", i, told(&c, RIGHT));
        tg_arena_free(&arena);
    }
}

Test(asserted, nothing_for_oneself)
{
    struct small small;
    struct tg_case c;
    struct tg_arena arena = {0};
    open_small(&small, TG_ASSERTED_EITHER, NO_KBO | NO_RIGHTS);
    small.question.organisation = enterprise(NOBODY);
    small.policy.self = TG_WITH_RIGHT;
    small_role(&small, "r", "", NOBODY);
    small_state(&small, LEGAL, NOBODY);
    small_state(&small, MANDATE, NOBODY);
    read_case(&small, &arena, &c);
    cr_expect_eq(tg_asserted_counts(&c), 0);
    cr_expect_str_eq(told(&c, RIGHT), "nothing");
    cr_expect_eq(small_outcome(&small), TOEGANG_OUTCOME_DENY);
    tg_arena_free(&arena);
}

/* A mandate opens its own way and is no right, no representation and no authority to grant. */
Test(asserted, a_mandate_grounds_nothing_else)
{
    struct small small;
    open_small(&small, TG_ASSERTED_EITHER, 0);
    small.policy.legal_representative = small.policy.htb = TG_AUTOMATIC;
    small.policy.mandate = TG_WITH_RIGHT;
    small_state(&small, MANDATE, 0);
    toegang_decision *decision = small_ask(&small);
    cr_expect_str_eq(toegang_decision_check(decision), "right.absent");
    cr_expect_not(decision->may_grant);
    toegang_decision_free(decision);
    small.policy.mandate = TG_AUTOMATIC;
    decision = small_ask(&small);
    cr_expect_eq(decision->ground, TG_GROUND_MANDATE);
    toegang_decision_free(decision);
}

/* What the registers prove needs no assertion, and the evidence does not lean on one. */
Test(asserted, the_registers_word_first)
{
    struct small small;
    open_small(&small, TG_ASSERTED_EITHER, 0);
    small.policy.legal_representative = TG_AUTOMATIC;
    small_state(&small, LEGAL, 0);
    small_role(&small, "r", "", 0);
    small_add(&small, htb_of(0, 0, NOBODY, PAST, LATER));
    small_add(&small, right_of(0, 0, 0, "r", NOBODY, PAST, LATER));
    toegang_decision *decision = small_ask(&small);
    cr_expect_eq(decision->ground, TG_GROUND_HTB);
    cr_expect_not(decision->asserted);
    toegang_decision_free(decision);
    small.policy.htb = small.policy.others = TG_NEVER;
    decision = small_ask(&small);
    cr_expect_eq(decision->ground, TG_GROUND_LEGAL);
    cr_expect(decision->asserted);
    toegang_decision_free(decision);
}
