/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A search finds what toegang_check permits, no more and no less: over random worlds, with every person,
 * organisation, e-counter and right of the world asked one by one as the oracle.
 */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <toegang/search.h>
#include <toegang/sys/identity.h>

#include "../decision/random.h"
#include "decision/case.h"
#include "internal.h"

#define SEED UINT64_C(0x7a6f656b656e)
#define PERSONS 5     /* the last one is in no fact */
#define ENTERPRISES 4 /* the last one is in no fact; NOBODY: for oneself */
#define FOUND_MOST 64

/* A world in the hands of the library: two e-counters, directories in memory. */
struct opened {
    struct small small, other;
    struct tg_policy policies[2];
    toegang all;
    toegang_directory *registers[TOEGANG_REGISTERS];
};

/* The persons of the small world have numbers that no register would give out; these are the same persons. */
static toegang_rrn real(const toegang_rrn *made_up)
{
    static const char *const numbers[PERSONS] = {"85073003328", "90010100123", "90010100222", "90010100321",
                                                 "90010100420"};
    toegang_rrn rrn = {{0}, TOEGANG_RRN_NONE};
    for (int i = 0; i < PERSONS; i++) {
        toegang_rrn one = person(i);
        if (toegang_rrn_equal(&one, made_up))
            cr_assert_eq(toegang_rrn_parse(numbers[i], 11, 0, &rrn, NULL), TOEGANG_GOOD, "%s", numbers[i]);
    }
    return rrn;
}

static toegang_organisation real_organisation(const toegang_organisation *made_up)
{
    static const char *const numbers[ENTERPRISES] = {"0999999922", "0999999823", "0999999724", "0999999625"};
    toegang_organisation organisation = {.scheme = TOEGANG_SCHEME_NONE};
    for (int i = 0; i < ENTERPRISES; i++) {
        toegang_organisation one = enterprise(i);
        if (toegang_organisation_equal(&one, made_up))
            cr_assert_eq(toegang_kbo_parse(numbers[i], 10, &organisation, NULL), TOEGANG_GOOD, "%s",
                         numbers[i]);
    }
    return organisation;
}

static void make_real(struct small *small)
{
    for (size_t i = 0; i < STATED_MAX; i++) {
        small->stated[i].organisation = real_organisation(&small->stated[i].organisation);
        small->roles[i].organisation = real_organisation(&small->roles[i].organisation);
    }
    small->question.organisation = real_organisation(&small->question.organisation);
    small->identity.organisation = real_organisation(&small->identity.organisation);
    for (size_t i = 0; i < small->world.count; i++) {
        small->facts[i].organisation = real_organisation(&small->facts[i].organisation);
        small->facts[i].held_by = real_organisation(&small->facts[i].held_by);
        small->facts[i].holder = real(&small->facts[i].holder);
        small->facts[i].granted_by = real(&small->facts[i].granted_by);
    }
    small->identity.holder = real(&small->identity.holder);
}

/* A block on nobody at no e-counter is in no register. */
static bool is_of(toegang_register reg, const toegang_fact *fact)
{
    if (fact->kind == TOEGANG_FACT_SUSPENSION && fact->holder.kind == TOEGANG_RRN_NONE && !fact->eloket[0])
        return false;
    if (fact->kind == TOEGANG_FACT_FUNCTION) return reg == TOEGANG_KBO;
    if (fact->kind == TOEGANG_FACT_APPOINTMENT) return reg == TOEGANG_BTB;
    return reg == TOEGANG_GEBRUIKERSBEHEER || reg == TOEGANG_ROLLENBEHEER;
}

static toegang_directory *directory_of(const struct small *small, toegang_register reg)
{
    static toegang_fact facts[FACTS_MAX];
    toegang_directory *directory = NULL;
    toegang_report report = {.status = TOEGANG_UNAVAILABLE, .check = "directory.unavailable"}, told = {0};
    const struct tg_answer *answer = &small->world.answers[reg];
    size_t count = 0;
    if (answer->absent) return NULL;
    for (size_t i = 0; i < small->world.count; i++)
        if (is_of(reg, &small->facts[i])) facts[count++] = small->facts[i];
    toegang_status status = answer->asked && answer->status != TOEGANG_GOOD
                                ? toegang_directory_broken_new(&report, &directory, NULL)
                                : toegang_directory_memory_new(facts, count, &directory, &told);
    cr_assert_eq(status, TOEGANG_GOOD, "%s %s %s", told.check, told.expected, told.came);
    return directory;
}

