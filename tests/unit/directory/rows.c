/* SPDX-License-Identifier: Apache-2.0 */
/* Files to facts, and facts to texts that are read as the same facts. */
#include <criterion/criterion.h>

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "directory/rows.h"
#include "directory/shown.h"
#include "fact_maker.h"

static char folder[] = "/tmp/toegang-rows-XXXXXX";

static void enter(void)
{
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
}

static void leave(void)
{
    unlink("a.csv");
    unlink("a.yaml");
    rmdir(folder);
}
TestSuite(rows, .init = enter, .fini = leave);

struct heard {
    char text[2048];
    size_t length;
};

static void hear(struct heard *heard, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void hear(struct heard *heard, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    heard->length += (size_t)vsnprintf(heard->text + heard->length, sizeof heard->text - heard->length, format, arguments);
    va_end(arguments);
    cr_assert_lt(heard->length, sizeof heard->text);
}

/* Every field that is not empty, in the order of the table. */
static toegang_status hear_fact(void *context, const toegang_fact *fact, toegang_report *report)
{
    char shown[TG_SHOWN_ROOM];
    (void)report;
    hear(context, "%s", tg_kind_name(fact->kind));
    for (size_t i = 0; i < TG_FIELDS; i++) {
        const char *name = tg_fields[i].name;
        if (!(tg_fields[i].rows & TG_FIELD_OF(fact->kind)) || strcmp(name, "right") == 0 || strcmp(name, "role") == 0) continue;
        cr_assert(tg_field_shown_as(name)(fact, shown));
        if (*shown && strcmp(name, "source") != 0) hear(context, " %s", shown);
    }
    hear(context, ";");
    return TOEGANG_GOOD;
}

static void hear_reject(void *context, const toegang_report *why)
{
    hear(context, "!%u %s%s%s;", why->line, why->check, *why->came ? " " : "", why->came);
    cr_expect_null(strstr(why->came, "85"));
}

static void hear_other(void *context)
{
    hear(context, "~;");
}

static toegang_status read_text(const char *name, toegang_register reg, const char *content, struct heard *heard)
{
    FILE *file = fopen(name, "w");
    cr_assert_not_null(file);
    fputs(content, file);
    fclose(file);
    const struct timespec times[2] = {{1700000000, 0}, {1700000000, 0}};
    cr_assert_eq(utimensat(AT_FDCWD, name, times, 0), 0);
    *heard = (struct heard){.length = 0};
    struct tg_rows rows = {.path = name, .reg = reg, .context = heard, .fact = hear_fact, .reject = hear_reject, .other = hear_other};
    toegang_report report = {0};
    toegang_status status = tg_rows_of_file(&rows, &report);
    if (status != TOEGANG_GOOD) hear(heard, "%d %u %s %s", status, report.line, report.check, report.expected);
    return status;
}

#define FILE_AGE " 2023-11-14T22:13:20Z"
#define HEAD "holder,organisation,code,from,until\n"

static const struct {
    const char *name;
    toegang_register reg;
    const char *content, *out;
} tables[] = {
    {"a function", TOEGANG_KBO, HEAD ANN "," ONE ",10007,2019-03-01,\n", "function " ANN " " ONE " 10007 2019-03-01" FILE_AGE ";"},
    {"names with _, another order, days", TOEGANG_KBO, "held_by,code,organisation,until,holder\n" TWO ",10003," ONE ",2030-12-31," ANN "\n",
     "function " ANN " " TWO " " ONE " 10003 2030-12-31" FILE_AGE ";"},
    {"instants", TOEGANG_KBO, HEAD ANN "," ONE ",10007,2019-03-01T10:00:00Z,2020-01-01T00:00:01Z\n",
     "function " ANN " " ONE " 10007 2019-03-01T10:00:00Z 2020-01-01T00:00:01Z" FILE_AGE ";"},
    {"open ends as KBO writes them", TOEGANG_KBO, HEAD ANN "," ONE ",10007,0001-01-01,9999-12-31\n", "function " ANN " " ONE " 10007" FILE_AGE ";"},
    {"an appointment", TOEGANG_BTB, "holder,organisation,role,granted-by,granted-as\n" ANN "," ONE ",htb," BOB ",legal-representative\n",
     "appointment " ANN " " ONE " htb " BOB " legal-representative" FILE_AGE ";"},
    {"a right", TOEGANG_GEBRUIKERSBEHEER, "holder,organisation,eloket,right,context\n" ANN "," ONE ",wse,\"a, \"\"b\"\"\",x\n",
     "right " ANN " " ONE " a, \"b\" wse x" FILE_AGE ";"},
    {"a right for oneself, code as name", TOEGANG_ROLLENBEHEER, "holder,eloket,code\n" ANN ",wse,enter\n",
     "right " ANN " enter wse" FILE_AGE ";"},
    {"kinds", TOEGANG_GEBRUIKERSBEHEER, "kind,holder,organisation,eloket,right\nright," ANN "," ONE ",wse,enter\nsuspension," ANN ",,wse,\n,"
     BOB "," ONE ",wse,enter\n", "right " ANN " " ONE " enter wse" FILE_AGE ";suspension " ANN " wse" FILE_AGE ";right " BOB " " ONE " enter wse" FILE_AGE ";"},
    {"a kind that is none", TOEGANG_KBO, "kind,holder,organisation,code\nmandate," ANN "," ONE ",10007\n", "!2 fact.kind;"},
    {"a kind of another register", TOEGANG_KBO, "kind,holder,organisation,code\nright," ANN "," ONE ",10007\n", "~;"},
    {"a field that such a fact lacks", TOEGANG_GEBRUIKERSBEHEER, "kind,holder,eloket,right,context\nsuspension," ANN ",wse,,x\n", "!2 fact.key in the column context;"},
    {"age in the rows", TOEGANG_KBO, "holder,organisation,code,as_of\n" ANN "," ONE ",10007,2020-01-01T00:00:00Z\n" ANN "," ONE ",10007,\n",
     "function " ANN " " ONE " 10007 2020-01-01T00:00:00Z;function " ANN " " ONE " 10007" FILE_AGE ";"},
    {"rows that are no facts", TOEGANG_KBO,
     HEAD "85.07.30-033.29," ONE ",10007,,\n" ANN ",0999.999.923,10007,,\n" ANN "," ONE ",1000,,\n" ANN "," ONE ",10007,2019-02-30,\n"
     ANN "," ONE ",10007,2020-01-01,2019-01-01\n,,10007,,\n" ANN "," ONE ",10007\n" ANN "," ONE ",10007,,,\n\n\xff,,,,\n" ANN "," ONE ",10007,,\n",
     "!2 rrn.checksum in the column holder;!3 kbo.checksum in the column organisation;!4 fact.code;!5 fact.time in the column from;!6 fact.period;"
     "!7 fact.organisation;!8 csv.fields;!9 csv.fields;!11 csv.encoding;function " ANN " " ONE " 10007" FILE_AGE ";"},
    {"a test number", TOEGANG_KBO, HEAD "85.67.30-033.60," ONE ",10007,,\n", "!2 rrn.test in the column holder;"},
    {"a line end in a text", TOEGANG_GEBRUIKERSBEHEER, "holder,eloket,right\n" ANN ",wse,\"a\nb\"\n" ANN ",wse,c\n", "!2 fact.text;right " ANN " c wse" FILE_AGE ";"},
    {"what a spreadsheet would run", TOEGANG_GEBRUIKERSBEHEER, "holder,eloket,right\n" ANN ",wse,=1+1\n", "right " ANN " =1+1 wse" FILE_AGE ";"},
    {"header alone", TOEGANG_KBO, HEAD, ""},
    {"no header", TOEGANG_KBO, "", "-3 0 import.column a header with the names of columns"},
    {"unknown column", TOEGANG_KBO, "holder,organization,code\n", "-3 1 import.column organisation"},
    {"a column of another register", TOEGANG_BTB, "holder,organisation,role,held-by\n",
     "-3 1 import.column kind, holder, organisation, code, role, eloket, from, until, granted-by, granted-at, granted-as, source, as-of"},
    {"column twice", TOEGANG_KBO, "holder,organisation,code,holder\n", "-3 1 import.column each column once"},
    {"two names of one field", TOEGANG_GEBRUIKERSBEHEER, "holder,eloket,right,code\n", "-3 1 import.column each column once"},
    {"kind twice", TOEGANG_KBO, "kind,kind\n", "-3 1 import.column each column once"},
    {"semicolons", TOEGANG_KBO, "holder;organisation;code\n", "-3 1 import.column columns parted by commas"},
    {"a quote somewhere", TOEGANG_KBO, HEAD ANN "," ONE ",10007,,\n" ANN "\",,,,\n",
     "function " ANN " " ONE " 10007" FILE_AGE ";-3 3 csv.quote quotes around a whole field, doubled within it"},
};

Test(rows, csv)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct heard heard;
        read_text("a.csv", tables[i].reg, tables[i].content, &heard);
        cr_expect_str_eq(heard.text, tables[i].out, "%s: %s", tables[i].name, heard.text);
    }
}

