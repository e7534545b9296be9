/* SPDX-License-Identifier: Apache-2.0 */
/* The statements of questions, their names, and what each host of a conninfo is told. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "directory/check.h"
#include "directory/directory_postgresql.h"

static toegang_directory_question question_of(toegang_register reg, toegang_fact_kind kind)
{
    return (toegang_directory_question){.size = sizeof(toegang_directory_question), .reg = reg, .kind = kind};
}

static size_t count_of(const char *text, const char *piece)
{
    size_t count = 0;
    for (const char *at = strstr(text, piece); at; at = strstr(at + 1, piece)) count++;
    return count;
}

/* Two with one name, or a text that was cut, would be asked for each other. */
Test(postgresql_shape, each_has_its_own_text_and_name)
{
    struct tg_shape *shapes = calloc(TG_POSTGRESQL_SHAPES, sizeof *shapes);
    cr_assert_not_null(shapes);
    tg_shapes_write(shapes);
    for (unsigned i = 0; i < TG_POSTGRESQL_SHAPES; i++) {
        cr_expect_lt(strlen(shapes[i].whole), sizeof shapes[i].whole - 1);
        cr_expect_lt(strlen(shapes[i].rows), sizeof shapes[i].rows - 1);
        cr_expect(strstr(shapes[i].whole, " LIMIT 10001") && strstr(shapes[i].rows, " LIMIT 10001"), "%u", i);
        cr_expect_str_neq(shapes[i].whole_name, shapes[i].rows_name);
        for (unsigned j = 0; j < i; j++) {
            cr_expect_str_neq(shapes[i].whole, shapes[j].whole, "%u and %u", i, j);
            cr_expect_str_neq(shapes[i].whole_name, shapes[j].whole_name, "%u and %u", i, j);
            cr_expect_str_neq(shapes[i].rows_name, shapes[j].rows_name, "%u and %u", i, j);
            cr_expect_str_neq(shapes[i].rows_name, shapes[j].whole_name, "%u and %u", i, j);
        }
    }
    free(shapes);
}

Test(postgresql_shape, names_are_made_of_the_text)
{
    char one[32], other[32];
    tg_postgresql_name("", one);
    cr_expect_str_eq(one, "toegang_cbf29ce484222325");
    tg_postgresql_name("a", other);
    cr_expect_str_eq(other, "toegang_af63dc4c8601ec8c");
}

Test(postgresql_shape, values_stand_where_the_statement_has_them)
{
    static const struct {
        const char *holder, *organisation, *eloket;
        int for_oneself;
        const char *values[4];
    } rows[] = {
        {NULL, NULL, NULL, 0, {"right"}},
        {"85073003328", NULL, NULL, 0, {"right", "85073003328"}},
        {NULL, "0999999922", NULL, 0, {"right", "kbo:0999999922"}},
        {NULL, "ovo:OVO002949", NULL, 0, {"right", "ovo:OVO002949"}},
        {NULL, NULL, NULL, 1, {"right", ""}},
        {NULL, NULL, "' OR 1=1", 0, {"right", "' OR 1=1"}},
        {"85073003328", "0999999922", "loket", 0, {"right", "85073003328", "kbo:0999999922", "loket"}},
        {"85073003328", NULL, "", 1, {"right", "85073003328", "", ""}},
    };
    struct tg_shape *shapes = calloc(TG_POSTGRESQL_SHAPES, sizeof *shapes);
    cr_assert_not_null(shapes);
    tg_shapes_write(shapes);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_directory_question question = question_of(TOEGANG_ROLLENBEHEER, TOEGANG_FACT_RIGHT);
        struct tg_asked_values values;
        toegang_report report = {0};
        if (rows[i].holder)
            cr_assert_eq(toegang_rrn_parse(rows[i].holder, 11, 0, &question.holder, &report), TOEGANG_GOOD);
        if (rows[i].organisation)
            cr_assert_eq(toegang_organisation_parse(rows[i].organisation, strlen(rows[i].organisation),
                                                    &question.organisation, &report),
                         TOEGANG_GOOD);
        question.eloket = rows[i].eloket;
        question.for_oneself = rows[i].for_oneself;
        tg_asked_values(&values, &question);
        cr_assert_lt(values.shape, TG_POSTGRESQL_SHAPES);
        cr_expect_eq(count_of(shapes[values.shape].rows, "$"), (size_t)values.count, "row %zu", i);
        cr_expect_eq(count_of(shapes[values.shape].whole, "$"), (size_t)values.count, "row %zu", i);
        cr_expect_not_null(strstr(shapes[values.shape].rows, "toegang_rollenbeheer"));
        for (int j = 0; j < values.count; j++)
            cr_expect_str_eq(values.at[j], rows[i].values[j], "row %zu value %d: %s", i, j, values.at[j]);
        cr_expect(values.count == 4 || !rows[i].values[values.count], "row %zu: %d", i, values.count);
    }
    free(shapes);
}

