/* SPDX-License-Identifier: Apache-2.0 */
/* A query of one's own over tables of one's own. */
#include <criterion/criterion.h>
#include <string.h>

#include "directory_sqlite_support.h"

#define ROLES \
    "CREATE TABLE roles (person TEXT, enterprise TEXT, counter TEXT, role TEXT, since TEXT, till TEXT);" \
    "INSERT INTO roles VALUES ('85073003328', '0999999922', 'loket', 'lezen', '2024-01-01', NULL)," \
    " ('81050103522', '0999999922', 'loket', 'lezen', '2024-01-01T00:00:00Z', '2099-12-31')," \
    " ('85073003328', NULL, 'burgerloket', 'lezen', '2024-01-01', '')"
#define COLUMNS \
    "SELECT person AS holder, enterprise AS organisation, counter AS eloket, role AS \"right\", since AS " \
    "\"from\"," \
    " till AS until FROM roles"
#define WHERE \
    " WHERE (:holder = '' OR person = :holder) AND (:organisation = '' OR 'kbo:' || enterprise = " \
    ":organisation)" \
    " AND (:eloket = '' OR counter = :eloket)"

static toegang_directory *mapped(const char *query)
{
    const toegang_sql_settings settings = {.size = sizeof settings, .query = query};
    return open_sqlite(&settings);
}

Test(directory_sqlite_query, fits, .init = make_folder, .fini = remove_folder)
{
    static const struct {
        const char *holder, *organisation, *eloket;
        int for_oneself;
        size_t count;
    } rows[] = {{ANN, NULL, NULL, 0, 2},         {ANN, ONE, NULL, 0, 1},  {NULL, ONE, NULL, 0, 2},
                {NULL, NULL, NULL, 0, 3},        {ANN, NULL, NULL, 1, 1}, {NULL, NULL, NULL, 1, 1},
                {BOB, NULL, NULL, 1, 0},         {NULL, TWO, NULL, 0, 0}, {ANN, NULL, "loket", 0, 1},
                {ANN, NULL, "' OR 1=1 --", 0, 0}};
    run_statements(ROLES);
    toegang_directory *directory = mapped(COLUMNS WHERE);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_directory_question question =
            question_of(TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, rows[i].holder, rows[i].organisation);
        struct brought brought = {0};
        question.for_oneself = rows[i].for_oneself;
        question.eloket = rows[i].eloket;
        cr_expect_str_eq(ask_question(directory, &question, &brought), "", "row %zu: %s", i,
                         brought.report.came);
        cr_expect_eq(brought.count, rows[i].count, "row %zu: %zu", i, brought.count);
    }
    struct brought brought = {0};
    cr_expect_str_eq(ask(directory, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_SUSPENSION, ANN, NULL, &brought),
                     "");
    cr_expect_eq(brought.count, 0, "a query without :kind knows of no suspensions");
    cr_expect_str_eq(ask(directory, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, ONE, &brought), "");
    cr_expect_str_eq(brought.source, "sqlite:query");
    cr_expect_eq(brought.first.from, 1704063600);
    cr_expect_eq(brought.first.until, TOEGANG_NEVER);
    toegang_fact right = right_of(ANN, ONE, "loket", "lezen");
    cr_expect_str_eq(put(directory, TOEGANG_GEBRUIKERSBEHEER, NULL, &right), CHECK_DIRECTORY_READ_ONLY);
    cr_expect_eq(toegang_directory_migrate(directory, NULL), TOEGANG_MISUSE);
    toegang_directory_free(directory);
}

