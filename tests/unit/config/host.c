/* SPDX-License-Identifier: Apache-2.0 */
/* Directories of the program itself, where the configuration says `host`. */
#include "folder.h"

#include <toegang/sys/directory.h>

#include "internal.h"

TestSuite(host, .init = folder_make, .fini = folder_remove);

static struct problems found;

/* ---- a directory that counts ---- */

struct own {
    unsigned closed, asked;
    int64_t patience_ms;
    toegang_status answer;
};

static toegang_status read_own(void *self, const toegang_directory_question *question,
                               toegang_fact_sink *sink, void *context, toegang_report *report)
{
    struct own *own = self;
    toegang_fact fact = {.size = sizeof fact,
                         .kind = question->kind,
                         .code = "10006",
                         .eloket = "",
                         .context = "",
                         .from = TOEGANG_ALWAYS,
                         .until = TOEGANG_NEVER,
                         .granted_as = "",
                         .granted_at = TOEGANG_ALWAYS,
                         .source = "own",
                         .as_of = TOEGANG_ALWAYS};
    own->asked++;
    own->patience_ms = question->patience_ms;
    if (own->answer != TOEGANG_GOOD) {
        *report =
            (toegang_report){.status = own->answer, .check = "own.down", .expected = "up", .came = "down"};
        return own->answer;
    }
    if (question->kind != TOEGANG_FACT_FUNCTION) return TOEGANG_GOOD;
    fact.organisation = question->organisation;
    cr_assert_eq(toegang_rrn_parse("85073003328", 11, 0, &fact.holder, NULL), TOEGANG_GOOD);
    return sink(context, &fact);
}

static toegang_status write_own(void *self, int64_t patience_ms, toegang_change_body *body, void *context,
                                toegang_report *report)
{
    (void)self, (void)patience_ms, (void)body, (void)context, (void)report;
    return TOEGANG_GOOD;
}

static uint64_t generation_own(void *self)
{
    return ((struct own *)self)->asked;
}

static void close_own(void *self)
{
    ((struct own *)self)->closed++;
}

static const toegang_directory_class own_class = {.size = sizeof own_class,
                                                  .flags = TOEGANG_DIRECTORY_WRITES,
                                                  .name = "own",
                                                  .read = read_own,
                                                  .write = write_own,
                                                  .close = close_own,
                                                  .generation = generation_own};

static toegang_directory *own_new(struct own *own)
{
    toegang_directory *directory = NULL;
    cr_assert_eq(toegang_directory_new(&own_class, own, &directory, NULL), TOEGANG_GOOD);
    return directory;
}

/* ---- what goes together ---- */

enum { KBO = 1 << TOEGANG_KBO, BTB = 1 << TOEGANG_BTB, ROLLEN = 1 << TOEGANG_ROLLENBEHEER };

static const struct row {
    const char *text;
    unsigned given;
    const char *check;
    unsigned line, column;
    const char *expected, *came;
    size_t count;
} rows[] = {
    {"directories: {kbo: host}\n", KBO, "", 0, 0, "", "", 0},
    {"directories: {kbo: host, btb: host}\n", KBO | BTB, "", 0, 0, "", "", 0},
    {"directories: {kbo: {source: host, cache: {}, breaker: {}, patience: 1s}}\n", KBO, "", 0, 0, "", "", 0},
    {"directories: {kbo: {first: [host, {union: [host, \"yaml:kbo.yaml\"]}]}}\n", KBO, "", 0, 0, "", "", 0},
    {"directories: {kbo: \"yaml:kbo.yaml\"}\n", 0, "", 0, 0, "", "", 0},
    {"directories: {kbo: host}\n", 0, "config.directory.host", 1, 20, "a directory that the program gives",
     "kbo", 1},
    {"directories: {kbo: host, rollenbeheer: host}\n", KBO, "config.directory.host", 1, 40,
     "a directory that the program gives", "rollenbeheer", 1},
    {"directories: {kbo: {union: [\"yaml:kbo.yaml\", host]}}\n", 0, "config.directory.host", 1, 20,
     "a directory that the program gives", "kbo", 1},
    {"directories: {kbo: \"yaml:kbo.yaml\"}\n", KBO, "config.directory.host", 1, 20, "host", "kbo", 1},
    {"directories: {kbo: host}\n", KBO | ROLLEN, "config.directory.host", 1, 1, "host", "rollenbeheer", 1},
    {"e-lokets: {a: {htb: automatic}}\n", BTB, "config.directory.host", 0, 0, "host", "btb", 1},
    {"directories: {kbo: hosts}\n", KBO, "config.directory.adapter", 1, 20, NULL, NULL, 1},
    {"directories: {kbo: \"host:\"}\n", KBO, "config.directory.adapter", 1, 20, NULL, NULL, 1},
    {"directories: {kbo: \"host:x\"}\n", KBO, "config.directory.adapter", 1, 20, NULL, NULL, 1},
    {"directories: {kbo: {source: host, query: x}}\n", KBO, "config.key.unknown", 1, 35, NULL, NULL, 1},
    {"directories: {kbo: {source: host, first: [host, host]}}\n", KBO, "config.directory.source", 1, 20, NULL,
     NULL, 1},
};