#define FUNCTION "{holder: \"" ANN "\", organisation: \"" ONE "\", code: \"10007\"}"
#define RIGHT "{holder: \"" ANN "\", eloket: wse, right: enter}"

static const struct {
    const char *name;
    toegang_register reg;
    const char *content, *out;
} trees[] = {
    {"a function", TOEGANG_KBO, "functions: [" FUNCTION "]\n", "function " ANN " " ONE " 10007" FILE_AGE ";"},
    {"its own age", TOEGANG_KBO, "as-of: 2020-01-01\nfunctions: [" FUNCTION "]\n", "function " ANN " " ONE " 10007 2020-01-01;"},
    {"lists of other registers", TOEGANG_KBO, "rights: [" RIGHT "]\nfunctions: [" FUNCTION "]\n", "function " ANN " " ONE " 10007" FILE_AGE ";~;"},
    {"no register is said", TOEGANG_ROLLENBEHEER, "rights: [" RIGHT "]\n", "right " ANN " enter wse" FILE_AGE ";"},
    {"this register is said", TOEGANG_ROLLENBEHEER, "register: rollenbeheer\nrights: [" RIGHT "]\n", "right " ANN " enter wse" FILE_AGE ";"},
    {"another register is said", TOEGANG_GEBRUIKERSBEHEER, "register: rollenbeheer\nrights: [" RIGHT "]\n", "~;"},
    {"rows that are no facts", TOEGANG_KBO,
     "functions:\n  - " FUNCTION "\n  - {holder: \"85.07.30-033.29\", organisation: \"" ONE "\", code: \"10007\"}\n  - {holder: \"" ANN "\", colour: red}\n  - x\n  - " FUNCTION "\n",
     "function " ANN " " ONE " 10007" FILE_AGE ";!3 rrn.checksum;!4 fact.key;!5 fact.shape;function " ANN " " ONE " 10007" FILE_AGE ";"},
    {"not YAML", TOEGANG_KBO, "functions: [\n", "-3 2 yaml.syntax YAML"},
    {"an unknown key", TOEGANG_KBO, "functoins: []\n", "-3 1 fact.key functions"},
    {"no list", TOEGANG_KBO, "functions: x\n", "-3 1 fact.shape a list"},
    {"nothing", TOEGANG_KBO, "", ""},
};

