/* SPDX-License-Identifier: Apache-2.0 */
/* What one process does with the SQLite directory; tests/conformance/directory/sqlite.py has what goes wrong
 * around it. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "directory_sqlite_support.h"

Test(directory_sqlite, arguments)
{
    static const toegang_sql_settings late = {.size = sizeof late, .patience_ms = -1},
                                      slow = {.size = sizeof slow, .patience_ms = 60001},
                                      many = {.size = sizeof many, .connections = 33},
                                      small = {.size = sizeof small - 1},
                                      silent = {.size = sizeof silent, .query = ""};
    static const struct {
        const char *path;
        const toegang_sql_settings *settings;
        toegang_status status;
        const char *check;
    } rows[] = {{NULL, NULL, TOEGANG_MISUSE, "library.misuse"},
                {"/x", &late, TOEGANG_MISUSE, "library.misuse"},
                {"/x", &slow, TOEGANG_MISUSE, "library.misuse"},
                {"/x", &many, TOEGANG_MISUSE, "library.misuse"},
                {"/x", &small, TOEGANG_MISUSE, "library.misuse"},
                {"/x", &silent, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_SETTINGS},
                {"", NULL, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_SETTINGS},
                {":memory:", NULL, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_SETTINGS},
                {"file:x?mode=memory", NULL, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_SETTINGS}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_directory *directory = NULL;
        toegang_report report = {0};
        cr_expect_eq(toegang_directory_sqlite_open(rows[i].path, rows[i].settings, &directory, &report),
                     rows[i].status, "row %zu", i);
        cr_expect_str_eq(report.check, rows[i].check, "row %zu", i);
        cr_expect_null(directory, "row %zu", i);
    }
    cr_expect_eq(toegang_directory_sqlite_open("/x", NULL, NULL, NULL), TOEGANG_MISUSE);
}

/* Nothing is there before migrate: reading makes no file, and what comes later is found. */
Test(directory_sqlite, a_file_that_comes_later, .init = make_folder, .fini = remove_folder)
{
    toegang_directory *directory = open_sqlite(NULL);
    struct brought brought = {0};
    cr_expect_str_eq(ask(directory, TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, ONE, &brought),
                     "directory.connection");
    cr_expect_neq(access(path, F_OK), 0, "reading made a file");
    close(open_empty());
    cr_expect_str_eq(ask(directory, TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, ONE, &brought),
                     "directory.schema");
    cr_expect_eq(toegang_directory_migrate(directory, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(ask(directory, TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, ONE, &brought), "");
    cr_expect_eq(toegang_directory_migrate(directory, NULL), TOEGANG_GOOD, "again is nothing");
    toegang_directory_free(directory);
}

Test(directory_sqlite, versions, .init = make_folder, .fini = remove_folder)
{
    static const struct {
        const char *statements, *came, *migrated;
    } rows[] = {{"DROP TABLE toegang_schema", "no schema", "directory.store"},
                {"DELETE FROM toegang_schema", "no schema", "directory.store"},
                {"UPDATE toegang_schema SET version = 0", "version 0", "directory.store"},
                {"UPDATE toegang_schema SET version = 1", "version 1", "directory.store"},
                {"UPDATE toegang_schema SET version = 3", "version 3", "directory.schema"},
                {"UPDATE toegang_schema SET version = 'x'", "no schema", "directory.store"},
                {"DROP TABLE toegang_schema; CREATE VIEW toegang_schema AS SELECT 1 AS version", "no schema",
                 "directory.store"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        remove_file();
        toegang_directory *directory = new_sqlite(NULL);
        toegang_report report = {0};
        struct brought brought = {0};
        run_statements(rows[i].statements);
        toegang_directory_free(directory);
        directory = open_sqlite(NULL);
        cr_expect_str_eq(ask(directory, TOEGANG_KBO, TOEGANG_FACT_FUNCTION, NULL, ONE, &brought),
                         "directory.schema", "row %zu", i);
        cr_expect_str_eq(brought.report.came, rows[i].came, "row %zu", i);
        cr_expect_str_eq(brought.report.expected, "schema version 2", "row %zu", i);
        cr_expect_eq(toegang_directory_migrate(directory, &report), TOEGANG_UNAVAILABLE, "row %zu", i);
        cr_expect_str_eq(report.check, rows[i].migrated, "row %zu: %s", i, report.came);
        toegang_directory_free(directory);
    }
}

/* A fact of every kind and form comes back as it was. */
Test(directory_sqlite, round_trip, .init = make_folder, .fini = remove_folder)
{
    toegang_directory *directory = new_sqlite(NULL);
    toegang_fact facts[FACTS];
    all_facts(facts);
    for (size_t i = 0; i < FACTS; i++) {
        cr_assert_str_eq(put(directory, register_of(&facts[i]), NULL, &facts[i]), "", "fact %zu", i);
        struct brought brought = {0};
        cr_expect_str_eq(ask_about(directory, register_of(&facts[i]), &facts[i], &brought), "", "fact %zu",
                         i);
        cr_assert_eq(brought.count, 1, "fact %zu", i);
        cr_expect(same(&brought.first, &facts[i]), "fact %zu", i);
        cr_expect(brought.first.as_of > 1700000000 && brought.first.as_of < 7000000000,
                  "as fresh as the moment");
        cr_expect_eq(strncmp(brought.source, "sqlite:toegang_", 15), 0, "%s", brought.source);
    }
    toegang_directory_free(directory);
}

/* before and after: added, changed, ended, taken back; what is not as it was is not touched. */
Test(directory_sqlite, changes, .init = make_folder, .fini = remove_folder)
{
    toegang_directory *directory = new_sqlite(NULL);
    toegang_fact right = right_of(ANN, ONE, "loket", "lezen"), ended = right, other = right, blocked = right;
    struct brought brought = {0};
    ended.until = 5000;
    other.context = "x";
    blocked.kind = TOEGANG_FACT_FUNCTION;
    const struct {
        const toegang_fact *before, *after;
        const char *check;
        size_t count;
    } rows[] = {{&right, &ended, CHECK_DIRECTORY_CHANGED, 0},
                {NULL, &right, "", 1},
                {&other, NULL, CHECK_DIRECTORY_CHANGED, 1},
                {&right, &ended, "", 1},
                {&right, &other, CHECK_DIRECTORY_CHANGED, 1},
                {&right, NULL, CHECK_DIRECTORY_CHANGED, 1},
                {NULL, &right, "", 2},
                {NULL, &right, "", 3},
                {&right, NULL, "", 2},
                {&ended, NULL, "", 1},
                {NULL, &blocked, "library.misuse", 1},
                {NULL, NULL, "library.misuse", 1},
                {&right, &other, "", 1},
                {&other, NULL, "", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_str_eq(put(directory, TOEGANG_GEBRUIKERSBEHEER, rows[i].before, rows[i].after),
                         rows[i].check, "row %zu", i);
        cr_expect_str_eq(ask(directory, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, NULL, &brought),
                         "");
        cr_expect_eq(brought.count, rows[i].count, "row %zu: %zu", i, brought.count);
    }
    toegang_directory_free(directory);
}

/* Evidence names a row by its number: what was taken back leaves it to nobody. */
Test(directory_sqlite, numbers_of_rows, .init = make_folder, .fini = remove_folder)
{
    static const char *const sources[] = {"sqlite:toegang_gebruikersbeheer#1",
                                          "sqlite:toegang_gebruikersbeheer#2"};
    toegang_directory *directory = new_sqlite(NULL);
    toegang_fact right = right_of(ANN, ONE, "loket", "lezen");
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        struct brought brought = {0};
        cr_expect_str_eq(put(directory, TOEGANG_GEBRUIKERSBEHEER, NULL, &right), "");
        cr_expect_str_eq(ask(directory, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, NULL, &brought),
                         "");
        cr_expect_str_eq(brought.source, sources[i]);
        cr_expect_str_eq(put(directory, TOEGANG_GEBRUIKERSBEHEER, &right, NULL), "");
    }
    toegang_directory_free(directory);
}

/* A body that ends with anything but good leaves nothing, whatever it did; the trail goes with it. */
Test(directory_sqlite, bodies, .init = make_folder, .fini = remove_folder)
{
    static const toegang_status ends[] = {TOEGANG_REFUSED, TOEGANG_GOOD, TOEGANG_UNAVAILABLE, TOEGANG_GOOD,
                                          77};
    toegang_directory *directory = new_sqlite(NULL);
    size_t kept = 0;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct act act = {
            .fact = right_of(ANN, ONE, "loket", "lezen"), .end = ends[i], .directory = directory};
        struct brought brought = {0};
        cr_expect_eq(toegang_directory_write(directory, 0, act_once, &act, NULL), ends[i], "row %zu", i);
        cr_expect_eq(act.seen, kept, "what is not kept is not read");
        cr_expect_eq(act.last, kept, "row %zu", i);
        kept += ends[i] == TOEGANG_GOOD;
        cr_expect_str_eq(ask(directory, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, NULL, &brought),
                         "");
        cr_expect_eq(brought.count, kept, "row %zu", i);
        cr_expect_eq(lines_of(directory), kept, "row %zu", i);
    }
    toegang_directory_free(directory);
}

/* A directory that was made before fork serves a child; one that was used before does not, and stays whole.
 */
Test(directory_sqlite, fork, .init = make_folder, .fini = remove_folder)
{
    toegang_directory_free(new_sqlite(NULL));
    for (int used = 0; used < 2; used++) {
        toegang_directory *directory = open_sqlite(NULL);
        struct brought brought = {0};
        int status = -1;
        if (used)
            cr_assert_str_eq(ask(directory, TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, NULL, &brought), "");
        pid_t child = fork();
        if (child == 0) {
            const char *check = ask(directory, TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, NULL, &brought);
            toegang_fact right = right_of(ANN, ONE, "loket", "lezen");
            uint64_t heard = toegang_directory_generation(directory);
            bool is_right = strcmp(check, used ? CHECK_DIRECTORY_CONNECTION : "") == 0;
            if (used) {
                is_right = is_right && toegang_directory_migrate(directory, NULL) == TOEGANG_UNAVAILABLE;
                is_right = is_right && toegang_directory_generation(directory) != heard;
            }
            check = put(directory, TOEGANG_GEBRUIKERSBEHEER, NULL, &right);
            is_right = is_right && strcmp(check, used ? CHECK_DIRECTORY_CONNECTION : "") == 0;
            toegang_directory_free(directory);
            _exit(is_right ? 7 : 8);
        }
        cr_assert_eq(waitpid(child, &status, 0), child);
        cr_expect_eq(WEXITSTATUS(status), 7, "used before: %d", used);
        cr_expect_str_eq(ask(directory, TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, NULL, &brought), "");
        toegang_directory_free(directory);
    }
}

Test(directory_sqlite, read_only, .init = make_folder, .fini = remove_folder)
{
    const toegang_sql_settings settings = {.size = sizeof settings, .read_only = 1};
    toegang_directory_free(new_sqlite(NULL));
    toegang_directory *directory = open_sqlite(&settings);
    toegang_fact right = right_of(ANN, ONE, "loket", "lezen");
    cr_expect_str_eq(put(directory, TOEGANG_GEBRUIKERSBEHEER, NULL, &right), CHECK_DIRECTORY_READ_ONLY);
    cr_expect_eq(toegang_directory_migrate(directory, NULL), TOEGANG_MISUSE);
    cr_expect_eq(lines_of(directory), 0);
    toegang_directory_free(directory);
}

/* The generation moves with every change, and not without. */
Test(directory_sqlite, generation, .init = make_folder, .fini = remove_folder)
{
    toegang_directory *directory = new_sqlite(NULL), *other = open_sqlite(NULL);
    toegang_fact right = right_of(ANN, ONE, "loket", "lezen");
    (void)toegang_directory_generation(directory);
    (void)toegang_directory_generation(other);
    usleep(10000);
    uint64_t before = toegang_directory_generation(directory), others = toegang_directory_generation(other);
    usleep(10000);
    cr_expect_eq(toegang_directory_generation(directory), before);
    cr_expect_eq(toegang_directory_generation(other), others);
    cr_assert_str_eq(put(directory, TOEGANG_GEBRUIKERSBEHEER, NULL, &right), "");
    cr_expect_neq(toegang_directory_generation(directory), before, "at once");
    usleep(10000);
    cr_expect_neq(toegang_directory_generation(other), others);
    toegang_directory_free(other);
    toegang_directory_free(directory);
}

/* ---- what it says of itself ---- */

struct told {
    char text[1024];
};

static void note(void *context, const char *name, const char *value)
{
    struct told *told = context;
    size_t length = strlen(told->text);
    bool is_path = strcmp(name, "path") == 0;
    (void)snprintf(told->text + length, sizeof told->text - length, "%s=%s;", name, is_path ? "P" : value);
}

Test(directory_sqlite, describes_itself, .init = make_folder, .fini = remove_folder)
{
    const toegang_sql_settings mapped = {.size = sizeof mapped, .query = "SELECT holder FROM absent"};
    toegang_directory *directory = new_sqlite(NULL), *other = open_sqlite(&mapped);
    toegang_fact right = right_of(ANN, ONE, "loket", "lezen");
    struct told told = {""}, broken = {""};
    toegang_report report = {0};
    cr_assert_str_eq(put(directory, TOEGANG_GEBRUIKERSBEHEER, NULL, &right), "");
    run_statements("INSERT INTO toegang_register VALUES ('kbo', 0, 'x')");
    cr_expect_eq(toegang_directory_describe(directory, 0, note, &told, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(
        told.text,
        "adapter=sqlite;path=P;schema=2;trail lines=0;kbo as of=1970-01-01T00:00:00Z;btb as of=now;"
        "gebruikersbeheer as of=now;rollenbeheer as of=now;kbo facts=0;btb facts=0;"
        "gebruikersbeheer facts=1;rollenbeheer facts=0;");
    cr_expect_eq(toegang_directory_describe(other, 0, note, &broken, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, CHECK_DIRECTORY_QUERY);
    cr_expect_str_eq(broken.text, "adapter=sqlite;path=P;schema=query;");
    toegang_directory_free(other);
    toegang_directory_free(directory);
}
