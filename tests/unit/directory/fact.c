/* SPDX-License-Identifier: Apache-2.0 */
#include "fact_maker.h"

#include "directory/check.h"
#include "directory/fact.h"

#define F TOEGANG_FACT_FUNCTION
#define A TOEGANG_FACT_APPOINTMENT
#define R TOEGANG_FACT_RIGHT
#define S TOEGANG_FACT_SUSPENSION
#define G TOEGANG_GEBRUIKERSBEHEER
#define K TOEGANG_KBO
#define LONG_64 "0123456789012345678901234567890123456789012345678901234567890123"
#define LONG_256 LONG_64 LONG_64 LONG_64 LONG_64

Test(fact, what_is_well_formed)
{
    static const struct {
        struct words words;
        const char *check;
    } rows[] = {
        {{F, ANN, ONE, "10007", NULL, NULL}, ""},
        {{F, NULL, ONE, "10002", NULL, COMPANY}, ""},
        {{F, ANN, ONE, "10003", NULL, COMPANY}, ""},
        {{F, ANN, "establishment:2297964444", "10007", "", NULL}, ""},
        {{F, NULL, ONE, "10007", NULL, NULL}, CHECK_FACT_HOLDER},
        {{F, ANN, ONE, "10007", NULL, COMPANY}, CHECK_FACT_HELD_BY},
        {{F, NULL, ONE, "10002", NULL, "OVO002949"}, CHECK_FACT_HELD_BY},
        {{F, NULL, ONE, "10002", NULL, "establishment:2297964444"}, CHECK_FACT_HELD_BY},
        {{F, ANN, NULL, "10007", NULL, NULL}, CHECK_FACT_ORGANISATION},
        {{F, ANN, ONE, NULL, NULL, NULL}, CHECK_FACT_CODE},
        {{F, ANN, ONE, "", NULL, NULL}, CHECK_FACT_CODE},
        {{F, ANN, ONE, "1007", NULL, NULL}, CHECK_FACT_CODE},
        {{F, ANN, ONE, "010007", NULL, NULL}, CHECK_FACT_CODE},
        {{F, ANN, ONE, "1000x", NULL, NULL}, CHECK_FACT_CODE},
        {{F, ANN, ONE, "10007", "loket", NULL}, CHECK_FACT_ELOKET},
        {{A, ANN, ONE, "htb", NULL, NULL}, ""},
        {{A, ANN, ONE, "HTB", NULL, NULL}, CHECK_FACT_CODE},
        {{A, ANN, ONE, NULL, NULL, NULL}, CHECK_FACT_CODE},
        {{A, NULL, ONE, "htb", NULL, NULL}, CHECK_FACT_HOLDER},
        {{A, ANN, NULL, "htb", NULL, NULL}, CHECK_FACT_ORGANISATION},
        {{A, ANN, ONE, "htb", "loket", NULL}, CHECK_FACT_ELOKET},
        {{A, ANN, ONE, "htb", NULL, COMPANY}, CHECK_FACT_HELD_BY},
        {{R, ANN, ONE, "right", "loket", NULL}, ""},
        {{R, ANN, NULL, "right", "loket", NULL}, ""},
        {{R, ANN, "nis:44021", "caf\xc3\xa9", "loket", NULL}, ""},
        {{R, ANN, ONE, LONG_256, "loket", NULL}, ""},
        {{R, ANN, ONE, LONG_256 "x", "loket", NULL}, CHECK_FACT_TEXT},
        {{R, ANN, ONE, "a\nb", "loket", NULL}, CHECK_FACT_TEXT},
        {{R, ANN, ONE, "a\x7f", "loket", NULL}, CHECK_FACT_TEXT},
        {{R, ANN, ONE, "\xff", "loket", NULL}, CHECK_FACT_TEXT},
        {{R, ANN, ONE, "right", "lo\x1bket", NULL}, CHECK_FACT_TEXT},
        {{R, ANN, ONE, "", "loket", NULL}, CHECK_FACT_CODE},
        {{R, ANN, ONE, "right", NULL, NULL}, CHECK_FACT_ELOKET},
        {{R, ANN, ONE, "right", "", NULL}, CHECK_FACT_ELOKET},
        {{R, NULL, ONE, "right", "loket", NULL}, CHECK_FACT_HOLDER},
        {{R, ANN, ONE, "right", "loket", COMPANY}, CHECK_FACT_HELD_BY},
        {{S, ANN, NULL, NULL, NULL, NULL}, ""},
        {{S, NULL, NULL, NULL, "loket", NULL}, ""},
        {{S, NULL, ONE, NULL, "loket", NULL}, ""},
        /* Nobody would ask for it: of a person, or of an e-counter. */
        {{S, NULL, ONE, NULL, NULL, NULL}, CHECK_FACT_HOLDER},
        {{S, NULL, NULL, NULL, NULL, NULL}, CHECK_FACT_HOLDER},
        {{S, ANN, ONE, NULL, NULL, COMPANY}, CHECK_FACT_HELD_BY},
        {{(toegang_fact_kind)0, ANN, ONE, "10007", NULL, NULL}, CHECK_FACT_KIND},
        {{(toegang_fact_kind)5, ANN, ONE, "10007", NULL, NULL}, CHECK_FACT_KIND},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_report report = {0};
        toegang_fact fact = fact_of(&rows[i].words);
        toegang_status status = tg_fact_check(&fact, &report);
        cr_expect_str_eq(report.check, rows[i].check, "row %zu: %s", i, report.check);
        cr_expect_eq(status, *rows[i].check ? TOEGANG_REFUSED : TOEGANG_GOOD, "row %zu", i);
    }
}