Test(rows, yaml)
{
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        struct heard heard;
        read_text("a.yaml", trees[i].reg, trees[i].content, &heard);
        cr_expect_str_eq(heard.text, trees[i].out, "%s: %s", trees[i].name, heard.text);
    }
}

Test(rows, age)
{
    static const struct {
        const char *name, *content;
        toegang_time age;
    } ages[] = {
        {"a.csv", HEAD ANN "," ONE ",10007,,\n", 1700000000},
        {"a.csv", "holder,organisation,code,as-of\n" ANN "," ONE ",10007,2020-01-02T00:00:00Z\nx,y,z,2001-01-01T00:00:00Z\n"
                  ANN "," ONE ",10007,2020-01-01T00:00:00Z\n", 1577836800},
        {"a.csv", "holder,organisation,code,as-of\n" ANN "," ONE ",10007,2040-01-02T00:00:00Z\n", 1700000000},
        {"a.yaml", "as-of: 2020-01-01T00:00:00Z\n", 1577836800},
        {"a.yaml", "functions: []\n", 1700000000},
    };
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        struct heard heard;
        read_text(ages[i].name, TOEGANG_KBO, ages[i].content, &heard);
        struct tg_rows rows = {.path = ages[i].name, .reg = TOEGANG_KBO};
        cr_expect_eq(tg_rows_of_file(&rows, NULL), TOEGANG_GOOD);
        cr_expect_eq(rows.age, ages[i].age, "%zu: %jd", i, (intmax_t)rows.age);
    }
}

Test(rows, names_of_files)
{
    static const struct {
        const char *path;
        bool csv, yaml;
    } names[] = {{"a.csv", true, false}, {"A.CSV", true, false}, {"x/a.yaml", false, true}, {"a.yml", false, true},
                 {"a.txt", false, false}, {"csv", false, false}, {".csv", false, false}, {"", false, false}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        cr_expect_eq(tg_rows_is_csv(names[i].path), names[i].csv, "%s", names[i].path);
        cr_expect_eq(tg_rows_is_yaml(names[i].path), names[i].yaml, "%s", names[i].path);
    }
    struct tg_rows rows = {.path = "a.txt", .reg = TOEGANG_KBO};
    toegang_report report = {0};
    cr_expect_eq(tg_rows_of_file(&rows, &report), TOEGANG_MISUSE);
    cr_expect_str_eq(report.check, "import.name");
}

/* A moment that is shown is read as itself, at the borders of days in summer, winter and between. */
Test(rows, moments)
{
    static const toegang_time moments[] = {0, 1, -1, 1700000000, 1711846800, 1711843200, 1711839600, 1729994400, 253402297200, 253402300799, -62135596800};
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        for (int shift = -3600; shift <= 3600; shift += 3600) {
            char shown[TG_SHOWN_ROOM];
            toegang_fact fact = {.from = moments[i] + shift, .until = moments[i] + shift};
            toegang_time read = 0;
            if (tg_field_shown_as("from")(&fact, shown)) {
                cr_expect_eq(tg_moment_read(tg_span_of(shown), TG_END_FROM, &read, NULL), TOEGANG_GOOD, "%s", shown);
                cr_expect_eq(read, fact.from, "%s", shown);
            }
            if (tg_field_shown_as("until")(&fact, shown)) {
                cr_expect_eq(tg_moment_read(tg_span_of(shown), TG_END_UNTIL, &read, NULL), TOEGANG_GOOD, "%s", shown);
                cr_expect_eq(read, fact.until, "%s", shown);
            }
        }
    }
    char shown[TG_SHOWN_ROOM];
    const toegang_fact beyond = {.from = 253402300800};
    cr_expect_not(tg_field_shown_as("from")(&beyond, shown));
    cr_expect_null(tg_field_shown_as("colour"));
}
