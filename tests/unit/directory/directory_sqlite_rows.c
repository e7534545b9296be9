/* SPDX-License-Identifier: Apache-2.0 */
/* Rows from anywhere: what is no fact is told and never taken for one; what is asked is found by an index. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "directory/directory_sqlite.h"
#include "directory_sqlite_support.h"

/* The schema's own conditions away, as in a file that somebody else made. */
#define WITHOUT_CONDITIONS \
    "DROP TABLE toegang_gebruikersbeheer; CREATE TABLE toegang_gebruikersbeheer (id INTEGER PRIMARY KEY, " \
    "kind, holder," \
    " organisation, held_by, eloket, code, context, from_at, until_at, granted_at, granted_by, granted_as, " \
    "source)"
#define GOOD_ROW \
    "INSERT INTO toegang_gebruikersbeheer VALUES (7, 'right', '85073003328', 'kbo:0999999922', '', " \
    "'loket', 'lezen', ''," \
    " 0, 9, -5, '', '', 'a.csv:3')"

Test(directory_sqlite_rows, hostile, .init = make_folder, .fini = remove_folder)
{
    static const struct {
        const char *set, *check;
    } rows[] = {{"id = id", ""},
                {"holder = ''", CHECK_DIRECTORY_ROW},
                {"holder = '85073003329'", CHECK_DIRECTORY_ROW},
                {"holder = '85.07.30-033.28'", CHECK_DIRECTORY_ROW},
                {"holder = 85073003328", CHECK_DIRECTORY_ROW},
                {"holder = NULL", CHECK_DIRECTORY_ROW},
                {"holder = '85673003360'", CHECK_DIRECTORY_ROW},
                {"granted_by = '85673003360'", CHECK_DIRECTORY_ROW},
                {"organisation = '0999999922'", CHECK_DIRECTORY_ROW},
                {"organisation = 'kbo:0999.999.922'", CHECK_DIRECTORY_ROW},
                {"organisation = 'kbo:999999922'", CHECK_DIRECTORY_ROW},
                {"organisation = 'school:044021'", CHECK_DIRECTORY_ROW},
                {"organisation = 'school:44021'", ""},
                {"organisation = 'x:1'", CHECK_DIRECTORY_ROW},
                {"held_by = 'kbo:0999999922'", CHECK_DIRECTORY_ROW},
                {"held_by = 'ovo:OVO002949'", CHECK_DIRECTORY_ROW},
                {"eloket = ''", CHECK_DIRECTORY_ROW},
                {"eloket = x'6c6f6b6574'", CHECK_DIRECTORY_ROW},
                {"eloket = 'loket' || char(0)", CHECK_DIRECTORY_ROW},
                {"code = 'lezen' || char(0) || 'x'", CHECK_DIRECTORY_ROW},
                {"code = 'a' || char(10)", CHECK_DIRECTORY_ROW},
                {"code = CAST(x'ff' AS TEXT)", CHECK_DIRECTORY_ROW},
                {"code = printf('%256c', 'x')", ""},
                {"code = printf('%257c', 'x')", CHECK_DIRECTORY_ROW},
                {"code = printf('%1000000c', 'x')", CHECK_DIRECTORY_ROW},
                {"code = printf('%3000000c', 'x')", CHECK_DIRECTORY_STORE},
                {"context = NULL", CHECK_DIRECTORY_ROW},
                {"context = 5", CHECK_DIRECTORY_ROW},
                {"from_at = '0'", CHECK_DIRECTORY_ROW},
                {"from_at = 0.5", CHECK_DIRECTORY_ROW},
                {"from_at = -9223372036854775807 - 1, until_at = 9223372036854775807", ""},
                {"until_at = 0", CHECK_DIRECTORY_ROW},
                {"until_at = -3", CHECK_DIRECTORY_ROW},
                {"until_at = 1e300", CHECK_DIRECTORY_ROW},
                {"granted_at = 'now'", CHECK_DIRECTORY_ROW},
                {"granted_as = x''", CHECK_DIRECTORY_ROW},
                {"source = printf('%201c', 'x')", CHECK_DIRECTORY_ROW},
                {"source = ''", ""}};
    toegang_directory_free(new_sqlite(NULL));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[256];
        struct brought brought = {0};
        run_statements(WITHOUT_CONDITIONS);
        run_statements(GOOD_ROW);
        (void)snprintf(text, sizeof text, "UPDATE toegang_gebruikersbeheer SET %s", rows[i].set);
        run_statements(text);
        toegang_directory *directory = open_sqlite(NULL);
        cr_expect_str_eq(ask(directory, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, NULL, NULL, &brought),
                         rows[i].check, "%s: %s", rows[i].set, brought.report.check);
        cr_expect_eq(brought.count, *rows[i].check ? 0 : 1, "%s", rows[i].set);
        if (strcmp(rows[i].check, CHECK_DIRECTORY_ROW) == 0)
            cr_expect_str_eq(brought.report.came, "sqlite:toegang_gebruikersbeheer#7", "%s", rows[i].set);
        toegang_directory_free(directory);
    }
}

