/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <toegang/message.h>
#include <toegang/sys/identity.h>

#include "tokens.h"
#include "visits.h"

#define PURPOSE "visit https://eloket.example"

static toegang_identity *open_good(const toegang_seal_keys *keys, const toegang_trust *trust,
                                   const char *text, toegang_visit *out)
{
    toegang_identity *identity = NULL;
    toegang_report report = {0};
    *out = (toegang_visit){.size = sizeof *out};
    cr_assert_eq(
        toegang_visit_open(keys, PURPOSE, trust, text, strlen(text), FORGE_AT + 1, out, &identity, &report),
        TOEGANG_GOOD, "%s %s", report.check, report.came);
    cr_expect_eq(out->identity, identity);
    return identity;
}

static void expect_same_roles(const toegang_identity *one, const toegang_identity *other)
{
    size_t found = 0;
    for (size_t i = 0; i < toegang_identity_roles(one); i++) {
        const toegang_role *was = toegang_identity_role(one, i), *is = toegang_identity_role(other, found);
        if (!was->registered) continue;
        cr_assert_not_null(is);
        cr_expect_str_eq(is->claim, was->claim);
        cr_expect_str_eq(is->value, was->value);
        cr_expect_str_eq(is->right, was->right);
        cr_expect_str_eq(is->context, was->context);
        cr_expect_eq(memcmp(&is->organisation, &was->organisation, sizeof is->organisation), 0);
        cr_expect_eq(is->registered, 1);
        found++;
    }
    cr_expect_eq(toegang_identity_roles(other), found);
}

static void expect_same(const toegang_identity *one, const toegang_identity *other)
{
    static const char *(*const texts[])(const toegang_identity *) = {
        toegang_identity_issuer,        toegang_identity_assertion_id, toegang_identity_authentication,
        toegang_identity_capacity,      toegang_identity_given_name,   toegang_identity_family_name,
        toegang_identity_session_index, toegang_identity_name_id,      toegang_identity_key_fingerprint};
    toegang_rrn was = toegang_identity_holder(one), is = toegang_identity_holder(other);
    toegang_organisation for_whom = toegang_identity_organisation(one),
                         now = toegang_identity_organisation(other);
    toegang_session session = toegang_identity_session(one), kept = toegang_identity_session(other);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        cr_expect_str_eq(texts[i](other), texts[i](one));
    cr_expect(toegang_rrn_equal(&was, &is));
    cr_expect_eq(memcmp(&for_whom, &now, sizeof now), 0);
    cr_expect_str_eq(kept.name_id_format, session.name_id_format);
    cr_expect_str_eq(kept.name_qualifier, session.name_qualifier);
    cr_expect_str_eq(kept.sp_name_qualifier, session.sp_name_qualifier);
    cr_expect_eq(toegang_identity_origin(other), toegang_identity_origin(one));
    cr_expect_eq(toegang_identity_assurance(other), toegang_identity_assurance(one));
    cr_expect_eq(toegang_identity_authenticated_at(other), toegang_identity_authenticated_at(one));
    expect_same_roles(one, other);
    cr_expect_eq(toegang_identity_stated_count(other), toegang_identity_stated_count(one));
    for (size_t i = 0; i < toegang_identity_stated_count(one); i++) {
        const toegang_stated *stated = toegang_identity_stated(one, i),
                             *again = toegang_identity_stated(other, i);
        cr_expect_eq(again->kind, stated->kind);
        cr_expect_str_eq(again->claim, stated->claim);
        cr_expect_str_eq(again->value, stated->value);
        cr_expect_eq(memcmp(&again->organisation, &stated->organisation, sizeof stated->organisation), 0);
    }
}

