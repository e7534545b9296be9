/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of KBO Open Data, and what may be known of an organisation. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "directory/open_data.h"

#define CELLS TG_OPEN_DATA_COLUMNS_MAX

static void write_row(const toegang_known *row, char *out, size_t size)
{
    char since[32] = "";
    if (row->since != TOEGANG_ALWAYS) toegang_day_format(row->since, since);
    snprintf(out, size, "%s|%s|%s|%s|%s|%s|%s", row->organisation.value, row->of.value, row->status, row->situation, since,
             row->language, row->name);
}

/* Cells in the order of the columns that are needed; what comes of them, or the column and the check. "": of no use. */
Test(open_data, rows)
{
    static const struct {
        size_t form;
        const char *cells[CELLS], *expected;
    } rows[] = {
        {0, {"0200.065.765", "AC", "000", "09-08-1960"}, "0200065765||AC|000|1960-08-09||"},
        {0, {"0200.065.765", "AC", "050", ""}, "0200065765||AC|050|||"},
        {0, {"0200.065.765", "ST", "000", "29-02-2000"}, "0200065765||ST|000|2000-02-29||"},
        {0, {"0200.065.766", "AC", "000", ""}, "EnterpriseNumber kbo.checksum"},
        {0, {"", "AC", "000", ""}, "EnterpriseNumber kbo.length"},
        {0, {"2.000.000.339", "AC", "000", ""}, "EnterpriseNumber kbo.establishment"},
        {0, {"0200.065.765", "", "000", ""}, "Status import.field"},
        {0, {"0200.065.765", "A'", "000", ""}, "Status import.field"},
        {0, {"0200.065.765", "ACT", "000", ""}, "Status import.field"},
        {0, {"0200.065.765", "AC", "00", ""}, "JuridicalSituation import.field"},
        {0, {"0200.065.765", "AC", "000", "29-02-2001"}, "StartDate import.field"},
        {0, {"0200.065.765", "AC", "000", "2001-02-01"}, "StartDate import.field"},
        {0, {"0200.065.765", "AC", "000", "01/02/2001"}, "StartDate import.field"},
        {0, {"0200.065.765", "AC", "000", "01-02-0000"}, "StartDate import.field"},
        {0, {"0200.065.765", "AC", "000", "01-02-20011"}, "StartDate import.field"},
        {1, {"2.000.000.339", "0200.065.765", "01-11-1974"}, "2000000339|0200065765|AC||1974-11-01||"},
        {1, {"0200.065.765", "0200.065.765", ""}, "EstablishmentNumber establishment.series"},
        {1, {"2.000.000.339", "2.000.000.339", ""}, "EnterpriseNumber kbo.establishment"},
        {1, {"2.000.000.339", "0200.065.765", "x"}, "StartDate import.field"},
        {2, {"0200.065.765", "2", "001", "Een naam"}, "0200065765|||||nl|Een naam"},
        {2, {"0200.065.765", "1", "001", "\xc3\x89t\xc3\xa9"}, "0200065765|||||fr|\xc3\x89t\xc3\xa9"},
        {2, {"0200.065.765", "3", "001", "x"}, "0200065765|||||de|x"},
        {2, {"0200.065.765", "4", "001", "x"}, "0200065765|||||en|x"},
        {2, {"0200.065.765", "0", "001", "x"}, "0200065765|||||und|x"},
        {2, {"2.000.000.339", "2", "003", "Winkel"}, "2000000339|||||nl|Winkel"},
        {2, {"2.000.000.339", "2", "001", "Winkel"}, "2000000339|||||nl|Winkel"},
        {2, {"0200.065.765", "2", "002", "EN"}, ""},
        {2, {"0200.065.765", "2", "003", "Handel"}, ""},
        {2, {"9.000.000.001", "2", "001", "Bijkantoor"}, ""},
        {2, {"9.000.000.001", "2", "004", "Bijkantoor"}, ""},
        {2, {"", "2", "001", "x"}, "EntityNumber kbo.length"},
        {2, {"0200.065.765", "5", "001", "x"}, "Language import.field"},
        {2, {"0200.065.765", "", "001", "x"}, "Language import.field"},
        {2, {"0200.065.765", "NL", "001", "x"}, "Language import.field"},
        {2, {"0200.065.765", "2", "001", ""}, "Denomination import.field"},
        {2, {"0200.065.765", "2", "001", "x\ty"}, "Denomination import.field"},
        {2, {"0200.065.765", "2", "001", "\xff"}, "Denomination import.field"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct tg_open_data_form *form = &tg_open_data_forms[rows[i].form];
        struct tg_span cells[CELLS] = {{NULL, 0}};
        toegang_known row = {.size = sizeof row, .since = TOEGANG_ALWAYS};
        toegang_report fault = {0};
        size_t column = 0;
        char came[1200] = "";
        for (size_t j = 0; j < CELLS; j++) cells[j] = tg_span_of(rows[i].cells[j]);
        bool is_row = form->read(cells, &row, &column, &fault);
        if (is_row) write_row(&row, came, sizeof came);
        else if (fault.status != TOEGANG_GOOD) snprintf(came, sizeof came, "%s %s", form->columns[column], fault.check);
        cr_expect_str_eq(came, rows[i].expected, "row %zu: %s", i, came);
        cr_expect_eq(is_row, tg_known_is_good(&row) && is_row, "row %zu is none that a store takes", i);
    }
}

Test(open_data, names)
{
    char longest[TOEGANG_NAME_ROOM + 1];
    static const struct {
        const char *text;
        bool is_name;
    } rows[] = {{"x", true}, {"", false}, {"a\xc2\x85z", false}, {"a\xc2\xa0z", true}, {"a\xe2\x80\xaez", false},
                {"a\xe2\x81\xa6z", false}, {"a\x7fz", false}, {"\xf0\x9f\x8f\xa2", true}, {"\xed\xa0\x80", false}, {"\xc3", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(tg_known_is_name(tg_span_of(rows[i].text)), rows[i].is_name, "row %zu", i);
    memset(longest, 'a', sizeof longest);
    cr_expect(tg_known_is_name((struct tg_span){longest, TOEGANG_NAME_ROOM - 1}));
    cr_expect_not(tg_known_is_name((struct tg_span){longest, TOEGANG_NAME_ROOM}));
    cr_expect_not(tg_known_is_name((struct tg_span){"a\0b", 3}));
}

/* What a store tells is looked at as what is loaded. */
Test(open_data, what_may_be_known)
{
    static const char key[] = "kbo:0999999922", part[] = "establishment:2000000339";
    static const struct {
        const char *key, *of, *status, *situation, *language, *name;
        bool is_good;
    } rows[] = {{key, "", "AC", "000", "", "", true},      {key, "", "AC", "", "", "", true},
                {key, "", "", "000", "", "", false},       {key, "", "ac", "000", "", "", false},
                {key, key, "AC", "000", "", "", false},    {key, "", "AC", "000", "", "x", false},
                {part, key, "AC", "", "", "", true},       {part, "", "AC", "", "", "", false},
                {part, part, "AC", "", "", "", false},     {key, "", "", "", "nl", "x", true},
                {key, "", "", "", "und", "x", true},       {key, "", "", "", "nl", "", false},
                {key, "", "", "", "es", "x", false},       {key, "", "", "", "nl", "\n", false},
                {"", "", "AC", "", "", "", false},         {"nis:44021", "", "AC", "", "", "", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_known row = {.size = sizeof row};
        cr_assert(tg_known_key(tg_span_of(rows[i].key), &row.organisation));
        cr_assert(tg_known_key(tg_span_of(rows[i].of), &row.of));
        strcpy(row.status, rows[i].status);
        strcpy(row.situation, rows[i].situation);
        strcpy(row.language, rows[i].language);
        strcpy(row.name, rows[i].name);
        cr_expect_eq(tg_known_is_good(&row), rows[i].is_good, "row %zu", i);
        row.size--;
        cr_expect_not(tg_known_is_good(&row), "row %zu without its size", i);
    }
    toegang_known row = {.size = sizeof row, .language = "nl"};
    cr_assert(tg_known_key(tg_span_of(key), &row.organisation));
    memset(row.name, 'a', sizeof row.name);
    cr_expect_not(tg_known_is_good(&row), "a name without its end");
    for (size_t i = 0; i < 4; i++) {
        static const char *const keys[] = {"0999999922", "kbo:0999.999.922", "kbo:0999999923", "KBO:0999999922"};
        cr_expect_not(tg_known_key(tg_span_of(keys[i]), &row.organisation), "%s", keys[i]);
    }
}

/* ---- the folder ---- */

static char folder[] = "/tmp/toegang-open-data-XXXXXX";

static void leave(void)
{
    static const char *const names[] = {"meta.csv", "enterprise.csv", "establishment.csv", "denomination.csv"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) unlink(names[i]);
    rmdir(folder);
}

static void write_file(const char *name, const char *content)
{
    FILE *file = fopen(name, "w");
    cr_assert_not_null(file);
    fputs(content, file);
    fclose(file);
}

static toegang_status count(void *context, const toegang_known *row, toegang_report *report)
{
    size_t *rows = context;
    (void)report;
    cr_expect_eq(row->as_of, 1793314800);
    ++*rows;
    return TOEGANG_GOOD;
}

#define META(day, kind) "\"Variable\",\"Value\"\n\"SnapshotDate\",\"" day "\"\n\"ExtractType\",\"" kind "\"\n"

/* Columns may stand in any order, and there may be others. */
Test(open_data, folder, .fini = leave)
{
    size_t rows = 0;
    struct tg_arena arena = {0};
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
    cr_expect_not(tg_open_data_is(folder));
    write_file("meta.csv", META("30-10-2026", "full"));
    cr_expect(tg_open_data_is(folder));
    write_file("enterprise.csv", "X,StartDate,Status,EnterpriseNumber,JuridicalSituation\r\nx,,AC,0200.065.765,000\r\n");
    write_file("establishment.csv", "EnterpriseNumber,EstablishmentNumber,StartDate\n0200.065.765,2.000.000.339,01-02-2001");
    write_file("denomination.csv", "EntityNumber,Language,TypeOfDenomination,Denomination\n0200.065.765,2,001,\"a\"\n");
    struct tg_open_data data = {.folder = folder, .rows = {.context = &rows}, .known = count};
    toegang_report report = {0};
    cr_expect_eq(tg_open_data_look(&data, &arena, &report), TOEGANG_GOOD, "%s", report.check);
    cr_expect_eq(tg_open_data_read(&data, &report), TOEGANG_GOOD, "%s", report.check);
    cr_expect_eq(rows, 3);
    cr_expect_eq(data.rows.read, data.rows.size);
    static const char *const bad[] = {META("30-10-2026", "update"), META("", "full"), META("2026-10-30", "full"), "\"Variable\",\"Value\"\n", ""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct tg_open_data other = {.folder = folder};
        report = (toegang_report){0};
        write_file("meta.csv", bad[i]);
        cr_expect_eq(tg_open_data_look(&other, &arena, &report), TOEGANG_CONFIGURATION, "row %zu", i);
        cr_expect_str_eq(report.check, "import.extract", "row %zu", i);
    }
    tg_arena_free(&arena);
}
