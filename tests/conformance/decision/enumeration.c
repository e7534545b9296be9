/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every case of a small world, up to symmetry: 3 persons, 2 enterprises, 2 e-counters, facts that ended, are
 * live or have not begun, registers that answer or not, every set of up to 3 facts (4 with
 * TOEGANG_TEST_LONG), under policies that together use every word and every combination of silent registers.
 * The outcome of each equals the naive evaluator's. Persons 1 and 2 are exchangeable: of two worlds that
 * differ in their names only the one that names 1 first is asked.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "decision/verdict.h"
#include "naive.h"
#include "small.h"

#define TEMPLATES_MAX 200

struct template
{
    toegang_fact fact;
    unsigned names; /* bit p: it names person p */
};

static struct template templates[TEMPLATES_MAX];
static size_t template_count;

static unsigned named(const toegang_rrn *rrn)
{
    for (int p = 0; p < 3; p++) {
        toegang_rrn known = person(p);
        if (toegang_rrn_equal(rrn, &known)) return 1U << p;
    }
    return 0;
}

/* Before, in and after its period at NOW. */
static void add(toegang_fact fact)
{
    static const toegang_time periods[3][2] = {{LONG_AGO, PAST}, {LONG_AGO, LATER}, {SOON, LATER}};
    for (unsigned p = 0; p < 3; p++) {
        cr_assert_lt(template_count, TEMPLATES_MAX);
        fact.from = periods[p][0];
        fact.until = periods[p][1];
        templates[template_count++] = (struct template){fact, named(&fact.holder) | named(&fact.granted_by)};
    }
}

static void add_functions(void)
{
    for (int holder = 0; holder < 3; holder++) {
        add(function_of(holder, 0, "10006", 0, 0));
        add(permanent(holder, 1, 0, 0, 0));
    }
    add(function_of(0, 1, "10006", 0, 0));
    add(function_of(1, 1, "10006", 0, 0));
    add(function_of(0, 0, "20090", 0, 0));
    add(permanent(0, 0, 1, 0, 0));
    add(company_function(1, 0, "10002", 0, 0));
    add(company_function(0, 1, "10002", 0, 0));
}

static void add_appointments(void)
{
    for (int holder = 0; holder < 3; holder++)
        for (int grantor = NOBODY; grantor < 3; grantor++) add(htb_of(holder, 0, grantor, 0, 0));
    add(htb_of(0, 1, NOBODY, 0, 0));
}

static void add_rights(void)
{
    for (int grantor = NOBODY; grantor < 2; grantor++) add(right_of(0, 0, 0, "r", grantor, 0, 0));
    add(right_of(0, 1, 0, "r", NOBODY, 0, 0));
    add(right_of(0, NOBODY, 0, "r", NOBODY, 0, 0));
    add(right_of(0, NOBODY, 0, "r", 1, 0, 0));
    add(right_of(0, 0, 1, "r", NOBODY, 0, 0));
    add(right_of(0, 0, 0, "s", NOBODY, 0, 0));
    add(right_of(1, 0, 0, "r", NOBODY, 0, 0));
    toegang_fact with_context = right_of(0, 0, 0, "r", 1, 0, 0);
    with_context.context = "c";
    add(with_context);
    add(block_of(0, NOBODY, NOBODY, 0, 0));
    add(block_of(0, 1, NOBODY, 0, 0));
    add(block_of(NOBODY, NOBODY, 0, 0, 0));
}

struct rule {
    enum tg_way legal, htb, others, self;
    enum tg_grantor_loss loss;
    unsigned chain;
    const char *right;
    bool context_required, blocks, oneself;
};

