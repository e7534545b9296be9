/* SPDX-License-Identifier: Apache-2.0 */
/* What one process does with a file; tests/conformance/replay has what several do, and what goes wrong. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <toegang/replay.h>

#include "directory/check_replay.h"
#include "directory/sqlite.h"

#define KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define OTHER "f123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static char folder[] = "/tmp/toegang-replay-XXXXXX", path[64];

static void make_folder(void)
{
    cr_assert_not_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/used.db", folder);
}

static void remove_folder(void)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char name[80];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        (void)snprintf(name, sizeof name, "%s%s", path, ends[i]);
        (void)unlink(name);
    }
    (void)rmdir(folder);
}

Test(replay_sqlite, arguments)
{
    static const struct {
        const char *path;
        int64_t patience;
        toegang_status status;
        const char *check;
    } rows[] = {{NULL, 0, TOEGANG_MISUSE, "library.misuse"},
                {"/nowhere/at/all", -1, TOEGANG_MISUSE, "library.misuse"},
                {"/nowhere/at/all", 60001, TOEGANG_MISUSE, "library.misuse"},
                {"", 0, TOEGANG_CONFIGURATION, CHECK_REPLAY_STORE},
                {":memory:", 0, TOEGANG_CONFIGURATION, CHECK_REPLAY_STORE},
                {"file:x?mode=memory", 0, TOEGANG_CONFIGURATION, CHECK_REPLAY_STORE},
                {"/nowhere/at/all", 50, TOEGANG_UNAVAILABLE, CHECK_REPLAY_UNAVAILABLE},
                {"/dev/null", 50, TOEGANG_UNAVAILABLE, CHECK_REPLAY_UNAVAILABLE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_replay *replay = NULL;
        toegang_report report = {0};
        cr_expect_eq(toegang_replay_sqlite_open(rows[i].path, rows[i].patience, &replay, &report),
                     rows[i].status, "row %zu: %s", i, report.came);
        cr_expect_str_eq(report.check, rows[i].check, "row %zu", i);
        cr_expect_null(replay, "row %zu", i);
    }
    cr_expect_eq(toegang_replay_sqlite_open("/x", 0, NULL, NULL), TOEGANG_MISUSE);
}

/* A store that was opened before fork serves a child; one that was used before does not, and stays whole. */
Test(replay_sqlite, fork, .init = make_folder, .fini = remove_folder)
{
    for (int used = 0; used < 2; used++) {
        toegang_replay *replay = NULL;
        int status = -1;
        cr_assert_eq(toegang_replay_sqlite_open(path, 5000, &replay, NULL), TOEGANG_GOOD);
        if (used) cr_assert_eq(toegang_replay_use(replay, KEY, 9, 1, NULL), TOEGANG_REFUSED);
        pid_t child = fork();
        if (child == 0) {
            toegang_report report = {0};
            toegang_status came = toegang_replay_use(replay, KEY, 9, 1, &report);
            toegang_replay_free(replay);
            bool is_right = used ? strcmp(report.check, CHECK_REPLAY_UNAVAILABLE) == 0 : came == TOEGANG_GOOD;
            _exit(is_right ? 7 : 8);
        }
        cr_assert_eq(waitpid(child, &status, 0), child);
        cr_expect_eq(WEXITSTATUS(status), 7, "used before: %d", used);
        cr_expect_eq(toegang_replay_use(replay, KEY, 9, 1, NULL), TOEGANG_REFUSED);
        toegang_replay_free(replay);
    }
}

/* What opens it may be another account than what writes: the first who uses it makes the file. */
Test(replay_sqlite, made_by_its_first_use, .init = make_folder, .fini = remove_folder)
{
    toegang_replay *replay = NULL;
    cr_assert_eq(toegang_replay_sqlite_open(path, 5000, &replay, NULL), TOEGANG_GOOD);
    cr_expect_neq(access(path, F_OK), 0);
    cr_expect_eq(toegang_replay_use(replay, KEY, 9, 1, NULL), TOEGANG_GOOD);
    cr_expect_eq(access(path, F_OK), 0);
    cr_expect_eq(toegang_replay_use(replay, KEY, 9, 1, NULL), TOEGANG_REFUSED);
    toegang_replay_free(replay);
}

/* Triggers and views of a file do nothing; a table that is something else is told. */
Test(replay_sqlite, a_file_that_acts, .init = make_folder, .fini = remove_folder)
{
    struct tg_sqlite sqlite = {.deadline = tg_deadline_in(5000)};
    toegang_replay *replay = NULL;
    toegang_report report = {0};
    cr_assert_eq(toegang_replay_sqlite_open(path, 5000, &replay, NULL), TOEGANG_GOOD);
    cr_assert_eq(toegang_replay_use(replay, KEY, 2, 1, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_sqlite_open(&sqlite, path, SQLITE_OPEN_READWRITE), SQLITE_OK);
    cr_assert_eq(tg_sqlite_run(&sqlite, "CREATE TRIGGER forget AFTER INSERT ON toegang_replay"
                                        " BEGIN DELETE FROM toegang_replay; END"),
                 SQLITE_OK);
    cr_expect_eq(toegang_replay_use(replay, OTHER, 9, 1, NULL), TOEGANG_GOOD);
    cr_expect_eq(toegang_replay_use(replay, OTHER, 9, 1, NULL), TOEGANG_REFUSED, "the trigger did not run");
    cr_assert_eq(
        tg_sqlite_run(&sqlite, "DROP TABLE toegang_replay; CREATE TABLE toegang_replay (key, until)"),
        SQLITE_OK);
    cr_expect_eq(toegang_replay_use(replay, OTHER, 9, 1, &report), TOEGANG_UNAVAILABLE,
                 "no key is unique there");
    cr_expect_str_eq(report.check, CHECK_REPLAY_UNAVAILABLE);
    tg_sqlite_close(&sqlite);
    toegang_replay_free(replay);
}
