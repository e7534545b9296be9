/* SPDX-License-Identifier: Apache-2.0 */
/* A small world that is searched, and what is found in it as a text. */
#ifndef TG_TESTS_SEARCHING_H
#define TG_TESTS_SEARCHING_H

#include "folder.h"

#include <toegang/search.h>
#include <toegang/sys/identity.h>

#define AT 1795428000 /* 2026-11-23T10:00:00Z */

static inline toegang *open_world(const char *facts, const char *config)
{
    toegang *all = NULL;
    toegang_report report = {0};
    folder_write("facts.yaml", facts);
    cr_assert_eq(toegang_open_strict(folder_write("toegang.yaml", config), NULL, NULL, &all, &report),
                 TOEGANG_GOOD, "%s %s", report.check, report.came);
    return all;
}

static inline toegang_identity *person(const char *text)
{
    toegang_identity *identity = NULL;
    toegang_statement statement = {.size = sizeof statement};
    cr_assert_eq(toegang_rrn_parse(text, strlen(text), TOEGANG_RRN_ALLOW_TEST, &statement.holder, NULL),
                 TOEGANG_GOOD);
    cr_assert_eq(toegang_identity_attest(&statement, &identity, NULL), TOEGANG_GOOD);
    return identity;
}

struct found {
    char says[1024];
    size_t count;
    toegang_status answer;
};

static inline toegang_status take(void *context, const toegang_found *found)
{
    struct found *into = context;
    size_t used = strlen(into->says);
    cr_expect_eq(found->size, sizeof *found);
    cr_expect_eq(toegang_decision_outcome(found->decision), TOEGANG_OUTCOME_PERMIT);
    snprintf(into->says + used, sizeof into->says - used, "%s%.3s %s %s %s", used ? ", " : "",
             found->holder.digits + 6, found->organisation.value, found->eloket,
             found->right ? found->right : "-");
    into->count++;
    return into->answer;
}

#define FACTS \
    "functions:\n" \
    "  - {holder: \"90.01.01-003.21\", organisation: \"0999.999.922\", code: \"10007\"}\n" \
    "  - {holder: \"90.01.01-003.21\", organisation: \"0999.999.823\", code: \"10007\", until: " \
    "2026-01-31}\n" \
    "rights:\n" \
    "  - {holder: \"90.01.01-002.22\", organisation: \"0999.999.922\", eloket: two, right: read}\n" \
    "  - {holder: \"90.01.01-003.21\", organisation: \"0999.999.724\", eloket: two, right: write}\n" \
    "  - {holder: \"90.01.01-003.21\", eloket: own, right: visit}\n"
#define CONFIG \
    "directories: {kbo: \"yaml:facts.yaml\", btb: \"yaml:facts.yaml\", gebruikersbeheer: " \
    "\"yaml:facts.yaml\"}\n" \
    "e-lokets:\n" \
    "  one: {legal-representative: automatic, others: never}\n" \
    "  two: {legal-representative: automatic, rights: [read, write]}\n" \
    "  own: {self: with-right, others: never}\n"

#endif
