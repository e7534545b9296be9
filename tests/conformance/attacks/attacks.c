/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every row of attacks.tsv is played: an attack is refused by exactly the check that its file is named after,
 * and the good sibling beside it, which differs by the attack alone, is accepted.
 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forge.h"
#include "played.h"

#define ATTACKER_RRN "90010100123"
#define MOST 600

struct row {
    const char *number, *title, *cves, *file, *check, *feed, *made;
};

static size_t split(char *line, const char **fields, size_t room)
{
    size_t count = 0;
    for (char *rest = line, *field; count < room && (field = strsep(&rest, "\t"));) fields[count++] = field;
    return count;
}

static size_t read_rows(char *whole, struct row *rows)
{
    char *rest = NULL;
    size_t count = 0;
    for (char *line = strtok_r(whole, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        const char *fields[7];
        if (line[0] == '#') continue;
        cr_assert(count < MOST && split(line, fields, 7) == 7, "%s", line);
        rows[count++] =
            (struct row){fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6]};
    }
    return count;
}

/* Without zlib no message comes or goes in a URL, whatever it holds. */
static bool is_left_out(const char *name)
{
    return !TG_REDIRECT &&
           (strcmp(name, "redirect") == 0 || strcmp(name, "written") == 0 || strcmp(name, "session") == 0);
}

static struct outcome play(const struct world *world, const struct row *row)
{
    char name[64] = "";
    const char *space = strchr(row->feed, ' ');
    size_t length = space ? (size_t)(space - row->feed) : strlen(row->feed);
    cr_assert_lt(length, sizeof name);
    memcpy(name, row->feed, length);
    feed *plays = feed_named(name);
    cr_assert_not_null(plays, "%s: nothing plays %s", row->file, name);
    struct vector vector = vector_read(row->file, space ? space : "");
    struct outcome outcome = plays(world, &vector);
    free(vector.octets);
    return outcome;
}

static void no_number_in_clear(const struct row *row, const toegang_report *report)
{
    const char *const texts[] = {report->expected, report->came};
    const char *const numbers[] = {FORGE_RRN, ATTACKER_RRN};
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < 2; k++)
            cr_expect_null(strstr(texts[i], numbers[k]), "%s: a number in clear", row->file);
}

static void try(const struct world *world, const struct row *row)
{
    bool good = strcmp(row->check, "-") == 0;
    struct outcome outcome = play(world, row);
    const toegang_report *report = &outcome.report;
    cr_expect_eq(outcome.status, good ? TOEGANG_GOOD : TOEGANG_REFUSED, "%s: status %d, %s: %s, came %s",
                 row->file, outcome.status, report->check, report->expected, report->came);
    cr_expect_str_eq(report->check, good ? "" : row->check, "%s: %s: %s, came %s", row->file, report->check,
                     report->expected, report->came);
    cr_expect_eq(outcome.somebody, good, "%s: somebody came out, or nobody", row->file);
    no_number_in_clear(row, report);
    cr_log_info("%s\t%s\t%s", row->number, row->file, row->made);
}

Test(attacks, each_falls_by_its_check_and_its_good_sibling_does_not)
{
    static struct row rows[MOST];
    struct vector table = vector_read("attacks.tsv", "");
    struct world world;
    world_make(&world);
    size_t count = read_rows(table.octets, rows);
    cr_expect_gt(count, 69);
    for (size_t i = 0; i < count; i++)
        if (!is_left_out(rows[i].feed)) try(&world, &rows[i]);
    world_free(&world);
    free(table.octets);
}
