/* SPDX-License-Identifier: Apache-2.0 */
/* Export: what was imported comes out again. */
#include "kept_store.h"

TestSuite(exchange_write, .init = enter, .fini = leave);

/* None equals nothing for the library; here it is the same as none. */
static bool same_rrn(const toegang_rrn *one, const toegang_rrn *other)
{
    return one->kind == TOEGANG_RRN_NONE ? other->kind == TOEGANG_RRN_NONE : toegang_rrn_equal(one, other);
}

static bool same_key(const toegang_organisation *one, const toegang_organisation *other)
{
    return one->scheme == TOEGANG_SCHEME_NONE ? other->scheme == TOEGANG_SCHEME_NONE
                                              : toegang_organisation_equal(one, other);
}

static void expect_same(const toegang_fact *one, const toegang_fact *other, bool with_source)
{
    cr_expect_eq(one->kind, other->kind);
    cr_expect(same_rrn(&one->holder, &other->holder));
    cr_expect(same_rrn(&one->granted_by, &other->granted_by));
    cr_expect(same_key(&one->organisation, &other->organisation));
    cr_expect(same_key(&one->held_by, &other->held_by));
    const char *const ones[] = {one->eloket, one->code, one->context, one->granted_as, with_source ? one->source : ""};
    const char *const others[] = {other->eloket, other->code, other->context, other->granted_as,
                                  with_source ? other->source : ""};
    for (size_t i = 0; i < 5; i++) cr_expect_str_eq(ones[i], others[i]);
    cr_expect(one->from == other->from && one->until == other->until && one->granted_at == other->granted_at);
}

static const char rights[] =
    "kind,holder,organisation,eloket,code,context,from,until,granted-by,granted-at,granted-as,source,as-of\n"
    "right," ANN "," ONE ",wse,\"a, \"\"b\"\" c\",\"=1+1\",2019-03-01,2030-12-31,"
    "81.05.01-035.22,2019-02-28T23:59:59Z,htb,elsewhere#3,2020-01-01T00:00:00Z\n"
    "suspension," ANN ",ovo:OVO000001,wse,,,2019-03-01T10:00:00Z,2019-03-01T10:00:01Z,,,,,\n"
    "right," ANN ",,wse,caf\xc3\xa9 \xe2\x80\xa8 \\ 'x',\xc2\x85,,,,,,,\n"
    "right," ANN ",,w\xef\xbb\xbf" "se, x: {y} # z ,-,,,,,,,\n";

/* Every fact is the same again, whichever form the file has. */
Test(exchange_write, there_and_back)
{
    static const char *const names[] = {"b.csv", "b.yaml"};
    toegang_exchange what = what_of(TOEGANG_GEBRUIKERSBEHEER, folder_write("a.csv", rights));
    cr_assert_eq(toegang_import(&all, &what, NULL, NULL), TOEGANG_GOOD);
    cr_assert_eq(kept.count, 4);
    cr_assert_eq(kept.as_of, 1577836800);
    for (size_t i = 0; i < 2; i++) {
        toegang_fact before[4];
        toegang_exchanged done = {0};
        toegang_report report = {0};
        memcpy(before, kept.facts, sizeof before);
        what.path = folder_path(names[i]);
        cr_assert_eq(toegang_export(&all, &what, &done, &report), TOEGANG_GOOD, "%s %s", report.check, report.came);
        cr_expect_eq(done.facts, 4);
        cr_expect_eq(done.as_of, 1577836800);
        cr_assert_eq(toegang_import(&all, &what, &done, &report), TOEGANG_GOOD, "%s %s", report.check, report.came);
        cr_expect_eq(kept.as_of, 1577836800);
        cr_assert_eq(kept.count, 4);
        /* YAML has the suspensions behind the rights. */
        static const size_t order[2][4] = {{0, 1, 2, 3}, {0, 2, 3, 1}};
        for (size_t j = 0; j < 4; j++) expect_same(&before[order[i][j]], &kept.facts[j], i == 0);
    }
}

Test(exchange_write, an_export_that_fails_leaves_what_was)
{
    toegang_report report = {0};
    toegang_exchanged done = {0};
    toegang_exchange what = what_of(TOEGANG_KBO, write_many("a.csv", 5));
    cr_assert_eq(toegang_import(&all, &what, &done, NULL), TOEGANG_GOOD);
    kept.fail_after = 1000;
    what.path = folder_write("b.csv", "old\n");
    cr_expect_eq(toegang_export(&all, &what, &done, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "directory.connection");
    char line[16] = "";
    FILE *file = fopen(what.path, "r");
    cr_assert(file && fgets(line, sizeof line, file));
    fclose(file);
    cr_expect_str_eq(line, "old\n");
    static const char *const paths[] = {"/absent/b.csv", "b.txt"}, *const checks[] = {"file.write", "import.name"};
    for (size_t i = 0; i < 2; i++) {
        report = (toegang_report){0};
        what.path = paths[i];
        cr_expect_lt(toegang_export(&all, &what, NULL, &report), 0);
        cr_expect_str_eq(report.check, checks[i]);
    }
}

Test(exchange_write, a_fact_that_yaml_cannot_hold)
{
    toegang_report report = {0};
    const char *path = folder_write("a.csv", "kind,holder,code\nsuspension," ANN ",x\n");
    toegang_exchange what = what_of(TOEGANG_GEBRUIKERSBEHEER, path);
    cr_assert_eq(toegang_import(&all, &what, NULL, NULL), TOEGANG_GOOD);
    what.path = folder_path("b.yaml");
    cr_expect_eq(toegang_export(&all, &what, NULL, &report), TOEGANG_REFUSED);
    cr_expect_str_eq(report.check, "import.form");
}
