/* SPDX-License-Identifier: Apache-2.0 */
/* Searches: what is found, in which order, and how they end. That all is found: tests/conformance/search. */
#include "searching.h"

TestSuite(toegang_search, .init = folder_make, .fini = folder_remove);

Test(toegang_search, organisations_holders_and_rights)
{
    toegang *all = open_world(FACTS, CONFIG);
    toegang_identity *identity = person("90.01.01-003.21");
    toegang_question question = {.size = sizeof question, .identity = identity, .eloket = "two", .at = AT};
    struct found found = {0};
    cr_expect_eq(toegang_search_organisations(all, &question, take, &found, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(found.says, "003 0999999724 two -, 003 0999999922 two -");
    found = (struct found){0};
    question.right = "read";
    cr_expect_eq(toegang_search_organisations(all, &question, take, &found, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(found.says, "003 0999999922 two read");
    found = (struct found){0};
    cr_assert_eq(toegang_kbo_parse("0999999922", 10, &question.organisation, NULL), TOEGANG_GOOD);
    cr_expect_eq(toegang_search_holders(all, &question, TOEGANG_ASSURANCE_NONE, NULL, take, &found, NULL),
                 TOEGANG_GOOD);
    cr_expect_str_eq(found.says, "002 0999999922 two read, 003 0999999922 two read");
    found = (struct found){0};
    question.eloket = NULL;
    cr_expect_eq(toegang_search_rights(all, &question, take, &found, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(found.says, "003 0999999922 one read, 003 0999999922 two read", "one names no rights");
    found = (struct found){0};
    question.right = NULL;
    cr_expect_eq(toegang_search_rights(all, &question, take, &found, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(
        found.says,
        "003 0999999922 one -, 003 0999999922 two -, 003 0999999922 two read, 003 0999999922 two write");
    found = (struct found){0};
    question.organisation = (toegang_organisation){.scheme = TOEGANG_SCHEME_NONE};
    cr_expect_eq(toegang_search_rights(all, &question, take, &found, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(found.says, "003  own -, 003  own visit");
    toegang_identity_free(identity);
    toegang_free(all);
}

/* Who represents a company that holds a function may act too, as far as the policy follows companies. */
Test(toegang_search, holders_of_companies)
{
    static const char facts[] =
        "functions:\n"
        "  - {organisation: \"0999.999.922\", code: \"10002\", held-by: \"0999.999.823\"}\n"
        "  - {organisation: \"0999.999.823\", code: \"10002\", held-by: \"0999.999.724\"}\n"
        "  - {holder: \"90.01.01-002.22\", organisation: \"0999.999.823\", code: \"10007\"}\n"
        "  - {holder: \"90.01.01-003.21\", organisation: \"0999.999.724\", code: \"10007\"}\n";
    static const char *const says[] = {"", "002 0999999922 chain -",
                                       "002 0999999922 chain -, 003 0999999922 chain -"};
    for (size_t hops = 0; hops < sizeof says / sizeof *says; hops++) {
        char config[256];
        struct found found = {0};
        snprintf(config, sizeof config,
                 "directories: {kbo: \"yaml:facts.yaml\"}\n"
                 "e-lokets: {chain: {legal-representative: automatic, others: never, company-chain: %zu}}\n",
                 hops);
        toegang *all = open_world(facts, config);
        toegang_question question = {.size = sizeof question, .eloket = "chain", .at = AT};
        cr_assert_eq(toegang_kbo_parse("0999999922", 10, &question.organisation, NULL), TOEGANG_GOOD);
        cr_expect_eq(toegang_search_holders(all, &question, TOEGANG_ASSURANCE_NONE, NULL, take, &found, NULL),
                     TOEGANG_GOOD);
        cr_expect_str_eq(found.says, says[hops], "%zu hops: %s", hops, found.says);
        toegang_free(all);
    }
}

/* At hand: what lies in memory is found, and what would have to be waited for leaves no list. */
Test(toegang_search, at_hand)
{
    static const char *const waits[] = {
        /* for candidates, and for the decision about one alone */
        "directories: {kbo: \"yaml:facts.yaml\", gebruikersbeheer: \"https://127.0.0.1:1/register\"}\n"
        "e-lokets: {two: {legal-representative: automatic, rights: [read, write]}}\n",
        "directories: {kbo: \"yaml:facts.yaml\", btb: \"https://127.0.0.1:1/register\"}\n"
        "e-lokets: {two: {legal-representative: automatic, rights: [read, write]}}\n"};
    toegang_identity *identity = person("90.01.01-003.21");
    toegang_question question = {
        .size = sizeof question, .identity = identity, .eloket = "two", .at = AT, .at_hand = 1};
    toegang_report report = {0};
    struct found found = {0};
    toegang *all = open_world(FACTS, CONFIG);
    cr_expect_eq(toegang_search_organisations(all, &question, take, &found, NULL), TOEGANG_GOOD);
    cr_expect_eq(found.count, 2);
    toegang_free(all);
    for (size_t i = 0; strstr(toegang_adapters(), "http") && i < sizeof waits / sizeof *waits; i++) {
        all = open_world(FACTS, waits[i]);
        report = (toegang_report){0};
        cr_expect_eq(toegang_search_organisations(all, &question, take, &found, &report), TOEGANG_UNAVAILABLE,
                     "%zu", i);
        cr_expect_str_eq(report.check, "directory.at-hand", "%zu: %s", i, report.check);
        toegang_free(all);
    }
    cr_expect_eq(found.count, 2);
    toegang_identity_free(identity);
}

/* The status of the sink ends it, and is returned. */
Test(toegang_search, the_sink_may_end_it)
{
    toegang *all = open_world(FACTS, CONFIG);
    toegang_identity *identity = person("90.01.01-003.21");
    toegang_question question = {.size = sizeof question, .identity = identity, .eloket = "two", .at = AT};
    struct found found = {.answer = TOEGANG_REFUSED};
    cr_expect_eq(toegang_search_organisations(all, &question, take, &found, NULL), TOEGANG_REFUSED);
    cr_expect_eq(found.count, 1);
    toegang_identity_free(identity);
    toegang_free(all);
}

Test(toegang_search, misuse)
{
    toegang *all = open_world(FACTS, CONFIG);
    toegang_identity *identity = person("90.01.01-003.21"), *test = person("85.67.30-033.60");
    toegang_question good = {.size = sizeof good, .identity = identity, .eloket = "two", .at = AT}, bad;
    toegang_report report = {0};
    struct found found = {0};
    cr_expect_eq(toegang_search_organisations(all, &good, NULL, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_search_organisations(NULL, &good, take, &found, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_search_rights(all, NULL, take, &found, NULL), TOEGANG_MISUSE);
    bad = good, bad.size = 8;
    cr_expect_eq(toegang_search_holders(all, &bad, TOEGANG_ASSURANCE_NONE, NULL, take, &found, NULL),
                 TOEGANG_MISUSE);
    bad = good, bad.identity = NULL;
    cr_expect_eq(toegang_search_rights(all, &bad, take, &found, NULL), TOEGANG_MISUSE);
    bad = good, bad.eloket = NULL;
    cr_expect_eq(toegang_search_organisations(all, &bad, take, &found, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_search_holders(all, &bad, TOEGANG_ASSURANCE_NONE, NULL, take, &found, NULL),
                 TOEGANG_MISUSE);
    bad = good, bad.right = "raed";
    cr_expect_eq(toegang_search_rights(all, &bad, take, &found, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_search_organisations(all, &bad, take, &found, &report), TOEGANG_MISUSE);
    cr_expect_str_eq(report.check, "right.unknown");
    bad = good, bad.identity = test, report = (toegang_report){0};
    cr_expect_eq(toegang_search_organisations(all, &bad, take, &found, &report), TOEGANG_MISUSE);
    cr_expect_str_eq(report.check, "question.test");
    bad = good, bad.context = "", report = (toegang_report){0};
    cr_expect_eq(toegang_search_organisations(all, &bad, take, &found, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "right.context");
    cr_expect_eq(found.count, 0);
    toegang_identity_free(test);
    toegang_identity_free(identity);
    toegang_free(all);
}
