/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "../../conformance/decision/small.h"
#include "decision/check.h"

static void expect(struct small *small, const char *name, const char *check)
{
    toegang_decision *decision = small_ask(small);
    cr_expect_str_eq(toegang_decision_check(decision), check, "%s: %s", name,
                     toegang_decision_check(decision));
    toegang_decision_free(decision);
}

/* Authority at the moment of the grant, to the tick; an absent granted-at is from. */
Test(right, the_grantor_had_authority_when_he_granted)
{
    static const struct {
        const char *name;
        toegang_time granted_at, from, function_from, function_until;
        const char *check;
    } rows[] = {{"in his first second", PAST, PAST, PAST, SOON, ""},
                {"a second too early", PAST - 1, PAST, PAST, SOON, CHECK_RIGHT_GRANTOR},
                {"in his last second", SOON - 1, PAST, PAST, SOON, ""},
                {"a second too late", SOON, PAST, PAST, SOON, CHECK_RIGHT_GRANTOR},
                {"not recorded, from counts", TOEGANG_ALWAYS, PAST, PAST, SOON, ""},
                {"not recorded, from too early", TOEGANG_ALWAYS, PAST - 1, PAST, SOON, CHECK_RIGHT_GRANTOR}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small;
        small_open(&small);
        toegang_fact right = right_of(0, 0, 0, "r", 1, rows[i].from, TOEGANG_NEVER);
        right.granted_at = rows[i].granted_at;
        small_add(&small, right);
        small_add(&small, function_of(1, 0, "10006", rows[i].function_from, rows[i].function_until));
        expect(&small, rows[i].name, rows[i].check);
        small.facts[1] = htb_of(1, 0, 2, rows[i].function_from, rows[i].function_until);
        expect(&small, rows[i].name, rows[i].check); /* an HTB by BTB's word, whoever appointed him */
        small.facts[1] = function_of(1, 1, "10006", rows[i].function_from, rows[i].function_until);
        expect(&small, rows[i].name, CHECK_RIGHT_GRANTOR); /* of another enterprise */
    }
}

Test(right, asked_by_question_or_policy)
{
    static const struct {
        const char *asked, *policy, *check;
    } rows[] = {{NULL, NULL, ""},
                {NULL, "r", ""},
                {"r", NULL, ""},
                {"r", "s", ""},
                {"s", "r", CHECK_RIGHT_CODE},
                {NULL, "s", CHECK_RIGHT_CODE},
                {"R", NULL, CHECK_RIGHT_CODE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small small;
        small_open(&small);
        small.question.right = rows[i].asked;
        small.policy.right = rows[i].policy;
        small_add(&small, right_of(0, 0, 0, "r", NOBODY, PAST, LATER));
        expect(&small, rows[i].asked ? rows[i].asked : "none", rows[i].check);
    }
}

/* Of all rights that nearly count the one that is nearest is named. */
Test(right, the_nearest_miss_is_named)
{
    struct small small;
    small_open(&small);
    small.policy.right = "r";
    expect(&small, "none", CHECK_REPRESENTATION_ABSENT);
    small_add(&small, right_of(0, 0, 0, "s", NOBODY, PAST, LATER));
    expect(&small, "another", CHECK_RIGHT_CODE);
    small_add(&small, right_of(0, 0, 0, "r", NOBODY, SOON, LATER));
    expect(&small, "one to come", CHECK_RIGHT_NOT_YET);
    small_add(&small, right_of(0, 0, 0, "r", NOBODY, LONG_AGO, PAST));
    expect(&small, "one that ended", CHECK_RIGHT_ENDED);
    small.question.context = "c";
    toegang_fact other = right_of(0, 0, 0, "r", NOBODY, PAST, LATER);
    other.context = "d";
    small_add(&small, other);
    expect(&small, "one for another context", CHECK_RIGHT_CONTEXT);
    small_add(&small, right_of(0, 0, 0, "r", 1, PAST, LATER));
    expect(&small, "one of a wrong grantor", CHECK_RIGHT_GRANTOR);
    small_add(&small, right_of(0, 0, 0, "r", NOBODY, PAST, LATER));
    expect(&small, "one that counts", "");
}

/* The day that is told is the last one that ended, the first one to come. */
Test(right, the_day_of_the_nearest_miss)
{
    struct small small;
    char text[4096];
    small_open(&small);
    small.question.at = 1795428000;                                          /* 2026-11-23T10:00:00Z */
    small_add(&small, right_of(0, 0, 0, "r", NOBODY, LONG_AGO, 1672527600)); /* 2022 ended */
    small_add(&small, right_of(0, 0, 0, "r", NOBODY, LONG_AGO, 1759356000)); /* 2025-10-01 was the last day */
    toegang_decision *decision = small_ask(&small);
    (void)toegang_decision_explain(decision, TOEGANG_EN, text, sizeof text);
    cr_expect_not_null(strstr(text, "ended on 2025-10-01"), "%s", text);
    toegang_decision_free(decision);
}
