/* SPDX-License-Identifier: Apache-2.0 */
/* Parameters of a query of one's own. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "directory/check.h"
#include "directory/directory_postgresql.h"

static toegang_status read_query(const char *query, struct tg_arena *arena, struct tg_named *out,
                                 toegang_report *report)
{
    *out = (struct tg_named){.text = NULL};
    return tg_named_read(query, arena, out, report);
}

Test(postgresql_named, become_numbers)
{
    static const struct {
        const char *query, *text;
        const char *parameters; /* first letters, in the order of their numbers */
    } rows[] = {
        {"SELECT :holder", "SELECT $1::text", "h"},
        {"SELECT :kind, :holder, :kind", "SELECT $1::text, $2::text, $1::text", "kh"},
        {":holder:organisation:eloket:register:kind", "$1::text$2::text$3::text$4::text$5::text", "hoerk"},
        {"SELECT :holder::bigint", "SELECT $1::text::bigint", "h"},
        {"SELECT now()::text, a::holder", "SELECT now()::text, a::holder", ""},
        {"SELECT a[1:2], x := 3", "SELECT a[1:2], x := 3", ""},
        {"SELECT ':holder', ''':holder'", "SELECT ':holder', ''':holder'", ""},
        {"SELECT 'a\\', :holder, 'b'", "SELECT 'a\\', $1::text, 'b'", "h"},
        {"SELECT E'a\\', :holder, ', :kind", "SELECT E'a\\', :holder, ', $1::text", "k"},
        {"SELECT nice'a\\', :holder", "SELECT nice'a\\', $1::text", "h"},
        {"SELECT \":holder\" AS \"a\"\":kind\"", "SELECT \":holder\" AS \"a\"\":kind\"", ""},
        {"SELECT 1 -- :holder '\n, :kind", "SELECT 1 -- :holder '\n, $1::text", "k"},
        {"SELECT /* :holder /* ' */ :kind */ :eloket", "SELECT /* :holder /* ' */ :kind */ $1::text", "e"},
        {"SELECT $$:holder$$, $a$ $$ :kind $a$, :register", "SELECT $$:holder$$, $a$ $$ :kind $a$, $1::text",
         "r"},
        {"SELECT a$b$ , :holder , $b$:kind$b$", "SELECT a$b$ , $1::text , $b$:kind$b$", "h"},
        {"SELECT $a$ :holder", "SELECT $a$ :holder", ""},
        {"SELECT ' :holder", "SELECT ' :holder", ""},
        {"SELECT /* :holder", "SELECT /* :holder", ""},
        {"SELECT 1 -- :holder", "SELECT 1 -- :holder", ""},
        {"SELECT 5 - -:holder", "SELECT 5 - -$1::text", "h"},
        {":", ":", ""},
        {"::", "::", ""},
        {"$", "$", ""},
        {"é:holder", "é$1::text", "h"},
    };
    static const char letters[] = "hoerk";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        struct tg_named named;
        toegang_report report = {0};
        char whole[512], found[8] = "";
        cr_assert_eq(read_query(rows[i].query, &arena, &named, &report), TOEGANG_GOOD, "%s: %s",
                     rows[i].query, report.expected);
        (void)snprintf(whole, sizeof whole, "SELECT * FROM (%s\n) AS facts LIMIT 10001", rows[i].text);
        cr_expect_str_eq(named.text, whole, "%s: %s", rows[i].query, named.text);
        for (int j = 0; j < named.count; j++) found[j] = letters[named.parameters[j]];
        cr_expect_str_eq(found, rows[i].parameters, "%s: %s", rows[i].query, found);
        tg_arena_free(&arena);
    }
}

Test(postgresql_named, are_no_others)
{
    static const char *const queries[] = {"",        ":nobody",    ":holders",
                                          ":HOLDER", ":holder_",   ":hold\xc3\xa9r",
                                          "$1",      "SELECT $12", "SELECT 1 -- :kind\n:other"};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct tg_arena arena = {0};
        struct tg_named named;
        toegang_report report = {0};
        cr_expect_eq(read_query(queries[i], &arena, &named, &report), TOEGANG_CONFIGURATION, "%s",
                     queries[i]);
        cr_expect_str_eq(report.check, CHECK_DIRECTORY_SETTINGS, "%s", queries[i]);
        tg_arena_free(&arena);
    }
}

/* As long as it may be, of what grows most and of what ends nowhere. */
Test(postgresql_named, may_be_long)
{
    static const char *const pieces[] = {":kind", "'", "/*", "$", "$a$", "\"", "-", ":", "é", "E'\\"};
    static const char end[] = ") AS facts LIMIT 10001";
    char *query = malloc(TG_POSTGRESQL_QUERY_MAX + 2);
    cr_assert_not_null(query);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct tg_arena arena = {0};
        struct tg_named named;
        toegang_report report = {0};
        size_t width = strlen(pieces[i]), length = TG_POSTGRESQL_QUERY_MAX / width * width;
        for (size_t at = 0; at < length; at += width) memcpy(query + at, pieces[i], width + 1);
        toegang_status status = read_query(query, &arena, &named, &report);
        if (status == TOEGANG_GOOD) {
            cr_expect_str_eq(named.text + strlen(named.text) - strlen(end), end, "%s",
                             pieces[i]);
        } else
            cr_expect_str_eq(report.check, CHECK_DIRECTORY_SETTINGS, "%s", pieces[i]);
        tg_arena_free(&arena);
    }
    memset(query, ' ', TG_POSTGRESQL_QUERY_MAX + 1);
    query[TG_POSTGRESQL_QUERY_MAX + 1] = '\0';
    struct tg_arena arena = {0};
    struct tg_named named;
    cr_expect_eq(read_query(query, &arena, &named, NULL), TOEGANG_CONFIGURATION);
    tg_arena_free(&arena);
    free(query);
}
