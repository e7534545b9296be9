/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "../../conformance/decision/small.h"
#include "base/text.h"

/* All questions in one line: register, kind, and what narrows them. */
static void questions(const struct small *small, char *out, size_t size)
{
    static const char *const kinds[] = {"", "function", "appointment", "right", "suspension"};
    struct tg_text text = tg_text_of(out, size);
    toegang_directory_question next;
    for (size_t asked = 0; tg_decide_wants(&small->policy, &small->question, &small->world, asked, &next);
         asked++) {
        cr_assert_lt(asked, 100);
        cr_expect_eq(next.size, sizeof next);
        cr_expect_eq(next.at, NOW);
        tg_text_addf(&text, "%s%s/%s", asked > 0 ? " " : "", toegang_register_name(next.reg),
                     kinds[next.kind]);
        if (next.holder.kind != TOEGANG_RRN_NONE) tg_text_add(&text, "/me");
        if (next.organisation.scheme != TOEGANG_SCHEME_NONE)
            tg_text_addf(&text, "/%s", next.organisation.value + 8);
        if (next.for_oneself) tg_text_add(&text, "/self");
        if (next.eloket) tg_text_addf(&text, "/%s", next.eloket);
    }
}

static void expect(const struct small *small, const char *expected)
{
    char came[1024];
    questions(small, came, sizeof came);
    cr_expect_str_eq(came, expected, "came %s, expected %s", came, expected);
}

