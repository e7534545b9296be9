/* SPDX-License-Identifier: Apache-2.0 */
/* Changes on a store: what fails changes nothing, two at once end in one of two orders, and no sequence of acts gives
 * what nobody could give. */
#include <stdlib.h>
#include <string.h>

#include "../administration/world.h"

#include "internal.h"

struct fault {
    const char *name;
    toegang_status read[TOEGANG_REGISTERS], put, commit;
    unsigned who;
    toegang_status status;
    const char *check;
};

#define DOWN TOEGANG_UNAVAILABLE

Test(toegang_administration, what_fails_changes_nothing)
{
    static const struct fault faults[] = {
        {"KBO, for a legal representative", {DOWN}, 0, 0, 0, TOEGANG_INDETERMINATE, "directory.unavailable"},
        {"BTB, for a legal representative: not needed", {0, DOWN}, 0, 0, 0, TOEGANG_GOOD, ""},
        {"BTB, for an HTB", {0, DOWN}, 0, 0, 1, TOEGANG_INDETERMINATE, "directory.unavailable"},
        {"KBO, for an HTB: not needed", {DOWN}, 0, 0, 1, TOEGANG_GOOD, ""},
        {"the register of rights", {0, 0, DOWN}, 0, 0, 0, TOEGANG_UNAVAILABLE, "directory.connection"},
        {"the change", {0}, DOWN, 0, 0, TOEGANG_UNAVAILABLE, "directory.store"},
        {"a store that says no, as if he might not", {0}, TOEGANG_REFUSED, 0, 0, TOEGANG_UNAVAILABLE, "directory.store"},
        {"keeping it", {0}, 0, DOWN, 0, TOEGANG_UNAVAILABLE, "directory.commit"},
        {"nothing", {0}, 0, 0, 0, TOEGANG_GOOD, ""},
    };
    static const char before[] = "htb:1:..";
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        char after[1000];
        struct world world = world_open(world_config);
        toegang_deed *deed = NULL;
        toegang_report report = {0};
        world_add(&world, "function:0 htb:1");
        memcpy(world.store->fail_read, faults[i].read, sizeof faults[i].read);
        world.store->fail_put = faults[i].put;
        world.store->fail_commit = faults[i].commit;
        const struct wish wish = {toegang_grant, faults[i].who, 2, "own", "enter", .at = 0};
        toegang_status status = world_do(&world, &wish, &deed, &report);
        bool done = faults[i].status == TOEGANG_GOOD;
        cr_expect_eq(status, faults[i].status, "%s: %d %s", faults[i].name, status, report.check);
        cr_expect_str_eq(report.check, faults[i].check, "%s", faults[i].name);
        cr_expect_eq(strcmp(world_say(&world, after, sizeof after), before) == 0, !done, "%s: %s", faults[i].name, after);
        cr_assert_not_null(deed, "%s", faults[i].name);
        cr_expect_eq(toegang_deed_effect(deed), done ? TOEGANG_EFFECT_DONE : TOEGANG_EFFECT_NONE, "%s", faults[i].name);
        cr_expect_eq(toegang_decision_outcome(toegang_deed_decision(deed)) == TOEGANG_OUTCOME_PERMIT, done);
        toegang_deed_free(deed);
        world_close(&world);
    }
}

Test(toegang_administration, who_granted_is_not_known)
{
    struct world world = world_open(world_config);
    toegang_deed *deed = NULL;
    toegang_report report = {0};
    world_add(&world, "function:0 htb:1 right:2:own:enter::-50../0@-50");
    world.store->fail_read[TOEGANG_KBO] = DOWN;
    const struct wish grant = {toegang_grant, 1, 2, "own", "enter", .at = 0};
    cr_expect_eq(world_do(&world, &grant, &deed, &report), TOEGANG_INDETERMINATE);
    cr_expect_str_eq(report.check, "directory.unavailable");
    cr_expect_eq(toegang_decision_outcome(toegang_deed_decision(deed)), TOEGANG_OUTCOME_INDETERMINATE);
    toegang_deed_free(deed);
    const struct wish himself = {toegang_appoint, 1, 1, .from = 5, .until = 6};
    const struct wish longer = {toegang_appoint, 3, 3, .at = 0};
    world_add(&world, "htb:3:..9");
    report = (toegang_report){0};
    cr_expect_eq(world_do(&world, &himself, &deed, &report), TOEGANG_GOOD);
    toegang_deed_free(deed);
    cr_expect_eq(world_do(&world, &longer, &deed, &report), TOEGANG_INDETERMINATE, "he may be a representative");
    toegang_deed_free(deed);
    world_close(&world);
}

Test(toegang_administration, a_body_that_runs_again)
{
    char after[1000];
    struct world world = world_open(world_config);
    toegang_deed *deed = NULL;
    toegang_report report = {0};
    world_add(&world, "function:0 right:2:own:enter::..50/0@-50");
    world.store->conflicts = 3;
    const struct wish wish = {toegang_grant, 0, 2, "own", "enter", .at = 0};
    cr_expect_eq(world_do(&world, &wish, &deed, &report), TOEGANG_GOOD);
    cr_expect_str_eq(world_say(&world, after, sizeof after), "right:2:own:enter::..0/0@-50 right:2:own:enter::0../0@0");
    cr_expect_eq(toegang_deed_change(deed, 1, NULL, NULL), 1);
    cr_expect_eq(toegang_deed_change(deed, 2, NULL, NULL), 0);
    toegang_deed_free(deed);
    world_close(&world);
}

