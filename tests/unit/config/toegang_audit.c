/* SPDX-License-Identifier: Apache-2.0 */
/* A change is noted in the store that keeps a trail, else in the file; where that cannot be, it must not be kept. */
#include "folder.h"

#include <toegang/administration.h>

#include "administration/check.h"
#include "audit.h"
#include "check.h"

#define HEX "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

/* A store with room for a few lines. */
struct store {
    char lines[8][2048];
    size_t count;
    toegang_status fails;
};

static toegang_status last(void *state, toegang_line_sink *sink, void *context, toegang_report *report)
{
    struct store *store = state;
    (void)report;
    if (store->count == 0) return TOEGANG_GOOD;
    return sink(context, store->lines[store->count - 1], strlen(store->lines[store->count - 1]));
}

static toegang_status append(void *state, const char *line, size_t length, toegang_report *report)
{
    struct store *store = state;
    if (store->fails != TOEGANG_GOOD) {
        *report = (toegang_report){.status = store->fails, .check = "directory.store"};
        return store->fails;
    }
    cr_assert_lt(length, sizeof store->lines[0]);
    memcpy(store->lines[store->count], line, length);
    store->lines[store->count++][length] = '\0';
    return TOEGANG_GOOD;
}

static toegang *opened(const char *audit)
{
    char text[512];
    toegang *all = NULL;
    chmod(folder_write("key", HEX), 0600);
    snprintf(text, sizeof text, "test-numbers: allow\n%s", audit);
    cr_assert_eq(toegang_open(folder_write("toegang.yaml", text), NULL, NULL, &all, NULL), TOEGANG_GOOD);
    return all;
}

static toegang_status note(const toegang *all, struct store *store, struct tg_noted *noted, toegang_report *report)
{
    toegang_fact fact = {.size = sizeof fact, .kind = TOEGANG_FACT_RIGHT, .eloket = "loket", .code = "r"};
    const struct tg_change change = {TOEGANG_GEBRUIKERSBEHEER, NULL, &fact};
    const struct tg_entry entry = {.event = "grant", .at = 1, .changes = &change, .change_count = 1};
    const toegang_writing writing = {sizeof writing, store, NULL, store ? last : NULL, store ? append : NULL};
    *report = (toegang_report){0};
    return tg_audit_note(all, &writing, &entry, noted, report);
}

TestSuite(toegang_audit, .init = folder_make, .fini = folder_remove);

Test(toegang_audit, is_nothing_where_none_is_configured)
{
    struct store store = {.count = 0};
    struct tg_noted noted;
    toegang_report report;
    toegang *all = opened("");
    cr_expect_eq(note(all, &store, &noted, &report), TOEGANG_GOOD);
    cr_expect_eq(store.count, 0);
    tg_audit_kept(all, &noted);
    cr_expect_eq(toegang_audit_verify(all, NULL, NULL, &report), TOEGANG_MISUSE);
    cr_expect_str_eq(report.check, CHECK_AUDIT_ABSENT);
    toegang_free(all);
}

Test(toegang_audit, goes_to_the_store_that_keeps_a_trail)
{
    static struct store store;
    struct tg_noted noted;
    toegang_report report;
    toegang *all = opened("audit: {key: key, file: log}\n");
    for (unsigned i = 1; i <= 3; i++) {
        cr_expect_eq(note(all, &store, &noted, &report), TOEGANG_GOOD, "%s", report.check);
        cr_expect_eq(noted.link.number, i);
        tg_audit_kept(all, &noted);
    }
    store.fails = TOEGANG_UNAVAILABLE;
    cr_expect_eq(note(all, &store, &noted, &report), TOEGANG_UNAVAILABLE);
    store.fails = TOEGANG_GOOD;
    toegang_free(all);
}

/* It goes on with what the head knows, behind a line that says so. */
Test(toegang_audit, says_in_the_store_that_lines_are_gone)
{
    static struct store store;
    struct tg_noted noted;
    toegang_report report;
    toegang *all = opened("audit: {key: key, file: log}\n");
    for (unsigned i = 1; i <= 3; i++) {
        cr_expect_eq(note(all, &store, &noted, &report), TOEGANG_GOOD);
        tg_audit_kept(all, &noted);
    }
    store.count = 2;
    cr_expect_eq(note(all, &store, &noted, &report), TOEGANG_GOOD);
    cr_expect_eq(noted.link.number, 5);
    cr_expect_eq(store.count, 4);
    cr_expect_not_null(strstr(store.lines[2], "\"number\":4,\"event\":\"continued\",\"time\":null,\"known\":3,\"there\":2"));
    tg_audit_kept(all, &noted);
    store.lines[3][40] ^= 1;
    cr_expect_eq(note(all, &store, &noted, &report), TOEGANG_GOOD);
    cr_expect_not_null(strstr(store.lines[4], "\"event\":\"continued\",\"time\":null,\"known\":5,\"there\":0"));
    toegang_free(all);
}

/* What was noted and not kept is no line: the head does not say so. */
Test(toegang_audit, does_not_count_what_was_not_kept)
{
    static struct store store;
    struct tg_noted noted;
    toegang_report report;
    toegang *all = opened("audit: {key: key, file: log}\n");
    cr_expect_eq(note(all, &store, &noted, &report), TOEGANG_GOOD);
    store.count = 0;
    cr_expect_eq(note(all, &store, &noted, &report), TOEGANG_GOOD, "%s", report.check);
    cr_expect_eq(noted.link.number, 1);
    toegang_free(all);
}

Test(toegang_audit, goes_to_the_file_where_the_store_keeps_none)
{
    struct tg_noted noted;
    toegang_report report;
    toegang *all = opened("audit: {key: key, file: log}\n");
    cr_expect_eq(note(all, NULL, &noted, &report), TOEGANG_GOOD);
    tg_audit_kept(all, &noted);
    cr_expect_eq(access(folder_path("log"), F_OK), 0);
    cr_expect_eq(toegang_audit_verify(all, NULL, NULL, &report), TOEGANG_GOOD);
    toegang_free(all);
    all = opened("audit: {key: key, file: absent/log}\n");
    cr_expect_eq(note(all, NULL, &noted, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, CHECK_AUDIT_FILE);
    toegang_free(all);
}

Test(toegang_audit, keeps_nothing_without_a_place_for_its_line)
{
    struct tg_noted noted;
    toegang_report report;
    toegang *all = opened("audit: {key: key}\n");
    cr_expect_eq(note(all, NULL, &noted, &report), TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(report.check, CHECK_AUDIT_FILE);
    toegang_free(all);
}
