/* SPDX-License-Identifier: Apache-2.0 */
/* A disk that fails at a moment of the test's choosing: a change that was refused is not there, now and afterwards. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "directory_sqlite_support.h"

static sqlite3_vfs failing, *real;
static sqlite3_io_methods methods;
static const sqlite3_io_methods *real_methods;
static int syncs_left = -1, writes_left = -1; /* of the log, until one fails; -1: none does */

static bool fails(int *left)
{
    return *left >= 0 && (*left)-- == 0;
}

static int sync_file(sqlite3_file *file, int flags)
{
    return fails(&syncs_left) ? SQLITE_IOERR_FSYNC : real_methods->xSync(file, flags);
}

static int write_file(sqlite3_file *file, const void *octets, int count, sqlite3_int64 at)
{
    return fails(&writes_left) ? SQLITE_FULL : real_methods->xWrite(file, octets, count, at);
}

/* The log alone: whoever opens it writes through the functions above. */
static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
    (void)vfs;
    int code = real->xOpen(real, name, file, flags, out_flags);
    if (code != SQLITE_OK || !(flags & SQLITE_OPEN_WAL)) return code;
    real_methods = file->pMethods;
    methods = *real_methods;
    methods.xSync = sync_file;
    methods.xWrite = write_file;
    file->pMethods = &methods;
    return code;
}

static void fail_when_told(void)
{
    make_folder();
    real = sqlite3_vfs_find(NULL);
    failing = *real;
    failing.zName = "failing";
    failing.xOpen = open_file;
    cr_assert_eq(sqlite3_vfs_register(&failing, 1), SQLITE_OK);
}

static void stop_failing(void)
{
    (void)sqlite3_vfs_unregister(&failing);
    remove_folder();
}

static size_t rights(toegang_directory *directory)
{
    struct brought brought = {0};
    cr_expect_str_eq(ask(directory, TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, NULL, &brought), "", "%s",
                     brought.report.came);
    return brought.count;
}

Test(directory_sqlite_disk, fails, .init = fail_when_told, .fini = stop_failing)
{
    toegang_directory *directory = new_sqlite(NULL);
    struct act act = {.fact = right_of(ANN, ONE, "loket", "lezen"), .end = TOEGANG_GOOD};
    size_t kept = 0, commits_unknown = 0, refused = 0;
    for (int i = 0; i < 16; i++) {
        toegang_report report = {0};
        syncs_left = i % 4 == 1 ? 0 : -1;
        writes_left = i % 4 == 2 ? i / 4 : i % 4 == 3 ? 2 + i / 4 : -1;
        toegang_status status = toegang_directory_write(directory, 0, act_once, &act, &report);
        bool was_good = status == TOEGANG_GOOD;
        if (i % 4 == 0) cr_expect_eq(status, TOEGANG_GOOD, "change %d: %s", i, report.check);
        if (!was_good && i % 4 == 1) cr_expect_str_eq(report.check, CHECK_DIRECTORY_COMMIT, "change %d", i);
        if (!was_good && i % 4 > 1) cr_expect_str_eq(report.check, CHECK_DIRECTORY_STORE, "change %d", i);
        commits_unknown += strcmp(report.check, CHECK_DIRECTORY_COMMIT) == 0;
        refused += strcmp(report.check, CHECK_DIRECTORY_STORE) == 0;
        kept += was_good;
        syncs_left = writes_left = -1;
        cr_expect_eq(rights(directory), kept, "change %d, %s", i, report.check);
        cr_expect_eq(lines_of(directory), kept, "change %d", i);
    }
    cr_expect_gt(commits_unknown, 0);
    cr_expect_gt(refused, 0);
    toegang_directory_free(directory);
    directory = open_sqlite(NULL);
    cr_expect_eq(rights(directory), kept, "as it was when it is opened again");
    toegang_directory_free(directory);
}
