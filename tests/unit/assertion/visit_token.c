/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "visits.h"

static const char *judge(const toegang_seal_keys *keys, const toegang_visit *visit, const char *form,
                         const char *token, size_t length)
{
    static toegang_report report;
    report = (toegang_report){0};
    cr_expect_eq(toegang_visit_token_check(keys, visit, form, token, length, &report), report.status);
    return report.check;
}

Test(visit_token, is_of_one_form_of_one_visit)
{
    toegang_seal_keys *keys = visits_keys(KEY_A), *both = visits_keys(KEY_B "\n" KEY_A),
                      *others = visits_keys(KEY_B);
    toegang_identity *identity = visits_identity(NULL, 0);
    toegang_visit visit = visits_begun(identity), other = visits_begun(identity);
    char token[TOEGANG_VISIT_TOKEN_MAX], again[TOEGANG_VISIT_TOKEN_MAX];
    cr_assert_eq(toegang_visit_token(keys, &visit, "sign-out", token, NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_visit_token(keys, &visit, "sign-out", again, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(token, again);
    cr_expect_eq(strlen(token), 43);
    cr_expect_str_eq(judge(keys, &visit, "sign-out", token, 43), "");
    cr_expect_str_eq(judge(both, &visit, "sign-out", token, 43), "", "a key below the first one");
    cr_expect_str_eq(judge(others, &visit, "sign-out", token, 43), "visit.token");
    cr_expect_str_eq(judge(keys, &other, "sign-out", token, 43), "visit.token");
    cr_expect_str_eq(judge(keys, &visit, "sign-ou", token, 43), "visit.token");
    cr_expect_str_eq(judge(keys, &visit, "organisation", token, 43), "visit.token");
    for (size_t length = 0; length < 43; length++)
        cr_expect_str_eq(judge(keys, &visit, "sign-out", token, length), "visit.token");
    cr_expect_str_eq(judge(keys, &visit, "sign-out", token, 44), "visit.token");
    cr_expect_str_eq(judge(keys, &visit, "sign-out", NULL, 0), "visit.token");
    for (size_t i = 0; i < 43; i++) {
        token[i] = (char)(token[i] ^ 1);
        cr_expect_str_eq(judge(keys, &visit, "sign-out", token, 43), "visit.token", "character %zu", i);
        token[i] = (char)(token[i] ^ 1);
    }
    toegang_identity_free(identity);
    toegang_seal_keys_free(keys);
    toegang_seal_keys_free(both);
    toegang_seal_keys_free(others);
}

/* Made by another hand: a form that is open while a release changes still goes through. */
Test(visit_token, another_release_takes_it)
{
    toegang_seal_keys *keys = visits_keys(KEY_A);
    toegang_visit visit = {.size = sizeof visit, .id = "00112233445566778899aabbccddeeff"};
    char token[TOEGANG_VISIT_TOKEN_MAX];
    cr_assert_eq(toegang_visit_token(keys, &visit, "sign-out", token, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(token, "QisrmaS468c_-K0DnPybjZGythKDskuk3dPU-yaV7_o");
    toegang_seal_keys_free(keys);
}

Test(visit_token, what_cannot_be_asked)
{
    toegang_seal_keys *keys = visits_keys(KEY_A);
    toegang_identity *identity = visits_identity(NULL, 0);
    toegang_visit visit = visits_begun(identity), empty = {.size = sizeof empty};
    char token[TOEGANG_VISIT_TOKEN_MAX];
    cr_expect_eq(toegang_visit_token(NULL, &visit, "f", token, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_token(keys, NULL, "f", token, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_token(keys, &empty, "f", token, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_token(keys, &visit, NULL, token, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_token(keys, &visit, "f", NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_token_check(keys, &empty, "f", "x", 1, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_token_check(keys, &visit, "f", NULL, 1, NULL), TOEGANG_MISUSE);
    toegang_identity_free(identity);
    toegang_seal_keys_free(keys);
}
