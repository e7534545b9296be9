/* SPDX-License-Identifier: Apache-2.0 */
#include "sql.h"

#include "base/report.h"

const char *const tg_sql_tables[] = {"toegang_kbo", "toegang_btb", "toegang_gebruikersbeheer",
                                     "toegang_rollenbeheer"};

static toegang_status check_test_number(const toegang_rrn *rrn, toegang_report *report)
{
    toegang_rrn read;
    if (rrn->kind != TOEGANG_RRN_TEST) return TOEGANG_GOOD;
    return toegang_rrn_parse(rrn->digits, sizeof rrn->digits, TOEGANG_RRN_DIGITS_ONLY, &read, report);
}

toegang_status tg_sql_fact_check(toegang_register reg, const toegang_fact *fact, bool allow_test_numbers,
                                 toegang_report *report)
{
    if (!fact || fact->size < sizeof *fact || !tg_register_holds(reg, fact->kind))
        return tg_misuse(report, "a fact of that register");
    toegang_status status = tg_fact_check(fact, report);
    if (status != TOEGANG_GOOD || allow_test_numbers) return status;
    status = check_test_number(&fact->holder, report);
    return status == TOEGANG_GOOD ? check_test_number(&fact->granted_by, report) : status;
}
