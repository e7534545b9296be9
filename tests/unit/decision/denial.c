/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "../../conformance/decision/small.h"
#include "decision/check.h"
#include "decision/decision.h"

/* Which check a denial names, and what leads out of it. */
struct row {
    const char *name;
    enum tg_way legal, htb, others;
    toegang_fact facts[3];
    const char *check;
    enum tg_action_kind actions[2];
};

static void expect(const struct row *row)
{
    struct small small;
    small_open(&small);
    small.policy.legal_representative = row->legal;
    small.policy.htb = row->htb;
    small.policy.others = row->others;
    for (size_t i = 0; i < 3 && row->facts[i].size > 0; i++) small_add(&small, row->facts[i]);
    toegang_decision *decision = small_ask(&small);
    cr_expect_eq(decision->outcome, TOEGANG_OUTCOME_DENY, "%s", row->name);
    cr_expect_str_eq(decision->check, row->check, "%s: %s", row->name, decision->check);
    for (size_t i = 0; i < 2; i++) {
        enum tg_action_kind came = i < decision->action_count ? decision->actions[i] : (enum tg_action_kind)0;
        cr_expect_eq(came, row->actions[i], "%s: action %zu is %d", row->name, i, (int)came);
    }
    toegang_decision_free(decision);
}

Test(denial, names_what_helps_most)
{
    const toegang_fact legal = function_of(0, 0, "10006", PAST, LATER),
                       htb = htb_of(0, 0, NOBODY, PAST, LATER);
    const toegang_fact was_legal = function_of(0, 0, "10006", LONG_AGO, PAST);
    const toegang_fact was_htb = htb_of(0, 0, NOBODY, LONG_AGO, PAST),
                       auditor = function_of(0, 0, "10021", PAST, LATER);
    const toegang_fact right = right_of(0, 0, 0, "r", NOBODY, PAST, LATER);
    const toegang_fact had_right = right_of(0, 0, 0, "r", NOBODY, LONG_AGO, PAST);
    const enum tg_way a = TG_AUTOMATIC, r = TG_WITH_RIGHT, n = TG_NEVER;
    const struct row rows[] = {
        {"nobody", r, r, r, {{0}}, CHECK_REPRESENTATION_ABSENT, {TG_ACTION_GRANT_RIGHT}},
        {"nobody, roles only", r, a, n, {{0}}, CHECK_REPRESENTATION_ABSENT, {TG_ACTION_APPOINT_HTB}},
        {"nobody, roles with right",
         n,
         r,
         n,
         {{0}},
         CHECK_REPRESENTATION_ABSENT,
         {TG_ACTION_APPOINT_HTB, TG_ACTION_GRANT_RIGHT}},
        {"nobody, functions only",
         a,
         n,
         n,
         {{0}},
         CHECK_REPRESENTATION_ABSENT,
         {TG_ACTION_REGISTER_FUNCTION}},
        {"nobody, function and right",
         r,
         n,
         n,
         {{0}},
         CHECK_REPRESENTATION_ABSENT,
         {TG_ACTION_REGISTER_FUNCTION, TG_ACTION_GRANT_RIGHT}},
        {"legal without right", r, r, r, {legal}, CHECK_RIGHT_ABSENT, {TG_ACTION_GRANT_RIGHT}},
        {"htb without right", n, r, n, {htb}, CHECK_RIGHT_ABSENT, {TG_ACTION_GRANT_RIGHT}},
        {"legal with an ended right",
         r,
         r,
         n,
         {legal, had_right},
         CHECK_RIGHT_ENDED,
         {TG_ACTION_RENEW_RIGHT}},
        {"nobody with an ended right", r, r, r, {had_right}, CHECK_RIGHT_ENDED, {TG_ACTION_RENEW_RIGHT}},
        {"former legal", a, r, r, {was_legal}, CHECK_FUNCTION_ENDED, {TG_ACTION_GRANT_RIGHT}},
        {"former htb", r, a, n, {was_htb}, CHECK_APPOINTMENT_ENDED, {TG_ACTION_APPOINT_HTB}},
        {"former both", a, a, n, {was_htb, was_legal}, CHECK_FUNCTION_ENDED, {TG_ACTION_APPOINT_HTB}},
        {"former legal, an ended right too",
         a,
         r,
         r,
         {was_legal, had_right},
         CHECK_RIGHT_ENDED,
         {TG_ACTION_RENEW_RIGHT}},
        {"auditor", a, r, r, {auditor}, CHECK_FUNCTION_CODE, {TG_ACTION_GRANT_RIGHT}},
        {"a right without the role", r, r, n, {right}, CHECK_REPRESENTATION_ABSENT, {TG_ACTION_APPOINT_HTB}},
        {"the wrong role", n, r, n, {legal, right}, CHECK_REPRESENTATION_NEVER, {TG_ACTION_APPOINT_HTB}},
        {"closed to all", n, n, n, {legal, right}, CHECK_REPRESENTATION_NEVER, {(enum tg_action_kind)0}},
        {"function that is not asked",
         n,
         r,
         n,
         {was_legal},
         CHECK_REPRESENTATION_ABSENT,
         {TG_ACTION_APPOINT_HTB, TG_ACTION_GRANT_RIGHT}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) expect(&rows[i]);
}

/* While a register is silent nobody is told that he has no role there. */
Test(denial, does_not_deny_what_is_not_known)
{
    struct small small;
    small_open(&small);
    small.policy.others = TG_NEVER;
    small_silence(&small, TOEGANG_KBO);
    toegang_decision *decision = small_ask(&small);
    cr_expect_eq(decision->outcome, TOEGANG_OUTCOME_DENY);
    cr_expect_str_eq(decision->check, CHECK_RIGHT_ABSENT);
    toegang_decision_free(decision);
}
