/* SPDX-License-Identifier: Apache-2.0 */
#include "../config/folder.h"
#include "trail_maker.h"

#include <fcntl.h>
#include <sys/file.h>

#include "administration/trail_file.h"

static void make(void)
{
    folder_make();
    keys_make();
}

static void end(void)
{
    keys_free();
    folder_remove();
}

TestSuite(trail_file, .init = make, .fini = end);

static toegang_status append(const char *detail, toegang_report *report)
{
    struct tg_entry entry = entry_of(detail);
    struct tg_entry_line what = line_of(&entry);
    return tg_trail_append(&keys, folder_path("log"), tg_entry_body, &what, report);
}

static void append_lines(unsigned count)
{
    for (unsigned i = 0; i < count; i++) cr_assert_eq(append("words", NULL), TOEGANG_GOOD);
}

/* The check that falls, "" for whole. */
static const char *read_check(struct tg_walk *walk)
{
    static toegang_report report;
    report = (toegang_report){0};
    *walk = (struct tg_walk){.keys = &keys};
    toegang_status status = tg_trail_read(walk, folder_path("log"), &report);
    cr_expect_eq(status != TOEGANG_GOOD, walk->broken > 0 || status < 0);
    return status == TOEGANG_GOOD ? "" : report.check;
}

static size_t load(const char *name, char *out, size_t size)
{
    FILE *file = fopen(folder_path(name), "r");
    cr_assert_not_null(file, "%s", name);
    size_t length = fread(out, 1, size, file);
    fclose(file);
    return length;
}

static void store(const char *name, const char *octets, size_t length)
{
    FILE *file = fopen(folder_path(name), "w");
    cr_assert_not_null(file);
    cr_assert_eq(fwrite(octets, 1, length, file), length);
    fclose(file);
}

Test(trail_file, is_whole_and_goes_on)
{
    struct tg_walk walk;
    struct stat about;
    cr_expect_str_eq(read_check(&walk), "", "no file at all");
    append_lines(3);
    cr_expect_str_eq(read_check(&walk), "");
    cr_expect_eq(walk.link.number, 3);
    cr_expect_eq(walk.torn, 0);
    cr_assert_eq(stat(folder_path("log"), &about), 0);
    cr_expect_eq(about.st_mode & 0777, 0600);
}

/* Every place where a killed process can have stopped: the line is cut off and moved aside, and the trail says so. */
Test(trail_file, repairs_what_was_torn)
{
    char whole[8192], torn[64];
    struct tg_walk walk;
    append_lines(2);
    size_t two = load("log", whole, sizeof whole);
    for (size_t more = 1; more < 40; more += 3) {
        store("log", whole, two);
        int file = open(folder_path("log"), O_WRONLY | O_APPEND);
        cr_assert_eq(write(file, "{\"v\":1,\"number\":3,\"event\":\"grant\",\"time\":\"", more), (ssize_t)more);
        close(file);
        cr_expect_str_eq(read_check(&walk), "");
        cr_expect_eq(walk.torn, 3);
        append_lines(1);
        cr_expect_str_eq(read_check(&walk), "");
        cr_expect_eq(walk.link.number, 4, "a line that says so, and ours");
        cr_expect_eq(walk.torn, 3);
        cr_expect_eq(load("log.torn", torn, sizeof torn), more + 1);
        unlink(folder_path("log.torn"));
        unlink(folder_path("log.head"));
        store("log", whole, 0);
        append_lines(2);
        two = load("log", whole, sizeof whole);
    }
}

Test(trail_file, finds_a_cut_at_every_octet)
{
    char whole[8192];
    struct tg_walk walk;
    append_lines(3);
    size_t length = load("log", whole, sizeof whole);
    for (size_t i = 0; i < length; i++) {
        store("log", whole, i);
        cr_expect_str_eq(read_check(&walk), CHECK_AUDIT_CUT, "%zu", i);
        cr_expect_leq(walk.broken, 3);
    }
    store("log", whole, length);
    cr_expect_str_eq(read_check(&walk), "");
}

/* A trail that was cut goes on, and says so itself: going on covers nothing up. */
Test(trail_file, goes_on_after_a_gap_and_says_so)
{
    char whole[8192], head[256];
    struct tg_walk walk;
    append_lines(3);
    size_t length = load("log", whole, sizeof whole), head_length = load("log.head", head, sizeof head);
    for (size_t i = 1; i < length; i += 37) {
        store("log", whole, i);
        store("log.head", head, head_length);
        append_lines(2);
        bool nothing_left = !memchr(whole, '\n', i);
        cr_expect_str_eq(read_check(&walk), nothing_left ? "" : CHECK_AUDIT_CUT, "%zu", i);
        cr_expect_eq(walk.continued, nothing_left ? 4 : 0, "%zu", i);
        if (nothing_left)
            cr_expect_eq(walk.link.number, 6, "known: 3, the line of the gap, and ours");
        else
            cr_expect_eq(walk.broken, walk.link.number + 1);
    }
    unlink(folder_path("log"));
    store("log.head", head, head_length);
    append_lines(1);
    cr_expect_str_eq(read_check(&walk), "", "moved aside, as logs are rotated: the next file goes on with the chain");
    cr_expect_eq(walk.continued, 4);
    unlink(folder_path("log.head"));
    append_lines(2);
    cr_expect_str_eq(read_check(&walk), CHECK_AUDIT_HEAD, "the head was gone for a while");
    cr_expect_eq(walk.broken, 6);
}