static void expect_row(const struct row *row, int strict)
{
    struct own own[TOEGANG_REGISTERS] = {{0}};
    toegang_directory *registers[TOEGANG_REGISTERS] = {NULL};
    toegang *all = NULL;
    toegang_report report = {0};
    found.count = 0;
    for (unsigned i = 0; i < TOEGANG_REGISTERS; i++)
        if (row->given & (1U << i)) registers[i] = own_new(&own[i]);
    toegang_status status = toegang_open_with(folder_write("toegang.yaml", row->text), strict, registers,
                                              problems_take, &found, &all, &report);
    cr_expect_eq(status, *row->check ? TOEGANG_CONFIGURATION : TOEGANG_GOOD, "%s: %s", row->text,
                 report.check);
    cr_expect_str_eq(report.check, row->check, "%s: %s", row->text, report.check);
    cr_expect(report.line == row->line && report.column == row->column, "%s: %u:%u", row->text, report.line,
              report.column);
    if (row->expected) cr_expect_str_eq(report.expected, row->expected, "%s: %s", row->text, report.expected);
    if (row->came) cr_expect_str_eq(report.came, row->came, "%s: %s", row->text, report.came);
    cr_expect_eq(found.count, row->count, "%s: %zu problems", row->text, found.count);
    toegang_free(all);
    for (unsigned i = 0; i < TOEGANG_REGISTERS; i++) {
        unsigned closed = registers[i] && all ? 1 : 0;
        cr_expect_eq(own[i].closed, closed, "%s: closed %u times", row->text, own[i].closed);
        if (!all) toegang_directory_free(registers[i]);
    }
}

Test(host, a_directory_of_the_program_and_its_word_in_the_configuration_go_together)
{
    folder_write("kbo.yaml", "functions: []\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int strict = 0; strict <= 1; strict++) expect_row(&rows[i], strict);
}

Test(host, the_command_and_other_programs_without_directories_cannot_open_it)
{
    const char *path = folder_write("toegang.yaml", "directories: {kbo: host}\n");
    toegang *all = NULL;
    toegang_report report = {0};
    cr_expect_eq(toegang_open(path, NULL, NULL, &all, &report), TOEGANG_CONFIGURATION);
    cr_expect_str_eq(report.check, "config.directory.host");
    cr_expect_eq(toegang_open_with(path, 0, NULL, NULL, NULL, &all, NULL), TOEGANG_CONFIGURATION);
    cr_expect_eq(toegang_open_with(NULL, 0, NULL, NULL, NULL, &all, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_open_with(path, 0, NULL, NULL, NULL, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_null(all);
}

/* ---- what is asked ---- */

static toegang_status count_row(void *context, const toegang_representation *row)
{
    cr_expect_str_eq(row->fact->source, "own");
    ++*(unsigned *)context;
    return TOEGANG_GOOD;
}

Test(host, it_is_asked_for_every_register_that_it_stands_for_and_closed_once)
{
    struct own own = {0};
    toegang_directory *directory = own_new(&own);
    toegang_directory *const registers[TOEGANG_REGISTERS] = {directory, directory};
    toegang_organisation organisation;
    toegang_report report = {0};
    toegang *all = NULL;
    unsigned count = 0;
    const char *path =
        folder_write("toegang.yaml", "directories: {kbo: {source: host, patience: 70ms}, btb: host}\n");
    cr_assert_eq(toegang_open_with(path, 1, registers, NULL, NULL, &all, &report), TOEGANG_GOOD, "%s",
                 report.check);
    cr_assert_eq(toegang_kbo_parse("0999999922", 10, &organisation, NULL), TOEGANG_GOOD);
    cr_expect_eq(toegang_represent(all, &organisation, NULL, 1000000, count_row, &count, &report),
                 TOEGANG_GOOD, "%s", report.check);
    cr_expect_eq(count, 1);
    cr_expect_geq(own.asked, 2);
    cr_expect_eq(toegang_directory_writer(all->layer, TOEGANG_KBO), directory);
    cr_expect_null(toegang_directory_writer(all->layer, TOEGANG_ROLLENBEHEER));
    own.answer = TOEGANG_UNAVAILABLE;
    cr_expect_eq(toegang_represent(all, &organisation, NULL, 1000000, count_row, &count, &report),
                 TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "own.down");
    toegang_free(all);
    cr_expect_eq(own.closed, 1);
}

static toegang_status count_fact(void *context, const toegang_fact *fact)
{
    (void)fact;
    ++*(unsigned *)context;
    return TOEGANG_GOOD;
}

Test(host, its_patience_is_that_of_a_question_that_names_none)
{
    static const struct {
        int64_t asked, came;
    } patiences[] = {{0, 70}, {5, 5}, {400, 400}};
    struct own own = {0};
    toegang_directory *const registers[TOEGANG_REGISTERS] = {own_new(&own)};
    toegang_directory_question question = {
        .size = sizeof question, .reg = TOEGANG_KBO, .kind = TOEGANG_FACT_FUNCTION};
    toegang *all = NULL;
    unsigned count = 0;
    const char *path = folder_write("toegang.yaml", "directories: {kbo: {source: host, patience: 70ms}}\n");
    cr_assert_eq(toegang_kbo_parse("0999999922", 10, &question.organisation, NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_open_with(path, 0, registers, NULL, NULL, &all, NULL), TOEGANG_GOOD);
    for (size_t i = 0; i < sizeof patiences / sizeof *patiences; i++) {
        question.patience_ms = patiences[i].asked;
        cr_expect_eq(toegang_directory_read(all->layer, &question, count_fact, &count, NULL), TOEGANG_GOOD);
        cr_expect_eq(own.patience_ms, patiences[i].came, "%d: %d", (int)patiences[i].asked,
                     (int)own.patience_ms);
    }
    cr_expect_eq(count, 3);
    toegang_free(all);
}
