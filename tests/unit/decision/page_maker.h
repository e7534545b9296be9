/* SPDX-License-Identifier: Apache-2.0 */
/* Pages that are made by a test, and what holds for each of them. */
#ifndef PAGE_MAKER_H
#define PAGE_MAKER_H

#include <criterion/criterion.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <toegang/page.h>

#include "html_form.h"

#define PAGE_ROOM 65536

static inline size_t count_of(const char *page, const char *what)
{
    size_t count = 0;
    for (const char *at = strstr(page, what); at; at = strstr(at + 1, what)) count++;
    return count;
}

/* ---- what holds for every page ---- */

typedef size_t maker(const void *what, char *out, size_t size);

/* snprintf: no room, one octet too few, just enough. */
static inline void expect_measure(maker *make, const void *what, const char *page, size_t length)
{
    static char part[PAGE_ROOM];
    memset(part, 'x', sizeof part);
    cr_expect_eq(make(what, NULL, 0), length);
    cr_expect_eq(make(what, part, 1), length);
    cr_expect_eq(part[0], '\0');
    cr_expect_eq(make(what, part, length), length);
    cr_expect_eq(strlen(part), length - 1);
    cr_expect_eq(part[length], 'x');
    cr_expect_eq(make(what, part, length + 1), length);
    cr_expect_str_eq(part, page);
    cr_expect_eq(part[length + 1], 'x');
}

static inline const char *made(maker *make, const void *what)
{
    static char page[PAGE_ROOM];
    size_t length = make(what, page, sizeof page);
    cr_assert(length > 0 && length < sizeof page);
    cr_expect_eq(strlen(page), length);
    cr_expect(is_well_formed(page), "%s", page);
    const char *const once[] = {"<html lang=\"", "<title>",  "<h1>",
                                "<main>",        "<header>", "name=\"viewport\""};
    for (size_t i = 0; i < sizeof once / sizeof *once; i++)
        cr_expect_eq(count_of(page, once[i]), 1, "%s", once[i]);
    cr_expect_null(strstr(page, "<script"));
    cr_expect_null(strstr(page, " style="));
    expect_measure(make, what, page, length);
    return page;
}

static inline toegang_page page_of(toegang_language language)
{
    return (toegang_page){.size = sizeof(toegang_page), .language = language};
}

#endif
