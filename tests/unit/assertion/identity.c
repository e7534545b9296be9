/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <string.h>

#include "assertion/identity.h"

static toegang_statement usual(void)
{
    toegang_statement statement = {.size = sizeof statement, .assurance = TOEGANG_ASSURANCE_SUBSTANTIAL};
    cr_assert_eq(toegang_rrn_parse("85073003328", 11, 0, &statement.holder, NULL), TOEGANG_GOOD);
    return statement;
}

Test(identity, a_host_attests)
{
    toegang_statement statement = usual();
    toegang_identity *identity = NULL;
    cr_assert_eq(toegang_identity_attest(&statement, &identity, NULL), TOEGANG_GOOD);
    toegang_rrn holder = toegang_identity_holder(identity);
    cr_expect(toegang_rrn_equal(&holder, &statement.holder));
    cr_expect_eq(toegang_identity_origin(identity), TOEGANG_ORIGIN_HOST);
    cr_expect_eq(toegang_identity_assurance(identity), TOEGANG_ASSURANCE_SUBSTANTIAL);
    cr_expect_str_eq(toegang_identity_authentication(identity), "host");
    cr_expect_str_eq(toegang_identity_issuer(identity), "");
    cr_expect_str_eq(toegang_identity_capacity(identity), "");
    cr_expect_str_eq(toegang_identity_key_fingerprint(identity), "");
    cr_expect_eq(toegang_identity_until(identity), TOEGANG_NEVER);
    cr_expect_eq(toegang_identity_authenticated_at(identity), TOEGANG_ALWAYS);
    cr_expect_eq(toegang_identity_roles(identity), 0);
    cr_expect_null(toegang_identity_role(identity, 0));
    toegang_identity_free(identity);
}

Test(identity, a_host_says_more)
{
    toegang_statement statement = usual();
    toegang_identity *identity = NULL;
    statement.capacity = "EA", statement.authenticated_by = "reverse proxy", statement.until = 1795428000;
    cr_assert_eq(toegang_identity_attest(&statement, &identity, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(toegang_identity_capacity(identity), "EA");
    cr_expect_str_eq(toegang_identity_authentication(identity), "reverse proxy");
    cr_expect_eq(toegang_identity_until(identity), 1795428000);
    toegang_identity_free(identity);
}

Test(identity, what_is_no_statement)
{
    toegang_statement rows[6];
    toegang_identity *identity = NULL;
    for (size_t i = 0; i < 6; i++) rows[i] = usual();
    rows[0].size = 8;
    rows[1].holder = (toegang_rrn){0};
    rows[2].holder.digits[10] = '9';
    rows[3].holder.kind = TOEGANG_RRN_BIS;
    rows[4].assurance = (toegang_assurance)4;
    rows[5].assurance = (toegang_assurance)-1;
    for (size_t i = 0; i < 6; i++) {
        toegang_report report = {0};
        cr_expect_eq(toegang_identity_attest(&rows[i], &identity, &report), TOEGANG_MISUSE, "row %zu", i);
        cr_expect_str_eq(report.check, "library.misuse");
    }
    toegang_statement good = usual();
    cr_expect_eq(toegang_identity_attest(NULL, &identity, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_identity_attest(&good, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_null(identity);
    toegang_identity_free(NULL);
}

Test(identity, names_of_assurances)
{
    static const char *const names[] = {"none", "low", "substantial", "high", "none"};
    for (unsigned i = 0; i < 5; i++) cr_expect_str_eq(toegang_assurance_name((toegang_assurance)i), names[i]);
}

Test(identity, assurances_by_name)
{
    static const struct {
        const char *name;
        int expected; /* -1: no name */
    } rows[] = {{"none", 0}, {"low", 1}, {"substantial", 2}, {"high", 3}, {"", -1}, {"hig", -1}, {"highest", -1},
                {"High", -1}, {" high", -1}, {"low ", -1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_assurance came = (toegang_assurance)7;
        int found = toegang_assurance_named(rows[i].name, strlen(rows[i].name), &came);
        cr_expect_eq(found, rows[i].expected >= 0, "%s", rows[i].name);
        cr_expect_eq((int)came, found ? rows[i].expected : 7, "%s", rows[i].name);
    }
    toegang_assurance came = TOEGANG_ASSURANCE_LOW;
    cr_expect(toegang_assurance_named("highest", 4, &came), "only as many characters");
    cr_expect_eq(came, TOEGANG_ASSURANCE_HIGH);
    cr_expect_not(toegang_assurance_named("high\0", 5, &came), "a NUL is no end");
    cr_expect_not(toegang_assurance_named(NULL, 0, &came));
    cr_expect_not(toegang_assurance_named("high", 4, NULL));
}
