/* SPDX-License-Identifier: Apache-2.0 */
/* Import: what a file gives, and going on where an attempt was cut off. */
#include "kept_store.h"

#include <time.h>

TestSuite(exchange_import, .init = enter, .fini = leave);

static const struct {
    const char *name, *file, *content;
    toegang_status status;
    const char *check;
    uint64_t facts, rejected, others;
} rows[] = {
    {"one fact", "a.csv", HEAD ROW, TOEGANG_GOOD, "", 1, 0, 0},
    {"an empty register", "a.csv", HEAD, TOEGANG_GOOD, "", 0, 0, 0},
    {"one of three", "a.csv", HEAD "x,y,z\n" ROW "x,y,z\n", TOEGANG_GOOD, "", 1, 2, 0},
    {"not one", "a.csv", HEAD "x,y,z\n", TOEGANG_REFUSED, "import.nothing", 0, 1, 0},
    {"not one of this register", "a.csv", "kind," HEAD "right," ROW, TOEGANG_REFUSED, "import.nothing", 0, 0, 1},
    {"unknown column", "a.csv", "holder,organisation,coed\n", TOEGANG_CONFIGURATION, "import.column", 0, 0, 0},
    {"a quote in the end", "a.csv", HEAD ROW "\"\n", TOEGANG_CONFIGURATION, "csv.quote", 1, 0, 0},
    {"another name", "a.txt", HEAD ROW, TOEGANG_MISUSE, "import.name", 0, 0, 0},
    {"YAML", "a.yaml", "functions: [{holder: \"" ANN "\", organisation: \"" ONE "\", code: \"10007\"}]\n",
     TOEGANG_GOOD, "", 1, 0, 0},
    {"YAML that is none", "a.yaml", "functions: [", TOEGANG_CONFIGURATION, "yaml.syntax", 0, 0, 0},
    {"YAML for another register", "a.yaml", "appointments: [{holder: \"" ANN "\", organisation: \"" ONE "\", role: htb}]\n",
     TOEGANG_REFUSED, "import.nothing", 0, 0, 1},
};

Test(exchange_import, import_rows)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_exchanged done = {0};
        toegang_report report;
        kept.count = 77;
        toegang_status status = import_text(rows[i].file, rows[i].content, &done, &report);
        cr_expect_eq(status, rows[i].status, "%s: %d", rows[i].name, status);
        cr_expect_str_eq(report.check, rows[i].check, "%s: %s", rows[i].name, report.check);
        cr_expect_eq(report.status, status, "%s", rows[i].name);
        cr_expect_eq(done.facts, rows[i].facts, "%s: facts", rows[i].name);
        cr_expect_eq(done.rejected, rows[i].rejected, "%s: rejected", rows[i].name);
        cr_expect_eq(done.others, rows[i].others, "%s: others", rows[i].name);
        cr_expect_eq(kept.count, status == TOEGANG_GOOD ? rows[i].facts : 77, "%s: the register", rows[i].name);
    }
}

Test(exchange_import, no_file_and_no_store)
{
    toegang_report report = {0};
    toegang_exchange what = what_of(TOEGANG_KBO, folder_path("absent.csv"));
    cr_expect_eq(toegang_import(&all, &what, NULL, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "file.absent");
    report = (toegang_report){0};
    what = what_of(TOEGANG_BTB, folder_write("a.csv", HEAD ROW));
    cr_expect_eq(toegang_import(&all, &what, NULL, &report), TOEGANG_MISUSE);
    cr_expect_str_eq(report.check, "directory.read-only");
    cr_expect_str_eq(report.came, "btb: not configured");
    cr_expect_eq(toegang_import(NULL, &what, NULL, NULL), TOEGANG_MISUSE);
    what.reg = (toegang_register)TOEGANG_REGISTERS;
    cr_expect_eq(toegang_import(&all, &what, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_export(&all, &what, NULL, NULL), TOEGANG_MISUSE);
}

Test(exchange_import, age)
{
    toegang_exchanged done = {0};
    toegang_report report;
    static const char aged[] = "holder,organisation,code,as-of\n" ANN "," ONE ",10007,2020-01-01T00:00:00Z\n";
    cr_expect_eq(import_text("a.csv", aged, &done, &report), TOEGANG_GOOD);
    cr_expect_eq(kept.as_of, 1577836800);
    cr_expect_eq(done.as_of, 1577836800);
    toegang_exchange what = what_of(TOEGANG_KBO, folder_path("a.csv"));
    what.as_of = 1700000000;
    cr_expect_eq(toegang_import(&all, &what, NULL, NULL), TOEGANG_GOOD);
    cr_expect_eq(kept.as_of, 1700000000);
    what.as_of = NOW + 86400;
    cr_expect_eq(toegang_import(&all, &what, NULL, NULL), TOEGANG_GOOD);
    cr_expect_eq(kept.as_of, NOW, "nothing is younger than now");
    cr_expect_eq(import_text("a.csv", HEAD ROW, &done, &report), TOEGANG_GOOD);
    cr_expect(kept.as_of > 1700000000 && kept.as_of <= (toegang_time)time(NULL));
}

/* ---- an attempt that is cut off ---- */

static size_t told_resumed;

static void watch(void *context, const toegang_exchanged *so_far)
{
    (void)context;
    if (so_far->resumed > 0) told_resumed++;
    cr_expect_leq(so_far->octets, so_far->total);
}

Test(exchange_import, goes_on_where_it_was)
{
    toegang_exchanged done = {0};
    toegang_report report = {0};
    toegang_exchange what = what_of(TOEGANG_KBO, write_many("a.csv", 5));
    what.progress = watch;
    kept.fail_after = 45000;
    cr_assert_eq(toegang_import(&all, &what, &done, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "directory.connection");
    cr_expect_eq(kept.count, 0);
    cr_expect_eq(told_resumed, 0);
    uint64_t kept_row = kept.kept_row;
    cr_expect_gt(kept_row, 30000);
    kept.fail_after = 0;
    kept.adds = 0;
    cr_assert_eq(toegang_import(&all, &what, &done, NULL), TOEGANG_GOOD);
    cr_expect_gt(told_resumed, 0);
    cr_expect_eq(done.resumed, kept_row);
    cr_expect_eq(done.facts, MANY - 50);
    cr_expect_eq(done.rejected, 50);
    cr_expect_eq(kept.count, MANY - 50);
    cr_expect_lt(kept.adds, 20000, "only what was not set aside yet is added");
    for (size_t i = 0, at = 0; i < MANY; i++) {
        char code[8];
        snprintf(code, sizeof code, "%05zu", i);
        if (i % 1000 != 5) cr_assert_str_eq(kept.facts[at++].code, code);
    }
}

Test(exchange_import, another_file_begins_anew)
{
    toegang_exchanged done = {0};
    toegang_exchange what = what_of(TOEGANG_KBO, write_many("a.csv", 5));
    kept.fail_after = 45000;
    cr_assert_eq(toegang_import(&all, &what, &done, NULL), TOEGANG_UNAVAILABLE);
    kept.fail_after = 0;
    write_many("a.csv", 6);
    cr_assert_eq(toegang_import(&all, &what, &done, NULL), TOEGANG_GOOD);
    cr_expect_eq(done.resumed, 0);
    cr_expect_eq(kept.count, MANY - 50);
}
