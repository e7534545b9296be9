/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "parse/check.h"
#include "parse/file.h"

static char folder[64];

static const char *in_folder(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(in_folder(name), "w");
    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
}

static void make_socket(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int made = socket(AF_UNIX, SOCK_STREAM, 0);
    strcpy(address.sun_path, in_folder("socket"));
    cr_assert_eq(bind(made, (const struct sockaddr *)&address, sizeof address), 0);
    close(made);
}

static void make_folder(void)
{
    strcpy(folder, "/tmp/toegang-file-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    write_file("ten", "0123456789");
    write_file("empty", "");
    cr_assert_eq(mkfifo(in_folder("pipe"), 0600), 0);
    cr_assert_eq(symlink("ten", in_folder("link")), 0);
    cr_assert_eq(symlink("loop", in_folder("loop")), 0);
    make_socket();
}

static void remove_folder(void)
{
    static const char *const names[] = {"ten", "empty", "pipe", "link", "loop", "socket"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) unlink(in_folder(names[i]));
    rmdir(folder);
}

TestSuite(file, .init = make_folder, .fini = remove_folder);

Test(file, reads_regular_files_and_nothing_else)
{
    static const struct {
        const char *name;
        size_t limit;
        const char *text, *check; /* one of them */
    } rows[] = {
        {"ten", 10, "0123456789", NULL},
        {"ten", SIZE_MAX, "0123456789", NULL},
        {"link", 10, "0123456789", NULL},
        {"empty", 0, "", NULL},
        {"ten", 9, NULL, CHECK_FILE_SIZE},
        {"absent", 10, NULL, CHECK_FILE_ABSENT},
        {"ten/under", 10, NULL, CHECK_FILE_ABSENT},
        {"loop", 10, NULL, CHECK_FILE_ABSENT},
        {"pipe", 10, NULL, CHECK_FILE_KIND},
        {"socket", 10, NULL, CHECK_FILE_KIND},
        {".", 10, NULL, CHECK_FILE_KIND},
        {"../../dev/zero", 10, NULL, CHECK_FILE_KIND},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_span out = {NULL, 0};
        toegang_report report = {0};
        toegang_time modified = 0;
        toegang_status status =
            tg_file_read(in_folder(rows[i].name), rows[i].limit, &arena, &out, &modified, &report);
        cr_expect_str_eq(report.check, rows[i].check ? rows[i].check : "", "%s", rows[i].name);
        cr_expect_eq(status, rows[i].check ? TOEGANG_UNAVAILABLE : TOEGANG_GOOD, "%s", rows[i].name);
        if (rows[i].check)
            cr_expect_not_null(strstr(report.came, rows[i].name), "the path of %s", rows[i].name);
        else
            cr_expect(out.at && tg_span_is(out, rows[i].text) && out.at[out.length] == 0 && modified > 0);
        tg_arena_free(&arena);
    }
}

Test(file, what_may_not_be_read)
{
    struct tg_arena arena = {0};
    struct tg_span out;
    toegang_report report = {0};
    chmod(in_folder("ten"), 0);
    if (geteuid() == 0) cr_assert_eq(seteuid(65534), 0);
    chmod(folder, 0); /* has no effect for another user, who cannot enter a folder made by mkdtemp anyway */
    cr_expect_eq(tg_file_read(in_folder("ten"), 10, &arena, &out, NULL, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, CHECK_FILE_ACCESS);
    if (getuid() == 0) cr_assert_eq(seteuid(0), 0);
    chmod(folder, 0700);
    tg_arena_free(&arena);
}

/* A file of the kernel says that it is empty and is not: what it held cannot be known from its size. */
Test(file, a_file_that_is_not_as_long_as_it_says)
{
    struct tg_arena arena = {0};
    struct tg_span out;
    toegang_report report = {0};
    cr_expect_eq(tg_file_read("/proc/self/status", 1 << 20, &arena, &out, NULL, &report),
                 TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, CHECK_FILE_READ);
    tg_arena_free(&arena);
}

Test(file, misuse_and_memory)
{
    struct tg_arena arena = {.limit = 1};
    struct tg_span out;
    cr_expect_eq(tg_file_read(NULL, 10, &arena, &out, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(tg_file_read(in_folder("ten"), 10, &arena, &out, NULL, NULL), TOEGANG_NO_MEMORY);
    cr_expect_null(tg_file_beside(&arena, "/a/b", TG_SPAN("c")));
    tg_arena_free(&arena);
}

Test(file, beside_another)
{
    static const struct {
        const char *beside, *path, *out;
    } rows[] = {{"/etc/toegang/toegang.yaml", "kbo.yaml", "/etc/toegang/kbo.yaml"},
                {"/etc/toegang/toegang.yaml", "/var/kbo.yaml", "/var/kbo.yaml"},
                {"toegang.yaml", "kbo.yaml", "kbo.yaml"},
                {"./toegang.yaml", "sub/kbo.yaml", "./sub/kbo.yaml"},
                {"/toegang.yaml", "", "/"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        cr_expect_str_eq(tg_file_beside(&arena, rows[i].beside, tg_span_of(rows[i].path)), rows[i].out);
        tg_arena_free(&arena);
    }
}