Test(wants, what_the_policy_can_need)
{
    static const struct {
        enum tg_way legal, htb, others;
        enum tg_grantor_loss loss;
        const char *expected;
    } rows[] = {
        {TG_AUTOMATIC, TG_NEVER, TG_NEVER, TG_LOSS_KEEP, "kbo/function/22"},
        {TG_NEVER, TG_AUTOMATIC, TG_NEVER, TG_LOSS_KEEP, "btb/appointment/22"},
        {TG_NEVER, TG_AUTOMATIC, TG_NEVER, TG_LOSS_SUSPEND, "kbo/function/22 btb/appointment/22"},
        {TG_NEVER, TG_NEVER, TG_AUTOMATIC, TG_LOSS_KEEP, ""},
        {TG_NEVER, TG_NEVER, TG_WITH_RIGHT, TG_LOSS_KEEP,
         "kbo/function/22 btb/appointment/22 gebruikersbeheer/right/me/22/e0"},
        {TG_WITH_RIGHT, TG_NEVER, TG_NEVER, TG_LOSS_KEEP,
         "kbo/function/22 btb/appointment/22 gebruikersbeheer/right/me/22/e0"},
        {TG_NEVER, TG_NEVER, TG_NEVER, TG_LOSS_GRACE, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small;
        small_open(&small);
        small.policy.legal_representative = rows[i].legal;
        small.policy.htb = rows[i].htb;
        small.policy.others = rows[i].others;
        small.policy.grantor_loss = rows[i].loss;
        expect(&small, rows[i].expected);
    }
}

/* The question's own right before that of the policy, for an organisation and for oneself; no other question has one. */
Test(wants, the_right_that_is_asked)
{
    static const struct {
        const char *asked, *of_policy, *expected;
    } rows[] = {{NULL, NULL, ""}, {NULL, "of-policy", "of-policy"}, {"asked", "of-policy", "asked"}, {"asked", NULL, "asked"}};
    for (size_t i = 0; i < 2 * sizeof rows / sizeof *rows; i++) {
        struct small small;
        toegang_directory_question next;
        size_t rights = 0;
        small_open(&small);
        small.policy.blocks = true;
        small.policy.self = TG_WITH_RIGHT;
        small.question.right = rows[i / 2].asked;
        small.policy.right = rows[i / 2].of_policy;
        if (i % 2 == 1) small.question.organisation = enterprise(NOBODY);
        for (size_t asked = 0; tg_decide_wants(&small.policy, &small.question, &small.world, asked, &next); asked++) {
            bool is_right = next.kind == TOEGANG_FACT_RIGHT;
            rights += is_right;
            cr_expect_str_eq(next.wanted ? next.wanted : "", is_right ? rows[i / 2].expected : "", "row %zu", i);
        }
        cr_expect_eq(rights, 1, "row %zu", i);
    }
}

/* A mandate is asserted, so no register knows it; with a right it asks what a right asks. */
Test(wants, mandates)
{
    struct small small;
    small_open(&small);
    small.policy.legal_representative = small.policy.htb = small.policy.others = TG_NEVER;
    small.policy.mandate = TG_AUTOMATIC;
    expect(&small, "");
    small.policy.mandate = TG_WITH_RIGHT;
    expect(&small, "kbo/function/22 btb/appointment/22 gebruikersbeheer/right/me/22/e0");
}

Test(wants, for_oneself)
{
    struct small small;
    small_open(&small);
    small.question.organisation = enterprise(NOBODY);
    expect(&small, "");
    small.policy.self = TG_WITH_RIGHT;
    small.policy.reg = TOEGANG_ROLLENBEHEER;
    expect(&small, "rollenbeheer/right/me/self/e0");
    small.policy.blocks = true;
    expect(&small, "rollenbeheer/right/me/self/e0 rollenbeheer/suspension/me rollenbeheer/suspension/e0");
}

/* Companies of the chain come when KBO has said which they are; nothing more when it is silent. */
Test(wants, companies_of_the_chain)
{
    struct small small;
    small_open(&small);
    small.policy.legal_representative = TG_AUTOMATIC;
    small.policy.htb = small.policy.others = TG_NEVER;
    small.policy.company_chain = 2;
    expect(&small, "kbo/function/22");
    small_add(&small, company_function(2, 0, "10002", PAST, LATER));
    small_add(&small, company_function(1, 0, "10002", LONG_AGO, PAST));
    expect(&small, "kbo/function/22 kbo/function/23 kbo/function/24");
    small_add(&small, company_function(3, 2, "10002", PAST, LATER));
    small_add(&small, company_function(4, 3, "10002", PAST, LATER));
    expect(&small, "kbo/function/22 kbo/function/23 kbo/function/24 kbo/function/25");
    small.policy.blocks = true;
    expect(&small,
           "kbo/function/22 gebruikersbeheer/suspension/me gebruikersbeheer/suspension/e0 kbo/function/23 "
           "kbo/function/24 kbo/function/25");
    small_silence(&small, TOEGANG_KBO);
    small.policy.blocks = false;
    expect(&small, "kbo/function/22");
    small.world.answers[TOEGANG_KBO] = (struct tg_answer){.asked = false};
    expect(&small, "kbo/function/22");
}

/* The very instant from which a fact is not stale: case.c judges to the same tick. */
Test(wants, how_old_an_answer_may_be)
{
    static const struct {
        int64_t staleness;
        toegang_time at, since;
    } rows[] = {{0, NOW, 0},
                {1, NOW, NOW},
                {100, NOW, NOW - 99},
                {NOW, NOW, 1},
                {NOW + 1, NOW, 1}, /* 0 would be any age */
                {NOW + 2, NOW, -1},
                {INT64_MAX, NOW, NOW - INT64_MAX + 1},
                {INT64_MAX, -NOW, TOEGANG_ALWAYS},
                {100, TOEGANG_NEVER, TOEGANG_NEVER}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small;
        toegang_directory_question next;
        small_open(&small);
        small.policy.staleness[TOEGANG_BTB] = rows[i].staleness;
        small.question.at = rows[i].at;
        for (size_t asked = 0; tg_decide_wants(&small.policy, &small.question, &small.world, asked, &next); asked++)
            cr_expect_eq(next.since, next.reg == TOEGANG_BTB ? rows[i].since : 0, "row %zu: %lld", i,
                         (long long)next.since);
    }
}

Test(wants, companies_are_not_older_either)
{
    struct small small;
    toegang_directory_question next = {.since = 0};
    small_open(&small);
    small.policy.legal_representative = TG_AUTOMATIC;
    small.policy.htb = small.policy.others = TG_NEVER;
    small.policy.company_chain = 1;
    small.policy.staleness[TOEGANG_KBO] = 10;
    small_add(&small, company_function(2, 0, "10002", PAST, LATER));
    cr_assert(tg_decide_wants(&small.policy, &small.question, &small.world, 1, &next));
    cr_expect_eq(next.since, NOW - 9);
}