Test(visit, comes_back_as_it_went)
{
    static const struct forge_value roles[] = {
        {"role-1", "subsidie-indienen-a-b:{{organisation}}, OVO000617"},
        {"role-2", "subsidie-indienen:"},
        {"role-3", "subsidie-indienen"},
        {"role-4", "wse-gebruiker-50042-x:y:{{organisation}}"},
        {"role-5", "LoketGebruiker:0999999823"},
    };
    toegang_seal_keys *keys = visits_keys(KEY_A);
    toegang_trust *trust = visits_trust(FORGE_ISSUER, TOEGANG_ASSERTS_RIGHTS);
    for (size_t n = 0; n <= 5; n++) {
        toegang_identity *identity = visits_identity(roles, n);
        toegang_visit visit = visits_begun(identity), opened;
        char text[TOEGANG_SEALED_MAX];
        cr_assert_eq(toegang_visit_seal(keys, PURPOSE, &visit, text, sizeof text, NULL), TOEGANG_GOOD);
        toegang_identity *again = open_good(keys, trust, text, &opened);
        expect_same(identity, again);
        cr_expect_str_eq(opened.id, visit.id);
        cr_expect_eq(opened.chosen, visit.chosen);
        cr_expect_eq(memcmp(&opened.organisation, &visit.organisation, sizeof visit.organisation), 0);
        cr_expect(opened.since == visit.since && opened.until == visit.until && opened.limit == visit.limit);
        cr_expect_eq(toegang_identity_until(again), visit.until, "usable as long as the visit");
        cr_expect_lt(strlen(text), 1200, "%zu characters", strlen(text));
        toegang_identity_free(again);
        toegang_identity_free(identity);
    }
    toegang_trust_free(trust);
    toegang_seal_keys_free(keys);
}

Test(visit, begins_anew_each_time_and_ends_with_the_session)
{
    static const struct {
        const char *session_end; /* FORGE_AT is 10:00:00 */
        int64_t idle, limit;
        toegang_time until, ends;
    } rows[] = {{"2026-11-23T18:00:00Z", 600, 3600, FORGE_AT + 600, FORGE_AT + 3600},
                {"2026-11-23T10:30:00Z", 600, 3600, FORGE_AT + 600, FORGE_AT + 1800 + 60},
                {"2026-11-23T10:05:00Z", 600, 3600, FORGE_AT + 300 + 60, FORGE_AT + 300 + 60},
                {"2026-11-23T18:00:00Z", 7200, 3600, FORGE_AT + 3600, FORGE_AT + 3600},
                {"2026-11-23T18:00:00Z", INT64_MAX, INT64_MAX, FORGE_AT + 28800 + 60, FORGE_AT + 28800 + 60}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct forge_value end = {"session-end", rows[i].session_end};
        toegang_identity *identity = visits_identity(&end, 1);
        toegang_visit visit = {.size = sizeof visit}, other = {.size = sizeof other};
        cr_assert_eq(toegang_visit_begin(identity, FORGE_AT, rows[i].idle, rows[i].limit, &visit, NULL),
                     TOEGANG_GOOD);
        cr_assert_eq(toegang_visit_begin(identity, FORGE_AT, rows[i].idle, rows[i].limit, &other, NULL),
                     TOEGANG_GOOD);
        cr_expect(visit.since == FORGE_AT && visit.until == rows[i].until && visit.limit == rows[i].ends,
                  "row %zu", i);
        cr_expect_eq(strspn(visit.id, "0123456789abcdef"), 32);
        cr_expect_str_neq(visit.id, other.id);
        cr_expect_eq(visit.chosen, 1);
        cr_expect_str_eq(visit.organisation.value, "0999999922");
        toegang_identity_free(identity);
    }
}