/* The grace is as long as what ended in PAST lies back, and a second more, so that it still counts. */
static const struct rule rules[] = {
    {TG_AUTOMATIC, TG_WITH_RIGHT, TG_WITH_RIGHT, TG_NEVER, TG_LOSS_KEEP, 0, "r", false, false, false},
    {TG_AUTOMATIC, TG_AUTOMATIC, TG_NEVER, TG_NEVER, TG_LOSS_SUSPEND, 1, NULL, false, true, false},
    {TG_WITH_RIGHT, TG_WITH_RIGHT, TG_NEVER, TG_NEVER, TG_LOSS_GRACE, 0, "r", false, false, false},
    {TG_WITH_RIGHT, TG_WITH_RIGHT, TG_WITH_RIGHT, TG_NEVER, TG_LOSS_SUSPEND, 1, "r", false, false, false},
    {TG_WITH_RIGHT, TG_WITH_RIGHT, TG_WITH_RIGHT, TG_NEVER, TG_LOSS_KEEP, 2, NULL, false, true, false},
    {TG_NEVER, TG_AUTOMATIC, TG_WITH_RIGHT, TG_NEVER, TG_LOSS_SUSPEND, 0, NULL, false, false, false},
    {TG_NEVER, TG_AUTOMATIC, TG_NEVER, TG_NEVER, TG_LOSS_GRACE, 0, NULL, false, false, false},
    {TG_WITH_RIGHT, TG_NEVER, TG_WITH_RIGHT, TG_NEVER, TG_LOSS_GRACE, 2, "r", true, true, false},
    {TG_NEVER, TG_WITH_RIGHT, TG_NEVER, TG_NEVER, TG_LOSS_SUSPEND, 0, "r", true, false, false},
    {TG_NEVER, TG_NEVER, TG_AUTOMATIC, TG_NEVER, TG_LOSS_KEEP, 0, NULL, false, true, false},
    {TG_NEVER, TG_NEVER, TG_NEVER, TG_WITH_RIGHT, TG_LOSS_KEEP, 0, "r", false, false, true},
    {TG_AUTOMATIC, TG_AUTOMATIC, TG_AUTOMATIC, TG_NEVER, TG_LOSS_KEEP, 0, "r", false, false, true},
};
#define RULES (sizeof rules / sizeof *rules)

/* What the assertion states: 1 legal, 2 mandate, 4 right; 8: all of it for another enterprise. */
struct saying {
    unsigned stated;
    size_t rule;
    enum tg_way mandate;
    enum tg_asserted asserted;
    unsigned absent; /* bits of registers that are not configured */
};

static const struct saying sayings[] = {
    {7, 0, TG_WITH_RIGHT, TG_ASSERTED_EITHER, 0}, {1, 3, TG_NEVER, TG_ASSERTED_EITHER, 0},
    {4, 2, TG_NEVER, TG_ASSERTED_EITHER, 0},      {5, 2, TG_AUTOMATIC, TG_ASSERTED_REGISTER, 4},
    {7, 3, TG_NEVER, TG_ASSERTED_REGISTER, 1},    {6, 7, TG_WITH_RIGHT, TG_ASSERTED_EITHER, 0},
    {15, 0, TG_AUTOMATIC, TG_ASSERTED_EITHER, 0}, {7, 10, TG_AUTOMATIC, TG_ASSERTED_EITHER, 4},
    {7, 5, TG_WITH_RIGHT, TG_ASSERTED_NEVER, 5},  {2, 8, TG_AUTOMATIC, TG_ASSERTED_REGISTER, 0},
    {4, 4, TG_NEVER, TG_ASSERTED_REGISTER, 4},
};
#define SAYINGS (sizeof sayings / sizeof *sayings)

static void prepare(struct small *small, const struct rule *rule, unsigned silent)
{
    small_open(small);
    small->policy.legal_representative = rule->legal;
    small->policy.htb = rule->htb;
    small->policy.others = rule->others;
    small->policy.self = rule->self;
    small->policy.grantor_loss = rule->loss;
    small->policy.grace = NOW - PAST + 1;
    small->policy.company_chain = rule->chain;
    small->policy.right = rule->right;
    small->policy.context_required = rule->context_required;
    small->policy.blocks = rule->blocks;
    if (rule->oneself) small->question.organisation = enterprise(NOBODY);
    for (unsigned reg = 0; reg < 3; reg++)
        if (silent & 1U << reg) small_silence(small, (toegang_register)reg);
}

