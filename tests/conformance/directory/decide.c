/* SPDX-License-Identifier: Apache-2.0 */
#include "decide.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "internal.h"
#include "naive.h"
#include "world.h"

static toegang *open_config(const char *config)
{
    toegang *all = NULL;
    toegang_report report = {0};
    if (toegang_open_strict(config, NULL, NULL, &all, &report) == TOEGANG_GOOD) return all;
    fprintf(stderr, "%s: %s, expected %s, came %s\n", config, report.check, report.expected, report.came);
    exit(2);
}

static toegang_directory *memory_of(const struct world *world, toegang_register reg)
{
    static toegang_fact facts[WORLD_FACTS];
    toegang_directory *directory = NULL;
    size_t count = 0;
    for (size_t i = 0; i < WORLD_FACTS; i++)
        if (world->registers[i] == reg) facts[count++] = world->facts[i];
    if (toegang_directory_memory_new(facts, count, &directory, NULL) != TOEGANG_GOOD) abort();
    return directory;
}

/* The same configuration with the facts in memory. */
static toegang *open_reference(const char *config, const struct world *world)
{
    toegang_directory *registers[TOEGANG_REGISTERS];
    toegang *all = open_config(config);
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++)
        registers[reg] = memory_of(world, (toegang_register)reg);
    toegang_directory_free(all->layer);
    if (toegang_directory_layer_new(registers, &all->layer, NULL) != TOEGANG_GOOD) abort();
    return all;
}

/* ---- one question ---- */

static bool is_asked(const struct world *world, size_t i, const struct tg_policy *policy)
{
    if (world->facts[i].kind < TOEGANG_FACT_RIGHT) return true;
    if (world->facts[i].kind == TOEGANG_FACT_SUSPENSION && !policy->blocks) return false;
    return world->registers[i] == policy->reg;
}

/* Everything of random.h but its facts and its silent registers, moved to an island. How old facts are an
 * adapter says itself, so no policy asks it here. */
static void draw(struct dice *dice, const struct world *world, struct small *small)
{
    unsigned island = dice_below(dice, ISLANDS);
    random_small(dice, small, 0);
    small->identity.holder = person((int)dice_below(dice, 4));
    if (small->question.organisation.scheme)
        small->question.organisation = enterprise((int)dice_below(dice, 3));
    world_move(island, &small->identity.holder, &small->question.organisation);
    for (size_t i = 0; i < small->identity.stated_count; i++)
        world_move(island, NULL, &small->stated[i].organisation);
    for (size_t i = 0; i < small->identity.role_count; i++)
        world_move(island, NULL, &small->roles[i].organisation);
    small->question.eloket = small->policy.eloket = counter((int)dice_below(dice, 2));
    memset(small->policy.staleness, 0, sizeof small->policy.staleness);
    for (unsigned reg = 0; reg < TOEGANG_REGISTERS; reg++)
        small->world.answers[reg] = (struct tg_answer){.asked = true};
    for (size_t i = island * ISLAND_FACTS; i < (island + 1) * ISLAND_FACTS; i++)
        if (is_asked(world, i, &small->policy)) small_add(small, world->facts[i]);
}

struct verdict {
    toegang_status status;
    toegang_outcome outcome;
    char check[sizeof(((toegang_report *)0)->check)];
    toegang_time through;
};

static struct tg_policy *policy_of(toegang *all, const char *eloket)
{
    for (size_t i = 0; i < all->policy_count; i++)
        if (strcmp(all->policies[i].eloket, eloket) == 0) return &all->policies[i];
    abort();
}

static struct verdict ask(toegang *all, const struct small *small)
{
    struct verdict verdict = {.outcome = TOEGANG_OUTCOME_INDETERMINATE};
    toegang_decision *decision = NULL;
    toegang_report report = {0};
    *policy_of(all, small->question.eloket) = small->policy;
    verdict.status = toegang_check(all, &small->question, &decision, &report);
    (void)snprintf(verdict.check, sizeof verdict.check, "%s",
                   decision ? toegang_decision_check(decision) : report.check);
    if (decision) {
        verdict.outcome = toegang_decision_outcome(decision);
        verdict.through = toegang_decision_valid_through(decision);
    }
    toegang_decision_free(decision);
    return verdict;
}

static bool agree(const struct verdict *one, const struct verdict *other)
{
    return one->status == other->status && one->outcome == other->outcome &&
           strcmp(one->check, other->check) == 0 && one->through == other->through;
}

static void tell(unsigned number, const char *who, const struct verdict *verdict)
{
    printf("question %u, %s: status %d, %s %s, through %" PRId64 "\n", number, who, (int)verdict->status,
           toegang_outcome_name(verdict->outcome), verdict->check, verdict->through);
}

/* A usage error, an unknown right for instance, is for those who ask: the naive evaluator has no word for it.
 */
static bool naive_agrees(const struct small *small, const struct verdict *verdict)
{
    return verdict->status == TOEGANG_MISUSE ||
           naive_decide(&small->policy, &small->question, &small->world) == verdict->outcome;
}

unsigned decide_all(const char *config, uint64_t seed, unsigned questions)
{
    static struct world world;
    static struct small small;
    unsigned differ = 0, seen[3] = {0};
    struct dice dice = {~seed};
    world_make(seed, &world);
    toegang *all = open_config(config), *reference = open_reference(config, &world);
    for (unsigned number = 0; number < questions; number++) {
        draw(&dice, &world, &small);
        struct verdict came = ask(all, &small), expected = ask(reference, &small);
        seen[came.outcome]++;
        if (agree(&came, &expected) && naive_agrees(&small, &came)) continue;
        if (differ++ >= 20) continue;
        tell(number, "the adapter", &came);
        tell(number, "in memory", &expected);
        if (!naive_agrees(&small, &came)) printf("question %u: the naive evaluator says otherwise\n", number);
    }
    printf("seen: deny %u, indeterminate %u, permit %u\n", seen[0], seen[1], seen[2]);
    if (questions >= 1000 && (seen[0] < questions / 20 || seen[2] < questions / 20)) differ++;
    differ += answers_differ(all->layer, reference->layer, &dice, questions / 5);
    toegang_free(all);
    toegang_free(reference);
    return differ;
}
