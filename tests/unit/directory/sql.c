/* SPDX-License-Identifier: Apache-2.0 */
/* What a register of a SQL store may hold. */
#include "fact_maker.h"

#include "../../../lib/directory/sql.h"

#define TESTER "71.67.12-001.47" /* an official test number: month 67 */

Test(sql, what_a_register_may_hold)
{
    static const struct {
        toegang_register reg;
        struct words words;
        bool allow_test_numbers;
        toegang_status expected;
    } rows[] = {
        {TOEGANG_KBO, {TOEGANG_FACT_FUNCTION, ANN, ONE, "10007", NULL, NULL}, false, TOEGANG_GOOD},
        {TOEGANG_BTB, {TOEGANG_FACT_FUNCTION, ANN, ONE, "10007", NULL, NULL}, false, TOEGANG_MISUSE},
        {TOEGANG_BTB, {TOEGANG_FACT_APPOINTMENT, ANN, ONE, "htb", NULL, NULL}, false, TOEGANG_GOOD},
        {TOEGANG_BTB, {TOEGANG_FACT_APPOINTMENT, ANN, ONE, "boss", NULL, NULL}, false, TOEGANG_REFUSED},
        {TOEGANG_ROLLENBEHEER, {TOEGANG_FACT_RIGHT, ANN, ONE, "r", "e", NULL}, false, TOEGANG_GOOD},
        {TOEGANG_KBO, {TOEGANG_FACT_RIGHT, ANN, ONE, "r", "e", NULL}, false, TOEGANG_MISUSE},
        {TOEGANG_KBO, {TOEGANG_FACT_SUSPENSION, ANN, NULL, NULL, NULL, NULL}, false, TOEGANG_GOOD},
        {TOEGANG_KBO, {TOEGANG_FACT_FUNCTION, TESTER, ONE, "10007", NULL, NULL}, true, TOEGANG_GOOD},
        {TOEGANG_KBO, {TOEGANG_FACT_FUNCTION, TESTER, ONE, "10007", NULL, NULL}, false, TOEGANG_REFUSED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_fact fact = fact_of(&rows[i].words);
        toegang_report report = {0};
        cr_expect_eq(tg_sql_fact_check(rows[i].reg, &fact, rows[i].allow_test_numbers, &report), rows[i].expected,
                     "row %zu: %s", i, report.check);
    }
    cr_expect_eq(tg_sql_fact_check(TOEGANG_KBO, NULL, true, NULL), TOEGANG_MISUSE);
}

Test(sql, who_granted_is_no_test_number_either)
{
    static const struct words words = {TOEGANG_FACT_RIGHT, ANN, ONE, "r", "e", NULL};
    toegang_fact fact = fact_of(&words);
    fact.granted_by = rrn_of(TESTER);
    cr_expect_eq(tg_sql_fact_check(TOEGANG_GEBRUIKERSBEHEER, &fact, false, NULL), TOEGANG_REFUSED);
    cr_expect_eq(tg_sql_fact_check(TOEGANG_GEBRUIKERSBEHEER, &fact, true, NULL), TOEGANG_GOOD);
}