/* A host's statement, without an organisation, whose end counts as that of its session. */
static toegang_identity *attested(toegang_time until)
{
    toegang_statement statement = {
        .size = sizeof statement, .assurance = TOEGANG_ASSURANCE_LOW, .until = until};
    toegang_identity *identity = NULL;
    cr_assert_eq(toegang_rrn_parse(FORGE_RRN, 11, 0, &statement.holder, NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_identity_attest(&statement, &identity, NULL), TOEGANG_GOOD);
    return identity;
}

Test(visit, of_a_host_needs_no_trust_and_asserts_nothing)
{
    toegang_seal_keys *keys = visits_keys(KEY_A);
    toegang_identity *identity = attested(FORGE_AT + 30);
    toegang_visit visit = visits_begun(identity), opened;
    char text[TOEGANG_SEALED_MAX];
    cr_expect(visit.chosen == 0 && visit.until == FORGE_AT + 30 && visit.limit == FORGE_AT + 30);
    visit.until = FORGE_AT + 9999;
    visit.chosen = 1;
    cr_assert_eq(toegang_visit_seal(keys, PURPOSE, &visit, text, sizeof text, NULL), TOEGANG_GOOD);
    toegang_identity *again = open_good(keys, NULL, text, &opened);
    expect_same(identity, again);
    cr_expect(opened.until == FORGE_AT + 30, "no later than limit");
    cr_expect(opened.chosen == 1 && opened.organisation.scheme == TOEGANG_SCHEME_NONE, "for oneself");
    cr_expect_eq(toegang_identity_asserts(again), 0);
    toegang_identity_free(again);
    toegang_identity_free(identity);
    toegang_seal_keys_free(keys);
}

/* What may not be used any more begins nothing, whatever an hour of idling would allow. */
Test(visit, begins_while_the_identity_may_be_used)
{
    static const struct {
        toegang_time at;
        toegang_status status;
        const char *check;
    } rows[] = {{FORGE_AT, TOEGANG_GOOD, ""},
                {FORGE_AT + 29, TOEGANG_GOOD, ""},
                {FORGE_AT + 30, TOEGANG_REFUSED, "seal.ended"},
                {TOEGANG_NEVER, TOEGANG_REFUSED, "seal.ended"}};
    toegang_identity *identity = attested(FORGE_AT + 30);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        toegang_visit visit = {.size = sizeof visit};
        toegang_report report = {0};
        cr_expect_eq(toegang_visit_begin(identity, rows[i].at, 600, 3600, &visit, &report), rows[i].status,
                     "row %zu", i);
        cr_expect_str_eq(report.check, rows[i].check, "row %zu", i);
        cr_expect_eq(visit.identity != NULL, rows[i].status == TOEGANG_GOOD, "row %zu", i);
    }
    toegang_identity_free(identity);
}

static const char *judge(const toegang_seal_keys *keys, const char *purpose, const toegang_trust *trust,
                         const char *text, toegang_time at)
{
    static toegang_report report;
    toegang_visit opened = {.size = sizeof opened};
    toegang_identity *identity = NULL;
    report = (toegang_report){0};
    toegang_status status =
        toegang_visit_open(keys, purpose, trust, text, strlen(text), at, &opened, &identity, &report);
    cr_expect(status == report.status && (status == TOEGANG_GOOD) == (identity != NULL));
    cr_expect(status == TOEGANG_GOOD || (!opened.identity && opened.id[0] == '\0'));
    toegang_identity_free(identity);
    return report.check;
}

