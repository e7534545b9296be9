/* SPDX-License-Identifier: Apache-2.0 */
/* Decisions at hand, for who may not wait; and who remembers which assertions were used. */
#include "folder.h"

#include <toegang/sys/directory.h>
#include <toegang/sys/identity.h>

TestSuite(at_hand, .init = folder_make, .fini = folder_remove);

#define AT 1795428000 /* 2026-11-23T10:00:00Z */
#define HEX "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static toegang_status read_slowly(void *self, const toegang_directory_question *question,
                                  toegang_fact_sink *sink, void *context, toegang_report *report)
{
    (void)sink, (void)context, (void)report;
    cr_expect_eq(question->at_hand, 0);
    ++*(unsigned *)self;
    return TOEGANG_GOOD;
}

static const toegang_directory_class slow_class = {
    .size = sizeof slow_class, .name = "slow", .read = read_slowly};

static toegang *open_with(const char *text, unsigned *asked)
{
    toegang *all = NULL;
    toegang_report report = {0};
    toegang_directory *registers[TOEGANG_REGISTERS] = {NULL};
    folder_write(
        "kbo.yaml",
        "functions:\n  - {holder: \"85.07.30-033.28\", organisation: \"0999.999.922\", code: \"10007\"}\n");
    chmod(folder_write("key", HEX), 0600);
    if (strstr(text, "host"))
        cr_assert_eq(toegang_directory_new(&slow_class, asked, &registers[TOEGANG_BTB], NULL), TOEGANG_GOOD);
    toegang_status status =
        toegang_open_with(folder_write("toegang.yaml", text), 0, registers, NULL, NULL, &all, &report);
    cr_assert_eq(status, TOEGANG_GOOD, "%s: %s %s", text, report.check, report.came);
    return all;
}

static toegang_status ask(const toegang *all, const char *eloket, int at_hand, toegang_report *report)
{
    toegang_decision *decision = NULL, *before = NULL;
    toegang_identity *identity = NULL;
    toegang_statement who = {.size = sizeof who};
    toegang_question question = {.size = sizeof question, .eloket = eloket, .at = AT, .at_hand = at_hand};
    cr_assert_eq(toegang_rrn_parse("85073003328", 11, 0, &who.holder, NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_identity_attest(&who, &identity, NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_kbo_parse("0999999922", 10, &question.organisation, NULL), TOEGANG_GOOD);
    question.identity = identity;
    *report = (toegang_report){0};
    toegang_status status = toegang_check(all, &question, &decision, report);
    if (status == TOEGANG_UNAVAILABLE) cr_expect_eq(decision, before, "untouched");
    toegang_decision_free(decision);
    toegang_identity_free(identity);
    return status;
}

#define OPEN "e-lokets: {open: {legal-representative: automatic}}\n"

Test(at_hand, decisions)
{
    static const struct {
        const char *name, *config, *eloket;
        toegang_status at_hand;
        const char *check;
        toegang_status otherwise;
        unsigned asked;
    } rows[] = {
        {"all in memory", "directories: {kbo: \"yaml:kbo.yaml\"}\n" OPEN, "open", TOEGANG_GOOD, "",
         TOEGANG_GOOD, 0},
        {"a source that waits, though the others would permit",
         "directories: {kbo: \"yaml:kbo.yaml\", btb: host}\n" OPEN, "open", TOEGANG_UNAVAILABLE,
         "directory.at-hand", TOEGANG_GOOD, 1},
        {"a source that is broken is known to be", "directories: {kbo: \"yaml:absent.yaml\"}\n" OPEN, "open",
         TOEGANG_INDETERMINATE, "directory.unavailable", TOEGANG_INDETERMINATE, 0},
        {"a log of decisions",
         "audit: {key: key, file: trail, decisions: yes}\n"
         "directories: {kbo: \"yaml:kbo.yaml\"}\n" OPEN,
         "open", TOEGANG_UNAVAILABLE, "directory.at-hand", TOEGANG_GOOD, 0},
        {"a mistake of the program needs nobody", "directories: {btb: host}\n" OPEN, "opn", TOEGANG_MISUSE,
         "eloket.unknown", TOEGANG_MISUSE, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned asked = 0;
        toegang_report report = {0};
        toegang *all = open_with(rows[i].config, &asked);
        cr_expect_eq(ask(all, rows[i].eloket, 1, &report), rows[i].at_hand, "%s: %s", rows[i].name,
                     report.check);
        cr_expect_str_eq(report.check, rows[i].check, "%s", rows[i].name);
        cr_expect_eq(asked, 0, "%s", rows[i].name);
        cr_expect_eq(ask(all, rows[i].eloket, 0, &report), rows[i].otherwise, "%s: %s", rows[i].name,
                     report.check);
        cr_expect_eq(asked > 0, rows[i].asked, "%s", rows[i].name);
        toegang_free(all);
    }
}

Test(at_hand, who_remembers)
{
    static const struct {
        const char *config;
        int expected;
    } rows[] = {{"e-lokets: {}\n", 1},
                {"replay: memory\n", 1},
                {"replay: \"sqlite:replay.db\"\n", 2},
                {"replay: \"sqlite:absent/replay.db\"\n", 0}};
    cr_expect_eq(toegang_remembers(NULL), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang *all = open_with(rows[i].config, NULL);
        cr_expect_eq(toegang_remembers(all), rows[i].expected, "%s", rows[i].config);
        toegang_free(all);
    }
}