static const struct words director = {TOEGANG_FACT_FUNCTION, ANN, ONE, "10007", NULL, NULL};

/* A struct can hold what no reader would have made. */
Test(fact, numbers_that_no_reader_made)
{
    for (int row = 0; row < 7; row++) {
        toegang_fact fact = fact_of(&director);
        const char *check = row < 4   ? CHECK_FACT_HOLDER
                            : row < 6 ? CHECK_FACT_ORGANISATION
                                      : CHECK_FACT_HELD_BY;
        toegang_report report = {0};
        if (row == 0) fact.holder.digits[10] = '9';
        if (row == 1) fact.holder.kind = TOEGANG_RRN_BIS;
        if (row == 2) fact.holder.kind = 77;
        if (row == 3) fact.granted_by = (toegang_rrn){"8507300332", TOEGANG_RRN_NATIONAL};
        if (row == 4) memset(fact.organisation.value, '0', sizeof fact.organisation.value);
        if (row == 5) fact.organisation.scheme = 77;
        if (row == 6) fact.held_by = (toegang_organisation){"0406798007", TOEGANG_SCHEME_KBO};
        cr_expect_eq(tg_fact_check(&fact, &report), TOEGANG_REFUSED, "row %d", row);
        cr_expect_str_eq(report.check, check, "row %d: %s", row, report.check);
    }
    toegang_fact padded = fact_of(&director);
    padded.organisation = (toegang_organisation){"0999.999.922", TOEGANG_SCHEME_KBO};
    cr_expect_eq(tg_fact_check(&padded, NULL), TOEGANG_REFUSED, "a key that is not in its canonical form");
}