static void open_world(struct dice *dice, struct opened *out)
{
    memset(out, 0, sizeof *out);
    random_small(dice, &out->small, 12);
    random_small(dice, &out->other, 0);
    make_real(&out->small);
    out->policies[0] = out->small.policy;
    out->policies[1] = out->other.policy;
    out->policies[1].eloket = counter(1);
    out->all.policies = out->policies;
    out->all.policy_count = 2;
    cr_assert(tg_policy_index(&out->all));
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++)
        out->registers[reg] = directory_of(&out->small, (toegang_register)reg);
    cr_assert_eq(toegang_directory_layer_new(out->registers, &out->all.layer, NULL), TOEGANG_GOOD);
}

static void close_world(struct opened *world)
{
    toegang_directory_free(world->all.layer);
    tg_arena_free(&world->all.arena);
}

/* What was found, or what the oracle permits: one line each. */
struct lines {
    char lines[FOUND_MOST][80];
    size_t count;
    unsigned unknown;
};

static void add_line(struct lines *lines, const toegang_rrn *holder, const toegang_organisation *organisation,
                     const char *eloket, const char *right)
{
    cr_assert_lt(lines->count, (size_t)FOUND_MOST);
    snprintf(lines->lines[lines->count++], sizeof *lines->lines, "%.11s %s %s %s", holder->digits,
             organisation->value, eloket, right ? right : "-");
}

static toegang_status take(void *context, const toegang_found *found)
{
    cr_assert_eq(toegang_decision_outcome(found->decision), TOEGANG_OUTCOME_PERMIT);
    add_line(context, &found->holder, &found->organisation, found->eloket, found->right);
    return TOEGANG_GOOD;
}

static int by_line(const void *one, const void *other)
{
    return strcmp(one, other);
}

static void oracle(const struct opened *world, const toegang_question *question, struct lines *lines)
{
    toegang_decision *decision = NULL;
    toegang_rrn holder = toegang_identity_holder(question->identity);
    toegang_status status = toegang_check(&world->all, question, &decision, NULL);
    if (status == TOEGANG_GOOD)
        add_line(lines, &holder, &question->organisation, question->eloket, question->right);
    lines->unknown += status != TOEGANG_GOOD && status != TOEGANG_REFUSED && status != TOEGANG_MISUSE;
    toegang_decision_free(decision);
}

/* A list is right, or there is a reason that there is none. */
static void judge(const struct opened *world, unsigned number, const char *what, toegang_status status,
                  const toegang_report *report, struct lines *found, struct lines *expected)
{
    bool stale = false;
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++)
        stale |= world->policies[0].staleness[reg] > 0 || world->policies[1].staleness[reg] > 0;
    cr_assert(status == TOEGANG_GOOD || status == TOEGANG_UNAVAILABLE, "%s %u: %s", what, number,
              report->check);
    if (status == TOEGANG_UNAVAILABLE) {
        bool silent = strncmp(report->check, "directory.", 10) == 0;
        cr_assert(expected->unknown > 0 || silent || strncmp(report->check, "search.", 7) == 0, "%s %u: %s",
                  what, number, report->check);
        cr_assert_eq(found->count, 0);
        return;
    }
    cr_assert(expected->unknown == 0 || stale, "%s %u: a list, where something is unknown", what, number);
    qsort(found->lines, found->count, sizeof *found->lines, by_line);
    qsort(expected->lines, expected->count, sizeof *expected->lines, by_line);
    cr_assert_eq(found->count, expected->count, "%s %u: %zu found, %zu permitted", what, number, found->count,
                 expected->count);
    for (size_t i = 0; i < found->count; i++)
        cr_assert_str_eq(found->lines[i], expected->lines[i], "%s %u: %s, permitted %s", what, number,
                         found->lines[i], expected->lines[i]);
}

static void try_organisations(const struct opened *world, unsigned number, unsigned tally[2])
{
    struct lines found = {0}, expected = {0};
    toegang_report report = {0};
    toegang_question question = world->small.question;
    for (int i = NOBODY; i < ENTERPRISES; i++) {
        toegang_organisation organisation = enterprise(i);
        question.organisation = real_organisation(&organisation);
        oracle(world, &question, &expected);
    }
    toegang_status status = toegang_search_organisations(&world->all, &question, take, &found, &report);
    tally[status == TOEGANG_GOOD] += 1 + (unsigned)found.count;
    judge(world, number, "organisations", status, &report, &found, &expected);
}

