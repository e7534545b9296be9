/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/html.h"

#include <string.h>

#include <toegang/message.h>

#include "base/utf8.h"

#define OUTSIDE_MAX 512 /* octets of a name that are shown */

/* HTML, the characters that end a text or an attribute in quotes; of "'" not every reader knows the name. */
static const char *entity_of(char octet)
{
    switch (octet) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* C0, DEL and C1: no control character has a meaning in what we show. */
static bool is_control(struct tg_span character)
{
    unsigned char first = (unsigned char)character.at[0];
    if (first < 0x20 || first == 0x7f) return true;
    return first == 0xc2 && (unsigned char)character.at[1] < 0xa0;
}

void tg_html_add(struct tg_text *text, struct tg_span piece)
{
    for (size_t i = 0; i < piece.length;) {
        struct tg_span rest = tg_span_from(piece, i);
        size_t width = tg_utf8_width(rest);
        const char *entity = entity_of(rest.at[0]);
        if (width == 0 || is_control(rest))
            tg_text_add(text, "\xef\xbf\xbd");
        else if (entity)
            tg_text_add(text, entity);
        else
            tg_text_add_span(text, tg_span_until(rest, width));
        i += width > 0 ? width : 1;
    }
}

void tg_html_add_outside(struct tg_text *text, const char *piece)
{
    char safe[OUTSIDE_MAX];
    tg_text_safe(safe, sizeof safe, tg_span_of(piece));
    tg_text_add(text, "<bdi>");
    tg_html_add(text, tg_span_of(safe));
    tg_text_add(text, "</bdi>");
}

void tg_html_add_said(struct tg_text *text, const struct tg_said *said, toegang_language language)
{
    tg_html_add(text, tg_span_of(tg_in(said, language)));
}

void tg_html_add_paragraph(struct tg_text *text, const struct tg_said *said, toegang_language language)
{
    tg_text_add(text, "<p>");
    tg_html_add_said(text, said, language);
    tg_text_add(text, "</p>\n");
}

void tg_html_add_attribute(struct tg_text *text, const char *name, const char *value)
{
    tg_text_addf(text, " %s=\"", name);
    tg_html_add(text, tg_span_of(value));
    tg_text_add_char(text, '"');
}

bool tg_html_is_local(const char *path)
{
    return path && toegang_is_local_path(path, strlen(path));
}

bool tg_html_is_site(const char *url)
{
    if (!url || (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0)) return false;
    for (; *url; url++)
        if (*url <= ' ' || *url > '~' || strchr("\"'<>\\^`{|}", *url)) return false;
    return true;
}

void tg_html_add_link(struct tg_text *text, const char *path, const char *class_, const struct tg_said *said,
                      toegang_language language)
{
    tg_text_add(text, "<a");
    tg_html_add_attribute(text, "href", path);
    if (class_) tg_html_add_attribute(text, "class", class_);
    tg_text_add_char(text, '>');
    tg_html_add_said(text, said, language);
    tg_text_add(text, "</a>");
}
