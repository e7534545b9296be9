/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "decision/representation.h"

/* Kleene, Introduction to Metamathematics (1952), section 64: the strong tables. */
Test(truth, strong_tables)
{
    static const struct {
        enum tg_truth one, other, both, either;
    } rows[] = {
        {TG_TRUE, TG_TRUE, TG_TRUE, TG_TRUE},         {TG_TRUE, TG_UNKNOWN, TG_UNKNOWN, TG_TRUE},
        {TG_TRUE, TG_FALSE, TG_FALSE, TG_TRUE},       {TG_UNKNOWN, TG_UNKNOWN, TG_UNKNOWN, TG_UNKNOWN},
        {TG_UNKNOWN, TG_FALSE, TG_FALSE, TG_UNKNOWN}, {TG_FALSE, TG_FALSE, TG_FALSE, TG_FALSE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(tg_and(rows[i].one, rows[i].other), rows[i].both, "row %zu", i);
        cr_expect_eq(tg_and(rows[i].other, rows[i].one), rows[i].both, "row %zu", i);
        cr_expect_eq(tg_or(rows[i].one, rows[i].other), rows[i].either, "row %zu", i);
        cr_expect_eq(tg_or(rows[i].other, rows[i].one), rows[i].either, "row %zu", i);
    }
}
