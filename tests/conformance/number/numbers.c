/* SPDX-License-Identifier: Apache-2.0 */
/* Every row of numbers.tsv: numbers that others published as valid or invalid (kind, number, expected, why,
 * source). */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include <toegang/number.h>

#define ROWS_LEAST 34

struct row {
    const char *kind, *number, *expected, *why;
};

static bool is_accepted(const struct row *row)
{
    toegang_organisation organisation;
    toegang_rrn rrn;
    size_t length = strlen(row->number);
    if (strcmp(row->kind, "enterprise") == 0)
        return toegang_kbo_parse(row->number, length, &organisation, NULL) == TOEGANG_GOOD;
    if (strcmp(row->kind, "establishment") == 0)
        return toegang_establishment_parse(row->number, length, &organisation, NULL) == TOEGANG_GOOD;
    cr_assert_str_eq(row->kind, "rrn");
    return toegang_rrn_parse(row->number, length, TOEGANG_RRN_DIGITS_ONLY, &rrn, NULL) == TOEGANG_GOOD;
}

static bool split(char *line, struct row *row)
{
    char *rest = line;
    *row = (struct row){strsep(&rest, "\t"), strsep(&rest, "\t"), strsep(&rest, "\t"), strsep(&rest, "\t")};
    return row->why && strcmp(row->kind, "kind") != 0;
}

Test(numbers, every_published_number_is_judged_as_its_publisher_does)
{
    char line[512];
    size_t count = 0;
    FILE *file = fopen(TG_VECTORS "/numbers.tsv", "r");
    if (!file) cr_skip_test("numbers.tsv: meson configure -Dvectors=FOLDER, the folder that holds it");
    while (fgets(line, sizeof line, file)) {
        struct row row;
        if (!split(line, &row)) continue;
        count++;
        cr_expect_eq(is_accepted(&row), strcmp(row.expected, "valid") == 0, "%s %s: %s", row.kind, row.number,
                     row.why);
    }
    fclose(file);
    cr_expect_geq(count, ROWS_LEAST);
}