Test(directory_sqlite_rows, companies, .init = make_folder, .fini = remove_folder)
{
    static const struct {
        const char *set, *check;
    } rows[] = {{"held_by = 'kbo:0884303369'", ""},
                {"held_by = 'ovo:OVO002949'", CHECK_DIRECTORY_ROW},
                {"held_by = 'kbo:0884303368'", CHECK_DIRECTORY_ROW},
                {"held_by = ''", CHECK_DIRECTORY_ROW},
                {"code = '1000'", CHECK_DIRECTORY_ROW},
                {"eloket = 'loket'", CHECK_DIRECTORY_ROW},
                {"organisation = ''", CHECK_DIRECTORY_ROW}};
    toegang_directory *directory = new_sqlite(NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[512];
        struct brought brought = {0};
        (void)snprintf(
            text, sizeof text,
            "DROP TABLE toegang_kbo; CREATE TABLE toegang_kbo AS SELECT 7 AS id, 'function' AS kind, '' AS"
            " holder, 'kbo:0999999922' AS organisation, 'kbo:0884303369' AS held_by, '' AS eloket, '10002' AS"
            " code, '' AS context, 0 AS from_at, 9 AS until_at, 0 AS granted_at, '' AS granted_by, '' AS"
            " granted_as, '' AS source; UPDATE toegang_kbo SET %s",
            rows[i].set);
        run_statements(text);
        cr_expect_str_eq(ask(directory, TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, NULL, &brought),
                         rows[i].check, "%s: %s", rows[i].set, brought.report.check);
    }
    toegang_directory_free(directory);
}

/* The conditions of the schema keep such rows out; what whoever writes by hand forgets is told to him. */
Test(directory_sqlite_rows, conditions, .init = make_folder, .fini = remove_folder)
{
    static const char *const sets[] = {"kind = 'function'",
                                       "kind = 'x'",
                                       "holder = '8507300332'",
                                       "holder = NULL",
                                       "organisation = '0999999922'",
                                       "held_by = '0999999922'",
                                       "from_at = 'x'",
                                       "until_at = 0.5",
                                       "granted_by = 'x'",
                                       "context = NULL"};
    sqlite3 *connection = NULL;
    toegang_directory_free(new_sqlite(NULL));
    run_statements(GOOD_ROW);
    cr_assert_eq(sqlite3_open(path, &connection), SQLITE_OK);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        char text[128];
        (void)snprintf(text, sizeof text, "UPDATE toegang_gebruikersbeheer SET %s", sets[i]);
        cr_expect_eq(sqlite3_exec(connection, text, NULL, NULL, NULL), SQLITE_CONSTRAINT, "%s", sets[i]);
    }
    (void)sqlite3_close(connection);
}

Test(directory_sqlite_rows, test_numbers, .init = make_folder, .fini = remove_folder)
{
    const toegang_sql_settings settings = {.size = sizeof settings, .allow_test_numbers = 1};
    toegang_directory *directory = new_sqlite(&settings), *strict = open_sqlite(NULL);
    toegang_fact right = right_of(TEST_PERSON, ONE, "loket", "lezen");
    struct brought brought = {0};
    cr_expect_str_eq(put(strict, TOEGANG_GEBRUIKERSBEHEER, NULL, &right), "rrn.test");
    cr_expect_str_eq(put(directory, TOEGANG_GEBRUIKERSBEHEER, NULL, &right), "");
    cr_expect_str_eq(
        ask(directory, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, TEST_PERSON, NULL, &brought), "");
    cr_expect_eq(brought.count, 1);
    cr_expect_str_eq(ask(strict, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, TEST_PERSON, NULL, &brought),
                     CHECK_DIRECTORY_ROW);
    cr_expect_str_eq(ask(strict, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, NULL, ONE, &brought),
                     CHECK_DIRECTORY_ROW);
    toegang_directory_free(strict);
    toegang_directory_free(directory);
}

/* Views and triggers of a file do nothing. */
Test(directory_sqlite_rows, a_file_that_acts, .init = make_folder, .fini = remove_folder)
{
    toegang_directory *directory = new_sqlite(NULL);
    toegang_fact right = right_of(ANN, ONE, "loket", "lezen");
    struct brought brought = {0};
    run_statements("CREATE TRIGGER more AFTER INSERT ON toegang_gebruikersbeheer BEGIN"
                   " INSERT INTO toegang_trail VALUES (99, 'x'); DELETE FROM toegang_gebruikersbeheer; END");
    cr_expect_str_eq(put(directory, TOEGANG_GEBRUIKERSBEHEER, NULL, &right), "");
    cr_expect_str_eq(ask(directory, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, NULL, &brought), "");
    cr_expect_eq(brought.count, 1);
    cr_expect_eq(lines_of(directory), 0);
    run_statements(
        "DROP TABLE toegang_btb; CREATE VIEW toegang_btb AS SELECT * FROM toegang_gebruikersbeheer");
    cr_expect_str_eq(ask(directory, TOEGANG_BTB, TOEGANG_FACT_APPOINTMENT, ANN, NULL, &brought),
                     CHECK_DIRECTORY_STORE);
    toegang_directory_free(directory);
}

