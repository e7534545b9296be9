/* SPDX-License-Identifier: Apache-2.0 */
/* Searches: order, ends, limits. That they find what is permitted: tests/conformance/search. */
#include "folder.h"

#include <toegang/search.h>
#include <toegang/sys/directory.h>
#include <toegang/sys/identity.h>

TestSuite(toegang_search, .init = folder_make, .fini = folder_remove);

#define AT 1795428000 /* 2026-11-23T10:00:00Z */

static toegang *open_world(const char *facts, const char *config)
{
    toegang *all = NULL;
    toegang_report report = {0};
    folder_write("facts.yaml", facts);
    cr_assert_eq(toegang_open_strict(folder_write("toegang.yaml", config), NULL, NULL, &all, &report),
                 TOEGANG_GOOD, "%s %s", report.check, report.came);
    return all;
}

static toegang_identity *person(const char *text)
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

static toegang_status take(void *context, const toegang_found *found)
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

/* ---- what candidates share is asked once ---- */

struct counted {
    toegang_directory *inside;
    unsigned reads, of_any_age;
};

static toegang_status read_counted(void *self, const toegang_directory_question *question,
                                   toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct counted *counted = self;
    counted->reads++;
    counted->of_any_age += question->since == 0;
    return toegang_directory_read(counted->inside, question, sink, context, report);
}

static void close_counted(void *self)
{
    struct counted *counted = self;
    toegang_directory_free(counted->inside);
}

static const toegang_directory_class counting = {
    .size = sizeof counting, .name = "counting", .read = read_counted, .close = close_counted};

/* A world with registers of the host's. */
static toegang *open_hosted(const char *config, int strict, toegang_directory *registers[TOEGANG_REGISTERS])
{
    toegang *all = NULL;
    cr_assert_eq(
        toegang_open_with(folder_write("toegang.yaml", config), strict, registers, NULL, NULL, &all, NULL),
        TOEGANG_GOOD);
    return all;
}

/* Who may read at "two" for the one organisation. */
static void search_readers(const toegang *all, struct found *found)
{
    toegang_question question = {.size = sizeof question, .eloket = "two", .right = "read", .at = AT};
    cr_assert_eq(toegang_kbo_parse("0999999922", 10, &question.organisation, NULL), TOEGANG_GOOD);
    cr_expect_eq(toegang_search_holders(all, &question, TOEGANG_ASSURANCE_NONE, NULL, take, found, NULL),
                 TOEGANG_GOOD);
}

/* Fifty who have the right of one organisation: its functions and its HTBs are asked once, each right by
 * itself. */