Test(directory_sqlite_query, queries, .init = make_folder, .fini = remove_folder)
{
    static const struct {
        const char *query, *check, *came;
    } rows[] = {
        {COLUMNS, "", ""},
        {COLUMNS "; -- that is all", "", ""},
        {"WITH one AS (" COLUMNS ") SELECT * FROM one", "", ""},
        {"SELECT holder, organisation, eloket, code FROM view_of_roles", "", ""},
        {"SELECT holder, organisation, eloket, code, 'x' AS held_by FROM view_of_roles", "", ""},
        {COLUMNS "; DELETE FROM roles", CHECK_DIRECTORY_QUERY, "more than one"},
        {COLUMNS "; SELECT 1", CHECK_DIRECTORY_QUERY, "more than one"},
        {"DELETE FROM roles", CHECK_DIRECTORY_QUERY, NULL},
        {"DELETE FROM roles RETURNING person AS holder, counter AS eloket, role AS code",
         CHECK_DIRECTORY_QUERY, NULL},
        {"INSERT INTO roles DEFAULT VALUES", CHECK_DIRECTORY_QUERY, NULL},
        {"PRAGMA user_version", CHECK_DIRECTORY_QUERY, NULL},
        {"ATTACH 'other.db' AS other", CHECK_DIRECTORY_QUERY, NULL},
        {"BEGIN", CHECK_DIRECTORY_QUERY, NULL},
        {"VACUUM", CHECK_DIRECTORY_QUERY, NULL},
        {"EXPLAIN " COLUMNS, CHECK_DIRECTORY_QUERY, "something else"},
        {"-- nothing", CHECK_DIRECTORY_QUERY, "something else"},
        {"SELEC", CHECK_DIRECTORY_QUERY, NULL},
        {"SELECT load_extension('x') AS holder", CHECK_DIRECTORY_QUERY, NULL},
        {COLUMNS " WHERE person = :person", CHECK_DIRECTORY_QUERY, ":person"},
        {COLUMNS " WHERE person = ?", CHECK_DIRECTORY_QUERY, "?"},
        {COLUMNS " WHERE person = ?1", CHECK_DIRECTORY_QUERY, "?1"},
        {COLUMNS " WHERE person = @holder", CHECK_DIRECTORY_QUERY, "@holder"},
        {"SELECT person AS holder, counter AS eloket, role AS code, 1 AS extra FROM roles",
         CHECK_DIRECTORY_QUERY, "extra"},
        {"SELECT person AS holder, role AS code FROM roles", CHECK_DIRECTORY_QUERY, "none"},
        {"SELECT counter AS eloket, role AS code FROM roles", CHECK_DIRECTORY_QUERY, "none"},
        {"SELECT person AS holder, counter AS eloket FROM roles", CHECK_DIRECTORY_QUERY, "none"},
        {"SELECT person AS holder, counter AS eloket, role AS code, role AS \"right\" FROM roles",
         CHECK_DIRECTORY_QUERY, "right"},
        {"SELECT 'x' AS holder, counter AS eloket, role AS code FROM roles", CHECK_DIRECTORY_ROW, "holder"},
        {"SELECT person AS holder, counter AS eloket, x'00' AS code FROM roles", CHECK_DIRECTORY_ROW, "code"},
        {"SELECT person AS holder, counter AS eloket, role AS code, 0.5 AS \"from\" FROM roles",
         CHECK_DIRECTORY_ROW, "from"},
        {"SELECT person AS holder, counter AS eloket, role AS code, 'tomorrow' AS until FROM roles",
         CHECK_DIRECTORY_ROW, "until"},
        {"SELECT person AS holder, counter AS eloket, '' AS code FROM roles", CHECK_DIRECTORY_ROW,
         "fact.code"},
        {"SELECT person AS holder, counter AS eloket, role AS code, 'a' || char(0) AS context FROM roles",
         CHECK_DIRECTORY_ROW, "context"},
        {"SELECT person AS holder, counter AS eloket, role AS code, printf('%300c', 'x') AS source FROM "
         "roles",
         CHECK_DIRECTORY_ROW, "source"},
        {"SELECT * FROM absent", CHECK_DIRECTORY_QUERY, NULL},
    };
    run_statements(
        ROLES "; CREATE VIEW view_of_roles AS SELECT person AS holder, enterprise AS organisation, counter AS"
              " eloket, role AS code FROM roles");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_directory *directory = mapped(rows[i].query);
        struct brought brought = {0};
        for (int again = 0; again < 2; again++) {
            cr_expect_str_eq(
                ask(directory, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, NULL, NULL, &brought),
                rows[i].check, "%s: %s %s", rows[i].query, brought.report.check, brought.report.came);
            if (rows[i].came) cr_expect_str_eq(brought.report.came, rows[i].came, "%s", rows[i].query);
            if (!*rows[i].check) cr_expect_eq(brought.count, 3, "%s", rows[i].query);
        }
        toegang_directory_free(directory);
    }
}

/* Whoever narrows nothing answers another question than was asked. */
Test(directory_sqlite_query, other_answers, .init = make_folder, .fini = remove_folder)
{
    struct brought brought = {0};
    run_statements(ROLES);
    toegang_directory *directory = mapped(COLUMNS);
    cr_expect_str_eq(ask(directory, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, BOB, NULL, &brought),
                     CHECK_DIRECTORY_ANSWER);
    toegang_directory_free(directory);
}

/* One query for several registers and kinds, with numbers as numbers, and an age of its own. */
Test(directory_sqlite_query, kinds, .init = make_folder, .fini = remove_folder)
{
    static const char query[] =
        "SELECT holder, organisation, held_by, code, eloket, 'kbo.csv:' || id AS source, "
        "'2025-01-01T00:00:00Z' AS as_of"
        " FROM everything WHERE register = :register AND kind = :kind AND (:holder = '' OR holder = :holder)"
        " AND (:organisation = '' OR organisation = substr(:organisation, 5))";
    struct brought brought = {0};
    run_statements(
        "CREATE TABLE everything (id INTEGER PRIMARY KEY, register, kind, holder TEXT, organisation TEXT,"
        " held_by INTEGER, code, eloket TEXT);"
        "INSERT INTO everything VALUES (1, 'kbo', 'function', '85073003328', '0999999922', NULL, 10002, "
        "NULL),"
        " (2, 'kbo', 'function', NULL, '0999999922', 884303369, 10006, NULL),"
        " (3, 'btb', 'appointment', '81050103522', '0999999922', 'ignored', 'htb', 'ignored'),"
        " (4, 'gebruikersbeheer', 'suspension', '85073003328', NULL, NULL, NULL, NULL)");
    toegang_directory *directory = mapped(query);
    cr_expect_str_eq(ask(directory, TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, ONE, &brought), "", "%s",
                     brought.report.came);
    cr_expect_eq(brought.count, 2);
    cr_expect_str_eq(brought.source, "sqlite:kbo.csv:1");
    cr_expect_str_eq(brought.code, "10002");
    cr_expect_eq(brought.first.as_of, 1735689600);
    cr_expect_str_eq(ask(directory, TOEGANG_BTB, TOEGANG_FACT_APPOINTMENT, BOB, NULL, &brought), "");
    cr_expect_eq(brought.count, 1);
    cr_expect_str_eq(ask(directory, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_SUSPENSION, ANN, NULL, &brought),
                     "");
    cr_expect_eq(brought.count, 1);
    toegang_directory_question question = question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, NULL);
    question.since = 1735689601;
    cr_expect_str_eq(ask_question(directory, &question, &brought), CHECK_DIRECTORY_STALE);
    toegang_directory_free(directory);
}