/* ---- every shape of a question that names a holder, an organisation or a blocked e-counter has an index
 * ---- */

static bool plan_scans(sqlite3 *connection, const char *statement)
{
    char text[1024];
    sqlite3_stmt *plan = NULL;
    bool scans = false;
    (void)snprintf(text, sizeof text, "EXPLAIN QUERY PLAN %s", statement);
    cr_assert_eq(sqlite3_prepare_v2(connection, text, -1, &plan, NULL), SQLITE_OK);
    while (sqlite3_step(plan) == SQLITE_ROW) {
        const char *detail = (const char *)sqlite3_column_text(plan, 3);
        scans = scans || strncmp(detail, "SCAN f", 6) == 0 || strncmp(detail, "SCAN toegang", 12) == 0;
    }
    (void)sqlite3_finalize(plan);
    return scans;
}

Test(directory_sqlite_rows, no_question_scans, .init = make_folder, .fini = remove_folder)
{
    static const struct {
        toegang_register reg;
        toegang_fact_kind kind;
    } kinds[] = {{TOEGANG_KBO, TOEGANG_FACT_FUNCTION},
                 {TOEGANG_BTB, TOEGANG_FACT_APPOINTMENT},
                 {TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT},
                 {TOEGANG_ROLLENBEHEER, TOEGANG_FACT_SUSPENSION}};
    toegang_directory *directory = new_sqlite(NULL);
    sqlite3 *connection = NULL;
    cr_assert_eq(sqlite3_open(path, &connection), SQLITE_OK);
    for (unsigned i = 0; i < 4 * TG_SQLITE_SHAPES; i++) {
        unsigned shape = i % TG_SQLITE_SHAPES;
        toegang_directory_question question =
            question_of(kinds[i / TG_SQLITE_SHAPES].reg, kinds[i / TG_SQLITE_SHAPES].kind,
                        shape & 1 ? ANN : NULL, shape & 2 ? ONE : NULL);
        char text[TG_SQLITE_STATEMENT_MAX];
        question.eloket = shape & 4 ? "loket" : NULL;
        question.since = shape & 8 ? 1 : 0;
        question.for_oneself = shape >= 16;
        if (question.for_oneself) question.organisation.scheme = TOEGANG_SCHEME_NONE;
        bool has_index = question.holder.kind || question.organisation.scheme || question.for_oneself ||
                         (question.eloket && question.kind == TOEGANG_FACT_SUSPENSION);
        struct brought brought = {0};
        tg_sqlite_question(&question, text);
        cr_expect_eq(plan_scans(connection, text), !has_index, "%s", text);
        cr_expect_str_eq(ask_question(directory, &question, &brought), "", "%s", text);
    }
    (void)sqlite3_close(connection);
    toegang_directory_free(directory);
}

/* A register that was loaded is as old as it says, never younger than the moment; since asks no more than
 * that. */
Test(directory_sqlite_rows, ages, .init = make_folder, .fini = remove_folder)
{
    static const struct {
        const char *statement;
        toegang_time since;
        const char *check;
        const char *holder;
    } rows[] = {{"SELECT 1", 1700000000, "", ANN},
                {"SELECT 1", 1700000000, "", BOB},
                {"SELECT 1", 7000000000, CHECK_DIRECTORY_STALE, ANN},
                {"SELECT 1", 7000000000, CHECK_DIRECTORY_STALE, BOB},
                {"INSERT INTO toegang_register VALUES ('gebruikersbeheer', 1000, '')", 1000, "", ANN},
                {"SELECT 1", 0, "", ANN},
                {"SELECT 1", 1001, CHECK_DIRECTORY_STALE, ANN},
                {"SELECT 1", 1001, CHECK_DIRECTORY_STALE, BOB},
                {"UPDATE toegang_register SET as_of = 9223372036854775807", 1700000000, "", ANN},
                {"SELECT 1", 7000000000, CHECK_DIRECTORY_STALE, BOB}};
    toegang_directory *directory = new_sqlite(NULL);
    toegang_fact right = right_of(ANN, ONE, "loket", "lezen");
    cr_assert_str_eq(put(directory, TOEGANG_GEBRUIKERSBEHEER, NULL, &right), "");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_directory_question question =
            question_of(TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, rows[i].holder, NULL);
        struct brought brought = {0};
        question.since = rows[i].since;
        run_statements(rows[i].statement);
        cr_expect_str_eq(ask_question(directory, &question, &brought), rows[i].check, "row %zu", i);
        cr_expect_eq(brought.count, !*rows[i].check && strcmp(rows[i].holder, ANN) == 0, "row %zu", i);
        if (brought.count > 0 && i > 3 && i < 7) cr_expect_eq(brought.first.as_of, 1000, "row %zu", i);
    }
    toegang_directory_free(directory);
}