Test(trail_file, finds_what_was_done_to_it)
{
    char whole[8192], head[256], old_head[256], work[8192];
    struct tg_walk walk;
    append_lines(2);
    size_t old = load("log", whole, sizeof whole), old_length = load("log.head", old_head, sizeof old_head);
    append_lines(2);
    size_t length = load("log", whole, sizeof whole), head_length = load("log.head", head, sizeof head);
    for (size_t i = 0; i < length; i++) {
        memcpy(work, whole, length);
        work[i] = (char)(work[i] ^ 0x20);
        store("log", work, length);
        cr_expect(*read_check(&walk), "octet %zu", i);
        cr_expect(walk.broken > 0 && walk.broken <= 4, "octet %zu: %d", i, (int)walk.broken);
    }
    store("log", whole, length);
    for (size_t i = 0; i < head_length; i++) {
        memcpy(work, head, head_length);
        work[i] = (char)(work[i] ^ 0x20);
        store("log.head", work, head_length);
        cr_expect_str_eq(read_check(&walk), CHECK_AUDIT_HEAD, "head %zu", i);
    }
    store("log.head", old_head, old_length);
    cr_expect_str_eq(read_check(&walk), "", "more lines than the head says: killed between the two");
    unlink(folder_path("log.head"));
    cr_expect_str_eq(read_check(&walk), CHECK_AUDIT_HEAD, "no head");
    store("log.head", head, head_length);
    unlink(folder_path("log"));
    cr_expect_str_eq(read_check(&walk), CHECK_AUDIT_CUT, "no file");
    store("log", whole, old);
    cr_expect_str_eq(read_check(&walk), CHECK_AUDIT_CUT, "an older copy");
    store("log.head", old_head, old_length);
    cr_expect_str_eq(read_check(&walk), "", "an older copy of both: only a head noted elsewhere shows that");
}

Test(trail_file, goes_on_behind_a_line_that_is_not_ours)
{
    struct tg_walk walk;
    append_lines(1);
    int file = open(folder_path("log"), O_WRONLY | O_APPEND);
    cr_assert_eq(write(file, "{}\n", 3), 3);
    close(file);
    for (unsigned i = 0; i < 2; i++) {
        cr_expect_str_eq(read_check(&walk), CHECK_AUDIT_ALTERED);
        cr_expect_eq(walk.broken, 2);
        append_lines(1);
    }
}

Test(trail_file, says_why_it_cannot_write)
{
    static const char *const names[] = {"absent/log", "folder", "pipe"};
    struct tg_entry entry = entry_of("words");
    struct tg_entry_line what = line_of(&entry);
    cr_assert_eq(mkdir(folder_path("folder"), 0700), 0);
    cr_assert_eq(mkfifo(folder_path("pipe"), 0600), 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        toegang_report report = {0};
        cr_expect_eq(tg_trail_append(&keys, folder_path(names[i]), tg_entry_body, &what, &report),
                     TOEGANG_UNAVAILABLE, "%s", names[i]);
        cr_expect_str_eq(report.check, CHECK_AUDIT_FILE);
    }
    rmdir(folder_path("folder"));
}

Test(trail_file, follows_a_store)
{
    static const struct tg_link two = {.number = 2, .mac = {1}}, one = {.number = 1}, other = {.number = 2, .mac = {2}};
    static const struct {
        const char *name, *what;
        const struct tg_link *last;
        bool ours, gap;
        uint64_t from; /* the number after which it goes on */
    } rows[] = {{"btb", "the first time", &one, true, false, 1},
                {"btb", "one more", &two, true, false, 2},
                {"btb", "as it was", &two, true, false, 2},
                {"kbo", "another store", &one, true, false, 1},
                {"btb", "one is gone", &one, true, true, 2},
                {"btb", "another line", &other, true, true, 2},
                {"btb", "one that is not ours", &one, false, true, 2},
                {"kbo", "one that is not ours", &one, false, true, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_sequel sequel;
        cr_expect_eq(tg_trail_follow(&keys, folder_path("log"), rows[i].name, rows[i].last, rows[i].ours, &sequel, NULL),
                     TOEGANG_GOOD);
        cr_expect_eq(sequel.gap, rows[i].gap, "%s: %s", rows[i].name, rows[i].what);
        cr_expect_eq(sequel.link.number, rows[i].from, "%s: %s", rows[i].name, rows[i].what);
    }
}

/* The last line is found from behind, however long it is. */
Test(trail_file, goes_on_after_long_lines)
{
    static const size_t lengths[] = {65000, 65400, 65536, 70000, 600000, 3000000, 10};
    struct tg_arena arena = {0};
    struct tg_walk walk;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        char *detail = tg_arena_take(&arena, lengths[i] + 1);
        memset(detail, 'x', lengths[i]);
        cr_expect_eq(append(detail, NULL), TOEGANG_GOOD, "%zu", lengths[i]);
    }
    cr_expect_str_eq(read_check(&walk), "");
    cr_expect_eq(walk.link.number, sizeof lengths / sizeof *lengths);
    tg_arena_free(&arena);
}

/* More than any line of ours can be, without an end. */
Test(trail_file, refuses_what_has_no_end)
{
    struct tg_walk walk;
    toegang_report report = {0};
    append_lines(1);
    cr_assert_eq(truncate(folder_path("log"), (off_t)(3 * TG_LINE_MAX)), 0);
    cr_expect_str_eq(read_check(&walk), CHECK_AUDIT_ALTERED);
    cr_expect_eq(walk.broken, 2);
    cr_expect_eq(append("words", &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, CHECK_AUDIT_ALTERED);
}