static void say(struct small *small, const struct saying *saying)
{
    int organisation = saying->stated & 8U ? 1 : 0;
    small->policy.mandate = saying->mandate;
    small->policy.asserted = saying->asserted;
    small->policy.rights = small_rights;
    small->policy.right_count = 1;
    small->identity.asserts = 7;
    if (saying->stated & 1U) small_state(small, TOEGANG_STATED_LEGAL_REPRESENTATIVE, organisation);
    if (saying->stated & 2U) small_state(small, TOEGANG_STATED_MANDATE, organisation);
    if (saying->stated & 4U) small_role(small, "r", saying->rule == 7 ? "c" : "", organisation);
    for (unsigned reg = 0; reg < 3; reg++)
        if (saying->absent & 1U << reg) small_absent(small, (toegang_register)reg);
}

static size_t asked, came[3];

/* The judge alone: writing evidence down a million times is another test's matter. */
static toegang_outcome judge(struct small *small)
{
    struct tg_arena arena = {0};
    struct tg_case c;
    struct tg_verdict verdict;
    cr_assert(tg_case_open(&c, &small->policy, &small->question, &small->world, &arena) &&
              tg_judge(&c, &verdict));
    enum tg_truth truth = tg_verdict_truth(&verdict);
    tg_arena_free(&arena);
    if (truth == TG_UNKNOWN) return TOEGANG_OUTCOME_INDETERMINATE;
    return truth == TG_TRUE ? TOEGANG_OUTCOME_PERMIT : TOEGANG_OUTCOME_DENY;
}

static void ask(struct small *small, const size_t *chosen, size_t count)
{
    small->world.count = 0;
    for (size_t i = 0; i < count; i++) small->list[small->world.count++] = &templates[chosen[i]].fact;
    toegang_outcome expected = naive_decide(&small->policy, &small->question, &small->world);
    toegang_outcome found = judge(small);
    asked++;
    came[found]++;
    if (found == expected) return;
    fprintf(stderr, "facts");
    for (size_t i = 0; i < count; i++) fprintf(stderr, " %zu", chosen[i]);
    cr_assert_fail(" give %s, expected %s", toegang_outcome_name(found), toegang_outcome_name(expected));
}

/* Whether person 1 is named no later than person 2. */
static bool is_canonical(const size_t *chosen, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        unsigned names = templates[chosen[i]].names;
        if (names & 2U) return true;
        if (names & 4U) return false;
    }
    return true;
}

static void ask_all(struct small *small, size_t *chosen, size_t count, size_t most)
{
    if (!is_canonical(chosen, count)) return;
    ask(small, chosen, count);
    if (count == most) return;
    for (size_t next = count > 0 ? chosen[count - 1] + 1 : 0; next < template_count; next++) {
        chosen[count] = next;
        ask_all(small, chosen, count + 1, most);
    }
}

Test(enumeration, every_small_world_is_judged_as_the_naive_evaluator_does)
{
    bool is_long = getenv("TOEGANG_TEST_LONG") != NULL;
    size_t chosen[4];
    add_functions();
    add_appointments();
    add_rights();
    for (size_t rule = 0; rule < RULES; rule++)
        for (unsigned silent = 0; silent < 8; silent++) {
            struct small small;
            prepare(&small, &rules[rule], silent);
            ask_all(&small, chosen, 0, is_long ? 4 : 3);
        }
    /* A statement stands beside the facts and leans on none: sets of two show all that it does. */
    for (size_t i = 0; i < SAYINGS; i++)
        for (unsigned silent = 0; silent < 8; silent++) {
            struct small small;
            prepare(&small, &rules[sayings[i].rule], silent);
            say(&small, &sayings[i]);
            ask_all(&small, chosen, 0, is_long ? 3 : 2);
        }
    fprintf(stderr, "%zu templates, %zu cases: deny %zu, indeterminate %zu, permit %zu\n", template_count,
            asked, came[0], came[1], came[2]);
    cr_assert(came[0] > 0 && came[1] > 0 && came[2] > 0);
}
