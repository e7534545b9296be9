/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a page is well-formed, more strictly than HTML asks, so that every reader reads the same. */
#ifndef TG_TESTS_HTML_FORM_H
#define TG_TESTS_HTML_FORM_H

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

#define DEPTH_ROOM 32

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

#endif
