/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whatever texts and paths a page is given, it is well-formed, and has the very elements that it has with
 * harmless ones; and whatever a browser says of languages, the answer is one of four. The first octet says
 * what the others are.
 */
#include <stdio.h>

#include <toegang/message.h>
#include <toegang/page.h>

#include "harness.h"
#include "html_form.h"

enum { TITLE = 1, PERSON = 2, NAME = 4, TOKEN = 8, PATHS = 16, AS = 32 };

struct given {
    unsigned where;
    const char *text, *path; /* path: the text where it is one, else none */
};

static toegang_page page_of(const struct given *given)
{
    toegang_page page = {.size = sizeof page, .language = (toegang_language)(given->where >> 6)};
    page.title = given->where & TITLE ? given->text : "title";
    page.person = given->where & PERSON ? given->text : "person";
    page.sign_out = page.home = page.languages = page.style = given->where & PATHS ? given->path : "/x";
    return page;
}

static size_t make(const struct given *given, char *out, size_t size)
{
    toegang_page page = page_of(given);
    toegang_choice choice = {.size = sizeof choice,
                             .organisation = {.scheme = TOEGANG_SCHEME_KBO, .value = "0999999922"}};
    choice.name = given->where & NAME ? given->text : "name";
    choice.as = given->where & AS ? given->text : "right";
    return toegang_page_choice(&page, &choice, 1, 1, given->where & PATHS ? given->path : "/x",
                               given->where & TOKEN ? given->text : "token", out, size);
}

/* The tags of a page in their order, without what stands in them. */
static size_t count_tags(const char *page)
{
    size_t count = 0;
    for (; *page; page++) count += *page == '<';
    return count;
}

static void check_measure(const struct given *given, const char *page, size_t length)
{
    char *part = malloc(length + 1);
    size_t cut = length / 2;
    demand(part != NULL);
    demand(make(given, part, cut) == length && strlen(part) == cut - 1 && strncmp(part, page, cut - 1) == 0);
    demand(make(given, part, length + 1) == length && strcmp(part, page) == 0);
    free(part);
}

static void check_page(const struct given *given)
{
    /* What is empty is not shown: a harmless text is as empty. */
    const struct given harmless = {given->where, *given->text ? "right" : "", given->path ? "/x" : NULL};
    size_t length = make(given, NULL, 0), plain = make(&harmless, NULL, 0);
    char *page = malloc(length + 1), *other = malloc(plain + 1);
    demand(page && other && make(given, page, length + 1) == length &&
           make(&harmless, other, plain + 1) == plain);
    demand(is_well_formed(page));
    /* A ground that is none has no place of its own. */
    size_t tags = count_tags(page), wanted = count_tags(other);
    demand(given->where & AS ? tags <= wanted && tags + 2 >= wanted : tags == wanted);
    check_measure(given, page, length);
    free(page);
    free(other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    char *text = calloc(1, size);
    demand(text != NULL);
    memcpy(text, data + 1, size - 1);
    demand((unsigned)toegang_language_accepted(text, size - 1, TOEGANG_DE) < TOEGANG_LANGUAGES);
    const struct given given = {data[0], text, toegang_is_local_path(text, strlen(text)) ? text : NULL};
    check_page(&given);
    free(text);
    return 0;
}
