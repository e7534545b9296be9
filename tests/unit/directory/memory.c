/* SPDX-License-Identifier: Apache-2.0 */
#include "fact_maker.h"

#include <stdio.h>
#include <stdlib.h>

#include "directory/check.h"
#include "directory/directory.h"

static const struct words some[] = {
    {TOEGANG_FACT_FUNCTION, ANN, ONE, "10007", NULL, NULL},
    {TOEGANG_FACT_FUNCTION, BOB, ONE, "10002", NULL, NULL},
    {TOEGANG_FACT_FUNCTION, NULL, TWO, "10002", NULL, COMPANY},
    {TOEGANG_FACT_APPOINTMENT, ANN, TWO, "htb", NULL, NULL},
    {TOEGANG_FACT_RIGHT, ANN, NULL, "right", "loket", NULL},
    {TOEGANG_FACT_SUSPENSION, NULL, NULL, NULL, "loket", NULL},
};
#define SOME (sizeof some / sizeof *some)

static toegang_directory *directory_of_some(void)
{
    toegang_fact facts[SOME];
    toegang_directory *directory = NULL;
    for (size_t i = 0; i < SOME; i++) facts[i] = fact_of(&some[i]);
    cr_assert_eq(toegang_directory_memory_new(facts, SOME, &directory, NULL), TOEGANG_GOOD);
    memset(facts, 0xff, sizeof facts); /* they were copied */
    return directory;
}

Test(memory, answers)
{
    static const struct {
        toegang_register reg;
        toegang_fact_kind kind;
        const char *holder, *organisation;
        int for_oneself;
        size_t count;
    } rows[] = {
        {TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, NULL, 0, 3},
        {TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, ONE, 0, 2},
        {TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE, 0, 1},
        {TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, TWO, 0, 0},
        {TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, TWO, 0, 1},
        {TOEGANG_BTB, TOEGANG_FACT_APPOINTMENT, ANN, NULL, 0, 1},
        {TOEGANG_BTB, TOEGANG_FACT_APPOINTMENT, BOB, NULL, 0, 0},
        {TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, NULL, 1, 1},
        {TOEGANG_ROLLENBEHEER, TOEGANG_FACT_RIGHT, NULL, NULL, 1, 1},
        {TOEGANG_BTB, TOEGANG_FACT_SUSPENSION, NULL, NULL, 0, 1},
        {TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, NULL, 1, 0},
        {TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, "OVO002949", 0, 0},
        {TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, "0200.065.765", 0, 0},
    };
    toegang_directory *directory = directory_of_some();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct kept kept = {0};
        toegang_directory_question question =
            question_of(rows[i].reg, rows[i].kind, rows[i].holder, rows[i].organisation);
        question.for_oneself = rows[i].for_oneself;
        cr_expect_eq(toegang_directory_read(directory, &question, keep, &kept, NULL), TOEGANG_GOOD, "row %zu",
                     i);
        cr_expect_eq(kept.count, rows[i].count, "row %zu: %zu", i, kept.count);
    }
    toegang_directory_free(directory);
}

Test(memory, facts_that_are_none)
{
    toegang_fact facts[] = {fact_of(&some[0]), fact_of(&some[1])};
    toegang_directory *directory = NULL;
    toegang_report report = {0};
    facts[1].code = "director";
    cr_expect_eq(toegang_directory_memory_new(facts, 2, &directory, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, CHECK_FACT_CODE);
    cr_expect_eq(report.line, 2, "the second fact");
    facts[1].size = 8;
    cr_expect_eq(toegang_directory_memory_new(facts, 2, &directory, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_memory_new(NULL, 1, &directory, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directory_memory_new(facts, 1, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_null(directory);
    cr_assert_eq(toegang_directory_memory_new(NULL, 0, &directory, NULL), TOEGANG_GOOD,
                 "no facts is a directory");
    struct kept kept = {0};
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE);
    cr_expect_eq(toegang_directory_read(directory, &question, keep, &kept, NULL), TOEGANG_GOOD);
    cr_expect_eq(kept.count, 0);
    toegang_directory_free(directory);
}

/* Valid numbers, many of them, in an order that is not theirs. */
static toegang_rrn nth_rrn(uint32_t n)
{
    char text[12];
    uint32_t nine = 100101000 + n % 28 * 1000 + (n / 28 % 900) + 1 + n / 28 / 900 % 80 * 10000000;
    snprintf(text, sizeof text, "%09u%02u", nine, 97 - nine % 97);
    return rrn_of(text);
}

static toegang_organisation nth_kbo(uint32_t n)
{
    char text[11];
    uint32_t eight = 2000000 + n * 7919 % 7000000;
    snprintf(text, sizeof text, "%08u%02u", eight, 97 - eight % 97);
    return organisation_of(text);
}

/* The index finds what a walk over all facts finds. */
Test(memory, the_index_agrees_with_a_walk)
{
    enum { COUNT = 5000 };
    toegang_fact *facts = calloc(COUNT, sizeof *facts);
    toegang_directory *directory = NULL;
    for (uint32_t i = 0; i < COUNT; i++) {
        facts[i] = fact_of(&some[0]);
        facts[i].holder = nth_rrn(i * 31 % 997);
        facts[i].organisation = nth_kbo(i * 17 % 499);
    }
    cr_assert_eq(toegang_directory_memory_new(facts, COUNT, &directory, NULL), TOEGANG_GOOD);
    for (uint32_t n = 0; n < 1100; n++) {
        struct kept by_holder = {0}, by_organisation = {0}, by_both = {0};
        size_t holders = 0, organisations = 0, both = 0;
        toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, NULL);
        toegang_rrn rrn = nth_rrn(n);
        toegang_organisation kbo = nth_kbo(n * 3 % 520);
        for (size_t i = 0; i < COUNT; i++) {
            bool held = toegang_rrn_equal(&facts[i].holder, &rrn);
            bool at = toegang_organisation_equal(&facts[i].organisation, &kbo);
            holders += held, organisations += at, both += held && at;
        }
        question.holder = rrn;
        cr_assert_eq(toegang_directory_read(directory, &question, keep, &by_holder, NULL), TOEGANG_GOOD);
        question.organisation = kbo;
        cr_assert_eq(toegang_directory_read(directory, &question, keep, &by_both, NULL), TOEGANG_GOOD);
        question.holder = (toegang_rrn){.kind = TOEGANG_RRN_NONE};
        cr_assert_eq(toegang_directory_read(directory, &question, keep, &by_organisation, NULL),
                     TOEGANG_GOOD);
        cr_assert_eq(by_holder.count, holders, "holder %u", n);
        cr_assert_eq(by_organisation.count, organisations, "organisation %u", n);
        cr_assert_eq(by_both.count, both, "both %u", n);
    }
    toegang_directory_free(directory);
    free(facts);
}

Test(memory, facts_of_one_holder_come_in_their_order)
{
    toegang_fact facts[8];
    toegang_directory *directory = NULL;
    for (size_t i = 0; i < 8; i++) {
        facts[i] = fact_of(&some[0]);
        facts[i].from = (toegang_time)i;
    }
    cr_assert_eq(toegang_directory_memory_new(facts, 8, &directory, NULL), TOEGANG_GOOD);
    struct kept kept = {0};
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, NULL);
    cr_expect_eq(toegang_directory_read(directory, &question, keep, &kept, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < 8; i++) cr_expect_eq(kept.facts[i].from, (toegang_time)i);
    toegang_directory_free(directory);
}
