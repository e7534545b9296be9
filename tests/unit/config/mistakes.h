/* SPDX-License-Identifier: Apache-2.0 */
/* What tests of configurations share: files that one names, and rows of texts with what is wrong in each. */
#ifndef TG_TESTS_MISTAKES_H
#define TG_TESTS_MISTAKES_H

#include "folder.h"

#include "forge.h"
#include "forge_token.h"

/* Providers that open; rows break them in one way each. */
#define SAML \
    "trust:\n" \
    "  - entity-id: https://idp.example/saml\n" \
    "    metadata: idp.xml\n" \
    "    audience: https://eloket.example/saml\n" \
    "    recipient: https://eloket.example/saml/acs\n"

#define TOKENS \
    "trust:\n" \
    "  - issuer: https://op.example\n" \
    "    jwks: jwks.json\n" \
    "    algorithms: [RS256, ES256]\n" \
    "    audience: e-loket\n"

#define HEX "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF"

struct row {
    const char *text;
    const char *check; /* of the first problem; "" for none */
    unsigned line, column;
    const char *expected; /* NULL: whatever */
    size_t count;         /* problems */
};

/* What an issuer of tokens needs, and what it must not have. */
static inline void write_keys(void)
{
    static const char *const names[] = {"idp", "idp-p256"};
    char *jwks = forge_jwks(names, 2), *pem = forge_key_pem("idp-3072");
    folder_write("jwks.json", jwks);
    chmod(folder_write("own.pem", pem), 0640);
    chmod(folder_write("open.pem", pem), 0644);
    chmod(folder_write("secret.txt", "a secret of at least thirty-two octets\n"), 0600);
    chmod(folder_write("secret.hex", HEX "\n"), 0600);
    chmod(folder_write("open.hex", HEX "\n"), 0640);
    free(jwks), free(pem);
}

static inline void write_world(void)
{
    const struct forge_key *keys[] = {forge_key("idp")};
    char *metadata = forge_metadata(keys, 1, FORGE_ISSUER);
    folder_write("idp.xml", metadata);
    write_keys();
    folder_write("kbo.yaml", "functions: []\n");
    free(metadata);
}

static struct problems found;

static inline void expect_row(const struct row *row)
{
    toegang *all = NULL;
    toegang_report report = {0};
    found.count = 0;
    toegang_status status =
        toegang_open_strict(folder_write("toegang.yaml", row->text), problems_take, &found, &all, &report);
    cr_expect_eq(status, *row->check ? TOEGANG_CONFIGURATION : TOEGANG_GOOD, "%s: %d %s", row->text, status,
                 report.check);
    cr_expect_eq(all != NULL, !*row->check, "%s", row->text);
    cr_expect_str_eq(report.check, row->check, "%s: %s", row->text, report.check);
    cr_expect_eq(report.line, row->line, "%s: line %u", row->text, report.line);
    cr_expect_eq(report.column, row->column, "%s: column %u", row->text, report.column);
    cr_expect_eq(found.count, row->count, "%s: %zu problems", row->text, found.count);
    if (row->expected) cr_expect_str_eq(report.expected, row->expected, "%s: %s", row->text, report.expected);
    toegang_free(all);
}

static inline void expect_rows(const struct row *rows, size_t count)
{
    write_world();
    for (size_t i = 0; i < count; i++) expect_row(&rows[i]);
}

#endif
