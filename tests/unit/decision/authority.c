/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "../../conformance/decision/small.h"
#include "decision/authority.h"

static enum tg_truth rooted(struct small *small, int who, toegang_time at)
{
    struct tg_arena arena = {0};
    struct tg_case c;
    toegang_rrn holder = person(who);
    cr_assert(tg_case_open(&c, &small->policy, &small->question, &small->world, &arena));
    enum tg_truth truth = tg_authority_rooted(&c, &holder, at, NULL);
    tg_arena_free(&arena);
    return truth;
}

/* 1 was appointed by 2, 2 by 3, 3 by 1: an island. 4 by 3 as well. */
Test(authority, islands_do_not_keep_themselves_alive)
{
    struct small small;
    small_open(&small);
    small_add(&small, htb_of(1, 0, 2, PAST, LATER));
    small_add(&small, htb_of(2, 0, 3, PAST, LATER));
    small_add(&small, htb_of(3, 0, 1, PAST, LATER));
    small_add(&small, htb_of(4, 0, 3, PAST, LATER));
    small_add(&small, htb_of(5, 0, 5, PAST, LATER));
    for (int who = 1; who <= 5; who++) cr_expect_eq(rooted(&small, who, NOW), TG_FALSE, "person %d", who);
    small_add(&small, function_of(2, 0, "10006", PAST, SOON));
    for (int who = 1; who <= 4; who++) {
        cr_expect_eq(rooted(&small, who, SOON - 1), TG_TRUE, "person %d", who);
        cr_expect_eq(rooted(&small, who, SOON), TG_FALSE, "person %d: the root has gone", who);
    }
    cr_expect_eq(rooted(&small, 5, NOW), TG_FALSE);
    small_add(&small, htb_of(3, 0, NOBODY, PAST, LATER));
    for (int who = 1; who <= 4; who++)
        cr_expect_eq(rooted(&small, who, SOON), TG_TRUE, "person %d: BTB's word", who);
}

Test(authority, what_a_silent_register_could_hold)
{
    static const struct {
        unsigned silent;
        enum tg_truth legal, appointed, appointed_by_legal, nobody;
    } rows[] = {{0, TG_TRUE, TG_TRUE, TG_TRUE, TG_FALSE},
                {1, TG_UNKNOWN, TG_TRUE, TG_UNKNOWN, TG_UNKNOWN},
                {2, TG_TRUE, TG_UNKNOWN, TG_UNKNOWN, TG_UNKNOWN},
                {3, TG_UNKNOWN, TG_UNKNOWN, TG_UNKNOWN, TG_UNKNOWN}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small;
        small_open(&small);
        small_add(&small, function_of(1, 0, "10006", PAST, LATER));
        small_add(&small, htb_of(2, 0, NOBODY, PAST, LATER));
        small_add(&small, htb_of(3, 0, 1, PAST, LATER));
        if (rows[i].silent & 1U) small_silence(&small, TOEGANG_KBO);
        if (rows[i].silent & 2U) small_silence(&small, TOEGANG_BTB);
        cr_expect_eq(rooted(&small, 1, NOW), rows[i].legal, "row %zu", i);
        cr_expect_eq(rooted(&small, 2, NOW), rows[i].appointed, "row %zu", i);
        cr_expect_eq(rooted(&small, 3, NOW), rows[i].appointed_by_legal, "row %zu", i);
        cr_expect_eq(rooted(&small, 4, NOW), rows[i].nobody, "row %zu", i);
    }
}

static toegang_outcome in_grace(toegang_time ended, int64_t grace)
{
    struct small small;
    small_open(&small);
    small.policy.grantor_loss = TG_LOSS_GRACE;
    small.policy.grace = grace;
    small_add(&small, function_of(1, 0, "10006", LONG_AGO, ended));
    small_add(&small, right_of(0, 0, 0, "r", 1, LONG_AGO, TOEGANG_NEVER));
    return small_outcome(&small);
}

/* To the tick: what ended at b still counts while at < b + grace. */
Test(authority, grace_ends_to_the_tick)
{
    cr_expect_eq(in_grace(NOW - 99, 100), TOEGANG_OUTCOME_PERMIT);
    cr_expect_eq(in_grace(NOW - 100, 100), TOEGANG_OUTCOME_DENY);
    cr_expect_eq(in_grace(NOW, 1), TOEGANG_OUTCOME_PERMIT);
    cr_expect_eq(in_grace(NOW - 1, 1), TOEGANG_OUTCOME_DENY);
    cr_expect_eq(in_grace(NOW + 1, 0), TOEGANG_OUTCOME_PERMIT);
    cr_expect_eq(in_grace(NOW, 0), TOEGANG_OUTCOME_DENY);
    cr_expect_eq(in_grace(PAST, INT64_MAX), TOEGANG_OUTCOME_PERMIT, "a grace without an end");
}

/* A line of grantors longer than is followed is not judged, and nobody is told no. */
Test(authority, long_lines_end)
{
    enum { LINE = TG_PERSONS_MAX + 2 };
    toegang_fact facts[LINE];
    const toegang_fact *list[LINE];
    struct small small;
    small_open(&small);
    small.policy.grantor_loss = TG_LOSS_SUSPEND;
    for (int i = 0; i < LINE; i++) {
        facts[i] = htb_of(i, 0, i + 1, PAST, LATER);
        list[i] = &facts[i];
    }
    small.world.facts = list;
    small.world.count = LINE;
    cr_expect_eq(rooted(&small, 0, NOW), TG_UNKNOWN);
    cr_expect_eq(rooted(&small, LINE - 3, NOW), TG_FALSE);
    facts[LINE - 1].granted_by = person(NOBODY);
    cr_expect_eq(rooted(&small, LINE - 3, NOW), TG_TRUE);
}