Test(visit, what_is_refused)
{
    toegang_seal_keys *keys = visits_keys(KEY_A), *others = visits_keys(KEY_B);
    toegang_trust *trust = visits_trust(FORGE_ISSUER, 0),
                  *strangers = visits_trust("https://other.example/saml", 0);
    toegang_identity *identity = visits_identity(NULL, 0);
    toegang_visit visit = visits_begun(identity);
    char text[TOEGANG_SEALED_MAX], foreign[TOEGANG_SEALED_MAX];
    cr_assert_eq(toegang_visit_seal(keys, PURPOSE, &visit, text, sizeof text, NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_seal(keys, PURPOSE, "no visit", 8, visit.until, foreign, sizeof foreign, NULL),
                 TOEGANG_GOOD);
    cr_expect_str_eq(judge(keys, PURPOSE, trust, text, FORGE_AT), "");
    cr_expect_str_eq(judge(keys, PURPOSE, trust, text, visit.until - 1), "");
    cr_expect_str_eq(judge(keys, PURPOSE, trust, text, visit.until), "seal.ended");
    cr_expect_str_eq(judge(keys, "visit https://other.example", trust, text, FORGE_AT), "seal.key");
    cr_expect_str_eq(judge(others, PURPOSE, trust, text, FORGE_AT), "seal.key");
    cr_expect_str_eq(judge(keys, PURPOSE, strangers, text, FORGE_AT), "visit.issuer");
    cr_expect_str_eq(judge(keys, PURPOSE, NULL, text, FORGE_AT), "visit.issuer");
    cr_expect_str_eq(judge(keys, PURPOSE, trust, foreign, FORGE_AT), "visit.form");
    cr_expect_str_eq(judge(keys, PURPOSE, trust, "", FORGE_AT), "seal.form");
    for (size_t i = 0; i < strlen(text); i++) {
        char kept = text[i];
        text[i] = kept == 'A' ? 'B' : 'A';
        const char *check = judge(keys, PURPOSE, trust, text, FORGE_AT);
        cr_expect(strcmp(check, "seal.key") == 0 ||
                      (i + 1 == strlen(text) && strcmp(check, "seal.form") == 0),
                  "character %zu: %s", i, check);
        text[i] = kept;
    }
    toegang_identity_free(identity);
    toegang_trust_free(trust);
    toegang_trust_free(strangers);
    toegang_seal_keys_free(keys);
    toegang_seal_keys_free(others);
}

Test(visit, what_the_issuer_may_assert_is_asked_anew)
{
    static const unsigned rows[] = {0, TOEGANG_ASSERTS_RIGHTS, TOEGANG_ASSERTS_MANDATE,
                                    TOEGANG_ASSERTS_RIGHTS | TOEGANG_ASSERTS_LEGAL_REPRESENTATIVE};
    toegang_seal_keys *keys = visits_keys(KEY_A);
    toegang_identity *identity = visits_identity(NULL, 0);
    toegang_visit visit = visits_begun(identity), opened;
    char text[TOEGANG_SEALED_MAX];
    cr_assert_eq(toegang_visit_seal(keys, PURPOSE, &visit, text, sizeof text, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        toegang_trust *trust = visits_trust(FORGE_ISSUER, rows[i]);
        toegang_identity *again = open_good(keys, trust, text, &opened);
        cr_expect_eq(toegang_identity_asserts(again), rows[i], "row %zu", i);
        toegang_identity_free(again);
        toegang_trust_free(trust);
    }
    toegang_identity_free(identity);
    toegang_seal_keys_free(keys);
}

/* Whoever begins another visit with the identity of an opened one gains nothing: the limit stays. */
Test(visit, begun_from_an_opened_one_ends_no_later)
{
    toegang_seal_keys *keys = visits_keys(KEY_A);
    toegang_trust *trust = visits_trust(FORGE_ISSUER, 0);
    toegang_identity *identity = visits_identity(NULL, 0);
    toegang_visit visit = visits_begun(identity), opened, second = {.size = sizeof second};
    char text[TOEGANG_SEALED_MAX];
    cr_assert_eq(toegang_visit_seal(keys, PURPOSE, &visit, text, sizeof text, NULL), TOEGANG_GOOD);
    toegang_identity *again = open_good(keys, trust, text, &opened);
    cr_assert_eq(toegang_visit_begin(again, FORGE_AT + 1, INT64_MAX, INT64_MAX, &second, NULL), TOEGANG_GOOD);
    cr_expect(second.until == visit.limit && second.limit == visit.limit);
    cr_expect_str_neq(second.id, visit.id);
    toegang_identity_free(again);
    toegang_identity_free(identity);
    toegang_trust_free(trust);
    toegang_seal_keys_free(keys);
}

/* Trust in issuers of tokens alone: that one, who may assert that. */
static toegang_trust *trust_in_tokens(const char *name, unsigned asserts)
{
    static const char *const names[] = {"idp"};
    char *keys = forge_jwks(names, 1);
    toegang_token_issuer issuer = forge_issuer(keys);
    issuer.issuer = name;
    issuer.asserts = asserts;
    toegang_trust *trust = token_trust_of(&issuer, 1);
    free(keys);
    return trust;
}

/* Who signed in by a token that states representation too: of two, of none that we can read, and by a
 * mandate. */
static toegang_identity *identity_of_token(void)
{
    const toegang_expected expected = forge_expected(TOEGANG_TOKEN_ID);
    toegang_trust *trust = trust_in_tokens(FORGE_OP, TOEGANG_ASSERTS_RIGHTS);
    toegang_identity *identity = NULL;
    char *token = token_of(TOEGANG_TOKEN_ID, "\"acr\"",
                           "\"wv_orgcode\":[\"0999999922\",\"OVO002949\",\"BAKKERIJ\"],"
                           "\"ssm_mandaatgever\":\"0999999823\",\"acr\"");
    cr_assert_str_eq(token_answer(trust, token, &expected, FORGE_AT, &identity), "");
    cr_assert_eq(toegang_identity_stated_count(identity), 4);
    toegang_trust_free(trust);
    free(token);
    return identity;
}

static void seal_token(const toegang_seal_keys *keys, char out[TOEGANG_SEALED_MAX])
{
    toegang_identity *identity = identity_of_token();
    toegang_visit visit = visits_begun(identity);
    cr_assert_eq(toegang_visit_seal(keys, PURPOSE, &visit, out, TOEGANG_SEALED_MAX, NULL), TOEGANG_GOOD);
    toegang_identity_free(identity);
}

/* A token's issuer is asked anew too; and a provider of the other kind is another, whatever its name. */
Test(visit, of_a_token_is_of_its_issuer)
{
    static const unsigned rows[] = {0, TOEGANG_ASSERTS_RIGHTS, TOEGANG_ASSERTS_MANDATE};
    toegang_seal_keys *keys = visits_keys(KEY_A);
    toegang_visit opened;
    char text[TOEGANG_SEALED_MAX], of_saml[TOEGANG_SEALED_MAX];
    toegang_identity *of_token = identity_of_token();
    seal_token(keys, text);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        toegang_trust *trust = trust_in_tokens(FORGE_OP, rows[i]);
        toegang_identity *again = open_good(keys, trust, text, &opened);
        expect_same(of_token, again);
        cr_expect_eq(toegang_identity_asserts(again), rows[i], "row %zu", i);
        toegang_identity_free(again);
        toegang_trust_free(trust);
    }
    toegang_identity_free(of_token);
    toegang_identity *identity = visits_identity(NULL, 0);
    toegang_visit visit = visits_begun(identity);
    cr_assert_eq(toegang_visit_seal(keys, PURPOSE, &visit, of_saml, sizeof of_saml, NULL), TOEGANG_GOOD);
    toegang_trust *tokens = trust_in_tokens(FORGE_ISSUER, 7), *saml = visits_trust(FORGE_OP, 7);
    cr_expect_str_eq(judge(keys, PURPOSE, tokens, of_saml, FORGE_AT), "visit.issuer");
    cr_expect_str_eq(judge(keys, PURPOSE, saml, text, FORGE_AT), "visit.issuer");
    toegang_identity_free(identity);
    toegang_trust_free(tokens);
    toegang_trust_free(saml);
    toegang_seal_keys_free(keys);
}

Test(visit, an_assertion_may_be_too_large)
{
    static char name[4000];
    memset(name, 'n', sizeof name - 1);
    const struct forge_value value = {"family-name", name};
    toegang_seal_keys *keys = visits_keys(KEY_A);
    toegang_identity *identity = visits_identity(&value, 1);
    toegang_visit visit = visits_begun(identity);
    char text[TOEGANG_SEALED_MAX];
    toegang_report report = {0};
    cr_expect_eq(toegang_visit_seal(keys, PURPOSE, &visit, text, sizeof text, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "seal.size");
    toegang_identity_free(identity);
    toegang_seal_keys_free(keys);
}

Test(visit, what_cannot_be_asked)
{
    toegang_seal_keys *keys = visits_keys(KEY_A);
    toegang_identity *identity = attested(0), *out = NULL;
    toegang_visit visit = visits_begun(identity), small = {.size = 8}, empty = {.size = sizeof empty};
    char text[TOEGANG_SEALED_MAX];
    cr_expect_eq(toegang_visit_begin(NULL, 1, 1, 1, &visit, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_begin(identity, 1, 0, 1, &visit, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_begin(identity, 1, 1, -1, &visit, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_begin(identity, 1, 1, 1, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_begin(identity, 1, 1, 1, &small, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_seal(NULL, PURPOSE, &visit, text, sizeof text, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_seal(keys, "", &visit, text, sizeof text, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_seal(keys, PURPOSE, NULL, text, sizeof text, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_seal(keys, PURPOSE, &small, text, sizeof text, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_seal(keys, PURPOSE, &empty, text, sizeof text, NULL), TOEGANG_MISUSE);
    visit.id[31] = 'x';
    cr_expect_eq(toegang_visit_seal(keys, PURPOSE, &visit, text, sizeof text, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_open(keys, PURPOSE, NULL, "x", 1, 1, &small, &out, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_open(keys, PURPOSE, NULL, "x", 1, 1, &visit, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_visit_open(NULL, PURPOSE, NULL, "x", 1, 1, &visit, &out, NULL), TOEGANG_MISUSE);
    cr_expect_null(out);
    toegang_identity_free(identity);
    toegang_seal_keys_free(keys);
}
