/* SPDX-License-Identifier: Apache-2.0 */
/* Answers that candidates of a search share: only the same question has the same one. */
#include <criterion/criterion.h>

#include "directory/fact.h"
#include "kept.h"

#define AT 1795428000 /* 2026-11-23T10:00:00Z */

static toegang_directory_question usual(void)
{
    toegang_directory_question question = {.size = sizeof question,
                                           .reg = TOEGANG_GEBRUIKERSBEHEER,
                                           .kind = TOEGANG_FACT_RIGHT,
                                           .eloket = "two",
                                           .wanted = "read",
                                           .at = AT,
                                           .since = AT - 3600};
    cr_assert_eq(toegang_rrn_parse("85073003328", 11, 0, &question.holder, NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_kbo_parse("0999999922", 10, &question.organisation, NULL), TOEGANG_GOOD);
    return question;
}

#define OTHERS 12

/* Each differs from the usual one in one thing. */
static void fill_others(toegang_directory_question out[OTHERS])
{
    for (size_t i = 0; i < OTHERS; i++) out[i] = usual();
    out[0].reg = TOEGANG_ROLLENBEHEER;
    out[1].kind = TOEGANG_FACT_SUSPENSION;
    out[2].for_oneself = 1;
    out[3].at++;
    out[4].since++;
    cr_assert_eq(toegang_rrn_parse("90010100123", 11, 0, &out[5].holder, NULL), TOEGANG_GOOD);
    out[6].holder.kind = TOEGANG_RRN_NONE;
    cr_assert_eq(toegang_kbo_parse("0999999823", 10, &out[7].organisation, NULL), TOEGANG_GOOD);
    out[8].organisation.scheme = TOEGANG_SCHEME_NONE;
    out[9].eloket = "one";
    out[10].wanted = "write";
    out[11].wanted = NULL;
}

Test(facts_kept, another_question_has_another_answer)
{
    struct tg_kept kept = {0};
    toegang_directory_question question = usual(), patient = usual(), others[OTHERS];
    fill_others(others);
    patient.patience_ms = 5;
    cr_expect_null(tg_kept_find(&kept, &question));
    tg_kept_add(&kept, &question, NULL, 0);
    cr_assert_not_null(tg_kept_find(&kept, &question));
    cr_expect_not_null(tg_kept_find(&kept, &patient));
    for (size_t i = 0; i < OTHERS; i++) cr_expect_null(tg_kept_find(&kept, &others[i]), "%zu", i);
    tg_kept_free(&kept);
}

/* The facts of an answer are its own, and a failure is kept as one. */
Test(facts_kept, facts_and_faults)
{
    struct tg_kept kept = {0};
    toegang_directory_question question = usual(), silent = usual();
    const toegang_report why = {.status = TOEGANG_UNAVAILABLE, .check = "directory.connection"}, none = {0};
    char code[] = "read";
    toegang_fact fact = {.size = sizeof fact, .kind = TOEGANG_FACT_RIGHT, .code = code, .eloket = "two"};
    const toegang_fact *facts[] = {&fact};
    silent.wanted = "write";
    tg_kept_add(&kept, &question, facts, 1);
    code[0] = 'x';
    const struct tg_kept_answer *answer = tg_kept_find(&kept, &question);
    cr_assert(answer && answer->count == 1);
    cr_expect_str_eq(answer->facts[0]->code, "read");
    cr_expect_eq(answer->report.status, TOEGANG_GOOD);
    tg_kept_fault(&kept, &silent, &none);
    cr_expect_null(tg_kept_find(&kept, &silent), "no fault");
    tg_kept_fault(&kept, &silent, &why);
    answer = tg_kept_find(&kept, &silent);
    cr_assert(answer && answer->count == 0);
    cr_expect_str_eq(answer->report.check, "directory.connection");
    tg_kept_free(&kept);
}

/* One more than there is room for takes the place of what was not used for longest. */
Test(facts_kept, the_least_used_goes)
{
    struct tg_kept kept = {0};
    toegang_directory_question question = usual(), second = usual();
    for (int i = 0; i < TG_KEPT_ANSWERS; i++, question.at++) tg_kept_add(&kept, &question, NULL, 0);
    second.at = AT + 1;
    toegang_directory_question first = usual();
    cr_assert_not_null(tg_kept_find(&kept, &first));
    tg_kept_add(&kept, &question, NULL, 0);
    cr_expect_not_null(tg_kept_find(&kept, &first));
    cr_expect_not_null(tg_kept_find(&kept, &question));
    cr_expect_null(tg_kept_find(&kept, &second));
    tg_kept_free(&kept);
}

Test(facts_kept, nobody_keeps)
{
    toegang_directory_question question = usual();
    tg_kept_add(NULL, &question, NULL, 0);
    cr_expect_null(tg_kept_find(NULL, &question));
}
