/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens of every kind, and what is answered to them. */
#ifndef TOKENS_H
#define TOKENS_H

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

#include <toegang/message.h>

#include "forge_issuer.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* The claims of the kind with one text in them replaced, and the check that must fall; "": none. */
struct token_row {
    const char *name, *from, *to, *check;
};

static inline const char *token_typ(toegang_token_kind kind)
{
    static const char *const typs[] = {NULL, NULL, "at+jwt", "JWT", "token-introspection+jwt", "logout+jwt"};
    return typs[kind];
}

static inline char *token_claims(toegang_token_kind kind)
{
    static const char *const files[] = {
        "", "id.json", "access.json", "userinfo.json", "introspection.json", "logout.json"};
    return forge_file(files[kind]);
}

static inline toegang_trust *token_trust_of(const toegang_token_issuer *issuers, size_t count)
{
    toegang_trust *trust = NULL;
    toegang_report report = {0};
    const toegang_trust_settings settings = {
        .size = sizeof settings, .issuers = issuers, .issuer_count = count};
    cr_assert_eq(toegang_trust_new(&settings, &trust, &report), TOEGANG_GOOD, "%s: %s", report.check,
                 report.came);
    return trust;
}

/* The usual issuer with all his keys. */
static inline toegang_trust *token_trust(void)
{
    static const char *const names[] = {"idp", "idp-next", "idp-p256", "idp-p384", "idp-p521", FORGE_ED25519};
    char *keys = forge_jwks(names, LENGTH(names));
    const toegang_token_issuer issuer = forge_issuer(keys);
    toegang_trust *trust = token_trust_of(&issuer, 1);
    free(keys);
    return trust;
}

/* What the last answer expected and what came. */
static toegang_report token_report;

/* The check that falls; "" when somebody is identified. *out may be NULL. */
static inline const char *token_answer(const toegang_trust *trust, const char *token,
                                       const toegang_expected *expected, toegang_time at,
                                       toegang_identity **out)
{
    toegang_identity *identity = NULL;
    token_report = (toegang_report){0};
    toegang_status status =
        toegang_verify_jwt(trust, token, strlen(token), expected, at, &identity, &token_report);
    cr_expect_eq(identity != NULL, status == TOEGANG_GOOD);
    cr_expect_eq(status, token_report.status);
    cr_expect(status >= TOEGANG_GOOD, "%s: %s", token_report.check, token_report.came);
    if (out)
        *out = identity;
    else
        toegang_identity_free(identity);
    return token_report.check;
}

static inline const char *token_logout(const toegang_trust *trust, const char *token, toegang_time at,
                                       toegang_logout **out)
{
    toegang_logout *logout = NULL;
    token_report = (toegang_report){0};
    toegang_status status =
        toegang_verify_logout_token(trust, token, strlen(token), at, &logout, &token_report);
    cr_expect_eq(logout != NULL, status == TOEGANG_GOOD);
    cr_expect(status >= TOEGANG_GOOD, "%s: %s", token_report.check, token_report.came);
    if (out)
        *out = logout;
    else
        toegang_logout_free(logout);
    return token_report.check;
}

/* A token of that kind with one text replaced; NULL: as it is. */
static inline char *token_of(toegang_token_kind kind, const char *from, const char *to)
{
    const struct forge_token how = {.typ = token_typ(kind)};
    char *usual = token_claims(kind), *claims = from ? forge_replace(usual, from, to) : strdup(usual);
    char *token = forge_token(claims, &how);
    free(usual), free(claims);
    return token;
}

static inline void token_check(const toegang_trust *trust, const toegang_expected *expected, toegang_time at,
                               const struct token_row *row)
{
    char *token = token_of(expected->kind, row->from, row->to);
    const char *check = expected->kind == TOEGANG_TOKEN_LOGOUT
                            ? token_logout(trust, token, at, NULL)
                            : token_answer(trust, token, expected, at, NULL);
    cr_expect_str_eq(check, row->check, "%s: %s, not %s (expected %s, came %s)", row->name, check, row->check,
                     token_report.expected, token_report.came);
    free(token);
}

static inline void token_rows(toegang_token_kind kind, const struct token_row *rows, size_t count)
{
    toegang_trust *trust = token_trust();
    const toegang_expected expected = forge_expected(kind);
    for (size_t i = 0; i < count; i++) token_check(trust, &expected, FORGE_AT, &rows[i]);
    toegang_trust_free(trust);
}

#endif