/* ---- hosts ---- */

static const char *value_in(PQconninfoOption *options, const char *keyword)
{
    for (; options->keyword; options++)
        if (strcmp(options->keyword, keyword) == 0) return options->val ? options->val : "";
    return NULL;
}

Test(postgresql_hosts, each_for_itself)
{
    static const struct {
        const char *conninfo;
        unsigned count;
        const char *host[3], *address[3], *port[3];
    } rows[] = {
        {"host=/a user=u dbname=d", 1, {"/a"}, {""}, {"5432"}},
        {"host=/a,/b user=u dbname=d", 2, {"/a", "/b"}, {"", ""}, {"5432", "5432"}},
        {"host=/a,/b port=1,2 user=u dbname=d", 2, {"/a", "/b"}, {"", ""}, {"1", "2"}},
        {"host=/a,/b,/c port=1,,3 user=u dbname=d", 3, {"/a", "/b", "/c"}, {"", "", ""}, {"1", "5432", "3"}},
        {"host=/a,/b port=7 user=u dbname=d", 2, {"/a", "/b"}, {"", ""}, {"7", "7"}},
        {"hostaddr=10.0.0.1,10.0.0.2 sslmode=require user=u dbname=d",
         2,
         {"", ""},
         {"10.0.0.1", "10.0.0.2"},
         {"5432", "5432"}},
        {"host=a,b hostaddr=10.0.0.1,10.0.0.2 sslmode=require user=u dbname=d",
         2,
         {"a", "b"},
         {"10.0.0.1", "10.0.0.2"},
         {"5432", "5432"}},
        {"postgresql://u@a:1,b:2/d?sslrootcert=/r", 2, {"a", "b"}, {"", ""}, {"1", "2"}},
        {"postgresql://u@%2Fa,%2Fb/d", 2, {"/a", "/b"}, {"", ""}, {"5432", "5432"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_hosts hosts = {.count = 0};
        toegang_report report = {0};
        cr_assert_eq(tg_postgresql_hosts(rows[i].conninfo, CHECK_DIRECTORY_SETTINGS, &arena, &hosts, &report),
                     TOEGANG_GOOD, "%s: %s", rows[i].conninfo, report.expected);
        cr_assert_eq(hosts.count, rows[i].count, "%s", rows[i].conninfo);
        for (unsigned j = 0; j < hosts.count; j++) {
            PQconninfoOption *options = PQconninfoParse(hosts.settings[j], NULL);
            cr_assert_not_null(options);
            cr_expect_str_eq(value_in(options, "host"), rows[i].host[j], "%s", rows[i].conninfo);
            cr_expect_str_eq(value_in(options, "hostaddr"), rows[i].address[j], "%s", rows[i].conninfo);
            cr_expect_str_eq(value_in(options, "port"), rows[i].port[j], "%s", rows[i].conninfo);
            cr_expect_str_eq(value_in(options, "target_session_attrs"), "any");
            cr_expect_str_eq(value_in(options, "user"), "u");
            PQconninfoFree(options);
        }
        tg_arena_free(&arena);
    }
}

Test(postgresql_hosts, that_do_not_fit)
{
    static const char *const conninfos[] = {
        "host=/a,b user=u dbname=d",
        "host=/a,/b,/c,/d,/e,/f,/g,/h,/i user=u dbname=d",
        "host=/a,/b,/c port=1,2 user=u dbname=d",
        "host=/a port=1,2 user=u dbname=d",
        "host=a hostaddr=10.0.0.1,10.0.0.2 sslmode=require user=u dbname=d",
        "host=/a user=u dbname=d target_session_attrs=any",
        "host=/a,/b user=u dbname=d target_session_attrs=read-write",
        "host=/a, user=u dbname=d",
    };
    for (size_t i = 0; i < sizeof conninfos / sizeof *conninfos; i++) {
        struct tg_arena arena = {0};
        struct tg_hosts hosts = {.count = 0};
        toegang_report report = {0};
        cr_expect_eq(tg_postgresql_hosts(conninfos[i], CHECK_DIRECTORY_SETTINGS, &arena, &hosts, &report),
                     TOEGANG_CONFIGURATION, "%s", conninfos[i]);
        cr_expect_str_eq(report.check, CHECK_DIRECTORY_SETTINGS, "%s", conninfos[i]);
        tg_arena_free(&arena);
    }
}