static void try_holders(const struct opened *world, unsigned number, unsigned tally[2])
{
    struct lines found = {0}, expected = {0};
    toegang_report report = {0};
    toegang_question question = world->small.question;
    const toegang_identity *assumed = &world->small.identity;
    for (int i = 0; i < PERSONS; i++) {
        toegang_rrn holder = person(i);
        toegang_identity *identity = NULL;
        toegang_statement statement = {.size = sizeof statement,
                                       .holder = real(&holder),
                                       .assurance = assumed->assurance,
                                       .capacity = assumed->capacity};
        cr_assert_eq(toegang_identity_attest(&statement, &identity, NULL), TOEGANG_GOOD);
        question.identity = identity;
        oracle(world, &question, &expected);
        toegang_identity_free(identity);
    }
    question.identity = NULL;
    toegang_status status = toegang_search_holders(&world->all, &question, assumed->assurance,
                                                   assumed->capacity, take, &found, &report);
    tally[status == TOEGANG_GOOD] += 1 + (unsigned)found.count;
    judge(world, number, "holders", status, &report, &found, &expected);
}

/* Where a policy names no rights any name is one: a search tells those that were granted and are asked. */
static bool is_told(const struct opened *world, const toegang_question *question)
{
    const struct tg_policy *policy = tg_policy_find(&world->all, tg_span_of(question->eloket));
    if (!question->right || policy->right_count > 0) return true;
    if (world->small.world.answers[policy->reg].absent) return false;
    if (!tg_policy_asks_right(policy, question->organisation.scheme == TOEGANG_SCHEME_NONE)) return false;
    for (size_t i = 0; i < world->small.world.count; i++) {
        const toegang_fact *fact = &world->small.facts[i];
        bool live = fact->from <= question->at && question->at < fact->until;
        bool own = fact->kind == TOEGANG_FACT_RIGHT &&
                   toegang_rrn_equal(&fact->holder, &world->small.identity.holder);
        bool there = question->organisation.scheme == TOEGANG_SCHEME_NONE
                         ? fact->organisation.scheme == TOEGANG_SCHEME_NONE
                         : toegang_organisation_equal(&fact->organisation, &question->organisation);
        if (live && own && there && strcmp(fact->eloket, question->eloket) == 0 &&
            strcmp(fact->code, question->right) == 0)
            return true;
    }
    return false;
}

/* asked: one right by name, NULL for every one. */
static void try_rights(const struct opened *world, unsigned number, bool one, const char *asked,
                       unsigned tally[2])
{
    static const char *const rights[] = {NULL, "r", "s"};
    struct lines found = {0}, expected = {0};
    toegang_report report = {0};
    toegang_question question = world->small.question;
    for (int eloket = 0; eloket < (one ? 1 : 2); eloket++)
        for (size_t i = 0; i < 3; i++) {
            question.eloket = counter(eloket);
            question.right = rights[i];
            bool told = asked ? rights[i] && strcmp(rights[i], asked) == 0 : is_told(world, &question);
            if (told) oracle(world, &question, &expected);
        }
    question.eloket = one ? counter(0) : NULL;
    question.right = asked;
    toegang_status status = toegang_search_rights(&world->all, &question, take, &found, &report);
    tally[status == TOEGANG_GOOD] += 1 + (unsigned)found.count;
    judge(world, number, "rights", status, &report, &found, &expected);
}

Test(search, finds_what_check_permits)
{
    const char *given = getenv("TG_TEST_SEED");
    struct dice dice = {given ? strtoull(given, NULL, 0) : SEED};
    unsigned tally[5][2] = {{0}}, count = getenv("TOEGANG_TEST_LONG") ? 60000 : 4000;
    static struct opened world;
    fprintf(stderr, "seed 0x%" PRIx64 "\n", dice.state);
    for (unsigned i = 0; i < count; i++) {
        open_world(&dice, &world);
        try_organisations(&world, i, tally[0]);
        try_holders(&world, i, tally[1]);
        try_rights(&world, i, true, NULL, tally[2]);
        try_rights(&world, i, false, NULL, tally[3]);
        try_rights(&world, i, false, i % 2 ? "r" : "s", tally[4]);
        close_world(&world);
    }
    /* A test of nothing but faults or empty lists would say nothing. */
    for (unsigned kind = 0; kind < 5; kind++) {
        fprintf(stderr, "%u: none %u, found %u\n", kind, tally[kind][0], tally[kind][1]);
        cr_assert(tally[kind][0] > count / 20 && tally[kind][1] > count / 2, "kind %u", kind);
    }
}
