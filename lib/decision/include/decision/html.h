/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces of HTML. The last to touch a text on its way into a page is what makes it safe. */
#ifndef TG_DECISION_HTML_H
#define TG_DECISION_HTML_H

#include "decision/texts.h"

/* Escaped, for an element and for an attribute in quotes; control characters and bad UTF-8 become U+FFFD. */
void tg_html_add(struct tg_text *text, struct tg_span piece);
/* What came from outside for people to read: shortened, masked, escaped, in a direction of its own. */
void tg_html_add_outside(struct tg_text *text, const char *piece);
/* A sentence of ours without arguments. */
void tg_html_add_said(struct tg_text *text, const struct tg_said *said, toegang_language language);
void tg_html_add_paragraph(struct tg_text *text, const struct tg_said *said, toegang_language language);
/* ` name="value"`. */
void tg_html_add_attribute(struct tg_text *text, const char *name, const char *value);
/* A path that a page may lead to: it stays on this site. NULL is none. */
bool tg_html_is_local(const char *path);
/* An address of a site: no script, and nothing that a browser or a proxy reads in another way than we do (RFC 3986 2). */
bool tg_html_is_site(const char *url);
/* `<a href="path" class="class_">said</a>`; class_ NULL: none. */
void tg_html_add_link(struct tg_text *text, const char *path, const char *class_, const struct tg_said *said,
                      toegang_language language);

#endif