/* Who may not do it makes nobody wait: he never gets as far as the lock. */
Test(toegang_administration, a_stranger_locks_nothing)
{
    struct world world = world_open(world_config);
    toegang_deed *deed = NULL;
    const struct wish wish = {toegang_grant, 3, 2, "own", "enter", .at = 0};
    pthread_mutex_lock(&world.store->writing);
    cr_expect_eq(world_do(&world, &wish, &deed, NULL), TOEGANG_REFUSED);
    pthread_mutex_unlock(&world.store->writing);
    toegang_deed_free(deed);
    world_close(&world);
}

Test(toegang_administration, calls_that_are_none)
{
    struct world world = world_open(world_config);
    toegang_deed *deed = NULL;
    toegang_report report = {0};
    toegang_act act = {.size = sizeof act, .at = NOW, .to = person(1), .organisation = organisation(ONE)};
    cr_expect_eq(toegang_appoint(NULL, &act, &deed, &report), TOEGANG_MISUSE);
    cr_expect_eq(toegang_appoint(world.all, NULL, &deed, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_appoint(world.all, &act, &deed, NULL), TOEGANG_MISUSE, "nobody acts");
    const struct wish small = {toegang_appoint, 0, 1, .at = 0};
    toegang_directory_free(world.all->layer);
    toegang_directory *none[TOEGANG_REGISTERS] = {0};
    cr_assert_eq(toegang_directory_layer_new(none, &world.all->layer, NULL), TOEGANG_GOOD);
    report = (toegang_report){0};
    cr_expect_eq(world_do(&world, &small, &deed, &report), TOEGANG_MISUSE);
    cr_expect_str_eq(report.check, "directory.read-only");
    cr_expect_null(deed);
    toegang_statement statement = {.size = sizeof statement, .holder = person(0)};
    toegang_identity *as = NULL;
    cr_assert_eq(toegang_identity_attest(&statement, &as, NULL), TOEGANG_GOOD);
    act.as = as;
    act.organisation.scheme = TOEGANG_SCHEME_NONE;
    report = (toegang_report){0};
    cr_expect_eq(toegang_appoint(world.all, &act, &deed, &report), TOEGANG_MISUSE);
    cr_expect_str_eq(report.check, "act.organisation");
    act.organisation = organisation(ONE);
    act.to.kind = TOEGANG_RRN_TEST;
    report = (toegang_report){0};
    cr_expect_eq(toegang_appoint(world.all, &act, &deed, &report), TOEGANG_MISUSE);
    cr_expect_str_eq(report.check, "question.test");
    toegang_identity_free(as);
    world_close(&world);
}

/* ---- two at once ---- */

struct racer {
    struct world *world;
    struct wish wish;
    pthread_barrier_t *start;
    toegang_status status;
    toegang_effect effect;
};

static void *race(void *context)
{
    struct racer *racer = context;
    toegang_deed *deed = NULL;
    pthread_barrier_wait(racer->start);
    racer->status = world_do(racer->world, &racer->wish, &deed, NULL);
    racer->effect = deed ? toegang_deed_effect(deed) : TOEGANG_EFFECT_NONE;
    toegang_deed_free(deed);
    return NULL;
}

static void run_race(struct racer *racers, size_t count)
{
    pthread_t threads[8];
    pthread_barrier_t start;
    pthread_barrier_init(&start, NULL, (unsigned)count);
    for (size_t i = 0; i < count; i++) {
        racers[i].start = &start;
        cr_assert_eq(pthread_create(&threads[i], NULL, race, &racers[i]), 0);
    }
    for (size_t i = 0; i < count; i++) pthread_join(threads[i], NULL);
    pthread_barrier_destroy(&start);
}

Test(toegang_administration, a_grant_and_a_revocation_end_in_one_of_two_orders)
{
    struct world world = world_open(world_config);
    world_add(&world, "function:0 htb:1");
    for (long round = 0; round < 300; round++) {
        char after[20000];
        struct racer racers[] = {
            {&world, {toegang_grant, 0, 2, "fed", "enter", NULL, 0, 0, round * 2, NULL}, NULL, 0, 0},
            {&world, {toegang_revoke, 1, 2, "fed", "enter", NULL, 0, 0, round * 2, NULL}, NULL, 0, 0}};
        run_race(racers, 2);
        cr_assert_eq(racers[0].status, TOEGANG_GOOD);
        cr_assert_eq(racers[1].status, TOEGANG_GOOD);
        bool has = world_check(&world, 2, "fed", NULL, round * 2) == TOEGANG_GOOD;
        /* Granted last: there is one, and the revocation found what was there before, or nothing. Revoked last: none. */
        cr_assert(!has || racers[0].effect == TOEGANG_EFFECT_DONE, "%s", world_say(&world, after, sizeof after));
        cr_assert(has || racers[1].effect == TOEGANG_EFFECT_DONE, "%s", world_say(&world, after, sizeof after));
    }
    world_close(&world);
}

Test(toegang_administration, a_grant_by_four_is_one)
{
    struct world world = world_open(world_config);
    world_add(&world, "function:0 htb:1 htb:3 htb:4");
    for (unsigned round = 0; round < 100; round++) {
        struct racer racers[4];
        unsigned done = 0;
        for (unsigned i = 0; i < 4; i++)
            racers[i] = (struct racer){&world, {toegang_grant, i == 2 ? 4 : i, 10 + round, "own", "enter", .at = 0}, NULL, 0, 0};
        racers[0].wish.who = 0, racers[1].wish.who = 1, racers[3].wish.who = 3;
        run_race(racers, 4);
        for (unsigned i = 0; i < 4; i++) {
            cr_assert_eq(racers[i].status, TOEGANG_GOOD);
            done += racers[i].effect == TOEGANG_EFFECT_DONE;
        }
        cr_assert_eq(done, 1u);
    }
    cr_expect_eq(world.store->kept.count, 4u + 100);
    world_close(&world);
}