Test(toegang_search, what_candidates_share_is_asked_once)
{
    static char facts[8192];
    struct counted kbo = {0}, rights = {0};
    toegang_directory *registers[TOEGANG_REGISTERS] = {NULL};
    struct found found = {0};
    char *at = stpcpy(facts, "rights:\n");
    for (unsigned i = 2; i < 52; i++) {
        unsigned number = 900101000 + i;
        at += sprintf(at,
                      "  - {holder: \"%u%02u\", organisation: \"0999.999.922\", eloket: two, right: read}\n",
                      number, 97 - number % 97);
    }
    const char *path = folder_write("facts.yaml", facts);
    cr_assert_eq(toegang_directory_yaml_open(path, NULL, &kbo.inside, NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_directory_yaml_open(path, NULL, &rights.inside, NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_directory_new(&counting, &kbo, &registers[TOEGANG_KBO], NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_directory_new(&counting, &rights, &registers[TOEGANG_GEBRUIKERSBEHEER], NULL),
                 TOEGANG_GOOD);
    const char *config = "directories: {kbo: host, gebruikersbeheer: host}\n"
                         "e-lokets: {two: {legal-representative: automatic, rights: [read, write]}}\n";
    toegang *all = open_hosted(config, 1, registers);
    search_readers(all, &found);
    cr_expect_eq(found.count, 50);
    cr_expect_eq(kbo.reads, 1, "%u", kbo.reads);
    cr_expect_eq(rights.reads, 51, "%u", rights.reads);
    toegang_free(all);
}

static toegang_status read_nothing(void *self, const toegang_directory_question *question,
                                   toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct counted *counted = self;
    (void)question, (void)sink, (void)context;
    counted->reads++;
    report->status = TOEGANG_UNAVAILABLE;
    strcpy(report->check, "directory.connection");
    return TOEGANG_UNAVAILABLE;
}

static const toegang_directory_class silent = {.size = sizeof silent, .name = "silent", .read = read_nothing};

/* A test number in a register is nobody, where the configuration does not let test numbers in. */
Test(toegang_search, test_numbers_are_found_where_they_are_let_in)
{
    static const char *const configs[] = {"", "test-numbers: allow\n"};
    for (size_t i = 0; i < 2; i++) {
        char config[256];
        toegang_directory *registers[TOEGANG_REGISTERS] = {NULL};
        struct found found = {0};
        toegang_fact fact = {.size = sizeof fact,
                             .kind = TOEGANG_FACT_RIGHT,
                             .eloket = "two",
                             .code = "read",
                             .from = TOEGANG_ALWAYS,
                             .until = TOEGANG_NEVER};
        cr_assert_eq(toegang_rrn_parse("85673003360", 11, TOEGANG_RRN_ALLOW_TEST, &fact.holder, NULL),
                     TOEGANG_GOOD);
        cr_assert_eq(toegang_kbo_parse("0999999922", 10, &fact.organisation, NULL), TOEGANG_GOOD);
        cr_assert_eq(toegang_directory_memory_new(&fact, 1, &registers[TOEGANG_GEBRUIKERSBEHEER], NULL),
                     TOEGANG_GOOD);
        snprintf(config, sizeof config,
                 "%sdirectories: {gebruikersbeheer: host}\ne-lokets: {two: {rights: [read, write]}}\n",
                 configs[i]);
        toegang *all = open_hosted(config, 1, registers);
        search_readers(all, &found);
        cr_expect_str_eq(found.says, i == 0 ? "" : "033 0999999922 two read");
        toegang_free(all);
    }
}

/* Candidates come from what is as young as the policy asks: an old list could lack one. */
Test(toegang_search, candidates_are_as_young_as_verdicts)
{
    struct counted rights = {0};
    toegang_directory *registers[TOEGANG_REGISTERS] = {NULL};
    struct found found = {0};
    const char *config = "directories: {gebruikersbeheer: host}\n"
                         "e-lokets: {two: {rights: [read, write], staleness: 1h}}\n";
    cr_assert_eq(toegang_directory_yaml_open(folder_write("facts.yaml", FACTS), NULL, &rights.inside, NULL),
                 TOEGANG_GOOD);
    cr_assert_eq(toegang_directory_new(&counting, &rights, &registers[TOEGANG_GEBRUIKERSBEHEER], NULL),
                 TOEGANG_GOOD);
    toegang *all = open_hosted(config, 1, registers);
    toegang_identity *identity = person("90.01.01-004.20");
    toegang_question question = {.size = sizeof question, .identity = identity, .eloket = "two", .at = AT};
    cr_expect_eq(toegang_search_organisations(all, &question, take, &found, NULL), TOEGANG_GOOD);
    cr_expect_gt(rights.reads, 0);
    cr_expect_eq(rights.of_any_age, 0);
    toegang_identity_free(identity);
    toegang_free(all);
}

/* A register that is down, and that no verdict hangs on, is waited for once. */
Test(toegang_search, what_is_down_is_asked_once)
{
    struct counted btb = {0};
    toegang_directory *registers[TOEGANG_REGISTERS] = {NULL};
    struct found found = {0};
    folder_write("facts.yaml", FACTS);
    cr_assert_eq(toegang_directory_new(&silent, &btb, &registers[TOEGANG_BTB], NULL), TOEGANG_GOOD);
    const char *config =
        "directories: {kbo: \"yaml:facts.yaml\", btb: host, gebruikersbeheer: \"yaml:facts.yaml\"}\n"
        "e-lokets: {two: {legal-representative: automatic, rights: [read, write]}}\n";
    toegang *all = open_hosted(config, 0, registers);
    search_readers(all, &found);
    cr_expect_str_eq(found.says, "002 0999999922 two read, 003 0999999922 two read");
    cr_expect_eq(btb.reads, 1, "%u", btb.reads);
    toegang_free(all);
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

Test(toegang_search, what_has_no_whole_list)
{
    static const struct {
        const char *eloket, *check;
        toegang_status status;
    } rows[] = {
        {"everybody", "search.everyone", TOEGANG_UNAVAILABLE},
        {"chain", "search.company-chain", TOEGANG_UNAVAILABLE},
        {"silent", "file.absent", TOEGANG_UNAVAILABLE},
        {"nowhere", "eloket.unknown", TOEGANG_MISUSE},
    };
    toegang *all = NULL;
    folder_write("facts.yaml", FACTS);
    cr_assert_eq(toegang_open(folder_write("toegang.yaml",
                                           "directories: {kbo: \"yaml:facts.yaml\", btb: \"yaml:no.yaml\"}\n"
                                           "e-lokets:\n"
                                           "  everybody: {others: automatic}\n"
                                           "  chain: {legal-representative: automatic, company-chain: 2}\n"
                                           "  silent: {htb: automatic}\n"),
                              NULL, NULL, &all, NULL),
                 TOEGANG_GOOD);
    toegang_identity *identity = person("90.01.01-003.21");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct found found = {0};
        toegang_report report = {0};
        toegang_question question = {
            .size = sizeof question, .identity = identity, .eloket = rows[i].eloket, .at = AT};
        cr_expect_eq(toegang_search_organisations(all, &question, take, &found, &report), rows[i].status,
                     "%s", rows[i].eloket);
        cr_expect_str_eq(report.check, rows[i].check, "%s: %s", rows[i].eloket, report.check);
        cr_expect_eq(found.count, 0);
    }
    toegang_identity_free(identity);
    toegang_free(all);
}

/* A thousand candidates are decided, one more is too many: rights of one person for that many organisations.
 */
Test(toegang_search, candidates_have_a_limit)
{
    static char facts[(size_t)1 << 18];
    for (unsigned more = 0; more < 2; more++) {
        char *at = stpcpy(facts, "rights:\n");
        for (unsigned i = 0; i < TOEGANG_CANDIDATES_MAX - 1 + more; i++)
            at += sprintf(at,
                          "  - {holder: \"90.01.01-003.21\", organisation: \"ovo:OVO%06u\", eloket: two, "
                          "right: read}\n",
                          i);
        toegang *all = open_world(facts, CONFIG);
        toegang_identity *identity = person("90.01.01-003.21");
        struct found found = {0};
        toegang_report report = {0};
        toegang_question question = {
            .size = sizeof question, .identity = identity, .eloket = "two", .at = AT};
        toegang_status status = toegang_search_organisations(all, &question, take, &found, &report);
        cr_expect_eq(status, more ? TOEGANG_UNAVAILABLE : TOEGANG_GOOD, "%s", report.check);
        cr_expect_eq(found.count, more ? 0 : TOEGANG_CANDIDATES_MAX - 1);
        cr_expect_str_eq(report.check, more ? "search.limit" : "");
        toegang_identity_free(identity);
        toegang_free(all);
    }
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
