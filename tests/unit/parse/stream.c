/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "parse/stream.h"

static char folder[] = "/tmp/toegang-stream-XXXXXX";

static void enter(void)
{
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
}

static void leave(void)
{
    static const char *const names[] = {"a", "kept"};
    for (size_t i = 0; i < 2; i++) unlink(names[i]);
    rmdir("folder");
    cr_expect_eq(rmdir(folder), 0, "nothing is left behind");
}
TestSuite(stream, .init = enter, .fini = leave);

static void write_file(const char *name, const char *content, const char *how)
{
    FILE *file = fopen(name, how);
    cr_assert_not_null(file);
    fputs(content, file);
    fclose(file);
}

Test(stream, reads_to_the_end)
{
    char out[8], all[32] = "";
    size_t length;
    struct tg_stream stream = {0};
    write_file("a", "twelve octets", "w");
    cr_assert_eq(tg_stream_open("a", &stream, NULL), TOEGANG_GOOD);
    cr_expect_eq(stream.size, 13);
    do {
        cr_assert_eq(tg_stream_read(&stream, out, 5, &length, NULL), TOEGANG_GOOD);
        strncat(all, out, length);
    } while (length > 0);
    cr_expect_str_eq(all, "twelve octets");
    tg_stream_close(&stream);
    tg_stream_close(&stream);
}

Test(stream, a_file_that_changes)
{
    char out[64];
    size_t length;
    struct tg_stream stream = {0};
    toegang_report report = {0};
    write_file("a", "first", "w");
    cr_assert_eq(tg_stream_open("a", &stream, NULL), TOEGANG_GOOD);
    write_file("a", "more", "a");
    cr_assert_eq(tg_stream_read(&stream, out, sizeof out, &length, &report), TOEGANG_GOOD);
    cr_expect_eq(tg_stream_read(&stream, out, sizeof out, &length, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, "file.read");
    tg_stream_close(&stream);
}

Test(stream, what_cannot_be_opened)
{
    static const struct {
        const char *path, *check;
    } rows[] = {{"absent", "file.absent"}, {"folder", "file.kind"}, {"/dev/null", "file.kind"}};
    mkdir("folder", 0700);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_stream stream = {0};
        toegang_report report = {0};
        cr_expect_eq(tg_stream_open(rows[i].path, &stream, &report), TOEGANG_UNAVAILABLE);
        cr_expect_str_eq(report.check, rows[i].check, "%s", rows[i].path);
        tg_stream_close(&stream);
    }
}

static struct tg_new_file *begin(struct tg_arena *arena, const char *text)
{
    struct tg_new_file *file = NULL;
    cr_assert_eq(tg_new_file_open("kept", arena, &file, NULL), TOEGANG_GOOD);
    cr_assert_eq(tg_new_file_put(file, tg_span_of(text), NULL), TOEGANG_GOOD);
    return file;
}

static void expect_content(const char *expected)
{
    char out[64] = "";
    FILE *file = fopen("kept", "r");
    cr_assert_not_null(file);
    out[fread(out, 1, sizeof out - 1, file)] = '\0';
    fclose(file);
    cr_expect_str_eq(out, expected);
}

Test(stream, takes_the_place_when_it_is_whole)
{
    struct tg_arena arena = {0};
    struct stat about;
    write_file("kept", "old", "w");
    struct tg_new_file *file = begin(&arena, "half");
    expect_content("old");
    tg_new_file_leave(file);
    expect_content("old");
    file = begin(&arena, "new");
    cr_expect_eq(tg_new_file_keep(file, NULL), TOEGANG_GOOD);
    tg_new_file_leave(file);
    expect_content("new");
    cr_expect(stat("kept", &about) == 0 && (about.st_mode & 0777) == 0600, "its owner alone reads it");
    tg_new_file_leave(NULL);
    tg_arena_free(&arena);
}

Test(stream, longer_than_its_buffer)
{
    struct tg_arena arena = {0};
    struct tg_new_file *file = begin(&arena, "");
    struct stat about;
    for (int i = 0; i < 20000; i++) cr_assert_eq(tg_new_file_put(file, TG_SPAN("0123456789"), NULL), TOEGANG_GOOD);
    cr_expect_eq(tg_new_file_keep(file, NULL), TOEGANG_GOOD);
    cr_expect(stat("kept", &about) == 0 && about.st_size == 200000);
    tg_arena_free(&arena);
}

Test(stream, where_nothing_can_be_written)
{
    static const char *const paths[] = {"absent/kept", "/proc/kept"};
    for (size_t i = 0; i < 2; i++) {
        struct tg_arena arena = {0};
        struct tg_new_file *file = NULL;
        toegang_report report = {0};
        cr_expect_eq(tg_new_file_open(paths[i], &arena, &file, &report), TOEGANG_UNAVAILABLE);
        cr_expect_str_eq(report.check, "file.write", "%s", paths[i]);
        tg_arena_free(&arena);
    }
}

Test(stream, a_folder_is_not_replaced)
{
    struct tg_arena arena = {0};
    struct tg_new_file *file = NULL;
    toegang_report report = {0};
    mkdir("folder", 0700);
    cr_assert_eq(tg_new_file_open("folder", &arena, &file, NULL), TOEGANG_GOOD);
    cr_expect_eq(tg_new_file_keep(file, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.came, "folder: a folder");
    tg_new_file_leave(file);
    tg_arena_free(&arena);
}
