/* SPDX-License-Identifier: Apache-2.0 */
/* Candidates of searches: what is asked for them, and of which there is no whole list. */
#include "searching.h"

#include <toegang/sys/directory.h>

TestSuite(search_candidates, .init = folder_make, .fini = folder_remove);

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
Test(search_candidates, what_candidates_share_is_asked_once)
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
Test(search_candidates, test_numbers_are_found_where_they_are_let_in)
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
Test(search_candidates, candidates_are_as_young_as_verdicts)
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
Test(search_candidates, what_is_down_is_asked_once)
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

Test(search_candidates, what_has_no_whole_list)
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
Test(search_candidates, candidates_have_a_limit)
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