Test(fact, periods)
{
    static const struct {
        toegang_time from, until;
        bool good;
    } rows[] = {{0, 1, true},
                {TOEGANG_ALWAYS, TOEGANG_NEVER, true},
                {TOEGANG_ALWAYS, TOEGANG_ALWAYS, false},
                {TOEGANG_NEVER, TOEGANG_NEVER, false},
                {1, 1, false},
                {1, 0, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_fact fact = fact_of(&director);
        toegang_report report = {0};
        fact.from = rows[i].from;
        fact.until = rows[i].until;
        cr_expect_eq(tg_fact_check(&fact, &report) == TOEGANG_GOOD, rows[i].good, "row %zu", i);
        if (!rows[i].good) cr_expect_str_eq(report.check, CHECK_FACT_PERIOD);
    }
}

Test(fact, live_from_the_first_instant_to_before_the_last)
{
    toegang_fact fact = fact_of(&director);
    cr_expect_not(tg_fact_live(&fact, 999));
    cr_expect(tg_fact_live(&fact, 1000));
    cr_expect(tg_fact_live(&fact, 1999));
    cr_expect_not(tg_fact_live(&fact, 2000));
    cr_expect_eq(tg_fact_granted_at(&fact), 1000);
    fact.granted_at = 500;
    cr_expect_eq(tg_fact_granted_at(&fact), 500);
}

Test(fact, which_register_holds_which_kind)
{
    static const char holds[5][5] = {"....", "x...", ".x..", "..xx", "xxxx"};
    for (unsigned kind = 0; kind < 5; kind++)
        for (unsigned reg = 0; reg < 4; reg++)
            cr_expect_eq(tg_register_holds((toegang_register)reg, (toegang_fact_kind)kind),
                         holds[kind][reg] == 'x', "register %u kind %u", reg, kind);
    cr_expect_not(tg_register_holds((toegang_register)4, TOEGANG_FACT_SUSPENSION));
    cr_expect_null(toegang_register_name((toegang_register)4));
    cr_expect_str_eq(toegang_register_name(TOEGANG_ROLLENBEHEER), "rollenbeheer");
}

Test(fact, what_answers_a_question)
{
    static const struct words right = {TOEGANG_FACT_RIGHT, ANN, ONE, "right", "loket", NULL};
    static const struct words own = {TOEGANG_FACT_RIGHT, ANN, NULL, "right", "loket", NULL};
    static const struct {
        toegang_register reg;
        toegang_fact_kind kind;
        const char *holder, *organisation, *eloket;
        int for_oneself;
        bool right, own;
    } rows[] = {
        {G, TOEGANG_FACT_RIGHT, NULL, NULL, NULL, 0, true, true},
        {G, TOEGANG_FACT_RIGHT, ANN, NULL, NULL, 0, true, true},
        {G, TOEGANG_FACT_RIGHT, BOB, NULL, NULL, 0, false, false},
        {G, TOEGANG_FACT_RIGHT, ANN, ONE, NULL, 0, true, false},
        {G, TOEGANG_FACT_RIGHT, ANN, TWO, NULL, 0, false, false},
        {G, TOEGANG_FACT_RIGHT, ANN, NULL, NULL, 1, false, true},
        {G, TOEGANG_FACT_RIGHT, ANN, NULL, "loket", 0, true, true},
        {G, TOEGANG_FACT_RIGHT, ANN, NULL, "Loket", 0, false, false},
        {G, TOEGANG_FACT_RIGHT, ANN, NULL, "", 0, false, false},
        {G, TOEGANG_FACT_SUSPENSION, ANN, NULL, NULL, 0, false, false},
        {K, TOEGANG_FACT_RIGHT, ANN, NULL, NULL, 0, false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_directory_question question =
            question_of(rows[i].reg, rows[i].kind, rows[i].holder, rows[i].organisation);
        toegang_fact with = fact_of(&right), without = fact_of(&own);
        question.eloket = rows[i].eloket;
        question.for_oneself = rows[i].for_oneself;
        cr_expect_eq(tg_fact_answers(&with, &question), rows[i].right, "row %zu", i);
        cr_expect_eq(tg_fact_answers(&without, &question), rows[i].own, "row %zu", i);
    }
    toegang_fact textless = fact_of(&right);
    toegang_directory_question question = question_of(G, TOEGANG_FACT_RIGHT, ANN, NULL);
    textless.eloket = NULL;
    question.eloket = "loket";
    cr_expect_not(tg_fact_answers(&textless, &question));
}

Test(fact, a_copy_owns_its_texts)
{
    struct tg_arena arena = {0};
    char code[] = "10007";
    toegang_fact fact = fact_of(&director);
    fact.code = code;
    const toegang_fact *copy = tg_fact_copy(&arena, &fact);
    cr_assert_not_null(copy);
    code[0] = '9';
    cr_expect_str_eq(copy->code, "10007");
    cr_expect_str_eq(copy->eloket, "");
    cr_expect_str_eq(copy->context, "");
    cr_expect_str_eq(copy->granted_as, "");
    cr_expect_str_eq(copy->source, "");
    tg_arena_free(&arena);
    arena.limit = 32;
    cr_expect_null(tg_fact_copy(&arena, &fact));
    tg_arena_free(&arena);
    for (size_t room = sizeof fact; room < sizeof fact + 64; room += 16) {
        arena.limit = room;
        fact.eloket = fact.context = fact.granted_as = fact.source = "sixteen octets..";
        cr_expect_null(tg_fact_copy(&arena, &fact), "%zu octets", room);
        tg_arena_free(&arena);
    }
}
