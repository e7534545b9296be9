/* SPDX-License-Identifier: Apache-2.0 */
#include "directory_sqlite_support.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char folder[32], path[64];

void make_folder(void)
{
    (void)snprintf(folder, sizeof folder, "/tmp/toegang-sqlite-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/facts.db", folder);
}

void remove_file(void)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char name[80];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        (void)snprintf(name, sizeof name, "%s%s", path, ends[i]);
        (void)unlink(name);
    }
}

void remove_folder(void)
{
    remove_file();
    (void)rmdir(folder);
}

int open_empty(void)
{
    return open(path, O_CREAT | O_WRONLY, 0600);
}

void run_statements(const char *statements)
{
    sqlite3 *connection = NULL;
    char *why = NULL;
    cr_assert_eq(sqlite3_open(path, &connection), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(connection, statements, NULL, NULL, &why), SQLITE_OK, "%s: %s", statements,
                 why);
    cr_assert_eq(sqlite3_close(connection), SQLITE_OK);
}

toegang_directory *open_sqlite(const toegang_sql_settings *settings)
{
    toegang_directory *directory = NULL;
    toegang_report report = {0};
    cr_assert_eq(toegang_directory_sqlite_open(path, settings, &directory, &report), TOEGANG_GOOD, "%s",
                 report.check);
    return directory;
}

toegang_directory *new_sqlite(const toegang_sql_settings *settings)
{
    toegang_directory *directory = open_sqlite(settings);
    toegang_report report = {0};
    cr_assert_eq(toegang_directory_migrate(directory, &report), TOEGANG_GOOD, "%s: %s", report.check,
                 report.came);
    return directory;
}

static toegang_rrn rrn_of(const char *text)
{
    toegang_rrn rrn = {.kind = TOEGANG_RRN_NONE};
    if (text)
        cr_assert_eq(toegang_rrn_parse(text, strlen(text), TOEGANG_RRN_ALLOW_TEST, &rrn, NULL), TOEGANG_GOOD);
    return rrn;
}

static toegang_organisation organisation_of(const char *text)
{
    toegang_organisation organisation = {.scheme = TOEGANG_SCHEME_NONE};
    if (text) cr_assert_eq(toegang_organisation_parse(text, strlen(text), &organisation, NULL), TOEGANG_GOOD);
    return organisation;
}

static toegang_fact fact_of(toegang_fact_kind kind, const char *holder, const char *organisation,
                            const char *eloket, const char *code)
{
    return (toegang_fact){.size = sizeof(toegang_fact),
                          .kind = kind,
                          .holder = rrn_of(holder),
                          .organisation = organisation_of(organisation),
                          .eloket = eloket,
                          .code = code,
                          .context = "",
                          .granted_as = "",
                          .source = "",
                          .from = TOEGANG_ALWAYS,
                          .until = TOEGANG_NEVER,
                          .granted_at = TOEGANG_ALWAYS};
}

toegang_fact right_of(const char *holder, const char *organisation, const char *eloket, const char *code)
{
    return fact_of(TOEGANG_FACT_RIGHT, holder, organisation, eloket, code);
}

toegang_fact function_of(const char *holder, const char *organisation, const char *code)
{
    return fact_of(TOEGANG_FACT_FUNCTION, holder, organisation, "", code);
}

void all_facts(toegang_fact out[FACTS])
{
    static const char hostile[] = "'; DROP TABLE toegang_kbo; --\" caf\xc3\xa9 %s ?1 :holder";
    size_t i = 0;
    out[i++] = function_of(ANN, ONE, "10002");
    out[i] = function_of(NULL, ONE, "10006");
    out[i++].held_by = organisation_of(TWO);
    out[i] = function_of(BOB, TWO, "10003");
    out[i++].held_by = organisation_of(ONE);
    out[i++] = function_of(BOB, "ovo:OVO002949", "20090");
    out[i] = fact_of(TOEGANG_FACT_APPOINTMENT, BOB, ONE, "", "htb");
    out[i].granted_by = rrn_of(ANN), out[i].granted_as = "legal-representative", out[i].granted_at = -1;
    out[i].from = -62135596800, out[i++].until = 253402300800;
    out[i] = right_of(ANN, "establishment:2297964444", "loket", "lezen");
    out[i++].context = "50042";
    out[i++] = right_of(ANN, NULL, "loket", "lezen");
    out[i] = right_of(BOB, "school:44021", hostile, hostile);
    out[i].context = hostile, out[i++].granted_as = hostile;
    out[i++] = right_of(BOB, "nis:44021", "loket", "lezen");
    out[i++] = fact_of(TOEGANG_FACT_SUSPENSION, ANN, NULL, "", "");
    out[i++] = fact_of(TOEGANG_FACT_SUSPENSION, BOB, ONE, "", "onderzoek");
    out[i++] = fact_of(TOEGANG_FACT_SUSPENSION, NULL, NULL, "loket", "");
    cr_assert_eq(i, FACTS);
}

toegang_register register_of(const toegang_fact *fact)
{
    if (fact->kind == TOEGANG_FACT_FUNCTION) return TOEGANG_KBO;
    return fact->kind == TOEGANG_FACT_APPOINTMENT ? TOEGANG_BTB : TOEGANG_GEBRUIKERSBEHEER;
}

