/* SPDX-License-Identifier: Apache-2.0 */
/* Pages that are made by a test, and what holds for each of them. */
#ifndef PAGE_MAKER_H
#define PAGE_MAKER_H

#include <criterion/criterion.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <toegang/page.h>

#include "base/utf8.h"

#define PAGE_ROOM 65536
#define DEPTH_ROOM 32

/* ---- well-formed: stricter than HTML, so that every reader reads the same ---- */

struct nest {
    char names[DEPTH_ROOM][16];
    size_t depth;
};

static inline bool is_name(char octet)
{
    return (octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9') || octet == '-';
}

static inline bool is_void(const char *name)
{
    return strcmp(name, "meta") == 0 || strcmp(name, "link") == 0 || strcmp(name, "input") == 0;
}

/* Text up to one of the ends: every "&" begins an entity of ours, and neither "<" nor ">" stands in it. */
static inline const char *after_text(const char *at, char end)
{
    for (; *at && *at != end; at++) {
        if (*at == '<' || *at == '>') return NULL;
        if (*at == '&' && strncmp(at, "&amp;", 5) && strncmp(at, "&lt;", 4) && strncmp(at, "&gt;", 4) &&
            strncmp(at, "&quot;", 6) && strncmp(at, "&#39;", 5))
            return NULL;
    }
    return at;
}

/* ` name="value"` or ` name`, each once, then ">". */
static inline const char *after_attributes(const char *at)
{
    char seen[512] = " ", name[32];
    while (*at == ' ') {
        size_t length = 0;
        for (at++; is_name(*at) && length < sizeof name - 3; at++) name[length++] = *at;
        if (length == 0) return NULL;
        name[length] = ' ', name[length + 1] = '\0';
        if (strstr(seen, name)) return NULL;
        strcat(seen, name);
        if (*at != '=') continue;
        if (at[1] != '"' || !(at = after_text(at + 2, '"')) || *at != '"') return NULL;
        at++;
    }
    return *at == '>' ? at + 1 : NULL;
}

static inline const char *after_tag(struct nest *nest, const char *at)
{
    bool ends = *at == '/';
    char name[16] = "";
    for (at += ends; is_name(*at) && strlen(name) < sizeof name - 1; at++) name[strlen(name)] = *at;
    if (ends)
        return nest->depth > 0 && strcmp(nest->names[--nest->depth], name) == 0 && *at == '>' ? at + 1 : NULL;
    if (nest->depth == DEPTH_ROOM) return NULL;
    if (!is_void(name)) strcpy(nest->names[nest->depth++], name);
    at = after_attributes(at);
    if (!at || strcmp(name, "style") != 0) return at;
    return strstr(at, "</style>"); /* which ends it, whatever stands in it */
}

static inline bool is_well_formed(const char *page)
{
    static const char doctype[] = "<!DOCTYPE html>\n";
    struct nest nest = {.depth = 0};
    if (strncmp(page, doctype, sizeof doctype - 1) != 0) return false;
    for (const char *at = page + sizeof doctype - 1; at && *at;) {
        at = after_text(at, '<');
        if (!at) return false;
        if (!*at) break;
        at = after_tag(&nest, at + 1);
        if (!at) return false;
    }
    return nest.depth == 0 && tg_utf8_valid(tg_span_of(page));
}

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
