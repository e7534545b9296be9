/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "../../conformance/decision/small.h"
#include "decision/check.h"
#include "decision/representation.h"

Test(representation, of_one_function)
{
    const struct {
        const char *name;
        toegang_fact function;
        enum tg_truth truth;
        const char *check;
    } rows[] = {
        {"director", function_of(0, 0, "10002", PAST, LATER), TG_TRUE, ""},
        {"from this second", function_of(0, 0, "10002", NOW, LATER), TG_TRUE, ""},
        {"from the next second", function_of(0, 0, "10002", NOW + 1, LATER), TG_FALSE,
         CHECK_FUNCTION_NOT_YET},
        {"until the next second", function_of(0, 0, "10002", PAST, NOW + 1), TG_TRUE, ""},
        {"until this second", function_of(0, 0, "10002", PAST, NOW), TG_FALSE, CHECK_FUNCTION_ENDED},
        {"unknown code", function_of(0, 0, "43210", PAST, LATER), TG_FALSE, CHECK_FUNCTION_CODE},
        {"unknown code that ended", function_of(0, 0, "43210", PAST, NOW), TG_FALSE, CHECK_FUNCTION_CODE},
        {"curator", function_of(0, 0, "90001", PAST, LATER), TG_FALSE, CHECK_FUNCTION_CODE},
        {"permanent representative", permanent(0, 1, 0, PAST, LATER), TG_TRUE, ""},
        {"of a company without function", permanent(0, 2, 0, PAST, LATER), TG_FALSE, CHECK_FUNCTION_COMPANY},
        {"of no company", function_of(0, 0, "10003", PAST, LATER), TG_FALSE, CHECK_FUNCTION_COMPANY},
        {"a company's own", company_function(1, 0, "10002", PAST, LATER), TG_FALSE, CHECK_FUNCTION_COMPANY},
    };
    struct small small;
    small_open(&small);
    small_add(&small, company_function(1, 0, "10002", PAST, LATER));
    small_add(&small, company_function(2, 1, "10002", PAST, LATER)); /* elsewhere */
    small_add(&small,
              company_function(2, 0, "10003", PAST, LATER)); /* a 10003 makes no company a representative */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *check = NULL;
        enum tg_truth came =
            tg_function_represents(&small.policy, &small.world, &rows[i].function, NOW, &check);
        cr_expect_eq(came, rows[i].truth, "%s: %d", rows[i].name, (int)came);
        cr_expect_str_eq(check, rows[i].check, "%s: %s", rows[i].name, check);
    }
}

/* A function that names both a person and a company, and is no 10003, is the company's: it takes nobody in by
 * itself. */
Test(representation, a_person_beside_a_company_needs_a_10003)
{
    struct small small;
    const char *check = NULL;
    toegang_fact both = permanent(0, 1, 0, PAST, LATER);
    both.code = "10002";
    small_open(&small);
    small_add(&small, both);
    cr_expect_eq(tg_function_represents(&small.policy, &small.world, &both, NOW, &check), TG_FALSE);
    cr_expect_str_eq(check, CHECK_FUNCTION_COMPANY);
    small_silence(&small, TOEGANG_KBO);
    cr_expect_eq(tg_function_represents(&small.policy, &small.world, &both, NOW, &check), TG_UNKNOWN);
    cr_expect_str_eq(check, CHECK_DIRECTORY_UNAVAILABLE);
}