static bool same_rrn(const toegang_rrn *one, const toegang_rrn *other)
{
    return one->kind == other->kind && (one->kind == TOEGANG_RRN_NONE || toegang_rrn_equal(one, other));
}

static bool same_organisation(const toegang_organisation *one, const toegang_organisation *other)
{
    return one->scheme == other->scheme &&
           (one->scheme == TOEGANG_SCHEME_NONE || toegang_organisation_equal(one, other));
}

bool same(const toegang_fact *one, const toegang_fact *other)
{
    return one->kind == other->kind && same_rrn(&one->holder, &other->holder) &&
           same_organisation(&one->organisation, &other->organisation) &&
           same_organisation(&one->held_by, &other->held_by) && strcmp(one->eloket, other->eloket) == 0 &&
           strcmp(one->code, other->code) == 0 && strcmp(one->context, other->context) == 0 &&
           strcmp(one->granted_as, other->granted_as) == 0 && one->from == other->from &&
           one->until == other->until && one->granted_at == other->granted_at &&
           same_rrn(&one->granted_by, &other->granted_by);
}

static const char *keep_text(char out[257], const char *text)
{
    (void)snprintf(out, 257, "%s", text);
    return out;
}

static toegang_status take(void *context, const toegang_fact *fact)
{
    struct brought *out = context;
    if (out->wanted && !same(fact, out->wanted)) return TOEGANG_GOOD;
    if (out->count++ > 0) return TOEGANG_GOOD;
    out->first = *fact;
    out->first.source = keep_text(out->source, fact->source);
    out->first.eloket = keep_text(out->eloket, fact->eloket);
    out->first.code = keep_text(out->code, fact->code);
    out->first.context = keep_text(out->context, fact->context);
    out->first.granted_as = keep_text(out->granted_as, fact->granted_as);
    return TOEGANG_GOOD;
}

const char *ask_question(toegang_directory *directory, const toegang_directory_question *question,
                         struct brought *out)
{
    *out = (struct brought){.wanted = out->wanted};
    toegang_status status = toegang_directory_read(directory, question, take, out, &out->report);
    cr_expect_eq(status, out->report.status);
    out->wanted = NULL;
    return out->report.check;
}

toegang_directory_question question_of(toegang_register reg, toegang_fact_kind kind, const char *holder,
                                       const char *organisation)
{
    return (toegang_directory_question){.size = sizeof(toegang_directory_question),
                                        .reg = reg,
                                        .kind = kind,
                                        .holder = rrn_of(holder),
                                        .organisation = organisation_of(organisation)};
}

const char *ask(toegang_directory *directory, toegang_register reg, toegang_fact_kind kind,
                const char *holder, const char *organisation, struct brought *out)
{
    const toegang_directory_question question = question_of(reg, kind, holder, organisation);
    return ask_question(directory, &question, out);
}

const char *ask_about(toegang_directory *directory, toegang_register reg, const toegang_fact *fact,
                      struct brought *out)
{
    const toegang_directory_question question = {.size = sizeof question,
                                                 .reg = reg,
                                                 .kind = fact->kind,
                                                 .holder = fact->holder,
                                                 .organisation = fact->organisation,
                                                 .for_oneself =
                                                     fact->organisation.scheme == TOEGANG_SCHEME_NONE,
                                                 .eloket = fact->eloket};
    out->wanted = fact;
    return ask_question(directory, &question, out);
}

struct change {
    toegang_register reg;
    const toegang_fact *before, *after;
};

static toegang_status put_one(void *context, const toegang_writing *writing, toegang_report *report)
{
    const struct change *change = context;
    return writing->put(writing->state, change->reg, change->before, change->after, report);
}

const char *put(toegang_directory *directory, toegang_register reg, const toegang_fact *before,
                const toegang_fact *after)
{
    static toegang_report report;
    struct change change = {reg, before, after};
    report = (toegang_report){.status = TOEGANG_GOOD};
    cr_expect_eq(toegang_directory_write(directory, 0, put_one, &change, &report), report.status);
    return report.check;
}

static toegang_status count_line(void *context, const char *line, size_t length)
{
    cr_assert_eq(length, strlen("a line"));
    cr_assert_eq(memcmp(line, "a line", length), 0);
    ++*(size_t *)context;
    return TOEGANG_GOOD;
}

toegang_status act_once(void *context, const toegang_writing *writing, toegang_report *report)
{
    struct act *act = context;
    struct brought brought = {.count = 0};
    cr_expect_eq(writing->put(writing->state, TOEGANG_GEBRUIKERSBEHEER, NULL, &act->fact, report),
                 TOEGANG_GOOD);
    if (act->directory) {
        cr_expect_str_eq(
            ask(act->directory, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, NULL, &brought), "");
        act->seen = brought.count;
        act->last = lines_of(act->directory);
    }
    size_t last = 0;
    cr_expect_eq(writing->append(writing->state, "a line", 6, report), TOEGANG_GOOD);
    cr_expect_eq(writing->last(writing->state, count_line, &last, report), TOEGANG_GOOD);
    cr_expect_eq(last, 1);
    return act->end;
}

size_t lines_of(toegang_directory *directory)
{
    size_t count = 0;
    toegang_report report = {0};
    cr_expect_eq(toegang_directory_trail(directory, count_line, &count, &report), TOEGANG_GOOD, "%s",
                 report.check);
    return count;
}
