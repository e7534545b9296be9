/* SPDX-License-Identifier: Apache-2.0 */
/* Caches, breakers and sources of several parts, as they are configured; and what the registers tell of
 * themselves. */
#include "folder.h"

#include <toegang/sys/directory.h>

#include "internal.h"

TestSuite(layers, .init = folder_make, .fini = folder_remove);

static struct problems found;

static const struct row {
    const char *text, *check;
    unsigned line, column;
    const char *expected; /* NULL: whatever */
    size_t count;
} rows[] = {
    {"directories:\n  kbo:\n    source: yaml:kbo.yaml\n    cache: {for: 5m, negative: 500ms, refresh: 75%, "
     "entries: 10, "
     "octets: 64KiB}\n    breaker: {failures: 1, open: 1h}\n",
     "", 0, 0, NULL, 0},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: {}, breaker: {}}}\n", "", 0, 0, NULL, 0},
    {"directories: {kbo: {first: [\"yaml:kbo.yaml\", {union: [\"yaml:kbo.yaml\", \"yaml:kbo.yaml\"], cache: "
     "{}}], "
     "patience: 1s, breaker: {}}}\n",
     "", 0, 0, NULL, 0},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: yes}}\n", "config.kind", 1, 53,
     "keys with values", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", breaker: [1]}}\n", "config.kind", 1, 55,
     "keys with values", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: {entires: 1}}}\n", "config.key.unknown", 1, 54,
     "entries", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: {for: 0}}}\n", "config.value", 1, 59, "1ms .. 1d",
     1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: {for: 25h}}}\n", "config.value", 1, 59,
     "1ms .. 1d", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: {negative: -1s}}}\n", "config.value", 1, 64,
     "1ms .. 1d", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: {refresh: 75}}}\n", "config.value", 1, 63,
     "1% .. 100%", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: {refresh: 0%}}}\n", "config.value", 1, 63,
     "1% .. 100%", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: {refresh: 101%}}}\n", "config.value", 1, 63,
     "1% .. 100%", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: {refresh: [1%]}}}\n", "config.kind", 1, 63,
     "one value", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: {entries: 0}}}\n", "config.value", 1, 63,
     "1 .. 10000000", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: {octets: 63KiB}}}\n", "config.value", 1, 62,
     "64KiB .. 2GiB", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: {octets: 3GiB}}}\n", "config.value", 1, 62,
     "64KiB .. 2GiB", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: {octets: 0MiB}}}\n", "config.value", 1, 62,
     "64KiB .. 2GiB", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: {octets: 1000000}}}\n", "config.value", 1, 62,
     NULL, 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", cache: {octets: 64MB}}}\n", "config.value", 1, 62, NULL,
     1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", breaker: {failures: 1001}}}\n", "config.value", 1, 66,
     "1 .. 1000", 1},
    {"directories: {kbo: {source: \"yaml:kbo.yaml\", breaker: {open: 61m}}}\n", "config.value", 1, 62,
     "1ms .. 1h", 1},
    /* all at once: a key of the source, of both layers, and of a part */
    {"directories:\n  kbo:\n    first: [\"yaml:a\", \"yaml:b\"]\n    patience: 0s\n    cache: {for: x, "
     "octets: y}\n    "
     "breaker: {opened: 1s}\n  btb: {union: [\"yaml:a\", {source: \"yaml:b\", cache: {x: 1}}]}\n",
     "config.value", 4, 15, NULL, 5},
};

Test(layers, every_mistake_has_its_check_and_its_place)
{
    folder_write("kbo.yaml", "functions: []\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang *all = NULL;
        toegang_report report = {0};
        found.count = 0;
        toegang_status status = toegang_open_strict(folder_write("toegang.yaml", rows[i].text), problems_take,
                                                    &found, &all, &report);
        cr_expect_eq(status, *rows[i].check ? TOEGANG_CONFIGURATION : TOEGANG_GOOD, "%s: %s", rows[i].text,
                     report.check);
        cr_expect_str_eq(report.check, rows[i].check, "%s: %s", rows[i].text, report.check);
        cr_expect_eq(report.line, rows[i].line, "%s: line %u", rows[i].text, report.line);
        cr_expect_eq(report.column, rows[i].column, "%s: column %u", rows[i].text, report.column);
        cr_expect_eq(found.count, rows[i].count, "%s: %zu problems", rows[i].text, found.count);
        if (rows[i].expected) cr_expect_str_eq(report.expected, rows[i].expected, "%s", report.expected);
        toegang_free(all);
    }
}

/* ---- what the registers tell ---- */

static void tell(void *context, toegang_register reg, const char *name, const char *value)
{
    char *told = context;
    bool is_time = strcmp(name, "took") == 0;
    if (is_time) cr_expect_not_null(strstr(value, " ms"));
    if (!is_time)
        (void)snprintf(told + strlen(told), 4096 - strlen(told), "%s %s=%s\n", toegang_register_name(reg),
                       name, value);
}

Test(layers, registers_tell_how_they_are)
{
    char told[4096] = "";
    toegang *all = NULL;
    toegang_report report = {0};
    folder_write("kbo.yaml", "functions: []\n");
    const char *path = folder_write(
        "toegang.yaml", "directories:\n  kbo: {source: \"yaml:kbo.yaml\", cache: {}, breaker: {}}\n"
                        "  btb: \"yaml:absent.yaml\"\n"
                        "  gebruikersbeheer: {first: [\"yaml:absent.yaml\", \"yaml:kbo.yaml\"]}\n");
    cr_assert_eq(toegang_open(path, NULL, NULL, &all, NULL), TOEGANG_GOOD);
    cr_expect_eq(toegang_directories(all, 1000, tell, told, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "file.absent");
    cr_expect_eq(strncmp(told,
                         "kbo cache.hits=0\nkbo cache.misses=0\nkbo cache.entries=0\nkbo cache.octets=0\n"
                         "kbo breaker.state=closed\nkbo breaker.failures=0\nkbo adapter=yaml\n",
                         130),
                 0, "%s", told);
    cr_expect_not_null(
        strstr(told, "kbo reachable=yes\nbtb adapter=broken\nbtb reachable=no\nbtb check=file.absent\n"
                     "btb came="),
        "%s", told);
    cr_expect_not_null(strstr(told,
                              "gebruikersbeheer parts=2\ngebruikersbeheer 1.adapter=broken\n"
                              "gebruikersbeheer 1.check=file.absent\ngebruikersbeheer 2.adapter=yaml\n"),
                       "%s", told);
    cr_expect_not_null(strstr(told, "gebruikersbeheer reachable=yes\n"), "%s", told);
    cr_expect_null(strstr(told, "rollenbeheer"), "%s", told);
    cr_expect_eq(toegang_directories(all, 60001, tell, told, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directories(all, -1, tell, told, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directories(all, 0, NULL, told, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_directories(NULL, 0, tell, told, NULL), TOEGANG_MISUSE);
    toegang_free(all);
}
